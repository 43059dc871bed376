#!/bin/bash
# Lays out Inkan.app: bundle.sh INKAN INKAN_CLI FOLDER. On any system; nothing is signed here.
set -euo pipefail
# shellcheck source=packaging/common.sh
. "$(dirname "$0")/../common.sh"

program=$1 command=$2 app=$3/Inkan.app
here=$project/packaging/macos

rm -rf "$app"
mkdir -p "$app/Contents/MacOS" "$app/Contents/Resources"
install -m 755 "$program" "$app/Contents/MacOS/inkan"
install -m 755 "$command" "$app/Contents/MacOS/inkan-cli"
sed "s/@VERSION@/$(version)/" "$here/Info.plist" >"$app/Contents/Info.plist"
printf 'APPL????' >"$app/Contents/PkgInfo"
install -m 644 "$project/assets/icons/inkan.icns" "$app/Contents/Resources/inkan.icns"
ship_documents "$app/Contents/Resources" aarch64-apple-darwin .txt
for language in ja en; do
    mkdir -p "$app/Contents/Resources/$language.lproj"
done
echo "$app"

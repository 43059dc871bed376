#!/bin/bash
# Lays out what a Linux package holds below FOLDER, as below / of a system:
#   packaging/linux/stage.sh TARGET PROGRAMS FOLDER
# PROGRAMS is the folder that build.sh printed. What differs between the kinds of packages (the changelog's form, the place
# of the completions) is added by those who make them.
set -euo pipefail
. "$(dirname "$0")/common.sh"
use_source_date
target=$1 programs=$2 folder=$3
here=$project/packaging/linux
share=$folder/usr/share

put() { # FILE PLACE [MODE]
    install -D --mode="${3:-644}" "$1" "$2"
}

put "$programs/inkan" "$folder/usr/bin/inkan" 755
put "$programs/inkan-cli" "$folder/usr/bin/inkan-cli" 755

put "$here/$app_id.desktop" "$share/applications/$app_id.desktop"

# Pictures are shown from the web, where there is an address of `assets/screenshots`; nothing is made up without one.
pictures=${INKAN_PICTURES_URL:-}
[ -n "$pictures" ] || echo "No INKAN_PICTURES_URL: the metadata for software centres has no pictures." >&2
mkdir -p "$share/metainfo"
"$here/release-notes.py" appstream "$here/$app_id.metainfo.xml" "$pictures" >"$share/metainfo/$app_id.metainfo.xml"

put "$project/assets/icons/inkan.svg" "$share/icons/hicolor/scalable/apps/$app_id.svg"
for size in 16 22 24 32 48 64 128 256 512; do
    icons=$share/icons/hicolor/${size}x$size/apps
    mkdir -p "$icons"
    rsvg-convert --width "$size" --height "$size" "$project/assets/icons/inkan.svg" --output "$icons/$app_id.png"
done

for page in "$here"/man/*.1 "$here"/man/*/*.1; do
    language=$(dirname "${page#"$here"/man/}")
    put "$page" "$share/man/${language#.}/man1/$(basename "$page")"
done
find "$share/man" -name '*.1' -exec gzip --best --no-name {} +

put "$here/completions/inkan-cli.bash" "$share/bash-completion/completions/inkan-cli"
put "$here/completions/inkan-cli.fish" "$share/fish/vendor_completions.d/inkan-cli.fish"

put "$project/packaging/policy/policy.toml" "$share/doc/inkan/examples/policy.toml"
put "$project/packaging/policy/policy.schema.json" "$share/doc/inkan/examples/policy.schema.json"
"$here/copyright.py" copyright "$target" >"$share/doc/inkan/copyright"
settle_files "$folder"

#!/bin/bash
# On a Mac: builds both programs for both kinds of Mac, puts them into Inkan.app and that into a disk image
# in target/packages.
#
# IDENTITY is the name of a "Developer ID Application" certificate in the keychain; without one the app is signed for this
# Mac only, and says so. NOTARY_PROFILE is a profile that `xcrun notarytool store-credentials` has stored, in NOTARY_KEYCHAIN
# if that is set; with it the image is sent to Apple's notary and the ticket is attached.
set -euo pipefail
# shellcheck source=packaging/common.sh
. "$(dirname "$0")/../common.sh"
cd "$project"

[ "$(uname -s)" = Darwin ] || {
    echo "This needs a Mac; elsewhere make check-macos checks what can be." >&2
    exit 1
}
here=packaging/macos
out=target/macos
targets=(aarch64-apple-darwin x86_64-apple-darwin)

use_source_date
use_compiler_flags
# As in Info.plist.
export MACOSX_DEPLOYMENT_TARGET=11.0
for target in "${targets[@]}"; do
    rustup target add "$target"
    cargo build --locked --release --bins --target "$target"
done

rm -rf "$out"
mkdir -p "$out/image"
for program in inkan inkan-cli; do
    lipo -create -output "$out/$program" \
        "target/${targets[0]}/release/$program" "target/${targets[1]}/release/$program"
done
app=$("$here/bundle.sh" "$out/inkan" "$out/inkan-cli" "$out/image")

# Inside out: what a bundle holds is signed before it.
sign() {
    codesign --force --options runtime --entitlements "$here/inkan.entitlements" \
        --sign "${IDENTITY:--}" "${timestamp[@]}" "$1"
}
timestamp=(--timestamp)
[ -n "${IDENTITY:-}" ] || timestamp=(--timestamp=none)
sign "$app/Contents/MacOS/inkan-cli"
sign "$app"
codesign --verify --deep --strict --verbose=2 "$app"

ln -s /Applications "$out/image/Applications"
image=target/packages/Inkan-$(version).dmg
mkdir -p target/packages
hdiutil create -volname Inkan -srcfolder "$out/image" -format UDZO -ov "$image"
if [ -z "${IDENTITY:-}" ]; then
    echo "No IDENTITY: this image opens on this Mac only." >&2
    exit 0
fi
codesign --force --sign "$IDENTITY" --timestamp "$image"
if [ -n "${NOTARY_PROFILE:-}" ]; then
    xcrun notarytool submit "$image" --keychain-profile "$NOTARY_PROFILE" \
        ${NOTARY_KEYCHAIN:+--keychain "$NOTARY_KEYCHAIN"} --wait
    xcrun stapler staple "$image"
    spctl --assess --type open --context context:primary-signature --verbose "$image"
fi

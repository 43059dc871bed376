#!/bin/bash
# On a Mac of a build service: puts the certificate that signs the app into a keychain of its own, stores what the notary
# asks for, and prints the variables that build.sh reads. Prints nothing where there is no certificate.
#
# CERTIFICATE and NOTARY_KEY are base64: a PKCS #12 file with its CERTIFICATE_PASSWORD, and a key of App Store Connect with its
# NOTARY_KEY_ID and NOTARY_ISSUER.
set -euo pipefail

if [ -z "${CERTIFICATE:-}" ]; then
    echo "no certificate: the image will open on the Mac that made it only" >&2
    exit 0
fi
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
keychain=$HOME/Library/Keychains/inkan-build.keychain-db
password=$(uuidgen)

base64 --decode <<<"$CERTIFICATE" >"$folder/certificate.p12"
{
    security create-keychain -p "$password" "$keychain"
    security set-keychain-settings -lut 21600 "$keychain"
    security unlock-keychain -p "$password" "$keychain"
    security import "$folder/certificate.p12" -k "$keychain" -P "$CERTIFICATE_PASSWORD" -T /usr/bin/codesign
    security set-key-partition-list -S apple-tool:,apple: -s -k "$password" "$keychain"
    security list-keychains -d user -s "$keychain" login.keychain-db
} >&2
identity=$(security find-identity -v -p codesigning "$keychain" | sed -n 's/.*"\(Developer ID Application: .*\)"$/\1/p' | head -n 1)
echo "IDENTITY=$identity"

if [ -n "${NOTARY_KEY:-}" ]; then
    base64 --decode <<<"$NOTARY_KEY" >"$folder/notary.p8"
    xcrun notarytool store-credentials inkan-build --key "$folder/notary.p8" --key-id "$NOTARY_KEY_ID" \
        --issuer "$NOTARY_ISSUER" --keychain "$keychain" >&2
    echo "NOTARY_PROFILE=inkan-build"
    echo "NOTARY_KEYCHAIN=$keychain"
fi

#!/bin/bash
# Signs a Windows program in place with Authenticode: sign.sh FILE; `sign.sh --configured` says by its
# status whether there is something to sign with. Told by the environment:
#
#   INKAN_SIGN_PKCS12    a PKCS #12 file with certificate and key, and
#   INKAN_SIGN_PASSWORD_FILE   a file with its password; or
#   INKAN_SIGN_OPTIONS   what osslsigncode is told instead, for keys in a token, for example
#                        -pkcs11module /usr/lib/opensc-pkcs11.so -certs chain.pem -key pkcs11:...
#   INKAN_SIGN_TIMESTAMP the address of a time stamping service (RFC 3161). Without one the
#                        signature ends with the certificate.
set -euo pipefail

if [ -n "${INKAN_SIGN_OPTIONS:-}" ]; then
    read -r -a key <<<"$INKAN_SIGN_OPTIONS"
elif [ -n "${INKAN_SIGN_PKCS12:-}" ]; then
    key=(-pkcs12 "$INKAN_SIGN_PKCS12" -readpass "${INKAN_SIGN_PASSWORD_FILE:?names no file}")
else
    key=()
fi
if [ "$1" = --configured ]; then
    [ ${#key[@]} -gt 0 ]
    exit
fi

stamp=()
if [ -n "${INKAN_SIGN_TIMESTAMP:-}" ]; then
    stamp=(-ts "$INKAN_SIGN_TIMESTAMP")
fi
osslsigncode sign "${key[@]}" -h sha256 -n Inkan "${stamp[@]}" -in "$1" -out "$1.signed" >&2
mv "$1.signed" "$1"

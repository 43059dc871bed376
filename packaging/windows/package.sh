#!/bin/bash
# Makes the installer out of built programs: package.sh [FOLDER WITH THE PROGRAMS [OUTPUT FOLDER]].
# With a certificate (sign.sh says how to name it) programs, uninstaller and installer are signed.
# For tests, INKAN_TEST_VERSION packs it quickly and calls it something else.
set -euo pipefail
# shellcheck source=packaging/common.sh
. "$(dirname "$0")/../common.sh"
cd "$project"

build=${1:-target/windows}
out=${2:-target/packages}
here=$project/packaging/windows
stage=target/windows/stage
installer=$out/Inkan-$(version)-x64-setup.exe
use_source_date

rm -rf "$stage"
mkdir -p "$stage" "$out"
cp "$build/inkan.exe" "$build/inkan-cli.exe" "$stage/"
ship_documents "$stage" x86_64-pc-windows-gnu .txt
# Notepad has read the line ends of other systems only since 2018.
sed -i 's/\r*$/\r/' "$stage"/*.txt
# makensis signs from another folder.
for name in INKAN_SIGN_PKCS12 INKAN_SIGN_PASSWORD_FILE; do
    if [ -n "${!name:-}" ]; then
        export "$name=$(realpath "${!name}")"
    fi
done
if "$here/sign.sh" --configured; then
    for program in "$stage"/*.exe; do
        "$here/sign.sh" "$program"
    done
    sign=(-DSIGN="$here/sign.sh")
else
    echo "No certificate is configured: nothing is signed." >&2
    sign=()
fi

# What is installed and what is removed are one list. The dates are those of the source.
files=$(cd "$stage" && ls)
find "$stage" -type f -exec touch --no-dereference --date="@$SOURCE_DATE_EPOCH" {} +
{
    echo '!macro InstallFiles'
    for file in $files; do printf '  File "%s"\n' "$(realpath "$stage")/$file"; done
    echo '!macroend'
    echo '!macro RemoveFiles'
    for file in $files; do printf '  Delete "$INSTDIR\\%s"\n' "$file"; done
    echo '!macroend'
} >"$stage.nsh"

quick=()
if [ -n "${INKAN_TEST_VERSION:-}" ]; then
    quick=(-DQUICK)
fi
makensis -V2 -WX -INPUTCHARSET UTF8 \
    -DVERSION="${INKAN_TEST_VERSION:-$(version)}" -DFOUR_NUMBERS="$(version_of_four .)" \
    -DKILOBYTES="$(du --total --block-size=1K --apparent-size "$stage"/* | tail -1 | cut -f1)" \
    -DFILES="$(realpath "$stage.nsh")" -DICON="$project/assets/icons/inkan.ico" \
    -DOUT="$(realpath "$installer")" "${sign[@]}" "${quick[@]}" "$here/inkan.nsi"
if [ ${#sign[@]} -gt 0 ]; then
    "$here/sign.sh" "$installer"
fi
ls -l "$installer"

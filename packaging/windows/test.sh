#!/bin/bash
# Tests the Windows programs and their installer, installed and run under Wine:
# test.sh [FOLDER WITH THE PROGRAMS], which is target/windows. Needs Wine, Xvfb, ImageMagick.
# Pictures of what was seen are left in target/windows-test.
set -euo pipefail
# shellcheck source=packaging/common.sh
. "$(dirname "$0")/../common.sh"
cd "$project"

build=${1:-target/windows}
here=packaging/windows
work=target/windows-test
version=$(version)

if [ -z "${INKAN_TEST_SCREEN:-}" ]; then
    exec env INKAN_TEST_SCREEN=1 xvfb-run --auto-servernum --server-args='-screen 0 1280x900x24' "$0" "$@"
fi

use_source_date
rm -rf "$work"
mkdir -p "$work/wine"
export WINEPREFIX=$project/$work/wine WINEARCH=win64 WINEDEBUG=-all
# Nothing is fetched, and no menus of this computer's desktop are made.
export WINEDLLOVERRIDES='mscoree,mshtml,winemenubuilder.exe='
drive=$WINEPREFIX/drive_c
trap 'wineserver --kill || true' EXIT

say() { echo "== $*"; }
fail() {
    echo "FAILED: $*" >&2
    exit 1
}

# Wine's own server may be on its way out as the next program starts: then that was not run at all, and Wine says
# this. It is asked again.
wine() {
    local errors=$work/wine-errors.txt status
    for _ in 1 2 3; do
        status=0
        command wine "$@" 2>"$errors" || status=$?
        grep --quiet 'ShellExecuteEx failed: Internal error' "$errors" || break
        wineserver --wait
    done
    cat "$errors" >&2
    return "$status"
}

# expect STATUS COMMAND...: runs it, waits for everything that it started.
expect() {
    local wanted=$1 status=0
    shift
    "$@" || status=$?
    wineserver --wait
    [ "$status" = "$wanted" ] || fail "status $status instead of $wanted: $*"
}

# Every folder, file and registry key; without the times at which Wine wrote them.
snapshot() {
    wineserver --wait
    (cd "$drive" && find . | sort)
    sed -E '/^#time=/d; /^"DriverDateData"/d; s/^(\[.*\]) [0-9]+$/\1/' "$WINEPREFIX/system.reg" "$WINEPREFIX/user.reg"
}

same_as_before() {
    snapshot >"$work/after.txt"
    diff "$work/before.txt" "$work/after.txt" || fail "$1 left something behind"
}

value() { # value KEY NAME; the default one has the name ""
    local name=(/ve)
    [ -z "$2" ] || name=(/v "$2")
    wine reg query "$1" "${name[@]}" | tr -d '\r' | sed -n 's/^    .*    REG_[A-Z]*    //p'
}

has_value() { # has_value KEY NAME TEXT
    local found
    found=$(value "$1" "$2")
    [ "$found" = "$3" ] || fail "$1 [$2] is '$found' instead of '$3'"
}

has_no_key() {
    ! wine reg query "$1" >/dev/null 2>&1 || fail "$1 is there"
}

run_key='Software\Microsoft\Windows\CurrentVersion\Run'

# Someone's Windows 10, with the one library that Wine may lack (see test/bcryptprimitives.c), and
# with PDF files that another program opens.
set_up_wine() {
    wineboot --init >/dev/null 2>&1
    wineserver --wait
    # Wine leads Desktop, Documents and others to those of whoever runs this. They are none of its business.
    local link
    find "$drive/users" -type l | while read -r link; do
        rm "$link"
        mkdir "$link"
    done
    if [ ! -e "$drive/windows/system32/bcryptprimitives.dll" ]; then
        x86_64-w64-mingw32-gcc -shared -O2 -o "$drive/windows/system32/bcryptprimitives.dll" \
            "$here/test/bcryptprimitives.c" -ladvapi32
    fi
    wine reg add 'HKCU\Software\Classes\.pdf' /ve /d 'Other.Pdf' /f >/dev/null
    wine reg add 'HKCU\Software\Classes\.pdf\OpenWithProgids' /v 'Other.Pdf' /f >/dev/null
    # Something else that is started at every login.
    wine reg add "HKCU\\$run_key" /v Other /d other.exe /f >/dev/null
    # What Wine writes when the first console opens is there before it is looked for.
    wine start /wait cmd /c exit
    wineserver --wait
    mkdir -p "$drive/ProgramData/Inkan"
    # The office's folder is called like a person's: nothing of it may be taken for settings.
    cp packaging/policy/policy.toml "$drive/ProgramData/Inkan/policy.toml.sample"
    touch "$drive/ProgramData/Inkan/settings.toml"
}

say "What Windows reads of the programs before they start"
python3 "$here/test/pe.py" "$build/inkan.exe" gui "$version"
python3 "$here/test/pe.py" "$build/inkan-cli.exe" console "$version"

say "The installer: of the same source the same, and small"
"$here/package.sh" "$build" "$work"
setup=$work/Inkan-$version-x64-setup.exe
mv "$setup" "$work/first.exe"
"$here/package.sh" "$build" "$work" >/dev/null
cmp "$work/first.exe" "$setup"
size=$(stat --format=%s "$setup")
[ "$size" -le $((15 * 1024 * 1024)) ] || fail "the installer has $size bytes"
of_version() { # of_version VERSION: the same installer, called otherwise
    INKAN_TEST_VERSION=$1 "$here/package.sh" "$build" "$work/$1" >/dev/null
    echo "$work/$1/Inkan-$version-x64-setup.exe"
}
newer=$(of_version 99.0.0)
older=$(of_version 0.0.9)

set_up_wine
user=$(wine cmd /c 'echo %USERNAME%' | tr -d '\r')
home=$drive/users/$user
place=$home/AppData/Local/Programs/Inkan
windows_place="C:\\users\\$user\\AppData\\Local\\Programs\\Inkan"
uninstall_key='Software\Microsoft\Windows\CurrentVersion\Uninstall\Inkan'
wine winecfg -v win10
snapshot >"$work/before.txt"

say "What is refused changes nothing"
wine winecfg -v win81
expect 7 wine "$setup" /S
wine winecfg -v win10
expect 6 wine "$setup" /S /ALLUSER
expect 6 wine "$setup" /S /AllUsers /CurrentUser
same_as_before "what was refused"

say "Installed for one person, silently"
expect 0 wine "$setup" /S
installed=$(ls "$place" | xargs)
[ "$installed" = "LICENSE-APACHE.txt LICENSE-FONT.txt LICENSE-MIT.txt LICENSES-OF-OTHERS.txt inkan-cli.exe inkan.exe uninstall.exe" ] ||
    fail "installed: $installed"
start_menu=$home/AppData/Roaming/Microsoft/Windows/'Start Menu'/Programs/Inkan.lnk
[ -e "$start_menu" ] || fail "nothing in the Start menu"
[ ! -e "$home/Desktop/Inkan.lnk" ] || fail "an icon on the desktop that nobody asked for"
has_value "HKCU\\$uninstall_key" DisplayName Inkan
has_value "HKCU\\$uninstall_key" DisplayVersion "$version"
has_value "HKCU\\$uninstall_key" InstallLocation "$windows_place"
has_value "HKCU\\$uninstall_key" QuietUninstallString "\"$windows_place\\uninstall.exe\" /S _?=$windows_place"
has_no_key "HKLM\\$uninstall_key"

say "Among the choices of \"Open with\", and nobody's default"
command="\"$windows_place\\inkan.exe\" \"%1\""
for pair in pdf:Inkan.Pdf p7s:Inkan.Signature p7m:Inkan.Signed; do
    extension=${pair%%:*} kind=${pair#*:}
    wine reg query "HKCU\\Software\\Classes\\.$extension\\OpenWithProgids" /v "$kind" >/dev/null ||
        fail ".$extension does not name $kind"
    has_value "HKCU\\Software\\Classes\\$kind\\shell\\open\\command" '' "$command"
    has_value 'HKCU\Software\Inkan\Capabilities\FileAssociations' ".$extension" "$kind"
    wine reg query 'HKCU\Software\Classes\Applications\inkan.exe\SupportedTypes' /v ".$extension" >/dev/null ||
        fail ".$extension is not among the supported types"
done
has_value 'HKCU\Software\Classes\.pdf' '' Other.Pdf
has_value 'HKCU\Software\Classes\.p7s' '' '(value not set)'
has_value 'HKCU\Software\Classes\.p7m' '' '(value not set)'
has_value 'HKCU\Software\Classes\Applications\inkan.exe\shell\open\command' '' "$command"
has_value 'HKCU\Software\RegisteredApplications' Inkan 'Software\Inkan\Capabilities'

say "The command line: the practice card, in JSON"
inkan_cli() { wine "$windows_place\\inkan-cli.exe" "$@"; }
inkan_cli --demo status --json >"$work/status.json"
python3 - "$work/status.json" "$version" <<'PYTHON'
import json, sys
status = json.load(open(sys.argv[1], encoding="utf-8"))
assert status["demo"] is True and status["app"]["version"] == sys.argv[2], status
(reader,) = status["readers"]
card = reader["card"]
assert card["kind"] == "my-number-card" and card["certificates"]["auth"]["issuer_trust"] == "demo", card
assert card["pins"]["sign"] == {"remaining": 5, "max": 5, "blocked": False}, card
PYTHON

say "A document with a Japanese name, signed and checked"
mkdir -p "$home/Documents/申請"
echo "これは練習用の文書です。" >"$home/Documents/申請/申請書（控え）.txt"
document="C:\\users\\$user\\Documents\\申請\\申請書（控え）.txt"
echo ABC123 | inkan_cli --demo sign "$document" --format cms --pin-stdin
[ -s "$home/Documents/申請/申請書（控え）.txt.p7s" ] || fail "no signature beside the document"
expect 0 inkan_cli verify "$document.p7s" --demo-trust
rm -r "$home/Documents/申請"

say "The window, in practice mode"
command wine "$windows_place\\inkan.exe" --demo --lang ja &
window=$!
picture=$work/window.png
for _ in $(seq 60); do
    sleep 1
    import -window root "$picture"
    colours=$(identify -format %k "$picture")
    [ "$colours" -lt 100 ] || break
done
sleep 3
import -window root "$picture"
colours=$(identify -format %k "$picture")
# The share of the commonest colour, in percent: an empty window is of one.
commonest=$(convert "$picture" -format %c histogram:info:- | sort --numeric-sort | tail -1 |
    sed -E 's/^ *([0-9]+):.*/\1/')
share=$((commonest * 100 / (1280 * 900)))
[ "$colours" -ge 100 ] && [ "$share" -lt 80 ] || fail "the window has $colours colours, one of them on $share %"
echo "$colours colours, the commonest on $share % of the screen"

say "While it runs it is neither replaced nor removed"
status=0
wine "$setup" /S || status=$?
[ "$status" = 5 ] || fail "status $status of an installation over a running program"
status=0
cp "$place/uninstall.exe" "$work/uninstall.exe"
wine "$work/uninstall.exe" /S "_?=$windows_place" || status=$?
[ "$status" = 5 ] || fail "status $status of a removal of a running program"
kill "$window"
wait "$window" || true
wine taskkill /f /im inkan.exe >/dev/null 2>&1 || true
wineserver --wait

say "Upgraded in place, settings and all; never downgraded"
settings=$home/AppData/Roaming/inkan/settings.toml
mkdir -p "$(dirname "$settings")"
echo 'language = "en"' >"$settings"
expect 0 wine "$setup" /S
expect 0 wine "$newer" /S /DESKTOP=1
has_value "HKCU\\$uninstall_key" DisplayVersion 99.0.0
[ -e "$home/Desktop/Inkan.lnk" ] || fail "no icon on the desktop"
expect 3 wine "$setup" /S
has_value "HKCU\\$uninstall_key" DisplayVersion 99.0.0
expect 0 wine "$newer" /S
[ -e "$home/Desktop/Inkan.lnk" ] || fail "the icon on the desktop is gone"
expect 6 wine "$newer" /S '/D=C:\Elsewhere'
[ "$(cat "$settings")" = 'language = "en"' ] || fail "the settings were changed"
wine reg add "HKCU\\$run_key" /v Inkan /d "$windows_place\\inkan.exe --remind" /f >/dev/null
expect 0 wine "$newer" /S
has_value "HKCU\\$run_key" Inkan "$windows_place\\inkan.exe --remind"

say "Removed, silently, as Windows does it: the settings stay"
expect 0 wine "$windows_place\\uninstall.exe" /S "_?=$windows_place"
[ "$(cat "$settings")" = 'language = "en"' ] || fail "the settings are gone"
rm -r "$(dirname "$settings")"
same_as_before "the removal"

say "In a folder with a Japanese name; removed with the settings"
expect 0 wine "$older" /S '/D=C:\市役所\印鑑' ソフト # without quotes, as NSIS wants it
expect 0 wine "$setup" /S /LANG=ja
[ -e "$drive/市役所/印鑑 ソフト/inkan.exe" ] || fail "not installed where it was asked for"
[ ! -e "$place" ] || fail "upgraded somewhere else"
has_value "HKCU\\$uninstall_key" DisplayVersion "$version"
expect 0 wine 'C:\市役所\印鑑 ソフト\inkan-cli.exe' --demo status >"$work/status.txt"
mkdir -p "$(dirname "$settings")"
touch "$settings" "$(dirname "$settings")/reminder.toml"
expect 0 wine 'C:\市役所\印鑑 ソフト\uninstall.exe' /S /PURGE '_?=C:\市役所\印鑑' ソフト
rmdir "$drive/市役所" || fail "the folder is not empty"
same_as_before "the removal with settings"

say "For everyone, removed by hand; the office's policy is nobody else's business"
expect 0 wine "$setup" /S /AllUsers
[ -e "$drive/Program Files/Inkan/inkan.exe" ] || fail "not in Program Files"
has_value "HKLM\\$uninstall_key" DisplayVersion "$version"
has_value 'HKLM\Software\Classes\Inkan.Pdf\shell\open\command' '' '"C:\Program Files\Inkan\inkan.exe" "%1"'
has_no_key "HKCU\\$uninstall_key"
expect 0 wine "$newer" /S # an upgrade of what is there
has_value "HKLM\\$uninstall_key" DisplayVersion 99.0.0
expect 0 wine 'C:\Program Files\Inkan\uninstall.exe' /S /PURGE
# Started like this it went on in a copy, and NSIS asked Windows to delete that at its next start, too:
# which is now.
wine cmd /c exit
same_as_before "the removal for everyone"

say "Signed with a certificate of its own"
openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj '/CN=INKAN TEST - NOT REAL' \
    -addext extendedKeyUsage=codeSigning -keyout "$work/key.pem" -out "$work/certificate.pem" 2>/dev/null
echo practice >"$work/password"
openssl pkcs12 -export -inkey "$work/key.pem" -in "$work/certificate.pem" -passout "file:$work/password" \
    -out "$work/certificate.p12"
INKAN_TEST_VERSION=$version INKAN_SIGN_PKCS12=$work/certificate.p12 \
    INKAN_SIGN_PASSWORD_FILE=$work/password \
    "$here/package.sh" "$build" "$work/signed" >"$work/signing.txt" 2>&1 || fail "$(cat "$work/signing.txt")"
signed=$work/signed/Inkan-$version-x64-setup.exe
expect 0 wine "$signed" /S
! osslsigncode verify -CAfile "$work/certificate.pem" -in "$build/inkan.exe" >/dev/null 2>&1 ||
    fail "what is not signed is taken for signed"
for program in "$signed" "$place/inkan.exe" "$place/inkan-cli.exe" "$place/uninstall.exe"; do
    osslsigncode verify -CAfile "$work/certificate.pem" -in "$program" >"$work/signature.txt" 2>&1 ||
        fail "the signature of $program: $(cat "$work/signature.txt")"
done
expect 0 wine "$windows_place\\uninstall.exe" /S "_?=$windows_place"
same_as_before "the removal of the signed programs"

say "All good: an installer of $((size / 1024)) KiB"

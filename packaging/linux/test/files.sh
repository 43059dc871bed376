# What can be said of the packages without installing them. To be sourced by run.sh.
# shellcheck shell=bash disable=SC2154 # the variables are run.sh's

# The largest that the .deb may be, in bytes.
deb_limit=$((15 * 1024 * 1024))

# Libraries that every glibc system has.
c_library='ld-linux-[a-z0-9-]*\.so\.[0-9]|lib(c|m|dl|pthread|rt|util)\.so\.[0-9]'

check_files() {
    dpkg-deb --raw-extract "$deb" "$work/deb"
    check "the scripts hold no trap that shellcheck knows" no_trap_in_the_scripts
    check "lintian has no error" lintian --fail-on error --allow-root "$deb"
    check "the .deb is at most 15 MiB" [ "$(stat --format=%s "$deb")" -le "$deb_limit" ]
    check "made again elsewhere, every package is the same" same_again
    check "no folder of this machine is in the programs" no_folder_in_the_programs
    check "the programs run with glibc $oldest_glibc" runs_with_old_glibc
    check "the programs are linked with nothing but the C library and libpcsclite" linked_with_little
    check "the desktop entry is valid" desktop-file-validate "$work/deb/usr/share/applications/$app_id.desktop"
    check "every type of the entry is known, and by the right endings" types_are_known
    check "the metadata is valid" appstreamcli validate --no-net --pedantic "$work/deb/usr/share/metainfo/$app_id.metainfo.xml"
    check "the metadata is valid with pictures, which exist" valid_with_pictures
    check "the icons have the size of their folder" icons_have_their_size
    check "the manual is typeset without a warning" manual_is_sound
    check "the policy's sample and schema are those of the project" cmp "$work/deb/usr/share/doc/inkan/examples/policy.toml" packaging/policy/policy.toml
    check "rpmlint has no error" rpm_has_no_error
    check "the .rpm asks for what it is linked with, by libraries' names" rpm_asks_for_libraries
    check "the tar's paths are relative and below one folder" tar_is_relative
    check "the Flatpak has the smart card service and a window, and no more" flatpak_permissions
}

no_trap_in_the_scripts() {
    # Those that are started; what they source is looked at with them.
    local scripts
    mapfile -t scripts < <(grep -lE '^#!/bin/(ba)?sh' "$here"/*.sh "$here"/test/*.sh packaging/flatpak/*.sh)
    shellcheck --external-sources --source-path=SCRIPTDIR --severity=warning "${scripts[@]}"
}

same_again() {
    # Another folder, another time, another time zone, another umask.
    sleep 1
    (
        umask 077
        export TZ=Asia/Tokyo
        make_all "$work/again" >/dev/null 2>"$work/warnings"
    )
    local package
    for package in "$deb" "$rpm" "$tarball"; do
        cmp "$package" "$work/again/$(basename "$package")"
    done
}

no_folder_in_the_programs() {
    local program folder
    for program in "$work"/deb/usr/bin/*; do
        for folder in "$project" "${CARGO_HOME:-$HOME/.cargo}" "$(rustc --print sysroot)"; do
            ! grep --text --quiet --fixed-strings "$folder" "$program" || { echo "$program: $folder" && return 1; }
        done
    done
}

runs_with_old_glibc() {
    local newest
    newest=$(objdump -T "$work"/deb/usr/bin/* | grep -o 'GLIBC_[0-9.]*' | sort -Vu | tail -1)
    echo "the newest symbols are of $newest"
    [ "$(printf '%s\n' "GLIBC_$oldest_glibc" "$newest" | sort -V | tail -1)" = "GLIBC_$oldest_glibc" ]
}

linked_with_little() {
    local others
    others=$(objdump -p "$work"/deb/usr/bin/* | sed -n 's/^ *NEEDED *//p' | sort -u |
        grep -vE "^($c_library|libpcsclite\.so\.1)$") || true
    echo "$others"
    [ -z "$others" ]
}

types_are_known() {
    local type database=/usr/share/mime/packages/freedesktop.org.xml
    for type in $(sed -n 's/^MimeType=//p' "$work/deb/usr/share/applications/$app_id.desktop" | tr ';' ' '); do
        grep -q "<mime-type type=\"$type\">" "$database"
    done
    grep -qxE 'application/pkcs7-signature:\*\.p7s' /usr/share/mime/globs
    grep -qxE 'application/pkcs7-mime:\*\.p7m' /usr/share/mime/globs
}

valid_with_pictures() {
    local data=$work/$app_id.metainfo.xml picture
    "$here/release-notes.py" appstream "$here/$app_id.metainfo.xml" https://inkan.invalid/pictures >"$data"
    appstreamcli validate --no-net --pedantic "$data"
    for picture in $(grep -o 'pictures/[a-z-]*\.png' "$data"); do
        [ -s "assets/screenshots/${picture#pictures/}" ]
    done
    grep -c '<screenshot' "$data"
}

icons_have_their_size() {
    local size sizes=0
    for size in 16 22 24 32 48 64 128 256 512; do
        [ "$(identify -format '%wx%h' "$work/deb/usr/share/icons/hicolor/${size}x$size/apps/$app_id.png")" = "${size}x$size" ]
        sizes=$((sizes + 1))
    done
    [ -s "$work/deb/usr/share/icons/hicolor/scalable/apps/$app_id.svg" ] && [ "$sizes" = 9 ]
}

manual_is_sound() {
    local page warnings
    while read -r page; do
        warnings=$(LC_ALL=C.UTF-8 MANROFFSEQ='' MANWIDTH=80 man --warnings -E UTF-8 -l -Tutf8 -Z "$page" 2>&1 >"$work/typeset")
        echo "$page: $warnings"
        [ -z "$warnings" ]
        [ -s "$work/typeset" ]
    done < <(find "$work/deb/usr/share/man" -name '*.1.gz')
    [ "$(find "$work/deb/usr/share/man" -name '*.1.gz' | wc -l)" = 4 ]
}

rpm_has_no_error() {
    rpmlint --config "$here/rpmlint.toml" "$rpm"
}

rpm_asks_for_libraries() {
    rpm --query --package --requires "$rpm" | tee "$work/requires"
    grep -qF 'libpcsclite.so.1()(64bit)' "$work/requires"
    local others
    others=$(grep -vE "^($c_library)\(|^libpcsclite\.so\.1\(|^rpmlib\(|^rtld\(GNU_HASH\)" "$work/requires") || true
    [ -z "$others" ]
}

tar_is_relative() {
    tar --list --file="$tarball" >"$work/list"
    local folder
    folder=$(basename "$tarball" .tar.xz)
    ! grep -vE "^$folder/" "$work/list" && ! grep -E '(^|/)\.\.(/|$)' "$work/list"
}

flatpak_permissions() {
    python3 - <<'PYTHON'
import yaml
manifest = yaml.safe_load(open("packaging/flatpak/jp.inkan.Inkan.yml"))
wanted = {"--socket=pcsc", "--socket=wayland", "--socket=fallback-x11", "--share=ipc", "--device=dri"}
assert set(manifest["finish-args"]) == wanted, manifest["finish-args"]
assert [module["name"] for module in manifest["modules"]] == ["pcsc-lite", "inkan"]
PYTHON
    # It makes a folder where it is started.
    cd "$work" && flatpak-builder --show-manifest "$project/packaging/flatpak/jp.inkan.Inkan.yml" >/dev/null
}

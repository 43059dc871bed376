# What can be said of the packages on a clean system. To be sourced by run.sh.
# shellcheck shell=bash disable=SC2154 # the variables are run.sh's

check_installed() {
    local root=$work/root
    fresh_chroot "$root"
    # What apt brings along for every package, so that only ours is counted.
    files_of "$root" >"$work/before"
    cp "$deb" "$root/tmp/inkan.deb"
    check "the .deb can be installed without what it recommends" apt_install "$root" --no-install-recommends /tmp/inkan.deb
    check "no library is missing then" no_library_is_missing "$root"
    check_programs "$root" "the .deb"
    check "doctor says that the service is missing" doctor_misses_the_service "$root" inkan-cli
    check "the manual can be read, in both languages" manual_can_be_read "$root"
    check "purged, the .deb leaves nothing" purge_leaves_nothing "$root"

    fresh_chroot "$root"
    cp "$deb" "$root/tmp/inkan.deb"
    check "the .deb can be installed with what it recommends" apt_install "$root" /tmp/inkan.deb
    check "every library that a window loads is in a package that is depended on, recommended or suggested" loaded_libraries_are_declared "$root"
    check "the window opens and is painted" window_opens "$root" inkan "$project/target/packages-window.png"
    check "purged, nothing of that name is left" nothing_of_that_name "$root"

    # What is left out of a clean system: libpcsclite.
    fresh_chroot "$root"
    check_tar "$root"

    fresh_chroot "$root"
    apt_install "$root" libpcsclite1 >"$work/said" 2>&1
    # What the systems that the .rpm is for have from the beginning.
    mkdir -p "$root"/usr/share/{applications,icons,metainfo}
    files_of "$root" >"$work/before"
    check "the .rpm can be installed" rpm --root "$root" --nodeps --nosignature --install "$rpm"
    check_programs "$root" "the .rpm"
    check "removed, the .rpm leaves nothing" rpm_leaves_nothing "$root"
    rm -rf "$root"
}

# check_programs ROOT WHOSE [FOLDER/]: they run there, and the main job is done on the simulated card.
check_programs() {
    local root=$1 whose=$2 folder=${3:-}
    check "$whose has programs of this version" have_this_version "$root" "$folder"
    check "$whose reads the practice card" reads_the_practice_card "$root" "${folder}inkan-cli"
    check "$whose signs a document and checks it" signs_and_checks "$root" "${folder}inkan-cli"
}

have_this_version() {
    [ "$(inside "$1" "$2inkan-cli" --version)" = "inkan-cli $(version)" ]
    [ "$(inside "$1" "$2inkan" --version)" = "inkan $(version)" ]
}

reads_the_practice_card() {
    inside "$1" "$2" --demo status --json >"$work/status.json"
    python3 -c 'import json, sys; json.load(open(sys.argv[1]))' "$work/status.json"
    grep -q '"' "$work/status.json"
}

signs_and_checks() {
    # shellcheck disable=SC2016 # for the inner shell
    inside "$1" sh -ec '
        cd "$(mktemp -d)" && echo text >document.txt
        echo ABC123 | "$1" --demo sign document.txt --pin-stdin
        "$1" verify document.txt.p7s --demo-trust
        rm -r "$PWD"
    ' sh "$2"
}

no_library_is_missing() {
    # shellcheck disable=SC2016 # for the inner shell
    inside "$1" sh -ec '
        for program in inkan inkan-cli; do
            LD_TRACE_LOADED_OBJECTS=1 "/usr/bin/$program"
        done
    ' >"$work/libraries"
    ! grep "not found" "$work/libraries"
}

doctor_misses_the_service() {
    local status=0
    inside "$1" "$2" doctor --json >"$work/doctor.json" || status=$?
    cat "$work/doctor.json"
    [ "$status" = 1 ] && grep -q 'D-SERVICE' "$work/doctor.json"
}

manual_can_be_read() {
    local program
    for program in inkan inkan-cli; do
        inside "$1" man -P cat "$program" | grep -q 'My Number Card'
        inside "$1" man -P cat -L ja "$program" | grep -q 'マイナンバーカード'
    done
}

purge_leaves_nothing() {
    inside "$1" apt-get --quiet --yes purge --autoremove inkan
    rm -f "$1/tmp/inkan.deb"
    files_of "$1" >"$work/after"
    # man-db and ldconfig have written their caches anew; a path that was not there before is left over.
    local left
    left=$(comm -13 "$work/before" "$work/after")
    echo "$left"
    [ -z "$left" ]
}

nothing_of_that_name() {
    inside "$1" apt-get --quiet --yes purge inkan
    rm -f "$1/tmp/inkan.deb"
    local left
    left=$(files_of "$1" | grep -i inkan) || true
    echo "$left"
    [ -z "$left" ]
}

rpm_leaves_nothing() {
    rpm --root "$1" --erase inkan
    files_of "$1" >"$work/after"
    local left
    left=$(comm -13 "$work/before" "$work/after")
    echo "$left"
    [ -z "$left" ]
}

# The names of libraries that are written in the window's program are those that it opens by itself.
loaded_libraries_are_declared() {
    local declared library path package undeclared=
    declared=$(dpkg-deb --field "$deb" Depends Recommends Suggests | sed 's/^[A-Za-z]*://; s/([^)]*)//g' | tr ',|' '\n\n' | tr -d ' ')
    while read -r library; do
        path=$(inside "$1" ldconfig -p </dev/null | sed -n "s|^\t$library .*=> ||p" | head -1)
        # Not on this system at all: the other of two names, tried for other distributions.
        [ -n "$path" ] || continue
        package=$(inside "$1" dpkg --search "*/$(basename "$path")" </dev/null | head -1 | cut -d: -f1)
        echo "$library: $package"
        [ "$package" = libc6 ] || grep -qxF "$package" <<<"$declared" || undeclared+=" $package"
    done < <(strings -a "$1/usr/bin/inkan" | grep -oE 'lib[A-Za-z0-9_+-]+\.so(\.[0-9]+)?' | sort -u)
    echo "undeclared:$undeclared"
    [ -z "$undeclared" ]
}

# window_opens ROOT PROGRAM PICTURE: on a display of its own, drawn by the processor.
window_opens() {
    local root=$1 program=$2 picture=$3 display window=
    Xvfb -displayfd 3 -screen 0 1280x900x24 -nolisten tcp 3>"$work/display" 2>"$work/xvfb" &
    local server=$!
    for _ in $(seq 50); do
        [ ! -s "$work/display" ] || break
        sleep 0.2
    done
    display=:$(cat "$work/display")
    DISPLAY=$display inside "$root" timeout --kill-after=5 120 "$program" --demo --lang ja >"$work/window" 2>&1 &
    local started=$!
    for _ in $(seq 150); do
        window=$(DISPLAY=$display xdotool search --class "$app_id" 2>/dev/null | head -1) || true
        [ -z "$window" ] || break
        sleep 0.4
    done
    # The first frames come after the window.
    local colours=0
    for _ in $(seq 50); do
        DISPLAY=$display import -window root "$picture"
        colours=$(identify -format %k "$picture")
        [ "$colours" -lt 100 ] || break
        sleep 0.4
    done
    # Without its display the program ends as well.
    kill "$server" 2>/dev/null || true
    wait "$started" "$server" 2>/dev/null || true
    cat "$work/window"
    echo "window: ${window:-none}, colours: $colours"
    [ -n "$window" ] && [ "$colours" -ge 100 ]
}

check_tar() {
    local root=$1 place="/opt/where ever"
    mkdir -p "$root$place"
    tar --extract --file="$tarball" --directory="$root$place"
    local folder
    folder=$place/$(basename "$tarball" .tar.xz)
    check_programs "$root" "the tar, without libpcsclite," "$folder/"
    check "its doctor says that the service is missing" doctor_misses_the_service "$root" "$folder/inkan-cli"
    check "started through a link it runs as well" through_a_link "$root" "$folder"
    check "the menu gets it, and loses it again" menu_gets_it "$root" "$folder"
    apt_install "$root" libpcsclite1 >"$work/said" 2>&1
    check "where the system has libpcsclite, that one is used" uses_the_systems_library "$root" "$folder"
}

through_a_link() {
    inside "$1" ln -s "$2/inkan-cli" /usr/local/bin/inkan-cli
    [ "$(inside "$1" inkan-cli --version)" = "inkan-cli $(version)" ]
}

menu_gets_it() {
    files_of "$1" >"$work/before"
    inside "$1" "$2/menu.sh"
    local entry=$1/root/.local/share/applications/$app_id.desktop
    cat "$entry"
    desktop-file-validate "$entry"
    grep -qxF "Exec=\"$2/inkan\" %F" "$entry"
    inside "$1" "$2/menu.sh" --remove
    files_of "$1" | grep -v ' d ' >"$work/after"
    [ -z "$(comm -13 "$work/before" "$work/after")" ]
}

uses_the_systems_library() {
    # shellcheck disable=SC2016 # for the inner shell
    inside "$1" sh -ec 'LD_DEBUG=libs "$1/inkan-cli" --version' sh "$2" 2>&1 | tee "$work/loaded" | grep -E 'calling init:.*libpcsclite'
    grep -qE 'calling init: /(usr/)?lib/.*/libpcsclite\.so\.1' "$work/loaded"
}

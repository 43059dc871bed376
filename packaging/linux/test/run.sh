#!/bin/bash
# Makes the packages twice, looks at them with the distributions' own judges, installs each on a clean system, runs what
# it brought and removes it again:
#   packaging/linux/test/run.sh [PROGRAMS]
# PROGRAMS is a folder that build.sh printed earlier. The last line says how many checks there were.
set -euo pipefail
. "$(dirname "$0")/../common.sh"
. "$(dirname "$0")/chroot.sh"
cd "$project"
use_source_date
target=$(own_target)
here=packaging/linux
work=$(mktemp -d)
out=$project/target/packages
trap 'rm -rf "$work"' EXIT

passed=0 failed=0 skipped=0
# check NAME COMMAND...: one line when it is good, all that it said when it is not.
check() {
    local name=$1 status
    shift
    # Not as a condition: within one, what fails in the middle would be passed over.
    set +e
    (
        set -e
        "$@"
    ) >"$work/said" 2>&1
    status=$?
    set -e
    if [ "$status" = 0 ]; then
        passed=$((passed + 1))
        echo "ok      $name"
    else
        failed=$((failed + 1))
        echo "FAILED  $name"
        sed 's/^/        /' "$work/said"
    fi
}

. "$(dirname "$0")/files.sh"
. "$(dirname "$0")/installed.sh"

programs=${1:-$("$here/build.sh")}
make_all() {
    local kind
    for kind in deb rpm tarball; do
        "$here/$kind.sh" "$target" "$programs" "$1"
    done
}
rm -f "$out"/inkan*.{deb,rpm,tar.xz}
make_all "$out" >"$work/made" 2>"$work/warnings" || { cat "$work/warnings" >&2; exit 1; }
{ read -r deb; read -r rpm; read -r tarball; } <"$work/made"
sed "s|^$project/||" "$work/made" | xargs ls -l | awk '{ printf "%.2f MiB  %s\n", $5 / 1048576, $9 }'

check_files
if can_chroot; then
    make_base
    check_installed
elif [ -n "${INKAN_REQUIRE_CHROOT:-}" ]; then
    failed=$((failed + 1))
    echo "FAILED  no clean system can be made here (root and the right to mount are needed)"
else
    skipped=$((skipped + 1))
    echo "skipped installing on clean systems: they need root and the right to mount (run it with sudo)"
fi

echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" = 0 ]

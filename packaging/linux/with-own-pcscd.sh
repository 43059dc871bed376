#!/usr/bin/env bash
# Runs a command whose tests start a pcscd of their own, with virtual readers. Where the system lets
# us, it lives in a place of its own that only this command knows: needs no root, and the system's
# pcscd goes on undisturbed. Elsewhere (a container without that right) it needs root and the
# system's place for a while. Where one of both works, those tests must run and are not skipped.
set -euo pipefail

folder=$(mktemp -d)
restore=()
give_back() {
    for unit in ${restore[@]+"${restore[@]}"}; do
        systemctl start "$unit"
    done
    rm -rf "$folder"
}
trap give_back EXIT

own_place=(unshare --mount)
[ "$(id -u)" = 0 ] || own_place=(unshare --user --map-root-user --mount)

if [ "$(uname -s)" != Linux ]; then
    echo "Not Linux: the tests with a real pcscd are left out."
elif "${own_place[@]}" mount -t tmpfs tmpfs /run 2>/dev/null; then
    export INKAN_REQUIRE_PCSCD=1 PCSCLITE_CSOCK_NAME=$folder/pcscd.comm
elif [ "$(id -u)" = 0 ]; then
    export INKAN_REQUIRE_PCSCD=1
    # The socket first: it would start the service again.
    for unit in pcscd.socket pcscd.service; do
        if systemctl is-active --quiet "$unit" 2>/dev/null; then
            restore+=("$unit")
            systemctl stop "$unit"
        fi
    done
else
    echo "Not root: the tests with a real pcscd are left out (run them with sudo)."
fi

"$@"

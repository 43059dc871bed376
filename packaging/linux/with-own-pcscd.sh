#!/usr/bin/env bash
# Runs a command while no system-wide pcscd is in the way: the tests start their own, with virtual
# readers, and only one can run. As root those tests are then required to run, not skipped.
set -euo pipefail

restore=()
give_back() {
    for unit in ${restore[@]+"${restore[@]}"}; do
        systemctl start "$unit"
    done
}
trap give_back EXIT

if [ "$(id -u)" = 0 ] && [ "$(uname -s)" = Linux ]; then
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

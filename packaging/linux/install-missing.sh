#!/bin/bash
# Installs those of the named Debian/Ubuntu packages that are not installed yet.
# Does nothing, and needs no rights, when none is missing. Other systems: says what is needed.
set -euo pipefail

is_installed() {
    [ "$(dpkg-query --show --showformat='${db:Status-Status}' "$1" 2>/dev/null)" = installed ]
}

if [ "$(uname -s)" != Linux ]; then
    exit 0
fi
if ! command -v apt-get >/dev/null || ! command -v dpkg-query >/dev/null; then
    echo "No apt here: make sure that what these Debian packages hold is installed:"
    echo "  $*"
    exit 0
fi

missing=()
for package in "$@"; do
    is_installed "$package" || missing+=("$package")
done
if [ ${#missing[@]} -eq 0 ]; then
    exit 0
fi

as_root=()
if [ "$(id -u)" -ne 0 ]; then
    if ! command -v sudo >/dev/null; then
        echo "System packages are missing and sudo is not there. As root, run:" >&2
        echo "  apt-get update && apt-get install ${missing[*]}" >&2
        exit 1
    fi
    as_root=(sudo)
fi

apt=("${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get
    -o DPkg::Lock::Timeout=300 -o Acquire::Retries=3 --quiet)
install=("${apt[@]}" install --yes --no-install-recommends "${missing[@]}")

echo "Installing system packages: ${missing[*]}"
# Container images come without package lists; elsewhere old lists may name files that are gone.
if ! apt-cache show "${missing[@]}" >/dev/null 2>&1; then
    "${apt[@]}" update
    "${install[@]}"
elif ! "${install[@]}"; then
    "${apt[@]}" update
    "${install[@]}"
fi

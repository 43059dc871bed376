#!/bin/bash
# Compiles no-service.c for a target into a folder: packaging/linux/no-service.sh TARGET FOLDER. It needs nothing of the
# system's.
set -euo pipefail
. "$(dirname "$0")/common.sh"
target=$1 folder=$2
use_zig >&2

mkdir -p "$folder"
# Without the name of the file it was made from, and without debug information: the same bytes everywhere.
"$tools/bin/python" -m ziglang cc -target "$(machine_of "$target")-linux-gnu.$oldest_glibc" \
    -shared -fPIC -O2 -s -fno-sanitize=all -nostdlib -Wall -Wextra -Werror \
    -Wl,-soname,libpcsclite.so.1 -o "$folder/libpcsclite.so.1" "$project/packaging/linux/no-service.c"
ln -sf libpcsclite.so.1 "$folder/libpcsclite.so"

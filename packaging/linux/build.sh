#!/bin/bash
# Builds the programs that the packages hold: packaging/linux/build.sh [TARGET]. Prints their folder.
#
# For a glibc of years ago, so that one build runs on every distribution: zig links, which brings the old symbols along and
# crosses to the other machine (aarch64-unknown-linux-gnu) as well.
set -euo pipefail
. "$(dirname "$0")/common.sh"
cd "$project"
target=${1:-$(own_target)}

use_source_date
# Where the standard library's source is installed, the compiler names its folder; elsewhere, the name that it gets here.
library=$("${RUSTC:-rustc}" --print sysroot)/lib/rustlib/src/rust
flags=()
if [ -d "$library" ]; then
    flags+=("--remap-path-prefix=$library=/rustc/$("${RUSTC:-rustc}" --version --verbose | sed -n 's/^commit-hash: //p')")
fi
use_compiler_flags ${flags[@]+"${flags[@]}"}

{
    use_zig
    # Linked against what stands in for libpcsclite, which has the same names and asks for no newer glibc: of this
    # machine's own nothing gets into the programs, and for another machine none has to be installed.
    packaging/linux/no-service.sh "$target" "target/no-service/$target"
    export PCSC_LIB_DIR=$project/target/no-service/$target PCSC_LIB_NAME=pcsclite

    if [ "$target" != "$(own_target)" ] && command -v rustup >/dev/null; then
        rustup --quiet target add "$target"
    fi
    cargo zigbuild --locked --release --bins --target "$target.$oldest_glibc"
} >&2
echo "${CARGO_TARGET_DIR:-$project/target}/$target/release"

#!/bin/bash
# Builds the programs and the .deb a second time, from a clone in another folder with another home of cargo, and compares
# them bit by bit: packaging/linux/test/reproducible.sh [PROGRAMS]. PROGRAMS is what build.sh printed for this same commit.
set -euo pipefail
. "$(dirname "$0")/../common.sh"
# shellcheck disable=SC2154 # from packaging/common.sh
cd "$project"
use_source_date
target=$(own_target)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

if [ -n "$(git status --porcelain --untracked-files=no)" ]; then
    echo "A clone holds what is committed, and something here is not: commit it first." >&2
    exit 1
fi
programs=${1:-$(packaging/linux/build.sh)}
deb=$(packaging/linux/deb.sh "$target" "$programs" "$work/first")

git clone --quiet "$project" "$work/elsewhere"
again=$(
    cd "$work/elsewhere"
    # Another home, with the downloads of the first.
    mkdir -p "$work/cargo-home/registry"
    cp -r "${CARGO_HOME:-$HOME/.cargo}/registry/cache" "${CARGO_HOME:-$HOME/.cargo}/registry/index" "$work/cargo-home/registry/"
    export CARGO_HOME="$work/cargo-home" TZ=Asia/Tokyo
    packaging/linux/deb.sh "$target" "$(packaging/linux/build.sh)" "$work/second"
)
for program in inkan inkan-cli; do
    cmp "$programs/$program" "$work/elsewhere/target/$target/release/$program"
done
cmp "$deb" "$again"
sha256sum "$deb" "$again" | sed "s|$work/||"
echo "the programs and the .deb are the same, bit by bit"

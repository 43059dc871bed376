#!/usr/bin/env bash
# Measures everything of tests/it/figures with the programs as they are shipped, and keeps the table, with machine
# and date, in RESULTS.md beside this file. `make bench` installs what it needs. MEASURED=FOLDER takes programs that
# are built already.
set -euo pipefail
cd "$(dirname "$0")/../.."

results=tests/bench/RESULTS.md
table=$PWD/target/figures.md
rivals=$PWD/target/rivals

# A rival by name: another client for this card. Where it does not build, its rows are left out.
cargo install --quiet --locked --root "$rivals" --version 0.4.3 jpki-cli ||
    echo "jpki-cli does not build here: its rows are left out." >&2

measured=${MEASURED:-$PWD/target/release}
[ -n "${MEASURED:-}" ] || cargo build --locked --release --bins
rm -f "$table"
failed=0
INKAN_MEASURED=$measured/inkan-cli INKAN_FIGURES=$table INKAN_RIVALS=$rivals \
    packaging/linux/with-own-pcscd.sh cargo nextest run --locked --run-ignored only --no-capture \
    --no-fail-fast --filterset 'test(/^figures::/)' || failed=$?

version_of() { dpkg-query --show --showformat='${Version}' "$1" 2>/dev/null || echo "not here"; }
{
    cat <<END
# What was measured

By \`make bench\`, which writes this file. Each figure is ours over theirs, in the same run and in turn, or a
number of its own; "at most" is what was promised. "The least" is what no program can do without, on the same
machine: the card's own time, the hash of the document by OpenSSL, a disk that takes as many bytes in.

| | |
|---|---|
| date | $(date --utc +%F) |
| source | $(git rev-parse --short HEAD)$(git diff --quiet HEAD -- src Cargo.lock || echo ", changed") |
| machine | $(sed -n 's/^model name\s*: //p' /proc/cpuinfo | head -n 1), $(nproc) cores, $(awk '/MemTotal/ { printf "%.0f GiB", $2 / 1048576 }' /proc/meminfo) |
| system | $(sed -n 's/^PRETTY_NAME="\(.*\)"/\1/p' /etc/os-release), Linux $(uname -r) |
| compiler | $(rustc --version) |
| OpenSSL | $(openssl version | cut -d' ' -f2) |
| OpenSC | $(version_of opensc) |
| AusweisApp2 | $(version_of ausweisapp2) |
| pdfsig | $(version_of poppler-utils) |
| pyHanko | $(target/judges/bin/pip show pyHanko 2>/dev/null | sed -n 's/^Version: //p') |
| jpki-cli | $("$rivals/bin/jpki-cli" --version 2>/dev/null | cut -d' ' -f2) |

| what | ours | theirs | figure | at most | within | the least |
|---|---|---|---|---|---|---|
END
    cat "$table"
} >"$results"
cat "$results"
exit "$failed"

#!/usr/bin/env bash
# Builds the fuzz targets and runs them, each with its seeds: run.sh SECONDS [TARGET]...
# Limits of every input: five seconds and 512 MiB. More to libFuzzer in FUZZ_ARGUMENTS; what it finds is
# kept in corpus and artifacts.
set -euo pipefail
cd "$(dirname "$0")"

limit=${1:?how many seconds for each target}
shift
# There is no `unsafe` in this program for a sanitizer to watch; and to trace comparisons takes three quarters of
# the time, for words that the dictionaries know.
cargo +nightly fuzz build --fuzz-dir . --sanitizer none --no-trace-compares
programs=target/$(rustc +nightly --print host-tuple)/release

failed=()
while read -r target length dictionary seeds; do
	[[ $target != '#' && -n $target ]] || continue
	[[ $# -eq 0 || " $* " == *" $target "* ]] || continue
	arguments=(-max_len="$length" -timeout=5 -rss_limit_mb=512 -max_total_time="$limit" -print_final_stats=1
		-artifact_prefix="artifacts/$target/")
	[[ $dictionary == - ]] || arguments+=(-dict="dict/$dictionary.dict")
	mkdir -p "corpus/$target" "artifacts/$target"
	echo "== $target"
	# Folders of seeds, separated by spaces; the targets' names have none.
	# shellcheck disable=SC2086
	"$programs/$target" "${arguments[@]}" ${FUZZ_ARGUMENTS:-} "corpus/$target" $seeds </dev/null ||
		failed+=("$target")
done <targets.txt

if [[ ${#failed[@]} -gt 0 ]]; then
	echo "failed: ${failed[*]}" >&2
	exit 1
fi

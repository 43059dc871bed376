#!/bin/bash
# The main job without a window, on the simulated card: read the card, sign a file, check it.
# The password is the demo card's, shown in practice mode too; it opens nothing real.
set -euo pipefail

inkan() { cargo run --locked --quiet --bin inkan-cli -- "$@"; }

folder=target/practice
mkdir -p "$folder"
sample=$folder/sample.txt
echo "これは練習用の文書です。 A document to practise on." >"$sample"

echo
echo "== The simulated card: inkan-cli --demo status"
inkan --demo status

echo
echo "== Signing $sample: inkan-cli --demo sign $sample --pin-stdin"
echo ABC123 | inkan --demo sign "$sample" --format cms --overwrite --pin-stdin

echo
echo "== Checking $sample.p7s: inkan-cli verify $sample.p7s --demo-trust"
inkan verify "$sample.p7s" --demo-trust

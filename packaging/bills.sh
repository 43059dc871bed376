#!/bin/bash
# Writes the bill of materials of the programs for each system that packages are made for.
set -euo pipefail
# shellcheck source=packaging/common.sh
. "$(dirname "$0")/common.sh"
cd "$project"
use_source_date
mkdir -p target/packages
for target in x86_64-unknown-linux-gnu aarch64-unknown-linux-gnu x86_64-pc-windows-gnu aarch64-apple-darwin x86_64-apple-darwin; do
    bill=target/packages/inkan-$(version)-$target.cdx.json
    target/packaging-tools/bin/python packaging/sbom.py "$target" >"$bill"
    echo "$bill"
done

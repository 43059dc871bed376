#!/bin/bash
# Gathers the sources for jp.inkan.Inkan.yml, which builds without a network: the commit that is checked out, with every
# crate of Cargo.lock in it, as target/flatpak/inkan.tar.
set -euo pipefail
. "$(dirname "$0")/../linux/common.sh"
use_source_date
cd "$project"

folder=target/flatpak
rm -rf "$folder/source"
mkdir -p "$folder/source/cargo"
git archive HEAD | tar --extract --directory="$folder/source"
(
    cd "$folder/source"
    cargo vendor --locked --versioned-dirs cargo/vendor >cargo/config.toml
    packaging/linux/copyright.py copyright "$(own_target)" >copyright
    echo "$SOURCE_DATE_EPOCH" >source-date
)
settle_files "$folder/source"
tar --create --sort=name --owner=0 --group=0 --numeric-owner --directory="$folder/source" --file="$folder/inkan.tar" .
echo "$folder/inkan.tar"

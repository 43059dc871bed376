#!/bin/bash
# What can be said of the Mac's package without a Mac: that every line of the code for macOS compiles (it is not linked),
# that the property lists are sound, and that the bundle is laid out as macOS wants it.
set -euo pipefail
# shellcheck source=packaging/common.sh
. "$(dirname "$0")/../common.sh"
cd "$project"

target=aarch64-apple-darwin
if has_standard_library "$target" || rustup target add "$target"; then
    cargo clippy --locked --target "$target" --bins -- --deny warnings
else
    packaging/linux/install-missing.sh rustc-web rust-web-src
    RUSTC=/usr/bin/rustc RUSTC_BOOTSTRAP=1 cargo check --locked --target "$target" --bins -Zbuild-std=std,panic_unwind
fi

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
# No Mach-O can be linked here; the layout does not ask what the programs are.
printf 'program' >"$folder/inkan"
printf 'command' >"$folder/inkan-cli"
app=$(packaging/macos/bundle.sh "$folder/inkan" "$folder/inkan-cli" "$folder")
packaging/macos/check.py "$app" packaging/macos/inkan.entitlements "$(version)"

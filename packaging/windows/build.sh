#!/bin/bash
# Cross-builds inkan.exe and inkan-cli.exe: build.sh [OUTPUT FOLDER], which is target/windows. Everything
# that only Windows knows of (icon, manifest, version) is linked in here and not by a build script, so
# that building for the system one sits at neither waits for it nor needs its tools.
#
# PROFILE is the cargo profile, `release` unless told otherwise. RUST_FROM says where the standard
# library for Windows comes from: `rustup`, or `debian` (packages rustc-web and rust-web-src, and the
# library built along); unless told, rustup where it has or can get it.
set -euo pipefail
# shellcheck source=packaging/common.sh
. "$(dirname "$0")/../common.sh"
cd "$project"

target=x86_64-pc-windows-gnu
profile=${PROFILE:-release}
here=packaging/windows
out=${1:-target/windows}
resources=$out/resources

choose_rust() {
    if [ -n "${RUST_FROM:-}" ]; then
        echo "$RUST_FROM"
    elif has_standard_library "$target" || rustup target add "$target" >&2; then
        echo rustup
    else
        echo debian
    fi
}

# make_resources NAME, its description in Japanese and in English
make_resources() {
    local folder=$resources/$1
    rm -rf "$folder"
    mkdir -p "$folder"
    cp assets/icons/inkan.ico "$folder/"
    sed "s/@NAME@/$1/; s/@VERSION@/$(version_of_four .)/" "$here/inkan.exe.manifest" \
        >"$folder/program.manifest"
    cat >"$folder/program.h" <<END
#define NAME "$1"
#define VERSION "$(version)"
#define FOUR_NUMBERS $(version_of_four ,)
#define DESCRIPTION_JA "$2"
#define DESCRIPTION_EN "$3"
END
    x86_64-w64-mingw32-windres --codepage=65001 --include-dir="$folder" --output-format=coff \
        --input="$here/inkan.rc" --output="$folder/program.o"
    # Cargo links again only when its arguments are others: the name has the contents in it.
    mv "$folder/program.o" "$folder/$(sha256sum <"$folder/program.o" | cut -c 1-16).o"
}

# The linker writes the time into the file unless told not to.
build() {
    "${cargo[@]}" rustc --locked --profile "$profile" --target "$target" "${library[@]}" --bin "$1" -- \
        -C link-arg="$(ls "$project/$resources/$1"/*.o)" -C link-arg=-Wl,--no-insert-timestamp
    cp "target/$target/$(profile_folder)/$1.exe" "$out/"
}

profile_folder() {
    case $profile in
    dev | test) echo debug ;;
    bench) echo release ;;
    *) echo "$profile" ;;
    esac
}

cargo=(cargo)
library=()
rust=$(choose_rust)
case $rust in
rustup) has_standard_library "$target" || rustup target add "$target" ;;
debian)
    packaging/linux/install-missing.sh rustc-web rust-web-src
    # Building the standard library is not stable; the compiler is asked not to mind.
    cargo=(env RUSTC=/usr/bin/rustc RUSTC_BOOTSTRAP=1 cargo)
    library=(-Zbuild-std=std,panic_unwind)
    ;;
*)
    echo "RUST_FROM is rustup or debian, not $rust" >&2
    exit 2
    ;;
esac

use_source_date
# ASLR and DEP are asked for by the compiler. Control Flow Guard is not to be had: GNU ld writes none
# of its tables, and MinGW's start-up code has no place for them.
use_compiler_flags
mkdir -p "$out"
make_resources inkan Inkan Inkan
make_resources inkan-cli 'Inkan コマンド' 'Inkan command line'
build inkan
build inkan-cli
ls -l "$out"/*.exe

# What the packages of all systems have in common. To be sourced.
# shellcheck shell=bash

# The folder of the project.
project=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

# The one place of the version is Cargo.toml.
version() {
    sed -n '/^\[package\]/,/^\[/s/^version = "\(.*\)"$/\1/p' "$project/Cargo.toml"
}

# The same as four numbers with a separator, as Windows wants it: what follows a `-` or `+` is left out.
version_of_four() {
    local parts
    IFS=. read -r -a parts <<<"$(version | sed 's/[-+].*//').0"
    (IFS=$1 && echo "${parts[*]}")
}

# When the source was made, so that the same source makes the same package: the last commit, or what
# the variable says already (reproducible-builds.org).
use_source_date() {
    if [ -z "${SOURCE_DATE_EPOCH:-}" ]; then
        SOURCE_DATE_EPOCH=$(git -C "$project" log -1 --format=%ct 2>/dev/null) ||
            SOURCE_DATE_EPOCH=$(stat --format=%Y "$project/CHANGELOG.md")
    fi
    export SOURCE_DATE_EPOCH
}

# Where on this machine the sources lie is nobody's business, and must not tell one build from another.
# More flags for the compiler may follow.
use_compiler_flags() {
    local flags=(
        "--remap-path-prefix=$project=/inkan"
        "--remap-path-prefix=${CARGO_HOME:-$HOME/.cargo}=/cargo"
        "$@"
    )
    CARGO_ENCODED_RUSTFLAGS=$(IFS=$'\x1f' && echo "${flags[*]}")
    export CARGO_ENCODED_RUSTFLAGS
}

# Whether Rust's standard library for a target is installed.
has_standard_library() {
    [ -d "$(rustc --print sysroot)/lib/rustlib/$1/lib" ]
}

# Puts the documents that go with every package into a folder, for the programs of a target:
# ship_documents FOLDER TARGET [SUFFIX OF THE NAMES].
ship_documents() {
    cp "$project/LICENSE-MIT" "$1/LICENSE-MIT${3:-}"
    cp "$project/LICENSE-APACHE" "$1/LICENSE-APACHE${3:-}"
    cp "$project/assets/fonts/OFL.txt" "$1/LICENSE-FONT${3:-}"
    (cd "$project" && packaging/notices.py "$2") >"$1/LICENSES-OF-OTHERS${3:-}"
}

# What the Linux packages have in common. To be sourced.
# shellcheck shell=bash
. "$(dirname "${BASH_SOURCE[0]}")/../common.sh"

# The name of the desktop entry, the icon and the metadata, which is that of the window too (`ui::APP_ID`;
# compared by tests/it/linux_packages.rs).
app_id=jp.inkan.Inkan

# The packages' own number, for changes that are not the program's.
revision=1

# Whom a package names. No address is known here that reaches somebody: whoever publishes packages puts theirs in.
maintainer=${INKAN_MAINTAINER:-The Inkan developers <inkan@inkan.invalid>}

# The oldest glibc that the programs run with. 2.28 is of 2018: RHEL 8, Debian 10, Ubuntu 20.04.
oldest_glibc=2.28

# How Debian (`amd64`) and rpm (`x86_64`) name the machine of a Rust target.
machine_of() {
    echo "${1%%-*}"
}
debian_machine_of() {
    case $(machine_of "$1") in
        x86_64) echo amd64 ;;
        aarch64) echo arm64 ;;
        *) echo "no packages are made for $1" >&2 && return 1 ;;
    esac
}

# The target of the machine that this runs on.
own_target() {
    echo "$(uname -m)-unknown-linux-gnu"
}

# Whatever the umask and the time: everyone may read the files of a folder, and all have the date of the source.
settle_files() {
    chmod --recursive u=rwX,go=rX "$1"
    find "$1" -depth -exec touch --no-dereference --date="@$SOURCE_DATE_EPOCH" {} +
}

# zig, which links, at the version of zig.txt.
tools=$project/target/zig
use_zig() {
    "$project/packaging/venv.sh" "$project/packaging/linux/zig.txt" "$tools"
    export PATH=$tools/bin:$PATH
}

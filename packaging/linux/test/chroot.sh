# Clean systems to install packages in: this machine's distribution, with nothing but what it calls essential. To be sourced.
# shellcheck shell=bash

# Their packages come from where this machine gets its own.
base=$project/target/chroot/base.tar

# Whether this machine lets us make one: root, and folders to be mounted.
can_chroot() {
    [ "$(id -u)" = 0 ] && unshare --mount true 2>/dev/null
}

make_base() {
    [ ! -s "$base" ] || return 0
    local codename mirror components
    # shellcheck disable=SC1091
    codename=$(. /etc/os-release && echo "$VERSION_CODENAME")
    # shellcheck disable=SC2016 # apt's own variables
    mirror=$(apt-get indextargets --format '$(SITE)' 'Created-By: Packages' 'Component: main' "Codename: $codename" | head -1)
    components=$(apt-get indextargets --format '$(COMPONENT)' 'Created-By: Packages' "Codename: $codename" | sort -u | paste -sd,)
    mkdir -p "$(dirname "$base")"
    # man-db, to read the manual with; an apt that has its lists.
    mmdebstrap --quiet --variant=minbase --include=man-db --skip=cleanup/apt --components="$components" "$codename" "${base%.tar}-part.tar" "$mirror"
    mv "${base%.tar}-part.tar" "$base"
}

# Unpacks a clean system into the folder.
fresh_chroot() {
    rm -rf "$1"
    mkdir -p "$1"
    tar --extract --directory="$1" --file="$base" --numeric-owner
    cp /etc/resolv.conf /etc/hosts "$1/etc/"
}

# Runs a command as in that system. What is mounted for it goes away with it.
inside() {
    local root=$1
    shift
    # shellcheck disable=SC2016 # for the inner shell
    unshare --mount --pid --fork --ipc sh -c '
        root=$1; shift
        mount -t proc proc "$root/proc"
        exec chroot "$root" env -i PATH=/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LANG=C.UTF-8 \
            DEBIAN_FRONTEND=noninteractive DISPLAY="$DISPLAY" LIBGL_ALWAYS_SOFTWARE=1 "$@"
    ' sh "$root" "$@"
}

# Installs packages as a person would: inside FOLDER [OPTION...] PACKAGE...
apt_install() {
    local root=$1
    shift
    inside "$root" apt-get --quiet --yes -o Acquire::Retries=3 install "$@"
}

# Every file of that system but for what package managers and their caches keep for themselves.
files_of() {
    (cd "$1" && find . -xdev \
        \( -path ./var/lib/dpkg -o -path ./var/lib/apt -o -path ./var/lib/rpm -o -path ./usr/lib/sysimage/rpm \
            -o -path ./root/.rpmdb -o -path ./var/cache -o -path ./var/log -o -path ./tmp -o -path ./proc -o -path ./dev \) -prune \
        -o -printf '%p %y %m %l\n' | LC_ALL=C sort)
}

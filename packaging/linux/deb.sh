#!/bin/bash
# Makes the Debian package: packaging/linux/deb.sh TARGET PROGRAMS FOLDER. Prints its path.
set -euo pipefail
. "$(dirname "$0")/common.sh"
use_source_date
target=$1 programs=$2 out=$3
machine=$(debian_machine_of "$target")

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
root=$work/root
"$project/packaging/linux/stage.sh" "$target" "$programs" "$root"

share=$root/usr/share
install -D --mode=644 "$project/packaging/linux/completions/_inkan-cli" "$share/zsh/vendor-completions/_inkan-cli"
install -D --mode=644 "$project/packaging/linux/inkan.lintian" "$share/lintian/overrides/inkan"
"$project/packaging/linux/release-notes.py" debian "$revision" "$maintainer" |
    gzip --best --no-name >"$share/doc/inkan/changelog.Debian.gz"
gzip --best --no-name <"$project/CHANGELOG.md" >"$share/doc/inkan/changelog.gz"

# What the programs are linked with, as the libraries' packages say. Of another machine those are not here. The C library's
# is asked for as it was linked for: this machine's would name the version in which it moved its symbols together.
shared="libc6 (>= $oldest_glibc), libpcsclite1"
if [ "$target" = "$(own_target)" ]; then
    mkdir -p "$work/source/debian"
    printf 'Source: inkan\n\nPackage: inkan\nArchitecture: any\n' >"$work/source/debian/control"
    shared=$(cd "$work/source" && dpkg-shlibdeps -O "$root/usr/bin/inkan" "$root/usr/bin/inkan-cli" |
        sed -n "s/^shlibs:Depends=//p" | sed "s/libc6 (>= [^)]*)/libc6 (>= $oldest_glibc)/")
fi

# What is loaded when a window opens, and the services that are spoken to, are recommended: they come along on a
# desktop, and a server does without.
recommended="pcscd, libccid, libdbus-1-3, xdg-desktop-portal, libegl1, libgl1, libgl1-mesa-dri, libwayland-client0, libwayland-egl1"
recommended+=", libx11-6, libx11-xcb1, libxcb1, libxcursor1, libxi6, libxkbcommon0, libxkbcommon-x11-0, libxrender1"
mkdir -p "$root/DEBIAN"
cat >"$root/DEBIAN/control" <<CONTROL
Package: inkan
Version: $(version)-$revision
Architecture: $machine
Maintainer: $maintainer
Installed-Size: $(du --summarize --apparent-size --block-size=1024 "$root/usr" | cut -f1)
Depends: $shared
Recommends: $recommended
Suggests: libvulkan1, mesa-vulkan-drivers, zenity
Section: utils
Priority: optional
Description: client for the certificates on Japan's My Number Card (JPKI)
 Inkan shows until when the certificates on a My Number Card are within their
 term and how many tries of the PIN are left, signs documents with the card
 (PDF, CMS) and checks signatures. Practice mode needs neither card nor reader.
 It opens no network connection.
 .
 The package has a window (inkan), in Japanese, plain Japanese and English, and
 a command line (inkan-cli), which needs no desktop.
CONTROL
(cd "$root" && find usr -type f -print0 | LC_ALL=C sort -z | xargs -0 md5sum) >"$root/DEBIAN/md5sums"
settle_files "$root"

mkdir -p "$out"
package=$out/inkan_$(version)-${revision}_$machine.deb
# The highest level looks far enough back to find in one program what it shares with the other: six MiB less. One thread:
# with several, xz cuts the data in other places.
dpkg-deb --root-owner-group -Zxz -z9 --threads-max=1 --build "$root" "$package" >&2
echo "$package"

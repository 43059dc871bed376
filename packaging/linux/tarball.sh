#!/bin/bash
# Makes the one file that runs on any Linux without being installed, a tar in which every path is relative:
#   packaging/linux/tarball.sh TARGET PROGRAMS FOLDER
# Prints its path.
set -euo pipefail
. "$(dirname "$0")/common.sh"
use_source_date
target=$1 programs=$2 out=$3
here=$project/packaging/linux
name=inkan-$(version)-linux-$(machine_of "$target")

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$here/stage.sh" "$target" "$programs" "$work/staged"
root=$work/$name
mkdir "$root"
mv "$work/staged/usr/bin" "$root/lib"
mv "$work/staged/usr/share" "$root/share"
"$here/no-service.sh" "$target" "$root/lib/no-service"
rm "$root/lib/no-service/libpcsclite.so" # for linking only
install --mode=755 "$here/launcher.sh" "$root/inkan"
install --mode=755 "$here/launcher.sh" "$root/inkan-cli"
install --mode=755 "$here/menu.sh" "$root/menu.sh"
install --mode=644 "$here/tar-readme.txt" "$root/README.txt"
install -D --mode=644 "$here/completions/_inkan-cli" "$root/share/zsh/site-functions/_inkan-cli"
ship_documents "$root/share/doc/inkan" "$target"
install --mode=644 "$project/CHANGELOG.md" "$root/share/doc/inkan"
settle_files "$root"

mkdir -p "$out"
package=$out/$name.tar.xz
tar --create --directory="$work" --sort=name --owner=0 --group=0 --numeric-owner --format=gnu "$name" |
    xz --threads=1 -9 >"$package"
echo "$package"

#!/bin/bash
# Makes the rpm package: packaging/linux/rpm.sh TARGET PROGRAMS FOLDER. Prints its path.
set -euo pipefail
. "$(dirname "$0")/common.sh"
use_source_date
target=$1 programs=$2 out=$3
machine=$(machine_of "$target")

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
root=$work/staged
"$project/packaging/linux/stage.sh" "$target" "$programs" "$root"

share=$root/usr/share
install -D --mode=644 "$project/packaging/linux/completions/_inkan-cli" "$share/zsh/site-functions/_inkan-cli"
ship_documents "$share/doc/inkan" "$target"
install --mode=644 "$project/CHANGELOG.md" "$share/doc/inkan"
settle_files "$root"

{
    cat "$project/packaging/linux/inkan.spec"
    printf '\n%%changelog\n'
    "$project/packaging/linux/release-notes.py" rpm "$revision" "$maintainer"
} >"$work/inkan.spec"
rpmbuild -bb --quiet --target "$machine-linux" \
    --define "_topdir $work/rpm" --define "_rpmdir $work/rpms" \
    --define "staged $root" --define "inkan_version $(version)" --define "inkan_revision $revision" --define "inkan_maintainer $maintainer" \
    --define "inkan_licences $("$project/packaging/linux/copyright.py" licences "$target")" \
    "$work/inkan.spec" >&2

mkdir -p "$out"
package=$out/inkan-$(version)-$revision.$machine.rpm
mv "$work/rpms/$machine/$(basename "$package")" "$package"
echo "$package"

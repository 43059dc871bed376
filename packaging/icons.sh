#!/bin/bash
# Draws assets/icons/inkan.svg in the sizes that systems ask for: `make icons`, after the drawing was
# changed. What comes out is committed, so that a build needs no drawing program and gives the same
# bytes everywhere.
set -euo pipefail
cd "$(dirname "$0")/../assets/icons"

# What Windows shows, from a list of files to the desktop, at 100 to 400 %.
windows=(16 20 24 32 40 48 64 128 256)
# What a Mac shows.
mac=(16 32 64 128 256 512 1024)

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
for size in "${windows[@]}" "${mac[@]}"; do
    rsvg-convert --width "$size" --height "$size" inkan.svg --output "$folder/$size.png"
done
# The window's own; systems scale it.
convert "$folder/256.png" -strip -define png:exclude-chunks=date,time inkan.png
# The largest is stored as a PNG, as Windows has read it since Vista.
icons=$PWD
../../packaging/macos/icns.py "$folder" inkan.icns
cd "$folder"
convert "${windows[@]/%/.png}" "$icons/inkan.ico"

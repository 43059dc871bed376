#!/bin/bash
# Installs what a list of PyPI's packages at their versions says into a folder of its own: venv.sh LIST FOLDER. The copy of
# the list in it says that it is whole; then there is nothing to do.
set -euo pipefail
list=$1 folder=$2
mark=$folder/$(basename "$list")

cmp -s "$list" "$mark" && exit
rm -rf "$folder"
python3 -m venv "$folder"
"$folder/bin/python" -m pip install --quiet --disable-pip-version-check --only-binary :all: --requirement "$list"
cp "$list" "$mark"

#!/usr/bin/env python3
"""Puts pictures into an .icns, the icon of a Mac's program: icns.py FOLDER OUT.icns, where FOLDER has
N.png for each size N of pixels below. An entry is a type, a length and a PNG."""

import struct
import sys
from pathlib import Path

# The types that macOS 11 and later read: a size once as it is, once as the double of half of it.
ENTRIES = [
    (b"icp4", 16), (b"icp5", 32), (b"ic07", 128), (b"ic08", 256), (b"ic09", 512),
    (b"ic11", 32), (b"ic12", 64), (b"ic13", 256), (b"ic14", 512), (b"ic10", 1024),
]  # fmt: skip


def main(folder, out):
    entries = b""
    for kind, size in ENTRIES:
        picture = (folder / f"{size}.png").read_bytes()
        entries += kind + struct.pack(">I", 8 + len(picture)) + picture
    out.write_bytes(b"icns" + struct.pack(">I", 8 + len(entries)) + entries)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))

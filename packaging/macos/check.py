#!/usr/bin/env python3
"""Looks at an Inkan.app as macOS would: check.py APP ENTITLEMENTS VERSION."""

import os
import plistlib
import struct
import sys
from pathlib import Path

import icns

SIZES = dict(icns.ENTRIES)


def icon_sizes(data):
    """The sizes in an .icns: each entry is its type, its length and, here, a PNG of that size."""
    assert data[:4] == b"icns" and struct.unpack(">I", data[4:8])[0] == len(data)
    sizes, at = set(), 8
    while at < len(data):
        kind, length = data[at : at + 4], struct.unpack(">I", data[at + 4 : at + 8])[0]
        assert length > 8 and at + length <= len(data), kind
        picture = data[at + 8 : at + length]
        assert picture[:8] == b"\x89PNG\r\n\x1a\n", kind
        assert struct.unpack(">II", picture[16:24]) == (SIZES[kind], SIZES[kind]), kind
        sizes.add(SIZES[kind])
        at += length
    return sizes


def main(app, entitlements, version):
    contents = app / "Contents"
    info = plistlib.loads((contents / "Info.plist").read_bytes())
    assert info["CFBundlePackageType"] == "APPL"
    assert info["CFBundleShortVersionString"] == info["CFBundleVersion"] == version
    assert info["CFBundleIdentifier"] == "jp.inkan.Inkan"
    assert info["NSHighResolutionCapable"] is True
    assert set(info["CFBundleLocalizations"]) == {"ja", "en"}
    for language in info["CFBundleLocalizations"]:
        assert (contents / "Resources" / f"{language}.lproj").is_dir(), language
    for program in [info["CFBundleExecutable"], "inkan-cli"]:
        assert os.access(contents / "MacOS" / program, os.X_OK), program
    assert (contents / "PkgInfo").read_bytes() == b"APPL????"
    icon = contents / "Resources" / f"{info['CFBundleIconFile']}.icns"
    sizes = icon_sizes(icon.read_bytes())
    assert sizes == set(SIZES.values()), sizes
    for document in ["LICENSE-MIT.txt", "LICENSE-APACHE.txt", "LICENSE-FONT.txt", "LICENSES-OF-OTHERS.txt"]:
        assert (contents / "Resources" / document).stat().st_size > 500, document
    rights = plistlib.loads(entitlements.read_bytes())
    # Each further right would be one more thing that whoever takes the program over could do.
    assert rights == {"com.apple.security.smartcard": True}, rights
    build = Path(__file__).with_name("build.sh").read_text()
    assert f"MACOSX_DEPLOYMENT_TARGET={info['LSMinimumSystemVersion']}\n" in build
    print(f"{app.name}: {len(info)} keys, icons of {sorted(sizes)} pixels")


main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3])

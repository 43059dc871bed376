#!/usr/bin/env python3
"""Checks what Windows reads of a program before it starts: pe.py FILE gui|console VERSION.

Reads the file itself (Microsoft, "PE Format"), so that nothing but Python is needed.
"""

import struct
import sys
from xml.etree import ElementTree

# What every Windows 10 has. A name that is not here would have to be shipped.
SYSTEM_LIBRARIES = set(
    """
    advapi32 bcrypt bcryptprimitives combase comctl32 comdlg32 crypt32 dwmapi gdi32 imm32 kernel32 msvcrt
    ntdll ole32 oleaut32 opengl32 propsys rpcrt4 setupapi shell32 shlwapi user32 userenv uxtheme
    version winmm winscard winspool ws2_32 uiautomationcore dwrite d3d12 dxgi d3dcompiler_47
    """.split()
)
GUI, CONSOLE = 2, 3
HIGH_ENTROPY_VA, DYNAMIC_BASE, NX_COMPAT = 0x20, 0x40, 0x100
RELOCS_STRIPPED = 0x1
ICON, ICON_GROUP, VERSION, MANIFEST = 3, 14, 16, 24


class Program:
    def __init__(self, path):
        with open(path, "rb") as file:
            self.data = file.read()
        (start,) = self.read("<I", 0x3C)
        assert self.data[start : start + 4] == b"PE\0\0", "no PE file"
        self.machine, sections, self.stamp, _, _, size, self.flags = self.read("<HHIIIHH", start + 4)
        optional = start + 24
        assert self.read("<H", optional) == (0x20B,), "not PE32+"
        (self.base,) = self.read("<Q", optional + 24)
        self.subsystem, self.characteristics = self.read("<HH", optional + 68)
        self.directories = [self.read("<II", optional + 112 + 8 * i) for i in range(16)]
        first = optional + size
        self.sections = [self.read("<8sIIII", first + 40 * i) for i in range(sections)]

    def read(self, form, at):
        return struct.unpack_from(form, self.data, at)

    def place(self, address):
        """Where in the file something is that is at this address in memory."""
        for _, virtual, start, size, raw in self.sections:
            if start <= address < start + max(virtual, size):
                return raw + address - start
        raise AssertionError(f"nothing is at {address:#x}")

    def libraries(self):
        at = self.place(self.directories[1][0])
        while True:
            name = self.read("<5I", at)[3]
            if name == 0:
                return
            start = self.place(name)
            yield self.data[start : self.data.index(0, start)].decode().lower()
            at += 20

    def resources(self, kind):
        root = self.place(self.directories[2][0])

        def entries(folder):
            names, numbers = self.read("<HH", folder + 12)
            for i in range(names + numbers):
                yield self.read("<II", folder + 16 + 8 * i)

        def leaves(target):
            if target & 0x80000000:
                for _, below in entries(root + (target & 0x7FFFFFFF)):
                    yield from leaves(below)
            else:
                address, size = self.read("<II", root + target)
                start = self.place(address)
                yield self.data[start : start + size]

        return [leaf for number, target in entries(root) if number == kind for leaf in leaves(target)]


def check_headers(program, subsystem):
    assert program.machine == 0x8664, "not for x64"
    assert program.subsystem == {"gui": GUI, "console": CONSOLE}[subsystem], program.subsystem
    for name, bit in (("ASLR", DYNAMIC_BASE), ("64-bit ASLR", HIGH_ENTROPY_VA), ("DEP", NX_COMPAT)):
        assert program.characteristics & bit, f"no {name}"
    # ASLR moves only what can be moved.
    assert not program.flags & RELOCS_STRIPPED and program.directories[5][1] > 0, "cannot be moved"
    assert program.stamp == 0, "tells when it was built"


def check_libraries(program):
    libraries = sorted(set(program.libraries()))
    for name in libraries:
        stem = name.removesuffix(".dll").removesuffix(".drv")
        assert stem in SYSTEM_LIBRARIES or stem.startswith("api-ms-win-"), f"{name} is not of the system"
    return libraries


def check_manifest(program):
    (text,) = program.resources(MANIFEST)
    root = ElementTree.fromstring(text)
    tags = {element.tag.split("}")[1]: element for element in root.iter()}
    assert tags["requestedExecutionLevel"].attrib == {"level": "asInvoker", "uiAccess": "false"}
    assert tags["dpiAwareness"].text == "PerMonitorV2, PerMonitor"
    assert tags["activeCodePage"].text == "UTF-8"
    assert tags["longPathAware"].text == "true"
    assert tags["supportedOS"].get("Id") == "{8e0f7a12-bfb3-4fe8-b9a5-48fd50a15a9a}", "not Windows 10"


def check_version(program, version):
    (block,) = program.resources(VERSION)
    at = block.index(struct.pack("<I", 0xFEEF04BD))
    high, low = struct.unpack_from("<II", block, at + 8)
    numbers = f"{high >> 16}.{high & 0xFFFF}.{low >> 16}"
    assert numbers == version.split("-")[0].split("+")[0], numbers
    text = block.decode("utf-16-le", "replace")
    # Both languages, each string with its end.
    for expected in ("ProductVersion", f"\0{version}\0", "The Inkan developers\0", "または", "MIT or"):
        assert expected in text, f"no {expected!r}"


def check_icon(program):
    (group,) = program.resources(ICON_GROUP)
    (count,) = struct.unpack_from("<H", group, 4)
    # 0 stands for 256.
    widths = {group[6 + 14 * i] or 256 for i in range(count)}
    assert {16, 24, 32, 48, 256} <= widths, widths
    assert len(program.resources(ICON)) == count


def main():
    path, subsystem, version = sys.argv[1:]
    program = Program(path)
    check_headers(program, subsystem)
    libraries = check_libraries(program)
    check_manifest(program)
    check_version(program, version)
    check_icon(program)
    print(f"{path}: {len(program.data)} bytes; ASLR, DEP, manifest, version, icon; {' '.join(libraries)}")


main()

#!/usr/bin/env python3
"""Whose work is in the programs, and under which terms.

    copyright.py copyright TARGET   debian/copyright, machine-readable (DEP-5): Inkan, what is compiled in, every crate
    copyright.py licences TARGET    one SPDX expression of the same, for a package's field

Which crates, and what they bring along, packaging/notices.py finds out. Where a crate offers a choice,
the first of PREFERRED is taken. An unknown licence ends the build.
"""

import os
import re
import sys
from collections import defaultdict
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "packaging"))
sys.dont_write_bytecode = True
from crates import Linked  # noqa: E402
from notices import texts  # noqa: E402

PREFERRED = ["MIT", "Zlib", "ISC", "BSD-3-Clause", "Unicode-3.0", "Apache-2.0"]

# What a file must say to be the text of a licence. MIT and Apache-2.0 are the same words for everyone.
FINGERPRINTS = {
    "BSD-3-Clause": r"Redistribution and use.*endorse or promote",
    "ISC": r"Permission to use, copy, modify, and(/or)? distribute",
    "Unicode-3.0": r"UNICODE LICENSE V3",
    "Zlib": r"provided 'as-is'",
}

COMMENT = """\
The programs are linked from the Rust crates that Cargo.lock names, which are
listed here under the names that "cargo vendor --versioned-dirs" gives them."""

# What no crate brings along.
LLVM_EXCEPTION = """\
As an exception, if, as a result of your compiling your source code, portions
of this Software are embedded into an Object form of such source code, you may
redistribute such embedded portions in such Object form without complying with
the conditions of Sections 4(a), 4(b) and 4(d) of the License.
The License is the Apache License, Version 2.0, given below."""
OTHERS = [
    ("rust/library/*", ["The Rust Project contributors"], "MIT", ""),
    ("zig/lib/compiler_rt/*", ["Zig contributors"], "MIT", ""),
    ("zig/lib/libunwind/*", ["The LLVM Project contributors"], "Apache-2.0 with LLVM-exception", LLVM_EXCEPTION),
]

APACHE = """\
Licensed under the Apache License, Version 2.0. On Debian systems its text is
in /usr/share/common-licenses/Apache-2.0, elsewhere in the file LICENSE-APACHE
beside this one."""

TRUST = """\
These are the certificates of the issuers of the Japanese public personal
authentication service, as J-LIS publishes them for everyone to check
signatures with. They are facts and no creative work. Nothing is changed."""


class Crate(NamedTuple):
    name: str
    version: str
    terms: list[str]
    copyright: list[str]
    texts: list[str]
    notice: str


def crates(target: str) -> list[Crate]:
    return sorted(crate_of(package) for package in Linked(target).packages)


def crate_of(package: dict) -> Crate:
    said = sorted(set(texts(package)))
    holders = sorted({holder for text in said for holder in copyright_lines(text)})
    holders = holders or sorted(package["authors"]) or [f"The developers of {package['name']}"]
    terms = chosen(package["name"], package["license"])
    # Only the Apache licence asks for its notice to be handed on.
    folder = Path(package["manifest_path"]).parent
    notices = [path.read_text(errors="replace") for path in sorted(folder.glob("NOTICE*")) if "Apache-2.0" in terms]
    return Crate(package["name"], package["version"], terms, holders, said, "".join(notices))


def copyright_lines(text: str) -> list[str]:
    """Who holds the copyright, as the lines of a licence's text say it; nothing of what the terms say about copyright."""
    if "GNU GENERAL PUBLIC LICENSE" in text:
        return []  # a choice that is not taken, with its own authors
    template = re.compile(r"notice|licen[cs]e|owner|holder|[\[{<]y+|copyrights in", re.IGNORECASE)
    lines = [line.strip(" \t#/*-|") for line in text.splitlines() if line.strip()]
    found = []
    for line, following in zip(lines, [*lines[1:], ""]):
        if not re.match(r"(copyright\b.*(\d{4}|\(c\)|©| the )|©)", line, re.IGNORECASE) or template.search(line):
            continue
        holder = re.sub(r"^(copyright|©|\(c\)|:|\s)+", "", line, flags=re.IGNORECASE)
        if re.fullmatch(r"[\d\s,-]+", holder):
            # A year that stands alone may have its name below it.
            holder = "" if following.startswith("Permission") else f"{holder} {following}"
        found.append(holder)
    return [holder for holder in found if holder]


def chosen(name: str, expression: str) -> list[str]:
    """The licences that are taken of an SPDX expression: one of each choice."""
    taken = []
    for part in re.split(r"\s+AND\s+", expression):
        offered = re.split(r"\s+OR\s+|\s*/\s*", part.strip("()"))
        known = [licence for licence in PREFERRED if licence in offered]
        if not known:
            sys.exit(f"{name}: the terms {expression!r} are not known here")
        taken.append(known[0])
    return sorted(set(taken), key=PREFERRED.index)


def own_text(crate: Crate, everyone: list[Crate]) -> str:
    """The texts of terms that differ from crate to crate; empty where the paragraphs at the end have them."""
    special = [term for term in crate.terms if term in FINGERPRINTS]
    texts = []
    for term in special:
        ours = [text for other in [crate, *everyone] for text in other.texts if matches(term, text)]
        if not ours:
            sys.exit(f"{crate.name}: no text of {term} is at hand")
        texts.append(ours[0].strip())
    if texts and len(special) < len(crate.terms):
        texts.append("For the other terms, see the paragraphs at the end of this file.")
    return "\n\n".join(texts)


def matches(term: str, text: str) -> bool:
    return re.search(FINGERPRINTS[term], text, re.DOTALL) is not None


def copyright_file(everyone: list[Crate]) -> str:
    mit = (ROOT / "LICENSE-MIT").read_text()
    ofl = (ROOT / "assets/fonts/OFL.txt").read_text()
    holders = copyright_lines(mit)
    ours = "\n\n".join(
        [
            "Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/\n"
            f"Upstream-Name: Inkan\n{field('Comment', COMMENT)}",
            stanza(["*"], holders, "MIT or Apache-2.0"),
            stanza(["assets/fonts/*"], copyright_lines(ofl), "OFL-1.1"),
            stanza(["assets/trust/*"], ["Japan Agency for Local Authority Information Systems (J-LIS)"], "public-facts", TRUST),
            stanza(["packaging/linux/jp.inkan.Inkan.metainfo.xml"], holders, "CC0-1.0", cc0()),
        ]
    )
    grouped = defaultdict(list)
    for crate in everyone:
        key = (tuple(crate.copyright), " and ".join(crate.terms), own_text(crate, everyone), crate.notice)
        grouped[key].append(f"vendor/{crate.name}-{crate.version}/*")
    theirs = [
        stanza(files, list(holders), terms, text, notice)
        for (holders, terms, text, notice), files in sorted(grouped.items(), key=lambda it: it[1])
    ]
    others = [stanza([files], holders, terms, text) for files, holders, terms, text in OTHERS]
    common = [
        field("License", f"MIT\n{body(mit, 'Permission is hereby')}"),
        field("License", f"Apache-2.0\n{APACHE}"),
        field("License", f"OFL-1.1\n{body(ofl, 'This Font Software is licensed')}"),
    ]
    return "\n\n".join([ours, *theirs, *others, *common]) + "\n"


def cc0() -> str:
    return "On Debian systems the text is in /usr/share/common-licenses/CC0-1.0, elsewhere\nsee https://creativecommons.org/publicdomain/zero/1.0/."


def body(text: str, start: str) -> str:
    return text[text.index(start) :].strip()


def stanza(files: list[str], holders: list[str], terms: str, text: str = "", notice: str = "") -> str:
    fields = [
        "Files: " + "\n       ".join(files),
        "Copyright: " + "\n           ".join(holders),
        field("License", f"{terms}\n{text}".strip()),
    ]
    if notice:
        fields.append(field("Comment", f"It comes with this notice:\n{notice.strip()}"))
    return "\n".join(fields)


def field(name: str, text: str) -> str:
    first, *rest = (line.rstrip() for line in text.strip().splitlines())
    return "\n".join([f"{name}: {first}", *(f" {line}" if line else " ." for line in rest)])


def licences(everyone: list[Crate]) -> str:
    terms = {term for crate in everyone for term in crate.terms} | {"OFL-1.1"}
    return " AND ".join(["(MIT OR Apache-2.0)", *sorted(terms)])


if __name__ == "__main__":
    os.chdir(ROOT)
    form, target = sys.argv[1:]
    print({"copyright": copyright_file, "licences": licences}[form](crates(target)).rstrip())

#!/usr/bin/env python3
"""The licences of everything that is linked into the programs for one target, to go with them:
notices.py TARGET, to standard output. From what the crates themselves bring along."""

import re
import sys
from collections import defaultdict
from pathlib import Path

from crates import Linked

NAMES = re.compile(r"(un)?licen[cs]e|copying|copyright|notice", re.IGNORECASE)

HEAD = """\
Inkan contains the work of others. Below is each package that is linked into it with its licence, then
the texts of the licences as the packages bring them along. The Rust standard library is by the Rust
Project Developers, under MIT or Apache-2.0. The font BIZ UDPGothic has a file of its own. Where a
package brings no text along, its authors are named, and the text of its licence is the one in
LICENSE-MIT or LICENSE-APACHE, or that of a package of the same authors.
"""


def texts(package):
    folder = Path(package["manifest_path"]).parent
    places = [it for it in folder.rglob("*") if NAMES.match(it.name) and it.suffix not in (".rs", ".html")]
    for place in sorted(places):
        if place.is_file():
            lines = place.read_text(encoding="utf-8", errors="replace").splitlines()
            yield "\n".join(line.rstrip() for line in lines).strip()


def main():
    packages = Linked(sys.argv[1]).packages
    users = defaultdict(list)
    print(HEAD)
    for package in packages:
        title = f"{package['name']} {package['version']}"
        found = sorted(set(texts(package)))
        for text in found:
            users[text].append(title)
        authors = "" if found else " by " + (", ".join(package["authors"]) or "its authors")
        print(f"{title}{authors}: {package['license']}")
    for text in sorted(users, key=lambda text: (users[text], text)):
        print(f"\n{'-' * 96}\n{', '.join(users[text])}\n\n{text}")


if __name__ == "__main__":
    main()

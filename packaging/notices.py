#!/usr/bin/env python3
"""The licences of everything that is linked into the programs for one target, to go with them:
notices.py TARGET, to standard output. From what the crates themselves bring along."""

import json
import re
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

NAMES = re.compile(r"(un)?licen[cs]e|copying|copyright|notice", re.IGNORECASE)

HEAD = """\
Inkan contains the work of others. Below is each package that is linked into it with its licence, then
the texts of the licences as the packages bring them along. The Rust standard library is by the Rust
Project Developers, under MIT or Apache-2.0. The font BIZ UDPGothic has a file of its own. Where a
package brings no text along, its authors are named, and the text of its licence is the one in
LICENSE-MIT or LICENSE-APACHE, or that of a package of the same authors.
"""


def linked_packages(target):
    """Packages whose code is in the programs: neither what only builds them nor what writes code."""
    command = ["cargo", "metadata", "--locked", "--format-version=1", f"--filter-platform={target}"]
    metadata = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)
    packages = {package["id"]: package for package in metadata["packages"]}
    nodes = {node["id"]: node for node in metadata["resolve"]["nodes"]}
    root = metadata["resolve"]["root"]
    seen, waiting = {root}, [root]
    while waiting:
        for dependency in nodes[waiting.pop()]["deps"]:
            name = dependency["pkg"]
            linked = any(kind["kind"] is None for kind in dependency["dep_kinds"])
            macro = any("proc-macro" in it["kind"] for it in packages[name]["targets"])
            if linked and not macro and name not in seen:
                seen.add(name)
                waiting.append(name)
    seen.remove(root)
    return sorted((packages[name] for name in seen), key=lambda it: (it["name"], it["version"]))


def texts(package):
    folder = Path(package["manifest_path"]).parent
    places = [it for it in folder.rglob("*") if NAMES.match(it.name) and it.suffix not in (".rs", ".html")]
    for place in sorted(places):
        if place.is_file():
            lines = place.read_text(encoding="utf-8", errors="replace").splitlines()
            yield "\n".join(line.rstrip() for line in lines).strip()


def main():
    packages = linked_packages(sys.argv[1])
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

"""What Cargo knows of the crates that are linked into the programs."""

import json
import subprocess
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


class Linked:
    """The packages whose code is in the programs for a target: neither what only builds them nor what writes
    code. `packages` as `cargo metadata` has them, sorted; `dependencies` the identities of what each, and
    `root`, our own, needs of them."""

    def __init__(self, target):
        command = ["cargo", "metadata", "--locked", "--format-version=1", f"--filter-platform={target}"]
        told = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE).stdout
        metadata = json.loads(told)
        known = {package["id"]: package for package in metadata["packages"]}
        nodes = {node["id"]: node for node in metadata["resolve"]["nodes"]}
        root = metadata["resolve"]["root"]
        self.root = known[root]
        self.dependencies = {}
        waiting = [root]
        while waiting:
            package = waiting.pop()
            if package not in self.dependencies:
                needed = [it["pkg"] for it in nodes[package]["deps"] if is_linked(it, known)]
                self.dependencies[package] = needed
                waiting += needed
        linked = (known[package] for package in self.dependencies if package != root)
        self.packages = sorted(linked, key=lambda it: (it["name"], it["version"]))


def is_linked(dependency, known):
    writes_code = any("proc-macro" in it["kind"] for it in known[dependency["pkg"]]["targets"])
    return not writes_code and any(kind["kind"] is None for kind in dependency["dep_kinds"])


def checksums():
    """The SHA-256 of each package by name and version, as Cargo.lock has it."""
    lock = tomllib.loads((ROOT / "Cargo.lock").read_text(encoding="utf-8"))
    return {(it["name"], it["version"]): it["checksum"] for it in lock["package"] if "checksum" in it}

#!/usr/bin/env python3
"""The release notes of CHANGELOG.md in the forms that packages have them in.

    release-notes.py appstream TEMPLATE [PICTURES]   the metadata with its releases; PICTURES is the web address of
                                                     assets/screenshots, without which it has no pictures
    release-notes.py debian REVISION MAINTAINER      debian/changelog
    release-notes.py rpm REVISION MAINTAINER         the %changelog of a spec file
    release-notes.py markdown                        the newest, for where all systems' packages are published

A version without a date ("unreleased") has that of SOURCE_DATE_EPOCH.
"""

import os
import re
import sys
from datetime import datetime, timezone
from html import escape
from pathlib import Path
from textwrap import fill
from typing import NamedTuple

CHANGELOG = Path(__file__).resolve().parents[2] / "CHANGELOG.md"


class Release(NamedTuple):
    version: str
    date: datetime
    summary: str
    notes: list[str]


def releases() -> list[Release]:
    made = datetime.fromtimestamp(int(os.environ["SOURCE_DATE_EPOCH"]), timezone.utc)
    found = []
    for part in re.split(r"^## ", CHANGELOG.read_text(), flags=re.MULTILINE)[1:]:
        heading, _, text = part.partition("\n")
        version, date = re.fullmatch(r"(\S+) \((\S+)\)", heading.strip()).groups()
        if date != "unreleased":
            made = datetime.fromisoformat(date).replace(tzinfo=timezone.utc)
        before, *notes = re.split(r"^\* ", text, flags=re.MULTILINE)
        # A heading between lists ("**New**") says nothing that its list does not.
        without_headings = re.sub(r"^\*\*.*\*\*$", "", before, flags=re.MULTILINE)
        notes = [one_line(note.split("\n\n")[0]) for note in notes]
        found.append(Release(version, made, one_line(without_headings), notes))
    return found


def one_line(text: str) -> str:
    return " ".join(text.split())


def appstream(template: str, pictures: str = "") -> str:
    entries = []
    for release in releases():
        notes = "".join(f"          <li>{marked_up(note)}</li>\n" for note in release.notes)
        entries.append(
            f'    <release version="{release.version}" date="{release.date:%Y-%m-%d}">\n'
            f"      <description>\n        <p>{marked_up(release.summary)}</p>\n"
            f"        <ul>\n{notes}        </ul>\n      </description>\n    </release>\n"
        )
    text = Path(template).read_text()
    if pictures:
        text = text.replace("@PICTURES@", escape(pictures.rstrip("/")))
    else:
        text = re.sub(r"  <screenshots>.*?</screenshots>\n", "", text, flags=re.DOTALL)
    return text.replace("<releases/>", f"<releases>\n{''.join(entries)}  </releases>")


def marked_up(note: str) -> str:
    return re.sub(r"`([^`]*)`", r"<code>\1</code>", escape(note, quote=False))


def debian(revision: str, maintainer: str) -> str:
    return "\n".join(
        f"inkan ({release.version}-{revision}) unstable; urgency=medium\n\n"
        f"{''.join(bullet(note, '  * ') for note in release.notes)}\n"
        f" -- {maintainer}  {release.date:%a, %d %b %Y %H:%M:%S +0000}\n"
        for release in releases()
    )


def rpm(revision: str, maintainer: str) -> str:
    return "\n".join(
        f"* {release.date:%a %b %d %Y} {maintainer} - {release.version}-{revision}\n"
        # A percent sign would begin a macro.
        f"{''.join(bullet(note, '- ') for note in release.notes)}".replace("%", "%%")
        for release in releases()
    )


def markdown() -> str:
    newest = releases()[0]
    return f"{newest.summary}\n\n" + "".join(f"* {note}\n" for note in newest.notes)


def bullet(note: str, mark: str) -> str:
    plain = note.replace("`", "'")
    return fill(plain, 78, initial_indent=mark, subsequent_indent=" " * len(mark), break_on_hyphens=False) + "\n"


if __name__ == "__main__":
    forms = {"appstream": appstream, "debian": debian, "markdown": markdown, "rpm": rpm}
    sys.stdout.write(forms[sys.argv[1]](*sys.argv[2:]))

"""Walks every page of the window as a screen reader does, through AT-SPI, in one language after the other,
and writes what it finds.

Run within a D-Bus session and a display of its own: walk.py PROGRAM FOLDER
FOLDER/script.json says what to press and what to wait for; FOLDER/found.json gets, of each language, the
roles and names of each page and step, and what is announced as it is chosen. The program keeps its settings there, too.
"""

import json
import os
import subprocess
import sys
import time

from reader import listening, nodes, press, told, until


def settled(window):
    """The same, once it stays as it is."""
    last = None

    def same():
        nonlocal last
        now = told(window)
        if now == last and len(now) > 10:
            return now
        last = now
        time.sleep(0.2)
        return None

    return until("a page that stays as it is", same)


def says(top, name):
    """Whether something is called exactly this."""
    return any(it.name == name for it in nodes(top))


def pages(top, words, found):
    """Every page of the rail."""
    for page, title in words["pages"]:
        press(top, page)
        until(
            f"the page {title}",
            lambda: any(role == "heading" and name == title for role, name in told(top)),
        )
        found[title] = settled(top)


def tour(top, words, found):
    """The guided tour: what each of its steps says."""
    press(top, words["pages"][0][0])
    press(top, words["start"])
    for number, step in enumerate(words["steps"]):
        if number > 0:
            press(top, words["next"])
        until(step, lambda: any(step in name for _, name in told(top)))
        found[step] = told(top)
    press(top, words["finish"])
    last = words["steps"][-1]
    until("the end", lambda: not any(last in name for _, name in told(top)))


def choose(top, before, words):
    """Another language, while the program runs: it is told, and in itself."""
    press(top, before["choose"])
    press(top, words["name"])
    until(f"the news of {words['name']}", lambda: says(top, words["chosen"]))


def announced(do):
    """What is announced while `do` is done, and for three seconds after it."""
    import gi

    gi.require_version("Atspi", "2.0")
    from gi.repository import Atspi, GLib

    heard = []
    listener = Atspi.EventListener.new(lambda event: heard.append(event.any_data))
    listener.register("object:announcement")
    do()
    end = time.monotonic() + 3.0
    while time.monotonic() < end:
        while GLib.MainContext.default().iteration(False):
            pass
        time.sleep(0.05)
    listener.deregister("object:announcement")
    return [["announcement", text] for text in heard]


def main():
    program, folder = sys.argv[1:]
    with open(os.path.join(folder, "script.json"), encoding="utf-8") as file:
        script = json.load(file)
    bus = listening()
    window_program = None
    try:
        window_program = subprocess.Popen([program, "--demo", "--lang=ja", "--config", folder])
        import pyatspi

        def window():
            desktop = pyatspi.Registry.getDesktop(0)
            for index in range(desktop.childCount):
                for top in desktop.getChildAtIndex(index):
                    if top.name == "Inkan" and top.childCount:
                        return top
            return None

        top = until("the window", window)
        found = {}
        before = None
        for words in script:
            here = found[words["name"]] = {}
            if before is not None:
                here["announced"] = announced(lambda: choose(top, before, words))
            read = words["read"]
            until(read, lambda: any(read in name for _, name in told(top)))
            pages(top, words, here)
            tour(top, words, here)
            before = words
        with open(os.path.join(folder, "found.json"), "w", encoding="utf-8") as file:
            json.dump(found, file, ensure_ascii=False)
    finally:
        for process in (window_program, bus):
            if process is not None:
                process.terminate()


main()

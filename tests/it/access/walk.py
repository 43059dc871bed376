"""Walks every page of the window as a screen reader does, through AT-SPI, and prints what it finds.

Run within a D-Bus session and a display of its own: walk.py PROGRAM FOLDER PAGE...
Writes FOLDER/found.json: of each page the roles and names, and what is announced as the language changes. The program
keeps its settings there, too.
"""

import json
import os
import subprocess
import sys
import time

LAUNCHERS = ["/usr/libexec/at-spi-bus-launcher", "/usr/lib/at-spi2-core/at-spi-bus-launcher"]
PATIENCE = 60.0


def until(what, condition):
    """What `condition` answers once it answers anything."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            answer = condition()
        except Exception:  # noqa: BLE001 -- an object that went away while it was asked
            answer = None
        if answer:
            return answer
        time.sleep(0.2)
    sys.exit(f"waited in vain for {what}")


def nodes(node):
    """`node` and all below it, from the top."""
    yield node
    for index in range(node.childCount):
        child = node.getChildAtIndex(index)
        if child is not None:
            yield from nodes(child)


def told(window):
    """Roles and names, in order."""
    return [[it.getRoleName(), it.name] for it in nodes(window) if it.name]


def settled(window):
    """The same, once it stays as it is."""
    last = None

    def same():
        nonlocal last
        now = told(window)
        if now == last and len(now) > 10:
            return now
        last = now
        time.sleep(0.3)
        return None

    return until("a page that stays as it is", same)


def press(top, name):
    """Presses the button or choice of this name as a screen reader does."""
    roles = ("push button", "button", "toggle button", "radio button")

    def button():
        return next((it for it in nodes(top) if it.getRoleName() in roles and it.name == name), None)

    until(f"the button {name}", button).queryAction().doAction(0)


def tour(top, found):
    """The guided tour: what each of its steps says."""
    press(top, "ホーム")
    until("the home page", lambda: any(name == "使い方の案内を始める" for _, name in told(top)))
    press(top, "使い方の案内を始める")
    for step in range(1, 7):
        if step > 1:
            press(top, "次へ")
        until(f"step {step}", lambda: any(f"案内 {step}／6" in name for _, name in told(top)))
        found[f"案内 {step}"] = settled(top)
    press(top, "案内を終わる")
    until("the end", lambda: not any("案内 6／6" in name for _, name in told(top)))


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
    return heard


def language(top):
    """Chooses English in the dialog of the languages."""
    press(top, "言語・Language…")
    press(top, "English")
    until("English", lambda: any(name == "Home" for _, name in told(top)))


def main():
    program, config, *pages = sys.argv[1:]
    launcher = next(it for it in LAUNCHERS if os.path.exists(it))
    bus = subprocess.Popen([launcher, "--launch-immediately", "--a11y=1", "--screen-reader=1"])
    window_program = None
    try:
        time.sleep(1)
        window_program = subprocess.Popen([program, "--demo", "--lang=ja", "--config", config])
        import pyatspi

        def window():
            desktop = pyatspi.Registry.getDesktop(0)
            for index in range(desktop.childCount):
                for top in desktop.getChildAtIndex(index):
                    if top.name == "Inkan" and top.childCount:
                        return top
            return None

        top = until("the window", window)
        until("a card that was read", lambda: any("読み取りました" in name for _, name in told(top)))
        found = {}
        for page in pages:
            press(top, page)
            until(
                f"the page {page}",
                lambda: any(role == "heading" and name == page for role, name in told(top)),
            )
            found[page] = settled(top)
        tour(top, found)
        found["announced"] = [["announcement", text] for text in announced(lambda: language(top))]
        with open(os.path.join(config, "found.json"), "w", encoding="utf-8") as file:
            json.dump(found, file, ensure_ascii=False)
    finally:
        for process in (window_program, bus):
            if process is not None:
                process.terminate()


main()

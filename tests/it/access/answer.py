"""Answers the reminder's window as a screen reader does, through AT-SPI, and prints what was said.

Run within a D-Bus session and a display of its own: answer.py PROGRAM BUTTON
Prints role and name of everything in the window, then of the window that the answer opens, if it opens one.
"""

import os
import subprocess
import sys

from reader import PATIENCE, listening, nodes, press, told, until

OPENS = "手続き案内を開く"


def window(process):
    """The window of this process, once it has something in it."""
    import pyatspi

    desktop = pyatspi.Registry.getDesktop(0)
    for index in range(desktop.childCount):
        application = desktop.getChildAtIndex(index)
        if process is not None and application.get_process_id() != process:
            continue
        for top in application:
            if top.childCount and any(it.getRoleName() == "heading" for it in nodes(top)):
                return top
    return None


def tell(top):
    for role, name in told(top):
        print(role, name)


def main():
    program, label = sys.argv[1:]
    bus = listening()
    check = None
    opened = None
    try:
        check = subprocess.Popen([program, "--remind", "--lang=ja"])
        top = until("the window", lambda: window(check.pid))
        tell(top)
        press(top, label)
        if check.wait(timeout=PATIENCE) != 0:
            sys.exit("it did not end well")
        if label == OPENS:
            top = until("the guide", lambda: window(None))
            opened = top.getApplication().get_process_id()
            until("the renewal", lambda: any(it.name == "更新の予定" for it in nodes(top)))
            tell(top)
    finally:
        if opened is not None:
            os.kill(opened, 15)
        for process in (check, bus):
            if process is not None and process.poll() is None:
                process.terminate()


main()

"""Answers the reminder's window as a screen reader does, through AT-SPI, and prints what was said.

Run within a D-Bus session and a display of its own: answer.py PROGRAM BUTTON
Prints role and name of everything in the window, then of the window that the answer opens, if it opens one.
"""

import os
import subprocess
import sys
import time

LAUNCHERS = ["/usr/libexec/at-spi-bus-launcher", "/usr/lib/at-spi2-core/at-spi-bus-launcher"]
PATIENCE = 60.0
OPENS = "手続き案内をひらく"


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
    for it in nodes(top):
        if it.name:
            print(it.getRoleName(), it.name)


def main():
    program, label = sys.argv[1:]
    launcher = next(it for it in LAUNCHERS if os.path.exists(it))
    bus = subprocess.Popen([launcher, "--launch-immediately", "--a11y=1", "--screen-reader=1"])
    check = None
    opened = None
    try:
        time.sleep(1)
        check = subprocess.Popen([program, "--remind", "--lang=ja"])
        top = until("the window", lambda: window(check.pid))
        tell(top)
        button = next(
            it for it in nodes(top) if it.getRoleName() in ("push button", "button") and it.name == label
        )
        button.queryAction().doAction(0)
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

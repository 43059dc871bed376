"""What a screen reader does with a window through AT-SPI: finds it, hears it, presses in it."""

import os
import subprocess
import sys
import time

LAUNCHERS = ["/usr/libexec/at-spi-bus-launcher", "/usr/lib/at-spi2-core/at-spi-bus-launcher"]
PATIENCE = 60.0


def listening():
    """The bus of assistive technology, with a screen reader on it."""
    launcher = next(it for it in LAUNCHERS if os.path.exists(it))
    bus = subprocess.Popen([launcher, "--launch-immediately", "--a11y=1", "--screen-reader=1"])
    time.sleep(1)
    return bus


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


def press(top, name):
    """Presses the button or choice of this name."""
    roles = ("push button", "button", "toggle button", "radio button")

    def button():
        return next((it for it in nodes(top) if it.getRoleName() in roles and it.name == name), None)

    until(f"the button {name}", button).queryAction().doAction(0)

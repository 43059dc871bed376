"""A person's hand and eyes at the window, through AT-SPI: presses what has a name, waits for words.

Run within a D-Bus session and a display of its own: hand.py PROGRAM ARGUMENT...
Says "here" and the number of the program's process once its window is there. Then obeys one line after another, each
a verb, a tab and its words, and says "done".
"""

import os
import subprocess
import sys
import time

from reader import listening, nodes, press, told, until


def main():
    # What the bus says of itself is no answer.
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    bus = listening()
    program = None
    try:
        program = subprocess.Popen(sys.argv[1:])
        import pyatspi

        def window():
            desktop = pyatspi.Registry.getDesktop(0)
            for index in range(desktop.childCount):
                for top in desktop.getChildAtIndex(index):
                    if top.name == "Inkan" and top.childCount:
                        return top
            return None

        top = until("the window", window)

        def shows(words):
            return any(words in name for _, name in told(top))

        def secrets():
            for it in nodes(top):
                if it.getRoleName() == "password text":
                    # Nothing listens for what changes in it meanwhile.
                    it.clearCache()
                    yield it

        def holds(characters, fields):
            return sum(it.queryText().characterCount == characters for it in secrets()) == fields

        print("here", program.pid, file=answers, flush=True)
        for line in sys.stdin:
            verb, _, words = line.rstrip("\n").partition("\t")
            if verb == "press":
                press(top, words)
            elif verb == "see":
                until(words, lambda: shows(words))
            elif verb == "miss":
                until(f"the end of {words}", lambda: not shows(words))
            elif verb == "ready":
                until("an empty PIN field", lambda: any(it.queryText().characterCount == 0 for it in secrets()))
                # The focus comes a frame later.
                time.sleep(0.5)
            elif verb == "hold":
                characters, fields = map(int, words.split())
                until(f"{characters} characters in {fields}", lambda: holds(characters, fields))
            else:
                sys.exit(f"no such verb: {verb}")
            print("done", file=answers, flush=True)
    finally:
        for process in (program, bus):
            if process is not None:
                process.terminate()


main()

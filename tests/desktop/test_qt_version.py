"""The pinned PySide6 survives many calls on this Python.

PySide6 6.12.0 takes one reference too many from None and from booleans: on Python 3.11 a few hundred emits or
some 5,000 `setText` calls end the process. The loop has a process of its own, which an abort may take down.
"""

import subprocess
import sys

from PySide6.QtCore import QLibraryInfo

MANY_CALLS = """
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QLabel

class Sender(QObject):
    flagged = Signal(bool)

application = QApplication([])
label, sender, heard = QLabel(), Sender(), []
sender.flagged.connect(heard.append)
for number in range(3_000):
    sender.flagged.emit(number % 2 == 0)
for number in range(20_000):
    label.setText(str(number))
assert heard.count(True) == 1_500
assert label.text() == "19999"
print("survived")
"""


def test_many_emits_and_calls_do_not_abort() -> None:
    done = subprocess.run(
        [sys.executable, "-c", MANY_CALLS], capture_output=True, text=True, check=False, timeout=60
    )
    assert (done.returncode, done.stdout.strip()) == (0, "survived"), done.stderr


def test_version_is_below_the_broken_one() -> None:
    version = QLibraryInfo.version()
    assert (version.majorVersion(), version.minorVersion()) < (6, 12)

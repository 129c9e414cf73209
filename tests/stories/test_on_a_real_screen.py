"""The main task once on a real X server, with key events from outside the program.

Focus, popups and shortcuts differ between the offscreen platform and a screen; this run, every night,
would notice. It needs Xvfb and xdotool (on Debian the packages of these names).
"""

import os
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from rayafin_desktop.cli.main import main

needs_a_screen = pytest.mark.skipif(
    shutil.which("Xvfb") is None or shutil.which("xdotool") is None,
    reason="a real screen needs Xvfb and xdotool: apt-get install xvfb xdotool",
)
PATIENCE = 30.0  # seconds for one step to show its effect
PAUSE = 0.8  # seconds for what leaves no trace in the book: a list of suggestions, a page


@pytest.fixture
def screen() -> Iterator[str]:
    """The DISPLAY of an X server of our own."""
    told, tells = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(tells), "-screen", "0", "1400x900x24", "-nolisten", "tcp"],
        pass_fds=[tells],
        stderr=subprocess.DEVNULL,
    )
    os.close(tells)
    with os.fdopen(told) as pipe:
        number = pipe.readline().strip()
    yield f":{number}"
    server.terminate()
    server.wait(10)


class Keyboard:
    """A person who types on the screen."""

    def __init__(self, display: str) -> None:
        self._environment = os.environ | {"DISPLAY": display}

    def _xdotool(self, *arguments: str) -> str:
        done = subprocess.run(
            ["xdotool", *arguments], env=self._environment, capture_output=True, text=True, check=False
        )
        return done.stdout.strip()

    def look_at(self, title: str) -> None:
        """Wait for a window whose title contains `title`, and give it the keyboard."""

        def windows() -> str:
            return self._xdotool("search", "--onlyvisible", "--name", title)

        until(lambda: windows() != "")
        self._xdotool("windowfocus", "--sync", windows().splitlines()[-1])
        time.sleep(PAUSE)

    def type(self, text: str) -> None:
        self._xdotool("type", "--delay", "25", text)

    def press(self, *keys: str) -> None:
        for key in keys:
            self._xdotool("key", key)
            time.sleep(0.1)

    def choose(self, text: str) -> None:
        """Type into a look-up and take the first suggestion."""
        self.type(text)
        time.sleep(PAUSE)
        self.press("Return")


def until(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline, "the window did not do it in time"
        time.sleep(0.1)


def newest_invoice(book: Path) -> tuple[str | None, int, int]:
    with closing(sqlite3.connect(f"file:{book}?mode=ro", uri=True)) as connection:
        number, total, settled = connection.execute(
            "SELECT number, total_minor, settled_minor FROM invoices ORDER BY created_at DESC LIMIT 1"
        ).fetchone()
    return number, total, settled


@needs_a_screen
@pytest.mark.nightly
@pytest.mark.timeout(300)
def test_sign_in_write_post_and_be_paid_by_keyboard(
    screen: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book = tmp_path / "sample.rayafin"
    assert main(["demo", str(book)]) == 0
    told = capsys.readouterr().out
    email, password = told.split("Sign in as ")[1].split()[0], told.split("password ")[1].split()[0]
    before = newest_invoice(book)[0]
    environment = os.environ | {"DISPLAY": screen, "QT_QPA_PLATFORM": "xcb"}
    window = subprocess.Popen([sys.executable, "-m", "rayafin_desktop", "--book", str(book)], env=environment)
    keyboard = Keyboard(screen)
    try:
        keyboard.look_at("Rayafin")
        keyboard.type(email)
        keyboard.press("Return")
        keyboard.type(password)
        keyboard.press("Return")
        keyboard.look_at("Home")

        keyboard.press("n", "i")
        time.sleep(PAUSE)
        keyboard.choose("Vrind")
        keyboard.press("Return", "Return", "Return", "Return")
        keyboard.choose("woven")
        keyboard.type("12")
        keyboard.press("Return", "Return", "Return")
        until(lambda: newest_invoice(book)[1] > 0)
        keyboard.press("ctrl+Return")
        until(lambda: newest_invoice(book)[0] not in (None, before))

        time.sleep(PAUSE)
        keyboard.press("ctrl+Return")
        time.sleep(2 * PAUSE)
        keyboard.press("ctrl+Return")
        until(lambda: newest_invoice(book)[2] == newest_invoice(book)[1])
        assert window.poll() is None
    finally:
        window.terminate()
        window.wait(10)
    assert main(["--book", str(book), "verify"]) == 0

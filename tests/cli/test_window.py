"""No command: the window, or the main job where there is no display; and pictures of the screens."""

from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from rayafin_desktop.cli import no_display
from rayafin_desktop.cli.window import has_display
from rayafin_desktop.desktop import main as window
from rayafin_desktop.sample import main_job

from .conftest import Rayafin

STEPS = ["draft", "post", "part payment", "full payment", "commission snapshot", "locked invoice", "PDF"]


@pytest.fixture
def blind(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A machine without a display, and the folder where things are put then."""
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setattr(no_display, "output_folder", lambda: tmp_path)
    return tmp_path


def test_without_display_the_main_job_is_done(rayafin: Rayafin, blind: Path, qapp: QApplication) -> None:
    answer = rayafin("--json")
    assert answer.code == 0, answer.err
    assert "no display" in answer.err
    assert [step["step"] for step in answer.json["steps"]] == STEPS
    outcomes = {step["step"]: step["outcome"] for step in answer.json["steps"]}
    assert "open INR 0.00" in outcomes["full payment"]
    assert "invoice.already_posted" in outcomes["locked invoice"]
    number = outcomes["PDF"].partition(",")[0]
    document = pypdfium2.PdfDocument(answer.json["PDF"])
    try:
        assert number in document[0].get_textpage().get_text_range()
    finally:
        document.close()
    assert not QImage(answer.json["screenshot"]).isNull()
    assert rayafin("verify", "--book", answer.json["book"]).code == 0


@pytest.mark.nightly
def test_it_says_each_step_and_can_be_done_again(rayafin: Rayafin, blind: Path, qapp: QApplication) -> None:
    for _ in range(2):
        answer = rayafin()
        assert answer.code == 0, answer.err
        lines = answer.out.splitlines()
        assert [line.split(". ")[1].split(":")[0] for line in lines[: len(STEPS)]] == STEPS
        assert f"PDF: {blind / 'sample-invoice.pdf'}" in lines


def test_a_step_that_fails_is_named(rayafin: Rayafin, blind: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(main_job, "_pay", lambda *_: None)
    answer = rayafin()
    assert answer.code == 1
    assert "part payment" in answer.err
    assert not (blind / "sample.rayafin").exists()


def test_with_a_display_the_window_opens_on_the_book(
    rayafin: Rayafin, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str | None] = []
    monkeypatch.setenv("DISPLAY", ":7")

    def run(location: str | None) -> int:
        opened.append(location)
        return 0

    monkeypatch.setattr(window, "run", run)
    assert rayafin("--book", "mine.rayafin").code == 0
    assert rayafin().code == 0
    assert opened == ["mine.rayafin", None]


@pytest.mark.parametrize(
    ("environment", "platform", "has"),
    [
        ({}, "linux", False),
        ({"DISPLAY": ""}, "linux", False),
        ({"DISPLAY": ":0"}, "linux", True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, "linux", True),
        ({}, "win32", True),
        ({}, "darwin", True),
    ],
)
def test_where_a_window_can_open(environment: dict[str, str], platform: str, has: bool) -> None:
    assert has_display(environment, platform) is has


def test_screenshots_of_one_screen_of_a_book(
    rayafin: Rayafin, book: Path, tmp_path: Path, qapp: QApplication
) -> None:
    answer = rayafin("screenshots", tmp_path / "shots", "--only", "customers", "--theme", "dark", "--json")
    assert answer.code == 0, answer.err
    files = [Path(path) for path in answer.json["files"]]
    assert files[0].name == "customers.png"
    assert all(not QImage(str(path)).isNull() for path in files)
    unknown = rayafin("screenshots", tmp_path / "shots", "--only", "weather", "--json")
    assert (unknown.code, unknown.codes) == (2, ["cli.unknown_screen"])

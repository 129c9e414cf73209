"""`rayafin screenshots` draws every screen, the same each time."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

from rayafin_desktop.catalogue import Catalogue
from rayafin_desktop.desktop.screens import SPECIAL_PAGES
from rayafin_desktop.engine.screens import ListScreen
from rayafin_desktop.sample.founding import OWNER_EMAIL, PASSWORD


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small sample company, made once."""
    path = tmp_path_factory.mktemp("sample") / "sample.rayafin"
    rayafin("demo", str(path), "--seed", "1", "--invoices", "30", folder=path.parent)
    return path


def rayafin(*arguments: str, folder: Path, **environment: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "rayafin_desktop", *arguments],
        env={**os.environ, "XDG_CONFIG_HOME": str(folder), "HOME": str(folder), **environment},
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def draw(sample: Path, folder: Path, *options: str) -> dict[str, bytes]:
    """The pictures by name."""
    rayafin(
        "screenshots", str(folder), "--book", str(sample), "--user", OWNER_EMAIL, *options,
        folder=sample.parent, RAYAFIN_PASSWORD=PASSWORD,
    )  # fmt: skip
    return {path.stem: path.read_bytes() for path in folder.glob("*.png")}


@pytest.mark.nightly  # the lists are drawn by test_catalogue_screens, the mirrored set by the test below
def test_every_screen_has_a_picture_of_1280_by_800(sample: Path, tmp_path: Path) -> None:
    pictures = draw(sample, tmp_path)
    lists = {screen.key for screen in Catalogue().screens if isinstance(screen, ListScreen)}
    pages = {page.key.replace(".", "-") for page in SPECIAL_PAGES}
    assert lists | pages | {"welcome", "sign_in"} <= set(pictures)
    sizes = {QImage.fromData(content).size().toTuple() for content in pictures.values()}
    assert sizes == {(1280, 800)}


@pytest.mark.nightly
def test_two_runs_draw_the_same(sample: Path, tmp_path: Path) -> None:
    looks = ("--only", "home")
    first = draw(sample, tmp_path / "first", *looks)
    again = draw(sample, tmp_path / "again", *looks)
    assert first
    assert first == again


def mean_lightness(image: QImage) -> int:
    """How light a picture is on the whole, 0 to 255."""
    smooth = Qt.TransformationMode.SmoothTransformation
    return image.scaled(1, 1, Qt.AspectRatioMode.IgnoreAspectRatio, smooth).pixelColor(0, 0).lightness()


def test_dark_mirrored_and_twice_as_large(sample: Path, tmp_path: Path) -> None:
    light = draw(sample, tmp_path / "light", "--only", "roles")["roles"]
    dark = draw(sample, tmp_path / "dark", "--only", "roles", "--theme", "dark", "--rtl", "--scale", "2")[
        "roles"
    ]
    large = QImage.fromData(dark)
    assert large.size().toTuple() == (2560, 1600)
    assert mean_lightness(QImage.fromData(light)) > 220
    assert mean_lightness(large) < 60

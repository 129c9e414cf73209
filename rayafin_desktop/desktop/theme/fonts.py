"""Type: bundled static fonts, sizes in pixels, tabular figures."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from PySide6.QtGui import QFont, QFontDatabase

from .current import theme

FAMILIES = ["Inter", "Noto Sans Arabic UI", "Noto Sans Devanagari UI", "Noto Sans Gujarati UI"]
MICRO, SMALL, BASE, CARD_TITLE, CRUMB, PAGE_TITLE, HERO = 11, 12, 13, 14, 16, 20, 24
"""The type scale in pixels. A pixel, not a point: a point is 1 px on macOS and 1.33 px on Windows."""

REGULAR, MEDIUM, SEMIBOLD = 400, 500, 600
_TABULAR = QFont.Tag("tnum")
_SLASHED_ZERO = QFont.Tag("ss02")


@lru_cache(maxsize=1)
def resources() -> Path:
    """The folder with fonts and icons: inside an installed package, beside it in a checkout."""
    package = Path(__file__).resolve().parents[2]
    installed = package / "resources"
    return installed if installed.is_dir() else package.parent / "resources"


def load_fonts() -> list[str]:
    """Register the bundled fonts, before the first widget; answers the family names found."""
    families: list[str] = []
    for path in sorted((resources() / "fonts").glob("**/*.ttf")):
        number = QFontDatabase.addApplicationFont(str(path))
        families += QFontDatabase.applicationFontFamilies(number) if number >= 0 else []
    return families


def font(size: int = BASE, weight: int = REGULAR, *, tabular: bool = False, code: bool = False) -> QFont:
    """A font of the scale.

    `tabular` gives figures of one width, for every number and date; `code` also slashes the zero,
    for codes and document numbers.
    """
    return QFont(_font(size, weight, tabular, code, theme().text_scale))


@lru_cache(maxsize=256)
def _font(size: int, weight: int, tabular: bool, code: bool, scale: float) -> QFont:
    made = QFont()
    made.setFamilies(FAMILIES)
    made.setPixelSize(max(1, round(size * scale)))
    made.setWeight(QFont.Weight(weight))
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    if tabular or code:
        made.setFeature(_TABULAR, 1)
    if code:
        made.setFeature(_SLASHED_ZERO, 1)
    if size >= 18:
        made.setLetterSpacing(QFont.SpacingType.PercentageSpacing, 98.5)
    return made

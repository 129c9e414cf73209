"""The fonts of a page: bundled ones, then open fonts the machine has, then a visible box.

Loaded once per process. A `Face` is one font file that ReportLab embeds and HarfBuzz shapes with.
"""

from __future__ import annotations

import os
import struct
import sys
import threading
import unicodedata
from functools import lru_cache
from pathlib import Path
from typing import Literal

import uharfbuzz
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import ShapeData, ShapedStr, TTFError, TTFont

Weight = Literal["Regular", "Medium", "SemiBold", "Bold"]
WEIGHTS: tuple[Weight, ...] = ("Regular", "Medium", "SemiBold", "Bold")

MAIN_FAMILY = "Inter"
_SCRIPT_FAMILIES = ("NotoSansArabicUI", "NotoSansDevanagariUI", "NotoSansGujaratiUI")
_BROKEN_FONT = (TTFError, OSError, struct.error, LookupError, ValueError, TypeError, AssertionError)
_EAST_ASIAN = frozenset(
    {"cjk", "hiragana", "katakana", "hangul", "ideographic", "fullwidth", "halfwidth", "bopomofo"}
)
_EAST_ASIAN_FILES = (
    "droidsansfallbackfull", "droidsansfallback", "wqy-microhei", "wqy-zenhei", "notosanssc-regular",
    "notosansjp-regular", "notosanskr-regular", "notosanstc-regular", "ipagp", "takaopgothic", "nanumgothic",
)  # fmt: skip
_ANY_SCRIPT_FILES = ("notosans-regular", "notosanssymbols2-regular", "notosanssymbols-regular", "dejavusans")
# The Basic Multilingual Plane's private range: codes for glyphs that no character maps to.
_PRIVATE, _PRIVATE_END = 0xE000, 0xF8FF


class Face:
    """One font file: which characters it has, how wide they are, how they shape.

    Figures are the tabular ones wherever the font has them, so that columns of amounts line up.
    """

    def __init__(self, name: str, path: Path) -> None:
        self.name = name
        self._ttf = TTFont(name, str(path))
        self._glyphs: dict[int, int] = self._ttf.face.charToGlyph
        self._shaper = uharfbuzz.Font(uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(path))))
        self._scale = 1000 / self._shaper.face.upem
        self._private: dict[int, int] = {}
        self._own_characters = frozenset(self._glyphs)
        # Arabic letters' joined forms have characters of their own: with those a reader's copy and
        # search work, because every PDF reader folds them back to plain letters.
        self._characters = {
            glyph: code
            for code, glyph in sorted(self._glyphs.items(), reverse=True)
            if not _PRIVATE <= code <= _PRIVATE_END
        }
        # Inter's figures are tabular already, and its contextual forms would change brackets.
        self._features = {"calt": False} if name.startswith(MAIN_FAMILY) else {"tnum": True}
        self._use_tabular_figures()
        pdfmetrics.registerFont(self._ttf)

    def _use_tabular_figures(self) -> None:
        for character in "0123456789" + "\u2212+%":
            shaped = self._shape(character, "ltr", {"tnum": True})
            if len(shaped) == 1 and ord(character) in self._own_characters:
                glyph, advance, *_ = shaped[0]
                self._glyphs[ord(character)] = glyph
                self._ttf.face.charWidths[ord(character)] = advance

    def covers(self, character: str) -> bool:
        """Whether the font file itself has the character."""
        return ord(character) in self._own_characters

    def width(self, text: str) -> float:
        """Width of plain, unshaped text in thousandths of the font size."""
        width: float = self._ttf.stringWidth(text, 1000)
        return width

    def shape(self, text: str, *, right_to_left: bool) -> tuple[ShapedStr, float]:
        """Joined and reordered glyphs in visual order, and their width in thousandths of the size."""
        direction = "rtl" if right_to_left else "ltr"
        glyphs = self._shape(text, direction, self._features)
        letters: list[str] = []
        data: list[ShapeData] = []
        total = 0.0
        for place, (glyph, advance, x, y) in enumerate(glyphs):
            letters.append(chr(self._code_of(glyph)))
            natural = self._ttf.face.charWidths[ord(letters[-1])]
            data.append(ShapeData(place, advance, 0, x, y, natural))
            total += advance
        return ShapedStr("".join(letters), data), total

    def _shape(
        self, text: str, direction: str, features: dict[str, bool]
    ) -> list[tuple[int, float, float, float]]:
        buffer = uharfbuzz.Buffer()
        buffer.add_str(text)
        buffer.guess_segment_properties()
        buffer.direction = direction
        uharfbuzz.shape(self._shaper, buffer, features)
        return [
            (
                info.codepoint,
                place.x_advance * self._scale,
                place.x_offset * self._scale,
                place.y_offset * self._scale,
            )
            for info, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True)
        ]

    def _code_of(self, glyph: int) -> int:
        """A code that stands for the glyph in ReportLab's subsets; the box when codes run out."""
        code = self._characters.get(glyph) or self._private.get(glyph)
        if code is None:
            code = _PRIVATE + len(self._private)
            if code > _PRIVATE_END:
                return self._code_of(0) if 0 in self._private else _PRIVATE
            self._private[glyph] = code
            self._glyphs[code] = glyph
            self._ttf.face.charWidths[code] = self._shaper.get_glyph_h_advance(glyph) * self._scale
        return code


def resources() -> Path:
    """The folder of bundled fonts: in an installed wheel inside the package, else beside it."""
    package = Path(__file__).resolve().parents[1]
    inside = package / "resources" / "fonts"
    return inside if inside.is_dir() else package.parent / "resources" / "fonts"


def system_font_folders() -> tuple[Path, ...]:
    """Where this kind of machine keeps installed fonts; folders need not exist."""
    home = Path.home()
    if sys.platform == "win32":
        return (Path(os.environ.get("SYSTEMROOT", r"C:\Windows")) / "Fonts",)
    if sys.platform == "darwin":
        return (home / "Library/Fonts", Path("/Library/Fonts"), Path("/System/Library/Fonts"))
    data = Path(os.environ.get("XDG_DATA_HOME") or home / ".local/share")
    return (data / "fonts", home / ".fonts", Path("/usr/local/share/fonts"), Path("/usr/share/fonts"))


class FontBook:
    """Finds the face for a character: Inter, the bundled script fonts, installed open fonts."""

    def __init__(self, bundled: Path, folders: tuple[Path, ...]) -> None:
        self._bundled = bundled
        self._folders = folders
        self._installed: dict[str, Path] | None = None
        self._loaded: dict[str, Face | None] = {}
        self._found: dict[tuple[str, Weight], Face | None] = {}
        self._lock = threading.RLock()

    def main(self, weight: Weight) -> Face:
        """The Latin, Greek and Cyrillic face everything starts from."""
        name = f"{MAIN_FAMILY}-{weight}"
        face = self._load(name, self._bundled / f"{name}.ttf")
        if face is None:
            raise FileNotFoundError(self._bundled / f"{name}.ttf")
        return face

    def face_for(self, character: str, weight: Weight) -> Face | None:
        """The face that has the character, or None when no font here does."""
        key = (character, weight)
        if key not in self._found:
            with self._lock:
                self._found[key] = self._search(character, weight)
        return self._found[key]

    def _search(self, character: str, weight: Weight) -> Face | None:
        if self.main(weight).covers(character):
            return self.main(weight)
        cut = "Regular" if weight in {"Regular", "Medium"} else "Bold"
        for family in _SCRIPT_FAMILIES:
            face = self._load(f"{family}-{cut}", self._bundled / f"{family}-{cut}.ttf")
            if face and face.covers(character):
                return face
        for stem in _file_names(character, cut):
            path = self._installed_fonts().get(stem)
            face = self._load(f"installed-{stem}", path) if path else None
            if face and face.covers(character):
                return face
        return None

    def _load(self, name: str, path: Path) -> Face | None:
        if name not in self._loaded:
            with self._lock:
                try:
                    self._loaded[name] = Face(name, path)
                except _BROKEN_FONT:
                    # An installed font we cannot read (OpenType with PostScript outlines, damaged)
                    # is as good as none; the next candidate is tried.
                    self._loaded[name] = None
        return self._loaded[name]

    def _installed_fonts(self) -> dict[str, Path]:
        """File name without suffix, in lower case, to path; looked up once, at the first need."""
        if self._installed is None:
            self._installed = {
                path.stem.lower(): path
                for folder in reversed(self._folders)
                for suffix in ("ttf", "ttc")
                for path in folder.rglob(f"*.{suffix}")
            }
        return self._installed


def _file_names(character: str, cut: str) -> tuple[str, ...]:
    """File names of open fonts that usually have the character's script, best first."""
    script = unicodedata.name(character, "").split(" ")[0].split("-")[0].lower()
    if script in _EAST_ASIAN:
        return _EAST_ASIAN_FILES
    cut = cut.lower()
    named = (
        f"notosans{script}ui-{cut}",
        f"notosans{script}-{cut}",
        f"notosans{script}-regular",
        f"lohit-{script}",
    )
    return (*named, *_ANY_SCRIPT_FILES)


@lru_cache(maxsize=1)
def font_book() -> FontBook:
    """The process's one font book."""
    return FontBook(resources(), system_font_folders())

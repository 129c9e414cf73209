"""Text on paper: cleaned, ordered, joined, measured and broken into lines.

Plain Latin text takes the fast way. Anything else goes through the bidirectional algorithm and
HarfBuzz, line by line, because order is a property of a line and not of a paragraph. Widths are in
thousandths of the font size until a size is known.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from bidi import algorithm as bidi

from .fonts import Face, Weight, font_book

BOX = "\u25a1"
_LRM, _RLM, _ZWNJ, _ZWJ = "\u200e", "\u200f", "\u200c", "\u200d"
_JOINERS = frozenset({_ZWNJ, _ZWJ})
_INVISIBLE = frozenset({_LRM, _RLM, "\u061c", "\u200b", "\u2060", "\ufeff", "\u00ad"})
# Letters, figures and signs that Inter has, that run left to right and never join.
_PLAIN = re.compile(
    r"[\x20-\x7e\xa0-\xac\xae-\u0148\u014a-\u017f\u0388-\u038a\u038e-\u03a1\u03a3-\u03ce\u0400-\u045f\u2013\u2014\u2018-\u201d\u2022\u2026\u20ac\u20b9\u2116\u2122\u2212]*"
)
_SPACES = dict.fromkeys(
    map(ord, "\t\v\f\u00a0\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"), " "
)
_UNPRINTABLE = re.compile(
    r"[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufff9-\ufffb\ufffe\uffff]"
)
_EAST_ASIAN_BREAK = re.compile(r"([\u2e80-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff00-\uffef])")


@dataclass(frozen=True, slots=True)
class Piece:
    """A run in one face, in visual order; `glyphs` is a `ShapedStr` unless plain letters will do.

    `said` is the text of a shaped left-to-right run, for search and copying, because its glyphs alone
    would not give it back. Right-to-left runs go without: their glyphs carry letters, and readers
    reverse such a text once more.
    """

    face: str
    glyphs: str
    width: float
    said: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One line ready to draw, its pieces from left to right, its width in thousandths of the size."""

    pieces: tuple[Piece, ...]
    width: float


def clean(text: str) -> str:
    """A user's text as one line of printable characters.

    Control characters, direction overrides and lone surrogates disappear: they print nothing and can
    make a page read differently from what was stored. Line feeds and tabs become spaces.
    """
    if text.isascii() and text.isprintable():
        return text
    text = text.replace("\r", " ").replace("\n", " ").translate(_SPACES)
    return unicodedata.normalize("NFC", _UNPRINTABLE.sub("", text))


def lines_of(text: str) -> list[str]:
    """A user's text split where they pressed Enter, each line cleaned, empty lines at the end dropped."""
    return [clean(line) for line in text.rstrip().splitlines()] if text else []


def reads_right_to_left(text: str) -> bool:
    """Direction by the first letter, as HTML's dir=auto has it; without letters (numbers, phone
    numbers, codes) left to right on every sheet."""
    for character in text:
        kind = unicodedata.bidirectional(character)
        if kind in {"R", "AL"}:
            return True
        if kind == "L":
            return False
    return False


@lru_cache(maxsize=8192)
def set_line(text: str, weight: Weight, right_to_left: bool | None = None) -> Line:
    """One cleaned line set in `weight`. `right_to_left` is the direction of the paragraph it was
    broken from; without one the line decides for itself."""
    if not text:
        return Line((), 0.0)
    if _PLAIN.fullmatch(text) and not right_to_left:
        face = font_book().main(weight)
        width = face.width(text)
        return Line((Piece(face.name, text, width),), width)
    base = reads_right_to_left(text) if right_to_left is None else right_to_left
    pieces = tuple(
        piece for run, backwards in _visual_runs(text, base) for piece in _set_run(run, weight, backwards)
    )
    return Line(pieces, sum(piece.width for piece in pieces))


def _visual_runs(text: str, right_to_left: bool) -> list[tuple[str, bool]]:
    """The line cut into runs of one direction, in the order they stand on paper from the left.

    Each run keeps its logical order, because HarfBuzz reverses it itself.
    """
    if not right_to_left and not any(unicodedata.bidirectional(c) in {"R", "AL", "AN"} for c in text):
        return [(text, False)]
    # The algorithm drops joiners (rule X9), but shaping needs them: they ride on the letter before.
    logical: list[str] = []
    for character in text:
        if character in _JOINERS and logical:
            logical[-1] += character
        elif (kind := unicodedata.bidirectional(character)) != "BN":
            # Unassigned characters have no direction and no glyph.
            logical.append(character if kind else BOX)
    storage = bidi.get_empty_storage()
    storage["base_level"] = int(right_to_left)
    storage["base_dir"] = "R" if right_to_left else "L"
    bidi.get_embedding_levels("".join(character[0] for character in logical), storage)
    bidi.explicit_embed_and_overrides(storage)
    bidi.resolve_weak_types(storage)
    bidi.resolve_neutral_types(storage, False)
    bidi.resolve_implicit_levels(storage, False)
    for place, character in enumerate(storage["chars"]):
        character["place"] = place
    bidi.reorder_resolved_levels(storage, False)
    runs: list[tuple[list[int], bool]] = []
    for character in storage["chars"]:
        place, backwards = character["place"], bool(character["level"] % 2)
        if runs and runs[-1][1] == backwards and runs[-1][0][-1] == place - (-1 if backwards else 1):
            runs[-1][0].append(place)
        else:
            runs.append(([place], backwards))
    return [
        ("".join(logical[n] for n in (reversed(places) if backwards else places)), backwards)
        for places, backwards in runs
    ]


def _set_run(run: str, weight: Weight, backwards: bool) -> list[Piece]:
    """A run of one direction as pieces of one face each, in visual order."""
    pieces: list[Piece] = []
    for face, text in _by_face(run, weight):
        if not backwards and face is font_book().main(weight) and not _needs_shaping(text):
            pieces.append(Piece(face.name, text, face.width(text)))
        else:
            glyphs, width = face.shape(text, right_to_left=backwards)
            pieces.append(Piece(face.name, glyphs, width, "" if backwards else text))
    return pieces[::-1] if backwards else pieces


def _needs_shaping(text: str) -> bool:
    """Whether Latin, Greek or Cyrillic text has marks to place, or characters whose code would not
    survive in the PDF's character map."""
    return any(unicodedata.category(c)[0] == "M" or c in _JOINERS or ord(c) > 0xFFFF for c in text)


def _by_face(run: str, weight: Weight) -> Iterator[tuple[Face, str]]:
    """Consecutive characters that one face can draw together; a missing character becomes a box."""
    book = font_book()
    main = book.main(weight)
    face, text = main, ""
    for character in run:
        if character in _INVISIBLE:
            continue
        wanted: Face | None = face
        if character in _JOINERS or unicodedata.category(character)[0] == "M":
            if not face.covers(character):
                wanted = None if character in _JOINERS else book.face_for(character, weight)
                if wanted is None and character in _JOINERS:
                    continue
        elif character != " " or not face.covers(" "):
            wanted = book.face_for(character, weight)
        if wanted is None or 0xE000 <= ord(character) <= 0xF8FF:
            wanted, character = main, BOX
        if wanted is not face and text:
            yield face, text
            text = ""
        face = wanted
        text += character
    if text:
        yield face, text


def fit_lines(text: str, weight: Weight, size: float, width: float) -> list[Line]:
    """A user's text broken into lines of at most `width` points at `size`.

    Breaks at spaces, between East Asian characters, and inside a word only when it alone is too wide.
    """
    room = max(width, size) * 1000 / size
    fitted: list[Line] = []
    for paragraph in lines_of(text):
        whole = set_line(paragraph, weight)
        if whole.width <= room:
            fitted.append(whole)
            continue
        base = reads_right_to_left(paragraph)
        fitted += [set_line(part, weight, base) for part in _broken(paragraph, weight, room, base)]
    return fitted


def _broken(paragraph: str, weight: Weight, room: float, base: bool) -> Iterator[str]:
    space = set_line(" ", weight).width
    line, used = "", 0.0
    for word in paragraph.split(" "):
        for part, glued in _breakable(word, weight, room, base):
            width = set_line(part, weight, base).width
            gap = 0.0 if glued or not line else space
            if line and used + gap + width > room:
                yield line
                line, used, gap = "", 0.0, 0.0
            line += (" " if gap else "") + part
            used += gap + width
    if line:
        yield line


def _breakable(word: str, weight: Weight, room: float, base: bool) -> Iterator[tuple[str, bool]]:
    """The parts a word may be broken into, and whether a part is glued to the one before it."""
    glued = False
    for part in filter(None, _EAST_ASIAN_BREAK.split(word)):
        rest = part
        while set_line(rest, weight, base).width > room and len(rest) > 1:
            cut = _longest_start(rest, weight, room, base)
            yield rest[:cut], glued
            rest, glued = rest[cut:], True
        yield rest, glued
        glued = True


def _longest_start(word: str, weight: Weight, room: float, base: bool) -> int:
    """How many characters fit; marks and joined letters stay with what they belong to."""
    low, high = 1, len(word) - 1
    while low < high:
        middle = (low + high + 1) // 2
        if set_line(word[:middle], weight, base).width <= room:
            low = middle
        else:
            high = middle - 1
    cut = low
    while cut > 1 and (
        unicodedata.category(word[cut])[0] == "M"
        or word[cut] in _JOINERS
        or word[cut - 1] in _JOINERS
        or unicodedata.combining(word[cut - 1]) == 9
    ):
        cut -= 1
    return cut if cut > 1 else low

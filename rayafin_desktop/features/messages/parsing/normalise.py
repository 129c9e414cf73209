"""One spelling for one sign: case, scripts and digits folded, with the way back to the original offsets."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

# Signs that are nothing to read: zero-width, direction marks, variation selectors, nukta.
_DROPPED = frozenset(
    "\u00ad\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069"
    "\ufe0e\ufe0f\ufeff\u093c\u0abc"
)
_BECOMES = {
    "-": "‐‑‒–—―−",
    "/": "⁄∕",
    "x": "×✕✖",
    "'": "’‘`",
    '"': "“”″",
    ",": "،",
    ":": "：",
    "\n": "।॥•●▪➡👉🔹🔸\r\u2028\u2029\v\f",
    " ": "\t*_",
    "\u0902": "\u0901\u0a81",
    "rs": "₨",
}
_SIGNS = {sign: becomes for becomes, signs in _BECOMES.items() for sign in signs}
_GUJARATI = range(0x0A81, 0x0B00)
_TO_DEVANAGARI = 0x180


@lru_cache(maxsize=4096)
def _folded(sign: str) -> str:
    """What one character becomes: nothing, one or several characters."""
    if sign in _DROPPED:
        return ""
    if sign in _SIGNS:
        return _SIGNS[sign]
    try:
        return str(unicodedata.decimal(sign))
    except ValueError:
        pass
    if ord(sign) in _GUJARATI:
        sign = chr(ord(sign) - _TO_DEVANAGARI)
    numeral = unicodedata.normalize("NFKC", sign)
    if "\u2044" in numeral:  # a fraction such as one half: kept apart from the digits before it
        return " " + numeral.replace("\u2044", "/")
    folded = unicodedata.normalize("NFKC", numeral.lower())
    folded = "".join(_SIGNS.get(one, one) for one in folded if one not in _DROPPED)
    return folded if folded.strip() or not sign.isspace() else (sign if sign == "\n" else " ")


def normalise(text: str) -> tuple[str, list[int] | None]:
    """The folded text, and for each of its characters the offset of the original one (None: the same).

    Gujarati letters become the Devanagari ones of the same sound, digits of all scripts become 0-9.
    """
    if (
        text.isascii()
        and "\r" not in text
        and "\t" not in text
        and "*" not in text
        and "_" not in text
        and "`" not in text
    ):
        return text.lower(), None
    parts: list[str] = []
    offsets: list[int] = []
    for at, sign in enumerate(text):
        folded = _folded(sign)
        if folded:
            parts.append(folded)
            offsets.extend([at] * len(folded))
    return "".join(parts), offsets

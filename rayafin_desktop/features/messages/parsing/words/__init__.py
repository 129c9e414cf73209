"""The words of the trade: readable tables, one module for each part of a message, all languages together.

A table maps what is meant to the ways it is written, separated by commas: `"BALE": "bale, bls, गांठ"`.
Spellings are written in lower case; hyphens, dots and slashes inside a spelling may be left out by the
writer. Gujarati script is folded to Devanagari on reading, so that a word which both languages spell
alike stands once.
"""

from __future__ import annotations


def word_set(text: str) -> frozenset[str]:
    """The words of a text, which are separated by spaces, as a set."""
    return frozenset(text.split())

"""The window's words: parameters survive translation, and the kit speaks Arabic throughout."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from string import Formatter

import pytest

import rayafin_desktop.desktop
from rayafin_desktop.desktop.keys import KEYMAP
from rayafin_desktop.desktop.wording import set_language, tr
from rayafin_desktop.desktop.wording.catalogue import _WORDS

KIT = Path(rayafin_desktop.desktop.__file__).parent
SPOKEN = re.compile(r'\btr\(\s*"((?:[^"\\]|\\.)*)"\s*[,)]')


def fields(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name}


@pytest.mark.parametrize(
    "words",
    [_WORDS["ar"], _WORDS["fa"]],
    ids=["ar", "fa"],
)
def test_a_translation_keeps_its_parameters(words: Mapping[str, str]) -> None:
    changed = [
        sentence
        for sentence, translated in words.items()
        # A noun may be left out where grammar has no place for it; nothing may be added.
        if not fields(translated) <= fields(sentence)
    ]
    assert changed == []


def test_the_kit_is_translated_into_arabic() -> None:
    said = {
        match.group(1)
        for folder in ("components", "forms", "grid", "lists", "shell")
        for path in (KIT / folder).glob("*.py")
        for match in SPOKEN.finditer(path.read_text(encoding="utf-8"))
    }
    assert len(said) > 60
    assert said - set(_WORDS["ar"]) == set()
    assert {one.label for one in KEYMAP} - set(_WORDS["ar"]) == set()


def test_an_unknown_sentence_is_shown_in_english() -> None:
    set_language("ar")
    assert tr("A sentence {n} nobody translated", n=7) == "A sentence 7 nobody translated"
    assert tr("Row {row} of {count}", row=3, count=9) == "الصف 3 من 9"

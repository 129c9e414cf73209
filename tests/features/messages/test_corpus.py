"""The parser over messages that were written without it: nearly all read whole, nothing ever invented."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from rayafin_desktop.features.messages.parsing.parser import parse_message

from .corpus.scoring import Score, entries, score

LEAST_RIGHT = 725
"""Of 737. The figure is a floor under what was once reached; a fall is a fault of what was changed."""


@pytest.fixture(scope="module")
def scores() -> dict[str, Score]:
    return {
        entry["id"]: score(
            parse_message(entry["text"], date.fromisoformat(entry["as_of"])).to_json(),
            entry["expect"],
            entry["text"],
        )
        for _group, entry in entries()
    }


def test_nothing_is_invented(scores: dict[str, Score]) -> None:
    assert {id_: one.invented for id_, one in scores.items() if one.invented} == {}


def test_nearly_all_are_read_whole(scores: dict[str, Score]) -> None:
    faults = {id_: [*one.missing, *one.wrong] for id_, one in scores.items() if not one.right}
    assert len(scores) - len(faults) >= LEAST_RIGHT, faults


def test_every_group_is_mostly_read(scores: dict[str, Score]) -> None:
    """A language or a kind of message may not be given up for the others."""
    total = Counter(group for group, _entry in entries())
    right = Counter(group for group, entry in entries() if scores[entry["id"]].right)
    assert {group: (right[group], of) for group, of in total.items() if 5 * right[group] < 4 * of} == {}

"""Messages nobody had tuned the parser to, with what they must leave empty.

Each line of `blind/*.jsonl` has `message`, `as_of`, `expected` (one object or a list of offers) and `absent`.
Set 1 was looked at after its first reading, so it is no longer blind; set 2 was only counted. Their
expectations are kept as they were written and not every one has been judged: a fault may be the label's.
"""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from rayafin_desktop.features.messages.parsing.chat import parse_all

KNOWN_INVENTIONS: dict[str, set[str]] = {
    "s1-158": {"price"},
}
"""Fields filled although the label says the message does not state them. May only shrink."""


def _at(parsed: Any, path: str) -> Any:
    for key in path.split("."):
        parsed = parsed.get(key) if isinstance(parsed, dict) else None
    return parsed


def _invented(row: dict[str, Any]) -> set[str]:
    parses = [one.to_json() for one in parse_all(row["message"], date.fromisoformat(row["as_of"]))]
    return {path for path in row.get("absent", []) for one in parses if _at(one, path)}


@pytest.mark.parametrize("name", ["set1", "set2"])
def test_nothing_more_is_invented_than_is_known(name: str) -> None:
    lines = (Path(__file__).parent / "blind" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines if line.strip()]
    found = {row["id"]: invented for row in rows if (invented := _invented(row))}
    assert found == {id_: paths for id_, paths in KNOWN_INVENTIONS.items() if id_.startswith(f"s{name[-1]}-")}

"""The body of an audit entry in words; values in, values out.

The format is the recorder's (engine.record): a JSON list of `["+", kind, id, values]` new,
`["~", kind, id, {field: [old, new]}]` changed, `["-", kind, id, values]` removed and
`["#", kind, owner, rows, digest]` facts added. Personal values are `{"~": digest}`, looked up in the
clear values beside the entry.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from rayafin_desktop.base.money import currency_digits, to_major

ERASED = "(erased)"
HIDDEN = "(hidden)"
_ACTIONS = {"+": "new", "~": "changed", "-": "removed", "#": "added"}
_SHOWN_FIELDS = 3
# A UUID, or a SHA-256 in hex.
_ADDRESS = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{64}")
_NOTHING = frozenset({"0", "0.00", "no", "{}", "[]"})


@dataclass(frozen=True, slots=True)
class Change:
    """One field of one record before and after, in words; `action` is new, changed, removed or added."""

    action: str
    kind: str
    record_id: UUID
    field: str
    old: str
    new: str


def command_words(name: str) -> str:
    """The name of a command as a person reads it: `PostInvoice` -> `Post invoice`."""
    words = re.findall(r"[A-Z]+(?![a-z])|[A-Z][a-z0-9]*", name)
    return (
        " ".join([words[0], *(word if word.isupper() else word.lower() for word in words[1:])])
        if words
        else name
    )


def noun(kind: str) -> str:
    """A kind of record as a person reads it: `credit_note` -> `credit note`."""
    return kind.replace("_", " ")


def changes_of(body: str, clear: str | None, currency: str) -> list[Change]:
    """Every change of an entry, field by field. Amounts are in `currency` unless the record names its own."""
    values: Mapping[str, Sequence[Any]] = json.loads(clear) if clear else {}
    found: list[Change] = []
    for action, kind, key, *rest in json.loads(body):
        owner, line = (key[0], f"line {key[1]} ") if isinstance(key, list) else (key, "")
        record_id = UUID(owner)
        if action == "#":
            text = f"{rest[0]} {noun(kind)}{'s' if rest[0] != 1 else ''}"
            found.append(Change(_ACTIONS[action], kind, record_id, "", "", text))
            continue
        own = rest[0].get("currency")
        code = own if isinstance(own, str) else currency
        for field, value in rest[0].items():
            old, new = value if action == "~" else ("", value) if action == "+" else (value, "")
            label = line + _label(field)
            found.append(
                Change(_ACTIONS[action], kind, record_id, label, _said(field, old, values, code),
                       _said(field, new, values, code))
            )  # fmt: skip
        if not rest[0]:
            found.append(Change(_ACTIONS[action], kind, record_id, line.strip(), "", ""))
    return found


def _label(field: str) -> str:
    return field.removesuffix("_minor").removesuffix("_id").replace("_", " ")


def _said(field: str, value: Any, clear: Mapping[str, Sequence[Any]], currency: str) -> str:
    """A recorded value as text; personal values are looked up, or said to be erased."""
    if isinstance(value, dict) and set(value) == {"~"}:
        entry = clear.get(value["~"])
        if entry is None:
            return ERASED
        value = entry[1]
    if value is None or value == "":
        return ""
    if value == "***":
        return HIDDEN
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int) and field.endswith("_minor"):
        return f"{to_major(value, currency_digits(currency)):f}"
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def summary(changes: Sequence[Change]) -> str:
    """The changes in one line: the first fields with old and new, then how many more there are."""
    telling = [change for change in changes if (change.field or change.new) and not tells_nothing(change)]
    said = [_sentence(change) for change in telling[:_SHOWN_FIELDS]]
    more = len(telling) - len(said)
    return "; ".join(said) + (f"; and {more} more" if more > 0 else "")


def tells_nothing(change: Change) -> bool:
    """Ids and hashes say nothing to a person, nor does the nothing a new record begins with."""
    values = {change.old, change.new} - {""}
    if values and all(_ADDRESS.fullmatch(value) for value in values):
        return True
    return change.action == "new" and change.new in _NOTHING


def _sentence(change: Change) -> str:
    if change.action == "changed":
        return f"{change.field}: {change.old or '–'} → {change.new or '–'}"
    text = change.new or change.old
    return f"{change.field}: {text}" if change.field else text

"""What a command of a device said, in words: field by field, with names in the place of ids."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import select

from rayafin_desktop.engine.entity import Entity, mapped_classes
from rayafin_desktop.engine.work import Read

from ..access.model import Member, User
from ..audit.rules import command_words

# What a record is called: the first of these fields that its kind has.
_NAMES = ("number", "entry_no", "code", "name")
_LEFT_OUT = frozenset({"version", "id"})
_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_MOST_LINES = 12
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class EnteredLine:
    """One field of a command: what it is called and what was entered."""

    label: str
    value: str


def entered_lines(read: Read, body: Mapping[str, Any]) -> Sequence[EnteredLine]:
    """What was entered, without ids that name nothing; amounts are in major units, as they were typed."""
    names = names_of(read, ids_in(body))
    found: list[EnteredLine] = []
    for field, value in body.items():
        if isinstance(value, list) and any(isinstance(one, Mapping) for one in value):
            rows = [one for one in value if isinstance(one, Mapping)]
            for number, one in enumerate(rows[:_MOST_LINES], 1):
                found.append(EnteredLine(f"{_label(field).removesuffix('s')} {number}", _row(one, names)))
            if len(rows) > _MOST_LINES:
                found.append(EnteredLine(_label(field), f"and {len(rows) - _MOST_LINES} more"))
        elif field not in _LEFT_OUT and (text := _said(value, names)):
            found.append(EnteredLine(_label(field), text))
    return found


def ids_in(value: Any) -> set[UUID]:
    """Every id that stands somewhere in a command's body."""
    return {UUID(text) for text in _texts(value) if _ID.fullmatch(text)}


def names_of(read: Read, ids: set[UUID]) -> Mapping[UUID, str]:
    """What the records with these ids are called today, whatever kind they are."""
    names: dict[UUID, str] = {}
    if not ids:
        return names
    users = select(User.c.id, User.c.name).where(User.c.id.in_(ids))
    members = (
        select(Member.c.id, User.c.name)
        .join_from(Member.mapping.table, User.mapping.table, User.c.id == Member.c.user_id)
        .where(Member.c.company_id == read.company_id, Member.c.id.in_(ids))
    )
    for statement in (users, members):
        names |= {row[0]: row[1] for row in read.fetch(statement)}
    for cls in mapped_classes():
        left = ids - names.keys()
        field = next((name for name in _NAMES if name in cls.mapping.fields), None)
        if not left or field is None or not issubclass(cls, Entity):
            continue
        statement = select(cls.c.id, cls.c[field]).where(
            cls.c.company_id == read.company_id, cls.c.id.in_(left)
        )
        names |= {row[0]: str(row[1]) for row in read.fetch(statement) if row[1]}
    return names


def told(command: str, body: Mapping[str, Any], names: Mapping[UUID, str]) -> str:
    """A command with what it is about: "Save party: Gokul Mills"."""
    words = command_words(command)
    own = next((str(body[key]) for key in ("name", "number", "code") if body.get(key)), "")
    other = next((names[UUID(text)] for text in _texts(body) if _is_named(text, names)), "")
    about = own or other
    return f"{words}: {about}" if about else words


def _is_named(text: str, names: Mapping[UUID, str]) -> bool:
    return bool(_ID.fullmatch(text)) and UUID(text) in names


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for one in value.values():
            yield from _texts(one)
    elif isinstance(value, list):
        for one in value:
            yield from _texts(one)


def _label(field: str) -> str:
    return field.removesuffix("_id").replace("_", " ").strip().capitalize() or field


def _row(one: Mapping[str, Any], names: Mapping[UUID, str]) -> str:
    said = []
    for field, value in one.items():
        text = _said(value, names)
        if field in _LEFT_OUT or not text:
            continue
        named = isinstance(value, str) and (field.endswith("_id") or field in ("description", "text"))
        said.append(text if named else f"{_label(field).lower()} {text}")
    return _cut(" · ".join(said))


def _said(value: Any, names: Mapping[UUID, str]) -> str:
    if value is None or value == "" or value == [] or value == {}:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str) and _ID.fullmatch(value):
        return names.get(UUID(value), "")
    if isinstance(value, list):
        return _cut(", ".join(filter(None, (_said(one, names) for one in value))))
    if isinstance(value, Mapping):
        return _row(value, names)
    return _cut(str(value))


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"

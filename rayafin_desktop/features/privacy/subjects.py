"""Everything the company's book holds about one person, found by what points at him.

Which tables there are is read from the entities themselves, so that a new feature is not forgotten: rows
with a `party_id`, their parts, the columns marked `Personal`, and the files on any of these.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select

from rayafin_desktop.engine.entity import Entity, Part, Row, mapped_classes
from rayafin_desktop.engine.read import Read
from rayafin_desktop.features.access.model import Invite, Member, User
from rayafin_desktop.features.approvals.model import Ticket
from rayafin_desktop.features.billing.model import SalesDocument
from rayafin_desktop.features.documents.model import Attachment
from rayafin_desktop.features.parties.model import Party
from rayafin_desktop.features.purchases.model import PurchaseDocument

from .model import Erasure, Subject
from .rules import kept_until
from .settings import RETENTION_YEARS


@dataclass(frozen=True, slots=True)
class Held:
    """One record about the person, with its parts; `until` is the day it must be kept to, if it must."""

    row: Row
    parts: tuple[Part, ...] = ()
    until: date | None = None

    @property
    def id(self) -> UUID:
        # Rows of every class that points at a person have one.
        found: UUID = self.row.id  # type: ignore[attr-defined]
        return found

    @property
    def kind(self) -> str:
        return self.row.mapping.kind

    @property
    def number(self) -> str:
        return str(getattr(self.row, "number", None) or getattr(self.row, "code", None) or "")


@dataclass(frozen=True, slots=True)
class Person:
    """A subject with all that is held of him. The first record is his own."""

    subject: Subject
    id: UUID
    name: str
    records: tuple[Held, ...]
    files: tuple[Attachment, ...] = field(default=())

    @property
    def kept(self) -> tuple[Held, ...]:
        """What the law keeps as it is."""
        return tuple(one for one in self.records if one.until is not None)

    @property
    def erasable(self) -> tuple[Held, ...]:
        return tuple(one for one in self.records if one.until is None)


def person(read: Read, subject: Subject, id_: UUID) -> Person:
    """Find a party or user; NotFound (`party.not_found`, `user.not_found`)."""
    years = read.setting(RETENTION_YEARS)
    own: Party | User
    rows: list[Row]
    if subject is Subject.PARTY:
        own = read.get(Party, id_)
        rows = [row for cls in _pointing_at("party_id") for row in _rows(read, cls, "party_id", id_)]
    else:
        own = read.get(User, id_)
        # In this company: whoever was never in it is nobody here.
        read.get(Member, _member_id(read, id_))
        rows = [*_rows(read, Member, "user_id", id_), *_rows(read, Invite, "email", own.email)]
    about = {row.id for row in (own, *rows)}  # type: ignore[attr-defined]
    if subject is Subject.PARTY:
        rows += [
            one for about_id in sorted(about) for one in read.all(Ticket, Ticket.c.record_id == about_id)
        ]
    records = [_held(read, row, years) for row in (own, *rows)]
    ids = [one.id for one in records]
    files = [
        one
        for start in range(0, len(ids), 500)
        for one in read.all(Attachment, Attachment.c.record_id.in_(ids[start : start + 500]))
    ]
    return Person(subject, id_, own.name, tuple(records), tuple(files))


def said_of_person(row: Row) -> dict[str, Any]:
    """The personal values of a row that are the person's own and say anything.

    What others did about him (`opened_by`, `decided_by`, a maker) names them, not him.
    """
    return {
        name: value
        for name in row.mapping.personal
        if not name.endswith("_by") and name != "maker_name" and (value := getattr(row, name))
    }


def _member_id(read: Read, user_id: UUID) -> UUID:
    found = read.first(
        select(Member.c.id).where(Member.c.company_id == read.company_id, Member.c.user_id == user_id)
    )
    return user_id if found is None else UUID(str(found[0]))


def _pointing_at(column: str) -> Iterator[type[Entity]]:
    for cls in mapped_classes():
        if issubclass(cls, Entity) and column in cls.mapping.fields and cls is not Erasure:
            yield cls


def _rows(read: Read, cls: type[Entity], column: str, value: Any) -> Sequence[Row]:
    """All rows, those with a tombstone too: they still say what they said."""
    statement = select(*(cls.c[name] for name in cls.mapping.fields)).where(
        cls.c.company_id == read.company_id, cls.c[column] == value
    )
    return [cls(**dict(zip(cls.mapping.fields, row, strict=True))) for row in read.execute(statement)]


def _held(read: Read, row: Row, years: int) -> Held:
    parts = tuple(
        part
        for cls in mapped_classes()
        if issubclass(cls, Part) and cls.mapping.parent is type(row)
        for part in read.parts(cls, row.id)  # type: ignore[attr-defined]
    )
    return Held(row, parts, _until(read, row, years))


def _until(read: Read, row: Row, years: int) -> date | None:
    """Until when a row must be kept as it is; None where nothing personal in it must."""
    if isinstance(row, SalesDocument | PurchaseDocument) and row.number is not None:
        until = kept_until(row.issued_on, years)
        return until if until >= read.today else None
    return None

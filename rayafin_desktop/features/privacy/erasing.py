"""Erasing a person: values replaced in the records, taken out of the log, the index and the files."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import func, select

from rayafin_desktop.base.errors import Problem, RuleBroken
from rayafin_desktop.engine.commands import Command, Offline
from rayafin_desktop.engine.entity import BookEntity
from rayafin_desktop.engine.erasure import (
    blank_fact,
    erase_from_log,
    overwrite_what_is_freed,
    say_no_values,
    texts_of,
    tidy_search_index,
)
from rayafin_desktop.engine.work import Work
from rayafin_desktop.features.access.model import Member, User
from rayafin_desktop.features.approvals.model import Ticket, TicketStatus
from rayafin_desktop.features.documents.model import ERASED, Attachment, Blob
from rayafin_desktop.features.parties.model import Party, party_balances
from rayafin_desktop.features.partners.model import PartnerProfile

from .model import Erasure, Subject
from .rules import pseudonym
from .subjects import Held, Person, person, said_of_person

# Where somebody lives is personal even where the column is not marked so: a place alone tells nobody.
_PLACES = frozenset({"city", "postal_code"})


@dataclass(frozen=True, kw_only=True)
class ErasePersonalData(Command[UUID]):
    """Replace what the book says of a party or user who asked for it; cannot be undone."""

    permission: ClassVar[str] = "personal.erase"
    offline: ClassVar[Offline] = Offline.SERVER
    leaves_no_trace: ClassVar[bool] = True
    subject: Subject
    id: UUID


def erase_personal_data(command: ErasePersonalData, work: Work) -> UUID:
    with work.across_branches():
        found = person(work, command.subject, command.id)
    _require_erasable(found, work)
    work.confirm(
        f"personal.erase:{command.id}", "privacy.final", field="id", who=found.name, kept=len(found.kept)
    )
    overwrite_what_is_freed(work)
    number = 1 + int(
        work.scalar(
            select(func.coalesce(func.max(Erasure.c.erasure_no), 0)).where(
                Erasure.c.company_id == work.company_id
            )
        )
    )
    called = pseudonym(command.subject.value.lower(), number)
    erasable = found.erasable
    rows = [row for one in erasable for row in (one.row, *one.parts)]
    rows += [file for file in found.files if file.record_id in _ids(erasable)]
    texts = {text for row in rows for text in texts_of(said_of_person(row))}
    changed = sum(_erase(one, called, work) for one in erasable)
    facts = _erase_files(found, work)
    ids = {one.id for one in erasable} | {one.id for one in found.files if one.record_id in _ids(erasable)}
    entries = erase_from_log(work, ids, texts, called)
    if command.subject is Subject.PARTY:
        party = work.get(Party, command.id)
        work.index("party", party.id, f"{party.code} {called}")
    tidy_search_index(work)
    say_no_values(work)
    erasure = work.new(
        Erasure,
        erasure_no=number,
        subject=command.subject,
        subject_id=command.id,
        erased_on=work.today,
        records=changed,
        entries=entries,
        facts=[str(one) for one in facts],
        kept=[[one.kind, one.number, one.until.isoformat(), "retention"] for one in found.kept if one.until],
    )
    return erasure.id


def _ids(held: tuple[Held, ...]) -> set[UUID]:
    return {one.id for one in held}


def _require_erasable(found: Person, work: Work) -> None:
    if found.subject is Subject.USER:
        active = select(Member.c.id).where(Member.c.user_id == found.id, Member.c.is_active)
        if work.first(active) is not None:
            raise RuleBroken([Problem("privacy.user_active", "id", {"who": found.name})])
        return
    if any(isinstance(one.row, Ticket) and one.row.status is TicketStatus.PENDING for one in found.records):
        raise RuleBroken([Problem("privacy.waiting", "id", {"who": found.name})])
    balance = party_balances.c
    row = work.first(
        select(balance.receivable_minor, balance.payable_minor).where(
            balance.company_id == work.company_id, balance.party_id == found.id
        )
    )
    if row is not None and any(row):
        raise RuleBroken([Problem("privacy.open_balance", "id", {"who": found.name})])


def _erase(held: Held, called: str, work: Work) -> int:
    """Replace the personal values of a record and drop its personal parts; answers 1 if anything changed."""
    row, changed = held.row, 0
    if not isinstance(row, BookEntity):
        return 0
    values = _replaced(row, called)
    if isinstance(row, Party):
        values |= {"is_active": False}
    if isinstance(row, User):
        number = called.rsplit(maxsplit=1)[-1]
        values |= {"is_active": False, "password_hash": "", "email": f"{number}@erased.invalid"}
    if isinstance(row, Ticket):
        values |= {"payload": {}, "picture": []}
    if values and row.deleted_at is None:
        work.save(dataclasses.replace(row, **values))
        changed = 1
    elif values:
        blank_fact(work, type(row), row.id, **values)
        changed = 1
    if isinstance(row, Party | PartnerProfile):
        # Contacts, places of delivery, bank accounts; notes on a dispute are what others wrote.
        for cls in {type(part) for part in held.parts if part.mapping.personal}:
            work.replace_parts(cls, row.id, ())
            changed = 1
    return changed


def _replaced(row: Any, called: str) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for name, value in said_of_person(row).items():
        new: Any = called if name.endswith("name") else "" if isinstance(value, str) else None
        if value != new:
            values[name] = new
    if values and isinstance(row, Party):
        values |= {name: "" for name in _PLACES if getattr(row, name)}
    return values


def _erase_files(found: Person, work: Work) -> list[UUID]:
    """Take the files off the erased records; content that hangs nowhere else is emptied."""
    erasable = _ids(found.erasable)
    emptied: list[UUID] = []
    for file in found.files:
        if file.record_id not in erasable:
            continue
        address = f"{ERASED}{file.blob_id.hex}"
        work.remove(work.save(dataclasses.replace(file, name="erased", note="", sha256=address)))
        others = select(func.count()).where(
            Attachment.c.company_id == work.company_id,
            Attachment.c.blob_id == file.blob_id,
            Attachment.c.deleted_at.is_(None),
        )
        if not work.scalar(others):
            # The same file may come again: then it is stored anew.
            blank_fact(work, Blob, file.blob_id, content=b"", sha256=address)
            emptied.append(file.blob_id)
    return emptied

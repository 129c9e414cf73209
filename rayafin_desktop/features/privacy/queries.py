"""What an erasure would do, told before it is done."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from rayafin_desktop.engine.entity import Row
from rayafin_desktop.engine.read import Read

from .model import Subject
from .settings import RETENTION_YEARS
from .subjects import person, said_of_person

_RETENTION = "Kept as issued for {years} years, as tax law asks (Companies Act 2013 s.128(5), CGST s.36)"
_LOG = "Audit trails cannot be cut (Companies (Accounts) Rules 2014, rule 3(1)); the person's values are out"
# What always stays, and why: told in every preview.
ALWAYS = (
    ("Postings, amounts and dates", "They name nobody once the person is erased; the books must add up"),
    ("Bank statements as the bank sent them", "Evidence of the books, in the bank's words"),
    ("Code, town and names of users in the audit log", _LOG),
    ("Backups, exports and printed papers", "They lie outside the book. Delete backups when they are due"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class PreviewLine:
    """One line of the preview: its fate (`goes` or `stays`), what, how many (None uncounted), and why."""

    id: str
    fate: str
    what: str
    count: int | None
    why: str
    until: date | None = None


def erasure_preview(read: Read, id_: UUID) -> list[PreviewLine]:
    """What goes and what stays of a party. Needs the permission `personal.erase`."""
    read.actor.require("personal.erase")
    with read.across_branches():
        found = person(read, Subject.PARTY, id_)
    going = Counter(one.kind for one in found.erasable if _says_anything(one.row, one.parts))
    staying = Counter(one.kind for one in found.kept)
    last = {kind: max(one.until for one in found.kept if one.kind == kind and one.until) for kind in staying}
    ids = {one.id for one in found.erasable}
    files = sum(file.record_id in ids for file in found.files)
    lines = [
        PreviewLine(f"goes/{kind}", "goes", _words(kind), count, "Personal values are replaced or emptied")
        for kind, count in going.items()
    ]
    if files:
        lines.append(PreviewLine("goes/files", "goes", "Files", files, "Taken off and emptied"))
    lines.append(PreviewLine("goes/log", "goes", "Values in the audit log and kept commands", None, "Erased"))
    reason = _RETENTION.format(years=read.setting(RETENTION_YEARS))
    lines += [
        PreviewLine(f"stays/{kind}", "stays", _words(kind), count, reason, last[kind])
        for kind, count in staying.items()
    ]
    return lines + [
        PreviewLine(f"always/{number}", "stays", what, None, why) for number, (what, why) in enumerate(ALWAYS)
    ]


def _says_anything(row: Row, parts: Sequence[Row]) -> bool:
    return any(said_of_person(one) for one in (row, *parts))


def _words(kind: str) -> str:
    return kind.replace("_", " ").capitalize()

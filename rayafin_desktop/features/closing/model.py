"""A closed financial year: its entry, and the checkpoint that was printed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from rayafin_desktop.engine.columns import Code, Count, Digest, Json, Minor, Note, References
from rayafin_desktop.engine.entity import Entity, entity


@entity(
    "year_closings",
    unique=[("last_on",)],
    indexes=[("last_on", "id")],
    where={("last_on",): "reopened_at IS NULL AND deleted_at IS NULL"},
)
@dataclass(frozen=True, kw_only=True, slots=True)
class YearClosing(Entity):
    """One closing of a financial year; a year that was reopened and closed again has several.

    `profit_minor` is what income exceeds expenses by, in the company's currency; `entry_id` carries it
    to retained earnings (None for a year in which nothing was earned or spent). `balances` are all
    balances after it, as `[code, name, minor]` by code, `checkpoint` their SHA-256; `audit_n` and
    `audit_head` are the number and hash of the audit log's last entry before the closing.
    """

    label: Code
    first_on: date
    last_on: date
    entry_id: Annotated[UUID | None, References("journal_entries")] = None
    profit_minor: Minor
    balances: Json
    checkpoint: Digest
    audit_n: Count
    audit_head: Digest
    reason: Note
    closed_by: Note = ""
    reopened_at: datetime | None = None
    reopened_by: Note = ""
    reopen_reason: Note = ""
    reversal_id: Annotated[UUID | None, References("journal_entries")] = None

"""Drafts: saving, replacing and deleting them. Posting is in `posting.py`, credits in `credit_notes.py`."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from rayafin_desktop.base.errors import Problem, RuleBroken
from rayafin_desktop.engine.commands import Command
from rayafin_desktop.engine.work import Work

from .content import InvoiceContent, Saved
from .drafting import drafted, line_rows
from .happenings import DraftDeleted
from .model import InvoiceLine, SalesDocument
from .posting import has_sources, new_document, sources_for, tell_sources
from .rules import DocumentKind, DocumentState


@dataclass(frozen=True, kw_only=True)
class SaveDraft(InvoiceContent, Command[Saved]):
    """Make a draft invoice, or replace the draft with this id; the editor sends it as one types.

    A draft may be incomplete but not impossible: what cannot be worked out is refused.
    """

    permission: ClassVar[str] = "invoice.draft"
    id: UUID | None = None
    version: int | None = None


@dataclass(frozen=True, kw_only=True)
class DeleteDraft(Command[None]):
    """Delete a draft. It never had a number, so none is missed."""

    permission: ClassVar[str] = "invoice.draft"
    id: UUID


def save_draft(command: SaveDraft, work: Work) -> Saved:
    sources = sources_for(work, command)
    worked = drafted(command, sources)
    if worked.problems:
        raise RuleBroken(worked.problems)
    if command.id is None:
        saved = work.add(new_document(work, DocumentKind.INVOICE, worked))
        rows = line_rows(work.company_id, saved.id, command, worked, sources)
        work.insert_many(rows)
    else:
        loaded = draft_of(work, command.id)
        version = loaded.version if command.version is None else command.version
        branch_id = command.branch_id or loaded.branch_id
        fields = {**worked.fields, "branch_id": branch_id, "version": version}
        saved = work.save(dataclasses.replace(loaded, **fields))
        rows = line_rows(work.company_id, saved.id, command, worked, sources)
        work.replace_parts(InvoiceLine, saved.id, rows)
    if command.id is not None or has_sources(command):
        tell_sources(work, saved, rows, command)
    return Saved(id=saved.id, version=saved.version, total_minor=saved.total_minor)


def draft_of(work: Work, invoice_id: UUID) -> SalesDocument:
    """The draft with this id; RuleBroken `invoice.already_posted` once it is one no more."""
    document = work.get(SalesDocument, invoice_id)
    if document.state is not DocumentState.DRAFT:
        raise RuleBroken([Problem("invoice.already_posted", "id", {"number": document.number or ""})])
    return document


def delete_draft(command: DeleteDraft, work: Work) -> None:
    draft = draft_of(work, command.id)
    work.remove(draft)
    work.announce(DraftDeleted(invoice=draft))

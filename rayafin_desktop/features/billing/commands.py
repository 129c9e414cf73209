"""Drafts: saving, replacing and deleting them. Posting is in `posting.py`, credits in `credit_notes.py`."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from rayafin_desktop.base.errors import Problem, RuleBroken
from rayafin_desktop.engine.commands import Command
from rayafin_desktop.engine.meanwhile import changed_by_others
from rayafin_desktop.engine.work import Work

from .content import InvoiceContent, Saved
from .drafting import Worked, drafted, line_rows
from .forks import fork_id, own_version
from .happenings import DraftDeleted
from .model import InvoiceLine, SalesDocument
from .posting import completed, has_sources, new_document, sources_for, tell_sources
from .rules import DocumentKind, DocumentState
from .sources import Sources


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
    elif _was_changed_meanwhile(work, command):
        return _forked(work, command, worked, sources)
    else:
        loaded = draft_of(work, own_version(work, SalesDocument, command.id))
        version = loaded.version if command.version is None or work.is_replay else command.version
        branch_id = command.branch_id or loaded.branch_id
        fields = {**worked.fields, "branch_id": branch_id, "version": version}
        saved = work.save(dataclasses.replace(loaded, **fields))
        rows = line_rows(work.company_id, saved.id, command, worked, sources)
        work.replace_parts(InvoiceLine, saved.id, rows)
    work.send_as(completed(command, saved, rows))
    if command.id is not None or has_sources(command):
        tell_sources(work, saved, rows, command)
    return Saved(id=saved.id, version=saved.version, total_minor=saved.total_minor)


def _was_changed_meanwhile(work: Work, command: SaveDraft) -> bool:
    """Whether somebody else has changed, posted or deleted the draft since the device last heard of it."""
    if not work.is_replay or command.id is None:
        return False
    if own_version(work, SalesDocument, command.id) != command.id:
        return False
    draft = work.find(SalesDocument, id=command.id)
    return (
        draft is None
        or draft.state is not DocumentState.DRAFT
        or changed_by_others(work, SalesDocument, command.id)
    )


def _forked(work: Work, command: SaveDraft, worked: Worked, sources: Sources) -> Saved:
    """Keep the device's version as a draft of its own."""
    if command.id is None:
        raise ValueError("a new draft forks from none")
    made = new_document(work, DocumentKind.INVOICE, worked)
    saved = work.add(dataclasses.replace(made, id=fork_id(work, command.id), external_reference=None))
    work.insert_many(line_rows(work.company_id, saved.id, command, worked, sources))
    work.adjusted("draft.forked", "id", draft=str(command.id), fork=str(saved.id))
    return Saved(id=saved.id, version=saved.version, total_minor=saved.total_minor)


def draft_of(work: Work, invoice_id: UUID) -> SalesDocument:
    """The draft with this id; RuleBroken `invoice.already_posted` once it is one no more."""
    document = work.get(SalesDocument, invoice_id)
    if document.state is not DocumentState.DRAFT:
        raise RuleBroken([Problem("invoice.already_posted", "id", {"number": document.number or ""})])
    return document


def _is_gone_or_edited(work: Work, draft_id: UUID) -> bool:
    """Whether a device's deletion gives way: the draft is deleted already, or somebody has worked on it."""
    if not work.is_replay or own_version(work, SalesDocument, draft_id) != draft_id:
        return False
    draft = work.find(SalesDocument, id=draft_id)
    if draft is None:
        return True
    if draft.state is DocumentState.DRAFT and not changed_by_others(work, SalesDocument, draft_id):
        return False
    work.adjusted("draft.kept", "id", draft=str(draft_id))
    return True


def delete_draft(command: DeleteDraft, work: Work) -> None:
    if _is_gone_or_edited(work, command.id):
        return
    draft = draft_of(work, own_version(work, SalesDocument, command.id))
    work.remove(draft)
    work.announce(DraftDeleted(invoice=draft))

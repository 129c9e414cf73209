"""Drafts of bills: saving, replacing and deleting them. Posting is in `posting.py`."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from rayafin_desktop.base.errors import Problem, RuleBroken
from rayafin_desktop.engine.commands import Command
from rayafin_desktop.engine.work import Work

from ..billing.content import Saved
from ..billing.rules import DocumentState
from .content import BillContent
from .drafting import drafted, line_rows, sources_for
from .model import BillLine, PurchaseDocument, PurchaseKind
from .posting import new_document


@dataclass(frozen=True, kw_only=True)
class SaveBillDraft(BillContent, Command[Saved]):
    """Make a draft bill, or replace the draft with this id; the editor sends it as one types.

    A draft may be incomplete but not impossible: what cannot be worked out is refused.
    """

    permission: ClassVar[str] = "bill.draft"
    id: UUID | None = None
    version: int | None = None


@dataclass(frozen=True, kw_only=True)
class DeleteBillDraft(Command[None]):
    """Delete a draft. It never had a number, so none is missed."""

    permission: ClassVar[str] = "bill.draft"
    id: UUID


def save_bill_draft(command: SaveBillDraft, work: Work) -> Saved:
    sources = sources_for(work, command)
    worked = drafted(work, command, sources)
    if worked.problems:
        raise RuleBroken(worked.problems)
    if command.id is None:
        saved = work.add(new_document(work, PurchaseKind.BILL, worked))
        work.insert_many(line_rows(work.company_id, saved.id, command, worked, sources))
    else:
        loaded = draft_of(work, command.id)
        version = loaded.version if command.version is None else command.version
        fields = {**worked.fields, "branch_id": command.branch_id or loaded.branch_id, "version": version}
        saved = work.save(dataclasses.replace(loaded, **fields))
        work.replace_parts(BillLine, saved.id, line_rows(work.company_id, saved.id, command, worked, sources))
    return Saved(id=saved.id, version=saved.version, total_minor=saved.total_minor)


def draft_of(work: Work, bill_id: UUID) -> PurchaseDocument:
    """The draft with this id; RuleBroken `bill.already_posted` once it is one no more."""
    document = work.get(PurchaseDocument, bill_id)
    if document.state is not DocumentState.DRAFT:
        raise RuleBroken([Problem("bill.already_posted", "id", {"number": document.number or ""})])
    return document


def delete_bill_draft(command: DeleteBillDraft, work: Work) -> None:
    work.remove(draft_of(work, command.id))

"""Taking back from a bill: which lines go back to the supplier, how much of each, and why."""

from __future__ import annotations

from uuid import UUID

from rayafin_desktop.desktop.screens.invoice.note_editor import Creditables, NoteEditor, NoteKind
from rayafin_desktop.desktop.wording import tr
from rayafin_desktop.desktop.workspace import Workspace
from rayafin_desktop.engine.work import Read
from rayafin_desktop.features.billing.crediting import remaining_of
from rayafin_desktop.features.purchases.debit_notes import IssueDebitNote, debitable, debited_lines
from rayafin_desktop.features.purchases.queries import bill_detail


def read_debitables(read: Read, bill_id: UUID) -> Creditables:
    """What can still be taken back of a bill."""
    detail = bill_detail(read, bill_id)
    taken = debited_lines(read, bill_id)
    whole = {line.line_no: debitable(line) for line in detail.lines}
    inclusive = detail.document.prices_include_tax
    return Creditables(
        detail=detail,
        whole=whole,
        remaining={number: remaining_of(one, taken.get(number, ())) for number, one in whole.items()},
        inclusive={line.line_no: inclusive and not line.own_taxes for line in detail.lines},
    )


def _kind() -> NoteKind:
    return NoteKind(
        documents=tr("Bills"),
        documents_key="bills",
        editor_key="bill.editor",
        title=tr("Debit note"),
        everything=tr("Take back all that remains"),
        post=tr("Post debit note"),
        reason_hint=tr("Returned, short weight, price agreed later …"),
        available=tr("Can be taken back"),
        now=tr("Take back now"),
        now_in_line=lambda n: tr("Take back now, line {n}", n=n),
        whole=tr("Debit"),
        nothing=tr("Say how much of a line goes back, or take back all that remains."),
        posted=lambda number: tr("Debit note {number} posted", number=number),
        read=read_debitables,
        command=lambda id_, day, reason, lines: IssueDebitNote(
            bill_id=id_, issued_on=day, reason=reason, lines=lines
        ),
    )


class DebitNoteEditor(NoteEditor):
    """For the bill `id`. Every line begins with nothing taken back."""

    key = "debit_note.editor"
    nav_key = "bills"

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace, _kind())

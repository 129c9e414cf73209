"""Crediting an invoice: which lines come back, how much of each, and why."""

from __future__ import annotations

from uuid import UUID

from rayafin_desktop.desktop.wording import tr
from rayafin_desktop.desktop.workspace import Workspace
from rayafin_desktop.engine.work import Read
from rayafin_desktop.features.billing.credit_notes import PostCreditNote, creditable, credited_lines
from rayafin_desktop.features.billing.crediting import remaining_of
from rayafin_desktop.features.billing.queries import invoice_detail

from .note_editor import Creditables, NoteEditor, NoteKind


def read_creditables(read: Read, invoice_id: UUID) -> Creditables:
    """What can still be credited of an invoice."""
    detail = invoice_detail(read, invoice_id)
    credited = credited_lines(read, invoice_id)
    whole = {line.line_no: creditable(line) for line in detail.lines}
    return Creditables(
        detail=detail,
        whole=whole,
        remaining={number: remaining_of(one, credited.get(number, ())) for number, one in whole.items()},
        inclusive=dict.fromkeys(whole, detail.document.prices_include_tax),
    )


def _kind() -> NoteKind:
    return NoteKind(
        documents=tr("Invoices"),
        documents_key="invoices",
        editor_key="invoice.editor",
        title=tr("Credit note"),
        everything=tr("Credit all that remains"),
        post=tr("Post credit note"),
        reason_hint=tr("Returned, damaged, price agreed later …"),
        available=tr("Can be credited"),
        now=tr("Credit now"),
        now_in_line=lambda n: tr("Credit now, line {n}", n=n),
        whole=tr("Credit"),
        nothing=tr("Say how much of a line is credited, or credit all that remains."),
        posted=lambda number: tr("Credit note {number} posted", number=number),
        read=read_creditables,
        command=lambda id_, day, reason, lines: PostCreditNote(
            invoice_id=id_, issued_on=day, reason=reason, lines=lines
        ),
    )


class CreditNoteEditor(NoteEditor):
    """For the invoice `id`. Every line begins with nothing credited."""

    key = "credit_note.editor"
    nav_key = "invoices"

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace, _kind())

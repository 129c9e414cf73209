"""What a command did when it was tried: the document and the journal lines an approver decides about."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from rayafin_desktop.base.quantity import plain
from rayafin_desktop.engine.work import Read, Work

from ..billing.model import InvoiceLine, SalesDocument
from ..ledger.model import JournalEntry, Leg
from ..ledger.queries import accounts
from ..parties.model import Party
from ..payments.model import Payment


def picture_of(work: Work, entries: Sequence[JournalEntry], about: JournalEntry) -> dict[str, Any]:
    """Plain JSON: `party`, `facts` as [label, kind, value], `lines` of the document, `legs` of every entry.

    A fact's kind is that of a column (`date`, `money`, `text`); numbers given while trying are left out.
    """
    legs = work.recorder.rows_added(Leg)
    parties = work.by_ids(Party, (leg.party_id for leg in legs if leg.party_id is not None))
    chart = accounts(work)
    order = {entry.id: at for at, entry in enumerate(entries)}
    party, facts, lines = _document(work, about)
    if not party:
        party = next((parties[leg.party_id].name for leg in legs if leg.party_id in parties), "")
    return {
        "party": party,
        "facts": facts,
        "lines": lines,
        "entries": [[entry.kind, entry.posted_on.isoformat(), entry.total_minor] for entry in entries],
        "legs": [
            [
                order.get(leg.entry_id, 0),
                chart.by_id[leg.account_id].code,
                chart.by_id[leg.account_id].name,
                parties[leg.party_id].name if leg.party_id in parties else leg.memo,
                leg.base_minor,
            ]
            for leg in legs
        ],
    }


def _document(read: Read, entry: JournalEntry) -> tuple[str, list[list[Any]], list[list[Any]]]:
    """Party, facts and lines of the document an entry was posted for."""
    match entry.source_kind:
        case "invoice" if entry.source_id is not None:
            return _sales(read, entry.source_id)
        case "payment" if entry.source_id is not None:
            return _payment(read, entry.source_id)
    return "", [["Date", "date", entry.posted_on.isoformat()], ["Narration", "text", entry.narration]], []


def _sales(read: Read, id_: UUID) -> tuple[str, list[list[Any]], list[list[Any]]]:
    document = read.get(SalesDocument, id_)
    facts: list[list[Any]] = [
        ["Date", "date", document.issued_on.isoformat()],
        ["Due", "date", document.due_on.isoformat()],
        ["Reference", "text", document.reference],
        ["Net", "money", [document.net_minor, document.currency]],
        ["Tax", "money", [document.tax_minor, document.currency]],
        ["Total", "money", [document.total_minor, document.currency]],
    ]
    lines: list[list[Any]] = [
        [
            line.description.partition("\n")[0],
            f"{plain(line.quantity)} {line.unit}".strip(),
            plain(line.unit_price),
            line.total_minor,
            document.currency,
        ]
        for line in read.parts(InvoiceLine, id_)
    ]
    return document.buyer_name, facts, lines


def _payment(read: Read, id_: UUID) -> tuple[str, list[list[Any]], list[list[Any]]]:
    payment = read.get(Payment, id_)
    account = accounts(read).by_id[payment.account_id] if payment.account_id is not None else None
    facts: list[list[Any]] = [
        ["Date", "date", payment.dated_on.isoformat()],
        ["Account", "text", f"{account.code} {account.name}" if account is not None else ""],
        ["Reference", "text", payment.reference],
        ["Total", "money", [payment.total_minor, payment.currency]],
    ]
    party = read.get(Party, payment.party_id).name if payment.party_id is not None else ""
    return party, facts, []

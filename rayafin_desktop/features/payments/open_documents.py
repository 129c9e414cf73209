"""Open invoices, bills and notes as payments see them: the same on both sides."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Select, bindparam, func, or_, select

from rayafin_desktop.engine.statements import PreparedStatement
from rayafin_desktop.engine.work import Read

from ..billing.model import SalesDocument
from ..billing.rules import DocumentKind, DocumentState
from ..ledger.model import Leg
from ..ledger.queries import accounts, base_currency
from ..purchases.model import PurchaseDocument, PurchaseKind
from .kinds import SIDE_ACCOUNTS, Side
from .legs import relief_in_base
from .rules import OpenItem

_SALES_NOTES = frozenset({DocumentKind.CREDIT_NOTE})
_PURCHASE_NOTES = frozenset({PurchaseKind.DEBIT_NOTE})


@dataclass(frozen=True, kw_only=True, slots=True)
class OpenDocument:
    """An open item with what the ledger needs to relieve it at its own rate. Amounts are positive."""

    item: OpenItem
    total_minor: int
    base_minor: int
    settled_minor: int

    def relief(self, minor: int) -> int:
        """What settling `minor` more takes off its account in the company's currency."""
        after = self.settled_minor + minor
        return relief_in_base(self.total_minor, self.base_minor, self.settled_minor, after)


def open_documents(
    read: Read,
    side: Side,
    *,
    party_id: UUID | None = None,
    ids: Collection[UUID] | None = None,
    notes: bool = False,
    settled_too: bool = False,
) -> Mapping[UUID, OpenDocument]:
    """Posted documents by id: all open ones of a party, or of `ids` those open, or with `settled_too` all.

    Invoices on one side, bills and expenses on the other; with `notes` credit or debit notes instead.
    """
    rows: Sequence[Any]
    if ids is None:
        rows = read.fetch(_OPEN[side, notes], company=read.company_id, party=party_id)
    elif side is Side.RECEIVABLE:
        # As entities: `settle` is about to save them.
        rows = [
            one
            for one in read.by_ids(SalesDocument, ids).values()
            if (one.kind in _SALES_NOTES) is notes
            and one.state is DocumentState.POSTED
            and (settled_too or one.open_minor)
        ]
    else:
        rows = [
            one
            for one in read.by_ids(PurchaseDocument, ids).values()
            if (one.kind in _PURCHASE_NOTES) is notes
            and one.state is DocumentState.POSTED
            and (settled_too or one.open_minor)
        ]
    own = base_currency(read)
    booked = _booked(read, side, [row.entry_id for row in rows if row.currency != own])
    return {
        row.id: OpenDocument(
            item=OpenItem(
                document_id=row.id,
                number=row.number,
                party_id=row.party_id,
                currency=row.currency,
                dated_on=max(row.issued_on, row.booked_on) if side is Side.PAYABLE else row.issued_on,
                due_on=row.due_on,
                open_minor=row.total_minor - row.settled_minor,
            ),
            total_minor=row.total_minor,
            base_minor=booked[row.entry_id] if row.currency != own else row.total_minor,
            settled_minor=row.settled_minor,
        )
        for row in rows
    }


def _open(cls: Any, kinds: Collection[Any]) -> Select[Any]:
    c = cls.c
    days = (c.issued_on, c.due_on, *((c.booked_on,) if cls is PurchaseDocument else ()))
    return select(
        c.id, c.number, c.party_id, c.currency, *days, c.total_minor, c.settled_minor, c.entry_id
    ).where(
        c.company_id == bindparam("company"),
        c.party_id == bindparam("party"),
        or_(*(c.kind == kind for kind in kinds)),
        c.state == DocumentState.POSTED,
        c.settled_minor < c.total_minor,
    )


_OPEN: Mapping[tuple[Side, bool], PreparedStatement] = {
    (Side.RECEIVABLE, False): PreparedStatement(_open(SalesDocument, (DocumentKind.INVOICE,))),
    (Side.RECEIVABLE, True): PreparedStatement(_open(SalesDocument, tuple(_SALES_NOTES))),
    (Side.PAYABLE, False): PreparedStatement(
        _open(PurchaseDocument, (PurchaseKind.BILL, PurchaseKind.EXPENSE))
    ),
    (Side.PAYABLE, True): PreparedStatement(_open(PurchaseDocument, tuple(_PURCHASE_NOTES))),
}


def _booked(read: Read, side: Side, entry_ids: Collection[UUID]) -> Mapping[UUID, int]:
    """What entries put on the receivable or payable, in the company's currency, without its sign."""
    if not entry_ids:
        return {}
    control = accounts(read).by_role[SIDE_ACCOUNTS[side].control]
    c = Leg.c
    statement = (
        select(c.entry_id, func.sum(c.base_minor).label("base_minor"))
        .where(c.company_id == read.company_id, c.entry_id.in_(entry_ids), c.account_id == control.id)
        .group_by(c.entry_id)
    )
    return {row.entry_id: abs(int(row.base_minor)) for row in read.fetch(statement)}

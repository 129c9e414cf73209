"""Open invoices as payments see them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Select, bindparam, select

from rayafin_desktop.engine.statements import PreparedStatement
from rayafin_desktop.engine.work import Read

from ..billing.model import SalesDocument
from ..billing.rules import DocumentKind, DocumentState
from ..ledger.model import Leg
from ..ledger.queries import accounts, base_currency
from ..ledger.roles import AccountRole
from .legs import relief_in_base
from .rules import OpenItem


@dataclass(frozen=True, kw_only=True, slots=True)
class Receivable:
    """An open item with what the ledger needs to relieve it at its own rate."""

    item: OpenItem
    total_minor: int
    base_minor: int
    settled_minor: int

    def relief(self, minor: int) -> int:
        """What settling `minor` more takes off the receivable in the company's currency."""
        after = self.settled_minor + minor
        return relief_in_base(self.total_minor, self.base_minor, self.settled_minor, after)


def receivables(
    read: Read,
    *,
    party_id: UUID | None = None,
    ids: Collection[UUID] | None = None,
    settled_too: bool = False,
) -> Mapping[UUID, Receivable]:
    """Posted invoices by id: all open ones of a party, or of `ids` those open, or with `settled_too` all."""
    rows: Sequence[Any]
    if ids is None:
        rows = read.fetch(_OPEN, company=read.company_id, party=party_id)
    else:
        # As entities: `settle` is about to save them.
        rows = [
            one
            for one in read.by_ids(SalesDocument, ids).values()
            if one.kind is DocumentKind.INVOICE
            and one.state is DocumentState.POSTED
            and (settled_too or one.open_minor)
        ]
    own = base_currency(read)
    booked = _booked(read, [row.entry_id for row in rows if row.currency != own])
    return {
        row.id: Receivable(
            item=OpenItem(
                document_id=row.id,
                number=row.number,
                party_id=row.party_id,
                currency=row.currency,
                dated_on=row.issued_on,
                due_on=row.due_on,
                open_minor=row.total_minor - row.settled_minor,
            ),
            total_minor=row.total_minor,
            base_minor=booked[row.entry_id] if row.currency != own else row.total_minor,
            settled_minor=row.settled_minor,
        )
        for row in rows
    }


def _open() -> Select[Any]:
    c = SalesDocument.c
    return select(
        c.id, c.number, c.party_id, c.currency, c.issued_on, c.due_on,
        c.total_minor, c.settled_minor, c.entry_id,
    ).where(
        c.company_id == bindparam("company"),
        c.party_id == bindparam("party"),
        c.kind == DocumentKind.INVOICE,
        c.state == DocumentState.POSTED,
        c.settled_minor < c.total_minor,
    )  # fmt: skip


_OPEN = PreparedStatement(_open())


def _booked(read: Read, entry_ids: Collection[UUID]) -> Mapping[UUID, int]:
    """What entries put on the receivable, in the company's currency."""
    if not entry_ids:
        return {}
    receivable = accounts(read).by_role[AccountRole.RECEIVABLE]
    c = Leg.c
    statement = select(c.entry_id, c.base_minor).where(
        c.company_id == read.company_id, c.entry_id.in_(entry_ids), c.account_id == receivable.id
    )
    return {row.entry_id: row.base_minor for row in read.fetch(statement)}

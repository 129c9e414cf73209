"""Open invoices as payments see them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import Select, bindparam, select

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
    """Posted invoices by id: those of a party, or exactly these, only open ones unless `settled_too`."""
    values: dict[str, object] = {"company": read.company_id}
    if party_id is not None:
        values["party"] = party_id
    if ids is not None:
        values["ids"] = list(ids)
    rows = read.execute(_statement(party_id is not None, ids is not None, settled_too), values).all()
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


@cache
def _statement(by_party: bool, by_ids: bool, settled_too: bool) -> Select[Any]:
    """The SELECT of invoices, made once: building it costs more than running it."""
    c = SalesDocument.c
    statement = select(
        c.id, c.number, c.party_id, c.currency, c.issued_on, c.due_on,
        c.total_minor, c.settled_minor, c.entry_id,
    ).where(
        c.company_id == bindparam("company"),
        c.kind == DocumentKind.INVOICE,
        c.state == DocumentState.POSTED,
    )  # fmt: skip
    if not settled_too:
        statement = statement.where(c.settled_minor < c.total_minor)
    if by_party:
        statement = statement.where(c.party_id == bindparam("party"))
    if by_ids:
        statement = statement.where(c.id.in_(bindparam("ids", expanding=True)))
    return statement


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

"""What must always be true of claims."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import and_, or_, select

from rayafin_desktop.engine.feature import Check, Fault
from rayafin_desktop.engine.read import Read

from ..billing.model import SalesDocument
from ..deliveries.model import Delivery
from .model import Claim, Resolution

_SHOWN = 20


def papers_are_what_was_agreed(read: Read) -> Sequence[Fault]:
    """The credit note of a settled claim is posted for the agreed amount, unless it was voided since."""
    c, d = Claim.c, SalesDocument.c
    rows = read.fetch(
        select(c.number, c.agreed_minor, d.net_minor, d.tax_minor, d.prices_include_tax)
        .join_from(
            Claim.mapping.table,
            SalesDocument.mapping.table,
            and_(d.company_id == c.company_id, d.id == c.invoice_id),
        )
        .where(c.company_id == read.company_id, c.resolution == Resolution.ALLOWANCE)
    )
    return [
        Fault("claims.papers", f"{row.number}: agreed {row.agreed_minor}, credited {credited}")
        for row in rows
        for credited in (row.net_minor + (row.tax_minor if row.prices_include_tax else 0),)
        if credited != row.agreed_minor
    ][:_SHOWN]


def claims_are_of_their_contract(read: Read) -> Sequence[Fault]:
    """The lorry a claim is about is one of its contract, and no day lies before the one before it."""
    c, d = Claim.c, Delivery.c
    rows = read.fetch(
        select(c.number)
        .join_from(
            Claim.mapping.table,
            Delivery.mapping.table,
            and_(d.company_id == c.company_id, d.id == c.delivery_id),
            isouter=True,
        )
        .where(
            c.company_id == read.company_id,
            or_(
                and_(d.id.is_not(None), d.trade_id != c.trade_id),
                c.due_on < c.opened_on,
                c.settled_on < c.opened_on,
            ),
        )
        .limit(_SHOWN)
    )
    return [Fault("claims.contract", f"{number}: lorry or days do not fit") for (number,) in rows]


CHECKS = (
    Check("claims.papers", papers_are_what_was_agreed),
    Check("claims.contract", claims_are_of_their_contract),
)

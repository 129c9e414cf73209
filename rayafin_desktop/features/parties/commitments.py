"""What parties have ordered and was not invoiced yet: told by orders, read where credit is looked at."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select

from rayafin_desktop.engine.work import Read, Work

from .model import party_commitments


def add_commitment(work: Work, party_id: UUID, orders_minor: int) -> None:
    """Add to what is ordered and not invoiced, in minor units of the company's currency."""
    work.bump(party_commitments, {"party_id": party_id}, {"orders_minor": orders_minor})


def ordered_by(read: Read, party_id: UUID) -> int:
    """What a party has ordered that is neither invoiced nor in a draft, in the company's minor units."""
    c = party_commitments.c
    statement = select(c.orders_minor).where(c.company_id == read.company_id, c.party_id == party_id)
    return int(read.scalar(statement) or 0)

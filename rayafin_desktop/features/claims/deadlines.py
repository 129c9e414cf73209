"""Until when a claim can be raised: the contract's days, counted from the delivery."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from rayafin_desktop.engine.read import Read

from ..deliveries.model import Delivery, DeliveryState
from ..trades.model import Trade
from .working_days import deadline


@dataclass(frozen=True, slots=True)
class ClaimWindow:
    """The day the days are counted from, and the last day."""

    counted_from: date
    last: date


def claim_window(read: Read, trade: Trade, delivery: Delivery | None = None) -> ClaimWindow | None:
    """When claims on a lorry, or on the last one of a contract, can be raised.

    None where the contract agrees no days, or nothing is delivered yet.
    """
    if trade.claim_days is None:
        return None
    start = _last_delivery(read, trade) if delivery is None else delivery.delivered_on
    if start is None:
        return None
    last = deadline(read, start, trade.claim_days, in_working_days=trade.claim_working_days)
    return ClaimWindow(start, last)


def _last_delivery(read: Read, trade: Trade) -> date | None:
    c = Delivery.c
    found: date | None = read.scalar(
        select(func.max(c.delivered_on)).where(
            c.company_id == read.company_id,
            c.trade_id == trade.id,
            c.state == DeliveryState.DELIVERED,
            c.deleted_at.is_(None),
        )
    )
    return found

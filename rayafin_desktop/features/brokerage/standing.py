"""Where a contract stands, as the brokerage formula reads it."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import func, select, true

from rayafin_desktop.engine.read import Read

from ..claims.queries import agreed_allowances
from ..deliveries.model import Delivery, DeliveryState
from ..trades.model import Trade
from .rules import Goods


def delivered_of(trade: Trade) -> Goods:
    """What was delivered of a contract."""
    return Goods(minor=trade.delivered_minor, kg=trade.delivered_kg, packages=trade.delivered_packages)


def expected_of(trade: Trade) -> Goods:
    """The whole of a contract by its estimate; packages where it counts them or says what one weighs."""
    packages = 0
    if trade.unit.is_count:
        packages = int(trade.quantity or 0)
    elif trade.package_kg:
        packages = int(trade.est_weight_kg / trade.package_kg)
    return Goods(minor=trade.est_value_minor, kg=trade.est_weight_kg, packages=packages)


def allowed_minor(read: Read, trade_id: UUID, *, without: UUID | None = None) -> int:
    """What is allowed for the quality of what was delivered: with the lorries, and by settled claims.

    `without` is a lorry that is being taken back and counts no more.
    """
    c = Delivery.c
    found = read.scalar(
        select(func.coalesce(func.sum(c.allowance_minor), 0)).where(
            c.company_id == read.company_id,
            c.trade_id == trade_id,
            c.state == DeliveryState.DELIVERED,
            c.deleted_at.is_(None),
            c.id != without if without is not None else true(),
        )
    )
    return int(found or 0) + agreed_allowances(read, trade_id)

"""What deliveries tell a contract: how much came, and from which lots. The state follows from it."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from decimal import Decimal
from uuid import UUID

from rayafin_desktop.base.errors import Problem, RuleBroken
from rayafin_desktop.base.quantity import plain
from rayafin_desktop.engine.work import Read, Work

from ..lots.reserving import deliver, undeliver
from .happenings import TradeDelivered, TradeDeliveryTakenBack
from .lot_lines import released
from .model import Trade, TradeLot
from .quantities import delivered_quantity
from .rules import FOLLOWS, RUNNING, TradeState, most, state_of, to_millionths


def take_delivery(
    work: Work,
    trade_id: UUID,
    lots: Sequence[tuple[UUID, int]],
    kg: Decimal,
    goods_minor: int,
    packages: int,
    *,
    delivery_id: UUID | None = None,
) -> Trade:
    """Count a delivery to its contract and move its lots from reserved to delivered (`lots.reserving`).

    `kg` is the billed weight and `goods_minor` its value in the contract's currency. Once the delivered
    quantity lies within the tolerance the contract is DELIVERED, by itself. Asks before more is delivered
    than the tolerance allows (`trade.over_delivered`). Announces `TradeDelivered`.
    """
    trade = work.get(Trade, trade_id, field="trade_id")
    if trade.state not in FOLLOWS:
        raise RuleBroken([Problem("trade.not_running", "trade_id", {"number": trade.number})])
    _move_lots(work, trade, lots, 1)
    after = _counted(work, trade, kg, goods_minor, packages)
    _ask_over(work, after)
    saved = work.save(after)
    work.announce(
        TradeDelivered(
            trade=saved,
            kg=kg,
            goods_minor=goods_minor,
            packages=packages,
            lots=tuple(lots),
            delivery_id=delivery_id,
        )
    )
    return saved


def give_back_delivery(
    work: Work,
    trade_id: UUID,
    lots: Sequence[tuple[UUID, int]],
    kg: Decimal,
    goods_minor: int,
    packages: int,
    *,
    delivery_id: UUID | None = None,
) -> Trade:
    """Take back what `take_delivery` counted with the same figures; its lots are reserved again.

    Of a contract that was closed meanwhile the lots go back to be sold, and its state stays. Announces
    `TradeDeliveryTakenBack`.
    """
    trade = work.get(Trade, trade_id, field="trade_id")
    _move_lots(work, trade, lots, -1)
    saved = work.save(_counted(work, trade, -kg, -goods_minor, -packages))
    work.announce(
        TradeDeliveryTakenBack(
            trade=saved,
            kg=kg,
            goods_minor=goods_minor,
            packages=packages,
            lots=tuple(lots),
            delivery_id=delivery_id,
        )
    )
    return saved


def _counted(work: Work, trade: Trade, kg: Decimal, goods_minor: int, packages: int) -> Trade:
    """The contract with a delivery counted in, or out where the figures are negative."""
    after = dataclasses.replace(
        trade,
        delivered_kg=trade.delivered_kg + kg,
        delivered_packages=trade.delivered_packages + packages,
        delivered_minor=trade.delivered_minor + goods_minor,
    )
    if after.delivered_kg < 0 or after.delivered_packages < 0:
        raise RuleBroken([Problem("trade.not_delivered", "trade_id", {"number": trade.number})])
    if trade.state not in FOLLOWS:
        return after
    return with_state(work, after)


def is_begun(trade: Trade) -> bool:
    """Whether anything was delivered under a contract."""
    return bool(trade.delivered_kg or trade.delivered_packages)


def with_state(read: Read, trade: Trade) -> Trade:
    """The contract with the state that follows from what was delivered; complete, it closes by itself."""
    state = state_of(
        delivered_quantity(trade), is_begun(trade), trade.quantity or Decimal(0), trade.tolerance_percent
    )
    is_done = state is TradeState.DELIVERED
    closed_on = (trade.closed_on or read.today) if is_done else None
    return dataclasses.replace(trade, state=state, closed_on=closed_on, close_reason="")


def _ask_over(work: Work, after: Trade) -> None:
    delivered = delivered_quantity(after)
    quantity = after.quantity or Decimal(0)
    if delivered is None or delivered <= most(quantity, after.tolerance_percent):
        return
    work.confirm(
        "trade.over_delivered",
        "trade.over_delivered",
        field="trade_id",
        number=after.number,
        delivered=plain(to_millionths(delivered)),
        quantity=plain(quantity),
        unit=after.unit.value.lower(),
        tolerance=plain(after.tolerance_percent),
    )


def _move_lots(work: Work, trade: Trade, lots: Sequence[tuple[UUID, int]], sign: int) -> None:
    """Tell the contract's lines and the lots themselves what of them was delivered, or came back."""
    if not lots:
        return
    lines = {line.lot_id: line for line in work.parts(TradeLot, trade.id)}
    for at, (lot_id, packages) in enumerate(lots):
        line = lines.get(lot_id)
        if line is None:
            raise RuleBroken([Problem("trade.lot_not_assigned", f"lots.{at}.lot_id")])
        after = dataclasses.replace(line, delivered=line.delivered + sign * packages)
        if not 0 <= after.delivered <= after.packages - after.released:
            left = line.packages - line.released - line.delivered
            raise RuleBroken([Problem("trade.lot_not_enough", f"lots.{at}.packages", {"left": left})])
        lines[lot_id] = after
        (deliver if sign > 0 else undeliver)(work, lot_id, packages)
    if sign < 0 and trade.state not in (*RUNNING, TradeState.DELIVERED):
        lines = {lot_id: released(work, line) for lot_id, line in lines.items()}
    work.replace_parts(TradeLot, trade.id, list(lines.values()))

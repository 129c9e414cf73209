"""Recording lorries: lifted, delivered, corrected, taken back. Billing them is in `invoicing.py`."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar
from uuid import UUID

from rayafin_desktop.base.errors import Problem, Problems, RuleBroken
from rayafin_desktop.base.money import currency_digits, to_major
from rayafin_desktop.base.quantity import plain
from rayafin_desktop.engine.commands import Command
from rayafin_desktop.engine.work import Read, Work

from ..trades.delivering import give_back_delivery, take_delivery
from ..trades.model import Trade
from ..trades.numbers import take_number
from ..trades.rules import FOLLOWS, Numbered
from .content import ChargeContent, DeductionContent, LorryContent
from .lorries import check_slips, chosen_lots, kept_slips, lorry_values, refuse_if_over, slip_rows
from .model import (
    Delivery,
    DeliveryCharge,
    DeliveryDeduction,
    DeliveryLot,
    DeliveryState,
    DeliveryWeighing,
)
from .reckoning import AllowedLot, Reckoning, ask, reckon
from .rules import WeightRule
from .settings import WEIGHT_RULE


@dataclass(frozen=True, kw_only=True)
class RecordLifting(LorryContent, Command[UUID]):
    """A lorry was loaded under a contract, or (with `id`) what was entered of one on its way changes.

    Its lots stay reserved until it is delivered. Answers the delivery.
    """

    permission: ClassVar[str] = "delivery.save"
    id: UUID | None = None
    version: int | None = None
    trade_id: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class RecordDelivery(LorryContent, Command[UUID]):
    """A lorry was weighed at the buyer's: its weight, deductions and value, counted to the contract.

    With `id` of a lorry on its way, or of a delivery that is not billed, which is reckoned anew; without one
    it is lifted and delivered at once (`trade_id`). `weight_rule` None is as before, else the setting's.
    `deductions` None are those of before, for a new delivery the usual ones; `charges` likewise, else none.
    """

    permission: ClassVar[str] = "delivery.save"
    id: UUID | None = None
    version: int | None = None
    trade_id: UUID | None = None
    delivered_on: date | None = None
    weight_rule: WeightRule | None = None
    deductions: tuple[DeductionContent, ...] | None = None
    charges: tuple[ChargeContent, ...] | None = None


@dataclass(frozen=True, kw_only=True)
class VoidDelivery(Command[None]):
    """Take a lorry back: what it counted to the contract and its lots is as if it had never come.

    Its number stays. A billed one is taken back once its invoice or bill is void.
    """

    permission: ClassVar[str] = "delivery.save"
    id: UUID
    reason: str


def record_lifting(command: RecordLifting, work: Work) -> UUID:
    old = None if command.id is None else work.get(Delivery, command.id)
    trade = _trade_of(work, command.trade_id, old)
    if old is not None and old.state is not DeliveryState.LIFTED:
        raise RuleBroken([Problem("delivery.not_on_the_way", "id", {"number": old.number})])
    problems = Problems()
    values = lorry_values(work, command, trade, old, problems)
    lots, packages = chosen_lots(work, command, trade, old, problems)
    slips = kept_slips(work, command, old)
    check_slips(slips, problems)
    problems.raise_if_any()
    values.setdefault("lifted_on", work.today)
    saved = _saved(work, command, trade, old, values | {"packages": packages})
    work.replace_parts(DeliveryWeighing, saved.id, slip_rows(work, saved.id, slips))
    loaded = [AllowedLot(lot, Decimal(0), 0) for lot in lots]
    work.replace_parts(DeliveryLot, saved.id, _lot_rows(work, saved.id, loaded))
    # The server loads the lots that were on the lorry, not those it would choose meanwhile.
    work.send_as(dataclasses.replace(command, lots=lots, packages=packages))
    return saved.id


def record_delivery(command: RecordDelivery, work: Work) -> UUID:
    old = None if command.id is None else work.get(Delivery, command.id)
    if old is not None:
        refuse_if_over(old)
        if old.state is DeliveryState.DELIVERED:
            _give_back(work, old)
    trade = _trade_of(work, command.trade_id, old)
    problems = Problems()
    values = lorry_values(work, command, trade, old, problems)
    delivered_on = command.delivered_on or (old.delivered_on if old else None) or work.today
    values.setdefault("lifted_on", delivered_on)
    problems.require(delivered_on <= work.today, "delivery.in_the_future", "delivered_on")
    problems.require(values["lifted_on"] <= delivered_on, "delivery.delivered_before_lifted", "delivered_on")
    lots, packages = chosen_lots(work, command, trade, old, problems)
    slips = kept_slips(work, command, old)
    check_slips(slips, problems)
    problems.raise_if_any()
    rule = command.weight_rule or _rule_before(work, old)
    reckoning = reckon(
        work,
        trade,
        slips=slips,
        rule=rule,
        packages=packages,
        lots=lots,
        deductions=_deductions(work, command, old),
        charges=_charges(work, command, trade, old),
    )
    ask(work, trade, reckoning)
    _ask_weight(work, trade, reckoning.net_kg, packages)
    value = reckoning.value
    values |= {
        "state": DeliveryState.DELIVERED,
        "delivered_on": delivered_on,
        "packages": packages,
        "weight_rule": rule,
        "net_kg": reckoning.net_kg,
        "billed_kg": reckoning.billed_kg,
        "goods_minor": value.goods_minor,
        "allowance_minor": value.allowance_minor,
        "charges_minor": value.charges_minor,
        "value_minor": value.value_minor,
    }
    saved = _saved(work, command, trade, old, values)
    work.replace_parts(DeliveryWeighing, saved.id, slip_rows(work, saved.id, slips))
    _keep(work, saved, reckoning)
    loaded = [(one.lot.lot_id, one.lot.packages) for one in reckoning.lots]
    take_delivery(
        work, trade.id, loaded, saved.billed_kg, saved.goods_minor, saved.packages, delivery_id=saved.id
    )
    work.send_as(dataclasses.replace(command, lots=lots, packages=packages))
    return saved.id


def void_delivery(command: VoidDelivery, work: Work) -> None:
    delivery = work.get(Delivery, command.id)
    refuse_if_over(delivery)
    reason = command.reason.strip()
    if not reason:
        raise RuleBroken([Problem("delivery.reason_missing", "reason")])
    if delivery.freight_bill_id is not None:
        raise RuleBroken([Problem("delivery.freight_is_billed", "id", {"number": delivery.number})])
    if delivery.state is DeliveryState.DELIVERED:
        _give_back(work, delivery)
    work.why = reason
    work.save(dataclasses.replace(delivery, state=DeliveryState.VOID, void_reason=reason))


def _trade_of(work: Work, trade_id: UUID | None, old: Delivery | None) -> Trade:
    """The contract of a lorry, which stays; RuleBroken for one that is closed, cancelled or failed."""
    if old is not None:
        trade = work.get(Trade, old.trade_id)
        if trade_id not in (None, old.trade_id):
            raise RuleBroken([Problem("delivery.of_other_trade", "trade_id", {"number": trade.number})])
    elif trade_id is None:
        raise RuleBroken([Problem("delivery.trade_missing", "trade_id")])
    else:
        trade = work.get(Trade, trade_id, field="trade_id")
    if trade.state not in FOLLOWS:
        raise RuleBroken([Problem("trade.not_running", "trade_id", {"number": trade.number})])
    return trade


def _saved(
    work: Work,
    command: RecordLifting | RecordDelivery,
    trade: Trade,
    old: Delivery | None,
    values: dict[str, Any],
) -> Delivery:
    if old is not None:
        version = command.version or old.version
        saved = work.save(dataclasses.replace(old, version=version, **values))
    else:
        saved = work.new(
            Delivery,
            number=take_number(work, Numbered.DELIVERY, values["lifted_on"]),
            trade_id=trade.id,
            currency=trade.currency,
            branch_id=trade.branch_id,
            **values,
        )
    work.index("delivery", saved.id, f"{saved.number} {saved.lorry_no} {saved.lr_no} {trade.number}")
    return saved


def _keep(work: Work, delivery: Delivery, reckoning: Reckoning) -> None:
    """Save the parts that were reckoned."""
    work.replace_parts(DeliveryLot, delivery.id, _lot_rows(work, delivery.id, reckoning.lots))
    work.replace_parts(
        DeliveryDeduction,
        delivery.id,
        [
            DeliveryDeduction(
                company_id=work.company_id,
                delivery_id=delivery.id,
                line_no=line_no,
                kind=one.kind,
                weight_kg=one.weight_kg,
                note=one.note,
            )
            for line_no, one in enumerate(reckoning.deductions, start=1)
        ],
    )
    work.replace_parts(
        DeliveryCharge,
        delivery.id,
        [
            DeliveryCharge(
                company_id=work.company_id,
                delivery_id=delivery.id,
                line_no=line_no,
                name=name,
                amount_minor=minor,
            )
            for line_no, (name, minor) in enumerate(reckoning.charges, start=1)
        ],
    )


def _lot_rows(
    work: Work, delivery_id: UUID, lots: list[AllowedLot] | tuple[AllowedLot, ...]
) -> list[DeliveryLot]:
    return [
        DeliveryLot(
            company_id=work.company_id,
            delivery_id=delivery_id,
            line_no=line_no,
            lot_id=one.lot.lot_id,
            packages=one.lot.packages,
            weight_kg=one.weight_kg,
            allowance_minor=one.allowance_minor,
            why=one.why,
        )
        for line_no, one in enumerate(lots, start=1)
    ]


def _give_back(work: Work, delivery: Delivery) -> None:
    """What a delivery counted to its contract is counted off again."""
    lots = [(one.lot_id, one.packages) for one in work.parts(DeliveryLot, delivery.id)]
    give_back_delivery(
        work,
        delivery.trade_id,
        lots,
        delivery.billed_kg,
        delivery.goods_minor,
        delivery.packages,
        delivery_id=delivery.id,
    )


def _rule_before(work: Read, old: Delivery | None) -> WeightRule:
    if old is not None and old.state is DeliveryState.DELIVERED:
        return old.weight_rule
    return work.setting(WEIGHT_RULE)


def _deductions(
    work: Read, command: RecordDelivery, old: Delivery | None
) -> tuple[DeductionContent, ...] | None:
    if command.deductions is not None or old is None or old.state is not DeliveryState.DELIVERED:
        return command.deductions
    return tuple(
        DeductionContent(kind=one.kind, weight_kg=one.weight_kg, note=one.note)
        for one in work.parts(DeliveryDeduction, old.id)
    )


def _charges(
    work: Read, command: RecordDelivery, trade: Trade, old: Delivery | None
) -> tuple[ChargeContent, ...]:
    if command.charges is not None or old is None:
        return command.charges or ()
    digits = currency_digits(trade.currency)
    return tuple(
        ChargeContent(name=one.name, amount=to_major(one.amount_minor, digits))
        for one in work.parts(DeliveryCharge, old.id)
    )


# How far the mean weight of a package may lie from the contract's before somebody is asked, in percent.
_UNUSUAL_WEIGHT = 25


def _ask_weight(work: Work, trade: Trade, net_kg: Decimal, packages: int) -> None:
    """Ask about a weight that fits no bale: a figure too many or too few on a slip."""
    usual = trade.package_kg
    if not usual or not packages or not trade.unit.is_count:
        return
    mean = net_kg / packages
    if abs(mean - usual) * 100 > usual * _UNUSUAL_WEIGHT:
        work.confirm(
            "delivery.weight_unusual",
            "delivery.weight_unusual",
            field="weighings",
            mean=plain(round(mean, 1)),
            usual=plain(usual),
        )

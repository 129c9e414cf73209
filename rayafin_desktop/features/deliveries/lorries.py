"""What lifting and delivery share: the lorry's fields checked, and which lots are on it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from rayafin_desktop.base.errors import Problem, Problems, RuleBroken
from rayafin_desktop.base.money import currency_digits, is_exact, to_minor
from rayafin_desktop.engine.work import Read, Work

from ..parties.model import Party
from ..trades.lot_lines import open_packages
from ..trades.model import Trade, TradeLot
from .content import LoadedLot, LorryContent, SlipContent
from .model import Delivery, DeliveryLot, DeliveryState, DeliveryWeighing

_TEXTS = ("lorry_no", "lr_no", "driver_phone", "seller_bill_no", "notes")


def lorry_values(
    work: Work, content: LorryContent, trade: Trade, old: Delivery | None, problems: Problems
) -> dict[str, Any]:
    """The columns of the lorry that were entered, checked; what was not entered is left out."""
    values: dict[str, Any] = {}
    for name in _TEXTS:
        text = getattr(content, name)
        if text is not None:
            values[name] = text.strip()
    if "lorry_no" in values:
        values["lorry_no"] = values["lorry_no"].upper()
    if content.transporter_id is not None:
        values["transporter_id"] = work.get(Party, content.transporter_id, field="transporter_id").id
    if content.seller_bill_on is not None:
        values["seller_bill_on"] = content.seller_bill_on
    lifted_on: date | None = content.lifted_on or (old.lifted_on if old else None)
    if lifted_on is not None:
        values["lifted_on"] = lifted_on
        problems.require(lifted_on <= work.today, "delivery.in_the_future", "lifted_on")
    digits = currency_digits(trade.currency)
    for name in ("freight", "freight_advance"):
        amount = getattr(content, name)
        if amount is not None and exact_amount(amount, digits, name, problems):
            problems.require(amount >= 0, "delivery.freight_negative", name)
            values[f"{name}_minor"] = to_minor(amount, digits)
    freight = values.get("freight_minor", old.freight_minor if old else 0)
    advance = values.get("freight_advance_minor", old.freight_advance_minor if old else 0)
    problems.require(0 <= advance <= max(freight, 0), "delivery.advance_too_large", "freight_advance")
    return values


def exact_amount(amount: Decimal, digits: int, field: str, problems: Problems) -> bool:
    """Whether an amount has no more decimals than its currency; a problem otherwise."""
    return problems.require(is_exact(amount, digits), "delivery.amount_too_fine", field)


def chosen_lots(
    work: Work, content: LorryContent, trade: Trade, old: Delivery | None, problems: Problems
) -> tuple[tuple[LoadedLot, ...], int]:
    """The lots on the lorry and its packages, both as entered, as before, or where there is no choice."""
    before = work.parts(DeliveryLot, old.id) if old else []
    known = tuple(LoadedLot(lot_id=one.lot_id, packages=one.packages) for one in before)
    same_load = content.packages is None or (old is not None and content.packages == old.packages)
    if content.lots is not None:
        lots = content.lots
    elif old is not None and known and same_load:
        lots = known
    else:
        lots = _without_choice(work, trade, old, content.packages, problems)
    _check_lots(work, trade, lots, old, problems)
    loaded = sum(one.packages for one in lots)
    if content.packages is not None:
        packages = content.packages
    else:
        packages = loaded if lots or old is None else old.packages
    problems.require(packages >= 0, "delivery.packages_negative", "packages")
    if lots:
        problems.require(packages == loaded, "delivery.packages_differ", "packages", loaded=loaded)
    return lots, packages


def _without_choice(
    work: Read, trade: Trade, old: Delivery | None, packages: int | None, problems: Problems
) -> tuple[LoadedLot, ...]:
    """The lots a lorry can only have: of one lot, or all that is left of several."""
    left = [(line.lot_id, count) for line, count in _left(work, trade, old) if count > 0]
    if not left:
        return ()
    whole = sum(count for _, count in left)
    if packages is None or packages == whole:
        return tuple(LoadedLot(lot_id=lot_id, packages=count) for lot_id, count in left)
    if len(left) == 1:
        return (LoadedLot(lot_id=left[0][0], packages=packages),)
    problems.add("delivery.lots_missing", "lots")
    return ()


def _check_lots(
    work: Read, trade: Trade, lots: Sequence[LoadedLot], old: Delivery | None, problems: Problems
) -> None:
    """Each lot is the contract's, once, with no more than is left of it beside lorries on their way."""
    left = {line.lot_id: count for line, count in _left(work, trade, old)}
    seen: set[UUID] = set()
    for at, one in enumerate(lots):
        field = f"lots.{at}"
        if one.lot_id in seen:
            problems.add("delivery.lot_twice", f"{field}.lot_id")
        elif one.lot_id not in left:
            problems.add("trade.lot_not_assigned", f"{field}.lot_id")
        elif one.packages <= 0:
            problems.add("lot.packages_not_positive", f"{field}.packages")
        elif one.packages > left[one.lot_id]:
            problems.add("trade.lot_not_enough", f"{field}.packages", left=max(0, left[one.lot_id]))
        seen.add(one.lot_id)


def _left(read: Read, trade: Trade, old: Delivery | None) -> list[tuple[TradeLot, int]]:
    """What is left of each lot of a contract for this lorry: undelivered, and on no other lorry."""
    taken = on_the_way(read, trade.id, except_id=old.id if old else None)
    return [
        (line, open_packages(line) - taken.get(line.lot_id, 0)) for line in read.parts(TradeLot, trade.id)
    ]


def on_the_way(read: Read, trade_id: UUID, *, except_id: UUID | None = None) -> dict[UUID, int]:
    """Packages of each lot on lorries that have been lifted and are not yet weighed at the buyer's."""
    lifted = read.all(Delivery, Delivery.c.trade_id == trade_id, Delivery.c.state == DeliveryState.LIFTED)
    found: dict[UUID, int] = {}
    for delivery in lifted:
        if delivery.id != except_id:
            for one in read.parts(DeliveryLot, delivery.id):
                found[one.lot_id] = found.get(one.lot_id, 0) + one.packages
    return found


def check_slips(slips: Sequence[SlipContent], problems: Problems) -> None:
    """A problem for each slip that cannot be: nothing was loaded, or a weight is below zero."""
    for at, slip in enumerate(slips):
        fits = 0 <= slip.tare_kg < slip.gross_kg
        problems.require(fits, "delivery.slip_weights", f"weighings.{at}.gross_kg")


def slip_rows(work: Work, delivery_id: UUID, slips: Sequence[SlipContent]) -> list[DeliveryWeighing]:
    """The rows of weighbridge slips."""
    return [
        DeliveryWeighing(
            company_id=work.company_id,
            delivery_id=delivery_id,
            line_no=line_no,
            at=slip.at,
            slip_no=slip.slip_no.strip(),
            weighed_on=slip.weighed_on,
            bridge=slip.bridge.strip(),
            gross_kg=slip.gross_kg,
            tare_kg=slip.tare_kg,
        )
        for line_no, slip in enumerate(slips, start=1)
    ]


def kept_slips(work: Read, content: LorryContent, old: Delivery | None) -> tuple[SlipContent, ...]:
    """The slips as entered, or those that were entered before."""
    if content.weighings is not None or old is None:
        return content.weighings or ()
    return tuple(
        SlipContent(
            at=row.at,
            slip_no=row.slip_no,
            weighed_on=row.weighed_on,
            bridge=row.bridge,
            gross_kg=row.gross_kg,
            tare_kg=row.tare_kg,
        )
        for row in work.parts(DeliveryWeighing, old.id)
    )


def refuse_if_over(delivery: Delivery) -> None:
    """RuleBroken for a delivery that was taken back, or billed: then its paper is corrected first."""
    if delivery.state is DeliveryState.VOID:
        raise RuleBroken([Problem("delivery.is_void", "id", {"number": delivery.number})])
    if delivery.invoice_id is not None or delivery.bill_id is not None:
        raise RuleBroken([Problem("delivery.is_billed", "id", {"number": delivery.number})])

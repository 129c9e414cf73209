"""What must always be true of deliveries."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from typing import TypeVar
from uuid import UUID

from sqlalchemy import select

from rayafin_desktop.engine.entity import Part, parent_field
from rayafin_desktop.engine.feature import Check, Fault
from rayafin_desktop.engine.work import Read

from ..lots.model import Lot
from ..trades.model import Trade, TradeLot
from .model import Delivery, DeliveryCharge, DeliveryDeduction, DeliveryLot, DeliveryState

P = TypeVar("P", bound=Part)


def deliveries_add_up(read: Read) -> Sequence[Fault]:
    """Billed = net - deductions = the lots' shares; value = goods - allowance + charges, by their parts."""
    deductions = _sums(read, DeliveryDeduction, lambda one: one.weight_kg)
    charges = _sums(read, DeliveryCharge, lambda one: Decimal(one.amount_minor))
    shares = _sums(read, DeliveryLot, lambda one: one.weight_kg)
    allowed = _sums(read, DeliveryLot, lambda one: Decimal(one.allowance_minor))
    packages = _sums(read, DeliveryLot, lambda one: Decimal(one.packages))
    zero, faults = Decimal(0), []
    for one in _delivered(read):
        pairs = {
            "billed weight": (one.billed_kg, one.net_kg - deductions.get(one.id, zero)),
            "charges": (Decimal(one.charges_minor), charges.get(one.id, zero)),
            "value": (one.value_minor, one.goods_minor - one.allowance_minor + one.charges_minor),
        }
        if one.id in shares:
            pairs["weight of lots"] = (one.billed_kg, shares[one.id])
            pairs["packages of lots"] = (Decimal(one.packages), packages[one.id])
            pairs["allowance"] = (
                Decimal(one.allowance_minor),
                min(allowed[one.id], Decimal(one.goods_minor)),
            )
        faults += [
            Fault("deliveries", f"{one.number}: {what} {found}, should be {wanted}")
            for what, (found, wanted) in pairs.items()
            if found != wanted
        ]
    return faults


def trades_are_told(read: Read) -> Sequence[Fault]:
    """What contracts count as delivered is what their lorries brought."""
    told: dict[UUID, tuple[Decimal, int, int]] = {}
    for one in _delivered(read):
        kg, packages, goods = told.get(one.trade_id, (Decimal(0), 0, 0))
        told[one.trade_id] = (kg + one.billed_kg, packages + one.packages, goods + one.goods_minor)
    faults = []
    for trade in read.all(Trade, order_by=(Trade.c.number,)):
        wanted = told.get(trade.id, (Decimal(0), 0, 0))
        found = (trade.delivered_kg, trade.delivered_packages, trade.delivered_minor)
        if found != wanted:
            evidence = f"{trade.number}: delivered {found}, lorries brought {wanted}"
            faults.append(Fault("delivered_to_trades", evidence))
    return faults


def lots_are_told(read: Read) -> Sequence[Fault]:
    """What is promised and gone of each lot is what contracts hold of it, and lorries brought."""
    reserved: dict[UUID, int] = {}
    delivered: dict[UUID, int] = {}
    for line in _parts(read, TradeLot):
        left = line.packages - line.delivered - line.released
        reserved[line.lot_id] = reserved.get(line.lot_id, 0) + left
        delivered[line.lot_id] = delivered.get(line.lot_id, 0) + line.delivered
    brought: dict[UUID, int] = {}
    of_delivered = {one.id for one in _delivered(read)}
    for part in _parts(read, DeliveryLot):
        if part.delivery_id in of_delivered:
            brought[part.lot_id] = brought.get(part.lot_id, 0) + part.packages
    return [
        Fault("lots_taken", f"lot {lot.lot_no}: {found}, should be {wanted}")
        for lot in read.all(Lot)
        for found, wanted in (
            (
                (lot.reserved, lot.delivered, lot.delivered),
                (reserved.get(lot.id, 0), delivered.get(lot.id, 0), brought.get(lot.id, 0)),
            ),
        )
        if found != wanted
    ]


def _delivered(read: Read) -> list[Delivery]:
    return read.all(Delivery, Delivery.c.state == DeliveryState.DELIVERED, order_by=(Delivery.c.number,))


def _parts(read: Read, cls: type[P]) -> Iterable[P]:
    """All parts of a class in the company."""
    columns = [cls.c[name] for name in cls.mapping.fields]
    for row in read.fetch(select(*columns).where(cls.c.company_id == read.company_id)):
        yield cls(**dict(zip(cls.mapping.fields, row, strict=True)))


def _sums(read: Read, cls: type[P], amount: Callable[[P], Decimal]) -> dict[UUID, Decimal]:
    """A sum over the parts of each delivery."""
    found: dict[UUID, Decimal] = {}
    for part in _parts(read, cls):
        parent = getattr(part, parent_field(cls))
        found[parent] = found.get(parent, Decimal(0)) + amount(part)
    return found


CHECKS = (
    Check("deliveries", deliveries_add_up),
    Check("delivered_to_trades", trades_are_told),
    Check("lots_taken", lots_are_told),
)

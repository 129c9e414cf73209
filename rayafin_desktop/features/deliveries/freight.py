"""Freight that we pay is a bill of the carrier in the ledger; what others pay stands on the lorry only."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from rayafin_desktop.base.errors import Problem, Problems, RuleBroken
from rayafin_desktop.base.money import currency_digits, to_major
from rayafin_desktop.engine.commands import Command, Offline
from rayafin_desktop.engine.work import Work

from ..purchases.content import BillLineContent, PostedBill
from ..purchases.posting import IssueBill, issue_bill
from ..trades.model import Trade
from .model import Delivery, DeliveryState


@dataclass(frozen=True, kw_only=True)
class BillFreight(Command[PostedBill]):
    """Enter and post the carrier's bill for lorries whose freight we pay, one line for each.

    `reverse_charge` is the usual of a goods transport agency in India; `tax_code_id` then says at which rate.
    """

    permission: ClassVar[str] = "delivery.bill"
    offline: ClassVar[Offline] = Offline.FACT
    delivery_ids: tuple[UUID, ...]
    carrier_bill_no: str
    issued_on: date | None = None
    tax_code_id: UUID | None = None
    account_id: UUID | None = None
    reverse_charge: bool = False


def bill_freight(command: BillFreight, work: Work) -> PostedBill:
    deliveries = [
        work.get(Delivery, id_, field="delivery_ids") for id_ in dict.fromkeys(command.delivery_ids)
    ]
    if not deliveries:
        raise RuleBroken([Problem("delivery.freight_of_none", "delivery_ids")])
    problems = Problems()
    problems.require(command.carrier_bill_no.strip(), "delivery.carrier_bill_missing", "carrier_bill_no")
    first = deliveries[0]
    for at, delivery in enumerate(deliveries):
        _check(work, delivery, first, f"delivery_ids.{at}", problems)
    problems.raise_if_any()
    posted = issue_bill(
        IssueBill(
            party_id=first.transporter_id,
            supplier_reference=command.carrier_bill_no.strip(),
            issued_on=command.issued_on or work.today,
            currency=first.currency,
            reverse_charge=command.reverse_charge,
            branch_id=first.branch_id,
            lines=tuple(_line(command, delivery) for delivery in deliveries),
        ),
        work,
    )
    for delivery in deliveries:
        if delivery.freight_bill_id is None:
            work.save(dataclasses.replace(delivery, freight_bill_id=posted.id))
        else:  # only what a device has done gets here: its bill is in the books, and its user reads why
            work.adjusted("delivery.freight_billed_meanwhile", "delivery_ids", number=delivery.number)
    return posted


def pays_freight(trade: Trade) -> bool:
    """Whether carriage is ours: we sell delivered, or buy where the seller does not carry; a broker never."""
    if trade.buyer_id is not None and trade.seller_id is not None:
        return False
    seller_pays = trade.basis is not None and trade.basis.seller_pays_freight
    return seller_pays if trade.seller_id is None else not seller_pays


def _check(work: Work, delivery: Delivery, first: Delivery, field: str, problems: Problems) -> None:
    number = delivery.number
    if delivery.state is DeliveryState.VOID:
        problems.add("delivery.is_void", field, number=number)
    ours = pays_freight(work.get(Trade, delivery.trade_id))
    problems.require(ours, "delivery.freight_not_ours", field, number=number)
    problems.require(delivery.freight_minor, "delivery.freight_missing", field, number=number)
    problems.require(delivery.transporter_id, "delivery.carrier_missing", field, number=number)
    if delivery.freight_bill_id is not None and not work.is_replay:
        problems.add("delivery.freight_is_billed", field, number=number)
    same = (delivery.transporter_id, delivery.currency) == (first.transporter_id, first.currency)
    problems.require(same, "delivery.carriers_differ", field, number=number)


def _line(command: BillFreight, delivery: Delivery) -> BillLineContent:
    lorry = f", lorry {delivery.lorry_no}" if delivery.lorry_no else ""
    lr = f", LR {delivery.lr_no}" if delivery.lr_no else ""
    return BillLineContent(
        description=f"Freight of {delivery.number}{lorry}{lr}",
        unit_price=to_major(delivery.freight_minor, currency_digits(delivery.currency)),
        tax_code_id=command.tax_code_id,
        account_id=command.account_id,
    )

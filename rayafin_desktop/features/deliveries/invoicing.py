"""Billing a delivery: our sale as an invoice, our purchase as a bill; brokered, the seller's is noted."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Any, ClassVar
from uuid import UUID

from rayafin_desktop.base.errors import Problem, Problems, RuleBroken
from rayafin_desktop.base.formats import format_minor, number_style
from rayafin_desktop.base.money import currency_digits, to_major, to_minor
from rayafin_desktop.base.quantity import plain
from rayafin_desktop.engine.commands import Amount, Command, Exact, Offline
from rayafin_desktop.engine.work import Work

from ..billing.commands import SaveDraft, save_draft
from ..billing.content import LineContent, ShipTo
from ..billing.happenings import DraftDeleted, InvoiceVoided
from ..billing.model import InvoiceLine, SalesDocument
from ..billing.posting import IssueInvoice, issue_invoice
from ..commodities.model import Commodity, Location
from ..commodities.rules import PaymentType, TaxTerm
from ..commodities.terms_reading import price_unit_kg
from ..lots.model import Lot
from ..purchases.content import BillLineContent
from ..purchases.happenings import BillVoided
from ..purchases.model import BillLine, PurchaseDocument
from ..purchases.posting import IssueBill, issue_bill
from ..trades.model import Trade
from .lorries import exact_amount
from .model import Delivery, DeliveryCharge, DeliveryLot, DeliveryState
from .rules import decimal_text


class BilledAs(StrEnum):
    """What became of a delivery: our invoice, a bill in our books, or a note of what the seller billed."""

    INVOICE = "INVOICE"
    BILL = "BILL"
    NOTED = "NOTED"


@dataclass(frozen=True, kw_only=True)
class Billed:
    """What a delivery was billed as. Nothing of a NOTED one is in our books: the goods were never ours.

    `document_id` is the invoice or bill, None where the seller's bill was only noted; `total_minor` is in
    minor units of `currency`, with tax.
    """

    kind: BilledAs
    delivery_id: UUID
    document_id: UUID | None
    number: str
    total_minor: int
    currency: str
    is_draft: bool = False


@dataclass(frozen=True, kw_only=True)
class InvoiceDelivery(Command[Billed]):
    """Bill a delivery: what we sold as a sales invoice (posted, or `as_draft`), what we bought as a bill.

    Where we only broke, the seller bills the buyer: number, day and amount of that bill are noted and nothing
    is posted. A bill needs the seller's number, too. `rate` is for a foreign currency, as in an invoice.
    """

    permission: ClassVar[str] = "delivery.bill"
    offline: ClassVar[Offline] = Offline.FACT
    delivery_id: UUID
    issued_on: date | None = None
    as_draft: bool = False
    seller_bill_no: str = ""
    seller_bill_on: date | None = None
    seller_bill_amount: Amount | None = None
    rate: Exact | None = None
    notes: str = ""


@dataclass(frozen=True, kw_only=True)
class NoteSellerBill(Command[None]):
    """Note the seller's bill of a lorry we broke: its number, day and amount in major units, tax included."""

    permission: ClassVar[str] = "delivery.save"
    delivery_id: UUID
    seller_bill_no: str
    seller_bill_on: date | None = None
    amount: Amount | None = None


def invoice_delivery(command: InvoiceDelivery, work: Work) -> Billed:
    delivery = work.get(Delivery, command.delivery_id, field="delivery_id")
    trade = work.get(Trade, delivery.trade_id)
    if delivery.state is not DeliveryState.DELIVERED and not work.is_replay:
        code = "delivery.is_void" if delivery.state is DeliveryState.VOID else "delivery.not_delivered"
        raise RuleBroken([Problem(code, "delivery_id", {"number": delivery.number})])
    if trade.buyer_id is not None and trade.seller_id is not None:
        return _noted(command, work, delivery)
    is_linked = delivery.invoice_id is None and delivery.bill_id is None
    if not is_linked or delivery.state is not DeliveryState.DELIVERED:
        if not work.is_replay:
            raise RuleBroken([Problem("delivery.is_billed", "delivery_id", {"number": delivery.number})])
        # A paper with a number was handed over; it stands by itself and its user reads why.
        work.adjusted("delivery.billed_meanwhile", "delivery_id", number=delivery.number)
        is_linked = False
    billed = _sold(command, work, delivery, trade) if trade.seller_id is None else None
    billed = billed or _bought(command, work, delivery, trade)
    if is_linked:
        link = "invoice_id" if billed.kind is BilledAs.INVOICE else "bill_id"
        linked: dict[str, Any] = {link: billed.document_id}
        if billed.kind is BilledAs.BILL:
            linked |= {"seller_bill_no": command.seller_bill_no.strip() or delivery.seller_bill_no}
            linked |= {"seller_bill_on": command.seller_bill_on or delivery.seller_bill_on}
        work.save(dataclasses.replace(work.get(Delivery, delivery.id), **linked))
    return billed


def note_seller_bill(command: NoteSellerBill, work: Work) -> None:
    delivery = work.get(Delivery, command.delivery_id, field="delivery_id")
    noted = InvoiceDelivery(
        delivery_id=delivery.id,
        seller_bill_no=command.seller_bill_no,
        seller_bill_on=command.seller_bill_on,
        seller_bill_amount=command.amount,
    )
    trade = work.get(Trade, delivery.trade_id)
    if trade.buyer_id is None or trade.seller_id is None:
        raise RuleBroken([Problem("delivery.not_brokered", "delivery_id", {"number": delivery.number})])
    if delivery.state is DeliveryState.VOID:
        raise RuleBroken([Problem("delivery.is_void", "delivery_id", {"number": delivery.number})])
    _noted(noted, work, delivery)


def _noted(command: InvoiceDelivery, work: Work, delivery: Delivery) -> Billed:
    """Keep what the seller billed; nothing of it is ours to post."""
    number = command.seller_bill_no.strip() or delivery.seller_bill_no
    digits = currency_digits(delivery.currency)
    problems = Problems()
    problems.require(number, "delivery.bill_no_missing", "seller_bill_no")
    amount = delivery.seller_bill_minor
    said = command.seller_bill_amount
    if said is not None and exact_amount(said, digits, "seller_bill_amount", problems):
        amount = to_minor(said, digits)
    problems.require(amount is None or amount > 0, "delivery.bill_amount_missing", "seller_bill_amount")
    problems.raise_if_any()
    # What is billed below the value of the goods alone cannot be the bill of this lorry with its tax.
    if amount is not None and amount < delivery.value_minor and delivery.state is DeliveryState.DELIVERED:
        style = number_style("en_IN" if delivery.currency == "INR" else "en_US")
        work.confirm(
            "delivery.bill_differs",
            "delivery.bill_differs",
            field="seller_bill_amount",
            billed=format_minor(amount, digits, style),
            value=format_minor(delivery.value_minor, digits, style),
        )
    day = command.seller_bill_on or delivery.seller_bill_on or command.issued_on or work.today
    work.save(
        dataclasses.replace(delivery, seller_bill_no=number, seller_bill_on=day, seller_bill_minor=amount)
    )
    return Billed(
        kind=BilledAs.NOTED,
        delivery_id=delivery.id,
        document_id=None,
        number=number,
        total_minor=amount or 0,
        currency=delivery.currency,
    )


def _sold(command: InvoiceDelivery, work: Work, delivery: Delivery, trade: Trade) -> Billed:
    day = command.issued_on or work.today
    lines = tuple(LineContent(**values) for values in _lines(work, delivery, trade))
    content: dict[str, Any] = {
        "party_id": trade.buyer_id,
        "issued_on": day,
        "due_on": _due_on(trade, day),
        "supplied_on": delivery.delivered_on,
        "reference": trade.po_number or trade.number,
        "currency": trade.currency,
        "rate": command.rate,
        "prices_include_tax": trade.tax_term is TaxTerm.INCL_GST,
        "ship_to": _ship_to(work, trade),
        "notes": _notes(work, command, delivery, trade),
        "branch_id": delivery.branch_id,
        "lines": lines,
    }
    if command.as_draft:
        draft = save_draft(SaveDraft(**content), work)
        document_id, number = draft.id, ""
    else:
        posted = issue_invoice(IssueInvoice(**content), work)
        document_id, number = posted.id, posted.number
    document = work.get(SalesDocument, document_id)
    _same_value(delivery, [line.amount_minor - line.discount_minor for line in _sales_lines(work, document)])
    # The server bills the delivery again, with the day and the rate this paper was printed with.
    work.send_as(dataclasses.replace(command, issued_on=day, rate=document.rate))
    return Billed(
        kind=BilledAs.INVOICE,
        delivery_id=delivery.id,
        document_id=document.id,
        number=number,
        total_minor=document.total_minor,
        currency=document.currency,
        is_draft=command.as_draft,
    )


def _bought(command: InvoiceDelivery, work: Work, delivery: Delivery, trade: Trade) -> Billed:
    number = command.seller_bill_no.strip() or delivery.seller_bill_no
    if not number:
        raise RuleBroken([Problem("delivery.bill_no_missing", "seller_bill_no")])
    day = command.seller_bill_on or delivery.seller_bill_on or command.issued_on or work.today
    posted = issue_bill(
        IssueBill(
            party_id=trade.seller_id,
            supplier_reference=number,
            issued_on=day,
            booked_on=command.issued_on,
            due_on=_due_on(trade, day),
            supplied_on=delivery.delivered_on,
            currency=trade.currency,
            rate=command.rate,
            prices_include_tax=trade.tax_term is TaxTerm.INCL_GST,
            notes=_notes(work, command, delivery, trade),
            branch_id=delivery.branch_id,
            lines=tuple(BillLineContent(**values) for values in _lines(work, delivery, trade)),
        ),
        work,
    )
    document = work.get(PurchaseDocument, posted.id)
    rows = work.parts(BillLine, document.id)
    _same_value(delivery, [line.amount_minor - line.discount_minor for line in rows])
    return Billed(
        kind=BilledAs.BILL,
        delivery_id=delivery.id,
        document_id=document.id,
        number=posted.number,
        total_minor=document.total_minor,
        currency=document.currency,
    )


def _sales_lines(work: Work, document: SalesDocument) -> list[InvoiceLine]:
    return work.parts(InvoiceLine, document.id)


def _lines(work: Work, delivery: Delivery, trade: Trade) -> list[dict[str, Any]]:
    """The goods in kilograms at the contract's price, less the allowance; then what charges add and take."""
    commodity = work.get(Commodity, trade.commodity_id)
    if commodity.item_id is None:
        params = {"commodity": commodity.name}
        raise RuleBroken([Problem("delivery.no_item", "delivery_id", params)])
    digits = currency_digits(delivery.currency)
    per = price_unit_kg(trade) or Fraction(1)
    goods = {
        "item_id": commodity.item_id,
        "description": _goods(work, delivery, trade, commodity),
        "unit": "kg",
        "quantity": delivery.billed_kg,
        "unit_price": trade.price,
        "price_per": "" if per == 1 else decimal_text(per),
        "discount": to_major(delivery.allowance_minor, digits),
    }
    charges = [
        {
            "item_id": commodity.item_id,
            "description": charge.name,
            "unit": "lump",
            "quantity": Decimal(1 if charge.amount_minor > 0 else -1),
            "unit_price": to_major(abs(charge.amount_minor), digits),
        }
        for charge in work.parts(DeliveryCharge, delivery.id)
    ]
    return [goods, *charges]


def _goods(work: Work, delivery: Delivery, trade: Trade, commodity: Commodity) -> str:
    """What the goods line says: the goods, their packages and lots."""
    kind = " ".join(filter(None, (commodity.name, trade.variety, trade.grade)))
    rows = work.parts(DeliveryLot, delivery.id)
    lots = work.by_ids(Lot, [row.lot_id for row in rows])
    numbers = ", ".join(lots[row.lot_id].lot_no for row in rows)
    packages = f"{delivery.packages} {commodity.package_unit.value.lower()}s" if delivery.packages else ""
    return ", ".join(filter(None, (kind, packages, f"lot {numbers}" if numbers else "")))


def _notes(work: Work, command: InvoiceDelivery, delivery: Delivery, trade: Trade) -> str:
    """The contract and the lorry, and why something is allowed; below what the person wrote."""
    lorry = " ".join(filter(None, ("Lorry", delivery.lorry_no))) if delivery.lorry_no else ""
    lr = f"LR {delivery.lr_no}" if delivery.lr_no else ""
    first = ", ".join(filter(None, (f"Contract {trade.number}", f"delivery {delivery.number}", lorry, lr)))
    allowed = [
        f"Allowance, lot {work.get(Lot, row.lot_id).lot_no}: {words}"
        for row in work.parts(DeliveryLot, delivery.id)
        if row.allowance_minor
        for words in _findings(row)
    ]
    return "\n".join(filter(None, (command.notes.strip(), first, *allowed)))


def _findings(row: DeliveryLot) -> list[str]:
    return [one["words"] for one in row.why or [] if one.get("allowance_minor")] or ["as agreed"]


# Paid at once: the invoice is due on its own day.
_AT_ONCE = (PaymentType.CASH, PaymentType.SPOT, PaymentType.ADVANCE)


def _due_on(trade: Trade, day: date) -> date | None:
    """By the contract's days of payment; None leaves it to the party's terms."""
    if trade.payment_days is not None:
        return day + timedelta(days=trade.payment_days)
    return day if trade.payment_type in _AT_ONCE else None


def _ship_to(work: Work, trade: Trade) -> ShipTo | None:
    """Where the goods' movement ends, when we carry them to a place whose state is known: it decides the
    place of supply (IGST Act, section 10(1)(a)). Else it is the buyer's."""
    if trade.destination_id is None or trade.basis is None or not trade.basis.seller_pays_freight:
        return None
    place = work.get(Location, trade.destination_id)
    if not place.state:
        return None
    return ShipTo(name=place.name, state=place.state, country=place.country, to_buyer=True)


def _same_value(delivery: Delivery, amounts: list[int]) -> None:
    """The document comes to the delivery's value to the minor unit, before tax or with it included."""
    total = sum(amounts)
    if total != delivery.value_minor:
        digits = currency_digits(delivery.currency)
        params = {
            "total": plain(to_major(total, digits)),
            "value": plain(to_major(delivery.value_minor, digits)),
        }
        raise RuleBroken([Problem("delivery.total_differs", "delivery_id", params)])


# What takes a document back makes its delivery one that is not billed.


def on_invoice_voided(happening: InvoiceVoided, work: Work) -> None:
    _unlink(work, "invoice_id", happening.invoice.id)


def on_draft_deleted(happening: DraftDeleted, work: Work) -> None:
    _unlink(work, "invoice_id", happening.invoice.id)


def on_bill_voided(happening: BillVoided, work: Work) -> None:
    _unlink(work, "bill_id", happening.bill.id)
    _unlink(work, "freight_bill_id", happening.bill.id)


def _unlink(work: Work, link: str, document_id: UUID) -> None:
    for delivery in work.all(Delivery, Delivery.c[link] == document_id):
        work.save(dataclasses.replace(delivery, **{link: None}))  # type: ignore[arg-type]

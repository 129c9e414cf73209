"""A lorry on paper, and all lorries of a contract. What draws is loaded at the first print."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING
from uuid import UUID

from rayafin_desktop.base.formats import (
    DateStyle,
    NumberStyle,
    date_style,
    format_date,
    format_decimal,
    format_minor,
    number_style,
)
from rayafin_desktop.base.money import currency_digits
from rayafin_desktop.base.units import TradeUnit
from rayafin_desktop.engine.feature import Document
from rayafin_desktop.engine.work import Read

from ..commodities.terms_reading import price_unit_kg
from ..companies.queries import CompanyDetail, company_detail
from ..documents.queries import company_logo
from ..parties.queries import party_detail
from ..trades.model import Trade
from ..trades.queries import frozen_name, progress_of, trade_numbered
from .model import DeliveryState
from .queries import DeliveryDetail, deliveries_of, delivery_detail, delivery_numbered
from .rules import DeductionKind, WeighedAt, WeightRule, decimal_text

if TYPE_CHECKING:
    from rayafin_desktop.paper.letter import Letter, LetterTable
    from rayafin_desktop.paper.letterhead import Contact
    from rayafin_desktop.paper.tables import Row

RULES = {
    WeightRule.AVERAGE: "average of the slips",
    WeightRule.LOADING: "loading slip",
    WeightRule.UNLOADING: "unloading slip",
    WeightRule.LOWER: "lowest slip",
}
DEDUCTIONS = {
    DeductionKind.TARE: "Tare of the packing",
    DeductionKind.SHORTAGE: "Shortage allowed",
    DeductionKind.MOISTURE: "Moisture",
    DeductionKind.QUALITY: "Quality",
    DeductionKind.OTHER: "Other",
}
_PLACES = {WeighedAt.LOADING.value: "Loading", WeighedAt.UNLOADING.value: "Unloading"}
_UNITS = {
    TradeUnit.CANDY: "candy", TradeUnit.QTL: "quintal", TradeUnit.MT: "tonne", TradeUnit.KG: "kg",
    TradeUnit.MAUND: "maund", TradeUnit.LB: "pound", TradeUnit.BALE: "bale", TradeUnit.BAG: "bag",
    TradeUnit.FCL: "container", TradeUnit.LORRY: "lorry",
}  # fmt: skip
_LANDSCAPE = (841.89, 595.28)  # A4 on its side, in points


@dataclass(frozen=True, slots=True)
class _Writer:
    """How figures and days are written in the company's locale."""

    numbers: NumberStyle
    days: DateStyle
    digits: int

    def kg(self, value: Decimal) -> str:
        return format_decimal(value, self.numbers)

    def amount(self, value: Decimal | None, unit: TradeUnit) -> str:
        """`200 bales`; empty for None."""
        if value is None:
            return ""
        name = _UNITS[unit]
        many = {"candy": "candies", "lorry": "lorries", "kg": "kg"}.get(name, f"{name}s")
        return f"{self.kg(value)} {name if value == 1 else many}"

    def signed(self, minor: int) -> str:
        """Empty for zero."""
        return self.money(minor) if minor else ""

    def money(self, minor: int) -> str:
        return format_minor(minor, self.digits, self.numbers)

    def day(self, value: date | None) -> str:
        return format_date(value, self.days) if value else ""


def _writer(company: CompanyDetail, trade: Trade) -> _Writer:
    digits = currency_digits(trade.currency)
    return _Writer(number_style(company.locale), date_style(company.locale), digits)


def delivery_letter(read: Read, delivery_id: UUID) -> Letter:
    """What the statement of one lorry says."""
    from rayafin_desktop.paper.letterhead import Status

    found = delivery_detail(read, delivery_id)
    one, trade, company = found.delivery, found.trade, company_detail(read)
    write = _writer(company, trade)
    status = {
        DeliveryState.LIFTED: Status("On its way, not weighed yet", "notice"),
        DeliveryState.VOID: Status("Taken back", "void", "VOID"),
    }.get(one.state)
    tables = [_weighed(found, write)]
    if found.lots:
        tables.append(_lots(found, write))
    if one.state is DeliveryState.DELIVERED:
        tables.append(_value(found, write))
    facts = (
        ("Delivery", one.number),
        ("Contract", trade.number),
        ("Goods", _goods(trade)),
        ("Loaded", write.day(one.lifted_on)),
        ("Delivered", write.day(one.delivered_on)),
        ("Lorry", one.lorry_no),
        ("LR", one.lr_no),
        ("Transporter", found.transporter_name),
        ("Seller", found.seller_name if trade.buyer_id is not None else ""),
    )
    return _letter(read, company, trade, "Delivery statement", facts, tables, _closing(found, write), status)


def trade_letter(read: Read, trade: Trade) -> Letter:
    """What the statement of all lorries of a contract says."""
    company, lorries = company_detail(read), deliveries_of(read, trade.id)
    write = _writer(company, trade)
    delivered, balance = progress_of(trade)
    facts = (
        ("Contract", trade.number),
        ("Dated", write.day(trade.traded_on)),
        ("Goods", _goods(trade)),
        ("Price", _price(trade, write)),
        ("Agreed", write.amount(trade.quantity, trade.unit)),
        ("Delivered", write.amount(delivered, trade.unit)),
        ("Balance", write.amount(balance, trade.unit)),
        ("Seller", frozen_name(trade, "seller") if trade.buyer_id is not None else ""),
    )
    tables = [_lorries(lorries, write)]
    return _letter(read, company, trade, "Statement of deliveries", facts, tables, ())


def _letter(
    read: Read,
    company: CompanyDetail,
    trade: Trade,
    title: str,
    facts: tuple[tuple[str, str], ...],
    tables: Sequence[LetterTable],
    closing: tuple[str, ...],
    status: object = None,
) -> Letter:
    from rayafin_desktop.paper.letter import Letter
    from rayafin_desktop.paper.letterhead import Contact, Status

    from ..billing.document import is_right_to_left, labelled

    seller = Contact(
        name=company.printed_name,
        address=tuple(company.address.splitlines()),
        tax_id=labelled(company.tax_label, company.tax_id),
        phone=company.phone,
        email=company.email,
        logo=company_logo(read),
    )
    return Letter(
        seller=seller,
        to=_to(read, company, trade),
        to_label="Buyer" if trade.buyer_id is not None else "Seller",
        title=title,
        written_on=read.today,
        facts=facts,
        locale=company.locale,
        status=status if isinstance(status, Status) else None,
        tables=tuple(tables),
        closing=closing,
        footer=f"{company.printed_name} · {trade.number}",
        right_to_left=is_right_to_left(company.locale),
    )


def _to(read: Read, company: CompanyDetail, trade: Trade) -> Contact:
    """Whom it goes to: the buyer, or the seller of what we bought."""
    from rayafin_desktop.paper.letterhead import Contact

    from ..billing.document import labelled

    party_id = trade.buyer_id or trade.seller_id
    if party_id is None:  # no contract is without both
        return Contact(name="")
    party = party_detail(read, party_id)
    name = frozen_name(trade, "buyer" if trade.buyer_id else "seller") or party.name
    return Contact(
        name=name, address=tuple(party.address_lines), tax_id=labelled(company.tax_label, party.tax_id)
    )


def _goods(trade: Trade) -> str:
    return ", ".join(filter(None, (frozen_name(trade, "commodity"), trade.variety, trade.grade)))


def _price(trade: Trade, write: _Writer) -> str:
    """`61,200 per candy of 355.61641808 kg`."""
    per = price_unit_kg(trade)
    weight = f" of {decimal_text(per)} kg" if per is not None and per != 1 else ""
    return f"{write.kg(trade.price or Decimal(0))} per {_UNITS[trade.price_unit]}{weight}"


def _weighed(found: DeliveryDetail, write: _Writer) -> LetterTable:
    """The slips, what they make by the rule, what is taken off, and what is left to bill."""
    from rayafin_desktop.paper.letter import LetterTable
    from rayafin_desktop.paper.tables import Column, Row

    one = found.delivery
    rows = [
        Row(
            (
                _PLACES[slip.at],
                " · ".join(filter(None, (slip.slip_no, slip.bridge))),
                write.day(slip.weighed_on),
                write.kg(slip.gross_kg),
                write.kg(slip.tare_kg),
                write.kg(slip.net_kg),
            )
        )
        for slip in found.slips
    ]
    if one.state is DeliveryState.DELIVERED:
        rule = RULES[one.weight_rule].capitalize()
        rows.append(Row(("Net weight", rule, "", "", "", write.kg(one.net_kg)), kind="subtotal"))
        for part in found.deductions:
            name = DEDUCTIONS[part.kind].lower()
            rows.append(Row((f"Less {name}", part.note, "", "", "", write.kg(-part.weight_kg))))
        rows.append(Row(("Billed weight", "", "", "", "", write.kg(one.billed_kg)), kind="total"))
    columns = (
        Column("Weighed at"),
        Column("Slip", grows=True),
        Column("Day"),
        Column("Gross kg", "figures"),
        Column("Tare kg", "figures"),
        Column("Net kg", "figures"),
    )
    return LetterTable(columns=columns, rows=tuple(rows), heading="Weight")


def _lots(found: DeliveryDetail, write: _Writer) -> LetterTable:
    from rayafin_desktop.paper.letter import LetterTable
    from rayafin_desktop.paper.tables import Column, Row

    rows = []
    for lot in found.lots:
        words = [str(one["words"]) for one in lot.why or () if one.get("allowance_minor")]
        rows.append(
            Row(
                (
                    lot.lot_no,
                    lot.gin,
                    write.kg(Decimal(lot.packages)),
                    write.kg(lot.weight_kg) if lot.weight_kg else "",
                    write.money(lot.allowance_minor) if lot.allowance_minor else "",
                ),
                below=((1, "; ".join(words)),) if words else (),
            )
        )
    columns = (
        Column("Lot"),
        Column("Gin", grows=True),
        Column("Packages", "figures"),
        Column("Billed kg", "figures"),
        Column("Allowance", "figures"),
    )
    return LetterTable(columns=columns, rows=tuple(rows), heading="Lots")


def _value(found: DeliveryDetail, write: _Writer) -> LetterTable:
    from rayafin_desktop.paper.letter import LetterTable
    from rayafin_desktop.paper.tables import Column, Row

    one, trade = found.delivery, found.trade
    goods = f"{write.kg(one.billed_kg)} kg at {_price(trade, write)}"
    rows = [Row((goods, write.money(one.goods_minor)))]
    if one.allowance_minor:
        rows.append(Row(("Less allowance for quality", write.money(-one.allowance_minor))))
    for charge in found.charges:
        name = charge.name if charge.amount_minor > 0 else f"Less {charge.name}"
        rows.append(Row((name, write.money(charge.amount_minor))))
    total = "Value with tax" if trade.tax_term == "INCL_GST" else "Value before tax"
    rows.append(Row((total, write.money(one.value_minor)), kind="total"))
    columns = (Column("Value", grows=True), Column(trade.currency, "figures"))
    return LetterTable(columns=columns, rows=tuple(rows), heading="Value")


def _closing(found: DeliveryDetail, write: _Writer) -> tuple[str, ...]:
    """What was billed, and what the carrier gets."""
    one, currency = found.delivery, found.trade.currency
    words = []
    if found.invoice_number:
        words.append(f"Billed by our invoice {found.invoice_number}.")
    elif one.seller_bill_no:
        day = f" of {write.day(one.seller_bill_on)}" if one.seller_bill_on else ""
        amount = one.seller_bill_minor
        total = f" for {currency} {write.money(amount)}" if amount else ""
        words.append(f"Billed by {found.seller_name} with its bill {one.seller_bill_no}{day}{total}.")
    if one.freight_minor:
        paid = write.money(one.freight_advance_minor)
        left = write.money(one.freight_minor - one.freight_advance_minor)
        freight = write.money(one.freight_minor)
        words.append(f"Freight {currency} {freight}: {paid} paid ahead, {left} to be paid to the carrier.")
    return tuple(words)


def _lorries(lorries: Sequence[DeliveryDetail], write: _Writer) -> LetterTable:
    from rayafin_desktop.paper.letter import LetterTable
    from rayafin_desktop.paper.tables import Column, Row

    heads = ("Net kg", "Less kg", "Billed kg", "Goods", "Allowance", "Charges", "Value")
    rows = [_lorry(one, write) for one in lorries]
    weighed = [one.delivery for one in lorries if one.delivery.state is DeliveryState.DELIVERED]
    net, billed = (
        sum((getattr(one, name) for one in weighed), Decimal(0)) for name in ("net_kg", "billed_kg")
    )
    money = (
        write.money(sum(one.goods_minor for one in weighed)),
        write.signed(-sum(one.allowance_minor for one in weighed)),
        write.signed(sum(one.charges_minor for one in weighed)),
        write.money(sum(one.value_minor for one in weighed)),
    )
    packages = write.kg(Decimal(sum(one.packages for one in weighed)))
    weights = (write.kg(net), write.kg(net - billed), write.kg(billed))
    rows.append(Row(("Delivered", "", "", packages, *weights, *money, ""), kind="total"))
    columns = (
        Column("Delivery"),
        Column("Lorry", grows=True),
        Column("Day"),
        Column("Packages", "figures"),
        *(Column(head, "figures") for head in heads),
        Column("Bill"),
    )
    return LetterTable(columns=columns, rows=tuple(rows), heading="Lorries", size=8)


def _lorry(found: DeliveryDetail, write: _Writer) -> Row:
    from rayafin_desktop.paper.tables import Row

    one = found.delivery
    slips = " · ".join(filter(None, (slip.slip_no for slip in found.slips)))
    below = " · ".join(filter(None, (one.lr_no and f"LR {one.lr_no}", slips and f"slips {slips}")))
    start = (one.number, one.lorry_no, write.day(one.delivered_on or one.lifted_on), str(one.packages))
    if one.state is not DeliveryState.DELIVERED:
        return Row((*start, *("",) * 7, "on its way"), below=((1, below),) if below else ())
    figures = (
        write.kg(one.net_kg),
        write.kg(one.net_kg - one.billed_kg),
        write.kg(one.billed_kg),
        write.money(one.goods_minor),
        write.signed(-one.allowance_minor),
        write.signed(one.charges_minor),
        write.money(one.value_minor),
    )
    bill = found.invoice_number or found.bill_number or one.seller_bill_no
    return Row((*start, *figures, bill), below=((1, below),) if below else ())


def delivery_pdf(read: Read, delivery_id: UUID) -> bytes:
    """The statement of one lorry as a PDF."""
    from rayafin_desktop.paper.letter import render_letters  # reportlab is slow to load

    return render_letters([delivery_letter(read, delivery_id)])


def trade_deliveries_pdf(read: Read, trade: Trade) -> bytes:
    """The statement of all lorries of a contract as a PDF, on its side."""
    from rayafin_desktop.paper.letter import render_letters

    return render_letters([trade_letter(read, trade)], _LANDSCAPE)


def _one(read: Read, number: str) -> bytes:
    return delivery_pdf(read, delivery_numbered(read, number))


def _all(read: Read, number: str) -> bytes:
    return trade_deliveries_pdf(read, trade_numbered(read, number))


DOCUMENTS = (
    Document("delivery", "Delivery statement", "delivery.read", _one),
    Document("delivery-statement", "Statement of deliveries", "delivery.read", _all),
)

"""The lines of an invoice as they stand in the grid, and their columns."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import lru_cache
from typing import Any, TypeVar
from uuid import UUID

from rayafin_desktop.base.money import to_major, to_minor
from rayafin_desktop.desktop.backend import Suggestion
from rayafin_desktop.desktop.grid.line_columns import Find, LineColumn, LineKind, Refused
from rayafin_desktop.desktop.wording import tr
from rayafin_desktop.features.billing.content import LineContent
from rayafin_desktop.features.billing.model import InvoiceLine
from rayafin_desktop.features.billing.rules import price_per
from rayafin_desktop.features.prices.lookup import Break, price_for
from rayafin_desktop.features.tax.categories import UNTAXED, ZERO
from rayafin_desktop.features.tax.codes import TaxCodeValue
from rayafin_desktop.features.tax.rules import DocumentTerms, LineInput, document_totals

ITEM, QUANTITY, UNIT, RATE, DISCOUNT, TAX, AMOUNT = range(1, 8)
"""The columns of the grid; the line's number stands before them."""

COLUMN_OF_FIELD = {
    "item_id": ITEM, "description": ITEM, "quantity": QUANTITY, "unit_price": RATE,
    "discount_percent": DISCOUNT, "discount": DISCOUNT, "tax_code_id": TAX,
}  # fmt: skip
"""Where a problem with a field of `LineContent` is shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EditorLine:
    """A line as entered; `rate` and `discount` in major units of the invoice's currency.

    `price_per` is as in `LineContent`. `source_id` is the line of an order it was made of; `breaks` are the
    prices of the customer's list, by which the rate follows the quantity until another rate is typed.
    """

    item_id: UUID | None = None
    text: str = ""
    hsn: str = ""
    unit: str = ""
    quantity: Decimal | None = None
    rate: Decimal | None = None
    discount_percent: Decimal | None = None
    discount: Decimal = ZERO
    tax_code_id: UUID | None = None
    price_per: str = ""
    source_id: UUID | None = None
    breaks: tuple[Break, ...] = ()


BLANK = EditorLine()
L = TypeVar("L", bound=EditorLine)


def content_of_line(line: EditorLine) -> LineContent:
    """The line as commands take it."""
    return LineContent(
        item_id=line.item_id,
        description=line.text,
        hsn=line.hsn,
        unit=line.unit,
        quantity=line.quantity or ZERO,
        unit_price=line.rate or ZERO,
        discount_percent=line.discount_percent or ZERO,
        discount=line.discount,
        tax_code_id=line.tax_code_id,
        price_per=line.price_per,
        source_id=line.source_id,
    )


def line_of_stored(line: InvoiceLine, digits: int, source_id: UUID | None = None) -> EditorLine:
    """A stored line as the grid shows it."""
    return EditorLine(
        item_id=line.item_id,
        text=line.description,
        hsn=line.hsn,
        unit=line.unit,
        quantity=line.quantity,
        rate=line.unit_price,
        discount_percent=line.discount_percent or None,
        discount=to_major(line.discount_minor, digits),
        tax_code_id=line.tax_code_id,
        price_per=line.price_per or "",
        source_id=source_id,
    )


@lru_cache(maxsize=4096)
def line_amount(line: EditorLine, digits: int) -> int | None:
    """The line's amount after its own discount in minor units, by the rules that posting uses."""
    if line.quantity is None or line.rate is None:
        return None
    discount = to_minor(line.discount, digits)
    entered = LineInput(
        line.quantity,
        line.rate,
        UNTAXED,
        line.discount_percent or ZERO,
        -discount if line.quantity < 0 else discount,
        price_per(line.price_per),
    )
    return document_totals([entered], DocumentTerms(digits=digits)).lines_minor


@dataclass(slots=True)
class LineLooks:
    """What the columns need to know of the document the lines are on."""

    digits: int = 2
    tax_codes: Mapping[UUID, TaxCodeValue] = field(default_factory=dict)
    tax_labels: dict[UUID | None, str] = field(default_factory=dict)

    def tax_label(self, line: EditorLine) -> str:
        """How the line is taxed here: the decision's heads, else the name of its code."""
        if line.tax_code_id is None:
            return ""
        code = self.tax_codes.get(line.tax_code_id)
        return self.tax_labels.get(line.tax_code_id) or (code.code if code else "")


def heads_label(heads: Iterable[tuple[str, Decimal]], otherwise: str) -> str:
    """Tax heads in one word and one rate: CGST 2.5 and SGST 2.5 are GST 5%."""
    pairs = list(heads)
    if not pairs:
        return otherwise
    names = [name for name, _ in pairs]
    name = names[0] if len(names) == 1 else "GST" if "CGST" in names else names[0]
    rate = sum((rate for _, rate in pairs), ZERO).normalize()
    return f"{name} {rate:f}%"


def put_item(line: L, value: Any, price_key: str = "sale_price") -> L:
    """The line with an item that was chosen, or with words of its own."""
    if isinstance(value, str):
        text = value.strip()
        if line.item_id is not None and line.text and text.startswith(line.text):
            return replace(line, text=text)  # the item's name with a lot number or a mark
        if not text:
            return replace(line, item_id=None, text="", price_per="", source_id=None, breaks=())
        quantity = line.quantity if line.quantity is not None else Decimal(1)
        return replace(
            line, item_id=None, text=text, hsn="", quantity=quantity, price_per="", source_id=None, breaks=()
        )
    row = value.row
    quantity = line.quantity if line.quantity is not None else Decimal(1)
    breaks = tuple(getattr(row, "breaks", ()))
    price = price_for(breaks, quantity) if breaks else None
    if price is None:
        price = getattr(row, price_key)
    return replace(
        line,
        item_id=row.id,
        text=row.name,
        hsn=row.hsn,
        unit=row.unit,
        quantity=quantity,
        rate=price if price is not None else line.rate,
        tax_code_id=row.tax_code_id or line.tax_code_id,
        price_per=line.price_per if line.item_id == row.id else "",
        source_id=line.source_id if line.item_id == row.id else None,
        breaks=breaks,
    )


def with_item(line: L, row: Any, price_key: str = "sale_price") -> L:
    """The line with an item, given as a row of `item_lookup` or an `ItemDetail`."""
    return put_item(line, Suggestion(row.id, row.name, row=row), price_key)


def _put_quantity(line: EditorLine, value: Decimal | None) -> EditorLine:
    """Another quantity; a rate that came from a price list follows it."""
    if line.breaks and value is not None and line.rate == price_for(line.breaks, line.quantity or ZERO):
        price = price_for(line.breaks, value)
        return replace(line, quantity=value, rate=line.rate if price is None else price)
    return replace(line, quantity=value)


def put_rate(line: L, value: Decimal | None) -> L:
    """The line at another rate."""
    if value is not None and value < 0:
        raise Refused(tr("A rate is not below zero. Enter the quantity with a minus instead"))
    return replace(line, rate=value)


def put_discount(line: L, value: Decimal | None) -> L:
    """The line with another discount in percent."""
    if value is not None and not 0 <= value <= 100:
        raise Refused(tr("A discount is between 0 and 100 percent"))
    return replace(line, discount_percent=value or None)


def put_tax(looks: LineLooks) -> Callable[[L, Any], L]:
    """Takes a tax code chosen or typed."""

    def put(line: L, value: Any) -> L:
        if isinstance(value, Suggestion):
            return replace(line, tax_code_id=value.row.id)
        text = str(value).strip().casefold()
        if not text:
            return replace(line, tax_code_id=None)
        if text == looks.tax_label(line).casefold():
            return line
        for code in looks.tax_codes.values():
            if text in (code.code.casefold(), code.name.casefold()):
                return replace(line, tax_code_id=code.id)
        raise Refused(tr("There is no such tax code. Press F4 to choose one"))

    return put


def find_tax_code(looks: LineLooks, *, buying: bool = False) -> Find:
    """Looks tax codes for sales, or for purchases, up among those at hand."""

    def fits(code: TaxCodeValue) -> bool:
        return code.is_active and (code.for_purchases if buying else code.for_sales)

    def find(text: str, show: Callable[[list[Suggestion]], object]) -> None:
        wanted = text.casefold()
        show(
            [
                Suggestion(code.id, code.name, code.code, row=code)
                for code in looks.tax_codes.values()
                if fits(code) and wanted in f"{code.code} {code.name}".casefold()
            ]
        )

    return find


def line_kind(looks: LineLooks, find: Find, create: Callable[[str], object] | None) -> LineKind[EditorLine]:
    """The columns of an invoice: what is typed, and what follows from it."""
    return LineKind(
        columns=(
            LineColumn(key="#", title="#", get=lambda _: None, width=36, kind="dim"),
            LineColumn(
                key="item", title="Item", get=lambda line: line.text, put=put_item, stretch=True, lookup=True
            ),
            LineColumn(
                key="quantity", title="Qty", get=lambda line: line.quantity,
                put=_put_quantity,
                kind="qty", decimals=3, width=88,
            ),
            LineColumn(key="unit", title="Unit", get=lambda line: line.unit, kind="dim", width=54),
            LineColumn(
                key="rate", title="Rate", get=lambda line: line.rate, put=put_rate,
                kind="rate", decimals=2, width=90,
            ),
            LineColumn(
                key="discount", title="Disc", get=lambda line: line.discount_percent, put=put_discount,
                kind="percent", width=58,
            ),
            LineColumn(
                key="tax", title="Tax", get=looks.tax_label, put=put_tax(looks), kind="dim", width=80,
                lookup=True, find=find_tax_code(looks),
            ),
            LineColumn(
                key="amount", title="Amount", get=lambda line: line_amount(line, looks.digits),
                kind="money", width=112,
            ),
        ),
        blank=EditorLine,
        is_blank=lambda line: line == BLANK,
        find=find,
        create=create,
    )  # fmt: skip


def named_items(lines: Sequence[EditorLine]) -> list[str]:
    """The texts of pasted lines that may name an item."""
    return sorted({line.text for line in lines if line.item_id is None and line.text})

"""Rows of the UCI Online Retail file made into documents; values in, values and rejected rows out.

One row is one line of an invoice. Numbers that begin with C are cancellations with negative quantities:
they become credit notes. Rows without a price and with a negative quantity are stock adjustments, and
an invoice that comes to nothing bills nobody: neither belongs in the books.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from rayafin_desktop.base.errors import Problem

from .delimited import SourceRow, Table, picker
from .report import RejectedRow, rejected

COLUMNS = (
    "InvoiceNo",
    "StockCode",
    "Description",
    "Quantity",
    "InvoiceDate",
    "UnitPrice",
    "CustomerID",
    "Country",
)
_NUMBER = re.compile(r"[+-]?\d{1,12}(\.\d{1,6})?")
_DAY = re.compile(r"\d{4}-\d\d-\d\d([ T].*)?")
_CANCELLATION = re.compile(r"[Cc]\d")
_INVOICE = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class RetailLine:
    """A row that can be used. The quantity is that of the document: of a credit note, what came back."""

    row: SourceRow
    stock_code: str
    description: str
    quantity: Decimal
    unit_price: Decimal


@dataclass(frozen=True, slots=True)
class RetailDocument:
    """An invoice or credit note with its lines; `customer` is empty where the file names none."""

    number: str
    is_cancellation: bool
    on: date
    customer: str
    country: str
    lines: tuple[RetailLine, ...]


@dataclass(frozen=True, slots=True)
class RetailFile:
    """What the rows amount to. `customers` maps a customer's id to the country it was first seen in
    ("" and a country for those without an id), `items` a stock code to its most frequent description.
    """

    documents: list[RetailDocument]
    rejected: list[RejectedRow]
    customers: Mapping[tuple[str, str], str]
    items: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Read:
    """The cells of one row as values; `quantity` as it stands in the file."""

    row: SourceRow
    number: str
    stock_code: str
    description: str
    quantity: Decimal
    on: date
    unit_price: Decimal
    customer: str
    country: str


class _Values:
    """Texts to values; each distinct text is looked at once."""

    def __init__(self) -> None:
        self._numbers: dict[str, Decimal | None] = {}
        self._days: dict[str, date | None] = {}

    def number(self, text: str) -> Decimal | None:
        if text not in self._numbers:
            stripped = text.strip()
            self._numbers[text] = Decimal(stripped) if _NUMBER.fullmatch(stripped) else None
        return self._numbers[text]

    def day(self, text: str) -> date | None:
        if text not in self._days:
            self._days[text] = _day(text.strip())
        return self._days[text]


def _day(text: str) -> date | None:
    if not _DAY.fullmatch(text):
        return None
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


def sorted_out(tables: Iterable[Table]) -> RetailFile:
    """The rows of files as documents, in their order, and those that cannot be used.

    A row that cannot be read takes its whole invoice with it: a posted invoice is not completed later,
    and so all of it waits in the rejected rows to be mended.
    """
    values = _Values()
    by_number: dict[str, list[_Read]] = {}
    unreadable: dict[str, list[RejectedRow]] = {}
    for table in tables:
        pick, width = picker(table.columns, COLUMNS), len(table.columns)
        for row in table.rows:
            if len(row.cells) != width:
                number = row.cells[0].strip() if table.columns[0] == COLUMNS[0] else ""
                problem = Problem("import.wrong_cells", "", {"found": len(row.cells), "wanted": width})
                unreadable.setdefault(number, []).append(rejected(row, problem))
                continue
            row = row._replace(cells=pick(row.cells))
            found = _read(row, values)
            if isinstance(found, Problem):
                unreadable.setdefault(row.cells[0].strip(), []).append(rejected(row, found))
            else:
                by_number.setdefault(found.number, []).append(found)
    rejects = [one for ones in unreadable.values() for one in ones]
    documents: list[RetailDocument] = []
    for number, reads in by_number.items():
        if number in unreadable:
            cause = unreadable[number][0]
            companion = Problem("retail.invoice_incomplete", "", {"number": number, "line": cause.line})
            rejects += [rejected(read.row, companion) for read in reads]
            continue
        document, refused = _document(number, reads)
        rejects += refused
        if document is not None:
            documents.append(document)
    return RetailFile(documents, rejects, _customers(documents), _items(documents))


def _read(row: SourceRow, values: _Values) -> _Read | Problem:
    """The row as values, or the first thing that is wrong with it."""
    number, stock_code, description, quantity, on, price, customer, country = row.cells
    number, stock_code = number.strip(), stock_code.strip()
    if not number:
        return Problem("retail.no_number", "InvoiceNo")
    if not (_INVOICE.match(number) or _CANCELLATION.match(number)):
        return Problem("retail.unknown_kind", "InvoiceNo", {"number": number})
    if not stock_code:
        return Problem("retail.no_stock_code", "StockCode")
    amount, day, unit_price = values.number(quantity), values.day(on), values.number(price)
    if amount is None:
        return Problem("retail.bad_number", "Quantity", {"value": quantity})
    if day is None:
        return Problem("retail.bad_date", "InvoiceDate", {"value": on})
    if unit_price is None or unit_price < 0:
        return Problem("retail.bad_number", "UnitPrice", {"value": price})
    return _Read(
        row, number, stock_code, description.strip(), amount, day, unit_price,
        customer.strip().removesuffix(".0"), country.strip(),
    )  # fmt: skip


def _document(number: str, reads: Sequence[_Read]) -> tuple[RetailDocument | None, list[RejectedRow]]:
    """The document of one number, and what of its rows is none of it."""
    is_cancellation = bool(_CANCELLATION.match(number))
    sign = -1 if is_cancellation else 1
    refused: list[RejectedRow] = []
    lines: list[_Read] = []
    for read in reads:
        if read.quantity * sign < 0 and not read.unit_price:
            params = {"stock_code": read.stock_code, "quantity": read.quantity}
            refused.append(rejected(read.row, Problem("retail.stock_adjustment", "Quantity", params)))
        else:
            lines.append(read)
    if not lines:
        return None, refused
    problem = _document_problem(number, lines, sign)
    if problem is not None:
        return None, [*refused, *(rejected(read.row, problem) for read in lines)]
    first = lines[0]
    document = RetailDocument(
        number=number.upper() if is_cancellation else number,
        is_cancellation=is_cancellation,
        on=first.on,
        customer=first.customer,
        country=first.country,
        lines=tuple(
            RetailLine(read.row, read.stock_code, read.description, read.quantity * sign, read.unit_price)
            for read in lines
        ),
    )
    return document, refused


def _document_problem(number: str, lines: Sequence[_Read], sign: int) -> Problem | None:
    """Why the rows of one number make no document."""
    if len({read.customer for read in lines}) > 1:
        return Problem("retail.two_customers", "CustomerID", {"number": number})
    total = sum(read.quantity * read.unit_price for read in lines) * sign
    if not total:
        return Problem("retail.bills_nothing", "UnitPrice", {"number": number})
    if total < 0:
        return Problem("retail.wrong_sign", "Quantity", {"number": number})
    return None


def _customers(documents: Iterable[RetailDocument]) -> Mapping[tuple[str, str], str]:
    """Customers by id, those without one by country; each with its country."""
    found: dict[tuple[str, str], str] = {}
    for document in documents:
        found.setdefault(customer_key(document), document.country)
    return found


def customer_key(document: RetailDocument) -> tuple[str, str]:
    """Who a document is for: (id, ""), or ("", country) for somebody who walked in."""
    return (document.customer, "") if document.customer else ("", document.country)


def _items(documents: Iterable[RetailDocument]) -> Mapping[str, str]:
    """Stock codes with their most frequent description, the first of equals; the code where there is none."""
    said: dict[str, Counter[str]] = {}
    for document in documents:
        for line in document.lines:
            counts = said.setdefault(line.stock_code, Counter())
            if line.description:
                counts[line.description] += 1
    return {code: counts.most_common(1)[0][0] if counts else code for code, counts in said.items()}

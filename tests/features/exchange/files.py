"""Short builders for files of Online Retail, and plain sums over them."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from rayafin_desktop.features.exchange.report import ImportReport
from rayafin_desktop.features.exchange.retail import import_retail
from tests.books import Office

HEADER = "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country"


def retail_file(folder: Path, *rows: str, name: str = "2010-12-01.csv", header: str = HEADER) -> Path:
    path = folder / name
    path.write_text("\r\n".join((header, *rows)) + "\r\n", encoding="utf-8", newline="")
    return path


def row(
    number: str = "536365",
    code: str = "85123A",
    text: str = "WHITE HANGING HEART",
    quantity: str = "6",
    price: str = "2.55",
    customer: str = "17850.0",
    country: str = "United Kingdom",
    on: str = "2010-12-01 08:26:00",
) -> str:
    return f"{number},{code},{text},{quantity},{on},{price},{customer},{country}"


def silent(done: int, total: int, what: str) -> None:
    """No progress shown."""


def imported(office: Office, *files: Path, dry_run: bool = False) -> ImportReport:
    return import_retail(office.app, office.owner, files, dry_run=dry_run, progress=silent)


@dataclass
class PlainSums:
    """What the files come to, added up row by row without the product."""

    rows: int = 0
    invoiced: Decimal = Decimal(0)
    credited: Decimal = Decimal(0)
    invoices: int = 0
    credit_notes: int = 0
    unusable: Counter[str] = field(default_factory=Counter)
    stock_codes: set[str] = field(default_factory=set)


def plain_sums(files: Iterable[Path]) -> PlainSums:
    sums = PlainSums()
    by_number: dict[str, list[dict[str, str]]] = {}
    for path in files:
        with path.open(encoding="utf-8", newline="") as file:
            for one in csv.DictReader(file):
                by_number.setdefault(one["InvoiceNo"], []).append(one)
                sums.rows += 1
    for number, rows in by_number.items():
        _add(sums, number, rows)
    return sums


def _add(sums: PlainSums, number: str, rows: Sequence[dict[str, str]]) -> None:
    total = sum((Decimal(one["Quantity"]) * Decimal(one["UnitPrice"]) for one in rows), Decimal(0))
    # Half pence only come from three prices in the whole file, which have three decimals.
    total = total.quantize(Decimal("0.01"), rounding="ROUND_HALF_UP")
    if not total:
        adjustments = sum(one["Quantity"].startswith("-") for one in rows)
        sums.unusable["retail.stock_adjustment"] += adjustments
        sums.unusable["retail.bills_nothing"] += len(rows) - adjustments
        return
    sums.stock_codes |= {one["StockCode"] for one in rows}
    if number.startswith("C"):
        sums.credit_notes += 1
        sums.credited -= total
    else:
        sums.invoices += 1
        sums.invoiced += total

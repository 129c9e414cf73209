"""Numbers of vouchers: taken when posting, one after the other in each financial year.

Receipts are not invoices in law; their numbers need no series of their own choosing, only a format.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from sqlalchemy import select

from rayafin_desktop.base.dates import fiscal_year_of
from rayafin_desktop.engine.settings import Setting
from rayafin_desktop.engine.work import Read, Work

from ..billing.numbering import format_number
from ..companies.model import Company
from .kinds import FLOWS, PaymentKind
from .model import VoucherCounter

RECEIPT_NUMBER: Setting[str] = Setting(
    key="payments.receipt_number",
    default="RCT/{fy}/{n:05}",
    label="Number of a receipt",
    help="{fy} is the financial year and {n:05} the running number in it, with five digits.",
    section="Payments",
)


def _template(series: str, default: str, label: str) -> Setting[str]:
    return Setting(
        key=f"payments.{series}_number",
        default=default,
        label=label,
        help="{fy} is the financial year and {n:05} the running number in it, with five digits.",
        section="Payments",
    )


TEMPLATES: Mapping[str, Setting[str]] = {
    "receipt": RECEIPT_NUMBER,
    "payment": _template("payment", "PAY/{fy}/{n:05}", "Number of a payment"),
    "refund": _template("refund", "RFD/{fy}/{n:05}", "Number of a refund"),
    "set_off": _template("set_off", "SET/{fy}/{n:05}", "Number of a set-off"),
    "write_off": _template("write_off", "WRO/{fy}/{n:05}", "Number of a write-off"),
    "transfer": _template("transfer", "TRF/{fy}/{n:05}", "Number of a transfer"),
}


def next_number(work: Work, kind: PaymentKind, on: date) -> str:
    """The next number for a kind of payment."""
    series = FLOWS[kind].series
    return take_number(work, TEMPLATES[series], series, on)


def take_number(work: Work, template: Setting[str], series: str, on: date) -> str:
    """The next number of `series` in the financial year of `on`; a rollback gives it back."""
    year = fiscal_year_of(on, _first_month(work))
    counter = work.find(VoucherCounter, series=series, year=year.label)
    if counter is None:
        work.new(VoucherCounter, series=series, year=year.label, next_n=2)
        n = 1
    else:
        n = work.take_next(counter, "next_n")
    return format_number(work.setting(template), n, on, year)


def _first_month(read: Read) -> int:
    def load() -> int:
        c = Company.c
        return int(read.scalar(select(c.fiscal_year_first_month).where(c.key == read.company_id)))

    return read.cached("payments.first_month", load)

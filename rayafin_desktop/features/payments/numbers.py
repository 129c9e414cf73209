"""Numbers of vouchers: taken when posting, one after the other in each financial year.

Receipts are not invoices in law; their numbers need no series of their own choosing, only a format.
"""

from __future__ import annotations

from datetime import date

from sqlalchemy import select

from rayafin_desktop.base.dates import fiscal_year_of
from rayafin_desktop.engine.settings import Setting
from rayafin_desktop.engine.work import Read, Work

from ..billing.numbering import format_number
from ..companies.model import Company
from .model import VoucherCounter

RECEIPT_NUMBER: Setting[str] = Setting(
    key="payments.receipt_number",
    default="RCT/{fy}/{n:05}",
    label="Number of a receipt",
    help="{fy} is the financial year and {n:05} the running number in it, with five digits.",
    section="Payments",
)


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

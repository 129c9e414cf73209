"""Numbers of vouchers: taken when posting, one after the other in each financial year.

Receipts are not invoices in law; their numbers need no series of their own choosing, only a format.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from datetime import date
from uuid import UUID, uuid5

from sqlalchemy import select

from rayafin_desktop.base.dates import fiscal_year_of
from rayafin_desktop.engine.settings import Setting
from rayafin_desktop.engine.work import Read, Work

from ..billing.apart import given, offered
from ..billing.numbering import for_device, format_number
from ..billing.series import all_series
from ..companies.model import Company
from ..periods.meanwhile import paper_day
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


# Runs of vouchers that features above give out.
FURTHER_SERIES = ("commission", "reminder")


def take_number(work: Work, template: Setting[str], series: str, on: date) -> str:
    """The next number of `series` in the financial year of `on`; a rollback gives it back.

    A device of a shared company has a run of its own in each series, marked by its prefix.
    """
    prefix = "" if work.device is None else work.device.prefix
    key, form = device_series(series, prefix), for_device(work.setting(template), prefix)
    on = paper_day(work, on)
    year = fiscal_year_of(on, _first_month(work))
    counter = work.find(VoucherCounter, series=key, year=year.label)
    next_n = 1 if counter is None else counter.next_n
    series_id = voucher_series(key)
    own = {voucher_series(device_series(one, prefix)) for one in (*TEMPLATES, *FURTHER_SERIES)}
    taken = offered(work, lambda one: one.series_id == series_id) or offered(
        work, lambda one: one.series_id not in own and one.series_id not in all_series(work)
    )
    got = given(
        work, series_id, year.label, next_n, lambda n: format_number(form, n, on, year, prefix), taken
    )
    move_counter(work, key, year.label, got.n + 1)
    return got.number


def move_counter(work: Work, key: str, year: str, next_n: int) -> None:
    """Let a run of vouchers go on with `next_n`; it never goes back."""
    counter = work.find(VoucherCounter, series=key, year=year)
    if counter is None:
        work.new(VoucherCounter, series=key, year=year, next_n=next_n)
    elif counter.next_n < next_n:
        work.save(dataclasses.replace(counter, next_n=next_n))


def device_series(series: str, prefix: str) -> str:
    """The key of a run of vouchers: `receipt` of the office, `receipt/A1` of a device."""
    return f"{series}/{prefix}" if prefix else series


def voucher_series(key: str) -> UUID:
    """The id by which operations name a run of vouchers; the same on every machine."""
    return uuid5(_RUNS, key)


_RUNS = UUID("5f0b6b1c-6f3e-4f0e-9c3a-2d1f8f1f7a11")


def _first_month(read: Read) -> int:
    def load() -> int:
        c = Company.c
        return int(read.scalar(select(c.fiscal_year_first_month).where(c.key == read.company_id)))

    return read.cached("payments.first_month", load)

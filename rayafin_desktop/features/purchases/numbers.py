"""Our own numbers for purchase documents, from the number series of billing."""

from __future__ import annotations

from rayafin_desktop.engine.work import Work

from ..billing.model import NumberSeries
from ..billing.rules import SeriesKind
from ..billing.series import SaveNumberSeries, all_series, save_number_series
from ..billing.sources import seller_of
from ..companies.happenings import CompanyCreated
from .model import PurchaseKind

SERIES_OF = {
    PurchaseKind.BILL: SeriesKind.BILL,
    PurchaseKind.DEBIT_NOTE: SeriesKind.DEBIT_NOTE,
    PurchaseKind.EXPENSE: SeriesKind.EXPENSE,
}
_FIRST = {
    SeriesKind.BILL: ("BILL", "Bills"),
    SeriesKind.DEBIT_NOTE: ("DN", "Debit notes"),
    SeriesKind.EXPENSE: ("EXP", "Expenses"),
    SeriesKind.SELF_INVOICE: ("SI", "Self-invoices"),
}
KINDS = tuple(_FIRST)


def seed_series(event: CompanyCreated, work: Work) -> None:
    """A new company starts with a series for each kind of purchase document."""
    for kind in KINDS:
        _make(work, kind)


def ensure_series(work: Work, kind: SeriesKind) -> None:
    """Make the first series of a kind in a company that is older than purchases are."""
    if not any(one.kind is kind for one in all_series(work).values()):
        _make(work, kind)


def _make(work: Work, kind: SeriesKind) -> None:
    code, name = _FIRST[kind]
    taken = {one.code for one in work.all(NumberSeries)}
    separator = "/" if seller_of(work).country == "IN" else "-"
    save_number_series(
        SaveNumberSeries(
            code=code if code not in taken else f"{code}-P",
            name=name,
            kind=kind,
            template=f"{code}{separator}{{fy}}{separator}{{n:04}}",
            is_default=True,
        ),
        work,
    )

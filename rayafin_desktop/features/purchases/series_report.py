"""Every number series with its proof: what it gave out is exactly what stands between its first and last."""

from __future__ import annotations

from rayafin_desktop.engine.report import Report, ReportColumn, ReportRow, ReportTable, as_parameters
from rayafin_desktop.engine.work import Read

from ..billing.queries import NumberFate, counters
from ..billing.queries import fates_of as fates_of_sales
from ..billing.rules import DocumentState, SeriesKind
from ..billing.series import all_series
from ..companies.reporting import company_report
from .numbers import KINDS
from .printing import fates_of


def number_proof_report(read: Read) -> ReportTable:
    """One row for each series and year: count = last - first + 1, documents and void numbers."""
    series, rows, unexplained = all_series(read), [], 0
    for kind in (SeriesKind.INVOICE, SeriesKind.CREDIT_NOTE, *KINDS):
        for counter in counters(read, (kind,)):
            fates = (
                fates_of(read, counter, is_self=kind is SeriesKind.SELF_INVOICE)
                if kind in KINDS
                else fates_of_sales(read, counter)
            )
            if not fates:
                continue
            one = series[counter.series_id]
            figures = _figures(fates)
            unexplained += figures[-1]
            rows.append(
                ReportRow(
                    values=(
                        f"{one.name} {counter.year}".strip(),
                        one.device or "Office",
                        _written(fates[0]),
                        _written(fates[-1]),
                        len(fates),
                        *figures,
                    )
                )
            )
    return company_report(
        read,
        title="Number series",
        columns=(
            ReportColumn(key="series", title="Series", grows=True),
            ReportColumn(key="device", title="Device"),
            ReportColumn(key="first", title="First"),
            ReportColumn(key="last", title="Last"),
            ReportColumn(key="count", title="Count", kind="count"),
            ReportColumn(key="documents", title="Documents", kind="count"),
            ReportColumn(key="void", title="Void documents", kind="count"),
            ReportColumn(key="explained", title="Void numbers", kind="count"),
            ReportColumn(key="missing", title="Missing", kind="count"),
        ),
        rows=rows,
        remarks=(
            "Every number is accounted for." if not unexplained else f"{unexplained} numbers are missing.",
        ),
        parameters=as_parameters(),
    )


def _written(fate: NumberFate) -> str:
    return fate.number or str(fate.n)


def _figures(fates: list[NumberFate]) -> tuple[int, int, int, int]:
    """Documents that stand, void documents, void numbers, and numbers nothing explains."""
    void = sum(1 for fate in fates if fate.state is DocumentState.VOID)
    standing = sum(1 for fate in fates if fate.document_id is not None) - void
    explained = sum(1 for fate in fates if fate.document_id is None and fate.why_void)
    return standing, void, explained, sum(1 for fate in fates if fate.is_missing)


NUMBER_REPORTS = (
    Report(
        "numbers",
        "Number series",
        "number_series.see",
        number_proof_report,
        group="Registers",
        purpose="Each series with its first and last number, what is void, and that none is missing.",
        kinds=("invoice", "bill"),
    ),
)

"""Reports under the company's name: the head every report has, and the report on paper."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from rayafin_desktop.base.formats import date_style, format_date
from rayafin_desktop.engine.report import ReportColumn, ReportRow, ReportTable
from rayafin_desktop.engine.work import Read

from .queries import company_detail


def company_report(
    read: Read,
    *,
    title: str,
    columns: Sequence[ReportColumn],
    rows: Sequence[ReportRow],
    subtitle: str = "",
    currency: str = "",
    remarks: Sequence[str] = (),
    parameters: Mapping[str, str] | None = None,
    difference_minor: int | None = None,
    landscape: bool = False,
    data: Callable[[], str] | None = None,
    paper: Callable[[], bytes] | None = None,
) -> ReportTable:
    """A report of the company being read, in its locale and (unless said otherwise) its currency."""
    company = company_detail(read)
    return ReportTable(
        title=title,
        subtitle=subtitle,
        columns=tuple(columns),
        rows=tuple(rows),
        firm=company.printed_name,
        locale=company.locale,
        currency=currency or company.currency,
        printed_on=read.today,
        remarks=tuple(remarks),
        parameters=parameters or {},
        difference_minor=difference_minor,
        landscape=landscape,
        data=data,
        paper=paper,
    )


def day_text(read: Read, day: date) -> str:
    """A day as the company writes it, for subtitles and remarks."""
    return format_date(day, date_style(company_detail(read).locale))


def month_text(read: Read, day: date) -> str:
    """A month as the company writes it, for heads of columns: `Apr 2026`."""
    style = date_style(company_detail(read).locale)
    return f"{style.short_months[day.month - 1]} {day.year}"


def as_of_text(read: Read, as_of: date) -> str:
    """The subtitle of a report as of a day: `As of 31 Mar 2027, in INR`."""
    return f"As of {day_text(read, as_of)}, in {company_detail(read).currency}"


def period_text(read: Read, first: date, last: date) -> str:
    """The subtitle of a report over days: `1 Apr 2026 to 31 Mar 2027, in INR`; one day is named once."""
    days = day_text(read, first) if first == last else f"{day_text(read, first)} to {day_text(read, last)}"
    return f"{days}, in {company_detail(read).currency}"


def report_pdf(table: ReportTable) -> bytes:
    """The report on paper. What draws is loaded at the first print."""
    if table.paper is not None:
        return table.paper()
    from rayafin_desktop.paper.report import TablePaper, render_table
    from rayafin_desktop.paper.tables import Column, Row

    return render_table(
        TablePaper(
            firm=table.firm,
            title=table.title,
            subtitle=table.subtitle,
            printed_on=table.printed_on,
            columns=tuple(
                Column(one.title, "figures" if one.is_numeric else "start", one.grows)
                for one in table.columns
            ),
            rows=tuple(
                Row(
                    table.written(row),
                    kind="line" if row.kind == "remark" else row.kind,
                    indent=row.indent,
                )
                for row in table.rows
            ),
            locale=table.locale,
            remarks=table.foot,
            landscape=table.landscape or len(table.columns) > _MOST_UPRIGHT,
        )
    )


_MOST_UPRIGHT = 7  # columns that fit a sheet held upright

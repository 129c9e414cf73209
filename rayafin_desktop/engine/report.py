"""Reports as typed tables: what a report answers, before anybody has written it down.

A cell is a value, not a text: an int of minor units, a date, an exact Decimal. The terminal, the window,
paper and files each write it their way (`report_files`, `features.companies.reporting`), so that a figure
is the same figure everywhere.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, Literal
from uuid import UUID

from rayafin_desktop.base.formats import date_style, format_date, format_decimal, format_minor, number_style
from rayafin_desktop.base.money import currency_digits

CellKind = Literal["text", "code", "date", "money", "qty", "rate", "percent", "count"]
"""What a column holds: `money` an int of minor units; `qty`, `rate` and `percent` a Decimal; `count` an
int; `date` a date; `text` and `code` a str. None is an empty cell of any kind."""

RowKind = Literal["line", "section", "group", "subtotal", "total", "remark"]
"""`section` opens a part and has its name alone; a `group` sums up the rows indented below it; a
`subtotal` closes a part, a `total` the report; a `remark` is a sentence between rows."""

Cell = str | int | Decimal | date | None
About = tuple[str, UUID]

NUMERIC_KINDS = frozenset({"money", "qty", "rate", "percent", "count"})
DEEPEST_LEVEL = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportColumn:
    """A column: `key` names it for machines, `title` for people; one column `grows` with the page."""

    key: str
    title: str
    kind: CellKind = "text"
    grows: bool = False

    @property
    def is_numeric(self) -> bool:
        return self.kind in NUMERIC_KINDS


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportRow:
    """One row; `values` has one cell for each column.

    `about` is the kind and id of the record the row stands for and opens. `indent` counts the levels of
    an outline. `currency` is that of the row's money where it is not the report's. `report` names another
    report that the row opens, for the same days, where it stands for no record.
    """

    values: tuple[Cell, ...]
    kind: RowKind = "line"
    indent: int = 0
    about: About | None = None
    currency: str = ""
    report: str = ""

    @property
    def level(self) -> int:
        """The level of detail it first shows at: 1 sums only, each further one a step of the outline."""
        if self.kind in ("subtotal", "total"):
            return 1
        if self.kind == "section":
            return 2
        return min(DEEPEST_LEVEL, 1 + max(1, self.indent))


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportTable:
    """A report worked out. `currency` is that of its money, `locale` how its firm writes figures.

    `parameters` says what it was asked (`{"as_of": "2026-03-31"}`), for machines; `subtitle` says it for
    people. `remarks` stand below the table. `difference_minor` must be 0 where the report can be checked
    against the ledger or in itself; None where there is nothing to check.
    """

    title: str
    subtitle: str
    columns: tuple[ReportColumn, ...]
    rows: tuple[ReportRow, ...]
    firm: str
    locale: str
    currency: str
    printed_on: date
    remarks: tuple[str, ...] = ()
    parameters: Mapping[str, str] = field(default_factory=dict)
    difference_minor: int | None = None
    landscape: bool = False
    data: Callable[[], str] | None = None  # its JSON where somebody else says how it looks
    paper: Callable[[], bytes] | None = None  # draws it where it is a letter rather than a table

    def __post_init__(self) -> None:
        width = len(self.columns)
        for row in self.rows:
            if len(row.values) != width:
                raise ValueError(f"{len(row.values)} cells in a row of {width} columns")

    @property
    def outline(self) -> int:
        """The number of the column whose cells are indented: the one that grows."""
        return next((n for n, column in enumerate(self.columns) if column.grows), 0)

    @property
    def levels(self) -> int:
        """How many levels of detail there are."""
        return max((row.level for row in self.rows), default=1)

    @property
    def foot(self) -> tuple[str, ...]:
        """The lines below the table, the difference among them."""
        if self.difference_minor is None:
            return self.remarks
        return (
            *self.remarks,
            f"Difference {written(self.difference_minor, 'money', self.currency, self.locale)}",
        )

    def written(self, row: ReportRow) -> tuple[str, ...]:
        """The row's cells as the firm's locale writes them; nothing is rounded."""
        return tuple(
            written(value, column.kind, row.currency or self.currency, self.locale)
            for value, column in zip(row.values, self.columns, strict=True)
        )


def written(value: Cell, kind: CellKind, currency: str, locale: str) -> str:
    """One cell as a locale writes it."""
    if value is None:
        return ""
    if isinstance(value, date):
        return format_date(value, date_style(locale))
    if isinstance(value, str):
        return value
    style = number_style(locale)
    if isinstance(value, Decimal):
        text = format_decimal(value, style, least=2 if kind == "rate" else 0)
        return f"{text}%" if kind == "percent" else text
    return format_minor(value, currency_digits(currency) if kind == "money" else 0, style)


@dataclass(frozen=True, slots=True)
class ReportOption:
    """A choice a report offers beside days and records: the values of one keyword of `run`.

    `choices` are pairs of value and label; the first is what `run` takes when nothing is said.
    """

    name: str
    label: str
    choices: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ReportParameter:
    """A record a report can be asked about: keyword `name` of `run`, an id.

    `lookup` is the registered list it is chosen from, which has a column `code`.
    """

    name: str
    label: str
    lookup: str


@dataclass(frozen=True, slots=True)
class Report:
    """A report: `rayafin report NAME`. `run(read, *, …)` answers a `ReportTable`.

    What it can be asked are the keywords of `run`: days (`as_of`, or `first` and `last`), records that a
    `ReportParameter` names (`party`, `account` …: ids), and its `options`. A keyword without a default
    must be given. `group` and `purpose` place it in the reports centre, `days` is the period its page
    begins with, and `kinds` are the records whose change makes it stale.
    """

    name: str
    title: str
    permission: str
    run: Callable[..., ReportTable]
    group: str = "Financial"
    purpose: str = ""
    options: tuple[ReportOption, ...] = ()
    kinds: tuple[str, ...] = ("entry",)
    days: Literal["year", "month", "today"] = "year"

    @property
    def takes(self) -> Mapping[str, bool]:
        """The keywords of `run`, and whether each must be given."""
        known: Mapping[str, inspect.Parameter] = inspect.signature(self.run).parameters
        return {
            name: one.default is inspect.Parameter.empty
            for name, one in known.items()
            if one.kind is inspect.Parameter.KEYWORD_ONLY
        }


DAYS = ("as_of", "first", "last")


def as_parameters(**asked: Any) -> dict[str, str]:
    """What a report was asked, as text for machines; what was not said is left out."""
    return {name: str(value) for name, value in asked.items() if value is not None}

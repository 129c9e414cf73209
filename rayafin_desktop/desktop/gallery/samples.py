"""An invented company: rows, screens and a backend in memory for the gallery and the kit's tests."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any, TypeVar

from rayafin_desktop.base.errors import Problem
from rayafin_desktop.desktop.backend import Done, Key, Suggestion, suggestion
from rayafin_desktop.desktop.lists.page_source import Overview, View
from rayafin_desktop.engine.report import Report, ReportParameter
from rayafin_desktop.engine.screens import (
    Action,
    Choice,
    Column,
    EmptyState,
    ListScreen,
    PeekSection,
    Stat,
    Tab,
)
from rayafin_desktop.engine.work import Read

T = TypeVar("T")
TODAY = date(2026, 11, 21)
STATES = (
    Choice(value="DRAFT", label="Draft"),
    Choice(value="UNPAID", label="Unpaid", tone="info"),
    Choice(value="PARTIAL", label="Part paid", tone="warn"),
    Choice(value="PAID", label="Paid", tone="pos"),
    Choice(value="OVERDUE", label="Overdue", tone="neg"),
    Choice(value="VOID", label="Void", tone="muted"),
)


@dataclass(frozen=True, slots=True)
class InvoiceRow:
    """An invoice as a list shows it."""

    id: int
    number: str
    customer: str
    due_on: date
    state: str
    total: int
    balance: int
    late: bool = False
    void: bool = False
    note: str = ""
    invoice_id: int = 0


@dataclass(frozen=True, slots=True)
class LineRow:
    """A line of an invoice."""

    id: int
    invoice_id: Key
    item: str
    quantity: str
    net: int


@dataclass(frozen=True, slots=True)
class EventRow:
    """Something that happened to an invoice."""

    id: int
    invoice_id: Key
    at: datetime
    title: str
    detail: str
    tone: str


@dataclass(frozen=True, slots=True)
class ItemRow:
    """An item as a type-ahead shows it."""

    id: int
    name: str
    code: str
    note: str
    figure: str
    unit: str
    rate: Decimal
    tax: Decimal


_NAMES = (
    "Kaveri Spinning Mills", "Meridian Oils", "Suryodaya Agro", "Patel Brothers", "Oceanic Exports",
    "Nilgiri Foods", "Shree Balaji Traders", "Amrut Dal Mill", "Blue Nile Trading", "Deccan Feeds",
    "Vasant Ginning", "Orchid Flour Mills", "Konkan Cashew", "Meridian Oils", "Narmada Textiles",
    "Sahyadri Spices", "Malabar Impex", "Coromandel Cotton",
)  # fmt: skip
_STATE = (
    "DRAFT", "UNPAID", "OVERDUE", "PAID", "PARTIAL", "UNPAID", "PAID", "OVERDUE", "PAID", "PAID",
    "PARTIAL", "VOID", "PAID", "UNPAID", "PAID", "PAID", "OVERDUE", "PAID",
)  # fmt: skip
_TOTAL = (
    273985300, 126400000, 31896075, 9648050, 221875000, 45230000, 7812000, 64000000, 149020000,
    5543025, 87261500, 20475000, 103590000, 36724840, 191800000, 12987500, 48210000, 9912000,
)  # fmt: skip
_DUE = (30, 14, -11, 12, 11, 5, 9, -13, 7, 6, 5, 4, 3, 2, 1, 0, -4, 2)
ROWS = 1_048_576


def invoice(position: int) -> InvoiceRow:
    """The invoice at a position of the sample list."""
    kind = position % 18
    state, total = _STATE[kind], _TOTAL[kind]
    balance = {"PAID": 0, "VOID": 0, "PARTIAL": total * 2 // 5}.get(state, total)
    number = (
        "Draft"
        if state == "DRAFT"
        else f"INV-26-{1044 - position:05d}"
        if position < 1000
        else (f"INV-25-{ROWS - position:07d}")
    )
    due = TODAY + timedelta(days=_DUE[kind])
    late = state == "OVERDUE"
    note = f"due {due:%d %b %Y}, {-_DUE[kind]} days late" if late else f"due {due:%d %b %Y}"
    return InvoiceRow(
        position, number, _NAMES[kind], due, state, total, balance, late, state == "VOID", note, position
    )


INVOICES = ListScreen(
    key="invoices",
    title="Invoices",
    one="invoice",
    many="invoices",
    icon="receipt-text",
    query="invoices",
    nav_group="Sales",
    shortcut_go="I",
    kinds=("invoice",),
    order="number",
    descending=True,
    title_key="number",
    amount_key="balance",
    amount_note="note",
    status_key="state",
    muted="void",
    opens="invoice.editor",
    search="Filter by customer, number or amount",
    columns=(
        Column(key="number", title="Number", kind="code", width=140, priority=9),
        Column(key="customer", title="Customer", kind="party", stretch=True),
        Column(key="due_on", title="Due", kind="date", width=112, alarm="late", priority=6),
        Column(key="state", title="Status", kind="status", width=116, choices=STATES, priority=7),
        Column(key="total", title="Total", kind="money", width=136, priority=4),
        Column(key="balance", title="Balance", kind="money", width=136, alarm="late", priority=8),
    ),
    tabs=(
        Tab(key="all", label="All"),
        Tab(key="draft", label="Draft"),
        Tab(key="unpaid", label="Unpaid"),
        Tab(key="overdue", label="Overdue"),
        Tab(key="paid", label="Paid", counted=False),
    ),
    stats=(
        Stat(key="outstanding", label="Outstanding", count="open_count", noun="invoices", opens_tab="unpaid"),
        Stat(
            key="overdue",
            label="Overdue",
            tone="neg",
            count="late_count",
            noun="invoices",
            opens_tab="overdue",
        ),
        Stat(key="due_soon", label="Due this week", count="soon_count", noun="invoices"),
    ),
    actions=(
        Action(key="import", label="Import", icon="upload", scope="page"),
        Action(key="export", label="Export", icon="download", scope="page"),
        Action(
            key="new", label="New invoice", icon="plus", scope="page", primary=True, opens="invoice.editor"
        ),
        Action(key="pay", label="Record payment", icon="banknote", shortcut="P", primary=True),
        Action(key="remind", label="Remind", icon="mail", shortcut="R"),
        Action(key="print", label="Print", icon="printer"),
        Action(key="remind_all", label="Remind", icon="mail", scope="rows"),
    ),
    peek=(
        PeekSection(
            title="",
            columns=(
                Column(key="customer", title="Customer"),
                Column(key="due_on", title="Due", kind="date", alarm="late"),
                Column(key="total", title="Total", kind="money"),
            ),
        ),
        PeekSection(
            title="Lines",
            kind="lines",
            query="invoice_lines",
            by="invoice_id",
            columns=(
                Column(key="item", title="Item"),
                Column(key="quantity", title="Qty"),
                Column(key="net", title="Amount", kind="money"),
            ),
        ),
        PeekSection(title="Activity", kind="timeline", query="invoice_events", by="invoice_id"),
    ),
    empty=EmptyState(
        title="No invoices yet",
        text="Bill a customer: the number is assigned and the books are written when you post.",
        action="new",
    ),
)


def _item(number: int, name: str, code: str, note: str, unit: str, rate: str, tax: int) -> ItemRow:
    price = Decimal(rate)
    return ItemRow(number, name, code, note, f"{price:,.2f}", unit, price, Decimal(tax))


ITEMS = (
    _item(1, "Refined soybean oil, tin 15 kg", "SO-002", "Stock 412 tins", "tin", "1845", 5),
    _item(2, "Soybean seed, yellow", "SB-001", "Stock 38.5 t", "t", "46200", 5),
    _item(3, "Soya meal 46% protein", "SM-004", "Stock 12.0 t", "t", "38750", 5),
    _item(4, "Cotton yarn 30s combed", "CY-030", "Stock 12,400 kg", "kg", "284.50", 5),
    _item(5, "Chana desi", "CD-001", "Stock 61.0 t", "t", "61250", 0),
    _item(6, "Freight", "FR-001", "Service", "trip", "18500", 12),
)


class SampleSource:
    """A list of a million invented rows, made when they are looked at."""

    def __init__(self, rows: int = ROWS) -> None:
        self._whole = rows
        self._view = View()

    def count(self, view: View) -> int:
        if view.text:
            found = sum(view.text.lower() in name.lower() for name in _NAMES)
            return self._whole * found // len(_NAMES)
        return {"draft": 3, "unpaid": 66, "overdue": 38}.get(view.tab, self._whole)

    def first_page(self, view: View, size: int) -> Sequence[Any]:
        self._view = view
        return self.page(0, size)

    def freeze(self, view: View) -> int:
        self._view = view
        return self.count(view)

    def page(self, first: int, size: int) -> Sequence[Any]:
        last = min(first + size, self.count(self._view))
        rows = []
        wanted = self._view.text.lower()
        kinds = [n for n in range(18) if wanted in _NAMES[n].lower()]
        for position in range(first, last):
            at = position // len(kinds) * 18 + kinds[position % len(kinds)]
            rows.append(invoice(at))
        return rows

    def position_of(self, key: Any) -> int | None:
        return int(key)

    def overview(self) -> Overview:
        return Overview(
            {
                "outstanding": 1842045000, "open_count": 104, "overdue": 860815000, "late_count": 38,
                "due_soon": 317520000, "soon_count": 7,
            },
            {"all": self._whole, "draft": 3, "unpaid": 66, "overdue": 38},
        )  # fmt: skip

    def rest(self) -> None:
        """There is no snapshot."""

    def interrupt(self) -> None:
        """Nothing here runs long."""

    def close(self) -> None:
        """Nothing is held."""


class SampleBackend:
    """Answers the kit's questions from the invented company."""

    def __init__(self, rows: int = ROWS, *, allowed: bool = True) -> None:
        self.rows_ = rows
        self.executed: list[Any] = []
        self._allowed = allowed

    def may(self, permission: str) -> bool:
        return self._allowed or not permission

    def sentence(self, problem: Problem) -> str:
        return f"{problem.code.replace('.', ' ').replace('_', ' ').capitalize()}."

    def source(self, query: str) -> SampleSource:
        return SampleSource(self.rows_)

    def reports(self) -> Sequence[Report]:
        return []

    def report_parameters(self) -> Mapping[str, ReportParameter]:
        return {}

    def details(self, query: str, key: Key, by: str, limit: int) -> Sequence[Any]:
        if query == "invoice_lines":
            return [
                LineRow(1, key, "Chana desi, lot 207", "4.500 t", 27000000),
                LineRow(2, key, "Bagging, jute 50 kg", "90 bags", 1125000),
                LineRow(3, key, "Freight to Latur", "1 trip", 2252214),
            ]
        if query == "invoice_events":
            return [
                EventRow(
                    1, key, datetime(2026, 11, 18, 9, 30, tzinfo=UTC), "Second reminder sent", "email", "neg"
                ),
                EventRow(2, key, datetime(2026, 11, 5, 16, 12, tzinfo=UTC), "Opened by customer", "", "info"),
                EventRow(
                    3, key, datetime(2026, 10, 20, 11, 4, tzinfo=UTC), "Posted by Asha", "JV-4410", "pos"
                ),
            ]
        return []

    def suggestions(self, query: str, text: str, limit: int) -> list[Suggestion]:
        words = text.lower().split()
        found = [i for i in ITEMS if all(w in f"{i.code} {i.name}".lower() for w in words)]
        return [suggestion(item) for item in found[:limit]]

    def read(self, answer: Callable[[Read], T]) -> T:
        raise NotImplementedError("the sample has no book")

    def execute(self, command: Any, confirmed: frozenset[str]) -> Done:
        self.executed.append(command)
        return Done(None, {})

"""The rows of a settlement run: beneficiaries with a tick, their lines, and what is left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from rayafin_desktop.desktop.formats import Formats
from rayafin_desktop.desktop.lists.row_list import RowList
from rayafin_desktop.desktop.wording import tr
from rayafin_desktop.engine.screens import Choice, Column
from rayafin_desktop.features.commissions.runs import Outcome, Reason, RunGroup

TICK = 0
OUTCOMES = (
    Choice(value=Outcome.PAYMENT, label="Payment", tone="accent"),
    Choice(value=Outcome.BILL, label="Agent's bill", tone="info"),
    Choice(value=Outcome.INVOICE, label="Our invoice", tone="pos"),
    Choice(value=Outcome.CARRY, label="Carried forward", tone="warn"),
    Choice(value=Outcome.RECOVERED, label="Made up for", tone="muted"),
)
REASONS = (
    Choice(value=Reason.WAITS, label="The invoice is not paid", tone="muted"),
    Choice(value=Reason.NOT_APPROVED, label="Not approved yet", tone="info"),
    Choice(value=Reason.LATER, label="After the period", tone="muted"),
    Choice(value=Reason.OTHER_SIDE, label="The other side is not ready", tone="warn"),
    Choice(value=Reason.NOTHING_TO_BILL, label="Comes to nothing", tone="muted"),
)


@dataclass(frozen=True, kw_only=True, slots=True)
class GroupLine:
    """One beneficiary in one currency as the table shows it."""

    group: RunGroup
    name: str
    outcome: Outcome
    count: int
    amount_minor: int
    recoverable_minor: int | None
    payable_minor: int
    currency: str
    ticked: bool = True


def line_of(group: RunGroup, *, ticked: bool = True) -> GroupLine:
    """A group of the preview, ticked to begin with."""
    return GroupLine(
        group=group,
        name=group.name,
        outcome=group.outcome,
        count=len(group.lines),
        amount_minor=group.amount_minor,
        recoverable_minor=-group.recoverable_minor or None,
        payable_minor=group.payable_minor,
        currency=group.whose.currency,
        ticked=ticked,
    )


def _money(key: str, title: str, width: int = 124, priority: int = 9) -> Column:
    return Column(
        key=key, title=tr(title), kind="money", width=width, currency="currency", sortable=False,
        priority=priority,
    )  # fmt: skip


def _choices(choices: Sequence[Choice]) -> tuple[Choice, ...]:
    return tuple(replace(one, label=tr(one.label)) for one in choices)


def group_columns() -> tuple[Column, ...]:
    """The columns of the beneficiaries; the tick stands first."""
    return (
        Column(key="ticked", title="", kind="check", width=44, sortable=False, priority=10),
        Column(key="name", title=tr("For"), kind="party", width=200, stretch=True, sortable=False),
        Column(key="outcome", title=tr("Becomes"), kind="status", width=140, sortable=False,
               choices=_choices(OUTCOMES), priority=8),
        Column(key="count", title=tr("Lines"), kind="count", width=70, sortable=False, priority=4),
        _money("amount_minor", "Commission"),
        _money("recoverable_minor", "Kept back", priority=5),
        _money("payable_minor", "To settle", priority=10),
        Column(key="currency", title=tr("Currency"), kind="code", width=84, sortable=False, priority=6),
    )  # fmt: skip


def entry_columns() -> tuple[Column, ...]:
    """The columns of one beneficiary's lines."""
    return (
        Column(key="happened_on", title=tr("Date"), kind="date", width=110, sortable=False),
        Column(key="invoice_number", title=tr("Invoice"), kind="code", width=150, sortable=False),
        Column(key="customer_name", title=tr("Customer"), kind="text", stretch=True, sortable=False),
        _money("amount_minor", "Commission"),
    )


def left_columns() -> tuple[Column, ...]:
    """The columns of what is left out."""
    return (
        Column(key="happened_on", title=tr("Date"), kind="date", width=110, sortable=False),
        Column(key="name", title=tr("For"), kind="party", stretch=True, sortable=False),
        Column(key="invoice_number", title=tr("Invoice"), kind="code", width=140, sortable=False),
        Column(key="reason", title=tr("Why it waits"), kind="status", width=210, sortable=False,
               choices=_choices(REASONS), priority=9),
        _money("amount_minor", "Commission"),
    )  # fmt: skip


@dataclass(frozen=True, kw_only=True, slots=True)
class EntryLine:
    """One entry of a beneficiary, with its currency beside it."""

    id: object
    happened_on: date
    invoice_number: str
    customer_name: str
    amount_minor: int
    currency: str


def entries_of(line: GroupLine) -> list[EntryLine]:
    """The entries of a beneficiary."""
    return [
        EntryLine(
            id=one.id,
            happened_on=one.happened_on,
            invoice_number=one.invoice_number,
            customer_name=one.customer_name,
            amount_minor=one.amount_minor,
            currency=line.currency,
        )
        for one in line.group.lines
    ]


class GroupLines(RowList):
    """The beneficiaries; a tick of brokerage takes its other side along."""

    def __init__(self, formats: Formats) -> None:
        super().__init__(group_columns(), formats)

    def lines(self) -> list[GroupLine]:
        """All beneficiaries."""
        return self.rows()

    def ticked(self) -> list[GroupLine]:
        """Those that are settled."""
        return [line for line in self.lines() if line.ticked]

    def tick(self, row: int) -> None:
        """Turn one over, and whoever shares a brokerage with it."""
        lines = self.lines()
        wanted, taken = not lines[row].ticked, {row}
        pairs = {one.pair for one in lines[row].group.lines if one.pair}
        grew = True
        while grew:
            grew = False
            for at, line in enumerate(lines):
                mine = {one.pair for one in line.group.lines if one.pair}
                if at not in taken and mine & pairs:
                    taken.add(at)
                    pairs |= mine
                    grew = True
        for at in taken:
            self.replace_row(at, replace(lines[at], ticked=wanted))

    def tick_all(self) -> None:
        """Tick all, or none where all are."""
        lines = self.lines()
        wanted = not all(line.ticked for line in lines)
        for at, line in enumerate(lines):
            self.replace_row(at, replace(line, ticked=wanted))

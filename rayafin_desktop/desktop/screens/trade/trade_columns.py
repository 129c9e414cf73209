"""The columns of the tables on a contract's page."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from rayafin_desktop.desktop.wording import tr
from rayafin_desktop.engine.screens import Choice, Column, Tone

from .words import LOT_RESULTS

DELIVERY_STATES: tuple[tuple[str, str, Tone], ...] = (
    ("LIFTED", "On the way", "info"),
    ("DELIVERED", "Delivered", "pos"),
    ("VOID", "Taken back", "muted"),
)
_CHARGE_STATES: tuple[tuple[str, str, Tone], ...] = (
    ("AGREED", "Agreed", "neutral"),
    ("DUE", "Due", "warn"),
    ("BILLED", "Billed", "info"),
    ("SETTLED", "Paid", "pos"),
    ("CANCELLED", "Cancelled", "muted"),
)
CLAIM_STATES: tuple[tuple[str, str, Tone], ...] = (
    ("OPEN", "Open", "warn"),
    ("SOON", "Due soon", "orange"),
    ("OVERDUE", "Overdue", "neg"),
    ("ARBITRATION", "In arbitration", "orange"),
    ("SETTLED", "Settled", "pos"),
    ("WITHDRAWN", "Withdrawn", "muted"),
    ("REJECTED", "Rejected", "muted"),
)
_BASES = (
    Choice(value="PERCENT", label="percent"),
    Choice(value="PER_UNIT", label="per unit"),
    Choice(value="LUMP", label="lump sum"),
)


def _states(states: tuple[tuple[str, str, Tone], ...]) -> tuple[Choice, ...]:
    return tuple(Choice(value=value, label=tr(label), tone=tone) for value, label, tone in states)


def LOTS() -> tuple[Column, ...]:
    """Lots of a contract."""
    results = _states(tuple((value, label, tone) for value, (label, tone) in LOT_RESULTS.items()))
    return (
        Column(key="lot_no", title=tr("Lot"), kind="code", width=90, sortable=False, priority=9),
        Column(key="gin", title=tr("Gin or maker"), stretch=True, sortable=False, subtitle="press"),
        Column(key="packages", title=tr("Packages"), kind="count", width=84, sortable=False, priority=7),
        Column(key="delivered", title=tr("Delivered"), kind="count", width=84, sortable=False, priority=4),
        Column(
            key="allowance_minor", title=tr("Allowance"), kind="money", width=104, sortable=False, priority=6
        ),
        Column(
            key="result",
            title=tr("Result"),
            kind="status",
            width=132,
            sortable=False,
            choices=results,
            priority=8,
        ),
    )


def DELIVERIES() -> tuple[Column, ...]:
    """Lorries of a contract."""
    return (
        Column(key="number", title=tr("Delivery"), kind="code", width=120, sortable=False, priority=4),
        Column(key="day", title=tr("Date"), kind="date", width=100, sortable=False, priority=6),
        Column(key="lorry_no", title=tr("Lorry"), stretch=True, sortable=False),
        Column(
            key="billed_kg",
            title=tr("Billed kg"),
            kind="qty",
            width=100,
            sortable=False,
            priority=7,
            decimals=0,
        ),
        Column(
            key="value_minor",
            title=tr("Value"),
            kind="money",
            width=120,
            sortable=False,
            priority=8,
            currency="currency",
        ),
        Column(
            key="state",
            title=tr("Status"),
            kind="status",
            width=116,
            sortable=False,
            choices=_states(DELIVERY_STATES),
            priority=5,
        ),
    )


def BROKERAGE() -> tuple[Column, ...]:
    """Brokerage of a contract, agreed or due."""
    bases = tuple(Choice(value=one.value, label=tr(one.label)) for one in _BASES)
    return (
        Column(key="party_name", title=tr("From"), stretch=True, sortable=False),
        Column(key="rate", title=tr("Rate"), kind="rate", width=80, sortable=False, priority=5, decimals=0),
        Column(key="basis", title="", kind="dim", width=80, sortable=False, priority=4, choices=bases),
        Column(
            key="amount_minor",
            title=tr("Amount"),
            kind="money",
            width=110,
            sortable=False,
            priority=8,
            empty="–",
        ),
        Column(
            key="state",
            title=tr("Status"),
            kind="status",
            width=110,
            sortable=False,
            choices=_states(_CHARGE_STATES),
            priority=7,
        ),
    )


def CLAIMS() -> tuple[Column, ...]:
    """Claims under a contract."""
    return (
        Column(key="number", title=tr("Claim"), kind="code", width=120, sortable=False, priority=8),
        Column(key="text", title=tr("About"), stretch=True, sortable=False),
        Column(key="claimed_minor", title=tr("Claimed"), kind="money", width=110, sortable=False, priority=7),
        Column(
            key="state",
            title=tr("Status"),
            kind="status",
            width=120,
            sortable=False,
            choices=_states(CLAIM_STATES),
            priority=6,
        ),
    )


def shown_lot(one: Any) -> SimpleNamespace:
    """A `TradeLotRow` as a row of the table."""
    press = f"{one.press_from}–{one.press_to}" if one.press_from else ""
    return SimpleNamespace(
        lot_id=one.lot_id,
        lot_no=one.lot_no,
        gin=one.gin or press,
        press=press,
        packages=one.packages - one.released,
        delivered=one.delivered,
        allowance_minor=one.allowance_minor,
        result=one.result,
    )

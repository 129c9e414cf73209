"""What was measured of a lot against what a contract allows; a value beyond its limit stands out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

from rayafin_desktop.desktop.components.card import Card
from rayafin_desktop.desktop.components.label import Label
from rayafin_desktop.desktop.components.layout import row
from rayafin_desktop.desktop.components.pill import Pill
from rayafin_desktop.desktop.formats import Formats
from rayafin_desktop.desktop.lists.row_list import RowList
from rayafin_desktop.desktop.lists.table import DataTable
from rayafin_desktop.desktop.theme.fonts import CARD_TITLE, REGULAR, SEMIBOLD, SMALL
from rayafin_desktop.desktop.theme.sizes import ROW_TWO_LINES, TABLE_HEAD, grown
from rayafin_desktop.desktop.wording import tr
from rayafin_desktop.engine.screens import Choice, Column

from .limits_text import said_limit
from .words import LOT_RESULTS, state_of

_EDGE = 16
_RESULTS = (
    Choice(value="PASSED", label="Within", tone="pos"),
    Choice(value="ALLOWANCE", label="Allowance", tone="warn"),
    Choice(value="FAILED", label="Beyond", tone="neg"),
    Choice(value="MISSING", label="Not measured", tone="neutral"),
    Choice(value="FREE", label="No limit", tone="muted"),
)


class LimitTable(Card):
    """One row a parameter; F reads it as a table."""

    def __init__(self, formats: Formats) -> None:
        super().__init__(padding=1, spacing=0)
        self._formats = formats
        self.title = Label(tr("Test against the contract"), CARD_TITLE, SEMIBOLD)
        self.result = Pill("", "neutral")
        self.allowance = Label("", SMALL, REGULAR, "text2", tabular=True)
        results = tuple(Choice(value=one.value, label=tr(one.label), tone=one.tone) for one in _RESULTS)
        self.rows = RowList(_columns(results), formats)
        self.table = DataTable(
            self.rows, tr("Test against the contract"), row_height=ROW_TWO_LINES, edge=_EDGE
        )
        self.column.addLayout(
            row(self.title, self.result, None, self.allowance, margins=(_EDGE, 10, _EDGE, 8))
        )
        self.column.addWidget(self.table)

    def restyle(self) -> None:
        self.table.setFixedHeight(grown(TABLE_HEAD) + grown(ROW_TWO_LINES) * max(1, self.rows.rowCount()) + 3)

    def show_lot(
        self, values: Sequence[Any], limits: Sequence[Any], line: Any, currency: str, formats: Formats
    ) -> None:
        """`values` are `MeasuredRow`s of the test that counts; `line` the contract's lot or None."""
        found = {str(one["parameter"]): one for one in _findings(line)}
        bounds = {one.parameter: one for one in limits}
        rows = [self._row(one, bounds.get(one.parameter), found) for one in values]
        measured = {one.parameter for one in values}
        rows += [_missing(one, formats) for parameter, one in bounds.items() if parameter not in measured]
        rows.sort(key=lambda one: one.rank)
        self.rows.set_rows(rows)
        self.restyle()
        self.result.setVisible(line is not None)
        self.allowance.setVisible(line is not None and bool(line.allowance_minor))
        if line is not None:
            self.result.set_state(*state_of(LOT_RESULTS, line.result))
            self.allowance.setText(
                tr("allowance {amount}", amount=formats.money(line.allowance_minor, currency, sign=True))
            )

    def _row(self, one: Any, bound: Any, found: Mapping[str, Mapping[str, Any]]) -> SimpleNamespace:
        formats = self._formats
        finding = found.get(one.parameter)
        verdict = "FREE" if bound is None else "PASSED"
        if finding is not None:
            verdict = str(finding.get("result", "FAILED"))
        elif bound is not None and _is_beyond(one.value, bound):
            verdict = "FAILED"
        low, high = (bound.min_value, bound.max_value) if bound is not None else (None, None)
        return SimpleNamespace(
            parameter=one.parameter,
            name=one.name,
            value=f"{formats.decimal(one.value)} {one.unit}".strip(),
            limit=said_limit(low, high, formats),
            usual=said_limit(one.usual_min, one.usual_max, formats),
            # What comes before the colon stands in the cells beside it.
            why=str(finding.get("words", "")).rpartition(": ")[2] if finding is not None else "",
            verdict=verdict,
            is_beyond=verdict in ("FAILED", "ALLOWANCE"),
            rank={"FAILED": 0, "ALLOWANCE": 1, "PASSED": 2}.get(verdict, 3),
        )


def _missing(bound: Any, formats: Formats) -> SimpleNamespace:
    from .limits_text import name_of

    return SimpleNamespace(
        parameter=bound.parameter,
        name=name_of(bound.parameter),
        value="–",
        limit=said_limit(bound.min_value, bound.max_value, formats),
        usual="",
        why="",
        verdict="MISSING",
        is_beyond=False,
        rank=1,
    )


def _is_beyond(value: Decimal, bound: Any) -> bool:
    low = bound.min_value is not None and value < bound.min_value
    return low or (bound.max_value is not None and value > bound.max_value)


def _findings(line: Any) -> Sequence[Mapping[str, Any]]:
    """What a judgement kept in the contract: `findings` of its plain form."""
    why = getattr(line, "why", None)
    found = why.get("findings", ()) if isinstance(why, Mapping) else why
    return [one for one in found or () if isinstance(one, Mapping) and "parameter" in one]


def _columns(results: tuple[Choice, ...]) -> tuple[Column, ...]:
    return (
        Column(key="name", title=tr("Measured"), stretch=True, sortable=False, subtitle="why"),
        Column(key="value", title=tr("Value"), width=110, sortable=False, priority=9, alarm="is_beyond"),
        Column(key="limit", title=tr("Limit"), width=110, sortable=False, priority=8, alarm="is_beyond"),
        Column(key="usual", title=tr("Usual"), kind="dim", width=90, sortable=False, priority=3),
        Column(
            key="verdict", title="", kind="status", width=126, sortable=False, choices=results, priority=7
        ),
    )

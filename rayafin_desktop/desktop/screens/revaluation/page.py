"""Revaluing a day: choose it, see what moves and by how much, post with Ctrl+Enter."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from rayafin_desktop.base.errors import RayafinError
from rayafin_desktop.desktop.components.banner import Banner
from rayafin_desktop.desktop.components.button import Button
from rayafin_desktop.desktop.components.date_edit import DateEdit
from rayafin_desktop.desktop.components.field import FieldBox
from rayafin_desktop.desktop.components.hint_bar import HintBar
from rayafin_desktop.desktop.components.label import Label
from rayafin_desktop.desktop.components.layout import Rule, Surface, column, row
from rayafin_desktop.desktop.components.page_header import PageHeader
from rayafin_desktop.desktop.components.stat_strip import Figure, StatStrip
from rayafin_desktop.desktop.keys import shortcut
from rayafin_desktop.desktop.lists.row_list import RowList
from rayafin_desktop.desktop.lists.table import DataTable
from rayafin_desktop.desktop.problems import spread
from rayafin_desktop.desktop.theme.fonts import BASE, REGULAR
from rayafin_desktop.desktop.theme.sizes import GUTTER, ROW_TWO_LINES, grown
from rayafin_desktop.desktop.wording import tr
from rayafin_desktop.desktop.workspace import Workspace
from rayafin_desktop.engine.screens import Column
from rayafin_desktop.features.revaluation.commands import RevalueCurrencies
from rayafin_desktop.features.revaluation.queries import Preview, day_to_revalue, revaluation_preview


def _columns() -> tuple[Column, ...]:
    return (
        Column(key="account_name", title=tr("Account"), stretch=True, subtitle="party_name", sortable=False),
        Column(
            key="amount_minor", title=tr("Open"), kind="money", width=140, currency="currency", sortable=False
        ),
        Column(key="currency", title=tr("Currency"), kind="code", width=90, sortable=False),
        Column(key="rate", title=tr("Rate"), kind="rate", width=110, sortable=False),
        Column(key="rate_on", title=tr("Rate of"), kind="date", width=124, sortable=False, priority=3),
        Column(key="booked_minor", title=tr("In the books"), kind="money", width=150, sortable=False),
        Column(key="worth_minor", title=tr("Worth"), kind="money", width=150, sortable=False),
        Column(key="difference_minor", title=tr("Difference"), kind="money", width=140, sortable=False),
    )


class RevaluationPage(Surface):
    """Shows what revaluing a day would post, before it does."""

    key = "revaluation.page"
    nav_key = "revaluations"

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self.title = tr("Revalue foreign amounts")
        self.preview: Preview | None = None
        self.header = PageHeader(self.title, crumbs=(tr("Revaluations"),))
        self.header.crumb_chosen.connect(lambda _: workspace.open("revaluations"))
        self.rates = Button(tr("Exchange rates"), "plain", "coins")
        self.rates.clicked.connect(lambda: workspace.open("exchange_rates"))
        self.post_button = Button(tr("Post revaluation"), "primary", "check")
        self.post_button.clicked.connect(self.post)
        self.header.add_action(self.rates)
        self.header.add_action(self.post_button)
        self.day = DateEdit(workspace.formats)
        self.day.changed.connect(self.read)
        self.field = FieldBox(tr("As of"), self.day, hint=tr("Taken back by itself the next day"))
        self.field.setFixedWidth(grown(260))
        self.figures = StatStrip()
        self.banner = Banner("warn", closable=False)
        self.banner.hide()
        self.rows = RowList(_columns(), workspace.formats)
        self.table = DataTable(self.rows, self.title, row_height=ROW_TWO_LINES)
        self._nothing = Label("", BASE, REGULAR, "text2").centre()
        self._nothing.hide()
        self.hints = HintBar(
            (("Up/Down", tr("Move")), ("Ctrl+Enter", tr("Post revaluation")), ("Esc", tr("Back")))
        )
        bar = row(self.field, None, margins=(GUTTER, 12, GUTTER, 12))
        warning = row(self.banner, margins=(GUTTER, 0, GUTTER, 0))
        page = column(
            self.header, Rule(), bar, warning, self.figures, Rule(), self._nothing, self.table, self.hints,
            spacing=0,
        )  # fmt: skip
        page.setStretch(page.indexOf(self.table), 1)
        page.setStretch(page.indexOf(self._nothing), 1)
        self.setLayout(page)
        self.setFocusProxy(self.day)
        self.shortcuts = [shortcut(self, key, self.post) for key in ("Ctrl+Return", "Ctrl+Enter")]
        workspace.touched.connect(self._touched)
        workspace.formats_changed.connect(self._show)
        workspace.read(day_to_revalue, self._begin, owner=self, slot="day")

    # What the window asks of a page

    def show_params(self, params: dict[str, Any]) -> None:
        """Show the day `on`, where one is asked for."""
        if isinstance(params.get("on"), date):
            self.day.set_value(params["on"])
            self.read()

    def close_page(self) -> None:
        """Let go of the window's signals."""
        self._workspace.touched.disconnect(self._touched)
        self._workspace.formats_changed.disconnect(self._show)

    @property
    def ready(self) -> bool:
        """Whether a day is worked out."""
        return self.preview is not None

    # Reading

    def _begin(self, day: date) -> None:
        if self.day.value() is None:
            self.day.set_value(day)
        self.read()

    def read(self) -> None:
        """Work the chosen day out."""
        day = self.day.value()
        self.field.set_error("")
        if day is not None:
            self._workspace.read(
                lambda read: revaluation_preview(read, day), self._take, owner=self, slot="preview"
            )

    def _take(self, preview: Preview) -> None:
        self.preview = preview
        self._show()

    def _show(self) -> None:
        preview = self.preview
        if preview is None:
            return
        formats = self._workspace.formats
        self.rows.set_rows(preview.lines)
        self.table.setVisible(bool(preview.lines))
        self._nothing.setText(
            tr(
                "Nothing is open in a foreign currency at another rate than on {day}.",
                day=formats.date(preview.revalued_on),
            )
        )
        self._nothing.setVisible(not preview.lines)
        net = preview.gain_minor - preview.loss_minor
        self.figures.set_figures(
            (
                Figure("gain", tr("Gain"), formats.money(preview.gain_minor, sign=True), ""),
                Figure("loss", tr("Loss"), formats.money(preview.loss_minor, sign=True), ""),
                Figure("net", tr("Net"), formats.money(net, sign=True), tr("not realised")),
            )
        )
        missing = "\n".join(self._workspace.sentence(problem) for problem in preview.problems)
        self.banner.say(missing, "warn")
        self.banner.setVisible(bool(missing))
        self.post_button.setEnabled(bool(preview.lines) and not missing)

    # What a person does

    def post(self) -> None:
        """Post the entry of the day and its reverse."""
        day = self.day.value()
        if day is not None and self.post_button.isEnabled():
            self._workspace.execute(
                RevalueCurrencies(revalued_on=day), self._posted, failed=self._refused, owner=self
            )

    def _posted(self, _: UUID) -> None:
        self._workspace.say(tr("Revaluation posted"))
        self._workspace.open("revaluations")

    def _refused(self, error: Exception) -> None:
        if not isinstance(error, RayafinError):
            self._workspace.refused.emit(error)
            return
        found = spread(error, frozenset({"revalued_on"}), self._workspace.sentence)
        self.field.set_error(found.by_field.get("revalued_on", ""))
        if found.rest:
            self.banner.say("\n".join(found.rest), "warn")
            self.banner.show()

    # Reactions

    def _touched(self, touched: dict[str, Any]) -> None:
        if {"entry", "exchange_rate", "revaluation"} & set(touched):
            self.read()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._workspace.back()
            return
        super().keyPressEvent(event)

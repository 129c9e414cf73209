"""The close cockpit: what stands in the way of a month or year, and closing it."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from rayafin_desktop.base.errors import NeedsConfirmation, RayafinError
from rayafin_desktop.desktop.components.avatar import IconTile
from rayafin_desktop.desktop.components.banner import Banner
from rayafin_desktop.desktop.components.button import Button, IconButton
from rayafin_desktop.desktop.components.card import Card
from rayafin_desktop.desktop.components.field import FieldBox
from rayafin_desktop.desktop.components.hint_bar import HintBar
from rayafin_desktop.desktop.components.label import ElidedLabel, Label
from rayafin_desktop.desktop.components.layout import Rule, Surface, box, clear, column, fixed_width, row
from rayafin_desktop.desktop.components.page_header import PageHeader
from rayafin_desktop.desktop.components.pill import Pill
from rayafin_desktop.desktop.components.question import ask
from rayafin_desktop.desktop.components.scroll import ScrollColumn
from rayafin_desktop.desktop.components.segmented import Segmented
from rayafin_desktop.desktop.components.text_input import TextEdit
from rayafin_desktop.desktop.keys import install
from rayafin_desktop.desktop.theme.fonts import BASE, CARD_TITLE, MEDIUM, REGULAR, SEMIBOLD, SMALL
from rayafin_desktop.desktop.theme.sizes import CARD_GAP, GUTTER, TARGET, grown
from rayafin_desktop.desktop.wording import tr
from rayafin_desktop.desktop.workspace import Workspace
from rayafin_desktop.engine.screens import Tone
from rayafin_desktop.features.closing.cockpit import Cockpit
from rayafin_desktop.features.closing.commands import CloseMonth, CloseYear
from rayafin_desktop.features.closing.rules import Standing
from rayafin_desktop.features.periods.queries import YearState

from . import reading
from .days import day_text, span_text

_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_ONE_DAY = timedelta(days=1)
MONTH, YEAR = "month", "year"


class ClosingPage(Surface):
    """Shows the month (or financial year) to close next; Ctrl+Enter closes it."""

    key = "closing"

    def __init__(self, workspace: Workspace) -> None:
        super().__init__("app")
        self._workspace = workspace
        self.title = tr("Close a month or year")
        self.seen: reading.ClosingSeen | None = None
        self._day: date | None = None
        self._confirmed: frozenset[str] = frozenset()
        self._working = False
        self.header = PageHeader(self.title, crumbs=(tr("Periods and locks"),), ground="app")
        self.header.crumb_chosen.connect(lambda _: workspace.open("periods"))
        self.report = Button(tr("Closing report"), "plain", "file-text")
        self.report.clicked.connect(lambda: workspace.open("report", id="year-closing"))
        self.reopen = Button(tr("Reopen year"), "danger", "lock-open")
        self.reopen.clicked.connect(self._reopen)
        self.close_button = Button(tr("Close"), "primary", "lock")
        self.close_button.clicked.connect(self.close_period)
        for button in (self.report, self.reopen, self.close_button):
            self.header.add_action(button)
        self.report.hide()
        self.reopen.hide()
        self.banner = Banner("neg")
        self.banner.hide()
        self.span = Segmented(
            [(MONTH, tr("Month")), (YEAR, tr("Financial year"))], tr("What to close"), MONTH
        )
        self.span.chosen.connect(lambda _: self._choose(self._day))
        self.earlier = IconButton("chevron-left", tr("Before"), small=True)
        self.later = IconButton("chevron-right", tr("After"), small=True)
        self.earlier.clicked.connect(lambda: self.step(-1))
        self.later.clicked.connect(lambda: self.step(1))
        self.name = Label("", CARD_TITLE, SEMIBOLD)
        self.days = Label("", SMALL, REGULAR, "text2", tabular=True)
        self._rows = column(spacing=10)
        self.summary = Pill("", "neutral")
        found = Card(spacing=12)
        found.column.addLayout(_head(tr("What was found"), self.summary))
        found.column.addLayout(self._rows)
        found.column.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.effect = Label("", BASE, REGULAR, wrap=True)
        self.result_label = Label("", SMALL, REGULAR, "text2")
        self.result = Label("", CARD_TITLE, SEMIBOLD, number=True)
        self._result = box(row(self.result_label, None, self.result))
        self.reason = TextEdit()
        self._reason = FieldBox(tr("Reason"), self.reason)
        effect = Card(spacing=12)
        effect.column.addLayout(_head(tr("What closing does")))
        effect.column.addWidget(self.effect)
        effect.column.addWidget(self._result)
        effect.column.addWidget(self._reason)
        effect.column.setAlignment(Qt.AlignmentFlag.AlignTop)
        cards = QHBoxLayout()
        cards.setSpacing(CARD_GAP)
        cards.addWidget(found, 3)
        cards.addWidget(effect, 2)
        bar = row(self.span, 8, self.earlier, self.later, self.name, self.days, None, spacing=8)
        body = column(self.banner, bar, cards, None, spacing=CARD_GAP, margins=(GUTTER, 4, GUTTER, GUTTER))
        self.hints = HintBar((("Tab", tr("Next part")), ("Ctrl+Enter", tr("Close")), ("Esc", tr("Back"))))
        page = column(self.header, ScrollColumn(box(body)), self.hints, spacing=0)
        page.setStretch(1, 1)
        self.setLayout(page)
        self.setFocusProxy(self.span)
        self.shortcuts = install(self, "form", {"primary": self.close_period})
        workspace.touched.connect(self._touched)
        workspace.formats_changed.connect(self._show_again)
        self._read()

    # What the window asks of a page

    def show_params(self, params: dict[str, Any]) -> None:
        """`day` is any day of what to close, `year` whether the whole financial year."""
        if params:
            self.span.set_current(YEAR if params.get("year") else MONTH)
            day = params.get("day")
            self._choose(date.fromisoformat(str(day)) if day else None)

    def close_page(self) -> None:
        """Let go of the window's signals."""
        self._workspace.touched.disconnect(self._touched)
        self._workspace.formats_changed.disconnect(self._show_again)

    @property
    def ready(self) -> bool:
        """Whether the cockpit is shown."""
        return self.seen is not None

    # Choosing

    def step(self, by: int) -> None:
        """The month or year before or after."""
        if self.seen is not None:
            shown = self.seen.cockpit
            self._choose(shown.first_on - _ONE_DAY if by < 0 else shown.last_on + _ONE_DAY)

    def _choose(self, day: date | None) -> None:
        self._day = day
        self._confirmed = frozenset()
        self.banner.hide()
        self._read()

    def _read(self) -> None:
        day, whole_year = self._day, self.span.current() == YEAR
        self._workspace.read(
            lambda read: reading.read_closing(read, day, whole_year=whole_year),
            self._show,
            owner=self,
            slot="closing",
        )

    # Showing

    def _show(self, seen: reading.ClosingSeen) -> None:
        self.seen, shown = seen, seen.cockpit
        self._day = shown.first_on
        formats = self._workspace.formats
        name = self._period_name()
        self.name.setText(name)
        self.days.setText(span_text(formats, shown.first_on, shown.last_on))
        done = self._done()
        self.header.set_state(*_state_of(seen, done))
        self.close_button.setText(tr("Close {name}", name=name))
        self.close_button.setAccessibleName(self.close_button.text())
        self.close_button.updateGeometry()
        permission = "year.close" if shown.is_year else "period.close"
        self.close_button.setVisible(not done and self._workspace.may(permission))
        why = self._why_not()
        self.close_button.setEnabled(not why and not self._working)
        self.close_button.setToolTip(why)
        self.report.setVisible(shown.is_year and seen.closing_id is not None)
        self.reopen.setVisible(
            shown.year.state is YearState.CLOSED
            and seen.closing_id is not None
            and self._workspace.may("year.reopen")
        )
        self._show_effect(seen, done)
        self._show_found(shown.standing)

    @property
    def _shown(self) -> Cockpit:
        """What is shown; only asked once something is."""
        if self.seen is None:
            raise RuntimeError("nothing is shown yet")
        return self.seen.cockpit

    def _period_name(self) -> str:
        shown = self._shown
        if shown.is_year:
            return tr("year {label}", label=shown.year.label)
        month = tr(_MONTHS[shown.first_on.month - 1])
        return f"{month} {shown.first_on.year}"

    def _done(self) -> bool:
        shown = self._shown
        return shown.year.state is not YearState.OPEN if shown.is_year else shown.is_locked

    def _why_not(self) -> str:
        """Why it cannot be closed now; empty when it can."""
        shown = self._shown
        if shown.is_year and not shown.is_over:
            return tr("The year is not over yet.")
        if shown.blockers:
            return tr("Something stands in the way.")
        return ""

    def _show_effect(self, seen: reading.ClosingSeen, done: bool) -> None:
        formats, shown = self._workspace.formats, seen.cockpit
        last = day_text(formats, shown.last_on)
        if shown.is_year and done:
            words = tr("The result stands on retained earnings, and nothing is posted up to {day}.", day=last)
        elif shown.is_year:
            words = tr(
                "Income and expenses are carried to retained earnings by an entry of {day}. After that "
                "nothing is posted into the year; only the owner can reopen it.",
                day=last,
            )
        elif done:
            until = shown.locked_until
            words = tr("Everything up to {day} is locked.", day=day_text(formats, until) if until else last)
        else:
            words = tr(
                "Everything up to {day} is locked. Payments, mail and files of old invoices go on; "
                "reversals land on the first open day.",
                day=last,
            )
        why = "" if done else self._why_not()
        self.effect.setText(f"{words}\n\n{why}" if why else words)
        self._result.setVisible(seen.profit_minor is not None)
        if seen.profit_minor is not None:
            loss = seen.profit_minor < 0
            self.result_label.setText(tr("Loss of the year") if loss else tr("Profit of the year"))
            self.result.setText(formats.money(seen.profit_minor, sign=True))
        self._reason.setVisible(not done)

    def _show_found(self, standing: Any) -> None:
        clear(self._rows)
        shown = self.seen.cockpit if self.seen is not None else None
        if shown is not None:
            formats = self._workspace.formats
            if shown.blockers:
                words = tr("{count} in the way", count=formats.count(shown.blockers))
                self.summary.set_state(words, "neg")
            elif shown.warnings:
                words = tr("{count} worth a look", count=formats.count(shown.warnings))
                self.summary.set_state(words, "warn")
            else:
                self.summary.set_state(tr("Nothing in the way"), "pos")
        for at, one in enumerate(standing):
            if at:
                self._rows.addWidget(Rule())
            self._rows.addLayout(self._row_of(one))

    def _row_of(self, one: Standing) -> QHBoxLayout:
        tone: Tone = "pos" if not one.count else "warn" if one.is_warning else "neg"
        icon = "check" if not one.count else "triangle-alert" if one.is_warning else "circle-x"
        lines = column(
            ElidedLabel(tr(one.label), BASE, MEDIUM),
            ElidedLabel(tr(one.advice) if one.count else tr("None found"), SMALL, REGULAR, "text2"),
            spacing=1,
        )
        count = Label(
            self._workspace.formats.count(one.count) if one.count else "", BASE, SEMIBOLD, number=True
        )
        layout = row(IconTile(icon, tone, 32), lines, fixed_width(count, grown(48)), spacing=12)
        layout.setStretch(1, 1)
        if one.count and one.opens and one.may_open:
            button = Button(tr("Show"), small=True)
            button.setAccessibleName(f"{tr('Show')}: {tr(one.label)}")
            params = {"tab": one.tab} if one.tab else {}
            button.clicked.connect(partial(self._workspace.open, one.opens, **params))
            layout.addWidget(button)
        return layout

    # Closing

    def close_period(self) -> None:
        """Close the month or year that is shown."""
        if self._working or self.seen is None or not self.close_button.isVisible():
            return
        why = self._why_not()
        if why:
            self.banner.say(why, "neg")
            return
        shown = self.seen.cockpit
        make = CloseYear if shown.is_year else CloseMonth
        command = make(day=shown.first_on, reason=self.reason.value())
        self._working = True
        self.close_button.setEnabled(False)
        self._workspace.execute(
            command, self._closed, owner=self, confirmed=self._confirmed, failed=self._refused
        )

    def _closed(self, _: object) -> None:
        self._working = False
        self._confirmed = frozenset()
        self.reason.set_value("")
        self._workspace.say(tr("{name} is closed", name=self._period_name().capitalize()))
        self._read()

    def _refused(self, error: Exception) -> None:
        self._working = False
        self.close_button.setEnabled(True)
        if isinstance(error, NeedsConfirmation):
            key, text = error.key, "\n".join(self._workspace.sentences(error))

            def again() -> None:
                self._confirmed |= {key}
                self.close_period()

            ask(self, tr("Close all the same"), text, again)
        elif isinstance(error, RayafinError):
            self.banner.say("\n".join(self._workspace.sentences(error)), "neg")
            self._read()
        else:
            self._workspace.refused.emit(error)

    def _reopen(self) -> None:
        if self.seen is not None and self.seen.closing_id is not None:
            self._workspace.open("year.reopen", id=self.seen.closing_id)

    # Reactions

    def _touched(self, touched: dict[str, Any]) -> None:
        self._read()

    def _show_again(self) -> None:
        if self.seen is not None:
            self._show(self.seen)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._workspace.back()
            return
        super().keyPressEvent(event)


def _head(title: str, *beside: QWidget) -> QHBoxLayout:
    head = row(Label(title, CARD_TITLE, SEMIBOLD), *beside, None)
    head.addStrut(grown(TARGET))
    return head


def _state_of(seen: reading.ClosingSeen, done: bool) -> tuple[str, Tone]:
    shown = seen.cockpit
    if done:
        return (tr("Closed"), "pos") if shown.is_year else (tr("Locked"), "pos")
    if not shown.is_over:
        return tr("Running"), "info"
    return tr("Open"), "warn"

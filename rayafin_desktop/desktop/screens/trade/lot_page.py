"""A lot: what was measured against the contract's limits, who uses it, and until when to claim."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from rayafin_desktop.desktop.components.banner import Banner
from rayafin_desktop.desktop.components.button import Button
from rayafin_desktop.desktop.components.card import Card
from rayafin_desktop.desktop.components.hint_bar import HintBar
from rayafin_desktop.desktop.components.label import Label
from rayafin_desktop.desktop.components.layout import Rule, Surface, box, clear, column, row
from rayafin_desktop.desktop.components.page_header import PageHeader
from rayafin_desktop.desktop.components.question import ask_reason
from rayafin_desktop.desktop.components.scroll import ScrollColumn
from rayafin_desktop.desktop.components.timeline import Moment, Timeline
from rayafin_desktop.desktop.keys import shortcut
from rayafin_desktop.desktop.theme.fonts import CARD_TITLE, HERO, REGULAR, SEMIBOLD, SMALL
from rayafin_desktop.desktop.theme.sizes import GUTTER, grown
from rayafin_desktop.desktop.wording import tr
from rayafin_desktop.desktop.workspace import Workspace
from rayafin_desktop.engine.screens import Choice, Column

from . import trade_reading
from .facts import Fact, Facts
from .focus import take_focus
from .limit_table import LimitTable
from .measures import apart, many_of, said_price, unit_named
from .table_card import TableCard
from .words import LOT_RESULTS, state_of

if TYPE_CHECKING:
    from .trade_reading import Held, ShownLot

_SIDE = 320
_SOON = 3
_STATES = {
    "OPEN": ("On offer", "info"), "SOLD": ("Sold", "pos"), "WITHDRAWN": ("Withdrawn", "muted"),
    "EXPIRED": ("Expired", "warn"),
}  # fmt: skip


class LotPage(Surface):
    """T enters a test, K takes the lot as it is, X rejects it, E edits."""

    key = "lot.page"
    nav_key = "lots"

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self.title = tr("Lot")
        self.record_id: UUID | None = None
        self.shown: ShownLot | None = None
        self.trade_id: UUID | None = None
        self._build()
        for keys, run in (("T", self.test), ("K", self.take), ("X", self.reject), ("E", self.edit)):
            shortcut(self, keys, run)
        workspace.touched.connect(self._touched)
        workspace.formats_changed.connect(self._again)

    def _build(self) -> None:
        workspace, formats = self._workspace, self._workspace.formats
        self.header = PageHeader(self.title, crumbs=(tr("Tested lots"),))
        self.header.crumb_chosen.connect(lambda _: workspace.open("lots"))
        self.edit_button = Button(tr("Edit"), "plain", "pencil")
        self.reject_button = Button(tr("Reject lot"), "danger", "thumbs-down")
        self.take_button = Button(tr("Take as it is"), "plain", "thumbs-up")
        self.test_button = Button(tr("Enter a test"), "primary", "flask-conical")
        for button, run in (
            (self.edit_button, self.edit),
            (self.reject_button, self.reject),
            (self.take_button, self.take),
            (self.test_button, self.test),
        ):
            button.clicked.connect(run)
            self.header.add_action(button)
        self.deadline = Banner("warn", closable=False)
        self.deadline.hide()
        self.limits = LimitTable(formats)
        self.trades = TableCard(
            tr("Contracts with this lot"), _columns(), formats, nothing=tr("No contract uses this lot yet.")
        )
        self.trades.table.moved.connect(self._trade_moved)
        self.trades.opened.connect(lambda one: workspace.open("trade.page", id=one.id))
        self.history = column(spacing=0)
        tests = Card(padding=16)
        tests.column.addWidget(Label(tr("Tests"), CARD_TITLE, SEMIBOLD))
        tests.column.addLayout(self.history)
        left = column(
            self.deadline, self.limits, self.trades, tests, None, spacing=12, margins=(GUTTER, 16, GUTTER, 16)
        )
        self.available = Label("", HERO, SEMIBOLD, tabular=True)
        self.available_about = Label("", SMALL, REGULAR, "text2", wrap=True)
        self.facts = Facts()
        self.papers = column(spacing=4)
        side = column(
            Label(tr("Free"), CARD_TITLE, SEMIBOLD), self.available, self.available_about, 6, Rule(), 6,
            self.facts, 6, Rule(), 6, Label(tr("Certificates"), CARD_TITLE, SEMIBOLD), self.papers, None,
            spacing=6, margins=(20, 16, 20, 16),
        )  # fmt: skip
        self._side = Surface("app", column(ScrollColumn(box(side)), spacing=0))
        body = row(ScrollColumn(box(left)), Rule(Qt.Orientation.Vertical), self._side, spacing=0)
        body.setStretch(0, 1)
        self.hints = HintBar(
            (
                ("T", "Enter a test"),
                ("K", "Take as it is"),
                ("X", "Reject lot"),
                ("E", "Edit"),
                ("Enter", "Contract"),
            )
        )
        page = column(self.header, Rule(), body, self.hints, spacing=0)
        page.setStretch(2, 1)
        self.setLayout(page)
        self.setFocusProxy(self.trades.table)
        self.restyle()

    def restyle(self) -> None:
        self._side.setFixedWidth(grown(_SIDE))

    # What the window asks of a page

    def show_params(self, params: dict[str, Any]) -> None:
        """`id` of the lot, `trade` the contract it is held against."""
        if "id" in params:
            self.record_id = UUID(str(params["id"]))
            if params.get("trade"):
                self.trade_id = UUID(str(params["trade"]))
            self._read()

    def close_page(self) -> None:
        """Let go of the window's signals."""
        self._workspace.touched.disconnect(self._touched)
        self._workspace.formats_changed.disconnect(self._again)

    @property
    def ready(self) -> bool:
        """Whether the lot is shown."""
        return self.shown is not None

    def _read(self) -> None:
        id_ = self.record_id
        if id_ is not None:
            self._workspace.read(
                lambda read: trade_reading.lot(read, id_), self._show, owner=self, slot="lot"
            )

    def _again(self) -> None:
        if self.shown is not None:
            self._show(self.shown)

    # Showing

    def _show(self, shown: ShownLot) -> None:
        self.shown = shown
        lot, formats = shown.lot, self._workspace.formats
        self.title = tr("Lot {number}", number=lot.lot_no)
        self.header.title.setText(self.title)
        label, tone = _STATES.get(str(lot.state), (str(lot.state), "neutral"))
        self.header.set_state(tr(label), tone)  # type: ignore[arg-type]
        unit = unit_named(str(lot.package_unit))
        words = many_of(unit) if unit is not None else ""
        self.available.setText(f"{formats.count(lot.available)} {words}")
        self.available_about.setText(
            tr(
                "of {all}: {reserved} promised, {delivered} delivered",
                all=formats.count(lot.packages),
                reserved=formats.count(lot.reserved),
                delivered=formats.count(lot.delivered),
            )
        )
        self._show_facts(lot)
        self.trades.show_rows([self._trade_row(one) for one in shown.held])
        at = next((n for n, one in enumerate(shown.held) if one.trade.id == self.trade_id), 0)
        self.trades.table.move_to(at)
        self._show_held()
        self._show_history(shown)
        self._show_papers(shown)
        self.test_button.setVisible(self._workspace.may("lot.test"))
        self.edit_button.setVisible(self._workspace.may("lot.save"))
        take_focus(self)

    def _show_facts(self, lot: Any) -> None:
        formats = self._workspace.formats
        unit = unit_named(str(lot.price_unit)) if lot.price_unit is not None else None
        weight = f"{formats.decimal(lot.weight_kg)} kg" if lot.weight_kg is not None else ""
        self.facts.show_facts(
            [
                Fact(tr("Owner"), lot.party_name or tr("Our own")),
                Fact(tr("Goods"), ", ".join(filter(None, (lot.commodity_name, lot.variety, lot.grade)))),
                Fact(tr("Gin or maker"), lot.gin),
                Fact(tr("Lies at"), lot.location_name),
                Fact(tr("Press numbers"), lot.press),
                Fact(tr("Weight"), weight),
                Fact(
                    tr("Asked"),
                    said_price(lot.price, unit, lot.currency, formats) if unit is not None else "",
                ),
                Fact(tr("Ready on"), formats.date(lot.ready_on) if lot.ready_on else ""),
                Fact(tr("Offered until"), formats.date(lot.expires_on) if lot.expires_on else ""),
                Fact(tr("Notes"), lot.notes),
            ]
        )

    def _trade_row(self, one: Held) -> SimpleNamespace:
        return SimpleNamespace(
            id=one.trade.id,
            number=one.trade.number,
            traded_on=one.trade.traded_on,
            packages=one.line.packages - one.line.released,
            allowance_minor=one.line.allowance_minor,
            currency=one.trade.currency,
            result=str(one.line.result),
        )

    def held(self) -> Held | None:
        """The contract the lot is held against."""
        if self.shown is None or not self.shown.held:
            return None
        at = max(0, self.trades.table.cursor_row())
        return self.shown.held[at] if at < len(self.shown.held) else None

    def _trade_moved(self, _: int) -> None:
        if self.shown is not None:
            self._show_held()

    def _show_held(self) -> None:
        shown, held = self.shown, self.held()
        if shown is None:
            return
        values = shown.tests[0].values if shown.tests else ()
        line = held.line if held is not None else None
        currency = held.trade.currency if held is not None else ""
        title = (
            tr("Test against {number}", number=held.trade.number)
            if held is not None
            else tr("What was measured")
        )
        self.limits.title.setText(title)
        self.limits.show_lot(
            values, held.limits if held is not None else (), line, currency, self._workspace.formats
        )
        self._show_deadline(shown.today, held)
        open_ = held is not None and held.line.decision is None and self._workspace.may("trade.save")
        failed = held is not None and str(held.line.result) == "FAILED"
        tested = held is not None and str(held.line.result) != "UNTESTED"
        self.take_button.setVisible(open_ and tested and str(held.line.result) != "PASSED" if held else False)
        self.reject_button.setVisible(open_ and failed)

    def _show_deadline(self, today: date, held: Held | None) -> None:
        """How long a claim under the contract can still be raised."""
        until = held.claim_until if held is not None else None
        if until is None or held is None:
            self.deadline.hide()
            return
        days = (until - today).days
        day = apart(self._workspace.formats.date(until))
        if days < 0:
            self.deadline.say(
                tr("Claims under {number} were to be raised until {day}.", number=held.trade.number, day=day),
                "info",
            )
        else:
            words = tr(
                "{days} days left to claim under {number}, until {day}.",
                days=days,
                number=held.trade.number,
                day=day,
            )
            self.deadline.say(words, "neg" if days <= _SOON else "warn")
        trade_id = held.trade.id
        self.deadline.set_actions(
            (tr("New claim"), lambda: self._workspace.open("claims.edit", trade_id=trade_id))
        )

    def _show_history(self, shown: ShownLot) -> None:
        clear(self.history)
        formats = self._workspace.formats
        if not shown.tests:
            self.history.addWidget(Label(tr("Not tested yet."), SMALL, REGULAR, "text2"))
            return
        moments = tuple(
            Moment(
                " · ".join(filter(None, (formats.date(one.tested_on), one.lab, one.report_no))),
                ", ".join(f"{value.name} {formats.decimal(value.value)}" for value in one.values),
                "info" if at == 0 else "muted",
            )
            for at, one in enumerate(shown.tests)
        )
        self.history.addWidget(Timeline(moments))

    def _show_papers(self, shown: ShownLot) -> None:
        clear(self.papers)
        for one in shown.papers[:6]:
            link = Button(str(getattr(one, "name", "") or getattr(one, "file_name", "")), "link", "paperclip")
            id_ = one.id
            link.clicked.connect(lambda _=False, of=id_: self._workspace.open("documents", id=of))
            self.papers.addWidget(link)
        if not shown.papers:
            words = tr("Drop a laboratory's certificate on this page.")
            self.papers.addWidget(Label(words, SMALL, REGULAR, "text2", wrap=True))

    # Steps

    def test(self) -> None:
        """Enter what a laboratory has measured."""
        if not self.test_button.isHidden():
            self._workspace.open("lot.test", id=self.record_id)

    def edit(self) -> None:
        """Change what is known of the lot."""
        if not self.edit_button.isHidden():
            self._workspace.open("lot.edit", id=self.record_id)

    def take(self) -> None:
        """The buyer takes the lot as it was tested."""
        from rayafin_desktop.features.trades.judging import TakeLot

        held = self.held()
        if held is None or self.take_button.isHidden():
            return
        money = self._workspace.formats.money(held.line.allowance_minor, held.trade.currency, sign=True)
        words = tr("The buyer takes the lot with an allowance of {amount}.", amount=money)
        ask_reason(
            self, tr("Take as it is"), words,
            lambda why: self._workspace.execute(
                TakeLot(id=held.trade.id, lot_id=held.line.lot_id, reason=why),
                lambda _: self._workspace.say(tr("Lot taken")), owner=self,
            ),
        )  # fmt: skip

    def reject(self) -> None:
        """The buyer rejects a lot that failed."""
        from rayafin_desktop.features.trades.judging import RejectLot

        held = self.held()
        if held is None or self.reject_button.isHidden():
            return
        ask_reason(
            self, tr("Reject lot"), tr("What is not delivered of it goes back to be sold."),
            lambda why: self._workspace.execute(
                RejectLot(id=held.trade.id, lot_id=held.line.lot_id, reason=why),
                lambda _: self._workspace.say(tr("Lot rejected")), owner=self,
            ),
        )  # fmt: skip

    def _touched(self, touched: dict[str, Any]) -> None:
        if {"lot", "lot_test", "trade", "delivery", "attachment"} & set(touched):
            self._read()

    def panes(self) -> tuple[QWidget, ...]:
        """What F6 goes through."""
        return (self.limits.table, self.trades.table)


def _columns() -> tuple[Column, ...]:
    results = tuple(
        Choice(value=v, label=state_of(LOT_RESULTS, v)[0], tone=state_of(LOT_RESULTS, v)[1])
        for v in LOT_RESULTS
    )
    return (
        Column(key="number", title=tr("Contract"), kind="code", width=130, sortable=False, priority=9),
        Column(key="traded_on", title=tr("Date"), kind="date", width=110, sortable=False, stretch=True),
        Column(key="packages", title=tr("Packages"), kind="count", width=84, sortable=False),
        Column(
            key="allowance_minor",
            title=tr("Allowance"),
            kind="money",
            width=104,
            sortable=False,
            currency="currency",
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

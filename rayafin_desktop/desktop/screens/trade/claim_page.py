"""A claim: the facts on the left, claim and proposals as a timeline, and what settling it will make."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtCore import Qt

from rayafin_desktop.desktop.components.button import Button
from rayafin_desktop.desktop.components.card import Card
from rayafin_desktop.desktop.components.hint_bar import HintBar
from rayafin_desktop.desktop.components.label import Label
from rayafin_desktop.desktop.components.layout import Rule, Surface, box, clear, column, row
from rayafin_desktop.desktop.components.page_header import PageHeader
from rayafin_desktop.desktop.components.painting import RTL
from rayafin_desktop.desktop.components.scroll import ScrollColumn
from rayafin_desktop.desktop.components.timeline import Moment, Timeline
from rayafin_desktop.desktop.keys import shortcut
from rayafin_desktop.desktop.theme.fonts import CARD_TITLE, HERO, REGULAR, SEMIBOLD, SMALL
from rayafin_desktop.desktop.theme.sizes import GUTTER, grown
from rayafin_desktop.desktop.wording import direction, tr
from rayafin_desktop.desktop.workspace import Workspace

from . import trade_reading
from .facts import Fact, Facts
from .focus import take_focus
from .measures import apart
from .trade_columns import CLAIM_STATES

if TYPE_CHECKING:
    from .trade_reading import ShownClaim

_SIDE = 320
# Sets the direction of the line by the window, not by the first letter of what was found.
_RIGHT_TO_LEFT_MARK = "\u200f"
_TONES = ("pos", "neg", "warn", "info", "muted", "neutral")


def _point(text: str) -> str:
    """One thing found, behind its bullet at the leading edge."""
    return f"{_RIGHT_TO_LEFT_MARK if direction() == RTL else ''}• {apart(text)}"


class ClaimPage(Surface):
    """P proposes an amount, N adds a note, A takes it to arbitration, S settles it."""

    key = "claim.page"
    nav_key = "claims"

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self.title = tr("Claim")
        self.record_id: UUID | None = None
        self.shown: ShownClaim | None = None
        self._build()
        for keys, button in (
            ("P", self.propose), ("N", self.note), ("A", self.arbitrate), ("S", self.settle)
        ):  # fmt: skip
            shortcut(self, keys, button.click)
        workspace.touched.connect(self._touched)
        workspace.formats_changed.connect(self._again)

    def _build(self) -> None:
        workspace = self._workspace
        self.header = PageHeader(self.title, crumbs=(tr("Claims"),))
        self.header.crumb_chosen.connect(lambda _: workspace.open("claims"))
        self.note = Button(tr("Add note"), "plain", "message-square")
        self.arbitrate = Button(tr("To arbitration"), "plain", "scale")
        self.propose = Button(tr("Propose an amount"), "plain", "hand-coins")
        self.settle = Button(tr("Settle"), "primary", "handshake")
        for button, form in (
            (self.note, "claims.note"),
            (self.arbitrate, "claims.arbitration"),
            (self.propose, "claims.propose"),
            (self.settle, "claims.settle"),
        ):
            button.clicked.connect(lambda _=False, key=form: workspace.open(key, id=self.record_id))
            button.hide()
            self.header.add_action(button)
        self.facts = Facts()
        self.found = column(spacing=6)
        facts = Card(padding=16)
        facts.column.addWidget(Label(tr("Facts"), CARD_TITLE, SEMIBOLD))
        facts.column.addWidget(self.facts)
        facts.column.addLayout(self.found)
        story = Card(padding=16)
        story.column.addWidget(Label(tr("Claim and proposals"), CARD_TITLE, SEMIBOLD))
        self.steps = column(spacing=0)
        story.column.addLayout(self.steps)
        left = column(facts, story, None, spacing=12, margins=(GUTTER, 16, GUTTER, 16))
        self.amount_title = Label(tr("Claimed"), CARD_TITLE, SEMIBOLD)
        self.amount = Label("", HERO, SEMIBOLD, tabular=True)
        self.due = Label("", SMALL, REGULAR, "text2", wrap=True)
        self.makes = Label("", SMALL, REGULAR, "text2", wrap=True)
        self.money = Facts()
        self.trade = Button("", "link")
        self.delivery = Button("", "link")
        side = column(
            self.amount_title, self.amount, self.due, 6, self.money, 6, Rule(), 6,
            Label(tr("Settling it"), CARD_TITLE, SEMIBOLD), self.makes, 6, Rule(), 6,
            row(self.trade, None), row(self.delivery, None), None,
            spacing=6, margins=(20, 16, 20, 16),
        )  # fmt: skip
        self._side = Surface("app", column(ScrollColumn(box(side)), spacing=0))
        self.trade.clicked.connect(self._open_trade)
        self.delivery.clicked.connect(self._open_delivery)
        body = row(ScrollColumn(box(left)), Rule(Qt.Orientation.Vertical), self._side, spacing=0)
        body.setStretch(0, 1)
        self.hints = HintBar(
            (("P", "Propose an amount"), ("S", "Settle"), ("N", "Add note"), ("A", "To arbitration"))
        )
        page = column(self.header, Rule(), body, self.hints, spacing=0)
        page.setStretch(2, 1)
        self.setLayout(page)
        self.setFocusProxy(self.settle)
        self.restyle()

    def restyle(self) -> None:
        self._side.setFixedWidth(grown(_SIDE))

    # What the window asks of a page

    def show_params(self, params: dict[str, Any]) -> None:
        """`id` of the claim."""
        if "id" in params:
            self.record_id = UUID(str(params["id"]))
            self._read()

    def close_page(self) -> None:
        """Let go of the window's signals."""
        self._workspace.touched.disconnect(self._touched)
        self._workspace.formats_changed.disconnect(self._again)

    @property
    def ready(self) -> bool:
        """Whether the claim is shown."""
        return self.shown is not None

    def _read(self) -> None:
        id_ = self.record_id
        if id_ is not None:
            self._workspace.read(
                lambda read: trade_reading.claim(read, id_), self._show, owner=self, slot="claim"
            )

    def _again(self) -> None:
        if self.shown is not None:
            self._show(self.shown)

    def _show(self, shown: ShownClaim) -> None:
        self.shown = shown
        detail, formats = shown.detail, self._workspace.formats
        claim = detail.claim
        self.title = claim.number
        self.header.title.setText(claim.number)
        state = str(shown.row.state) if shown.row is not None else str(claim.state)
        label, tone = next(((la, to) for value, la, to in CLAIM_STATES if value == state), (state, "neutral"))
        self.header.set_state(tr(label), tone)
        own = tr("Our own firm")
        lot = detail.lot.lot_no if detail.lot is not None else ""
        self.facts.show_facts(
            [
                Fact(tr("Claimed by"), detail.party_name or own),
                Fact(tr("Against"), detail.against_name or own),
                Fact(tr("Lot"), lot),
                Fact(tr("Opened on"), formats.date(claim.opened_on)),
                Fact(tr("To be raised until"), formats.date(claim.deadline_on) if claim.deadline_on else ""),
                Fact(tr("About"), claim.text),
            ]
        )
        clear(self.found)
        for one in shown.facts:
            self.found.addWidget(Label(_point(one.text), SMALL, REGULAR, "neg", wrap=True))
        self._show_story(shown)
        self._show_money(shown, state)
        self.trade.setText(tr("Contract {number}", number=detail.trade.number))
        self.delivery.setVisible(detail.delivery is not None)
        if detail.delivery is not None:
            self.delivery.setText(tr("Delivery {number}", number=detail.delivery.number))
        for link in (self.trade, self.delivery):
            link.setAccessibleName(link.text())
            link.updateGeometry()
        take_focus(self)

    def _show_story(self, shown: ShownClaim) -> None:
        clear(self.steps)
        formats, currency = self._workspace.formats, shown.detail.claim.currency
        moments = []
        for one in shown.detail.steps:
            amount = formats.money(one.amount_minor, currency, sign=True) if one.amount_minor else ""
            title = " · ".join(filter(None, (tr(one.title), amount)))
            detail = " · ".join(filter(None, (formats.instant(one.at), one.detail)))
            moments.append(Moment(title, detail, one.tone if one.tone in _TONES else "info"))
        self.steps.addWidget(Timeline(tuple(moments)))

    def _show_money(self, shown: ShownClaim, state: str) -> None:
        formats, claim = self._workspace.formats, shown.detail.claim
        settled = state in ("SETTLED", "WITHDRAWN")
        minor = claim.agreed_minor if settled else claim.claimed_minor
        self.amount_title.setText(tr("Agreed") if settled else tr("Claimed"))
        self.amount.setText(formats.money(minor, claim.currency, sign=True))
        due = claim.due_on
        if settled or due is None:
            self.due.setText("")
        else:
            days = (due - shown.today).days
            words = (
                tr("{days} days left, until {day}", days=days, day=apart(formats.date(due)))
                if days >= 0
                else tr("{days} days overdue", days=-days)
            )
            self.due.setText(words)
            self.due.set_tone("neg" if days < 0 else "text2")
        proposed = claim.proposed_minor
        self.money.show_facts(
            [
                Fact(tr("Claimed"), formats.money(claim.claimed_minor, claim.currency, sign=True)),
                Fact(
                    tr("Last proposal"),
                    formats.money(proposed, claim.currency, sign=True) if proposed else "",
                ),
            ]
        )
        paper = getattr(shown.row, "paper_number", "")
        if paper:
            self.makes.setText(tr("Settled by {paper}.", paper=paper))
        elif settled:
            self.makes.setText(claim.outcome)
        else:
            self.makes.setText(
                tr(
                    "An allowance becomes a credit or debit note of our own trades; "
                    "between others it is noted in the contract."
                )
            )
        open_ = not settled and self._workspace.may("claim.save")
        for button in (self.note, self.propose):
            button.setVisible(open_)
        self.arbitrate.setVisible(open_ and state != "ARBITRATION")
        self.settle.setVisible(not settled and self._workspace.may("claim.settle"))

    def _open_trade(self) -> None:
        if self.shown is not None:
            self._workspace.open("trade.page", id=self.shown.detail.trade.id)

    def _open_delivery(self) -> None:
        if self.shown is not None and self.shown.detail.delivery is not None:
            self._workspace.open("delivery.editor", id=self.shown.detail.delivery.id)

    def _touched(self, touched: dict[str, Any]) -> None:
        if "claim" in touched:
            self._read()

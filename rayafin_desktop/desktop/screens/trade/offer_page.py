"""An offer, bid or enquiry: typed with its party's standing and those who fit; then what became of it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, cast
from uuid import UUID

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QStackedWidget

from rayafin_desktop.base.errors import NeedsConfirmation, RayafinError
from rayafin_desktop.base.units import TradeUnit
from rayafin_desktop.desktop.components.banner import Banner
from rayafin_desktop.desktop.components.button import Button
from rayafin_desktop.desktop.components.hint_bar import HintBar
from rayafin_desktop.desktop.components.label import Label
from rayafin_desktop.desktop.components.layout import Rule, Surface, box, column, row
from rayafin_desktop.desktop.components.lookup_edit import LookupEdit
from rayafin_desktop.desktop.components.page_header import PageHeader
from rayafin_desktop.desktop.components.question import ask, ask_reason
from rayafin_desktop.desktop.components.scroll import ScrollColumn
from rayafin_desktop.desktop.keys import shortcut
from rayafin_desktop.desktop.theme.fonts import CARD_TITLE, REGULAR, SEMIBOLD, SMALL
from rayafin_desktop.desktop.theme.sizes import GUTTER, grown
from rayafin_desktop.desktop.wording import tr
from rayafin_desktop.desktop.workspace import Workspace

from . import around, reading
from .facts import Fact, Facts
from .fits_card import FitsCard, copy_text
from .focus import take_focus
from .kind_pill import KindPill
from .last_offers import LastOffers
from .offer_form import OfferForm
from .said_terms import facts_of
from .saving import OFFERED, form_field, offer_of
from .seen import Around, Fit
from .standing_strip import StandingStrip
from .talk_panel import begin_talk
from .talks_card import TalksCard
from .words import KINDS, OFFER_STATES, label_of, state_of

if TYPE_CHECKING:
    from .reading import ShownOffer

_LEFT = 524
_AROUND_AFTER_MS = 200


class OfferPage(Surface):
    """Without `id` in `show_params` a new offer; `talk` with a party begins a negotiation at once."""

    key = "offer.page"
    nav_key = "trade.desk"

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self.title = tr("New offer")
        self.record_id: UUID | None = None
        self.shown: ShownOffer | None = None
        self.around: Around | None = None
        self._saving = False
        self._confirmed: frozenset[str] = frozenset()
        self._build()
        self._connect()
        self._show_mode(editing=True)

    def _build(self) -> None:
        formats = self._workspace.formats
        self.header = PageHeader(self.title, crumbs=(tr("Offers"),))
        self.withdraw_button = Button(tr("Withdraw"), "danger", "undo-2")
        self.repeat_button = Button(tr("Offer again"), "plain", "repeat")
        self.copy_button = Button(tr("Copy text"), "plain", "copy")
        self.save_button = Button(tr("Save offer"), "primary")
        for button in (self.withdraw_button, self.repeat_button, self.copy_button, self.save_button):
            self.header.add_action(button)
        self.banner = Banner("neg", closable=False)
        self.banner.hide()
        self.kind = KindPill()
        self.standing = StandingStrip()
        self.form = OfferForm(self._workspace)
        self.last = LastOffers(formats)
        self.facts = Facts()
        self.words = Label("", SMALL, REGULAR, "text2", wrap=True)
        editing = column(
            row(Label(tr("Kind"), CARD_TITLE, SEMIBOLD), self.kind, None),
            self.form,
            self.last,
            None,
            spacing=10,
        )
        reading_ = column(
            Label(tr("Terms"), CARD_TITLE, SEMIBOLD), self.facts, 8, self.words, None, spacing=8
        )
        self._stack = QStackedWidget()
        self._editing, self._reading = box(editing), box(reading_)
        self._stack.addWidget(self._editing)
        self._stack.addWidget(self._reading)
        left = column(self.banner, self.standing, self._stack, None, spacing=10, margins=(GUTTER, 14, 20, 12))
        self._left = Surface("surface", column(ScrollColumn(box(left)), spacing=0))
        self.fits = FitsCard(self._workspace)
        self.talks = TalksCard(formats)
        self.talks.hide()
        side = column(self.talks, self.fits, None, spacing=12, margins=(16, 16, 20, 12))
        self._side = Surface("app", column(ScrollColumn(box(side)), spacing=0))
        body = row(self._left, Rule(Qt.Orientation.Vertical), self._side, spacing=0)
        body.setStretch(2, 1)
        self.hints = HintBar()
        page = column(self.header, Rule(), body, self.hints, spacing=0)
        page.setStretch(2, 1)
        self.setLayout(page)
        self.restyle()

    def restyle(self) -> None:
        self._left.setFixedWidth(grown(_LEFT))

    def _connect(self) -> None:
        workspace = self._workspace
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_AROUND_AFTER_MS)
        self._pause.timeout.connect(self._read_around)
        self.header.crumb_chosen.connect(lambda _: workspace.open("trade.desk", tab="offers"))
        self.save_button.clicked.connect(self.save)
        self.withdraw_button.clicked.connect(self.withdraw)
        self.repeat_button.clicked.connect(self.repeat)
        self.copy_button.clicked.connect(self.copy)
        self.kind.chosen.connect(lambda _: self._kind_changed())
        self.form.edited.connect(lambda key: self._pause.start() if key in around.MATTERS else None)
        self.standing.party_asked.connect(self._open_party)
        self.last.opened.connect(lambda id_: workspace.open("offer.page", id=id_))
        self.fits.opened.connect(lambda fit: workspace.open("offer.page", id=fit.id))
        self.fits.offered.connect(self._offer_to)
        self.fits.copy.clicked.connect(self.copy)
        self.talks.opened.connect(lambda id_: workspace.open("negotiation.page", id=id_))
        self.talks.begin_asked.connect(self.talk)
        for keys in ("Ctrl+Return", "Ctrl+Enter", "Ctrl+S"):
            shortcut(self, keys, self.save)
        shortcut(self, "Ctrl+M", self._go_to_fits)
        shortcut(self, "T", self.talk)
        workspace.touched.connect(self._touched)
        workspace.formats_changed.connect(self._again)

    # What the window asks of a page

    def show_params(self, params: dict[str, Any]) -> None:
        """`id` shows an offer; `kind` and other values begin a new one."""
        if "id" in params:
            self.record_id = UUID(str(params["id"]))
            self._read(params)
        elif params.get("kind"):
            self.kind.show_kind(str(params["kind"]))
            self._kind_changed()

    def close_page(self) -> None:
        """Let go of the window's signals."""
        self._workspace.touched.disconnect(self._touched)
        self._workspace.formats_changed.disconnect(self._again)

    @property
    def ready(self) -> bool:
        """Whether the offer is shown; a new one is at once."""
        return self.record_id is None or self.shown is not None

    # Showing

    def _read(self, params: dict[str, Any] | None = None) -> None:
        id_ = self.record_id
        if id_ is None:
            return

        def show(shown: ShownOffer) -> None:
            self._show(shown)
            self._go_on(params or {})

        self._workspace.read(lambda read: reading.offer(read, id_), show, owner=self, slot="offer")

    def _go_on(self, params: dict[str, Any]) -> None:
        if params.get("talk"):
            from rayafin_desktop.features.offers.negotiating import StartNegotiation

            command = StartNegotiation(offer_id=cast("UUID", self.record_id), party_id=UUID(params["talk"]))
            self._workspace.execute(
                command, lambda id_: self._workspace.open("negotiation.page", id=id_), owner=self
            )
        elif params.get("counter"):
            self.talk(counter=True)

    def _again(self) -> None:
        if self.shown is not None:
            self._show(self.shown)

    def _show(self, shown: ShownOffer) -> None:
        first = self.shown is None
        self.shown = shown
        detail, formats = shown.detail, self._workspace.formats
        offer = detail.offer
        self.title = offer.number
        self.header.title.setText(self.title)
        self.header.set_state(*state_of(OFFER_STATES, detail.status))
        self.kind.show_kind(shown.kind)
        may = self._workspace.may("offer.save")
        changeable = str(offer.state) == "OPEN" and not detail.negotiations and not offer.taken_quantity
        if first or not changeable:
            self.form.fill(shown.values)
        self._show_mode(editing=changeable and may)
        row_ = detail.row
        facts = facts_of(offer, row_.commodity_name, shown.places, formats, detail.limits)
        until = formats.instant(offer.valid_until) if offer.valid_until is not None else ""
        self.facts.show_facts(
            [
                Fact(label_of(KINDS, shown.kind), row_.party_name or tr("Our own"), open=self._open_party),
                Fact(tr("Their broker"), row_.broker_name),
                *facts,
                Fact(tr("Taken"), formats.decimal(offer.taken_quantity) if offer.taken_quantity else ""),
                Fact(tr("Said by"), offer.said_by),
                Fact(tr("Firm until"), until),
                Fact(tr("Ended because"), offer.close_reason),
                Fact(tr("Notes"), offer.notes),
            ]
        )
        self.words.setText(f"“{offer.text}”" if offer.text else "")
        self.talks.show()
        self.talks.show_talks(detail.negotiations, TradeUnit(str(offer.unit)))
        self.talks.begin.setVisible(detail.row.is_open and self._workspace.may("offer.negotiate"))
        self.withdraw_button.setVisible(str(offer.state) == "OPEN" and may)
        self.repeat_button.setVisible((may and str(offer.state) != "OPEN") or (bool(row_.is_expired) and may))
        self._read_around()
        take_focus(self)

    def _show_mode(self, *, editing: bool) -> None:
        is_new = self.record_id is None
        self._stack.setCurrentWidget(self._editing if editing else self._reading)
        for page in (self._editing, self._reading):
            page.setVisible(page is self._stack.currentWidget())
        self.save_button.setVisible(editing)
        self.withdraw_button.setVisible(not is_new)
        self.repeat_button.setVisible(not is_new)
        self.setFocusProxy(cast("LookupEdit", self.form.inputs["party_id"]) if editing else self.talks.table)
        keys = [("T", "Talk"), ("Ctrl+M", "Matches")]
        if editing:
            keys = [("Enter", "Next field"), ("Ctrl+M", "Matches"), ("Ctrl+Enter", "Save")]
        self.hints.set_hints(keys)
        self._kind_changed()

    def _kind_changed(self) -> None:
        word = label_of(KINDS, self.kind.kind)
        self.save_button.setText(tr("Save changes") if self.record_id is not None else tr("Save offer"))
        self.save_button.setAccessibleName(self.save_button.text())
        self.save_button.updateGeometry()
        if self.record_id is None:
            self.title = tr("New {noun}", noun=word.lower())
            self.header.title.setText(self.title)
        self._read_around()

    # What stands around it

    def _read_around(self) -> None:
        values, kind, formats = dict(self.form.values()), self.kind.kind, self._workspace.formats
        if self.shown is not None and not self.form.isVisible():
            values = {k: getattr(v, "id", v) for k, v in self.shown.values.items()}
        id_ = self.record_id
        self._workspace.read(
            lambda read: around.around(read, values, kind, formats, id_),
            self._show_around,
            owner=self,
            slot="around",
        )

    def _show_around(self, found: Around) -> None:
        self.around = found
        known = found if self.form.value("commodity_id") is not None or self.record_id is not None else None
        self.fits.show_around(known, is_selling=self.kind.kind in ("SELL_OFFER", "SELL_ENQUIRY"))
        self.standing.show_standing(found.standing, self._workspace.formats, found.undelivered_minor)
        party = cast("LookupEdit", self.form.inputs["party_id"]).suggestion()
        if party is None or not self.form.isVisible():
            self.last.hide()
        else:
            last = tuple(one for one in found.last if one.id != self.record_id)
            self.last.show_last(party.title, replace(found, last=last))

    # Steps

    def save(self) -> None:
        """Keep it; a new one is then shown as what it is."""
        if self._saving or self.save_button.isHidden():
            return
        problems = self.form.problems()
        kind = self.kind.kind
        if kind not in OFFERED:
            self.banner.say(tr("Choose whether this is an offer, a bid or an enquiry"), "neg")
            return
        if not problems:
            try:
                shown = self.shown
                command = offer_of(
                    self.form.values(), kind, id_=self.record_id,
                    version=shown.detail.offer.version if shown is not None else None,
                    text=shown.detail.offer.text if shown is not None else "",
                    message_id=shown.detail.offer.message_id if shown is not None else None,
                    before=shown.detail.offer if shown is not None else None,
                )  # fmt: skip
            except ValueError as error:
                problems = {"limits": tr("Cannot read {part}; write staple 29, mic 3.8–4.5", part=str(error))}
        self.form.show_problems(problems)
        if problems:
            return
        self._saving = True
        self._workspace.execute(
            command, self._saved, owner=self, confirmed=self._confirmed, failed=self._not_saved
        )

    def _saved(self, id_: UUID) -> None:
        self._saving = False
        self.banner.hide()
        self._confirmed = frozenset()
        self._workspace.say(tr("{what} saved", what=label_of(KINDS, self.kind.kind)))
        self.record_id = id_
        self._read()

    def _not_saved(self, error: Exception) -> None:
        self._saving = False
        if isinstance(error, NeedsConfirmation):
            self._confirmed |= {error.key}
            ask(self, tr("Save all the same"), "\n".join(self._workspace.sentences(error)), self.save)
            return
        if not isinstance(error, RayafinError):
            self._workspace.refused.emit(error)
            return
        by_field: dict[str, str] = {}
        rest: list[str] = []
        for problem in error.problems:
            own, sentence = form_field(problem.field), self._workspace.sentence(problem)
            if own in self.form.inputs:
                by_field.setdefault(own, sentence)
            else:
                rest.append(sentence)
        self.form.show_problems(by_field)
        self.banner.setVisible(bool(rest))
        if rest:
            self.banner.say("\n".join(rest), "neg")

    def withdraw(self) -> None:
        """Take the offer back, with a reason."""
        from rayafin_desktop.features.offers.closing import WithdrawOffer

        shown = self.shown
        if shown is None:
            return
        offer = shown.detail.offer
        ask_reason(
            self, tr("Withdraw"), tr("The offer {number} and all talks about it end.", number=offer.number),
            lambda why: self._workspace.execute(
                WithdrawOffer(id=offer.id, version=offer.version, reason=why),
                lambda _: self._workspace.say(tr("Offer withdrawn")), owner=self,
            ),
        )  # fmt: skip

    def repeat(self) -> None:
        """The same offer again, from now on."""
        from rayafin_desktop.features.offers.saving import RepeatOffer

        if self.record_id is not None:
            self._workspace.execute(
                RepeatOffer(id=self.record_id),
                lambda id_: self._workspace.open("offer.page", id=id_),
                owner=self,
            )

    def copy(self) -> None:
        """The offer as one line for a chat."""
        copy_text(around.offer_text(self.form.values(), self.form, self._workspace.formats))
        self._workspace.say(tr("Copied: paste it into the chat"))

    def talk(self, counter: bool = False) -> None:
        """Begin a negotiation with somebody."""
        shown = self.shown
        if shown is None or self.talks.begin.isHidden():
            return
        begin_talk(
            self, self._workspace, shown.detail.offer.id, shown.detail.offer.number,
            lambda id_: self._workspace.open("negotiation.page", id=id_, counter=counter),
        )  # fmt: skip

    def _offer_to(self, fit: Fit) -> None:
        if self.record_id is not None and fit.party_id is not None:
            self._go_on({"talk": str(fit.party_id)})
        else:
            self.save()

    def _go_to_fits(self) -> None:
        if self.fits.fits:
            self.fits.table.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _open_party(self) -> None:
        party = self.form.value("party_id")
        if party is not None:
            self._workspace.open("partners", id=party, peek=True)

    def _touched(self, touched: dict[str, Any]) -> None:
        if self.record_id is not None and {"offer", "negotiation"} & set(touched):
            self._read()

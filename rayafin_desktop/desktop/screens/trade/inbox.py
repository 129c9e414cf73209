"""The inbox: a message read before your eyes, doubts asked, who fits beside it; kept on Ctrl+Enter."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, cast
from uuid import UUID

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QSizePolicy, QWidget

from rayafin_desktop.base.errors import NeedsConfirmation, RayafinError
from rayafin_desktop.desktop.components.banner import Banner
from rayafin_desktop.desktop.components.button import Button
from rayafin_desktop.desktop.components.key_caps import KeyCaps
from rayafin_desktop.desktop.components.label import Label
from rayafin_desktop.desktop.components.layout import Rule, Surface, box, column, row
from rayafin_desktop.desktop.components.lookup_edit import LookupEdit
from rayafin_desktop.desktop.components.question import ask
from rayafin_desktop.desktop.components.scroll import ScrollColumn
from rayafin_desktop.desktop.theme.fonts import CARD_TITLE, REGULAR, SEMIBOLD, SMALL
from rayafin_desktop.desktop.theme.sizes import GUTTER, grown
from rayafin_desktop.desktop.wording import tr
from rayafin_desktop.desktop.workspace import Workspace

from . import around, reading
from .answer_panel import answer
from .fits_card import FitsCard, copy_text
from .kind_pill import KindPill
from .last_offers import LastOffers
from .message_box import MessageBox
from .message_reading import read_message
from .offer_form import OfferForm
from .open_offers_card import OpenOffersCard
from .queue_card import QueueCard
from .saving import OFFERED, form_field, kept_message, offer_of
from .seen import Around, Fit, Seen, Waiting
from .standing_strip import StandingStrip
from .words import KINDS, label_of

_LEFT = 524
_AROUND_AFTER_MS = 200


class Inbox(QWidget):
    """Nothing is kept before `save`. `waiting_changed` with how many messages still wait,
    `last_trade_known` with what was paid last.
    """

    waiting_changed = Signal(int)
    offers_asked = Signal()
    last_trade_known = Signal(str)

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self.seen: Seen | None = None
        self.around: Around | None = None
        self._saving = False
        self._typing = False
        self._confirmed: frozenset[str] = frozenset()
        self._build()
        self._connect()
        self._show_nothing()
        self._read_open()
        self._read_waiting()

    # Construction

    def _build(self) -> None:
        formats = self._workspace.formats
        self.queue = QueueCard(formats)
        self.pasted = Label("", SMALL, REGULAR, "text2", tabular=True)
        self.message = MessageBox()
        self.kind = KindPill()
        self.sure = Label("", SMALL, REGULAR, "text2", tabular=True)
        self.banner = Banner("warn", closable=False)
        self.standing = StandingStrip()
        self.form = OfferForm(self._workspace)
        self.last = LastOffers(formats)
        self.hint = Label(
            tr("Paste a chat or a single message. What is read is tinted, what was guessed is asked, "
                "and nothing is kept before you save."),
            SMALL, REGULAR, "text2", wrap=True,
        )  # fmt: skip
        self._read_as = row(Label(tr("Read as"), CARD_TITLE, SEMIBOLD), self.kind, None, self.sure)
        self.body = box(
            column(box(self._read_as), self.banner, self.standing, self.form, self.last, spacing=10)
        )
        content = column(
            self.queue,
            row(Label(tr("Message"), CARD_TITLE, SEMIBOLD), None, self.pasted),
            self.message, self.hint, self.body, None,
            spacing=10, margins=(GUTTER, 14, 20, 12),
        )  # fmt: skip
        self.save_button = Button(tr("Save offer"), "primary")
        self.counter_button = Button(tr("Save and counter"))
        self.discard_button = Button(tr("Discard"), "ghost")
        self._caps = KeyCaps("Ctrl+Enter")
        self.foot = Surface(
            "surface",
            row(
                self.save_button, self._caps, 4, self.counter_button, None, self.discard_button,
                margins=(GUTTER, 10, 20, 10),
            ),
        )  # fmt: skip
        left = column(ScrollColumn(box(content)), Rule(), self.foot, spacing=0)
        self._left = Surface("surface", left)
        self.fits = FitsCard(self._workspace)
        self.open = OpenOffersCard(formats)
        self.open.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        side = column(self.fits, self.open, spacing=12, margins=(16, 16, 20, 12))
        side.setStretch(1, 1)
        self._side = Surface("app", side)
        whole = row(self._left, Rule(Qt.Orientation.Vertical), self._side, spacing=0)
        whole.setStretch(2, 1)
        self.setLayout(whole)
        self.setFocusProxy(self.message)
        self.restyle()

    def restyle(self) -> None:
        self._left.setFixedWidth(grown(_LEFT))

    def _connect(self) -> None:
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_AROUND_AFTER_MS)
        self._pause.timeout.connect(self._read_around)
        self.queue.chosen.connect(self._choose)
        self.message.pasted.connect(self.take)
        self.message.typed.connect(self._typed)
        self.message.pointed.connect(self._pointed)
        self.kind.chosen.connect(lambda _: self._kind_changed())
        self.form.edited.connect(self._edited)
        self.form.entered.connect(self.message.light)
        self.form.doubts_changed.connect(self._say_sure)
        self.standing.party_asked.connect(self._open_party)
        self.last.opened.connect(lambda id_: self._workspace.open("offer.page", id=id_))
        self.open.opened.connect(lambda id_: self._workspace.open("offer.page", id=id_))
        self.open.all_asked.connect(self.offers_asked)
        self.fits.opened.connect(lambda fit: self._workspace.open("offer.page", id=fit.id))
        self.fits.offered.connect(self._offer_to)
        self.fits.copy.clicked.connect(self.copy_offer)
        self.save_button.clicked.connect(lambda _: self.save())
        self.counter_button.clicked.connect(self.save_and_counter)
        self.discard_button.clicked.connect(self.discard)

    # Messages

    def paste(self) -> None:
        """Read what is on the clipboard."""
        text = QGuiApplication.clipboard().text()
        if text.strip():
            self.take(text)
        else:
            self._workspace.say(tr("Nothing to paste: copy a message first"))

    def take(self, text: str) -> None:
        """Read a message, or each message of a chat in turn."""
        self.message.show_message(text)
        self._workspace.read(
            lambda read: reading.messages_of(read, text),
            lambda found: self._take(text, found),
            owner=self,
            slot="paste",
        )

    def _take(self, text: str, messages: Sequence[Waiting]) -> None:
        if len(messages) > 1:
            self.queue.show_waiting([*messages, *self.queue.waiting])
            self.waiting_changed.emit(len(self.queue.waiting))
            self._choose(0)
        else:
            self._begin(messages[0] if messages else Waiting(text=text))

    def _begin(self, waiting: Waiting) -> None:
        self._confirmed, self._typing = frozenset(), False
        self.message.show_message(waiting.text)
        self._workspace.read(
            lambda read: read_message(read, waiting, self._workspace.formats),
            self._show,
            owner=self,
            slot="message",
        )

    def _choose(self, at: int) -> None:
        if 0 <= at < len(self.queue.waiting):
            self._begin(self.queue.waiting[at])

    def _typed(self, text: str) -> None:
        if not text.strip():
            self._show_nothing()
            return
        old, self._typing = self.seen, True
        waiting = Waiting(
            text=text,
            said_by=old.said_by if old is not None else "",
            said_at=old.said_at if old is not None else None,
            message_id=old.message_id if old is not None else None,
        )
        formats = self._workspace.formats
        self._workspace.read(
            lambda read: read_message(read, waiting, formats), self._show, owner=self, slot="message"
        )

    def _show(self, seen: Seen) -> None:
        """Show a message as it was read."""
        self.seen = seen
        if self.message.toPlainText() != seen.text:
            self.message.show_message(seen.text)
        self.message.show_spans(seen.spans)
        self.kind.show_kind(seen.kind)
        self.form.fill(seen.values, seen.doubts)
        self.banner.setVisible(bool(seen.warnings))
        if seen.warnings:
            self.banner.say("\n".join(seen.warnings), "warn")
        self._say_pasted(seen)
        self.hint.hide()
        self.body.show()
        self.foot.show()
        self._kind_changed()
        if not self._typing:
            self._first_field()

    def _first_field(self) -> None:
        doubt = self.form.next_doubt()
        if doubt:
            self.form.go_to(doubt)
        else:
            self.save_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _say_pasted(self, seen: Seen) -> None:
        parts = [seen.said_by, seen.source]
        if seen.said_at is not None:
            parts.insert(0, self._workspace.formats.instant(seen.said_at))
        self.pasted.setText(", ".join(filter(None, parts)))

    def _say_sure(self) -> None:
        whole = len(self.form.filled | set(self.form.doubts))
        doubts = len(self.form.doubts)
        self.sure.setText(
            tr("{sure} of {whole} fields sure", sure=whole - doubts, whole=whole)
            if doubts
            else tr("All {whole} fields sure", whole=whole)
        )
        self.sure.set_tone("warn" if doubts else "text2")

    def _show_nothing(self) -> None:
        self.seen, self.around = None, None
        self.message.show_message("")
        self.pasted.setText("")
        self.body.hide()
        self.foot.hide()
        self.hint.show()
        self.fits.show_around(None, is_selling=True)
        self.last.hide()
        self.standing.show_standing(None, self._workspace.formats)

    def _pointed(self, field: str) -> None:
        if field in self.form.inputs:
            self.form.go_to(field)
        elif field == "kind":
            self.kind.setFocus()

    # What stands around it

    @property
    def is_selling(self) -> bool:
        """Whether the party of the message sells, so that buyers are looked for."""
        return self.kind.kind in ("SELL_OFFER", "SELL_ENQUIRY", "TEST_REPORT")

    def _kind_changed(self) -> None:
        kind = self.kind.kind
        self.save_button.setText(_save_word(kind))
        self.save_button.setAccessibleName(self.save_button.text())
        self.save_button.updateGeometry()
        self.counter_button.setVisible(kind in OFFERED)
        self._read_around()

    def _edited(self, key: str) -> None:
        if key in around.MATTERS:
            self._pause.start()

    def _read_around(self) -> None:
        values, kind = dict(self.form.values()), self.kind.kind
        formats = self._workspace.formats
        self._workspace.read(
            lambda read: around.around(read, values, kind, formats),
            self._show_around,
            owner=self,
            slot="around",
        )

    def _show_around(self, found: Around) -> None:
        if self.seen is None:
            return
        self.around = found
        self.last_trade_known.emit(found.last_trade)
        self.fits.show_around(found, is_selling=self.is_selling)
        self.standing.show_standing(found.standing, self._workspace.formats, found.undelivered_minor)
        party = cast("LookupEdit", self.form.inputs["party_id"]).suggestion()
        if party is None:
            self.last.hide()
        else:
            self.last.show_last(party.title, found)

    def _read_open(self) -> None:
        formats = self._workspace.formats
        self._workspace.read(
            lambda read: reading.open_offers(read, formats), self.open.show_offers, owner=self, slot="open"
        )

    def _read_waiting(self) -> None:
        self._workspace.read(reading.waiting, self._show_waiting, owner=self, slot="waiting")

    def _show_waiting(self, stored: Sequence[Waiting]) -> None:
        pasted = [one for one in self.queue.waiting if one.message_id is None]
        self.queue.show_waiting([*pasted, *stored], max(0, self.queue.at()))
        self.waiting_changed.emit(len(self.queue.waiting))
        if self.queue.waiting and self.seen is None:
            self._choose(0)

    # Keeping

    def save(self, then: Callable[[UUID], object] | None = None) -> None:
        """Keep the form as an offer; what is missing or wrong is said at its field."""
        if self._saving or self.seen is None:
            return
        kind = self.kind.kind
        if kind not in OFFERED:
            self._answer(kind)
            return
        problems = self.form.problems()
        if not problems:
            try:
                command = self._command(kind)
            except ValueError as error:
                problems = {"limits": tr("Cannot read {part}; write staple 29, mic 3.8–4.5", part=str(error))}
        self.form.show_problems(problems)
        if problems:
            return
        self._saving = True
        self._workspace.execute(
            command,
            lambda id_: self._saved(id_, then),
            owner=self,
            confirmed=self._confirmed,
            failed=lambda error: self._not_saved(error, then),
        )

    def _command(self, kind: str) -> Any:
        values, seen = self.form.values(), cast("Seen", self.seen)
        if seen.message_id is not None:
            return kept_message(values, kind, seen.message_id)
        return offer_of(values, kind, text=self.message.toPlainText(), said_at=seen.said_at)

    def _saved(self, id_: UUID, then: Callable[[UUID], object] | None) -> None:
        self._saving = False
        label = label_of(KINDS, self.kind.kind)
        self._workspace.say(tr("{what} saved", what=label))
        self._next_message()
        if then is not None:
            then(id_)

    def _not_saved(self, error: Exception, then: Callable[[UUID], object] | None) -> None:
        self._saving = False
        if isinstance(error, NeedsConfirmation):
            self._confirmed |= {error.key}
            sentence = "\n".join(self._workspace.sentences(error))
            ask(self, tr("Save all the same"), sentence, lambda: self.save(then))
        elif isinstance(error, RayafinError):
            self._show_refusal(error)
        else:
            self._workspace.refused.emit(error)

    def _show_refusal(self, error: RayafinError) -> None:
        by_field: dict[str, str] = {}
        rest: list[str] = []
        for problem in error.problems:
            own = form_field(problem.field)
            if own in self.form.inputs:
                by_field.setdefault(own, self._workspace.sentence(problem))
            else:
                rest.append(self._workspace.sentence(problem))
        self.form.show_problems(by_field)
        if rest:
            self.banner.say("\n".join(rest), "neg")

    def save_and_counter(self) -> None:
        """Keep it, then answer it at once on its page."""
        self.save(lambda id_: self._workspace.open("offer.page", id=id_, counter=True))

    def _offer_to(self, fit: Fit) -> None:
        """Keep the offer and begin to talk with the one who fits."""
        self.save(lambda id_: self._workspace.open("offer.page", id=id_, talk=str(fit.party_id or "")))

    def _answer(self, kind: str) -> None:
        """A deal becomes a contract, a test goes to its lot; the rest answers a talk that is open."""
        seen = self.seen
        if seen is None:
            return
        if kind == "DEAL":
            self._workspace.open("trade.editor", seen=replace(seen, values=self._with_parties(seen)))
        elif kind == "TEST_REPORT":
            self._workspace.open("lots", text=str(seen.parsed.fields.get("lot") or ""))
        elif kind == "PRICE_INFO":
            self._workspace.say(tr("A price is nothing to answer. Discard it, or read it as an offer."))
        else:
            answer(self, self._workspace, seen, self.form.values(), kind, self._answered)

    def _with_parties(self, seen: Seen) -> dict[str, Any]:
        """The form's values with buyer and seller of a deal, where both are named."""
        values = dict(seen.values)
        values |= {key: one for key, one in seen.sides.items() if one is not None}
        for key in ("quantity", "price", "basis", "payment_type", "payment_days", "limits", "variety"):
            values[key] = self.form.value(key)
        return values

    def _answered(self, negotiation_id: UUID) -> None:
        self._decided()
        self._next_message()
        self._workspace.open("negotiation.page", id=negotiation_id)

    def discard(self) -> None:
        """Let the message go; the next one comes up."""
        if self.seen is None:
            return
        self._decided()
        self._workspace.say(tr("Discarded"))
        self._next_message()

    def _decided(self) -> None:
        """A message of the stored inbox that became no offer of its own waits no more."""
        if self.seen is not None and self.seen.message_id is not None:
            from rayafin_desktop.features.messages.deciding import DiscardMessage

            self._workspace.execute(DiscardMessage(id=self.seen.message_id), lambda _: None)

    def _next_message(self) -> None:
        at = self.queue.at()
        rest = list(self.queue.waiting)
        if self.seen is not None:
            rest = [
                one for one in rest if one.text != self.seen.text or one.message_id != self.seen.message_id
            ]
        self.queue.show_waiting(rest, max(0, at))
        self.waiting_changed.emit(len(rest))
        self._show_nothing()
        if rest:
            self._choose(self.queue.at())
        else:
            self.message.setFocus(Qt.FocusReason.OtherFocusReason)

    def copy_offer(self) -> None:
        """The offer as one line for a chat."""
        values = self.form.values()
        copy_text(around.offer_text(values, self.form, self._workspace.formats))
        self._workspace.say(tr("Copied: paste it into the chat"))

    def go_to_fits(self) -> None:
        """Put the cursor among those who fit."""
        if self.fits.fits:
            self.fits.table.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            self.open.table.setFocus(Qt.FocusReason.ShortcutFocusReason)

    # Reactions

    def touched(self, kinds: dict[str, Any]) -> None:
        """Read again what a command changed."""
        if {"offer", "negotiation"} & set(kinds):
            self._read_open()
        if "message" in kinds or "trade_message" in kinds:
            self._read_waiting()
        if self.seen is not None and {"offer", "trade", "party"} & set(kinds):
            self._pause.start()

    def _open_party(self) -> None:
        id_ = self.form.value("party_id")
        if id_ is not None:
            self._workspace.open("partners", id=id_, peek=True)


def _save_word(kind: str) -> str:
    if kind in ("BID", "BUY_OFFER"):
        return tr("Save bid")
    if kind in ("BUY_ENQUIRY", "SELL_ENQUIRY"):
        return tr("Save enquiry")
    return tr("Save offer") if kind in OFFERED else tr("Answer")

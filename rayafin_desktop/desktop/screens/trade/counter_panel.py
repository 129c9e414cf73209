"""Noting what one side says now: a counter to where the other side stands."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtWidgets import QWidget

from rayafin_desktop.base.errors import RayafinError
from rayafin_desktop.base.units import TradeUnit
from rayafin_desktop.desktop.components.banner import Banner
from rayafin_desktop.desktop.components.button import Button
from rayafin_desktop.desktop.components.date_edit import DateEdit
from rayafin_desktop.desktop.components.field import FieldBox
from rayafin_desktop.desktop.components.label import Label
from rayafin_desktop.desktop.components.layout import column, row
from rayafin_desktop.desktop.components.overlay import Overlay, Panel, host_window
from rayafin_desktop.desktop.components.segmented import Segmented
from rayafin_desktop.desktop.components.text_input import ChoiceEdit, LongEdit, TextEdit
from rayafin_desktop.desktop.forms.enter_flow import EnterFlow
from rayafin_desktop.desktop.forms.inputs import CountEdit, Input
from rayafin_desktop.desktop.keys import shortcut
from rayafin_desktop.desktop.theme.fonts import CRUMB, REGULAR, SEMIBOLD, SMALL
from rayafin_desktop.desktop.wording import tr
from rayafin_desktop.desktop.workspace import Workspace
from rayafin_desktop.features.commodities.rules import DeliveryBasis, PaymentType, Side

from .measure_edits import MeasureEdit, MomentEdit, PriceEdit
from .measures import said_price, said_quantity
from .saving import form_field
from .words import BASES, PAYMENTS, spoken

if TYPE_CHECKING:
    from rayafin_desktop.features.offers.talks import Thread

_WIDTH = 560
Fields = dict[str, tuple[FieldBox, Input]]


def counter(page: QWidget, workspace: Workspace, thread: Thread, saved: Callable[[], object]) -> Overlay:
    """Ask what is said now, and note it."""
    return _Counter(page, workspace, thread, saved).overlay


class _Counter:
    def __init__(
        self, page: QWidget, workspace: Workspace, thread: Thread, saved: Callable[[], object]
    ) -> None:
        self._workspace, self._thread, self._saved = workspace, thread, saved
        self.fields: Fields = {}
        formats, offer = workspace.formats, thread.offer
        talk = thread.negotiation
        self.side = Segmented(
            [("SELL", thread.seller_name or tr("Seller")), ("BUY", thread.buyer_name or tr("Buyer"))],
            tr("Who speaks"),
            talk.last_side.other.value,
        )
        price = PriceEdit(formats)
        price.unit, price.currency = TradeUnit(str(offer.price_unit)), offer.currency
        quantity = MeasureEdit(formats)
        quantity.unit = TradeUnit(str(offer.unit))
        self._price = price
        quantity.setPlaceholderText(said_quantity(talk.last_quantity, quantity.unit, formats))
        self.side.chosen.connect(lambda _: self._say_before())
        self._say_before()
        self._panel = Panel()
        self._flow = EnterFlow(self._panel)
        self.banner = Banner("neg", closable=False)
        self.banner.hide()
        said = LongEdit(2)
        content = column(
            Label(tr("Counter"), CRUMB, SEMIBOLD),
            Label(
                tr("What is left empty stays as this side last said it."), SMALL, REGULAR, "text2", wrap=True
            ),
            self.side,
            self.banner,
            row(
                self._field("price", tr("Price"), price),
                self._field("quantity", tr("Quantity"), quantity),
                self._field("valid_until", tr("Stands until"), MomentEdit(formats)),
                spacing=12,
            ),
            row(
                self._field("basis", tr("Basis"), ChoiceEdit(spoken(BASES))),
                self._field("payment_type", tr("Payment"), ChoiceEdit(spoken(PAYMENTS))),
                self._field("payment_days", tr("Days"), CountEdit(formats, most=0)),
                spacing=12,
            ),
            row(
                self._field("delivery_to", tr("Delivery to"), DateEdit(formats)),
                self._field("said_by", tr("Said by"), TextEdit()),
                spacing=12,
            ),
            self._field("text", tr("In their words"), said),
            spacing=10,
            margins=(24, 20, 24, 20),
        )
        cancel = Button(tr("Cancel"))
        self.note = Button(tr("Note the counter"), "primary")
        content.addLayout(row(None, cancel, self.note))
        self._panel.setLayout(content)
        self._panel.setAccessibleName(tr("Counter"))
        self.overlay = Overlay(host_window(page), self._panel, _WIDTH)
        # The overlay keeps what its buttons call.
        self.overlay.counter = self  # type: ignore[attr-defined]
        cancel.clicked.connect(self.overlay.dismiss)
        self.note.clicked.connect(self.send)
        for keys in ("Ctrl+Return", "Ctrl+Enter", "Ctrl+S"):
            shortcut(self._panel, keys, self.send)
        self.overlay.open(price)

    def _say_before(self) -> None:
        """Where the side that speaks stood before, greyed in the field."""
        talk, offer = self._thread.negotiation, self._thread.offer
        before = talk.bid_price if self.side.current() == "BUY" else talk.asked_price
        price = talk.last_price if before is None else before
        words = said_price(price, TradeUnit(str(offer.price_unit)), offer.currency, self._workspace.formats)
        self._price.setPlaceholderText(words)

    def _field(self, key: str, label: str, made: QWidget) -> FieldBox:
        found = FieldBox(label, made)
        self.fields[key] = (found, cast("Input", made))
        self._flow.watch(made)
        return found

    def _value(self, key: str) -> Any:
        return self.fields[key][1].value()

    def send(self) -> None:
        """Note it, or say what is wrong at its field."""
        from rayafin_desktop.features.offers.negotiating import CounterOffer
        from rayafin_desktop.features.offers.positions import TermsChange

        wrong = {key: one.problem() for key, (_, one) in self.fields.items() if one.problem()}
        self._say(wrong)
        if wrong:
            return
        price, quantity = self._value("price"), self._value("quantity")
        offer = self._thread.offer
        for key, value, unit in (("price", price, offer.price_unit), ("quantity", quantity, offer.unit)):
            if value is not None and str(value.unit) != str(unit):
                self._say({key: tr("The offer is in another unit")})
                return
        change = TermsChange(
            basis=DeliveryBasis(self._value("basis")) if self._value("basis") else None,
            payment_type=PaymentType(self._value("payment_type")) if self._value("payment_type") else None,
            payment_days=self._value("payment_days"),
            delivery_to=self._value("delivery_to"),
        )
        talk = self._thread.negotiation
        self._workspace.execute(
            CounterOffer(
                negotiation_id=talk.id,
                version=talk.version,
                side=Side(self.side.current()),
                price=price.value if price is not None else None,
                quantity=quantity.value if quantity is not None else None,
                terms=change if change.said else None,
                valid_until=self._value("valid_until"),
                said_by=self._value("said_by"),
                text=self._value("text"),
            ),
            self._noted,
            owner=self.overlay,
            failed=self._refused,
        )

    def _noted(self, _: object) -> None:
        self.overlay.dismiss()
        self._saved()

    def _refused(self, error: Exception) -> None:
        if not isinstance(error, RayafinError):
            self._workspace.refused.emit(error)
            return
        by_field: dict[str, str] = {}
        rest: list[str] = []
        for problem in error.problems:
            key = form_field(problem.field)
            sentence = self._workspace.sentence(problem)
            if key in self.fields:
                by_field.setdefault(key, sentence)
            else:
                rest.append(sentence)
        self._say(by_field)
        self.banner.setVisible(bool(rest))
        if rest:
            self.banner.say("\n".join(rest), "neg")
        self.overlay.place()

    def _say(self, problems: dict[str, str]) -> None:
        for key, (field, _) in self.fields.items():
            field.set_error(problems.get(key, ""))
        first = next((key for key in self.fields if key in problems), "")
        if first:
            cast("QWidget", self.fields[first][1]).setFocus()
        self.overlay.place()

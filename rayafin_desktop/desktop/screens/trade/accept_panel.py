"""Before a round is accepted: the contract it makes, value, brokerage of both sides, what is missing."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, cast
from uuid import UUID

from PySide6.QtWidgets import QGridLayout, QWidget

from rayafin_desktop.base.errors import NeedsConfirmation, RayafinError
from rayafin_desktop.base.units import TradeUnit
from rayafin_desktop.desktop.components.banner import Banner
from rayafin_desktop.desktop.components.button import Button
from rayafin_desktop.desktop.components.date_edit import DateEdit
from rayafin_desktop.desktop.components.field import FieldBox
from rayafin_desktop.desktop.components.label import ElidedLabel, Label
from rayafin_desktop.desktop.components.layout import Rule, box, column, row
from rayafin_desktop.desktop.components.overlay import Overlay, Panel, host_window
from rayafin_desktop.desktop.components.question import ask
from rayafin_desktop.desktop.components.text_input import ChoiceEdit, TextEdit
from rayafin_desktop.desktop.formats import Formats
from rayafin_desktop.desktop.forms.enter_flow import EnterFlow
from rayafin_desktop.desktop.forms.inputs import CountEdit, Input
from rayafin_desktop.desktop.keys import shortcut
from rayafin_desktop.desktop.theme.fonts import CRUMB, HERO, MEDIUM, REGULAR, SEMIBOLD, SMALL
from rayafin_desktop.desktop.wording import tr
from rayafin_desktop.desktop.workspace import Workspace
from rayafin_desktop.features.commodities.rules import DeliveryBasis, PaymentType, Side

from .facts import Facts
from .measure_edits import MeasureEdit, PriceEdit
from .said_terms import facts_of
from .saving import form_field
from .words import BASES, PAYMENTS, spoken

if TYPE_CHECKING:
    from rayafin_desktop.features.offers.talks import AcceptPreview, Thread

_WIDTH = 620


def accept(
    page: QWidget,
    workspace: Workspace,
    thread: Thread,
    preview: AcceptPreview,
    places: dict[Any, str],
    made: Callable[[UUID], object],
) -> Overlay:
    """Show the contract first; `made` gets its id."""
    return _Accept(page, workspace, thread, preview, places, made).overlay


class _Accept:
    def __init__(
        self,
        page: QWidget,
        workspace: Workspace,
        thread: Thread,
        preview: AcceptPreview,
        places: dict[Any, str],
        made: Callable[[UUID], object],
    ) -> None:
        self._workspace, self._thread, self._made = workspace, thread, made
        self._page = page
        self._confirmed: frozenset[str] = frozenset()
        self.fields: dict[str, tuple[FieldBox, Input]] = {}
        formats = workspace.formats
        self._panel = Panel()
        self._flow = EnterFlow(self._panel)
        self.banner = Banner("neg", closable=False)
        self.banner.hide()
        facts = Facts()
        facts.show_facts(facts_of(_Seen(preview), thread.commodity_name, places, formats))
        self.missing = self._missing(preview, formats)
        content = column(
            Label(tr("Accept and make the trade"), CRUMB, SEMIBOLD),
            Label(
                tr("{seller} sells to {buyer}", seller=preview.seller_name, buyer=preview.buyer_name),
                SMALL, REGULAR, "text2", wrap=True,
            ),
            self.banner,
            facts,
            Rule(),
            self._money(preview, formats),
            spacing=10, margins=(24, 20, 24, 20),
        )  # fmt: skip
        if self.missing is not None:
            content.addWidget(Rule())
            content.addWidget(Label(tr("Nobody has said yet"), SMALL, SEMIBOLD, "warn"))
            content.addWidget(self.missing)
        content.addWidget(self._field("said_by", tr("Said by"), TextEdit()))
        cancel = Button(tr("Not yet"))
        self.go = Button(tr("Make the trade"), "primary", "handshake")
        content.addLayout(row(None, cancel, self.go))
        self._panel.setLayout(content)
        self._panel.setAccessibleName(tr("Accept and make the trade"))
        self.overlay = Overlay(host_window(page), self._panel, _WIDTH)
        self.overlay.accepting = self  # type: ignore[attr-defined]
        cancel.clicked.connect(self.overlay.dismiss)
        self.go.clicked.connect(self.send)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut(self._panel, keys, self.send)
        if preview.problem is not None:
            self.banner.say(workspace.sentence(preview.problem), "neg")
            self.go.setEnabled(False)
        first = next((widget for _, widget in self.fields.values()), None)
        self.overlay.open(cast("QWidget", first) if first is not None else self.go)

    def _money(self, preview: AcceptPreview, formats: Formats) -> QWidget:
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setColumnStretch(0, 1)
        value = (
            formats.money(preview.value_minor, preview.currency, sign=True)
            if preview.value_minor is not None
            else tr("not known yet")
        )
        weight = (
            tr("by {kg} kg, the nominal weight", kg=formats.decimal(preview.weight_kg))
            if preview.weight_kg
            else ""
        )
        lines = [(tr("Value of the contract"), weight, value, HERO)]
        for one in preview.brokerages:
            side = tr("Brokerage of the seller") if one.side is Side.SELL else tr("Brokerage of the buyer")
            lines.append(
                (side, one.party_name, formats.money(one.due_minor, preview.currency, sign=True), CRUMB)
            )
        if not preview.brokerages:
            lines.append((tr("Brokerage"), tr("No rate is kept for these sides"), "–", CRUMB))
        for at, (label, about, figure, size) in enumerate(lines):
            what = column(Label(label, SMALL, MEDIUM), ElidedLabel(about, SMALL, REGULAR, "text2"), spacing=0)
            grid.addWidget(box(what), at, 0)
            grid.addWidget(Label(figure, size, SEMIBOLD, number=True), at, 1)
        return box(grid)

    def _missing(self, preview: AcceptPreview, formats: Formats) -> QWidget | None:
        """Inputs for what a contract needs and nobody has named."""
        asked = []
        for problem in preview.missing:
            key = form_field(problem.field)
            made = self._input(key, formats)
            if made is not None:
                asked.append(self._field(key, _LABELS[key](), made))
                if key == "payment_type":
                    asked.append(self._field("payment_days", tr("Days"), CountEdit(formats, most=0)))
        if not asked:
            return None
        return box(row(*asked, spacing=12))

    def _input(self, key: str, formats: Formats) -> QWidget | None:
        offer = self._thread.offer
        match key:
            case "quantity":
                quantity = MeasureEdit(formats)
                quantity.unit = TradeUnit(str(offer.unit))
                return quantity
            case "price":
                price = PriceEdit(formats)
                price.unit, price.currency = TradeUnit(str(offer.price_unit)), offer.currency
                return price
            case "basis":
                return ChoiceEdit(spoken(BASES))
            case "payment_type":
                return ChoiceEdit(spoken(PAYMENTS))
            case "delivery_to":
                return DateEdit(formats)
        return None

    def _field(self, key: str, label: str, made: QWidget) -> FieldBox:
        found = FieldBox(label, made)
        self.fields[key] = (found, cast("Input", made))
        self._flow.watch(made)
        return found

    def _value(self, key: str) -> Any:
        return self.fields[key][1].value() if key in self.fields else None

    def send(self) -> None:
        """Make the contract."""
        from rayafin_desktop.features.offers.accepting import AcceptRound
        from rayafin_desktop.features.offers.positions import TermsChange

        if not self.go.isEnabled():
            return
        wrong = {key: one.problem() for key, (_, one) in self.fields.items() if one.problem()}
        self._say(wrong)
        if wrong:
            return
        quantity, price = self._value("quantity"), self._value("price")
        change = TermsChange(
            basis=DeliveryBasis(self._value("basis")) if self._value("basis") else None,
            payment_type=PaymentType(self._value("payment_type")) if self._value("payment_type") else None,
            payment_days=self._value("payment_days"),
            delivery_to=self._value("delivery_to"),
        )
        talk = self._thread.negotiation
        self.go.setEnabled(False)
        self._workspace.execute(
            AcceptRound(
                negotiation_id=talk.id,
                round_no=self._thread.standing_no or talk.rounds,
                version=talk.version,
                quantity=quantity.value if quantity is not None else None,
                price=price.value if price is not None else None,
                terms=change if change.said else None,
                said_by=self._value("said_by") or "",
            ),
            self._accepted,
            owner=self.overlay,
            confirmed=self._confirmed,
            failed=self._refused,
        )

    def _accepted(self, trade_id: UUID) -> None:
        self.overlay.dismiss()
        self._made(trade_id)

    def _refused(self, error: Exception) -> None:
        self.go.setEnabled(True)
        if isinstance(error, NeedsConfirmation):
            self._confirmed |= {error.key}
            ask(
                self._page, tr("Make it all the same"), "\n".join(self._workspace.sentences(error)), self.send
            )
            return
        if not isinstance(error, RayafinError):
            self._workspace.refused.emit(error)
            return
        by_field: dict[str, str] = {}
        rest: list[str] = []
        for problem in error.problems:
            key, sentence = form_field(problem.field), self._workspace.sentence(problem)
            if key in self.fields:
                by_field.setdefault(key, sentence)
            else:
                rest.append(sentence)
        self._say(by_field)
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


class _Seen:
    """Terms with the units they will have in the contract."""

    def __init__(self, preview: AcceptPreview) -> None:
        self._preview = preview

    def __getattr__(self, name: str) -> Any:
        columns = self._preview.columns
        return columns[name] if name in columns else getattr(self._preview.terms, name)


_LABELS: dict[str, Callable[[], str]] = {
    "quantity": lambda: tr("Quantity"),
    "price": lambda: tr("Price"),
    "basis": lambda: tr("Basis"),
    "payment_type": lambda: tr("Payment"),
    "delivery_to": lambda: tr("Delivery to"),
}

"""The terms of an offer as fields: typed by hand or filled from a message, doubtful ones marked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, cast

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QGridLayout, QWidget

from rayafin_desktop.base.units import TradeUnit
from rayafin_desktop.desktop.backend import Suggestion
from rayafin_desktop.desktop.components.button import Button
from rayafin_desktop.desktop.components.date_edit import DateEdit
from rayafin_desktop.desktop.components.field import FieldBox
from rayafin_desktop.desktop.components.layout import box, column, row
from rayafin_desktop.desktop.components.lookup_edit import LookupEdit
from rayafin_desktop.desktop.components.number_edit import NumberEdit
from rayafin_desktop.desktop.components.text_input import ChoiceEdit, LongEdit, TextEdit
from rayafin_desktop.desktop.forms.enter_flow import EnterFlow
from rayafin_desktop.desktop.forms.inputs import CountEdit, Input
from rayafin_desktop.desktop.theme.sizes import FIELD_GAP
from rayafin_desktop.desktop.wording import tr
from rayafin_desktop.desktop.workspace import Workspace

from .measure_edits import MeasureEdit, MomentEdit, PriceEdit
from .words import BASES, PAYMENTS, PRICE_TYPES, TAX_TERMS, spoken

Lines = tuple[tuple[tuple[str, str, int], ...], ...]
"""Lines of fields: key, label, and columns of twelve."""

OFFER_LINES: Lines = (
    (("party_id", "Party", 6), ("commodity_id", "Commodity", 6)),
    (("quantity", "Quantity", 3), ("price", "Price", 5), ("basis", "Basis", 4)),
    (("origin_id", "From", 4), ("destination_id", "To", 4), ("valid_until", "Firm until", 4)),
    (("delivery_from", "Delivery from", 4), ("delivery_to", "Delivery to", 4), ("variety", "Variety", 4)),
    (("payment_type", "Payment", 5), ("payment_days", "Days", 3), ("tax_term", "Tax", 4)),
    (("limits", "Quality", 12),),
)
OFFER_MORE: Lines = (
    (("grade", "Grade", 4), ("crop_year", "Crop year", 4), ("tolerance_percent", "Tolerance %", 4)),
    (("broker_id", "Their broker", 6), ("said_by", "Said by", 6)),
    (
        ("price_type", "Price is", 4),
        ("discount_percent", "Cash discount %", 4),
        ("advance_percent", "Advance %", 4),
    ),
    (("packing", "Packing", 8), ("lorries", "Lorries", 4)),
    (("notes", "Notes", 12),),
)
# What nearly every offer has is no reason to show the rarer terms.
_USUAL = frozenset({"tolerance_percent", "said_by", "price_type"})
REQUIRED = frozenset({"commodity_id"})


class OfferForm(QWidget):
    """`edited` with the key of a field a person changed, `entered` with the key the cursor came into.

    `doubts` are the questions of fields that were guessed; answering or changing one takes it away.
    """

    edited = Signal(str)
    entered = Signal(str)
    doubts_changed = Signal()

    def __init__(self, workspace: Workspace, lines: Lines = OFFER_LINES, more: Lines = OFFER_MORE) -> None:
        super().__init__()
        self._workspace = workspace
        self._filling = False
        self.order = tuple(key for line in (*lines, *more) for key, _, _ in line)
        self._rare = frozenset(key for line in more for key, _, _ in line)
        self.doubts: dict[str, str] = {}
        self.filled: frozenset[str] = frozenset()
        self.inputs: dict[str, Input] = {}
        self.boxes: dict[str, FieldBox] = {}
        self._flow = EnterFlow(self)
        self.main = self._grid(lines)
        self.more = box(self._grid(more))
        self.more_link = Button(tr("More terms"), "link", trailing="chevron-down")
        self.more_link.clicked.connect(lambda: self.show_more(self.more.isHidden()))
        self.more.hide()
        self.setLayout(column(self.main, row(self.more_link, None), self.more, spacing=6))
        self._follow_commodity()

    # Values

    def values(self) -> dict[str, Any]:
        """What stands in the fields, None or empty for nothing."""
        return {key: one.value() for key, one in self.inputs.items()}

    def value(self, key: str) -> Any:
        """What stands in one field."""
        return self.inputs[key].value()

    def fill(self, values: Mapping[str, Any], doubts: Mapping[str, str] | None = None) -> None:
        """Show these values and nothing else; `doubts` are questions by field.

        A look-up's value is a `Suggestion` or None.
        """
        self._filling = True
        doubts = doubts or {}
        for key, one in self.inputs.items():
            one.set_value(values.get(key))
            self.boxes[key].set_error("")
        self._filling = False
        self._follow_commodity()
        self.filled = frozenset(k for k, v in values.items() if v not in (None, "") and k in self.inputs)
        self.doubts = {key: doubts[key] for key in self.order if key in doubts}
        for key in self.inputs:
            self.boxes[key].set_doubt(self.doubts.get(key, ""))
        if (self._rare - _USUAL) & self.filled or self._rare & set(self.doubts):
            self.show_more(True)
        self.doubts_changed.emit()

    def show_more(self, shown: bool) -> None:
        """Show or hide the rarer terms."""
        self.more.setVisible(shown)
        self.more_link.trailing = "chevron-up" if shown else "chevron-down"
        self.more_link.update()

    def problems(self) -> dict[str, str]:
        """What cannot be read or is missing, by field."""
        found = {key: one.problem() for key, one in self.inputs.items() if one.problem()}
        for key in REQUIRED & self.inputs.keys():
            if self.inputs[key].value() is None and key not in found:
                found[key] = tr("Choose what is traded")
        return found

    def show_problems(self, problems: Mapping[str, str]) -> None:
        """Put sentences at their fields and the cursor into the first."""
        for key in self.inputs:
            if key in problems:
                self.boxes[key].set_doubt("")
                self.boxes[key].set_error(problems[key])
            elif self.boxes[key].error() and key not in self.doubts:
                self.boxes[key].set_error("")
        first = next((key for key in self.order if key in problems), "")
        if first:
            if first in self._rare:
                self.show_more(True)
            self.go_to(first)

    # Doubts

    def go_to(self, key: str) -> None:
        """Put the cursor into a field."""
        widget = cast("QWidget", self.inputs[key])
        if key in self._rare:
            self.show_more(True)
        widget.setFocus(Qt.FocusReason.TabFocusReason)

    def next_doubt(self, after: str = "") -> str:
        """The next doubtful field behind another one, empty when there is none."""
        start = self.order.index(after) + 1 if after in self.order else 0
        return next((key for key in self.order[start:] if key in self.doubts), "")

    def settle(self, key: str) -> None:
        """The value of a field is right after all."""
        if self.doubts.pop(key, None) is not None:
            self.boxes[key].set_doubt("")
            self.doubts_changed.emit()

    def current(self) -> str:
        """The field with the cursor."""
        focus = QApplication.focusWidget()
        return self._key_of(focus)

    def _key_of(self, widget: object) -> str:
        return next((key for key, one in self.inputs.items() if one is widget), "")

    # Construction

    def _grid(self, lines: Lines) -> QGridLayout:
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(FIELD_GAP)
        grid.setVerticalSpacing(6)
        for number in range(12):
            grid.setColumnStretch(number, 1)
            grid.setColumnMinimumWidth(number, 0)
        for at, line in enumerate(lines):
            place = 0
            for key, label, span in line:
                made = self._input(key)
                field = FieldBox(tr(label), made, required=key in REQUIRED)
                made.setMinimumWidth(40)
                if key == "valid_until":
                    cast("MomentEdit", made).setPlaceholderText(tr("End of the day"))
                self.boxes[key] = field
                self.inputs[key] = cast("Input", made)
                self.inputs[key].changed.connect(lambda *_, of=key: self._changed(of))
                self._flow.watch(made)
                made.installEventFilter(self)  # the one installed last is asked first
                grid.addWidget(field, at, place, 1, span)
                place += span
        return grid

    def _input(self, key: str) -> QWidget:
        formats = self._workspace.formats
        match key:
            case (
                "party_id"
                | "broker_id"
                | "seller_id"
                | "buyer_id"
                | "seller_broker_id"
                | "buyer_broker_id"
                | "seller_sub_id"
                | "buyer_sub_id"
            ):
                return self._lookup("party_lookup", tr("party"), "partner.edit")
            case "commodity_id":
                return self._lookup("commodity_lookup", tr("commodity"), "commodity.edit")
            case "origin_id" | "destination_id":
                return self._lookup("location_lookup", tr("place"), "location.edit")
            case "quantity":
                return MeasureEdit(formats)
            case "price":
                return PriceEdit(formats)
            case "basis":
                return ChoiceEdit(spoken(BASES))
            case "payment_type":
                return ChoiceEdit(spoken(PAYMENTS))
            case "tax_term":
                return ChoiceEdit(spoken(TAX_TERMS))
            case "price_type":
                return ChoiceEdit(spoken(PRICE_TYPES))
            case "valid_until":
                return MomentEdit(formats)
            case "delivery_from" | "delivery_to" | "traded_on":
                return DateEdit(formats)
            case "payment_days" | "lorries" | "passing_days" | "claim_days":
                return CountEdit(formats, most=0)
            case (
                "tolerance_percent"
                | "discount_percent"
                | "advance_percent"
                | "seller_rate"
                | "buyer_rate"
                | "seller_share"
                | "buyer_share"
            ):
                return NumberEdit(formats)
            case "notes":
                return LongEdit(2)
            case _:
                return TextEdit()

    def _lookup(self, query: str, noun: str, form: str) -> LookupEdit:
        def find(text: str, show: Callable[[list[Suggestion]], object]) -> None:
            self._workspace.suggest(query, text, show, owner=edit)

        edit = LookupEdit(find, noun, creates=True)
        edit.create_asked.connect(lambda text: self._workspace.create(form, lambda _: None, name=text))
        return edit

    # Reactions

    def _changed(self, key: str) -> None:
        if self._filling:
            return
        if key == "commodity_id":
            self._follow_commodity()
        self.boxes[key].set_error("")
        self.settle(key)
        self.edited.emit(key)

    def _follow_commodity(self) -> None:
        """A bare number means the units the commodity is usually dealt in."""
        if "commodity_id" not in self.inputs:
            return
        chosen = cast("LookupEdit", self.inputs["commodity_id"]).suggestion()
        of = chosen.row if chosen is not None else None
        quantity, price = (
            cast("MeasureEdit", self.inputs["quantity"]),
            cast("PriceEdit", self.inputs["price"]),
        )
        # What stands in the fields already says more than what is usual.
        said = {key: one.value() for key, one in (("quantity", quantity), ("price", price))}
        quantity.unit = _unit(
            getattr(of, "unit", None) or getattr(said["quantity"], "unit", None), TradeUnit.MT
        )
        price.unit = _unit(
            getattr(of, "price_unit", None) or getattr(said["price"], "unit", None), TradeUnit.QTL
        )
        price.currency = getattr(said["price"], "currency", None) or price.currency

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn:
            key = self._key_of(watched)
            self.entered.emit(key)
        elif event.type() == QEvent.Type.FocusOut:
            self.entered.emit("")
        elif event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._key(watched, event)
        return super().eventFilter(watched, event)

    def _key(self, watched: QObject, event: QKeyEvent) -> bool:
        """Tab goes to the next doubtful field; Enter in one says that it is right."""
        key = self._key_of(watched)
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if plain and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.settle(key)
            return False
        if plain and event.key() == Qt.Key.Key_Tab:
            wanted = self.next_doubt(key)
            if wanted:
                self.go_to(wanted)
                return True
        return False


def _unit(value: object, otherwise: TradeUnit) -> TradeUnit:
    return TradeUnit(str(value)) if value else otherwise

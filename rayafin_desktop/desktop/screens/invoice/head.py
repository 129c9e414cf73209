"""The head of an invoice: customer, number, days, reference, place of supply, and what is rarely needed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from rayafin_desktop.desktop.components.check_box import CheckBox
from rayafin_desktop.desktop.components.date_edit import DateEdit
from rayafin_desktop.desktop.components.field import FieldBox
from rayafin_desktop.desktop.components.layout import box, column, row
from rayafin_desktop.desktop.components.lookup_edit import LookupEdit
from rayafin_desktop.desktop.components.number_edit import NumberEdit, money_edit
from rayafin_desktop.desktop.components.text_input import TextEdit
from rayafin_desktop.desktop.forms.enter_flow import EnterFlow
from rayafin_desktop.desktop.theme.sizes import FIELD_GAP
from rayafin_desktop.desktop.wording import tr
from rayafin_desktop.desktop.workspace import Workspace
from rayafin_desktop.features.billing.content import InvoiceContent
from rayafin_desktop.features.parties.queries import PartyDetail
from rayafin_desktop.features.tax.categories import ZERO

from .place_edit import PlaceEdit
from .rare_edits import CurrencyEdit, ShipToEdit

_SHARES = (5, 4, 3)
MOST_DAYS = 3650


class DocumentHead(QWidget):
    """What the heads of all documents do; `changed` when any field is, `left` by Enter in the last one.

    The due day follows the party until it is chosen by hand.
    """

    changed = Signal()
    left = Signal()
    customer_missing = Signal(str)
    rare: tuple[str, ...] = ()
    """Fields that are rarely needed: an error in one of them opens them."""

    customer: LookupEdit
    discount_percent: NumberEdit
    more: QWidget

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self._day = datetime.now(UTC).date()  # until the book has told its own
        self._due_chosen = False
        self._showing = False
        self.number_hint = tr("assigned on posting")
        self.issued_on = DateEdit(workspace.formats, self.today)
        self.due_on = DateEdit(workspace.formats, self.today)
        self.number = TextEdit(code=True)
        self.number.setReadOnly(True)
        self.number.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # nothing to type: Enter passes it by
        self.line_discounts = CheckBox(tr("Discount on lines"))
        self.checks: tuple[CheckBox, ...] = ()
        self.boxes: dict[str, FieldBox] = {}
        self._flow = EnterFlow(self)

    def connect_fields(self) -> None:
        """Listen to the party, the due day and the checks, once they are made."""
        self.customer.create_asked.connect(self.customer_missing)
        self.customer.open_asked.connect(lambda id_: self._workspace.open("party.form", id=id_))
        self.due_on.changed.connect(self._due_typed)
        for check in self.checks:
            check.toggled.connect(self._changed)
        self.setFocusProxy(self.customer)

    def content(self, base: Any) -> Any:
        """`base` with what the head says."""
        raise NotImplementedError

    def begin(self, content: Any) -> None:
        """A new document: its day and the company's habit, without touching what was typed meanwhile."""
        raise NotImplementedError

    def show_content(self, content: Any, customer: str) -> None:
        """Show what was entered before."""
        raise NotImplementedError

    def follow(self, due_on: date, terms_days: int | None, place: str, currency: str) -> None:
        """Show what the rules decided where nothing was chosen by hand; never emits `changed`."""
        raise NotImplementedError

    def show_party(self, party: PartyDetail | None) -> None:
        """What a head takes from the party besides."""

    def set_today(self, today: date) -> None:
        """The book's own day, from which days are typed."""
        self._day = today

    def today(self) -> date:
        """The day that `T` and `+7` count from."""
        return self._day

    def show_number(self, number: str, *, to_come: bool) -> None:
        """The number, or the one that posting would give now."""
        self.number.set_value(number)
        self.boxes["number"].hint.setText(self.number_hint if to_come else "")

    def set_locked(self, locked: bool) -> None:
        """Only show, as of a posted document."""
        for one in self.boxes.values():
            edit = one.input
            if isinstance(edit, (TextEdit, LookupEdit, DateEdit, NumberEdit)) and edit is not self.number:
                edit.setReadOnly(locked)
        for check in self.checks:
            check.setEnabled(not locked)

    def typing_problems(self) -> dict[str, str]:
        """What was typed and cannot be read, by field."""
        found = {}
        for key, one in self.boxes.items():
            edit = one.input
            if isinstance(edit, (LookupEdit, DateEdit, NumberEdit)) and (text := edit.problem()):
                found[key] = text
        if "issued_on" not in found and self.issued_on.value() is None:
            found["issued_on"] = tr("This is needed")
        return found

    def show_errors(self, errors: Mapping[str, str]) -> None:
        """Say errors at their fields."""
        for key, one in self.boxes.items():
            one.set_error(errors.get(key, ""))
        if any(key in errors for key in self.rare):
            self.show_more(True)

    def show_more(self, shown: bool) -> None:
        """Open or close the fields that are rarely needed."""
        self.more.setVisible(shown)

    def add_box(self, key: str, label: str, widget: QWidget, required: bool = False) -> FieldBox:
        """A labelled field, watched by the form."""
        made = FieldBox(label, widget, required=required)
        made.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        made.setMinimumWidth(1)
        widget.setObjectName(key)
        self.boxes[key] = made
        self._flow.watch(widget)
        if isinstance(widget, (TextEdit, LookupEdit, DateEdit, NumberEdit)) and widget is not self.number:
            widget.changed.connect(lambda: self._touched(key))
        return made

    def _touched(self, key: str) -> None:
        if self._showing:
            return
        self.boxes[key].set_error("")
        self.changed.emit()

    def _changed(self) -> None:
        if not self._showing:
            self.changed.emit()

    def _due_typed(self) -> None:
        if not self._showing:
            self._due_chosen = bool(self.due_on.text().strip())


class HeadForm(DocumentHead):
    """The fields above the lines of an invoice. Its place of supply, too, follows the customer."""

    rare = (
        "discount_percent", "discount", "charges", "supplied_on", "rate", "currency", "terms_days", "ship_to",
        "terms",
    )  # fmt: skip

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        formats = workspace.formats
        self.customer = LookupEdit(
            lambda text, show: workspace.suggest("customer_lookup", text, show, owner=self),
            tr("customer"),
            creates=workspace.may("party.save"),
        )
        self.reference = TextEdit()
        self.reference.setPlaceholderText(tr("PO or contract no."))
        self.place = PlaceEdit()
        self.supplied_on = DateEdit(formats, self.today)
        self.rate = NumberEdit(formats, decimals=2)
        self.currency = CurrencyEdit()
        self.terms_days = NumberEdit(formats, most=0, least=ZERO)
        self.ship_to = ShipToEdit()
        self.terms = TextEdit()
        self._terms = ("", "")  # as shown in one line, and as they are
        self.terms.setPlaceholderText(tr("Printed below the totals"))
        self.discount_percent = NumberEdit(formats)
        self.discount = money_edit(formats)
        self.charges = money_edit(formats)
        self.prices_include_tax = CheckBox(tr("Rates include tax"))
        self.reverse_charge = CheckBox(tr("Reverse charge"))
        self.to_sez = CheckBox(tr("To a special zone (SEZ)"))
        self.checks = (self.prices_include_tax, self.reverse_charge, self.to_sez)
        self.setLayout(column(self._main(), self._more(), spacing=FIELD_GAP))
        self.connect_fields()
        self.terms_days.changed.connect(self._due_by_terms)
        self.issued_on.changed.connect(self._due_by_terms)

    # Values

    def content(self, base: InvoiceContent) -> InvoiceContent:
        """`base` with what the head says."""
        party_id = self.customer.value()
        return replace(
            base,
            party_id=party_id if isinstance(party_id, UUID) else None,
            issued_on=self.issued_on.value() or self.today(),
            due_on=self.due_on.value() if self._due_chosen else None,
            supplied_on=self.supplied_on.value(),
            reference=self.reference.value(),
            currency=self.currency.code(),
            rate=self.rate.value(),
            ship_to=self.ship_to.ship_to(),
            terms=self._printed_terms(),
            prices_include_tax=self.prices_include_tax.isChecked(),
            discount_percent=self.discount_percent.value() or ZERO,
            discount=self.discount.value() or ZERO,
            charges=self.charges.value() or ZERO,
            place_of_supply=self.place.chosen_place(),
            reverse_charge=self.reverse_charge.isChecked(),
            to_sez=self.to_sez.isChecked(),
        )

    def begin(self, content: InvoiceContent) -> None:
        """A new invoice: its day and the company's habit, without touching what was typed meanwhile."""
        self._showing = True
        if self.issued_on.value() is None:
            self.issued_on.set_value(content.issued_on)
        self.prices_include_tax.setChecked(bool(content.prices_include_tax))
        if not self.terms.value():
            self._show_terms(content.terms)
        self._showing = False

    def show_content(self, content: InvoiceContent, customer: str) -> None:
        """Show what was entered before."""
        self._showing = True
        self.customer.set_value(content.party_id, customer)
        self.issued_on.set_value(content.issued_on)
        self._due_chosen = content.due_on is not None
        self.due_on.set_value(content.due_on)
        self.supplied_on.set_value(content.supplied_on)
        self.reference.set_value(content.reference)
        self.rate.set_value(content.rate if content.rate != 1 else None)
        self.currency.choose(content.currency)
        self.terms_days.set_value(None)
        self.ship_to.show_stored(content.ship_to)
        self._show_terms(content.terms)
        self.discount_percent.set_value(none_if_zero(content.discount_percent))
        self.discount.set_value(none_if_zero(content.discount))
        self.charges.set_value(none_if_zero(content.charges))
        self.place.choose(content.place_of_supply)
        self.prices_include_tax.setChecked(bool(content.prices_include_tax))
        self.reverse_charge.setChecked(content.reverse_charge)
        self.to_sez.setChecked(content.to_sez)
        self._showing = False
        unusual = (
            content.discount_percent,
            content.discount,
            content.charges,
            content.supplied_on,
            content.currency not in ("", self._workspace.formats.currency),
            content.ship_to,
        )
        if any(unusual) or content.reverse_charge or content.to_sez:
            self.show_more(True)

    def follow(self, due_on: date, terms_days: int | None, place: str, currency: str) -> None:
        """Show what the rules decided where nothing was chosen by hand; never emits `changed`."""
        self._showing = True
        if not self._due_chosen and not self.due_on.hasFocus():
            self.due_on.set_value(due_on)
        self._showing = False
        hint = "" if terms_days is None or self._due_chosen else tr("Net {days}", days=terms_days)
        self.boxes["due_on"].hint.setText(hint)
        self.place.follow(place)
        self.currency.setPlaceholderText(currency)
        foreign = currency != self._workspace.formats.currency
        self.boxes["rate"].label.setText(tr("{currency} in {base}", currency=currency,
                                            base=self._workspace.formats.currency))  # fmt: skip
        self.boxes["rate"].setVisible(foreign)
        if foreign:
            self.show_more(True)

    # Construction

    def _main(self) -> QGridLayout:
        rows = (
            ("party_id", tr("Customer"), self.customer, True),
            ("number", tr("Invoice number"), self.number, False),
            ("issued_on", tr("Date"), self.issued_on, False),
            ("reference", tr("Reference"), self.reference, False),
            ("place_of_supply", tr("Place of supply"), self.place, False),
            ("due_on", tr("Due"), self.due_on, False),
        )
        grid = field_grid(_SHARES)
        for at, (key, label, widget, required) in enumerate(rows):
            grid.addWidget(self.add_box(key, label, widget, required), at // 3, at % 3)
        return grid

    def _more(self) -> QWidget:
        fields = (
            ("discount_percent", tr("Discount, %"), self.discount_percent),
            ("discount", tr("Discount"), self.discount),
            ("charges", tr("Charges"), self.charges),
            ("supplied_on", tr("Supplied on"), self.supplied_on),
            ("currency", tr("Currency"), self.currency),
            ("rate", tr("Exchange rate"), self.rate),
        )
        further = (
            ("terms_days", tr("Terms, days"), self.terms_days, 1),
            ("ship_to", tr("Ship to"), self.ship_to, 2),
            ("terms", tr("Printed terms"), self.terms, 3),
        )
        first = row(*(self.add_box(*field) for field in fields), spacing=FIELD_GAP)
        second = row(*(self.add_box(*field[:3]) for field in further), spacing=FIELD_GAP)
        for at in range(len(fields)):
            first.setStretch(at, 1)
        for at, (*_, share) in enumerate(further):
            second.setStretch(at, share)
        grid = column(first, second, spacing=FIELD_GAP)
        self.more = box(column(grid, row(self.line_discounts, *self.checks, None, spacing=20), spacing=8))
        self.boxes["rate"].hide()
        self.more.hide()
        return self.more

    def show_party(self, party: PartyDetail | None) -> None:
        self.ship_to.show_addresses(party)

    def _due_typed(self) -> None:
        super()._due_typed()
        if not self._showing and self.terms_days.value() is not None:
            self._showing = True
            self.terms_days.set_value(None)
            self._showing = False

    def _show_terms(self, text: str) -> None:
        self.terms.set_value(" ".join(text.splitlines()))
        self._terms = (self.terms.value(), text)

    def _printed_terms(self) -> str:
        """Terms of several lines keep them while nobody types into the field."""
        shown, text = self._terms
        typed = self.terms.value()
        return text if typed == shown else typed

    def _due_by_terms(self) -> None:
        """Due so many days after the document's own, as long as these days stand in their field."""
        days, issued_on = self.terms_days.value(), self.issued_on.value()
        if self._showing or days is None or issued_on is None or days > MOST_DAYS:
            return
        self._showing = True
        self.due_on.set_value(issued_on + timedelta(days=int(days)))
        self._due_chosen = True
        self._showing = False


def field_grid(shares: tuple[int, ...]) -> QGridLayout:
    """A grid whose columns share the width as told."""
    grid = QGridLayout()
    grid.setHorizontalSpacing(FIELD_GAP)
    grid.setVerticalSpacing(FIELD_GAP)
    for at, share in enumerate(shares):
        grid.setColumnStretch(at, share)
    return grid


def none_if_zero(value: Decimal) -> Decimal | None:
    """An amount as a field shows it: nothing for zero."""
    return value or None

"""The head of a bill: supplier, its number and ours, days, and what is rarely needed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from uuid import UUID

from PySide6.QtWidgets import QGridLayout, QWidget

from rayafin_desktop.desktop.components.check_box import CheckBox
from rayafin_desktop.desktop.components.date_edit import DateEdit
from rayafin_desktop.desktop.components.layout import box, column, row
from rayafin_desktop.desktop.components.lookup_edit import LookupEdit
from rayafin_desktop.desktop.components.number_edit import NumberEdit, money_edit
from rayafin_desktop.desktop.components.text_input import TextEdit
from rayafin_desktop.desktop.screens.invoice.head import DocumentHead, field_grid, none_if_zero
from rayafin_desktop.desktop.screens.invoice.place_edit import PlaceEdit
from rayafin_desktop.desktop.theme.sizes import FIELD_GAP
from rayafin_desktop.desktop.wording import tr
from rayafin_desktop.desktop.workspace import Workspace
from rayafin_desktop.features.purchases.content import BillContent, TaxOverride
from rayafin_desktop.features.tax.categories import ZERO, TaxHead
from rayafin_desktop.features.tax.places import Registration

_SHARES = (5, 4, 3)
_INDIAN_HEADS = (TaxHead.CGST, TaxHead.SGST, TaxHead.IGST)


class BillHead(DocumentHead):
    """The fields above the lines of a bill; its due day follows the supplier."""

    rare = (
        "discount_percent", "discount", "charges", "round_off", "rate", "place_of_supply", "booked_on",
        "supplied_on", "tax_overrides", "override_reason", "reverse_charge",
    )  # fmt: skip

    def __init__(self, workspace: Workspace, country: str = "IN") -> None:
        super().__init__(workspace)
        formats = workspace.formats
        self.customer = LookupEdit(
            lambda text, show: workspace.suggest("supplier_lookup", text, show, owner=self),
            tr("supplier"),
            creates=workspace.may("party.save"),
        )
        self.reference = TextEdit(code=True)
        self.reference.setPlaceholderText(tr("As printed on their bill"))
        self.place = PlaceEdit()
        self.booked_on = DateEdit(formats, self.today)
        self.supplied_on = DateEdit(formats, self.today)
        self.rate = NumberEdit(formats, decimals=2)
        self.discount_percent = NumberEdit(formats)
        self.discount = money_edit(formats)
        self.charges = money_edit(formats)
        self.round_off = money_edit(formats)
        self.override_reason = TextEdit()
        self.override_reason.setPlaceholderText(tr("Why it differs"))
        self.overrides = {head: money_edit(formats) for head in (*_INDIAN_HEADS, TaxHead.VAT)}
        self.prices_include_tax = CheckBox(tr("Rates include tax"))
        self.reverse_charge = CheckBox(tr("Reverse charge"))
        self.composition = CheckBox(tr("Composition supplier"))
        self.checks = (self.prices_include_tax, self.reverse_charge, self.composition)
        self.setLayout(column(self._main(), self._more(), spacing=FIELD_GAP))
        self.connect_fields()
        self.set_country(country)

    def set_country(self, country: str) -> None:
        """Only the heads of tax and the schemes that the country has."""
        is_india = country == "IN"
        for head in self.overrides:
            shown = (head is not TaxHead.VAT) is is_india
            self.boxes[_override(head)].setVisible(shown)
            self._printed.setColumnStretch(list(self.overrides).index(head), int(shown))
        self.composition.setVisible(is_india)
        self.boxes["place_of_supply"].setVisible(is_india)

    # Values

    def content(self, base: BillContent) -> BillContent:
        """`base` with what the head says."""
        party_id = self.customer.value()
        scheme = base.supplier_scheme
        if self.composition.isChecked():
            scheme = Registration.COMPOSITION
        elif scheme is Registration.COMPOSITION:
            scheme = None
        return replace(
            base,
            party_id=party_id if isinstance(party_id, UUID) else None,
            supplier_reference=self.reference.value(),
            issued_on=self.issued_on.value() or self.today(),
            booked_on=self.booked_on.value(),
            due_on=self.due_on.value() if self._due_chosen else None,
            supplied_on=self.supplied_on.value(),
            rate=self.rate.value(),
            prices_include_tax=self.prices_include_tax.isChecked(),
            discount_percent=self.discount_percent.value() or ZERO,
            discount=self.discount.value() or ZERO,
            charges=self.charges.value() or ZERO,
            round_off=self.round_off.value() or ZERO,
            place_of_supply=self.place.chosen_place(),
            reverse_charge=self.reverse_charge.isChecked(),
            supplier_scheme=scheme,
            tax_overrides=tuple(
                TaxOverride(head=head, amount=amount)
                for head, edit in self.overrides.items()
                if (amount := edit.value()) is not None
            ),
            override_reason=self.override_reason.value(),
        )

    def begin(self, content: BillContent) -> None:
        """A new bill: its day, without touching what was typed meanwhile."""
        self._showing = True
        if self.issued_on.value() is None:
            self.issued_on.set_value(content.issued_on)
        self._showing = False

    def show_content(self, content: BillContent, customer: str) -> None:
        """Show what was entered before."""
        self._showing = True
        self.customer.set_value(content.party_id, customer)
        self.reference.set_value(content.supplier_reference)
        self.issued_on.set_value(content.issued_on)
        self.booked_on.set_value(content.booked_on)
        self._due_chosen = content.due_on is not None
        self.due_on.set_value(content.due_on)
        self.supplied_on.set_value(content.supplied_on)
        self.rate.set_value(content.rate if content.rate != 1 else None)
        amounts: tuple[tuple[NumberEdit, Decimal], ...] = (
            (self.discount_percent, content.discount_percent),
            (self.discount, content.discount),
            (self.charges, content.charges),
            (self.round_off, content.round_off),
        )
        for edit, amount in amounts:
            edit.set_value(none_if_zero(amount))
        self.place.choose(content.place_of_supply)
        printed = {one.head: one.amount for one in content.tax_overrides}
        for head, edit in self.overrides.items():
            edit.set_value(printed.get(head))
        self.override_reason.set_value(content.override_reason)
        self.prices_include_tax.setChecked(content.prices_include_tax)
        self.reverse_charge.setChecked(content.reverse_charge)
        self.composition.setChecked(content.supplier_scheme is Registration.COMPOSITION)
        self._showing = False
        unusual = (*(amount for _, amount in amounts), content.booked_on, content.supplied_on, printed)
        if any(unusual) or content.reverse_charge or content.supplier_scheme or content.place_of_supply:
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
        base = self._workspace.formats.currency
        self.boxes["rate"].label.setText(tr("{currency} in {base}", currency=currency, base=base))
        self.boxes["rate"].setVisible(currency != base)
        if currency != base:
            self.show_more(True)

    # Construction

    def _main(self) -> QGridLayout:
        rows = (
            ("party_id", tr("Supplier"), self.customer, True),
            ("supplier_reference", tr("Their number"), self.reference, False),
            ("issued_on", tr("Date"), self.issued_on, False),
            ("number", tr("Our number"), self.number, False),
            ("place_of_supply", tr("Place of supply"), self.place, False),
            ("due_on", tr("Due"), self.due_on, False),
        )
        grid = field_grid(_SHARES)
        for at, (key, label, widget, required) in enumerate(rows):
            grid.addWidget(self.add_box(key, label, widget, required), at // 3, at % 3)
        return grid

    def _more(self) -> QWidget:
        money = (
            ("discount_percent", tr("Discount, %"), self.discount_percent),
            ("discount", tr("Discount"), self.discount),
            ("charges", tr("Freight and charges"), self.charges),
            ("round_off", tr("Round off"), self.round_off),
            ("booked_on", tr("Booked on"), self.booked_on),
            ("supplied_on", tr("Received on"), self.supplied_on),
            ("rate", tr("Exchange rate"), self.rate),
        )
        sums = field_grid((1,) * len(money))
        for at, (key, label, widget) in enumerate(money):
            sums.addWidget(self.add_box(key, label, widget), 0, at)
        self._printed = printed = field_grid((1, 1, 1, 1, 2))
        for at, (head, edit) in enumerate(self.overrides.items()):
            label = tr("{head} as printed", head=head.value)
            printed.addWidget(self.add_box(_override(head), label, edit), 0, at)
        reason = self.add_box("override_reason", tr("Reason for other tax"), self.override_reason)
        printed.addWidget(reason, 0, len(self.overrides))
        checks = row(self.line_discounts, *self.checks, None, spacing=20)
        self.more = box(column(sums, printed, checks, spacing=8))
        self.boxes["rate"].hide()
        self.more.hide()
        return self.more


def _override(head: TaxHead) -> str:
    """The field of a head; the first one also takes what is said of all."""
    return "tax_overrides" if head is TaxHead.CGST else f"tax_overrides.{head.value}"

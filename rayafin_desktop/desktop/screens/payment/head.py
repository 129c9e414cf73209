"""The head of a payment: whose, how much, when, through which account, and what is rarely needed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from rayafin_desktop.base.money import currency_digits, to_minor
from rayafin_desktop.desktop.components.button import Button
from rayafin_desktop.desktop.components.date_edit import DateEdit
from rayafin_desktop.desktop.components.field import FieldBox
from rayafin_desktop.desktop.components.label import Label
from rayafin_desktop.desktop.components.layout import box, column, row
from rayafin_desktop.desktop.components.lookup_edit import LookupEdit
from rayafin_desktop.desktop.components.number_edit import NumberEdit, money_edit
from rayafin_desktop.desktop.components.text_input import ChoiceEdit, TextEdit
from rayafin_desktop.desktop.forms.enter_flow import EnterFlow
from rayafin_desktop.desktop.theme.fonts import CRUMB, REGULAR, SEMIBOLD, SMALL
from rayafin_desktop.desktop.theme.sizes import FIELD_GAP
from rayafin_desktop.desktop.wording import tr
from rayafin_desktop.desktop.workspace import Workspace
from rayafin_desktop.engine.screens import Choice
from rayafin_desktop.features.currencies.queries import RateFound
from rayafin_desktop.features.payments.content import PaymentContent
from rayafin_desktop.features.payments.kinds import FLOWS
from rayafin_desktop.features.payments.model import Method
from rayafin_desktop.features.payments.rules import Strategy
from rayafin_desktop.features.payments.screens import METHODS
from rayafin_desktop.features.tax.categories import ZERO

from .reading import Desk, SeenAtBank
from .words import Words

_SHARES = (6, 6, 6, 9)
_ALSO = ("withheld", "charges", "discount", "tcs")


class PaymentHead(QWidget):
    """`changed` when anything but the party is, `payer_changed` when that is, `missing` with a name."""

    changed = Signal()
    payer_changed = Signal()
    amount_typed = Signal()
    missing = Signal(str)

    def __init__(self, workspace: Workspace, words: Words) -> None:
        super().__init__()
        self._workspace = workspace
        self._words = words
        self._desk: Desk | None = None
        self._showing = False
        self._account_chosen = False
        self.tax_typed = False
        """Whether somebody said what is withheld; until then the page proposes it."""
        formats = workspace.formats
        self.payer = LookupEdit(
            lambda text, show: workspace.suggest(words.lookup, text, show, owner=self),
            words.party,
            creates=workspace.may("party.save"),
        )
        self.amount = money_edit(formats, size=CRUMB, weight=SEMIBOLD)
        self.dated_on = DateEdit(formats, self.today)
        self.account = LookupEdit(
            lambda text, show: workspace.suggest("money_account_lookup", text, show, owner=self.account),
            tr("account"),
        )
        self.method = ChoiceEdit(
            tuple(Choice(value=one.value, label=tr(one.label)) for one in METHODS), required=True
        )
        self.reference = TextEdit()
        self.reference.setPlaceholderText(tr("UTR or cheque no."))
        self.also = {key: money_edit(formats) for key in _ALSO}
        self.section = TextEdit()
        self.section.setPlaceholderText(words.section)
        self.currency = TextEdit(code=True)
        self.rate = NumberEdit(formats, decimals=2)
        self.memo = TextEdit()
        self.boxes: dict[str, FieldBox] = {}
        self._flow = EnterFlow(self)
        self.more_link = Button(tr("Tax withheld, charges, discount"), "link", trailing="chevron-down")
        self.setLayout(column(self._main(), self._more(), row(self.more_link, None), spacing=FIELD_GAP))
        self.layout().setSpacing(8)  # type: ignore[union-attr]
        self._connect()
        self.setFocusProxy(self.payer)

    def _connect(self) -> None:
        self.payer.changed.connect(self._payer_touched)
        self.payer.create_asked.connect(self.missing)
        self.payer.open_asked.connect(lambda id_: self._workspace.open("party.form", id=id_))
        self.amount.changed.connect(lambda: self._touched("amount", self.amount_typed))
        for key, edit in self.also.items():
            edit.changed.connect(lambda key=key: self._touched(key, self.amount_typed))
        self.account.chosen.connect(self._account_taken)
        for name in ("dated_on", "account_id", "reference", "section", "currency", "rate", "memo"):
            edit_ = self.boxes[name].input
            edit_.changed.connect(lambda name=name: self._touched(name))  # type: ignore[attr-defined]
        self.method.changed.connect(self._method_changed)
        self.more_link.clicked.connect(lambda: self.show_more(self.more.isHidden()))

    # Values

    def today(self) -> date:
        """The day that `T` and `+7` count from: the book's own."""
        return self._desk.today if self._desk is not None else datetime.now(UTC).date()

    def begin(self, desk: Desk) -> None:
        """Today, and the account money comes into, without touching what was typed meanwhile."""
        self._desk = desk
        self._showing = True
        if self.dated_on.value() is None:
            self.dated_on.set_value(desk.today)
        self._show_account()
        self._showing = False

    def prefill(self, seen: SeenAtBank) -> None:
        """Begin with what the bank says; the party is left to be chosen."""
        self._showing = True
        self.currency.set_value(seen.currency)
        self.amount.set_digits(currency_digits(seen.currency))
        self.amount.set_value(seen.amount)
        self.dated_on.set_value(seen.dated_on)
        self.account.set_value(seen.account_id, seen.account_name)
        self._account_chosen = True
        self.reference.set_value(seen.reference)
        self._showing = False

    def payer_id(self) -> UUID | None:
        """The customer chosen."""
        found = self.payer.value()
        return found if isinstance(found, UUID) else None

    def currency_code(self, of_payer: str) -> str:
        """The currency of the money: as typed, else the customer's."""
        return self.currency.value().upper() or of_payer or self._workspace.formats.currency

    def total_minor(self, currency: str) -> int:
        """Everything that settles documents, in minor units."""
        digits = currency_digits(currency)

        def minor(amount: Decimal | None) -> int:
            return to_minor(amount or ZERO, digits)

        also = {key: minor(edit.value()) for key, edit in self.also.items()}
        charges = also["charges"] if FLOWS[self._words.kind].charges_settle else 0
        total = minor(self.amount.value()) + also["withheld"] + also["discount"] + charges - also["tcs"]
        return max(total, 0)

    def content(self, payer_id: UUID, currency: str) -> PaymentContent:
        """The receipt without its allocations."""
        account = self.account.value()
        also = {key: edit.value() for key, edit in self.also.items()}
        return PaymentContent(
            party_id=payer_id,
            amount=self.amount.value() or ZERO,
            withheld=also["withheld"],
            charges=also["charges"],
            discount=also["discount"],
            tcs=also["tcs"],
            section=self.section.value().strip(),
            dated_on=self.dated_on.value(),
            account_id=account if isinstance(account, UUID) else None,
            currency=currency,
            rate=self.rate.value(),
            method=Method(self.method.value() or Method.BANK),
            reference=self.reference.value(),
            memo=self.memo.value(),
            strategy=Strategy.MANUAL,
        )

    def show_amount(self, amount: Decimal | None) -> None:
        """Show an amount that follows the ticked invoices."""
        self._showing = True
        self.amount.set_value(amount)
        self._showing = False

    def show_withheld(self, kept: PaymentContent, why: str) -> None:
        """Show the tax that is proposed, with its section, the reason, and the amount beside it."""
        self._showing = True
        if self.amount.value() != kept.amount and kept.amount:
            self.amount.set_value(kept.amount)
        if self.also["withheld"].value() != kept.withheld:
            self.also["withheld"].set_value(kept.withheld)
        self.section.set_value(kept.section)
        self.why.setText(why)
        self.why.setVisible(bool(why))
        self._showing = False
        if why:
            self.show_more(True)

    def forget_tax(self) -> None:
        """Nothing is withheld and nobody said so: another party, or no amount."""
        self._showing = True
        self.also["withheld"].set_value(None)
        self.section.set_value("")
        self.why.hide()
        self._showing = False
        self.tax_typed = False

    def show_payer(self, id_: UUID, name: str) -> None:
        """Choose a customer from outside."""
        self._showing = True
        self.payer.set_value(id_, name)
        self._showing = False

    def show_currency(self, currency: str) -> None:
        """Name the currency at the amount; a foreign one asks for its rate."""
        self.boxes["amount"].hint.setText(currency)
        for edit in (self.amount, *self.also.values()):
            edit.set_digits(currency_digits(currency))
        foreign = currency != self._workspace.formats.currency
        self.boxes["rate"].setVisible(foreign)
        if foreign:
            self.show_more(True)

    def show_rate(self, found: RateFound | None) -> None:
        """Show the rate of the day that is taken while none is typed, and the day it is of."""
        formats = self._workspace.formats
        self.rate.setPlaceholderText("" if found is None else formats.decimal(found.rate, 2))
        day = "" if found is None else tr("rate of {day}", day=formats.date(found.dated_on))
        self.boxes["rate"].hint.setText(day)

    # Problems

    def typing_problems(self) -> dict[str, str]:
        """What was typed and cannot be read, by field, and what is missing."""
        found = {
            key: text
            for key, one in self.boxes.items()
            if (text := one.input.problem())  # type: ignore[attr-defined]
        }
        if self.payer_id() is None and "party_id" not in found:
            found["party_id"] = self._words.missing
        return found

    def show_errors(self, errors: Mapping[str, str]) -> None:
        """Say errors at their fields."""
        for key, one in self.boxes.items():
            one.set_error(errors.get(key, ""))
        if any(key in errors for key in (*_ALSO, "section", "currency", "rate")):
            self.show_more(True)

    def show_more(self, shown: bool) -> None:
        """Open or close the fields that are rarely needed."""
        self.more.setVisible(shown)
        self.more_link.setText(tr("Fewer fields") if shown else tr("Tax withheld, charges, discount"))
        self.more_link.trailing = "chevron-up" if shown else "chevron-down"
        self.more_link.restyle()

    # Reactions

    def _payer_touched(self) -> None:
        if not self._showing:
            self.boxes["party_id"].set_error("")
            self.payer_changed.emit()

    def _account_taken(self) -> None:
        self._account_chosen = True

    def _method_changed(self) -> None:
        if not self._account_chosen:
            self._showing = True
            self._show_account()
            self._showing = False
        self.changed.emit()

    def _show_account(self) -> None:
        if self._desk is None or self._account_chosen:
            return
        account = self._desk.account_for(Method(self.method.value() or Method.BANK))
        if account is not None:
            self.account.set_value(account.id, account.name)

    def _touched(self, key: str, also: object = None) -> None:
        if self._showing:
            return
        if key in ("withheld", "section"):
            self.tax_typed = True
            self.why.hide()
        self.boxes[key].set_error("")
        if also is not None:
            also.emit()  # type: ignore[attr-defined]
        self.changed.emit()

    # Construction

    def _main(self) -> QGridLayout:
        grid = _grid()
        grid.addWidget(self._box("party_id", self._words.party_label, self.payer, required=True), 0, 0, 1, 3)
        currency = self._workspace.formats.currency
        amount = self._box("amount", self._words.amount, self.amount, required=True, hint=currency)
        grid.addWidget(amount, 0, 3)
        fields: tuple[tuple[str, str, QWidget], ...] = (
            ("dated_on", tr("Date"), self.dated_on),
            ("account_id", self._words.account, self.account),
            ("method", tr("By"), self.method),
            ("reference", tr("Reference"), self.reference),
        )
        for at, (key, label, widget) in enumerate(fields):
            grid.addWidget(self._box(key, label, widget), 1, at)
        return grid

    def _more(self) -> QWidget:
        grid = _grid()
        fields: tuple[tuple[str, str, QWidget], ...] = (
            ("withheld", tr("Tax withheld"), self.also["withheld"]),
            ("section", tr("Section"), self.section),
            ("charges", tr("Bank charges"), self.also["charges"]),
            ("discount", self._words.discount, self.also["discount"]),
            ("tcs", tr("TCS"), self.also["tcs"]),
            ("currency", tr("Currency"), self.currency),
            ("rate", tr("Exchange rate"), self.rate),
        )
        for at, (key, label, widget) in enumerate(fields):
            grid.addWidget(self._box(key, label, widget), at // 4 * 2, at % 4)
        grid.addWidget(self._box("memo", tr("Note"), self.memo), 3, 0, 1, 4)
        self.why = Label("", SMALL, REGULAR, "text2", wrap=True)
        self.why.hide()
        grid.addWidget(self.why, 1, 0, 1, 4)
        self.boxes["rate"].hide()
        self.more = box(grid)
        self.more.hide()
        return self.more

    def _box(
        self, key: str, label: str, widget: QWidget, *, required: bool = False, hint: str = ""
    ) -> FieldBox:
        made = FieldBox(label, widget, required=required, hint=hint)
        made.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        made.setMinimumWidth(1)
        widget.setObjectName(key)
        self.boxes[key] = made
        self._flow.watch(widget)
        return made


def _grid() -> QGridLayout:
    grid = QGridLayout()
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(FIELD_GAP)
    grid.setVerticalSpacing(8)
    for at, share in enumerate(_SHARES):
        grid.setColumnStretch(at, share)
    return grid

"""Beneath the lines: notes and the amount in words, and the sums."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from rayafin_desktop.desktop.components.button import Button
from rayafin_desktop.desktop.components.label import Label, label_for
from rayafin_desktop.desktop.components.layout import box, column, row
from rayafin_desktop.desktop.components.text_input import LongEdit
from rayafin_desktop.desktop.components.totals import Totals
from rayafin_desktop.desktop.formats import Formats
from rayafin_desktop.desktop.theme.fonts import MEDIUM, REGULAR, SMALL
from rayafin_desktop.desktop.theme.sizes import grown
from rayafin_desktop.desktop.wording import tr
from rayafin_desktop.features.billing.drafting import Worked
from rayafin_desktop.features.billing.queries import InvoiceDetail

_TOTALS = 300


class Foot(QWidget):
    """`changed` when the notes are; `more_asked` for the fields that are rarely needed."""

    changed = Signal()
    more_asked = Signal()

    def __init__(self, notes: str = "") -> None:
        super().__init__()
        self.notes = LongEdit(2)
        self.notes.setPlaceholderText(notes or tr("Notes for the customer (printed)"))
        self.notes.changed.connect(self.changed)
        self.words = Label("", SMALL, REGULAR, "text2", wrap=True)
        self.words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        self.totals = Totals()
        self._right = box(column(self.totals, None))
        self.more = Button(tr("Discount, charges and more"), "link", "plus")
        self.more.clicked.connect(self.more_asked)
        label = label_for(tr("Notes"), self.notes, Label(tr("Notes"), SMALL, MEDIUM, "text2"))
        head = row(label, None, self.more)
        left = column(head, self.notes, self.words, None, spacing=6)
        layout = row(left, self._right, spacing=24)
        layout.setStretch(0, 1)
        self.setLayout(layout)
        self.restyle()

    def restyle(self) -> None:
        self._right.setFixedWidth(grown(_TOTALS))

    def show_worked(self, formats: Formats, worked: Worked) -> None:
        """The sums of a draft."""
        totals = worked.sheet.totals
        self.show_sums(
            formats,
            worked.fields["currency"],
            totals.lines_minor,
            ((tr("Discount"), -totals.discount_minor), (tr("Charges"), totals.charges_minor)),
            [(one.head.value, one.rate, one.tax_minor) for one in totals.groups if one.head],
            (totals.round_off_minor, totals.total_minor),
            includes_tax=worked.fields["prices_include_tax"],
        )

    def show_document(self, formats: Formats, detail: InvoiceDetail) -> None:
        """The sums of a posted document; what the recipient owes itself is in none of them."""
        document = detail.document
        charged = [tax for tax in detail.taxes if tax.head and not tax.is_self_assessed]
        self.show_sums(
            formats,
            document.currency,
            document.lines_minor,
            ((tr("Discount"), -document.document_discount_minor), (tr("Charges"), document.charges_minor)),
            [(tax.head, tax.rate, tax.tax_minor) for tax in charged],
            (document.round_off_minor, document.total_minor),
            includes_tax=document.prices_include_tax,
        )

    def show_sums(
        self,
        formats: Formats,
        currency: str,
        lines_minor: int,
        changes: Iterable[tuple[str, int]],
        taxes: Iterable[tuple[str, Decimal, int]],
        whole: tuple[int, int],
        *,
        includes_tax: bool,
    ) -> None:
        """Sums in minor units: of the lines, of what changes them, by head, round-off and total."""

        def money(minor: int) -> str:
            return formats.money(minor, currency)

        round_off_minor, total_minor = whole
        lines = [(tr("Subtotal"), money(lines_minor))]
        lines += [(label, money(minor)) for label, minor in changes if minor]
        for head, rate, minor in taxes:
            label = f"{head} {rate.normalize():f}%"
            lines.append((tr("{tax} included", tax=label) if includes_tax else label, money(minor)))
        if round_off_minor:
            lines.append((tr("Round off"), money(round_off_minor)))
        self.totals.show_totals(lines, (tr("Total"), formats.money(total_minor, currency, sign=True)))

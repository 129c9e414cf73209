"""Beneath the lines of a bill: notes, the sums, and the tax that we owe ourselves."""

from __future__ import annotations

from rayafin_desktop.desktop.formats import Formats
from rayafin_desktop.desktop.screens.invoice.foot import Foot
from rayafin_desktop.desktop.wording import tr
from rayafin_desktop.features.purchases.drafting import Worked
from rayafin_desktop.features.purchases.queries import BillDetail


class BillFoot(Foot):
    """What the supplier is owed; tax under reverse charge is told in words, for it is in no sum."""

    def __init__(self) -> None:
        super().__init__(tr("Notes on this bill"))

    def show_worked(self, formats: Formats, worked: Worked) -> None:  # type: ignore[override]
        """The sums of a draft."""
        fields, totals = worked.fields, worked.sheet.totals
        charged = [row for row in worked.taxes if row.head and not row.is_self_assessed]
        self.show_sums(
            formats,
            fields["currency"],
            totals.lines_minor,
            ((tr("Discount"), -totals.discount_minor), (tr("Charges"), totals.charges_minor)),
            [(row.head.value, row.rate, row.tax_minor) for row in charged if row.head],
            (fields["round_off_minor"], fields["total_minor"]),
            includes_tax=fields["prices_include_tax"],
        )

    def show_document(self, formats: Formats, detail: BillDetail) -> None:  # type: ignore[override]
        """The sums of a posted document."""
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

"""How this company stands towards the tax office, and how its documents round."""

from __future__ import annotations

from rayafin_desktop.engine.settings import Setting

from .places import Registration
from .rules import TaxPolicy

REGISTRATION: Setting[Registration] = Setting(
    key="tax.registration",
    default=Registration.REGULAR,
    label="Tax registration",
    help="A company under the composition scheme charges no tax; one in a special economic zone charges "
    "integrated tax on everything it sells into the country.",
    section="Tax",
    choices=(
        (Registration.REGULAR, "Regular"),
        (Registration.COMPOSITION, "Composition scheme"),
        (Registration.SEZ, "Special economic zone"),
        (Registration.UNREGISTERED, "Not registered"),
    ),
)
EXPORT_WITH_PAYMENT: Setting[bool] = Setting(
    key="tax.export_with_payment",
    default=False,
    label="Pay integrated tax on exports",
    help="Charge integrated tax on exports and claim it back. Without, a letter of undertaking is needed.",
    section="Tax",
)
PRICES_INCLUDE_TAX: Setting[bool] = Setting(
    key="tax.prices_include_tax",
    default=False,
    label="Sales prices include tax",
    help="What new invoices assume; each invoice can be switched.",
    section="Tax",
)
POLICY: Setting[TaxPolicy] = Setting(
    key="tax.policy",
    default=TaxPolicy.PER_TAX_GROUP,
    label="Round tax",
    help="Once for all lines of one rate, as the European standard wants, or on every line.",
    section="Tax",
    choices=((TaxPolicy.PER_TAX_GROUP, "Once per rate"), (TaxPolicy.PER_LINE, "On every line")),
)
ROUND_TAX_TO_WHOLE: Setting[bool] = Setting(
    key="tax.round_to_whole",
    default=False,
    label="Round each tax to the whole unit",
    help="Round every head of tax on a document to the rupee.",
    section="Tax",
)

SETTINGS = (REGISTRATION, EXPORT_WITH_PAYMENT, PRICES_INCLUDE_TAX, POLICY, ROUND_TAX_TO_WHOLE)

"""How a company's invoices round and what is asked before posting."""

from __future__ import annotations

from decimal import Decimal

from rayafin_desktop.engine.settings import Setting

ROUND_OFF: Setting[bool] = Setting(
    key="billing.round_off",
    default=False,
    label="Round invoices to the whole unit",
    help="Round the total to the nearest rupee, euro or pound; the difference has a line of its own.",
    section="Invoices",
)
ASK_OVER_CREDIT_LIMIT: Setting[bool] = Setting(
    key="billing.ask_over_credit_limit",
    default=True,
    label="Ask before a customer goes over the credit limit",
    help="Posting then needs a confirmation.",
    section="Invoices",
)
DEFAULT_TERMS: Setting[str] = Setting(
    key="billing.terms",
    default="",
    label="Terms printed on invoices",
    help="Stands below the totals of every new invoice; each invoice can change it.",
    section="Invoices",
)
SMALL_DIFFERENCE: Setting[Decimal] = Setting(
    key="billing.small_difference",
    default=Decimal(1),
    label="Small difference that may be let go",
    help="Up to so much of a document may be written off while receiving or paying; more needs the right to.",
    section="Payments",
)

SETTINGS = (ROUND_OFF, ASK_OVER_CREDIT_LIMIT, DEFAULT_TERMS, SMALL_DIFFERENCE)

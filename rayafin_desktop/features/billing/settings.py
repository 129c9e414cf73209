"""How a company's invoices round and what is asked before posting."""

from __future__ import annotations

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

SETTINGS = (ROUND_OFF, ASK_OVER_CREDIT_LIMIT, DEFAULT_TERMS)

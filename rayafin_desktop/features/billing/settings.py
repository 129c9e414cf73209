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
    help="Posting and ordering then need a confirmation.",
    section="Credit limits",
)
REFUSE_OVER_CREDIT_LIMIT: Setting[bool] = Setting(
    key="billing.refuse_over_credit_limit",
    default=False,
    label="Refuse instead of asking",
    help="Who may not override the credit limit cannot post or order over it; others are still asked.",
    section="Credit limits",
)
OVERDUE_STOP_DAYS: Setting[int] = Setting(
    key="billing.overdue_stop_days",
    default=0,
    label="Days overdue before a customer is stopped",
    help="Counts from the due day of the oldest open invoice; 0 stops nobody.",
    section="Credit limits",
)
COUNT_ORDERS: Setting[bool] = Setting(
    key="billing.credit_counts_orders",
    default=True,
    label="Credit counts open orders",
    help="What is ordered and not invoiced yet uses the limit up.",
    section="Credit limits",
)
COUNT_DRAFTS: Setting[bool] = Setting(
    key="billing.credit_counts_drafts",
    default=False,
    label="Credit counts other drafts",
    help="Invoices that are drafted and not posted yet use the limit up.",
    section="Credit limits",
)
COUNT_ADVANCES: Setting[bool] = Setting(
    key="billing.credit_counts_advances",
    default=True,
    label="Advances give credit",
    help="What a customer has paid ahead makes room under the limit.",
    section="Credit limits",
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

SETTINGS = (
    ROUND_OFF,
    DEFAULT_TERMS,
    ASK_OVER_CREDIT_LIMIT,
    REFUSE_OVER_CREDIT_LIMIT,
    OVERDUE_STOP_DAYS,
    COUNT_ORDERS,
    COUNT_DRAFTS,
    COUNT_ADVANCES,
    SMALL_DIFFERENCE,
)

"""How quotes and orders are numbered, and how long a quote holds."""

from __future__ import annotations

from rayafin_desktop.engine.settings import Setting

QUOTE_FORMAT: Setting[str] = Setting(
    key="orders.quote_format",
    default="QUO/{fy}/{n:04}",
    label="Numbers of quotes",
    help="Written as a number series: {n:04} is the running number, {fy} the financial year.",
    section="Quotes and orders",
)
ORDER_FORMAT: Setting[str] = Setting(
    key="orders.order_format",
    default="SO/{fy}/{n:04}",
    label="Numbers of sales orders",
    help="Written as a number series: {n:04} is the running number, {fy} the financial year.",
    section="Quotes and orders",
)
QUOTE_DAYS: Setting[int] = Setting(
    key="orders.quote_days",
    default=15,
    label="Days a quote holds",
    help="What a new quote assumes; each quote can say another last day.",
    section="Quotes and orders",
)
DELIVERY_DAYS: Setting[int] = Setting(
    key="orders.delivery_days",
    default=7,
    label="Days to deliver an order",
    help="What a new order assumes; each order can say another day.",
    section="Quotes and orders",
)

SETTINGS = (QUOTE_FORMAT, ORDER_FORMAT, QUOTE_DAYS, DELIVERY_DAYS)

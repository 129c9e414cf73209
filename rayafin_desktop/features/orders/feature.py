"""Orders: from a quote to what is invoiced of an order.

Promises that a quote invoiced unchanged comes to the same total, that nothing is invoiced twice unless
somebody says so, and that what is left of an order follows from its invoices, credit notes and voids.
"""

from __future__ import annotations

from rayafin_desktop.engine.commands import handles
from rayafin_desktop.engine.feature import Feature, reacts
from rayafin_desktop.engine.permissions import ACCOUNTANT, BROKER, CASHIER, EVERYONE, OWNER, grant

from ..billing.happenings import CreditNotePosted, DraftDeleted, DraftSaved, InvoicePosted, InvoiceVoided
from . import commands as c
from . import converting, draws
from .checks import CHECKS
from .messages import MESSAGES
from .model import OrderCounter, OrderDraw, OrderLine, SalesOrder
from .printing import DOCUMENTS
from .queries import (
    ORDER_ROWS,
    QUOTE_ROWS,
    order_detail,
    order_invoice_rows,
    order_line_rows,
    remaining_rows,
)
from .screens import SCREENS
from .settings import SETTINGS

FEATURE = Feature(
    name="orders",
    entities=(OrderCounter, SalesOrder, OrderLine, OrderDraw),
    commands=(
        handles(c.SaveOrder, c.save_order),
        handles(c.SendQuote, c.send_quote),
        handles(c.AcceptQuote, c.accept_quote),
        handles(c.DeclineQuote, c.decline_quote),
        handles(c.ConfirmOrder, c.confirm_order),
        handles(c.CloseOrder, c.close_order),
        handles(c.ReopenOrder, c.reopen_order),
        handles(c.DeleteOrder, c.delete_order),
        handles(converting.OrderQuote, converting.order_quote),
        handles(converting.InvoiceOrders, converting.invoice_orders),
    ),
    reactions=(
        reacts(DraftSaved, draws.on_draft_saved),
        reacts(DraftDeleted, draws.on_draft_deleted),
        reacts(InvoicePosted, draws.on_invoice_posted),
        reacts(CreditNotePosted, draws.on_credit_note),
        reacts(InvoiceVoided, draws.on_voided),
    ),
    queries=(QUOTE_ROWS, ORDER_ROWS),
    records={
        "order_detail": order_detail,
        "order_line_rows": order_line_rows,
        "order_remaining_rows": remaining_rows,
        "order_invoice_rows": order_invoice_rows,
    },
    screens=SCREENS,
    settings=SETTINGS,
    documents=DOCUMENTS,
    checks=CHECKS,
    grants={
        "order.see": EVERYONE,
        "order.save": grant(OWNER, ACCOUNTANT, CASHIER, BROKER),
    },
    messages=MESSAGES,
)

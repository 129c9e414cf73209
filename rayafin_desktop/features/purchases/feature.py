"""Purchases: bills of suppliers from draft to settled, debit notes, expenses.

Promises that a bill's lines, taxes and ledger always agree, that reverse charge sums to zero with the
supplier paid net, that a debit note never takes more than its bill has, and that the same bill entered
twice is asked about.
"""

from __future__ import annotations

from rayafin_desktop.engine.feature import Feature
from rayafin_desktop.engine.permissions import EVERYONE

from .blockers import BLOCKERS
from .messages import MESSAGES
from .model import BillLine, BillTax, PurchaseDocument

FEATURE = Feature(
    name="purchases",
    entities=(PurchaseDocument, BillLine, BillTax),
    blockers=BLOCKERS,
    grants={"bill.see": EVERYONE},
    messages=MESSAGES,
)

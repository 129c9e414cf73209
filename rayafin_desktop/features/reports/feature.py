"""Reports: what the company earned, owns, owes and did.

Promises that every report proves itself: profit and loss, balance sheet and cash flow agree with the
ledger to the cent on any day, before and after a year is closed, and show the difference, which is zero.
"""

from __future__ import annotations

from rayafin_desktop.engine.feature import Feature

from .balance_sheet import BALANCE_SHEET
from .cash_flow import CASH_FLOW
from .checks import CHECKS
from .day_book import DAY_BOOK
from .general_ledger import GENERAL_LEDGER
from .messages import MESSAGES
from .profit_and_loss import PROFIT_AND_LOSS

FEATURE = Feature(
    name="reports",
    reports=(PROFIT_AND_LOSS, BALANCE_SHEET, CASH_FLOW, GENERAL_LEDGER, DAY_BOOK),
    checks=CHECKS,
    messages=MESSAGES,
)

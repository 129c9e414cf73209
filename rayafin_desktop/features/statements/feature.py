"""Statements: what is open at the end of any day, what a party's account says, and reminding of it.

Promises that an aging comes out the same however late it is asked for, and that it sums to the control
account of the ledger to the minor unit.
"""

from __future__ import annotations

from rayafin_desktop.engine.feature import Feature
from rayafin_desktop.engine.permissions import ACCOUNTANT, AUDITOR, CASHIER, OWNER, grant

from .aging_reports import AGING_REPORTS
from .checks import CHECKS
from .messages import MESSAGES
from .settings import BUCKETS

FEATURE = Feature(
    name="statements",
    settings=(BUCKETS,),
    reports=AGING_REPORTS,
    checks=CHECKS,
    grants={"aging.see": grant(OWNER, ACCOUNTANT, CASHIER, AUDITOR)},
    messages=MESSAGES,
)

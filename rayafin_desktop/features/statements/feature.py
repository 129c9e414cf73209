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
from .statement_report import STATEMENT_DOCUMENTS, STATEMENT_REPORTS

FEATURE = Feature(
    name="statements",
    settings=(BUCKETS,),
    documents=STATEMENT_DOCUMENTS,
    reports=(*AGING_REPORTS, *STATEMENT_REPORTS),
    checks=CHECKS,
    grants={
        "aging.see": grant(OWNER, ACCOUNTANT, CASHIER, AUDITOR),
        "statement.see": grant(OWNER, ACCOUNTANT, CASHIER, AUDITOR),
    },
    messages=MESSAGES,
)

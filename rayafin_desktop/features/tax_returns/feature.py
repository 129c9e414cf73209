"""Tax returns: the tables a tax office asks for, from the documents of a period.

Promises that every figure has its documents, and that a return's taxes are what the ledger's tax accounts
say came from documents in the period.
"""

from __future__ import annotations

from rayafin_desktop.engine.feature import Feature
from rayafin_desktop.engine.permissions import ACCOUNTANT, AUDITOR, OWNER, grant

from .checks import CHECKS
from .messages import MESSAGES
from .reports import REPORTS
from .withheld import REPORTS as WITHHELD

FEATURE = Feature(
    name="tax_returns",
    reports=(*REPORTS, *WITHHELD),
    checks=CHECKS,
    grants={"tax_return.see": grant(OWNER, ACCOUNTANT, AUDITOR)},
    messages=MESSAGES,
)

"""Audit: who did what, when and why, with old and new values, for every change to the book.

Promises that the log reads in words, that nothing in it can be edited or switched off from inside, and
that `rayafin verify` finds any entry or fact that was changed from outside.
"""

from __future__ import annotations

from rayafin_desktop.engine.feature import Check, Feature
from rayafin_desktop.engine.permissions import ACCOUNTANT, AUDITOR, OWNER, grant

from .messages import MESSAGES
from .queries import AUDIT_ROWS, SIGN_IN_ROWS, audit_changes, audit_detail, record_history
from .screens import SCREENS
from .verify import verify_chain, verify_facts

FEATURE = Feature(
    name="audit",
    queries=(AUDIT_ROWS, SIGN_IN_ROWS),
    records={"audit_detail": audit_detail, "audit_changes": audit_changes, "record_history": record_history},
    screens=SCREENS,
    checks=(
        Check("audit.chain", verify_chain, of_book=True),
        Check("audit.facts", verify_facts, of_book=True),
    ),
    grants={
        "audit.read": grant(OWNER, ACCOUNTANT, AUDITOR),
        "audit.read_sign_ins": grant(OWNER, AUDITOR),
    },
    messages=MESSAGES,
)

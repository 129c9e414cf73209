"""Statements: what is open at the end of any day, what a party's account says, and reminding of it.

Promises that an aging comes out the same however late it is asked for, and that it sums to the control
account of the ledger to the minor unit.
"""

from __future__ import annotations

from rayafin_desktop.engine.commands import handles
from rayafin_desktop.engine.feature import Feature, reacts
from rayafin_desktop.engine.permissions import ACCOUNTANT, AUDITOR, CASHIER, OWNER, grant

from ..billing.happenings import InvoiceReopened
from .aging_reports import AGING_REPORTS
from .checks import CHECKS
from .messages import MESSAGES
from .model import RemindedDocument, Reminder
from .overdue import OVERDUE_ROWS, SENT_ROWS, documents_of, reminders_of
from .reminder_letter import REMINDER_DOCUMENTS
from .reminding import (
    RecordDueReminders,
    RecordReminder,
    on_invoice_reopened,
    record_due_reminders,
    record_reminder,
)
from .screens import SCREENS
from .settings import SETTINGS
from .statement_report import STATEMENT_DOCUMENTS, STATEMENT_REPORTS

FEATURE = Feature(
    name="statements",
    entities=(Reminder, RemindedDocument),
    commands=(
        handles(RecordReminder, record_reminder),
        handles(RecordDueReminders, record_due_reminders),
    ),
    reactions=(reacts(InvoiceReopened, on_invoice_reopened),),
    queries=(OVERDUE_ROWS, SENT_ROWS),
    records={"invoice_reminders": reminders_of, "reminder_documents": documents_of},
    screens=SCREENS,
    settings=SETTINGS,
    documents=(*STATEMENT_DOCUMENTS, *REMINDER_DOCUMENTS),
    reports=(*AGING_REPORTS, *STATEMENT_REPORTS),
    checks=CHECKS,
    grants={
        "aging.see": grant(OWNER, ACCOUNTANT, CASHIER, AUDITOR),
        "statement.see": grant(OWNER, ACCOUNTANT, CASHIER, AUDITOR),
        "reminder.see": grant(OWNER, ACCOUNTANT, CASHIER, AUDITOR),
        "reminder.record": grant(OWNER, ACCOUNTANT, CASHIER),
    },
    messages=MESSAGES,
)

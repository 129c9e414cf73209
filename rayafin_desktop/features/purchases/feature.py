"""Purchases: bills of suppliers from draft to settled, debit notes, expenses.

Promises that a bill's lines, taxes and ledger always agree, that reverse charge sums to zero with the
supplier paid net, that a debit note never takes more than its bill has, and that the same bill entered
twice is asked about.
"""

from __future__ import annotations

from rayafin_desktop.engine.commands import handles
from rayafin_desktop.engine.feature import Feature, reacts
from rayafin_desktop.engine.permissions import ACCOUNTANT, AUDITOR, CASHIER, OWNER, grant

from ..companies.happenings import CompanyCreated
from . import commands, debit_notes, expenses, imports, numbers, posting
from .blockers import BLOCKERS
from .checks import CHECKS
from .messages import MESSAGES
from .model import BillLine, BillTax, PurchaseDocument
from .printing import DOCUMENTS, REPORTS
from .queries import BILL_ROWS, DEBIT_NOTE_ROWS, EXPENSE_ROWS, bill_detail, bill_line_rows
from .screens import SCREENS
from .series_report import NUMBER_REPORTS
from .settings import SETTINGS

FEATURE = Feature(
    name="purchases",
    entities=(PurchaseDocument, BillLine, BillTax),
    blockers=BLOCKERS,
    commands=(
        handles(commands.SaveBillDraft, commands.save_bill_draft),
        handles(commands.DeleteBillDraft, commands.delete_bill_draft),
        handles(posting.PostBill, posting.post_bill),
        handles(posting.IssueBill, posting.issue_bill),
        handles(posting.VoidBill, posting.void_bill),
        handles(debit_notes.IssueDebitNote, debit_notes.issue_debit_note),
        handles(expenses.RecordExpense, expenses.record_expense),
        handles(imports.ImportBills, imports.import_bills),
    ),
    reactions=(reacts(CompanyCreated, numbers.seed_series),),
    queries=(BILL_ROWS, DEBIT_NOTE_ROWS, EXPENSE_ROWS),
    records={"bill_detail": bill_detail, "bill_line_rows": bill_line_rows},
    screens=SCREENS,
    settings=SETTINGS,
    documents=DOCUMENTS,
    reports=(*REPORTS, *NUMBER_REPORTS),
    checks=CHECKS,
    grants={
        "bill.see": grant(OWNER, ACCOUNTANT, CASHIER, AUDITOR),
        "bill.draft": grant(OWNER, ACCOUNTANT),
        "bill.post": grant(OWNER, ACCOUNTANT),
        "bill.import": grant(OWNER, ACCOUNTANT),
        "bill.void": grant(OWNER, ACCOUNTANT),
        "debit_note.post": grant(OWNER, ACCOUNTANT),
        "expense.record": grant(OWNER, ACCOUNTANT),
    },
    messages=MESSAGES,
)

"""Billing: invoices and credit notes from draft to settled.

Promises that a number is taken only when posting and never twice, that what was shown while typing is
what is posted, that a posted document changes no more, and that lines, taxes and ledger always agree.
"""

from __future__ import annotations

from rayafin_desktop.engine.commands import handles
from rayafin_desktop.engine.feature import Feature, reacts
from rayafin_desktop.engine.permissions import ACCOUNTANT, AUDITOR, BROKER, CASHIER, EVERYONE, OWNER, grant

from ..companies.happenings import CompanyCreated
from . import commands, credit_notes, imports, posting, series
from .blockers import BLOCKERS
from .checks import CHECKS
from .exposure import OVERRIDE
from .messages import MESSAGES
from .model import InvoiceLine, InvoiceTax, NumberSeries, SalesDocument, SeriesCounter, VoidedNumber
from .printing import DOCUMENTS
from .queries import CREDIT_NOTE_ROWS, INVOICE_ROWS, NUMBER_SERIES_ROWS, invoice_detail, invoice_line_rows
from .screens import SCREENS
from .settings import SETTINGS

FEATURE = Feature(
    name="billing",
    entities=(NumberSeries, SeriesCounter, SalesDocument, InvoiceLine, InvoiceTax, VoidedNumber),
    commands=(
        handles(commands.SaveDraft, commands.save_draft),
        handles(commands.DeleteDraft, commands.delete_draft),
        handles(posting.PostInvoice, posting.post_invoice),
        handles(posting.IssueInvoice, posting.issue_invoice),
        handles(posting.VoidInvoice, posting.void_invoice),
        handles(credit_notes.PostCreditNote, credit_notes.post_credit_note),
        handles(imports.ImportInvoices, imports.import_invoices),
        handles(series.SaveNumberSeries, series.save_number_series),
    ),
    reactions=(reacts(CompanyCreated, series.seed_number_series),),
    queries=(INVOICE_ROWS, CREDIT_NOTE_ROWS, NUMBER_SERIES_ROWS),
    records={"invoice_detail": invoice_detail, "invoice_line_rows": invoice_line_rows},
    screens=SCREENS,
    settings=SETTINGS,
    documents=DOCUMENTS,
    checks=CHECKS,
    blockers=BLOCKERS,
    grants={
        "invoice.see": EVERYONE,
        "invoice.draft": grant(OWNER, ACCOUNTANT, CASHIER, BROKER),
        "invoice.post": grant(OWNER, ACCOUNTANT),
        "invoice.void": grant(OWNER, ACCOUNTANT),
        "invoice.import": grant(OWNER, ACCOUNTANT),
        "credit_note.post": grant(OWNER, ACCOUNTANT),
        OVERRIDE: grant(OWNER),
        "number_series.see": grant(OWNER, ACCOUNTANT, AUDITOR),
        "number_series.change": grant(OWNER, ACCOUNTANT),
    },
    messages=MESSAGES,
)

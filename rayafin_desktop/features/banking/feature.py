"""Banking: the bank's own statements, matched to the books and reconciled.

Promises that each movement is taken in once however often it is sent, that a line is matched only to entries
that add up to it exactly, and that a reconciliation is kept only where no difference is left.
"""

from __future__ import annotations

from rayafin_desktop.engine.commands import handles
from rayafin_desktop.engine.feature import Feature
from rayafin_desktop.engine.permissions import ACCOUNTANT, AUDITOR, CASHIER, OWNER, grant

from . import importing, matching, reconciling
from .blockers import BLOCKERS
from .checks import CHECKS
from .messages import MESSAGES
from .model import BankLine, BankMatch, BankReconciliation, BankRule, BankStatement
from .queries import LISTS, bank_rule_detail, matched_entries
from .screens import SCREENS

FEATURE = Feature(
    name="banking",
    entities=(BankStatement, BankLine, BankMatch, BankReconciliation, BankRule),
    commands=(
        handles(importing.ImportBankStatement, importing.import_bank_statement),
        handles(matching.MatchBankLine, matching.match_bank_line),
        handles(matching.UnmatchBankLine, matching.unmatch_bank_line),
        handles(matching.IgnoreBankLine, matching.ignore_bank_line),
        handles(matching.RestoreBankLine, matching.restore_bank_line),
        handles(matching.BookBankLine, matching.book_bank_line),
        handles(matching.MatchBankLines, matching.match_bank_lines),
        handles(matching.SaveBankRule, matching.save_bank_rule),
        handles(matching.RemoveBankRule, matching.remove_bank_rule),
        handles(reconciling.ReconcileAccount, reconciling.reconcile_account),
    ),
    queries=LISTS,
    records={"matched_entries": matched_entries, "bank_rule": bank_rule_detail},
    screens=SCREENS,
    checks=CHECKS,
    blockers=BLOCKERS,
    grants={
        "bank.read": grant(OWNER, ACCOUNTANT, CASHIER, AUDITOR),
        "bank.import": grant(OWNER, ACCOUNTANT, CASHIER),
        "bank.match": grant(OWNER, ACCOUNTANT, CASHIER),
        "bank.book": grant(OWNER, ACCOUNTANT),
        "bank.rule": grant(OWNER, ACCOUNTANT),
        "bank.reconcile": grant(OWNER, ACCOUNTANT),
    },
    messages=MESSAGES,
)

"""Ledger: every entry balances, nothing posted ever changes, and balances are there at once.

Promises that debits equal credits in every entry (the database refuses anything else), that a mistake is
reversed and never overwritten, and that maintained sums equal what the entries add up to.
"""

from __future__ import annotations

from rayafin_desktop.engine.commands import handles
from rayafin_desktop.engine.feature import Feature, reacts
from rayafin_desktop.engine.permissions import ACCOUNTANT, AUDITOR, EVERYONE, OWNER, grant
from rayafin_desktop.engine.report import ReportParameter

from ..companies.happenings import CompanyCreated
from . import commands as c
from .balances import latest_lines
from .blockers import BLOCKERS
from .checks import CHECKS
from .cost_centres import (
    CENTRE_CHECK,
    COST_CENTRE_LOOKUP,
    COST_CENTRE_ROWS,
    SaveCostCentre,
    cost_centre_detail,
    save_cost_centre,
)
from .lists import LISTS
from .messages import MESSAGES
from .model import Account, CostCentre, JournalEntry, Leg
from .queries import account_detail, entry_detail, entry_lines
from .reports import REPORTS
from .screens import SCREENS

FEATURE = Feature(
    name="ledger",
    entities=(Account, CostCentre, JournalEntry, Leg),
    commands=(
        handles(c.SaveAccount, c.save_account),
        handles(SaveCostCentre, save_cost_centre),
        handles(c.PostJournal, c.post_journal),
        handles(c.ReverseEntry, c.reverse_entry_command),
    ),
    reactions=(reacts(CompanyCreated, c.open_chart),),
    queries=(*LISTS, COST_CENTRE_ROWS, COST_CENTRE_LOOKUP),
    records={
        "account": account_detail,
        "account_lines": latest_lines,
        "cost_centre": cost_centre_detail,
        "entry": entry_detail,
        "entry_lines": entry_lines,
    },
    screens=SCREENS,
    reports=REPORTS,
    report_parameters=(
        ReportParameter("account", "Account", "account_lookup"),
        ReportParameter("cost_centre", "Cost centre", "cost_centre_lookup"),
    ),
    checks=(*CHECKS, CENTRE_CHECK),
    blockers=BLOCKERS,
    grants={
        "account.save": grant(OWNER, ACCOUNTANT),
        "journal.post": grant(OWNER, ACCOUNTANT),
        "journal.reverse": grant(OWNER, ACCOUNTANT),
        "ledger.read": grant(OWNER, ACCOUNTANT, AUDITOR),
        "account.choose": EVERYONE,
        "cost_centre.read": EVERYONE,
        "cost_centre.save": grant(OWNER, ACCOUNTANT),
    },
    messages=MESSAGES,
)

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
from .checks import CHECKS
from .lists import LISTS
from .messages import MESSAGES
from .model import Account, JournalEntry, Leg
from .posting import CLOSED_UNTIL
from .queries import account_detail, entry_detail, entry_lines
from .reports import REPORTS
from .screens import SCREENS

FEATURE = Feature(
    name="ledger",
    entities=(Account, JournalEntry, Leg),
    commands=(
        handles(c.SaveAccount, c.save_account),
        handles(c.PostJournal, c.post_journal),
        handles(c.ReverseEntry, c.reverse_entry_command),
    ),
    reactions=(reacts(CompanyCreated, c.open_chart),),
    queries=LISTS,
    records={
        "account": account_detail,
        "account_lines": latest_lines,
        "entry": entry_detail,
        "entry_lines": entry_lines,
    },
    screens=SCREENS,
    settings=(CLOSED_UNTIL,),
    reports=REPORTS,
    report_parameters=(ReportParameter("account", "Account", "account_lookup"),),
    checks=CHECKS,
    grants={
        "account.save": grant(OWNER, ACCOUNTANT),
        "journal.post": grant(OWNER, ACCOUNTANT),
        "journal.reverse": grant(OWNER, ACCOUNTANT),
        "ledger.read": grant(OWNER, ACCOUNTANT, AUDITOR),
        "account.choose": EVERYONE,
        "period.close": grant(OWNER, ACCOUNTANT),
    },
    messages=MESSAGES,
)

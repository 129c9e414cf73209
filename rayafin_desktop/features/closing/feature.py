"""Closing: the cockpit before it, the month, the year, reopening, and the balances a book begins with.

Promises that a year is closed only when nothing stands in its way, that its checkpoint holds for as long
as it stays closed, and that reopening leaves a reason and a reversed entry behind.
"""

from __future__ import annotations

from rayafin_desktop.engine.commands import handles
from rayafin_desktop.engine.feature import Feature
from rayafin_desktop.engine.permissions import ACCOUNTANT, OWNER, grant

from . import commands as c
from .checks import CHECKS
from .cockpit import BLOCKERS
from .lists import LISTS
from .messages import MESSAGES
from .model import YearClosing
from .opening import PostOpeningBalances, post_opening_balances
from .reports import REPORTS
from .screens import SCREENS

FEATURE = Feature(
    name="closing",
    entities=(YearClosing,),
    commands=(
        handles(c.CloseMonth, c.close_month),
        handles(c.CloseYear, c.close_year),
        handles(c.ReopenYear, c.reopen_year),
        handles(PostOpeningBalances, post_opening_balances),
    ),
    queries=LISTS,
    screens=SCREENS,
    reports=REPORTS,
    checks=CHECKS,
    blockers=BLOCKERS,
    grants={
        "period.close": grant(OWNER, ACCOUNTANT),
        "year.close": grant(OWNER, ACCOUNTANT),
        "year.reopen": grant(OWNER),
        "opening.post": grant(OWNER, ACCOUNTANT),
    },
    messages=MESSAGES,
)

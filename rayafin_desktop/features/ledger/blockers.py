"""What of the ledger stands in the way of closing: entries out of balance, and cash below zero."""

from __future__ import annotations

from datetime import date

from sqlalchemy import func, select

from rayafin_desktop.engine.blockers import Blocker
from rayafin_desktop.engine.work import Read

from .balances import balances
from .checks import trial_balance_is_zero
from .model import Leg
from .queries import accounts
from .roles import AccountRole


def out_of_balance(read: Read, first: date, last: date) -> int:
    """Entries of these days that do not sum to zero, and a trial balance that does not."""
    leg = Leg.c
    wrong = (
        select(leg.entry_id)
        .where(leg.company_id == read.company_id, leg.posted_on.between(first, last))
        .group_by(leg.entry_id)
        .having(func.sum(leg.base_minor) != 0)
        .subquery()
    )
    found = int(read.scalar(select(func.count()).select_from(wrong)) or 0)
    return found + len(trial_balance_is_zero(read))


def negative_cash(read: Read, _first: date, last: date) -> int:
    """Cash accounts below zero at the end: more was paid out than was there."""
    cash = [one.id for one in accounts(read).by_id.values() if one.role is AccountRole.CASH]
    return sum(1 for minor in balances(read, last, cash).values() if minor < 0)


BLOCKERS = (
    Blocker(
        key="ledger.out_of_balance",
        label="Entries out of balance",
        advice="The book is damaged. Run the check of the whole book, and restore a backup.",
        count=out_of_balance,
        opens="journal",
        permission="ledger.read",
    ),
    Blocker(
        key="ledger.negative_cash",
        label="Cash below zero",
        advice="More was paid out than was there: a receipt is missing, or a date is wrong.",
        count=negative_cash,
        is_warning=True,
        opens="accounts",
        permission="ledger.read",
    ),
)

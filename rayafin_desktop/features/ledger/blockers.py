"""What of the ledger stands in the way of closing: months out of balance, and cash below zero."""

from __future__ import annotations

from datetime import date

from sqlalchemy import func, select

from rayafin_desktop.base.dates import month_key
from rayafin_desktop.engine.blockers import Blocker
from rayafin_desktop.engine.work import Read

from .balances import balances
from .model import account_months
from .queries import accounts
from .roles import AccountRole


def out_of_balance(read: Read, first: date, last: date) -> int:
    """Months whose debits and credits differ, from the maintained sums; `verify` looks at every entry."""
    months = account_months.c
    wrong = (
        select(months.month)
        .where(
            months.company_id == read.company_id,
            months.month.between(month_key(first), month_key(last)),
        )
        .group_by(months.month)
        .having(func.sum(months.debit_minor - months.credit_minor) != 0)
        .subquery()
    )
    return int(read.scalar(select(func.count()).select_from(wrong)) or 0)


def negative_cash(read: Read, _first: date, last: date) -> int:
    """Cash accounts below zero at the end: more was paid out than was there."""
    cash = [one.id for one in accounts(read).by_id.values() if one.role is AccountRole.CASH]
    return sum(1 for minor in balances(read, last, cash).values() if minor < 0)


BLOCKERS = (
    Blocker(
        key="ledger.out_of_balance",
        label="Months out of balance",
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

"""What of the bank to look at before closing: movements not found in the books, accounts not reconciled."""

from __future__ import annotations

from datetime import date

from sqlalchemy import func, select

from rayafin_desktop.engine.blockers import Blocker
from rayafin_desktop.engine.work import Read

from .model import BankLine, BankReconciliation, BankStatement, LineStatus


def waiting(read: Read, first: date, last: date) -> int:
    """Movements of these days that are neither matched nor left out."""
    c = BankLine.c
    return int(
        read.scalar(
            select(func.count()).where(
                c.company_id == read.company_id,
                c.deleted_at.is_(None),
                c.status == LineStatus.NEW,
                c.booked_on.between(first, last),
            )
        )
        or 0
    )


def not_reconciled(read: Read, _first: date, last: date) -> int:
    """Accounts with statements of the bank that were not reconciled up to the last day or later."""
    statement, found = BankStatement.c, BankReconciliation.c
    done = (
        select(found.id)
        .where(
            found.company_id == statement.company_id,
            found.account_id == statement.account_id,
            found.deleted_at.is_(None),
            found.reconciled_on >= last,
        )
        .exists()
    )
    return int(
        read.scalar(
            select(func.count(statement.account_id.distinct())).where(
                statement.company_id == read.company_id, statement.deleted_at.is_(None), ~done
            )
        )
        or 0
    )


BLOCKERS = (
    Blocker(
        key="banking.waiting",
        label="Bank movements not in the books",
        advice="Match them, book them, or leave them out with a reason.",
        count=waiting,
        is_warning=True,
        opens="bank_lines",
        tab="new",
        permission="bank.read",
    ),
    Blocker(
        key="banking.not_reconciled",
        label="Bank accounts not reconciled",
        advice="Reconcile them up to the last day.",
        count=not_reconciled,
        is_warning=True,
        opens="bank_reconciliations",
        permission="bank.read",
    ),
)

"""What `rayafin verify` asks of bank lines."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import and_, case, func, or_, select

from rayafin_desktop.engine.feature import Check, Fault
from rayafin_desktop.engine.work import Read

from ..ledger.model import Account, Leg
from ..ledger.queries import base_currency
from .model import BankLine, BankMatch, LineStatus

_SHOWN = 20


def matches_equal_lines(read: Read) -> Sequence[Fault]:
    """The legs of every matched line add up to it, and no other line has any."""
    line, match = BankLine.c, BankMatch.c
    sums = (
        select(match.bank_line_id, func.sum(match.amount_minor).label("minor"))
        .where(match.company_id == read.company_id, match.deleted_at.is_(None))
        .group_by(match.bank_line_id)
        .subquery()
    )
    matched = line.status == LineStatus.MATCHED
    statement = (
        select(line.booked_on, line.amount_minor)
        .join_from(BankLine.mapping.table, sums, sums.c.bank_line_id == line.id, isouter=True)
        .where(
            line.company_id == read.company_id,
            or_(
                and_(matched, func.coalesce(sums.c.minor, 0) != line.amount_minor),
                and_(~matched, sums.c.bank_line_id.is_not(None)),
            ),
        )
        .limit(_SHOWN)
    )
    return [
        Fault(
            "banking.matches", f"line of {row.booked_on}, {row.amount_minor}: its entries are not its amount"
        )
        for row in read.fetch(statement)
    ]


def matches_equal_legs(read: Read) -> Sequence[Fault]:
    """Every match says what its leg says, on the same account."""
    match, leg, account = BankMatch.c, Leg.c, Account.c
    own = base_currency(read)
    # As `suggestions.at_bank`: an account in the company's currency holds the base amount of a foreign leg.
    is_foreign = and_(account.currency.is_not(None), account.currency != own)
    moved = case((is_foreign, leg.amount_minor), else_=leg.base_minor)
    statement = (
        select(match.entry_id, match.leg_no)
        .join_from(
            BankMatch.mapping.table,
            Leg.mapping.table,
            and_(
                leg.company_id == match.company_id,
                leg.entry_id == match.entry_id,
                leg.line_no == match.leg_no,
            ),
            isouter=True,
        )
        .join(
            Account.mapping.table,
            and_(account.company_id == match.company_id, account.id == match.account_id),
        )
        .where(
            match.company_id == read.company_id,
            match.deleted_at.is_(None),
            or_(
                leg.amount_minor.is_(None),
                moved != match.amount_minor,
                leg.account_id != match.account_id,
            ),
        )
        .limit(_SHOWN)
    )
    return [
        Fault("banking.legs", f"entry {row.entry_id}, leg {row.leg_no}: not what was matched")
        for row in read.fetch(statement)
    ]


CHECKS = (Check("banking.matches", matches_equal_lines), Check("banking.legs", matches_equal_legs))

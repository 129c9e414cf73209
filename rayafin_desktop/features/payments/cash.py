"""What a money account holds, and the question before cash goes below zero."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import func, select

from rayafin_desktop.base.money import currency_digits, to_major
from rayafin_desktop.base.quantity import plain
from rayafin_desktop.engine.work import Read, Work

from ..ledger.balances import balances
from ..ledger.model import Leg
from ..ledger.queries import accounts, base_currency
from ..ledger.roles import AccountRole
from .model import MoneyAccount, MoneyKind


def held(read: Read, account_id: UUID, currency: str, on: date) -> int:
    """What an account holds of a currency at the end of a day, in its minor units."""
    account = accounts(read).by_id[account_id]
    own = base_currency(read)
    if currency == own and account.currency in (None, own):
        return balances(read, on, [account_id]).get(account_id, 0)
    c = Leg.c
    statement = select(func.coalesce(func.sum(c.amount_minor), 0)).where(
        c.company_id == read.company_id,
        c.account_id == account_id,
        c.currency == currency,
        c.posted_on <= on,
    )
    return int(read.scalar(statement))


def is_cash(read: Read, account_id: UUID) -> bool:
    """Whether an account is cash in hand, by its role or by what was said of it."""
    account = accounts(read).by_id.get(account_id)
    if account is None or account.role is AccountRole.CASH:
        return account is not None
    details = read.find(MoneyAccount, MoneyAccount.c.account_id == account_id)
    return details is not None and details.kind is MoneyKind.CASH


def confirm_cash(work: Work, account_id: UUID | None, minor: int, currency: str, on: date) -> None:
    """Ask before more cash goes out than there is: cash cannot be overdrawn, so something is not booked."""
    if account_id is None or not minor or not is_cash(work, account_id):
        return
    left = held(work, account_id, currency, on) - minor
    if left < 0:
        account = accounts(work).by_id[account_id]
        work.confirm(
            "cash_negative",
            "payment.cash_negative",
            field="account_id",
            account=account.name,
            below=plain(to_major(-left, currency_digits(currency))),
            currency=currency,
        )

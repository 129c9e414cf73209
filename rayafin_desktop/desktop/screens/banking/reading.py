"""What the page Reconcile asks of the book, each in one read scope, off the window's thread."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from rayafin_desktop.engine.listing import Look, page
from rayafin_desktop.engine.work import Read
from rayafin_desktop.features.banking.matching import LegChosen
from rayafin_desktop.features.banking.model import BankLine, LineStatus
from rayafin_desktop.features.banking.queries import BANK_LINE_ROWS
from rayafin_desktop.features.banking.reconciling import Standing, account_standing
from rayafin_desktop.features.banking.rules import candidates, sure_match
from rayafin_desktop.features.banking.suggestions import legs_near, line_facts
from rayafin_desktop.features.ledger.queries import accounts
from rayafin_desktop.features.ledger.roles import AccountRole

MOST_LINES = 200
"""Waiting lines that are shown at once, the oldest first; the rest come as these are done."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MoneyAccount:
    """An account that can be reconciled."""

    id: UUID
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """An account's waiting lines and how it stands."""

    standing: Standing
    lines: Sequence[Any]


def money_accounts(read: Read) -> list[MoneyAccount]:
    """The accounts that hold money: banks first, which give statements, then tills; by code."""
    found = [
        account
        for account in accounts(read).by_code.values()
        if account.holds_money and account.is_active and not account.is_group
    ]
    found.sort(key=lambda account: account.role in (AccountRole.CASH, AccountRole.UNDEPOSITED))
    return [MoneyAccount(id=account.id, name=account.name) for account in found]


def sure_leg(read: Read, line_id: UUID) -> LegChosen | None:
    """The one entry a waiting line surely means; None where there is none, or it does not wait any more."""
    line = read.get(BankLine, line_id)
    if line.status is not LineStatus.NEW:
        return None
    near = legs_near(read, line.account_id, line.booked_on, line.booked_on)
    found = sure_match(candidates(line_facts(line), near))
    return None if found is None else LegChosen(entry_id=found.leg.entry_id, leg_no=found.leg.leg_no)


def read_desk(read: Read, account_id: UUID, as_of: date | None) -> Desk:
    """The waiting lines of an account, and its standing on a day (today if none is given)."""
    look = Look(tab="new", sort="booked_on", where=(("account_id", str(account_id)),))
    return Desk(
        standing=account_standing(read, account_id, as_of),
        lines=page(BANK_LINE_ROWS, read, look, limit=MOST_LINES),
    )

"""Expenses: a bill in one line, often paid at once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import ClassVar
from uuid import UUID

from rayafin_desktop.base.errors import Problem, RuleBroken
from rayafin_desktop.engine.commands import Amount, Command, Offline
from rayafin_desktop.engine.work import Read, Work

from ..ledger.queries import accounts
from ..periods.meanwhile import on_open_day
from ..periods.rules import Area
from .content import BillContent, BillLineContent, PostedBill
from .model import PurchaseKind
from .posting import issue


@dataclass(frozen=True, kw_only=True)
class RecordExpense(Command[PostedBill]):
    """Enter an expense and post it: what was paid for, from which cash or bank account, with what tax.

    `amount` is in major units, with the tax unless `prices_include_tax` says no. Without a day it is of
    today; without `paid_from_id` it stays owed, and then the supplier is needed.
    """

    permission: ClassVar[str] = "expense.record"
    offline: ClassVar[Offline] = Offline.FACT
    issued_on: date | None = None
    amount: Amount
    description: str
    account_id: UUID | None = None
    party_id: UUID | None = None
    supplier_reference: str = ""
    tax_code_id: UUID | None = None
    prices_include_tax: bool = True
    claim_tax: bool = True
    reverse_charge: bool = False
    paid_from_id: UUID | None = None
    notes: str = ""
    external_reference: str | None = None


def record_expense(command: RecordExpense, work: Work) -> PostedBill:
    command = on_open_day(work, command, "issued_on", Area.PURCHASE)
    problems = _problems(work, command)
    if problems:
        raise RuleBroken(problems)
    day = command.issued_on or work.today
    content = BillContent(
        party_id=command.party_id,
        supplier_reference=command.supplier_reference,
        issued_on=day,
        due_on=day if command.paid_from_id is not None else None,
        prices_include_tax=command.prices_include_tax,
        reverse_charge=command.reverse_charge,
        notes=command.notes,
        external_reference=command.external_reference,
        lines=(
            BillLineContent(
                account_id=command.account_id,
                description=command.description,
                quantity=Decimal(1),
                unit_price=command.amount,
                tax_code_id=command.tax_code_id,
                claim_tax=command.claim_tax,
            ),
        ),
    )
    try:
        return issue(work, content, PurchaseKind.EXPENSE, paid_from_id=command.paid_from_id)
    except RuleBroken as broken:
        raise RuleBroken([_of_expense(problem) for problem in broken.problems]) from broken


def _problems(read: Read, command: RecordExpense) -> list[Problem]:
    problems = []
    if command.amount <= 0:
        problems.append(Problem("expense.no_amount", "amount"))
    if command.paid_from_id is None:
        return problems
    account = accounts(read).by_id.get(command.paid_from_id)
    if account is None:
        problems.append(Problem("account.not_found", "paid_from_id"))
    elif not account.holds_money:
        problems.append(Problem("expense.no_money_account", "paid_from_id", {"account": account.name}))
    return problems


_FIELDS = {"unit_price": "amount", "quantity": "amount"}


def _of_expense(problem: Problem) -> Problem:
    """A problem of the one line as one of the command's own field."""
    parts = problem.field.split(".")
    if parts[0] == "booked_on":
        return Problem(problem.code, "issued_on", problem.params)
    if parts[0] != "lines":
        return problem
    field = parts[-1] if len(parts) == 3 else ""
    return Problem(problem.code, _FIELDS.get(field, field), problem.params)

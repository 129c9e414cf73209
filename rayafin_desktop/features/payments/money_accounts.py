"""Cash and bank accounts as people know them: name, bank, number, balance; each is one of the ledger."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import Select, and_, case, func, or_, select, true

from rayafin_desktop.base.errors import NotFound, Problem, Problems
from rayafin_desktop.engine.commands import Amount, Command, Exact
from rayafin_desktop.engine.listing import Condition, ListQuery
from rayafin_desktop.engine.work import Read, Work

from ..ledger.commands import SaveAccount, save_account
from ..ledger.model import Account, Leg, account_months
from ..ledger.posting import post_entry
from ..ledger.queries import accounts, base_currency
from ..ledger.roles import AccountRole, AccountType
from ..ledger.rules import EntryDraft, LegDraft
from .model import MoneyAccount, MoneyKind
from .preparing import minor_of

_IFSC = re.compile(r"[A-Z]{4}0[A-Z0-9]{6}")
_IBAN = re.compile(r"[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}")


@dataclass(frozen=True, kw_only=True)
class SaveMoneyAccount(Command[UUID]):
    """Make a cash or bank account (without `id`) or change one; `id` is the ledger account's.

    `opening` is what it held on `opening_on` in major units of its currency, only when it is made;
    `opening_rate` is what a unit of a foreign currency was worth then.
    """

    permission: ClassVar[str] = "account.save"
    id: UUID | None = None
    version: int | None = None
    name: str
    kind: MoneyKind = MoneyKind.BANK
    currency: str = ""
    bank_name: str = ""
    branch: str = ""
    holder: str = ""
    account_number: str = ""
    ifsc: str = ""
    iban: str = ""
    bic: str = ""
    note: str = ""
    is_active: bool = True
    opening: Amount | None = None
    opening_on: date | None = None
    opening_rate: Exact | None = None


def iban_is_valid(iban: str) -> bool:
    """Whether the check digits fit (ISO 13616: letters as 10 to 35, the first four last, modulo 97 is 1)."""
    if not _IBAN.fullmatch(iban):
        return False
    return int("".join(str(int(letter, 36)) for letter in iban[4:] + iban[:4])) % 97 == 1


def save_money_account(command: SaveMoneyAccount, work: Work) -> UUID:
    chart, own = accounts(work), base_currency(work)
    iban = re.sub(r"\s", "", command.iban).upper()
    ifsc = command.ifsc.strip().upper()
    currency = command.currency.strip().upper()
    found: list[Problem] = []
    opening = minor_of(command.opening, currency or own, "opening", found)
    problems = Problems()
    problems.extend(found)
    problems.require(not iban or iban_is_valid(iban), "money_account.iban_invalid", "iban")
    problems.require(not ifsc or _IFSC.fullmatch(ifsc), "money_account.ifsc_invalid", "ifsc")
    problems.require(
        not opening or currency in ("", own) or command.opening_rate,
        "money_account.opening_rate_missing",
        "opening_rate",
        currency=own,
    )
    problems.raise_if_any()
    old = chart.by_id.get(command.id) if command.id is not None else None
    if command.id is not None and (old is None or not old.holds_money):
        raise NotFound("money_account.not_found", {"id": str(command.id)})
    bank = chart.by_role[AccountRole.BANK]
    account_id = save_account(
        SaveAccount(
            id=command.id,
            version=command.version,
            code=old.code if old else _free_code(chart.by_code, bank.code),
            name=command.name,
            type=AccountType.ASSET,
            parent_id=old.parent_id if old else bank.parent_id,
            role=old.role if old else None,
            currency=currency or None,
            holds_money=True,
            is_active=command.is_active,
        ),
        work,
    )
    details: dict[str, Any] = {
        "kind": command.kind,
        "bank_name": command.bank_name.strip(),
        "branch": command.branch.strip(),
        "holder": command.holder.strip(),
        "account_number": command.account_number.strip(),
        "ifsc": ifsc,
        "iban": iban,
        "bic": command.bic.strip().upper(),
        "note": command.note.strip(),
    }
    known = work.find(MoneyAccount, account_id=account_id)
    if known is None:
        work.new(MoneyAccount, account_id=account_id, **details)
    else:
        work.save(dataclasses.replace(known, **details))
    if opening and command.id is None:
        _post_opening(command, work, account_id, opening, currency or own)
    return account_id


def _free_code(taken: Mapping[str, Any], after: str) -> str:
    """The first code after the bank's that no account has."""
    number = int(after) if after.isdigit() else 1120
    while str(number) in taken:
        number += 1
    return str(number)


def _post_opening(command: SaveMoneyAccount, work: Work, account_id: UUID, minor: int, currency: str) -> None:
    rate = command.opening_rate
    legs = (
        LegDraft(amount_minor=minor, account_id=account_id, currency=currency, rate=rate),
        LegDraft(amount_minor=-minor, account_role=AccountRole.OPENING_EQUITY, currency=currency, rate=rate),
    )
    draft = EntryDraft(
        posted_on=command.opening_on or work.today,
        kind="opening",
        legs=legs,
        source_kind="account",
        source_id=account_id,
        narration=command.name.strip(),
    )
    post_entry(work, draft)


@dataclass(frozen=True, kw_only=True, slots=True)
class MoneyAccountDetail:
    """A money account as its form shows it; `id` and `version` are the ledger account's."""

    id: UUID
    version: int
    code: str
    name: str
    kind: MoneyKind
    currency: str
    bank_name: str
    branch: str
    holder: str
    account_number: str
    ifsc: str
    iban: str
    bic: str
    note: str
    is_active: bool
    opening: None = None
    opening_on: date | None = None
    opening_rate: None = None


def money_account_detail(read: Read, account_id: UUID) -> MoneyAccountDetail:
    """One cash or bank account; NotFound (`money_account.not_found`)."""
    read.actor.require("payment.read")
    account = read.get(Account, account_id)
    if not account.holds_money:
        raise NotFound("money_account.not_found", {"id": str(account_id)})
    known = read.find(MoneyAccount, MoneyAccount.c.account_id == account_id)
    texts = ("bank_name", "branch", "holder", "account_number", "ifsc", "iban", "bic", "note")
    stored: dict[str, Any] = {name: getattr(known, name) if known else "" for name in texts}
    return MoneyAccountDetail(
        id=account.id,
        version=account.version,
        code=account.code,
        name=account.name,
        kind=known.kind if known else _kind_of(account.role),
        currency=account.currency or "",
        is_active=account.is_active,
        **stored,
    )


def _kind_of(role: AccountRole | None) -> MoneyKind:
    return MoneyKind.CASH if role is AccountRole.CASH else MoneyKind.BANK


def _rows(read: Read) -> Select[Any]:
    account, money, leg, month = Account.c, MoneyAccount.c, Leg.c, account_months.c
    own = base_currency(read)
    in_own = (
        select(func.coalesce(func.sum(month.debit_minor - month.credit_minor), 0))
        .where(month.company_id == account.company_id, month.account_id == account.id)
        .scalar_subquery()
    )
    abroad = (
        select(func.coalesce(func.sum(leg.amount_minor), 0))
        .where(
            leg.company_id == account.company_id,
            leg.account_id == account.id,
            leg.currency == account.currency,
        )
        .scalar_subquery()
    )
    last = (
        select(func.max(leg.posted_on))
        .where(leg.company_id == account.company_id, leg.account_id == account.id)
        .scalar_subquery()
    )
    is_foreign = and_(account.currency.is_not(None), account.currency != own)
    kind = case(
        (money.kind.is_not(None), money.kind),
        (account.role == AccountRole.CASH, MoneyKind.CASH.value),
        else_=MoneyKind.BANK.value,
    )
    return (
        select(
            account.id,
            account.code,
            account.name,
            kind.label("kind"),
            func.coalesce(money.bank_name, "").label("bank_name"),
            case(
                (func.coalesce(money.iban, "") != "", money.iban),
                else_=func.coalesce(money.account_number, ""),
            ).label("number"),
            func.coalesce(account.currency, own).label("currency"),
            case((is_foreign, abroad), else_=in_own).label("balance_minor"),
            in_own.label("base_minor"),
            last.label("moved_on"),
            account.is_active,
            (~account.is_active).label("is_muted"),
            account.version,
        )
        .join_from(
            Account.mapping.table,
            MoneyAccount.mapping.table,
            and_(money.company_id == account.company_id, money.account_id == account.id),
            isouter=True,
        )
        .where(
            account.company_id == read.company_id,
            account.deleted_at.is_(None),
            account.holds_money == true(),
        )
    )


def _search(_read: Read, text: str) -> Condition:
    account, money = Account.c, MoneyAccount.c
    return or_(
        account.name.icontains(text, autoescape=True),
        account.code.istartswith(text, autoescape=True),
        money.bank_name.icontains(text, autoescape=True),
    )


def _stats(read: Read) -> Mapping[str, Any]:
    """What all cash and bank accounts hold together, in the company's currency."""
    account, month = Account.c, account_months.c
    total = read.scalar(
        select(func.coalesce(func.sum(month.debit_minor - month.credit_minor), 0))
        .join_from(
            account_months,
            Account.mapping.table,
            and_(account.company_id == month.company_id, account.id == month.account_id),
        )
        .where(month.company_id == read.company_id, account.holds_money == true())
    )
    return {"total_minor": int(total)}


MONEY_ACCOUNT_ROWS = ListQuery(
    name="money_accounts",
    permission="payment.read",
    kinds=("account", "money_account", "entry"),
    select=_rows,
    key=Account.c.id,
    sorts={"code": (Account.c.code,)},
    default_sort=("code", False),
    search=_search,
    stats=_stats,
)

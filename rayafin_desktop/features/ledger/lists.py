"""The ledger's lists: chart of accounts, journal, and the look-ups of forms."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import Select, and_, case, exists, func, literal, or_, select, true

from rayafin_desktop.engine.listing import Condition, ListQuery
from rayafin_desktop.engine.work import Read

from .model import Account, JournalEntry, account_months
from .roles import AccountType

_GROWS_BY_DEBIT = [kind for kind in AccountType if kind.grows_by_debit]


def _accounts(read: Read) -> Select[Any]:
    """Accounts with their depth in the tree and what stands on them and below them."""
    account, member = Account.c, Account.mapping.table.alias("member").c
    below = (
        select(account.id.label("above"), account.id.label("id"))
        .where(account.company_id == read.company_id)
        .cte("below", recursive=True)
    )
    below = below.union_all(
        select(below.c.above, member.id).where(
            member.company_id == read.company_id, member.parent_id == below.c.id
        )
    )
    depth = select(func.count() - 1).select_from(below).where(below.c.id == account.id).scalar_subquery()
    months = account_months.c
    balance = (
        select(func.coalesce(func.sum(months.debit_minor - months.credit_minor), 0))
        .select_from(below)
        .join(
            account_months,
            and_(months.company_id == read.company_id, months.account_id == below.c.id),
        )
        .where(below.c.above == account.id)
        .scalar_subquery()
    )
    return select(
        account.id,
        account.code,
        account.name,
        account.type,
        account.parent_id,
        account.role,
        account.currency,
        account.is_group,
        account.holds_money,
        account.is_active,
        (~account.is_active).label("is_muted"),
        account.version,
        depth.label("depth"),
        (balance * case((account.type.in_(_GROWS_BY_DEBIT), 1), else_=-1)).label("balance_minor"),
    ).where(account.company_id == read.company_id, account.deleted_at.is_(None))


def _account_text(read: Read, text: str) -> Condition:
    return or_(
        Account.c.code.istartswith(text, autoescape=True), Account.c.name.icontains(text, autoescape=True)
    )


def _of_type(kind: AccountType) -> Callable[[Read], Condition]:
    return lambda read: and_(Account.c.type == kind, Account.c.is_active == true())


ACCOUNT_ROWS = ListQuery(
    name="accounts",
    permission="ledger.read",
    kinds=("account", "entry"),
    select=_accounts,
    key=Account.c.id,
    sorts={"code": (Account.c.code,), "name": (Account.c.name,)},
    default_sort=("code", False),
    tabs={
        "all": lambda read: Account.c.is_active == true(),
        **{kind.value: _of_type(kind) for kind in AccountType},
        "inactive": lambda read: Account.c.is_active != true(),
    },
    search=_account_text,
)


def _lookup(read: Read) -> Select[Any]:
    account = Account.c
    return select(account.id, account.name, account.code, account.type.label("note"), account.currency).where(
        account.company_id == read.company_id,
        account.deleted_at.is_(None),
        account.is_active == true(),
        account.is_group != true(),
    )


ACCOUNT_LOOKUP = ListQuery(
    name="account_lookup",
    permission="account.choose",
    kinds=("account",),
    select=_lookup,
    key=Account.c.id,
    sorts={"code": (Account.c.code,)},
    default_sort=("code", False),
    search=_account_text,
)

MONEY_ACCOUNT_LOOKUP = ListQuery(
    name="money_account_lookup",
    permission="account.choose",
    kinds=("account",),
    select=lambda read: _lookup(read).where(Account.c.holds_money == true()),
    key=Account.c.id,
    sorts={"code": (Account.c.code,)},
    default_sort=("code", False),
    search=_account_text,
)

GROUP_LOOKUP = ListQuery(
    name="account_group_lookup",
    permission="account.choose",
    kinds=("account",),
    select=lambda read: select(
        Account.c.id, Account.c.name, Account.c.code, Account.c.type.label("note")
    ).where(
        Account.c.company_id == read.company_id,
        Account.c.deleted_at.is_(None),
        Account.c.is_group == true(),
    ),
    key=Account.c.id,
    sorts={"code": (Account.c.code,)},
    default_sort=("code", False),
    search=_account_text,
)


def _entries(read: Read) -> Select[Any]:
    entry, other = JournalEntry.c, JournalEntry.mapping.table.alias("reversal").c
    is_reversed = exists(
        select(literal(1)).where(other.company_id == entry.company_id, other.reverses_id == entry.id)
    )
    state = case(
        (entry.reverses_id.is_not(None), "reversal"),
        (is_reversed, "reversed"),
        else_="posted",
    )
    return select(
        entry.id,
        entry.entry_no,
        entry.posted_on,
        entry.kind,
        entry.narration,
        entry.total_minor,
        entry.source_kind,
        entry.source_id,
        state.label("state"),
        and_(entry.source_kind.in_(("", "journal")), entry.reverses_id.is_(None), ~is_reversed).label(
            "can_reverse"
        ),
    ).where(entry.company_id == read.company_id)


def _entry_text(read: Read, text: str) -> Condition:
    if text.isascii() and text.isdigit() and len(text) < 10:
        return JournalEntry.c.entry_no == int(text)
    return JournalEntry.c.narration.icontains(text, autoescape=True)


def _entry_stats(read: Read) -> Mapping[str, Any]:
    entry = JournalEntry.c
    last = read.first(
        select(entry.entry_no, entry.posted_on)
        .where(entry.company_id == read.company_id)
        .order_by(entry.entry_no.desc())
        .limit(1)
    )
    return {"entries": last.entry_no if last else 0, "last_posted_on": last.posted_on if last else None}


ENTRY_ROWS = ListQuery(
    name="journal",
    permission="ledger.read",
    kinds=("entry",),
    select=_entries,
    key=JournalEntry.c.id,
    sorts={
        "entry_no": (JournalEntry.c.entry_no,),
        "posted_on": (JournalEntry.c.posted_on, JournalEntry.c.entry_no),
    },
    default_sort=("entry_no", True),
    tabs={
        "all": lambda read: None,
        "manual": lambda read: JournalEntry.c.kind == "journal",
        "reversals": lambda read: JournalEntry.c.kind == "reversal",
    },
    search=_entry_text,
    stats=_entry_stats,
)

LISTS = (ACCOUNT_ROWS, ACCOUNT_LOOKUP, MONEY_ACCOUNT_LOOKUP, GROUP_LOOKUP, ENTRY_ROWS)

"""What the ledger can tell: the chart, balances, account ledgers, entries."""

from __future__ import annotations

from sqlalchemy import select

from rayafin_desktop.engine.work import Read

from ..companies.model import Company
from .model import Account
from .rules import AccountFacts, Chart


def base_currency(read: Read) -> str:
    """The company's own currency (ISO 4217)."""

    def load() -> str:
        return str(read.scalar(select(Company.c.currency).where(Company.c.key == read.company_id)))

    return read.cached("ledger.currency", load)


def accounts(read: Read) -> Chart:
    """The company's chart of accounts by id, role and code; cached until an account changes."""
    return read.cached("ledger.accounts", lambda: _load_chart(read))


def _load_chart(read: Read) -> Chart:
    wanted = (
        "id", "code", "name", "type", "parent_id", "role", "is_group", "currency", "holds_money", "is_active",
    )  # fmt: skip
    statement = select(*(Account.c[name] for name in wanted)).where(
        Account.c.company_id == read.company_id, Account.c.deleted_at.is_(None)
    )
    found = [AccountFacts(**row._mapping) for row in read.fetch(statement.order_by(Account.c.code))]
    return Chart(
        by_id={account.id: account for account in found},
        by_role={account.role: account for account in found if account.role is not None},
        by_code={account.code: account for account in found},
    )

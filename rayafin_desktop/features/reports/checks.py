"""What `rayafin verify` asks the financial reports: each proves itself against the ledger."""

from __future__ import annotations

from sqlalchemy import func, select

from rayafin_desktop.engine.feature import Check, Fault
from rayafin_desktop.engine.report import ReportTable
from rayafin_desktop.engine.work import Read

from ..companies.queries import fiscal_year
from ..ledger.model import Account, Leg
from ..ledger.roles import AccountType
from .balance_sheet import balance_sheet
from .cash_flow import cash_flow
from .figures import asked_period, year_before
from .profit_and_loss import profit_and_loss


def reports_agree(read: Read) -> list[Fault]:
    """Profit and loss, balance sheet and cash flow of this year and the last have no difference."""
    year = fiscal_year(read)
    faults: list[Fault] = []
    for last in (read.today, year_before(year.ends_on)):
        period = asked_period(read, None, last)
        tables: tuple[ReportTable, ...] = (
            profit_and_loss(read, first=period.first, last=period.last),
            balance_sheet(read, as_of=last),
            cash_flow(read, first=period.first, last=period.last),
        )
        faults += [
            Fault("reports.agree", f"{one.title} {one.subtitle}: difference {one.difference_minor}")
            for one in tables
            if one.difference_minor
        ]
    return faults


def assets_equal_legs(read: Read) -> list[Fault]:
    """The balance sheet's assets today are what all legs on asset accounts add up to."""
    leg, account = Leg.c, Account.c
    statement = (
        select(func.sum(leg.base_minor))
        .join_from(
            Leg.mapping.table,
            Account.mapping.table,
            (account.company_id == leg.company_id) & (account.id == leg.account_id),
        )
        .where(
            leg.company_id == read.company_id,
            leg.posted_on <= read.today,
            account.type == AccountType.ASSET,
        )
    )
    summed = int(read.scalar(statement) or 0)
    rows = balance_sheet(read, as_of=read.today).rows
    shown = next((row.values[2] for row in rows if row.values[1] == "Total assets"), 0)
    if shown == summed:
        return []
    return [Fault("reports.assets", f"the balance sheet says {shown}, legs say {summed}")]


CHECKS = (Check("reports.agree", reports_agree), Check("reports.assets", assets_equal_legs))

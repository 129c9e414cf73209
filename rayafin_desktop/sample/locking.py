"""What is closed in the sample: the year before, the months that are done, and somebody let through."""

from __future__ import annotations

from datetime import date, timedelta

from rayafin_desktop.base.dates import add_months
from rayafin_desktop.engine.permissions import Role
from rayafin_desktop.features.access.roles import ChangeRole
from rayafin_desktop.features.billing.posting import IssueInvoice
from rayafin_desktop.features.closing.commands import CloseYear
from rayafin_desktop.features.periods.commands import AllowException, SetLock
from rayafin_desktop.features.periods.queries import financial_year
from rayafin_desktop.features.periods.rules import Area

from .office import Office
from .selling import SEEN, Sales

_ONE_DAY = timedelta(days=1)


def lock_the_books(house: Office, sales: Sales, first_day: date, last_day: date) -> None:
    """Close the financial year before, lock the months that are over, allow an exception and use it."""
    people = house.people
    month = last_day.replace(day=1)
    last_month, month_before = month - _ONE_DAY, add_months(month, -1) - _ONE_DAY
    if month_before <= first_day:
        return
    before = house.ask(financial_year, first_day).year.starts_on - _ONE_DAY
    house.do(
        CloseYear(day=before, reason="Accounts signed"),
        people.owner,
        confirmed=frozenset({"closing_warnings"}),
    )
    for area, until, reason in (
        (Area.TAX, month_before, "GSTR-3B filed"),
        (Area.ALL, month_before, "Month closed"),
        (Area.SALES, last_month, "All invoices of the month are out"),
    ):
        house.do(SetLock(area=area, locked_until=until, reason=reason), people.accountant)
    house.do(
        AllowException(
            area=Area.SALES,
            user_id=people.accountant.user_id,
            first_on=last_month.replace(day=1),
            last_on=last_month,
            hours=72,
            reason="A weighbridge slip came late",
        ),
        people.owner,
    )
    house.do(
        IssueInvoice(**sales.content(last_month), order_reason="A weighbridge slip came late"),
        people.accountant,
        confirmed=SEEN,
    )
    house.do(ChangeRole(role=Role.CASHIER, of="recurring.issue", granted=True), people.owner)

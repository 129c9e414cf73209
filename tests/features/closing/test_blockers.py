"""What the cockpit hears of recurring documents, approvals, exchange differences and filed tax."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from rayafin_desktop.engine.permissions import Role
from rayafin_desktop.features.approvals.deciding import WithdrawTicket
from rayafin_desktop.features.billing.posting import PostInvoice
from rayafin_desktop.features.closing.cockpit import cockpit
from rayafin_desktop.features.currencies.commands import SaveExchangeRate
from rayafin_desktop.features.periods.commands import SetLock
from rayafin_desktop.features.periods.rules import Area
from rayafin_desktop.features.recurring.issuing import IssueRecurring
from rayafin_desktop.features.revaluation.commands import RevalueCurrencies
from tests.books import Office
from tests.features.approvals.waiting import asked, draft, rule
from tests.features.payments.sales import GSTIN, customer, invoice
from tests.features.recurring.test_issuing import template

OCTOBER, LAST = date(2026, 10, 5), date(2026, 10, 31)


def found(office: Office, day: date = OCTOBER) -> dict[str, int]:
    shown = office.ask(cockpit, day)
    assert all(one.is_warning for one in shown.standing if one.key in _OURS)
    return {one.key: one.count for one in shown.standing}


_OURS = ("recurring.due", "approvals.waiting", "revaluation.missing", "closing.tax_not_filed")


def test_a_recurring_document_that_was_not_made(office: Office) -> None:
    template(office, starts_on=date(2026, 10, 31))
    assert found(office, date(2026, 9, 5))["recurring.due"] == 0
    assert found(office)["recurring.due"] == 1
    office.do(IssueRecurring(until=LAST))
    assert found(office)["recurring.due"] == 0
    # The next one falls due on 30 November, which is still to come.
    assert found(office, date(2026, 11, 5))["recurring.due"] == 0


def test_a_ticket_that_waits(office: Office) -> None:
    rule(office)
    clerk = office.member(Role.ACCOUNTANT)
    saved = draft(office, as_=clerk)
    ticket_id = asked(office, PostInvoice(invoice_id=saved.id, version=saved.version), clerk)
    assert found(office)["approvals.waiting"] == 1
    office.do(WithdrawTicket(ticket_id=ticket_id), as_=clerk)
    assert found(office)["approvals.waiting"] == 0


def test_open_dollars_that_were_not_revalued(office: Office) -> None:
    party = customer(office, "Hamburg Trading", currency="USD", country="DE", state="")
    invoice(office, party, "1000.00", on=OCTOBER, currency="USD", rate=Decimal(83))
    assert found(office)["revaluation.missing"] == 1
    assert found(office, date(2026, 9, 5))["revaluation.missing"] == 0
    assert found(office, date(2026, 11, 5))["revaluation.missing"] == 0, "November is not over"
    office.do(SaveExchangeRate(currency="USD", dated_on=LAST, rate=Decimal(85)))
    office.do(RevalueCurrencies(revalued_on=LAST))
    assert found(office)["revaluation.missing"] == 0


def test_a_month_without_its_tax_return(offices: object) -> None:
    office: Office = offices("IN", tax_id=GSTIN)  # type: ignore[operator]
    assert found(office)["closing.tax_not_filed"] == 1
    office.do(SetLock(area=Area.TAX, locked_until=LAST, reason="Filed"))
    assert found(office)["closing.tax_not_filed"] == 0
    assert found(office, date(2026, 11, 5))["closing.tax_not_filed"] == 1

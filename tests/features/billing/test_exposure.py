"""The credit limit: what counts, who is asked, who is refused, and the stop for late payers."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest

from rayafin_desktop.base.errors import NeedsConfirmation, RuleBroken
from rayafin_desktop.engine.permissions import Role
from rayafin_desktop.features.billing.commands import SaveDraft
from rayafin_desktop.features.billing.exposure import standing_of
from rayafin_desktop.features.billing.posting import PostInvoice
from rayafin_desktop.features.billing.rules import CreditStanding
from rayafin_desktop.features.companies.commands import ChangeSetting
from rayafin_desktop.features.orders.commands import ConfirmOrder, SaveOrder
from rayafin_desktop.features.orders.converting import InvoiceOrders
from rayafin_desktop.features.parties.model import Party
from rayafin_desktop.features.payments.commands import ReceivePayment
from tests.books import Office
from tests.features.billing.billed import TODAY, customer, issue, line, register


def limited(office: Office, limit: str = "1000") -> UUID:
    return customer(office, credit_limit=Decimal(limit))


def standing(office: Office, party_id: UUID) -> CreditStanding:
    with office.app.read(office.owner) as read:
        return standing_of(read, read.get(Party, party_id))


def choose(office: Office, key: str, value: str) -> None:
    office.do(ChangeSetting(key=f"billing.{key}", value=value))


def an_order(office: Office, party_id: UUID, price: str) -> UUID:
    return office.do(SaveOrder(party_id=party_id, issued_on=TODAY, lines=(line(office, price),))).id


def test_everything_that_counts_counts_once(office: Office) -> None:
    register(office)
    shop = limited(office, "10000")
    issue(office, shop, line(office, "1000"))
    order = an_order(office, shop, "500")
    office.do(ConfirmOrder(id=order))
    office.do(SaveDraft(party_id=shop, issued_on=TODAY, lines=(line(office, "200"),)))
    office.do(ReceivePayment(party_id=shop, amount=Decimal(1480), dated_on=TODAY))
    choose(office, "credit_counts_drafts", "true")
    found = standing(office, shop)
    assert (found.receivable_minor, found.orders_minor, found.drafts_minor, found.advances_minor) == (
        118000,
        59000,
        23600,
        148000,
    )
    assert found.open_minor == 52600
    for key in ("credit_counts_orders", "credit_counts_drafts", "credit_counts_advances"):
        choose(office, key, "false")
    assert standing(office, shop).open_minor == 118000


def test_an_order_counts_until_it_is_invoiced_and_never_twice(office: Office) -> None:
    """1,180 ordered and invoiced under a limit of 1,180: moving it from order to invoice asks nothing."""
    register(office)
    shop = limited(office, "1180")
    order = an_order(office, shop, "1000")
    office.do(ConfirmOrder(id=order))
    draft = office.do(InvoiceOrders(order_ids=(order,)))
    office.do(PostInvoice(invoice_id=draft.id))
    found = standing(office, shop)
    assert (found.open_minor, found.orders_minor) == (118000, 0)


def test_the_question_says_the_numbers(office: Office) -> None:
    register(office)
    shop = limited(office)
    issue(office, shop, line(office, "500"))
    order = an_order(office, shop, "400")
    with pytest.raises(NeedsConfirmation) as asked:
        office.do(ConfirmOrder(id=order))
    assert asked.value.key == "credit_limit.exceeded"
    [sentence] = office.app.catalogue.messages.sentences(asked.value)
    assert sentence == (
        "INR 590.00 of the credit limit of INR 1,000.00 is used; this adds INR 472.00 and goes "
        "INR 62.00 over. Go on anyway?"
    )
    office.do(ConfirmOrder(id=order), confirmed={"credit_limit.exceeded"})


def test_up_to_the_limit_is_within_it(office: Office) -> None:
    register(office)
    shop = limited(office, "1180")
    assert issue(office, shop, line(office, "1000")).total_minor == 118000
    with pytest.raises(NeedsConfirmation):
        issue(office, shop, line(office, "0.01"))


def test_who_may_not_override_is_refused(office: Office) -> None:
    register(office)
    choose(office, "refuse_over_credit_limit", "true")
    shop = limited(office)
    order = an_order(office, shop, "4000")
    accountant = office.member(Role.ACCOUNTANT)
    with pytest.raises(RuleBroken) as refused:
        office.do(ConfirmOrder(id=order), as_=accountant, confirmed={"credit_limit.exceeded"})
    assert [(one.code, one.field) for one in refused.value.problems] == [("credit_limit.refused", "party_id")]
    with pytest.raises(NeedsConfirmation):
        office.do(ConfirmOrder(id=order))
    office.do(ConfirmOrder(id=order), confirmed={"credit_limit.exceeded"})


def test_a_late_payer_is_stopped_from_the_day_after_the_grace(office: Office) -> None:
    register(office)
    choose(office, "overdue_stop_days", "10")
    shop = customer(office)
    issue(office, shop, line(office, "10"), due_on=TODAY)
    office.clock.go_to(date(2026, 12, 1))
    assert standing(office, shop).days_late == 10
    issue(office, shop, line(office, "10"), on=date(2026, 12, 1))
    office.clock.go_to(date(2026, 12, 2))
    with pytest.raises(NeedsConfirmation) as asked:
        issue(office, shop, line(office, "10"), on=date(2026, 12, 2))
    assert asked.value.key == "credit_limit.late"
    choose(office, "refuse_over_credit_limit", "true")
    order = an_order(office, shop, "1")
    with pytest.raises(RuleBroken) as refused:
        office.do(ConfirmOrder(id=order), as_=office.member(Role.CASHIER))
    assert refused.value.code == "credit_limit.refused_late"


def test_a_draft_that_is_posted_does_not_count_itself(office: Office) -> None:
    register(office)
    choose(office, "credit_counts_drafts", "true")
    shop = limited(office, "1180")
    draft = office.do(SaveDraft(party_id=shop, issued_on=TODAY, lines=(line(office, "1000"),)))
    office.do(PostInvoice(invoice_id=draft.id))

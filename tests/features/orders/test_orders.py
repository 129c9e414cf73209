"""Quotes and orders through the door: their steps, what invoices take of them, what comes back."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from rayafin_desktop.base.errors import NeedsConfirmation, NotAllowed, RuleBroken
from rayafin_desktop.engine.permissions import Role
from rayafin_desktop.features.billing.commands import DeleteDraft, SaveDraft
from rayafin_desktop.features.billing.content import ShipTo
from rayafin_desktop.features.billing.credit_notes import CreditLine, PostCreditNote
from rayafin_desktop.features.billing.drafting import content_of
from rayafin_desktop.features.billing.posting import PostInvoice, VoidInvoice
from rayafin_desktop.features.orders.commands import (
    AcceptQuote,
    CloseOrder,
    ConfirmOrder,
    DeclineQuote,
    DeleteOrder,
    ReopenOrder,
    SaveOrder,
    SendQuote,
)
from rayafin_desktop.features.orders.converting import InvoiceOrders, OrderQuote, TakenLine, as_values
from rayafin_desktop.features.orders.documents import order_content
from rayafin_desktop.features.orders.queries import order_detail
from rayafin_desktop.features.orders.rules import OrderKind, OrderState, OrderStatus
from rayafin_desktop.features.parties.commitments import ordered_by
from tests.books import Office
from tests.features.billing.billed import TODAY, customer, document, line, lines_of, register
from tests.features.orders.ordered import (
    faults_of_book,
    invoice_of,
    left,
    lines_of_order,
    order,
    quote,
    stored,
)


def codes(refused: pytest.ExceptionInfo[RuleBroken]) -> list[tuple[str, str]]:
    return [(problem.code, problem.field) for problem in refused.value.problems]


def test_a_quote_is_sent_ordered_and_invoiced_word_for_word(office: Office) -> None:
    register(office)
    shop = customer(office)
    offered = quote(
        office,
        shop,
        line(office, "101.37", "7.5", discount_percent=Decimal("2.5")),
        line(office, "33.33", "3", code="GST5", discount=Decimal("1.11")),
        discount_percent=Decimal("1.75"),
        discount=Decimal("10.01"),
        charges=Decimal("45.45"),
        reference="RFQ 12",
        notes="Ex works",
    )
    office.do(SendQuote(id=offered.id))
    sent = stored(office, offered.id)
    assert (sent.state, sent.number, sent.due_on) == (
        OrderState.SENT,
        "QUO/26-27/0001",
        TODAY + timedelta(days=15),
    )
    ordered = office.do(OrderQuote(quote_id=offered.id))
    taken_on = stored(office, ordered.id)
    assert (taken_on.number, taken_on.state, taken_on.quote_id) == (
        "SO/26-27/0001",
        OrderState.OPEN,
        offered.id,
    )
    assert stored(office, offered.id).state is OrderState.ACCEPTED
    posted = invoice_of(office, ordered.id)
    assert posted.total_minor == ordered.total_minor == offered.total_minor
    invoice = document(office, posted.id)
    assert (invoice.reference, invoice.notes, invoice.net_minor) == ("RFQ 12", "Ex works", sent.net_minor)
    assert [(one.net_minor, one.taxes) for one in lines_of(office, posted.id)] == [
        (one.net_minor, one.taxes) for one in lines_of_order(office, ordered.id)
    ]
    assert stored(office, ordered.id).state is OrderState.INVOICED
    assert faults_of_book(office) == []


def test_what_is_left_follows_posting_voiding_and_crediting(office: Office) -> None:
    register(office)
    shop = customer(office)
    id_ = order(office, shop, line(office, "100", "10"), line(office, "50", "4"))
    assert office.ask(ordered_by, shop) == stored(office, id_).unbilled_minor == 141600
    first = invoice_of(office, id_, "6", "4")
    assert (left(office, id_), stored(office, id_).state) == ([Decimal(4), Decimal(0)], OrderState.PART)
    assert office.ask(ordered_by, shop) == 47200
    office.do(
        PostCreditNote(
            invoice_id=first.id,
            issued_on=TODAY,
            reason="Two bales back",
            lines=(CreditLine(line_no=1, quantity=Decimal(2)),),
        )
    )
    assert left(office, id_) == [Decimal(6), Decimal(0)]
    second = invoice_of(office, id_)
    assert second.total_minor == 70800
    assert (stored(office, id_).state, office.ask(ordered_by, shop)) == (OrderState.INVOICED, 0)
    office.do(VoidInvoice(invoice_id=second.id, reason="Wrong lorry"))
    assert (left(office, id_), stored(office, id_).state) == ([Decimal(6), Decimal(0)], OrderState.PART)
    assert faults_of_book(office) == []


def test_a_credit_note_taken_back_takes_its_goods_again(office: Office) -> None:
    register(office)
    id_ = order(office, customer(office), line(office, "100", "10"))
    posted = invoice_of(office, id_)
    note = office.do(
        PostCreditNote(
            invoice_id=posted.id,
            issued_on=TODAY,
            reason="Back",
            lines=(CreditLine(line_no=1, quantity=Decimal(3)),),
        )
    )
    assert left(office, id_) == [Decimal(3)]
    office.do(VoidInvoice(invoice_id=note.id, reason="They kept them"))
    assert (left(office, id_), stored(office, id_).state) == ([Decimal(0)], OrderState.INVOICED)
    assert faults_of_book(office) == []


def test_an_allowance_brings_no_goods_back(office: Office) -> None:
    register(office)
    id_ = order(office, customer(office), line(office, "100", "10"))
    posted = invoice_of(office, id_)
    office.do(
        PostCreditNote(
            invoice_id=posted.id,
            issued_on=TODAY,
            reason="Moisture",
            lines=(CreditLine(line_no=1, amount=Decimal(50)),),
        )
    )
    assert (left(office, id_), stored(office, id_).state) == ([Decimal(0)], OrderState.INVOICED)


def test_a_draft_reserves_and_lets_go(office: Office) -> None:
    register(office)
    id_ = order(office, customer(office), line(office, "100", "10"))
    take = (TakenLine(order_id=id_, line_no=1, quantity=Decimal(4)),)
    draft = office.do(InvoiceOrders(order_ids=(id_,), lines=take))
    assert (left(office, id_), stored(office, id_).state) == ([Decimal(6)], OrderState.OPEN)
    with pytest.raises(RuleBroken) as refused:
        office.do(
            InvoiceOrders(order_ids=(id_,), lines=(TakenLine(order_id=id_, line_no=1, quantity=Decimal(7)),))
        )
    assert codes(refused) == [("order.more_than_remains", "lines.0.quantity")]
    office.do(DeleteDraft(id=draft.id))
    assert left(office, id_) == [Decimal(10)]
    assert faults_of_book(office) == []


def test_lines_moved_in_a_draft_keep_their_orders(office: Office) -> None:
    """The link is by the line's own id: sorting the lines of a draft must not swap what is invoiced."""
    register(office)
    id_ = order(office, customer(office), line(office, "100", "10"), line(office, "50", "4"))
    draft = office.do(InvoiceOrders(order_ids=(id_,)))
    content = content_of(document(office, draft.id), lines_of(office, draft.id))
    first, second = (one.line_id for one in lines_of_order(office, id_))
    moved = SaveDraft(
        id=draft.id,
        **as_values(content)
        | {
            "lines": (
                line(office, "50", "1", source_id=second),
                line(office, "9", "1"),
                line(office, "100", "8", source_id=first),
            )
        },
    )
    office.do(moved)
    assert left(office, id_) == [Decimal(2), Decimal(3)]
    office.do(PostInvoice(invoice_id=draft.id))
    assert [one.invoiced_qty for one in lines_of_order(office, id_)] == [Decimal(8), Decimal(1)]
    assert faults_of_book(office) == []


def test_several_orders_share_an_invoice(office: Office) -> None:
    register(office)
    shop = customer(office)
    one = order(office, shop, line(office, "100", "2"), charges=Decimal(10), reference="PO 1")
    other = order(office, shop, line(office, "70", "1"), charges=Decimal(5), reference="PO 2")
    draft = office.do(InvoiceOrders(order_ids=(one, other)))
    assert draft.total_minor == 33630  # (270 + 15) x 1.18
    assert document(office, draft.id).reference == "PO 1, PO 2"
    office.do(PostInvoice(invoice_id=draft.id))
    assert {stored(office, id_).state for id_ in (one, other)} == {OrderState.INVOICED}
    stranger = order(office, customer(office, "Vrinda"), line(office, "1", "1"))
    third = order(office, shop, line(office, "1", "1"), discount_percent=Decimal(3))
    with pytest.raises(RuleBroken) as refused:
        office.do(InvoiceOrders(order_ids=(third, stranger)))
    assert set(codes(refused)) == {("order.differs", "order_ids.1")}
    assert faults_of_book(office) == []


def test_more_than_was_ordered_needs_a_word(office: Office) -> None:
    register(office)
    shop = customer(office)
    id_ = order(office, shop, line(office, "100", "10"))
    [ordered] = lines_of_order(office, id_)
    heavy = line(office, "100", "10.4", source_id=ordered.line_id)
    draft = office.do(SaveDraft(party_id=shop, issued_on=TODAY, lines=(heavy,)))
    with pytest.raises(NeedsConfirmation) as asked:
        office.do(PostInvoice(invoice_id=draft.id))
    assert asked.value.key == "order.over_invoiced"
    office.do(PostInvoice(invoice_id=draft.id), confirmed={"order.over_invoiced"})
    assert (left(office, id_), stored(office, id_).state) == ([Decimal(0)], OrderState.INVOICED)
    assert faults_of_book(office) == []


def test_a_quote_expires_by_itself_and_makes_one_order(office: Office) -> None:
    shop = customer(office)
    offered = quote(office, shop, line(office, "100"), due_on=TODAY + timedelta(days=3))
    office.do(SendQuote(id=offered.id))
    office.clock.go_to(TODAY + timedelta(days=3))
    assert office.ask(order_detail, offered.id).status is OrderStatus.SENT
    office.clock.go_to(TODAY + timedelta(days=4))
    assert office.ask(order_detail, offered.id).status is OrderStatus.EXPIRED
    with pytest.raises(NeedsConfirmation) as asked:
        office.do(OrderQuote(quote_id=offered.id))
    assert asked.value.key == "quote.expired"
    office.do(OrderQuote(quote_id=offered.id), confirmed={"quote.expired"})
    with pytest.raises(RuleBroken) as refused:
        office.do(OrderQuote(quote_id=offered.id), confirmed={"quote.expired"})
    assert codes(refused) == [("quote.ordered", "quote_id")]


def test_steps_that_do_not_follow_are_refused(office: Office) -> None:
    shop = customer(office)
    draft = quote(office, shop, line(office, "100"))
    with pytest.raises(RuleBroken) as refused:
        office.do(AcceptQuote(id=draft.id))
    assert codes(refused) == [("order.no_such_step", "id")]
    office.do(SendQuote(id=draft.id))
    office.do(DeclineQuote(id=draft.id, reason="Too dear"))
    with pytest.raises(RuleBroken):
        office.do(OrderQuote(quote_id=draft.id))
    office.do(SendQuote(id=draft.id))
    assert stored(office, draft.id).number == "QUO/26-27/0001"  # the number it had
    with pytest.raises(RuleBroken) as refused:
        office.do(DeleteOrder(id=draft.id))
    assert codes(refused) == [("order.not_a_draft", "id")]
    with pytest.raises(RuleBroken) as refused:
        office.do(ConfirmOrder(id=draft.id))
    assert codes(refused) == [("order.wrong_kind", "id")]


def test_an_order_that_cannot_be_invoiced_is_not_taken_on(office: Office) -> None:
    register(office)
    empty = office.do(SaveOrder(issued_on=TODAY))
    with pytest.raises(RuleBroken) as refused:
        office.do(ConfirmOrder(id=empty.id))
    assert codes(refused) == [("invoice.no_customer", "party_id"), ("invoice.no_lines", "lines")]
    with pytest.raises(RuleBroken) as refused:
        office.do(InvoiceOrders(order_ids=(empty.id,)))
    assert codes(refused) == [("order.nothing_to_invoice", "order_ids.0")]


def test_an_order_is_closed_with_a_reason_and_goes_on(office: Office) -> None:
    register(office)
    shop = customer(office)
    id_ = order(office, shop, line(office, "100", "10"))
    invoice_of(office, id_, "3")
    with pytest.raises(RuleBroken) as refused:
        office.do(CloseOrder(id=id_, reason=" "))
    assert codes(refused) == [("order.reason_missing", "reason")]
    office.do(CloseOrder(id=id_, reason="Mill shut down"))
    assert (stored(office, id_).unbilled_minor, office.ask(ordered_by, shop)) == (0, 0)
    with pytest.raises(RuleBroken):
        office.do(InvoiceOrders(order_ids=(id_,)))
    office.do(ReopenOrder(id=id_))
    assert (stored(office, id_).state, office.ask(ordered_by, shop)) == (OrderState.PART, 82600)
    assert faults_of_book(office) == []


def test_an_order_changes_until_something_is_invoiced(office: Office) -> None:
    register(office)
    shop = customer(office)
    id_ = order(office, shop, line(office, "100", "10"))
    content = order_content(stored(office, id_), lines_of_order(office, id_))
    more = as_values(content) | {"lines": (line(office, "100", "12"),)}
    office.do(SaveOrder(id=id_, **more))
    assert (stored(office, id_).number, office.ask(ordered_by, shop)) == ("SO/26-27/0001", 141600)
    office.do(InvoiceOrders(order_ids=(id_,)))
    with pytest.raises(RuleBroken) as refused:
        office.do(SaveOrder(id=id_, **more))
    assert codes(refused) == [("order.not_open", "id")]


def test_what_was_agreed_on_delivery_goes_along(office: Office) -> None:
    register(office)
    there = ShipTo(name="Godown 4", address="Plot 7", state="24", country="IN", to_buyer=True)
    id_ = order(office, customer(office), line(office, "100"), ship_to=there)
    posted = invoice_of(office, id_)
    invoice = document(office, posted.id)
    assert invoice.ship_to == {
        "name": "Godown 4", "address": "Plot 7", "state": "24", "country": "IN", "to_buyer": True,
    }  # fmt: skip
    assert invoice.place_of_supply == stored(office, id_).place_of_supply == "24"


def test_numbers_start_again_with_the_year_and_drafts_have_none(office: Office) -> None:
    shop = customer(office)
    first = quote(office, shop, line(office, "1"))
    assert stored(office, first.id).number is None
    office.do(SendQuote(id=first.id))
    later = office.do(
        SaveOrder(kind=OrderKind.QUOTE, party_id=shop, issued_on=date(2027, 4, 1), lines=(line(office, "1"),))
    )
    office.do(SendQuote(id=later.id))
    assert [stored(office, one.id).number for one in (first, later)] == ["QUO/26-27/0001", "QUO/27-28/0001"]


def test_an_auditor_looks_and_changes_nothing(office: Office) -> None:
    made = quote(office, customer(office), line(office, "1"))
    auditor = office.member(Role.AUDITOR)
    assert office.ask(order_detail, made.id, as_=auditor).status is OrderStatus.DRAFT
    with pytest.raises(NotAllowed):
        office.do(SendQuote(id=made.id), as_=auditor)


def test_papers_of_quotes_and_orders_are_drawn(office: Office) -> None:
    register(office)
    offered = quote(office, customer(office, "<b>Mill & Sons</b>"), line(office, "100"))
    office.do(SendQuote(id=offered.id))
    ordered = office.do(OrderQuote(quote_id=offered.id))
    documents = office.app.catalogue.documents
    for kind, number in (
        ("quote", "QUO/26-27/0001"),
        ("order", "SO/26-27/0001"),
        ("proforma", "SO/26-27/0001"),
    ):
        assert office.ask(documents[kind].render, number).startswith(b"%PDF")
    assert ordered.total_minor == offered.total_minor

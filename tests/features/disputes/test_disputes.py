"""Disputes stand beside what state a document is in: opened, talked over, settled."""

from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import delete

from rayafin_desktop.base.errors import NotAllowed, NotFound, RuleBroken
from rayafin_desktop.base.ids import new_id
from rayafin_desktop.engine.listing import Look, count, page
from rayafin_desktop.engine.marks import marks
from rayafin_desktop.engine.permissions import Role
from rayafin_desktop.features.billing.commands import SaveDraft
from rayafin_desktop.features.billing.content import Posted
from rayafin_desktop.features.billing.credit_notes import PostCreditNote
from rayafin_desktop.features.billing.queries import INVOICE_ROWS
from rayafin_desktop.features.disputes.commands import AddDisputeNote, OpenDispute, SettleDispute
from rayafin_desktop.features.disputes.model import Dispute, Reason, Resolution
from rayafin_desktop.features.disputes.queries import (
    DISPUTE_ROWS,
    dispute_of,
    dispute_stats,
    dispute_steps,
    open_disputes,
)
from tests.books import Office
from tests.features.billing.billed import TODAY, customer, issue, line
from tests.features.purchases import bought

DUE = TODAY + timedelta(days=14)


def invoice(office: Office, amount: str = "1000", party: UUID | None = None) -> Posted:
    return issue(office, party or customer(office), line(office, amount, code="NIL"))


def opened(office: Office, record_id: UUID, **values: Any) -> UUID:
    fields = {"reason": Reason.QUALITY, "due_on": DUE, "claim": "Two bales wet", **values}
    return office.do(OpenDispute(record_id=record_id, **fields))


def refused(office: Office, command: Any) -> set[tuple[str, str]]:
    with pytest.raises(RuleBroken) as broken:
        office.do(command)
    return {(problem.code, problem.field) for problem in broken.value.problems}


def flag(office: Office, record_id: UUID) -> str | None:
    with office.app.read(office.owner) as read:
        found: str | None = next(row.flag for row in page(INVOICE_ROWS, read, Look()) if row.id == record_id)
        return found


def test_a_disputed_invoice_is_marked_in_the_list_and_stays_what_it_is(office: Office) -> None:
    posted = invoice(office)
    dispute_id = opened(office, posted.id, amount=Decimal("250.50"))
    assert flag(office, posted.id) == "disputed"
    [one] = office.ask(open_disputes, "invoice")
    assert (one.dispute_id, one.record_id, one.disputed_minor) == (dispute_id, posted.id, 250_50)
    assert office.ask(dispute_of, posted.id) == one
    with office.app.read(office.owner) as read:
        assert page(INVOICE_ROWS, read, Look())[0].status == "UNPAID"
    office.do(SettleDispute(dispute_id=dispute_id, resolution=Resolution.WITHDRAWN))
    assert flag(office, posted.id) is None
    assert office.ask(open_disputes) == []
    assert [checked for checked in office.app.verify() if checked.faults] == []


def test_what_is_wrong_is_said_at_once(office: Office) -> None:
    posted = invoice(office)
    command = OpenDispute(
        record_id=posted.id, reason=Reason.PRICE, amount=Decimal("1000.01"), due_on=TODAY - timedelta(days=1)
    )
    assert refused(office, command) == {
        ("dispute.amount_out_of_range", "amount"),
        ("dispute.due_passed", "due_on"),
    }
    fine = OpenDispute(record_id=posted.id, reason=Reason.PRICE, amount=Decimal("0.001"), due_on=DUE)
    assert refused(office, fine) == {("dispute.amount_too_fine", "amount")}
    for nothing in ("0", "-5"):
        command = OpenDispute(record_id=posted.id, reason=Reason.PRICE, amount=Decimal(nothing), due_on=DUE)
        assert refused(office, command) == {("dispute.amount_out_of_range", "amount")}


def test_drafts_unknown_documents_and_second_disputes_are_refused(office: Office) -> None:
    saved = office.do(SaveDraft(issued_on=TODAY, lines=(line(office, "10"),)))
    assert ("dispute.not_posted", "record_id") in refused(
        office, OpenDispute(record_id=saved.id, reason=Reason.TAX, due_on=DUE)
    )
    for kind, id_ in (("invoice", new_id()), ("payment", new_id())):
        with pytest.raises(NotFound):
            office.do(OpenDispute(kind=kind, record_id=id_, reason=Reason.TAX, due_on=DUE))
    posted = invoice(office)
    opened(office, posted.id)
    again = OpenDispute(record_id=posted.id, reason=Reason.TAX, due_on=DUE)
    assert refused(office, again) == {("dispute.already_open", "record_id")}


def test_after_one_was_settled_another_may_be_opened(office: Office) -> None:
    posted = invoice(office)
    first = opened(office, posted.id)
    office.do(SettleDispute(dispute_id=first, resolution=Resolution.PAID))
    assert opened(office, posted.id) != first
    assert flag(office, posted.id) == "disputed"


def test_notes_and_proposals_make_its_history(office: Office) -> None:
    posted = invoice(office)
    dispute_id = opened(office, posted.id)
    office.do(AddDisputeNote(dispute_id=dispute_id, text="Sample sent to the laboratory"))
    later = DUE + timedelta(days=7)
    office.do(AddDisputeNote(dispute_id=dispute_id, text="We offer", amount=Decimal(100), due_on=later))
    office.do(
        SettleDispute(dispute_id=dispute_id, resolution=Resolution.WITHDRAWN, outcome="Sample was good")
    )
    steps = office.ask(dispute_steps, dispute_id)
    assert [step.title for step in steps] == ["Withdrawn", "Proposal", "Note", "Opened"]
    assert steps[1].amount_minor == 100_00
    with office.app.read(office.owner) as read:
        assert read.get(Dispute, dispute_id).due_on == later
    assert refused(office, AddDisputeNote(dispute_id=dispute_id, text="Late")) == {
        ("dispute.settled_already", "dispute_id")
    }
    assert refused(office, SettleDispute(dispute_id=dispute_id, resolution=Resolution.PAID))


def test_a_note_says_something(office: Office) -> None:
    dispute_id = opened(office, invoice(office).id)
    command = AddDisputeNote(dispute_id=dispute_id, text=" ", amount=Decimal(-1))
    assert refused(office, command) == {
        ("dispute.text_missing", "text"),
        ("dispute.proposal_negative", "amount"),
    }


def test_an_agreed_credit_note_is_linked(office: Office) -> None:
    party = customer(office)
    posted = invoice(office, party=party)
    other = invoice(office)
    dispute_id = opened(office, posted.id)
    foreign = office.do(PostCreditNote(invoice_id=other.id, issued_on=TODAY, reason="Short"))
    agreed = Resolution.CREDIT_NOTE
    assert refused(office, SettleDispute(dispute_id=dispute_id, resolution=agreed)) == {
        ("dispute.credit_note_missing", "credit_note_number")
    }
    for number in (foreign.number, posted.number, "nothing"):
        wrong = SettleDispute(dispute_id=dispute_id, resolution=agreed, credit_note_number=number)
        assert refused(office, wrong) == {("dispute.credit_note_unknown", "credit_note_number")}
    note = office.do(PostCreditNote(invoice_id=posted.id, issued_on=TODAY, reason="Two bales wet"))
    office.do(SettleDispute(dispute_id=dispute_id, resolution=agreed, credit_note_number=note.number))
    with office.app.read(office.owner) as read:
        assert read.get(Dispute, dispute_id).credit_note_id == note.id
        assert page(DISPUTE_ROWS, read, Look(tab="settled"))[0].credit_note_number == note.number


def test_tabs_and_figures(office: Office) -> None:
    opened(office, invoice(office, "100").id)
    late = opened(office, invoice(office, "200").id, due_on=TODAY)
    settled = opened(office, invoice(office, "400").id)
    office.do(SettleDispute(dispute_id=settled, resolution=Resolution.PAID))
    office.clock.advance(days=1)
    with office.app.read(office.owner) as read:
        counts = {
            tab: count(DISPUTE_ROWS, read, Look(tab=tab)) for tab in ("open", "overdue", "settled", "all")
        }
        assert counts == {"open": 2, "overdue": 1, "settled": 1, "all": 3}
        assert page(DISPUTE_ROWS, read, Look(tab="overdue"))[0].id == late
        assert dispute_stats(read) == {
            "open_minor": 300_00, "open_count": 2, "overdue_minor": 200_00, "overdue_count": 1,
        }  # fmt: skip


def test_who_may(office: Office) -> None:
    posted = invoice(office)
    with pytest.raises(NotAllowed):
        office.do(
            OpenDispute(record_id=posted.id, reason=Reason.TAX, due_on=DUE), as_=office.member(Role.AUDITOR)
        )
    dispute_id = opened(office, posted.id)
    with pytest.raises(NotAllowed):
        office.do(
            SettleDispute(dispute_id=dispute_id, resolution=Resolution.PAID), as_=office.member(Role.CASHIER)
        )


def test_verify_finds_a_mark_that_is_missing(office: Office) -> None:
    opened(office, invoice(office).id)
    with office.app.database.write() as connection:
        connection.execute(delete(marks))
    faults = [fault for checked in office.app.verify(["dispute_marks"]) for fault in checked.faults]
    assert len(faults) == 1


def test_a_bill_is_disputed_with_its_supplier(office: Office) -> None:
    supplier = bought.supplier(office)
    posted = bought.bill(office, supplier, bought.line(office, "500"), supplier_reference="V/1")
    dispute_id = office.do(OpenDispute(kind="bill", record_id=posted.id, reason=Reason.PRICE, due_on=DUE))
    [one] = office.ask(open_disputes, "bill")
    assert (one.dispute_id, one.record_id) == (dispute_id, posted.id)
    office.do(SettleDispute(dispute_id=dispute_id, resolution=Resolution.PAID))
    assert [checked for checked in office.app.verify() if checked.faults] == []

"""Recurring documents through the door: each once, on its own day, whoever asks."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest

from rayafin_desktop.base.errors import NotAllowed, RuleBroken
from rayafin_desktop.engine.permissions import Role
from rayafin_desktop.features.billing.commands import DeleteDraft, SaveDraft
from rayafin_desktop.features.billing.content import InvoiceContent
from rayafin_desktop.features.billing.model import SalesDocument
from rayafin_desktop.features.billing.posting import IssueInvoice
from rayafin_desktop.features.billing.rules import DocumentState
from rayafin_desktop.features.periods.commands import SetLock
from rayafin_desktop.features.periods.rules import Area
from rayafin_desktop.features.recurring.commands import (
    DeleteRecurring,
    PauseRecurring,
    RepeatInvoice,
    ResumeRecurring,
    SaveRecurring,
)
from rayafin_desktop.features.recurring.issuing import IssuedAll, IssueRecurring, SkipOccurrence
from rayafin_desktop.features.recurring.model import RecurringTemplate
from rayafin_desktop.features.recurring.rules import Frequency, Making, reference_of
from tests.books import Office
from tests.engine.processes import processes
from tests.features.billing.billed import TODAY, customer, document, issue, line, register
from tests.features.orders.ordered import faults_of_book
from tests.features.recurring.repeated import make_what_is_due


def template(
    office: Office, starts_on: date = date(2026, 8, 31), making: Making = Making.POST, **values: object
) -> UUID:
    fields = {
        "name": "Godown rent",
        "content": InvoiceContent(
            party_id=customer(office), issued_on=TODAY, lines=(line(office, "25000"),), notes="Rent"
        ),
        "starts_on": starts_on,
        "making": making,
        **values,
    }
    return office.do(SaveRecurring(**fields))  # type: ignore[arg-type]


def made(office: Office) -> list[SalesDocument]:
    with office.app.read(office.owner) as read:
        c = SalesDocument.c
        return read.all(SalesDocument, c.external_reference.is_not(None), order_by=(c.issued_on,))


def stored(office: Office, id_: UUID) -> RecurringTemplate:
    with office.app.read(office.owner) as read:
        return read.get(RecurringTemplate, id_)


def days(result: IssuedAll) -> list[date]:
    return [one.occurs_on for one in result.made]


def test_what_was_missed_is_made_with_its_own_dates(office: Office) -> None:
    register(office)
    id_ = template(office)
    result = office.do(IssueRecurring())
    assert days(result) == [date(2026, 8, 31), date(2026, 9, 30), date(2026, 10, 31)]
    assert [one.issued_on for one in made(office)] == days(result)
    assert {one.state for one in made(office)} == {DocumentState.POSTED}
    assert [one.number for one in result.made] == [f"INV/26-27/000{n}" for n in (1, 2, 3)]
    assert made(office)[0].external_reference == reference_of(id_, date(2026, 8, 31))
    assert (stored(office, id_).next_on, stored(office, id_).made) == (date(2026, 11, 30), 3)
    assert faults_of_book(office) == []


def test_asking_twice_makes_nothing_twice(office: Office) -> None:
    template(office)
    office.do(IssueRecurring())
    assert office.do(IssueRecurring()) == IssuedAll(made=(), held=())
    assert len(made(office)) == 3


def test_two_programs_at_once_make_one_document_each(office: Office) -> None:
    """Two computers that open the book on the same morning must not bill the rent twice."""
    for _ in range(3):
        template(office)
    context = processes()
    workers = []
    for _ in range(2):
        ours, theirs = context.Pipe(duplex=False)
        go_theirs, go_ours = context.Pipe(duplex=False)
        worker = context.Process(
            target=make_what_is_due, args=(office.location, office.owner, TODAY, theirs, go_theirs)
        )
        worker.start()
        theirs.close()
        go_theirs.close()
        workers.append((worker, ours, go_ours))
    for _, ours, _ in workers:
        assert ours.recv_bytes() == b"ready"
    for _, _, go in workers:
        go.send_bytes(b"go")
    counts = [int(ours.recv_bytes()) for _, ours, _ in workers]
    for worker, ours, go in workers:
        worker.join()
        ours.close()
        go.close()
        assert worker.exitcode == 0
    assert sum(counts) == len(made(office)) == 9
    assert faults_of_book(office) == []


def test_a_document_another_device_made_is_known_by_its_name(office: Office) -> None:
    """After a restored backup or a sync the document may be there without the row of its occurrence."""
    id_ = template(office, date(2026, 10, 31))
    shop = customer(office, "Elsewhere")
    known = issue(
        office, shop, line(office, "25000"), external_reference=reference_of(id_, date(2026, 10, 31))
    )
    assert office.do(IssueRecurring()) == IssuedAll(made=(), held=())
    assert [one.id for one in made(office)] == [known.id]
    assert stored(office, id_).next_on == date(2026, 11, 30)


def test_nothing_is_made_into_a_closed_period(office: Office) -> None:
    template(office)
    office.do(SetLock(area=Area.ALL, locked_until=date(2026, 9, 30), reason="Month closed"))
    result = office.do(IssueRecurring())
    assert days(result) == [date(2026, 10, 31)]
    assert [(one.occurs_on, one.code) for one in result.held] == [
        (date(2026, 8, 31), "entry.period_closed"),
        (date(2026, 9, 30), "entry.period_closed"),
    ]
    office.do(SetLock(area=Area.ALL, locked_until=date(2026, 8, 31), reason="Month closed"))
    assert days(office.do(IssueRecurring())) == [date(2026, 9, 30)]
    assert faults_of_book(office) == []


def test_a_later_invoice_does_not_stop_an_earlier_one(office: Office) -> None:
    """What is caught up comes after later dates in the series: the reason stands in the audit log."""
    issue(office, customer(office, "Vrinda"), line(office, "10"))
    template(office)
    result = office.do(IssueRecurring())
    assert [one.number for one in result.made] == [f"INV/26-27/000{n}" for n in (2, 3, 4)]


def test_an_open_question_leaves_a_draft(office: Office) -> None:
    """Nobody is there to confirm: over the credit limit the document waits."""
    shop = customer(office, "Small", credit_limit=Decimal(100))
    content = InvoiceContent(party_id=shop, issued_on=TODAY, lines=(line(office, "25000"),))
    template(office, date(2026, 10, 31), content=content)
    [one] = office.do(IssueRecurring()).made
    assert (one.number, one.why_draft) == ("", "credit_limit.exceeded")
    assert document(office, one.invoice_id).state is DocumentState.DRAFT
    assert office.do(IssueRecurring()).made == ()


def test_a_deleted_draft_does_not_come_back(office: Office) -> None:
    template(office, date(2026, 10, 31), Making.DRAFT)
    [one] = office.do(IssueRecurring()).made
    office.do(DeleteDraft(id=one.invoice_id))
    assert office.do(IssueRecurring()).made == ()
    assert faults_of_book(office) == []


def test_a_draft_that_is_changed_and_posted_keeps_its_name(office: Office) -> None:
    template(office, date(2026, 10, 31), Making.DRAFT)
    [one] = office.do(IssueRecurring()).made
    draft = document(office, one.invoice_id)
    saved = SaveDraft(
        id=draft.id,
        party_id=draft.party_id,
        issued_on=draft.issued_on,
        lines=(line(office, "26000"),),
        external_reference=draft.external_reference,
    )
    office.do(saved)
    assert faults_of_book(office) == []


def test_a_paused_template_waits_and_catches_up(office: Office) -> None:
    id_ = template(office, date(2026, 10, 31))
    office.do(PauseRecurring(id=id_))
    assert office.do(IssueRecurring()).made == ()
    assert office.do(IssueRecurring(template_id=id_)).made == ()
    office.do(ResumeRecurring(id=id_))
    assert days(office.do(IssueRecurring())) == [date(2026, 10, 31)]


def test_one_is_skipped_for_good(office: Office) -> None:
    id_ = template(office)
    office.do(SkipOccurrence(template_id=id_))
    assert days(office.do(IssueRecurring())) == [date(2026, 9, 30), date(2026, 10, 31)]
    assert faults_of_book(office) == []


def test_a_new_schedule_does_not_bill_the_past_again(office: Office) -> None:
    """Moving the day from the last to the 15th must not find 15 August to 15 October unbilled."""
    id_ = template(office)
    office.do(IssueRecurring())
    office.do(
        SaveRecurring(id=id_, name="Godown rent", starts_on=date(2026, 8, 1), day=15, making=Making.POST)
    )
    assert stored(office, id_).next_on == date(2026, 11, 15)
    assert days(office.do(IssueRecurring())) == [date(2026, 11, 15)]
    assert faults_of_book(office) == []


def test_it_ends_and_says_so(office: Office) -> None:
    id_ = template(office, most=2)
    assert len(office.do(IssueRecurring()).made) == 2
    assert stored(office, id_).next_on is None
    with pytest.raises(RuleBroken) as refused:
        office.do(SkipOccurrence(template_id=id_))
    assert refused.value.code == "recurring.nothing_due"
    office.do(DeleteRecurring(id=id_))
    assert faults_of_book(office) == []


def test_an_invoice_is_repeated_as_it_stands(office: Office) -> None:
    register(office)
    shop = customer(office)
    first = office.do(
        IssueInvoice(
            party_id=shop,
            issued_on=TODAY,
            reference="Retainer",
            discount_percent=Decimal("2.5"),
            lines=(line(office, "333.33", "3"),),
        )
    )
    id_ = office.do(
        RepeatInvoice(
            invoice_id=first.id,
            starts_on=date(2026, 12, 21),
            frequency=Frequency.WEEKLY,
            making=Making.POST,
        )
    )
    office.clock.go_to(date(2026, 12, 21))
    [again] = office.do(IssueRecurring(template_id=id_)).made
    before, after = document(office, first.id), document(office, again.invoice_id)
    assert after.total_minor == before.total_minor
    assert (after.reference, after.issued_on) == ("Retainer", date(2026, 12, 21))
    assert replace(after, issued_on=TODAY).due_on - after.issued_on == before.due_on - before.issued_on


def test_nothing_comes_before_its_day(office: Office) -> None:
    template(office, date(2026, 11, 22))
    assert office.do(IssueRecurring(until=date(2030, 1, 1))).made == ()


def test_faults_of_a_schedule(office: Office) -> None:
    with pytest.raises(RuleBroken) as refused:
        office.do(
            SaveRecurring(name=" ", starts_on=TODAY, every=0, day=32, until_on=date(2026, 1, 1), most=0)
        )
    assert {(one.code, one.field) for one in refused.value.problems} == {
        ("recurring.every", "every"),
        ("recurring.day", "day"),
        ("recurring.ends_before", "until_on"),
        ("recurring.most", "most"),
        ("recurring.name_missing", "name"),
        ("recurring.content_missing", "content"),
    }


def test_a_cashier_makes_nothing(office: Office) -> None:
    template(office)
    with pytest.raises(NotAllowed):
        office.do(IssueRecurring(), as_=office.member(Role.CASHIER))

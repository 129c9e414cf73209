"""What is above a limit waits, whoever posts it and by whatever way; nothing gets past."""

import json
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from rayafin_desktop.base.errors import (
    NeedsApproval,
    NeedsConfirmation,
    NotAllowed,
    NotFound,
    RuleBroken,
    Stale,
)
from rayafin_desktop.engine.listing import Look, count, page
from rayafin_desktop.engine.permissions import Role
from rayafin_desktop.engine.record import audit_entries
from rayafin_desktop.features.access.commands import DeactivateUser
from rayafin_desktop.features.approvals.commands import RemoveApprovalRule
from rayafin_desktop.features.approvals.deciding import ApproveTicket, RefuseTicket, WithdrawTicket
from rayafin_desktop.features.approvals.model import TicketStatus
from rayafin_desktop.features.approvals.parking import ParkCommand
from rayafin_desktop.features.approvals.queries import TICKET_ROWS, waiting_for
from rayafin_desktop.features.billing.commands import DeleteDraft, SaveDraft
from rayafin_desktop.features.billing.imports import ImportedInvoice, ImportedLine, ImportInvoices
from rayafin_desktop.features.billing.model import SalesDocument
from rayafin_desktop.features.billing.posting import IssueInvoice, PostInvoice
from rayafin_desktop.features.billing.queries import INVOICE_ROWS
from rayafin_desktop.features.billing.rules import DocumentState
from rayafin_desktop.features.ledger.commands import JournalLine, PostJournal
from rayafin_desktop.features.ledger.queries import accounts
from rayafin_desktop.features.payments.commands import ReceivePayment
from rayafin_desktop.features.periods.commands import SetLock
from rayafin_desktop.features.periods.rules import Area
from rayafin_desktop.features.purchases.posting import IssueBill
from tests.books import Office
from tests.features.billing.billed import TODAY, customer, document, issue, line
from tests.features.purchases import bought

from .waiting import asked, detail, draft, rule, ticket, verify


def code_of(refused: pytest.ExceptionInfo[RuleBroken]) -> str:
    return refused.value.problems[0].code


def posted(office: Office) -> int:
    with office.app.read(office.owner) as read:
        return len(read.all(SalesDocument, SalesDocument.c.state == DocumentState.POSTED))


def test_above_the_limit_it_waits_and_is_posted_when_somebody_else_approves(office: Office) -> None:
    rule(office)
    maker = office.member(Role.ACCOUNTANT)
    saved = draft(office, as_=maker)
    ticket_id = asked(office, PostInvoice(invoice_id=saved.id), maker)
    assert document(office, saved.id).state is DocumentState.DRAFT
    waits = office.ask(waiting_for, saved.id)
    assert waits is not None
    assert waits.approver_names == ("Asha Shah",)
    decided = office.do(ApproveTicket(ticket_id=ticket_id, note="Weighed twice"))
    assert (decided.status, decided.missing) == (TicketStatus.APPROVED, 0)
    after = document(office, saved.id)
    assert (after.state, after.total_minor) == (DocumentState.POSTED, 20_000_00)
    done = ticket(office, ticket_id)
    assert (done.done_kind, done.done_id, done.decided_by) == ("invoice", saved.id, "Asha Shah")
    assert office.ask(waiting_for, saved.id) is None
    verify(office)


def test_the_audit_log_names_maker_and_approver(office: Office) -> None:
    rule(office)
    maker = office.member(Role.ACCOUNTANT)
    saved = draft(office, as_=maker)
    ticket_id = asked(office, PostInvoice(invoice_id=saved.id), maker)
    office.do(ApproveTicket(ticket_id=ticket_id))
    c = audit_entries.c
    with office.app.read(office.owner) as read:
        rows = read.fetch(select(c.command, c.user_name, c.why).where(c.company_id == office.company_id))
    by_command = {row.command: row for row in rows}
    assert by_command["PostInvoice"].user_name == maker.name
    assert "Approved by Asha Shah" in str(by_command["PostInvoice"].why)
    assert by_command["ApproveTicket"].user_name == "Asha Shah"


def test_exactly_the_limit_does_not_wait(office: Office) -> None:
    rule(office, "10000")
    party = customer(office)
    assert issue(office, party, line(office, "10000", code="NIL")).number
    with pytest.raises(RuleBroken) as refused:
        issue(office, party, line(office, "10000.01", code="NIL"))
    assert code_of(refused) == "approval.nobody", "the only owner cannot approve his own"


def test_nobody_approves_his_own_not_even_an_owner(office: Office) -> None:
    rule(office, accountant=True)
    office.member(Role.ACCOUNTANT)
    saved = draft(office)
    ticket_id = asked(office, PostInvoice(invoice_id=saved.id), office.owner)
    with pytest.raises(NotAllowed) as refused:
        office.do(ApproveTicket(ticket_id=ticket_id))
    assert refused.value.code == "approval.own"
    office.do(ApproveTicket(ticket_id=ticket_id), as_=office.member(Role.ACCOUNTANT))
    assert document(office, saved.id).state is DocumentState.POSTED


def test_approvers_may_be_exempt(office: Office) -> None:
    rule(office, approvers_exempt=True)
    assert issue(office, customer(office), line(office, "20000", code="NIL")).number


def test_who_is_no_approver_decides_nothing(office: Office) -> None:
    rule(office)
    maker = office.member(Role.ACCOUNTANT)
    ticket_id = asked(office, PostInvoice(invoice_id=draft(office).id), maker)
    for command in (ApproveTicket(ticket_id=ticket_id), RefuseTicket(ticket_id=ticket_id, reason="no")):
        with pytest.raises(NotAllowed) as refused:
            office.do(command, as_=office.member(Role.CASHIER))
        assert refused.value.code == "approval.not_an_approver"
    with pytest.raises(NotAllowed):
        office.do(ApproveTicket(ticket_id=ticket_id), as_=office.member(Role.AUDITOR))


def test_two_approvals_are_two_people(office: Office) -> None:
    for role in (Role.ACCOUNTANT, Role.CASHIER):
        office.member(role)
    rule(office, accountant=True, cashier=True, approvers=2)
    saved = draft(office)
    ticket_id = asked(office, PostInvoice(invoice_id=saved.id), office.owner)
    first = office.do(ApproveTicket(ticket_id=ticket_id), as_=office.member(Role.CASHIER))
    assert (first.status, first.missing) == (TicketStatus.PENDING, 1)
    with pytest.raises(RuleBroken) as refused:
        office.do(ApproveTicket(ticket_id=ticket_id), as_=office.member(Role.CASHIER))
    assert code_of(refused) == "approval.already_given"
    assert document(office, saved.id).state is DocumentState.DRAFT
    office.do(ApproveTicket(ticket_id=ticket_id), as_=office.member(Role.ACCOUNTANT))
    assert document(office, saved.id).state is DocumentState.POSTED
    verify(office)


def test_approved_twice_is_carried_out_once(office: Office) -> None:
    rule(office)
    ticket_id = asked(office, PostInvoice(invoice_id=draft(office).id), office.member(Role.ACCOUNTANT))
    office.do(ApproveTicket(ticket_id=ticket_id))
    with pytest.raises(RuleBroken) as refused:
        office.do(ApproveTicket(ticket_id=ticket_id))
    assert code_of(refused) == "approval.not_pending"
    assert posted(office) == 1


def test_a_draft_changed_after_it_was_asked_for_is_not_posted(office: Office) -> None:
    rule(office)
    maker = office.member(Role.ACCOUNTANT)
    saved = draft(office, as_=maker)
    ticket_id = asked(office, PostInvoice(invoice_id=saved.id), maker)
    bigger = SaveDraft(
        id=saved.id, party_id=customer(office, "Other"), issued_on=TODAY, lines=(line(office, "90000"),)
    )
    office.do(bigger, as_=maker)
    with pytest.raises(Stale):
        office.do(ApproveTicket(ticket_id=ticket_id))
    assert document(office, saved.id).state is DocumentState.DRAFT
    after = detail(office, ticket_id)
    assert after.ticket.status is TicketStatus.OUTDATED
    assert [problem.code for problem in after.failure] == ["invoice.stale"]
    assert after.decisions == (), "an approval that did nothing is none"
    verify(office)


def test_a_draft_deleted_meanwhile_closes_its_ticket(office: Office) -> None:
    rule(office)
    maker = office.member(Role.ACCOUNTANT)
    saved = draft(office, as_=maker)
    ticket_id = asked(office, PostInvoice(invoice_id=saved.id), maker)
    office.do(DeleteDraft(id=saved.id), as_=maker)
    with pytest.raises(NotFound):
        office.do(ApproveTicket(ticket_id=ticket_id))
    assert ticket(office, ticket_id).status is TicketStatus.OUTDATED


def test_all_rules_are_checked_again_when_it_is_approved(office: Office) -> None:
    rule(office)
    maker = office.member(Role.ACCOUNTANT)
    saved = draft(office, as_=maker)
    ticket_id = asked(office, PostInvoice(invoice_id=saved.id), maker)
    office.do(SetLock(area=Area.ALL, locked_until=date(2026, 11, 21), reason="Month closed"))
    with pytest.raises(RuleBroken) as refused:
        office.do(ApproveTicket(ticket_id=ticket_id))
    assert code_of(refused) == "entry.period_closed"
    after = detail(office, ticket_id)
    assert after.ticket.status is TicketStatus.PENDING, "the period may be opened again"
    assert [problem.code for problem in after.failure] == ["entry.period_closed"]
    office.do(SetLock(area=Area.ALL, reason="Opened again"))
    office.do(ApproveTicket(ticket_id=ticket_id))
    assert document(office, saved.id).state is DocumentState.POSTED
    verify(office)


def test_who_has_left_or_lost_the_right_posts_nothing_afterwards(office: Office) -> None:
    rule(office)
    maker = office.member(Role.ACCOUNTANT)
    ticket_id = asked(office, PostInvoice(invoice_id=draft(office).id), maker)
    assert maker.user_id is not None
    office.do(DeactivateUser(user_id=maker.user_id))
    with pytest.raises(RuleBroken) as refused:
        office.do(ApproveTicket(ticket_id=ticket_id))
    assert code_of(refused) == "approval.maker_left"
    assert posted(office) == 0


def test_refused_needs_a_reason_and_does_nothing(office: Office) -> None:
    rule(office)
    maker = office.member(Role.ACCOUNTANT)
    saved = draft(office, as_=maker)
    ticket_id = asked(office, PostInvoice(invoice_id=saved.id), maker)
    with pytest.raises(RuleBroken) as refused:
        office.do(RefuseTicket(ticket_id=ticket_id, reason=" "))
    assert code_of(refused) == "approval.reason_missing"
    office.do(RefuseTicket(ticket_id=ticket_id, reason="Price not agreed"))
    seen = detail(office, ticket_id, as_=maker).ticket
    assert (seen.status, seen.reason) == (TicketStatus.REFUSED, "Price not agreed")
    assert document(office, saved.id).state is DocumentState.DRAFT
    assert office.ask(waiting_for, saved.id) is None
    with pytest.raises(RuleBroken):
        office.do(ApproveTicket(ticket_id=ticket_id))
    verify(office)


def test_only_its_maker_withdraws_it(office: Office) -> None:
    rule(office)
    maker = office.member(Role.ACCOUNTANT)
    ticket_id = asked(office, PostInvoice(invoice_id=draft(office).id), maker)
    with pytest.raises(NotAllowed):
        office.do(WithdrawTicket(ticket_id=ticket_id))
    office.do(WithdrawTicket(ticket_id=ticket_id), as_=maker)
    with pytest.raises(RuleBroken):
        office.do(ApproveTicket(ticket_id=ticket_id))
    verify(office)


def test_a_ticket_expires(office: Office) -> None:
    rule(office, expires_days=3)
    maker = office.member(Role.ACCOUNTANT)
    saved = draft(office, as_=maker)
    ticket_id = asked(office, PostInvoice(invoice_id=saved.id), maker)
    office.clock.advance(days=4)
    with pytest.raises(RuleBroken) as refused:
        office.do(ApproveTicket(ticket_id=ticket_id))
    assert code_of(refused) == "approval.expired"
    assert detail(office, ticket_id).status == "EXPIRED"
    assert office.ask(waiting_for, saved.id) is None
    again = asked(office, PostInvoice(invoice_id=saved.id), maker)
    assert again != ticket_id
    verify(office)


def test_the_same_asked_for_twice_waits_once(office: Office) -> None:
    rule(office)
    maker = office.member(Role.ACCOUNTANT)
    saved = draft(office, as_=maker)
    first = asked(office, PostInvoice(invoice_id=saved.id), maker)
    assert asked(office, PostInvoice(invoice_id=saved.id), maker) == first
    content: dict[str, Any] = {
        "party_id": customer(office),
        "issued_on": TODAY,
        "lines": (line(office, "50000"),),
    }
    other = asked(office, IssueInvoice(**content), maker)
    assert asked(office, IssueInvoice(**content), maker) == other != first


def test_asked_for_again_after_a_change_the_newer_takes_its_place(office: Office) -> None:
    rule(office)
    maker = office.member(Role.ACCOUNTANT)
    saved = draft(office, as_=maker)
    first = asked(office, PostInvoice(invoice_id=saved.id), maker)
    office.do(
        SaveDraft(id=saved.id, party_id=customer(office), issued_on=TODAY, lines=(line(office, "30000"),)),
        as_=maker,
    )
    second = asked(office, PostInvoice(invoice_id=saved.id), maker)
    assert ticket(office, first).status is TicketStatus.WITHDRAWN
    office.do(ApproveTicket(ticket_id=second))
    assert document(office, saved.id).state is DocumentState.POSTED
    verify(office)


def test_faults_and_warnings_come_before_waiting(office: Office) -> None:
    rule(office)
    maker = office.member(Role.ACCOUNTANT)
    faulty = draft(office, party_id=None)
    with pytest.raises(RuleBroken):
        office.do(PostInvoice(invoice_id=faulty.id), as_=maker)
    late = draft(office, issued_on=date(2026, 11, 30))
    with pytest.raises(NeedsConfirmation) as warned:
        office.do(PostInvoice(invoice_id=late.id), as_=maker)
    ticket_id = asked(office, PostInvoice(invoice_id=late.id), maker, confirmed={warned.value.key})
    office.do(ApproveTicket(ticket_id=ticket_id))
    assert document(office, late.id).state is DocumentState.POSTED


def test_nobody_parks_a_command_by_hand(office: Office) -> None:
    forged = ParkCommand(
        parked="PostInvoice", payload={}, payload_digest="", subject="invoice", amount_minor=1, picture={},
        rule_id=rule(office),
    )  # fmt: skip
    for actor in (office.owner, office.member(Role.ACCOUNTANT)):
        with pytest.raises(NotAllowed):
            office.do(forged, as_=actor)


def test_another_companys_ticket_is_not_found(office: Office, offices: object) -> None:
    rule(office)
    ticket_id = asked(office, PostInvoice(invoice_id=draft(office).id), office.member(Role.ACCOUNTANT))
    other: Office = offices("DE")  # type: ignore[operator]
    for command in (ApproveTicket(ticket_id=ticket_id), RefuseTicket(ticket_id=ticket_id, reason="x")):
        with pytest.raises(NotFound) as refused:
            other.do(command)
        assert refused.value.code == "ticket.not_found"


def test_several_commands_at_once_cannot_wait_and_leave_nothing(office: Office) -> None:
    rule(office)
    maker = office.member(Role.ACCOUNTANT)
    small, large = draft(office, "100"), draft(office)
    with pytest.raises(NeedsApproval):
        office.app.execute_all([PostInvoice(invoice_id=small.id), PostInvoice(invoice_id=large.id)], maker)
    assert posted(office) == 0
    with office.app.read(office.owner) as read:
        assert count(TICKET_ROWS, read, Look()) == 0


def test_an_import_meets_the_limit(office: Office) -> None:
    rule(office)
    maker = office.member(Role.ACCOUNTANT)
    party = customer(office)
    lines = (ImportedLine(description="Cotton", unit_price=Decimal(20_000)),)
    many = tuple(
        ImportedInvoice(party_id=party, issued_on=TODAY, lines=lines, external_reference=f"R{n}")
        for n in range(25)
    )
    with pytest.raises(RuleBroken) as refused:
        office.do(ImportInvoices(invoices=many, post=True), as_=maker)
    assert code_of(refused) == "approval.not_waitable"
    assert posted(office) == 0


def test_journals_and_receipts_wait_too(office: Office) -> None:
    rule(office, subject="journal", name="Journals")
    rule(office, subject="receipt", name="Receipts")
    maker = office.member(Role.ACCOUNTANT)
    chart = office.ask(accounts)
    plain = [one for one in chart.by_code.values() if not one.is_group and not one.currency][:2]
    journal = PostJournal(
        posted_on=TODAY,
        lines=(
            JournalLine(account_id=plain[0].id, debit=Decimal(50_000)),
            JournalLine(account_id=plain[1].id, credit=Decimal(50_000)),
        ),
    )
    ticket_id = asked(office, journal, maker)
    office.do(ApproveTicket(ticket_id=ticket_id))
    assert ticket(office, ticket_id).done_kind == "entry"
    receipt = ReceivePayment(party_id=customer(office), amount=Decimal(50_000), dated_on=TODAY)
    ticket_id = asked(office, receipt, office.member(Role.CASHIER))
    office.do(ApproveTicket(ticket_id=ticket_id))
    assert ticket(office, ticket_id).done_kind == "payment"
    verify(office)


def test_the_strictest_rule_holds_and_a_rule_removed_holds_no_more(office: Office) -> None:
    low = rule(office, "10000", accountant=True)
    rule(office, "100000", name="Very large")
    office.member(Role.ACCOUNTANT)
    middle = asked(office, PostInvoice(invoice_id=draft(office).id), office.owner)
    assert ticket(office, middle).rule_name == "Large invoices"
    with pytest.raises(RuleBroken) as refused:
        office.do(PostInvoice(invoice_id=draft(office, "200000").id))
    assert code_of(refused) == "approval.nobody"
    office.do(RemoveApprovalRule(id=low))
    assert office.do(PostInvoice(invoice_id=draft(office, "50000").id)).number


def test_the_list_of_invoices_shows_what_waits(office: Office) -> None:
    rule(office)
    maker = office.member(Role.ACCOUNTANT)
    saved = draft(office, as_=maker)
    ticket_id = asked(office, PostInvoice(invoice_id=saved.id), maker)

    def status() -> str:
        with office.app.read(maker) as read:
            return str(page(INVOICE_ROWS, read, Look())[0].status)

    assert status() == "PENDING_APPROVAL"
    office.do(RefuseTicket(ticket_id=ticket_id, reason="no"))
    assert status() == "DRAFT"


def test_who_sees_which_tickets(office: Office) -> None:
    rule(office, subject="", name="All")
    receipt = ReceivePayment(party_id=customer(office), amount=Decimal(50_000), dated_on=TODAY)
    asked(office, receipt, office.member(Role.CASHIER))
    asked(office, PostInvoice(invoice_id=draft(office).id), office.member(Role.ACCOUNTANT))

    def seen(role: Role | None, tab: str) -> int:
        with office.app.read(office.member(role) if role else office.owner) as read:
            return count(TICKET_ROWS, read, Look(tab=tab))

    assert (seen(None, "mine_to_decide"), seen(None, "asked"), seen(None, "all")) == (2, 0, 2)
    assert (seen(Role.CASHIER, "mine_to_decide"), seen(Role.CASHIER, "all")) == (0, 1)
    assert seen(Role.BROKER, "all") == 0


def test_a_payload_changed_past_the_program_is_not_carried_out(office: Office) -> None:
    rule(office)
    maker = office.member(Role.ACCOUNTANT)
    large, small = draft(office), draft(office, "100")
    ticket_id = asked(office, PostInvoice(invoice_id=large.id), maker)
    with office.app.database.write() as connection:
        from rayafin_desktop.features.approvals.model import Ticket

        payload = json.loads(json.dumps(dict(ticket(office, ticket_id).payload)))
        payload["invoice_id"] = str(small.id)
        connection.execute(Ticket.mapping.table.update().values(payload=payload))
    with pytest.raises(RuleBroken) as refused:
        office.do(ApproveTicket(ticket_id=ticket_id))
    assert code_of(refused) == "approval.tampered"
    faults = [fault for checked in office.app.verify(["four_eyes"]) for fault in checked.faults]
    assert len(faults) == 1


def test_what_a_ticket_shows_is_what_would_be_posted(office: Office) -> None:
    rule(office)
    ticket_id = asked(office, PostInvoice(invoice_id=draft(office).id), office.member(Role.ACCOUNTANT))
    picture = ticket(office, ticket_id).picture
    assert picture["party"] == "Gokul Mills"
    assert sum(leg[4] for leg in picture["legs"]) == 0
    assert max(leg[4] for leg in picture["legs"]) == 20_000_00
    assert [one[0] for one in picture["entries"]] == ["invoice"]


def test_unknown_ticket(office: Office) -> None:
    with pytest.raises(NotFound):
        office.do(ApproveTicket(ticket_id=UUID(int=1)))


def test_bills_wait_too(office: Office) -> None:
    rule(office, subject="bill", name="Large bills")
    maker = office.member(Role.ACCOUNTANT)
    command = IssueBill(
        party_id=bought.supplier(office),
        issued_on=TODAY,
        supplier_reference="V/77",
        lines=(bought.line(office, "20000"),),
    )
    ticket_id = asked(office, command, maker)
    office.do(ApproveTicket(ticket_id=ticket_id))
    assert ticket(office, ticket_id).done_kind == "bill"
    verify(office)

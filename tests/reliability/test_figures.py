"""Row 35: whatever is sold, paid, credited and taken back, every kept figure is what the journal says."""

from __future__ import annotations

import shutil
import tempfile
from collections import defaultdict
from contextlib import closing
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import select

from rayafin_desktop.application import open_book
from rayafin_desktop.base.errors import RuleBroken
from rayafin_desktop.base.money import to_major
from rayafin_desktop.engine.permissions import Role
from rayafin_desktop.features.access.commands import AddUser, UpdateMember
from rayafin_desktop.features.access.model import Member
from rayafin_desktop.features.billing.content import LineContent
from rayafin_desktop.features.billing.credit_notes import CreditLine, PostCreditNote
from rayafin_desktop.features.billing.model import SalesDocument
from rayafin_desktop.features.billing.posting import IssueInvoice, VoidInvoice
from rayafin_desktop.features.billing.rules import DocumentKind, DocumentState
from rayafin_desktop.features.commissions.model import CommissionEntry
from rayafin_desktop.features.ledger.model import Account, Leg, account_months
from rayafin_desktop.features.ledger.roles import AccountRole
from rayafin_desktop.features.parties.commands import SaveParty
from rayafin_desktop.features.parties.model import party_balances
from rayafin_desktop.features.payments.commands import ReceivePayment, ReversePayment
from rayafin_desktop.features.payments.model import Allocation, Payment
from rayafin_desktop.features.payments.rules import Strategy
from tests.books import PASSWORD, FixedClock, Office, found_company
from tests.reliability.proof import gaps, unbalanced

R = AccountRole
AMOUNTS = st.integers(1, 5_000_00)


@dataclass(frozen=True, slots=True)
class Template:
    """A closed book with two customers of a broker who earns 1.5 % of what is paid in full."""

    path: Path
    office: Office
    parties: tuple[UUID, UUID]


@pytest.fixture(scope="module")
def template(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Template:
    path = tmp_path_factory.mktemp("figures") / "book.rayafin"
    shutil.copyfile(sqlite_template, path)
    clock = FixedClock()
    app = open_book(path, clock=clock.as_clock())
    office = Office(app, found_company(app, "IN", code="RT", name="Rayafin Traders"), clock, str(path))
    added = office.do(
        AddUser(email="ravi@example.com", name="Ravi Patel", role=Role.BROKER, password=PASSWORD)
    )
    member = office.ask(lambda read: read.find(Member, Member.c.user_id == added.user_id))
    assert member is not None
    office.do(
        UpdateMember(
            member_id=member.id, version=member.version, role=Role.BROKER, commission_percent=Decimal("1.5")
        )
    )
    one, other = (
        office.do(SaveParty(code=code, name=code, state="27", email="a@b.example", agent_id=member.id))
        for code in ("ANAND", "BHARAT")
    )
    app.close()
    return Template(path, office, (one, other))


class Business(RuleBasedStateMachine):
    """A customer's account in plain sums beside the book: what was sold, received, credited, taken back."""

    template: Template

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory(prefix="rayafin-figures-")
        path = Path(self.folder.name) / "book.rayafin"
        shutil.copyfile(self.template.path, path)
        clock = FixedClock()
        app = open_book(path, clock=clock.as_clock())
        self.office = Office(app, self.template.office.owner, clock, str(path))
        self.owed: dict[UUID, int] = defaultdict(int)
        self.money = 0
        self.invoices: dict[UUID, tuple[UUID, int]] = {}
        self.payments: dict[UUID, tuple[UUID, int]] = {}

    def teardown(self) -> None:
        """At the end of each run the book's own checks find nothing either."""
        try:
            assert [one for one in self.office.app.verify() if one.faults] == []
        finally:
            self.office.app.close()
            self.folder.cleanup()

    @rule(who=st.integers(0, 1), minor=AMOUNTS, quantity=st.integers(1, 3))
    def sell(self, who: int, minor: int, quantity: int) -> None:
        party = self.template.parties[who]
        line = LineContent(description="Jute bags", quantity=Decimal(quantity), unit_price=to_major(minor, 2))
        posted = self.office.do(
            IssueInvoice(party_id=party, issued_on=self.office.clock.today(), lines=(line,))
        )
        # The total may be rounded to whole rupees; what it is says the document, and only once.
        assert abs(posted.total_minor - minor * quantity) < 100
        self.owed[party] += posted.total_minor
        self.invoices[posted.id] = (party, posted.total_minor)

    @rule(who=st.integers(0, 1), minor=AMOUNTS, strategy=st.sampled_from([Strategy.FIFO, Strategy.MANUAL]))
    def receive(self, who: int, minor: int, strategy: Strategy) -> None:
        party = self.template.parties[who]
        received = self.office.do(
            ReceivePayment(party_id=party, amount=to_major(minor, 2), strategy=strategy)
        )
        self.owed[party] -= minor
        self.money += minor
        self.payments[received.payment_id] = (party, minor)

    @precondition(lambda self: self.invoices)
    @rule(data=st.data())
    def pay_an_invoice_in_full(self, data: st.DataObject) -> None:
        invoice = data.draw(st.sampled_from(list(self.invoices)))
        party, _ = self.invoices[invoice]
        open_minor = self.office.ask(lambda read: read.get(SalesDocument, invoice).open_minor)
        if not open_minor:
            return
        received = self.office.do(
            ReceivePayment(
                party_id=party,
                amount=to_major(open_minor, 2),
                strategy=Strategy.INSTRUCTION,
                invoices=(invoice,),
            )
        )
        self.owed[party] -= open_minor
        self.money += open_minor
        self.payments[received.payment_id] = (party, open_minor)

    @precondition(lambda self: self.payments)
    @rule(data=st.data())
    def bounce(self, data: st.DataObject) -> None:
        payment = data.draw(st.sampled_from(list(self.payments)))
        party, minor = self.payments.pop(payment)
        self.office.do(ReversePayment(payment_id=payment, reason="no funds"))
        self.owed[party] += minor
        self.money -= minor

    @precondition(lambda self: self.invoices)
    @rule(data=st.data(), whole=st.booleans())
    def credit(self, data: st.DataObject, whole: bool) -> None:
        invoice = data.draw(st.sampled_from(list(self.invoices)))
        party, _ = self.invoices[invoice]
        lines = () if whole else (CreditLine(line_no=1, amount=Decimal(1)),)
        day = self.office.clock.today()
        try:
            note = self.office.do(
                PostCreditNote(invoice_id=invoice, issued_on=day, reason="returned", lines=lines)
            )
        except RuleBroken:
            return  # nothing, or less than that, remains to be credited
        self.owed[party] -= note.total_minor

    @precondition(lambda self: self.invoices)
    @rule(data=st.data())
    def void(self, data: st.DataObject) -> None:
        invoice = data.draw(st.sampled_from(list(self.invoices)))
        party, minor = self.invoices[invoice]
        try:
            self.office.do(VoidInvoice(invoice_id=invoice, reason="a mistake"))
        except RuleBroken:
            return  # it is paid or credited
        del self.invoices[invoice]
        self.owed[party] -= minor

    @rule()
    def the_next_day(self) -> None:
        self.office.clock.now_ += timedelta(days=1)

    @invariant()
    def kept_figures_are_those_of_the_journal(self) -> None:
        with self.office.app.database.read() as connection:
            legs = connection.execute(
                select(Leg.c.account_id, Leg.c.party_id, Leg.c.posted_on, Leg.c.base_minor, Account.c.role)
                .join_from(Leg.mapping.table, Account.mapping.table, Account.c.id == Leg.c.account_id)
            ).all()  # fmt: skip
            assert sum(leg.base_minor for leg in legs) == 0
            assert unbalanced(connection) == []
            assert gaps(connection) == []
            months = {(row.account_id, row.month): row for row in connection.execute(select(account_months))}
            balances = {row.party_id: row for row in connection.execute(select(party_balances))}
            documents = connection.execute(select(*SalesDocument.c)).all()
            payments = connection.execute(select(Payment.c.id, Payment.c.allocated_minor)).all()
            allocations = connection.execute(
                select(Allocation.c.invoice_id, Allocation.c.payment_id, Allocation.c.amount_minor)
            ).all()
            earned = sum(connection.execute(select(CommissionEntry.c.amount_minor)).scalars())
        self._months(legs, months)
        by_role: dict[Any, int] = defaultdict(int)
        receivable: dict[UUID, int] = defaultdict(int)
        owed: dict[UUID, int] = defaultdict(int)
        for leg in legs:
            by_role[leg.role] += leg.base_minor
            if leg.role is R.RECEIVABLE:
                receivable[leg.party_id] += leg.base_minor
            if leg.role in (R.RECEIVABLE, R.CUSTOMER_ADVANCE):
                owed[leg.party_id] += leg.base_minor
        for party in self.template.parties:
            kept = balances[party].receivable_minor if party in balances else 0
            assert kept == receivable[party]
            # The constant sum: what was sold less what came in and went back, whatever settles what.
            assert owed[party] == self.owed[party]
        assert by_role[R.BANK] + by_role[R.CASH] + by_role[R.UNDEPOSITED] == self.money
        assert by_role[R.COMMISSION_EXPENSE] == earned
        self._settled(documents, payments, allocations, receivable)

    @staticmethod
    def _months(legs: Any, months: dict[tuple[UUID, int], Any]) -> None:
        found: dict[tuple[UUID, int], list[int]] = defaultdict(lambda: [0, 0])
        for leg in legs:
            key = (leg.account_id, leg.posted_on.year * 100 + leg.posted_on.month)
            found[key][leg.base_minor < 0] += abs(leg.base_minor)
        for key in found.keys() | months.keys():
            kept = months.get(key)
            assert found[key] == ([kept.debit_minor, kept.credit_minor] if kept else [0, 0])

    @staticmethod
    def _settled(documents: Any, payments: Any, allocations: Any, receivable: dict[UUID, int]) -> None:
        settled: dict[UUID, int] = defaultdict(int)
        paid: dict[UUID, int] = defaultdict(int)
        open_by_party: dict[UUID, int] = defaultdict(int)
        for one in allocations:
            settled[one.invoice_id] += one.amount_minor
            paid[one.payment_id] += one.amount_minor
        for document in documents:
            if document.state is not DocumentState.POSTED:
                continue
            sign = -1 if document.kind is DocumentKind.CREDIT_NOTE else 1
            if sign < 0:
                settled[document.original_id] += document.applied_minor
                settled[document.id] += document.applied_minor
            open_by_party[document.party_id] += sign * document.total_minor
        for document in documents:
            if document.state is DocumentState.POSTED:
                assert document.settled_minor == settled[document.id]
                sign = -1 if document.kind is DocumentKind.CREDIT_NOTE else 1
                open_by_party[document.party_id] -= sign * document.settled_minor
        assert {party: minor for party, minor in open_by_party.items() if minor} == {
            party: minor for party, minor in receivable.items() if minor
        }
        for payment in payments:
            assert payment.allocated_minor == paid[payment.id]


def run_business(template: Template, examples: int, steps: int) -> None:
    machine = type("Business", (Business,), {"template": template})
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


def test_kept_figures_are_those_of_the_journal(template: Template) -> None:
    """Row 35: random business through the door; sums recomputed after every step."""
    run_business(template, examples=4, steps=12)


@pytest.mark.nightly
@pytest.mark.timeout(3600)
def test_kept_figures_are_those_of_the_journal_at_length(template: Template) -> None:
    """Row 35: 150 runs of up to 60 steps."""
    run_business(template, examples=150, steps=60)


def test_the_machine_sees_a_wrong_figure(template: Template) -> None:
    """Row 35, the test of the test: a figure off by one paisa is found at the next look."""
    machine = type("Business", (Business,), {"template": template})()
    try:
        machine.sell(0, 100_00, 1)
        machine.receive(0, 40_00, Strategy.FIFO)
        machine.kept_figures_are_those_of_the_journal()
        with machine.office.app.database.write() as connection:
            connection.execute(
                party_balances.update().values(receivable_minor=party_balances.c.receivable_minor + 1)
            )
        with pytest.raises(AssertionError):
            machine.kept_figures_are_those_of_the_journal()
    finally:
        with closing(machine.office.app):
            machine.folder.cleanup()

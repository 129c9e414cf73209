"""Aging: buckets, the control account, any past day, and what later events must not change."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rayafin_desktop.base.errors import NotAllowed
from rayafin_desktop.engine.permissions import Role
from rayafin_desktop.engine.work import Read
from rayafin_desktop.features.billing.credit_notes import CreditLine, PostCreditNote
from rayafin_desktop.features.billing.posting import VoidInvoice
from rayafin_desktop.features.companies.commands import ChangeSetting
from rayafin_desktop.features.ledger.commands import JournalLine, PostJournal
from rayafin_desktop.features.ledger.queries import accounts
from rayafin_desktop.features.ledger.roles import AccountRole
from rayafin_desktop.features.payments.commands import (
    AllocatePayment,
    ReceivePayment,
    ReversePayment,
    Unallocate,
)
from rayafin_desktop.features.payments.content import AllocationLine
from rayafin_desktop.features.payments.model import Allocation
from rayafin_desktop.features.statements.aging import (
    aging,
    bucket_names,
    bucket_of,
    control_balance,
    limits_of,
    open_documents,
)
from rayafin_desktop.features.statements.aging_reports import BY_THEN, ar_aging_report
from rayafin_desktop.features.statements.open_items import Cut
from rayafin_desktop.features.statements.sides import PAYABLES, RECEIVABLES
from tests.books import Office
from tests.features.payments.sales import customer, invoice, receive, verify

MARCH_31 = date(2027, 3, 31)


def open_of(office: Office, party: UUID, day: date, known_on: date | None = None) -> dict[str, int]:
    found = office.ask(open_documents, RECEIVABLES, as_of=day, known_on=known_on, party_id=party)
    return {one.number: one.open_minor for one in found}


def control(office: Office, day: date, known_on: date | None = None) -> int:
    return office.ask(control_balance, RECEIVABLES, Cut(as_of=day, known_on=known_on))


def total(office: Office, day: date, known_on: date | None = None) -> int:
    return office.ask(aging, RECEIVABLES, as_of=day, known_on=known_on).total.base_open_minor


@pytest.mark.parametrize(
    ("late", "bucket"),
    [(-5, 0), (0, 0), (1, 1), (30, 1), (31, 2), (60, 2), (61, 3), (90, 3), (91, 4), (900, 4)],
)
def test_a_document_is_late_from_the_day_after_it_was_due(late: int, bucket: int) -> None:
    assert bucket_of(MARCH_31 - timedelta(days=late), MARCH_31, (30, 60, 90)) == bucket


def test_bucket_limits_are_a_setting_and_nonsense_falls_back(office: Office) -> None:
    assert limits_of("15, 45") == (15, 45)
    assert limits_of("") == limits_of("60,30") == limits_of("0,30") == limits_of("a") == (30, 60, 90)
    assert bucket_names((15, 45)) == ("Not due", "1–15", "16–45", "Over 45")
    party = customer(office)
    invoice(office, party, "100", date(2026, 11, 1), due_on=date(2026, 11, 1))
    office.do(ChangeSetting(key="aging.buckets", value="15, 45"))
    found = office.ask(aging, RECEIVABLES, as_of=date(2026, 11, 20))
    assert found.rows[0].buckets == [0, 0, 10000, 0]


def test_each_open_amount_stands_in_its_bucket_and_advances_apart(office: Office) -> None:
    party = customer(office)
    office.clock.go_to(date(2026, 12, 31))
    for due_on in ("2027-01-10", "2026-12-20", "2026-11-20", "2026-10-15", "2026-06-01"):
        due = date.fromisoformat(due_on)
        invoice(office, party, "100", date(2026, 6, 1), due_on=due)
    receive(office, party, "25")
    found = office.ask(aging, RECEIVABLES)
    assert [row.buckets for row in found.rows] == [[10000] * 5]
    row = found.rows[0]
    assert (row.base_open_minor, row.advance_minor, row.base_net_minor) == (50000, 2500, 47500)
    assert control(office, date(2026, 12, 31)) == 50000


def test_todays_aging_and_that_of_facts_agree(office: Office) -> None:
    """A later-dated entry sends today's aging down the other way; both must say the same."""
    party = customer(office)
    first = invoice(office, party, "118", date(2026, 11, 2))
    receive(office, party, "50", (first, "50"), dated_on=date(2026, 11, 5))
    today = date(2026, 11, 21)
    stored = open_of(office, party, today)
    other = customer(office, "Other")
    office.clock.go_to(date(2026, 11, 25))
    invoice(office, other, "7", date(2026, 11, 25))
    assert open_of(office, party, today) == stored == {first.number: 6800}


def test_the_aging_of_31_march_stays_to_the_paisa(office: Office) -> None:
    """Story: a cheque bounces, an allocation is taken back, a credit note comes, all in April."""
    office.clock.go_to(date(2027, 3, 1))
    party = customer(office)
    a = invoice(office, party, "1000.10", date(2027, 1, 10))
    b = invoice(office, party, "2000.20", date(2027, 2, 10))
    c = invoice(office, party, "3000.30", date(2027, 3, 1))
    paid = receive(office, party, "1000.10", (a, "1000.10"))
    part = receive(office, party, "500.55", (b, "500.55"))
    office.clock.go_to(MARCH_31)
    before = office.ask(ar_aging_report)
    open_before, control_before = open_of(office, party, MARCH_31), control(office, MARCH_31)
    assert open_before == {b.number: 149965, c.number: 300030}

    office.clock.go_to(date(2027, 4, 6))
    office.do(ReversePayment(payment_id=paid.payment_id, reason="Cheque bounced"))
    allocation = office.ask(lambda read: read.find(Allocation, payment_id=part.payment_id))
    assert allocation is not None
    office.do(Unallocate(allocation_id=allocation.id, reason="Wrong invoice"))
    office.do(
        PostCreditNote(
            invoice_id=c.id,
            issued_on=date(2027, 4, 6),
            reason="Quality",
            lines=(CreditLine(line_no=1, amount=Decimal("300.03")),),
        )
    )
    receive(office, party, "10.00", (b, "10.00"))
    assert open_of(office, party, MARCH_31) == open_before
    assert control(office, MARCH_31) == control_before == total(office, MARCH_31)
    after = office.ask(ar_aging_report, as_of=MARCH_31)
    assert after.rows == before.rows
    assert after.difference_minor == 0
    today = open_of(office, party, date(2027, 4, 6))
    assert today == {a.number: 100010, b.number: 199020, c.number: 270027}
    assert verify(office) == []


def test_an_aging_as_it_was_known_leaves_out_what_was_recorded_later(office: Office) -> None:
    """A void takes a document back on its own day, a late entry is dated back: the books of that day move."""
    office.clock.go_to(date(2027, 3, 20))
    party = customer(office)
    a = invoice(office, party, "100", date(2027, 3, 20))
    b = invoice(office, party, "40", date(2027, 3, 20))
    office.clock.go_to(date(2027, 4, 2))
    office.do(VoidInvoice(invoice_id=b.id, reason="Typed twice"))
    receive(office, party, "30", (a, "30"), dated_on=date(2027, 3, 30))
    assert open_of(office, party, MARCH_31) == {a.number: 7000}
    assert total(office, MARCH_31) == control(office, MARCH_31) == 7000
    assert open_of(office, party, MARCH_31, known_on=MARCH_31) == {a.number: 10000, b.number: 4000}
    assert total(office, MARCH_31, MARCH_31) == control(office, MARCH_31, MARCH_31) == 14000
    told = office.ask(ar_aging_report, as_of=MARCH_31, recorded=BY_THEN)
    assert told.rows[-1].values[2] == 14000
    assert told.difference_minor == 0


def test_a_journal_on_the_receivable_stands_apart(office: Office) -> None:
    party = customer(office)
    day = office.clock.today()
    by_role = office.ask(accounts).by_role
    owed, opening = by_role[AccountRole.RECEIVABLE].id, by_role[AccountRole.OPENING_EQUITY].id
    office.do(
        PostJournal(
            posted_on=day,
            narration="Opening",
            lines=(
                JournalLine(account_id=owed, party_id=party, debit=Decimal(70)),
                JournalLine(account_id=opening, credit=Decimal(70)),
            ),
        )
    )
    found = office.ask(aging, RECEIVABLES, party_id=party)
    assert [row.other_minor for row in found.rows] == [7000]
    assert total(office, day) == control(office, day) == 7000
    assert office.ask(ar_aging_report).difference_minor == 0


def test_foreign_documents_age_in_their_currency_and_in_the_companys(office: Office) -> None:
    party = customer(office, "Hamburg Baumwolle", country="DE", state="", currency="USD")
    day = date(2026, 11, 2)
    one = invoice(office, party, "1000.01", day, currency="USD", rate=Decimal("83.333333"))
    receive(
        office,
        party,
        "333.33",
        (one, "333.33"),
        currency="USD",
        rate=Decimal("84.1"),
        dated_on=date(2026, 11, 5),
    )
    office.do(
        PostCreditNote(
            invoice_id=one.id,
            issued_on=date(2026, 11, 10),
            reason="Short weight",
            lines=(CreditLine(line_no=1, amount=Decimal("66.67")),),
        )
    )
    for on in (day, date(2026, 11, 5), date(2026, 11, 9), date(2026, 11, 10), date(2026, 11, 21)):
        assert total(office, on) == control(office, on)
    assert open_of(office, party, date(2026, 11, 21)) == {one.number: 60001}
    rows = office.ask(ar_aging_report).rows
    assert rows[1].currency == "USD"
    assert rows[1].values[2] == 60001


def test_a_foreign_document_settled_in_full_leaves_no_difference(office: Office) -> None:
    """Three roundings, one per step, may leave a paisa on the account; the aging must show it."""
    party = customer(office, "Hamburg Baumwolle", country="DE", state="", currency="USD")
    day = date(2026, 11, 2)
    one = invoice(office, party, "10.01", day, currency="USD", rate=Decimal("83.333333"))
    note = office.do(
        PostCreditNote(
            invoice_id=one.id,
            issued_on=date(2026, 11, 3),
            reason="Short weight",
            lines=(CreditLine(line_no=1, amount=Decimal("3.37")),),
        )
    )
    assert note.open_minor == 0
    receive(
        office, party, "6.64", (one, "6.64"), currency="USD", rate=Decimal("84.1"), dated_on=date(2026, 11, 5)
    )
    for on in (day, date(2026, 11, 3), date(2026, 11, 5), date(2026, 11, 21)):
        assert total(office, on) == control(office, on)
    assert verify(office) == []


def test_who_may_not_see_the_books_sees_no_aging(office: Office) -> None:
    with pytest.raises(NotAllowed):
        office.ask(aging, RECEIVABLES, as_=office.member(Role.BROKER))


def test_payables_are_empty_without_bills(office: Office) -> None:
    found = office.ask(aging, PAYABLES)
    assert found.rows == []


# --- random sequences against a plain recomputation


@dataclass
class Plain:
    """What happened, in dated facts: nothing of the program's own sums."""

    posted: dict[UUID, tuple[date, date, int]] = field(default_factory=dict)  # day, due, minor
    settled: list[tuple[date, UUID, int]] = field(default_factory=list)
    credits: list[tuple[date, int]] = field(default_factory=list)  # open rest of credit notes
    advances: list[tuple[date, int]] = field(default_factory=list)

    def open_of(self, id_: UUID, day: date) -> int:
        posted, _, minor = self.posted[id_]
        if posted > day:
            return 0
        return minor - sum(m for on, of, m in self.settled if of == id_ and on <= day)

    def buckets(self, day: date) -> list[int]:
        found = [0] * 5
        for id_, (_, due, _) in self.posted.items():
            late = (day - due).days
            at = 0 if late <= 0 else 1 if late <= 30 else 2 if late <= 60 else 3 if late <= 90 else 4
            found[at] += self.open_of(id_, day)
        return found


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["invoice", "invoice", "receive", "credit", "unallocate", "bounce", "allocate"]),
        st.integers(1, 50000),
        st.integers(0, 40),
        st.integers(0, 9),
    ),
    min_size=3,
    max_size=14,
)


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_any_past_day_is_the_plain_recomputation(
    office: Office, steps: list[tuple[str, int, int, int]]
) -> None:
    party = customer(office)
    plain = Plain()
    live: list[tuple[UUID, UUID, UUID, int]] = []  # allocation, payment, invoice, minor
    left: dict[UUID, int] = {}
    first = office.clock.today()
    for what, amount, days, pick in steps:
        office.clock.advance(days=days)
        day = office.clock.today()
        open_now = [id_ for id_ in plain.posted if plain.open_of(id_, day) > 0]
        if what == "invoice":
            made = invoice(
                office, party, str(Decimal(amount).scaleb(-2)), day, due_on=day + timedelta(days=pick * 9)
            )
            plain.posted[made.id] = (day, day + timedelta(days=pick * 9), amount)
        elif what == "receive":
            _receive(office, party, plain, live, left, open_now, amount, pick)
        elif what == "credit" and open_now:
            _credit(office, plain, open_now[pick % len(open_now)], amount)
        elif what == "unallocate" and live:
            allocation, payment, document, minor = live.pop(pick % len(live))
            office.do(Unallocate(allocation_id=allocation, reason="Test"))
            plain.settled.append((day, document, -minor))
            plain.advances.append((day, minor))
            left[payment] += minor
        elif what == "bounce" and left:
            payment = list(left)[pick % len(left)]
            office.do(ReversePayment(payment_id=payment, reason="Bounced"))
            plain.advances.append((day, -left.pop(payment)))
            for one in [one for one in live if one[1] == payment]:
                plain.settled.append((day, one[2], -one[3]))
                live.remove(one)
        elif what == "allocate" and open_now:
            _allocate(office, plain, live, left, open_now[pick % len(open_now)])
    last = office.clock.today()
    for day in (first, first + (last - first) / 2, last - timedelta(days=1), last, last + timedelta(days=45)):
        rows = office.ask(aging, RECEIVABLES, as_of=day, party_id=party).rows
        buckets = rows[0].buckets if rows else [0] * 5
        credit = rows[0].credit_minor if rows else 0
        advance = rows[0].advance_minor if rows else 0
        assert buckets == plain.buckets(day)
        assert credit == -sum(minor for on, minor in plain.credits if on <= day)
        assert advance == sum(minor for on, minor in plain.advances if on <= day)
        assert total(office, day) == control(office, day)
        assert total(office, day, last) == control(office, day, last)


def _latest(office: Office, payment: UUID) -> Allocation:
    def find(read: Read) -> Allocation:
        c = Allocation.c
        return read.all(Allocation, c.payment_id == payment, order_by=(c.id.desc(),))[0]

    return office.ask(find)


def _receive(
    office: Office,
    party: UUID,
    plain: Plain,
    live: list[tuple[UUID, UUID, UUID, int]],
    left: dict[UUID, int],
    open_now: list[UUID],
    amount: int,
    pick: int,
) -> None:
    day = office.clock.today()
    lines: tuple[AllocationLine, ...] = ()
    minor = 0
    if open_now:
        document = open_now[pick % len(open_now)]
        minor = min(amount, plain.open_of(document, day))
        lines = (AllocationLine(invoice_id=document, amount=Decimal(minor).scaleb(-2)),)
    got = office.do(ReceivePayment(party_id=party, amount=Decimal(amount).scaleb(-2), allocations=lines))
    left[got.payment_id] = amount - minor
    plain.advances.append((day, amount - minor))
    if minor:
        plain.settled.append((day, document, minor))
        live.append((_latest(office, got.payment_id).id, got.payment_id, document, minor))


def _allocate(
    office: Office,
    plain: Plain,
    live: list[tuple[UUID, UUID, UUID, int]],
    left: dict[UUID, int],
    document: UUID,
) -> None:
    day = office.clock.today()
    payment = next((id_ for id_, minor in left.items() if minor), None)
    if payment is None:
        return
    minor = min(left[payment], plain.open_of(document, day))
    line = AllocationLine(invoice_id=document, amount=Decimal(minor).scaleb(-2))
    office.do(AllocatePayment(payment_id=payment, allocations=(line,)))
    left[payment] -= minor
    plain.advances.append((day, -minor))
    plain.settled.append((day, document, minor))
    live.append((_latest(office, payment).id, payment, document, minor))


def _credit(office: Office, plain: Plain, document: UUID, amount: int) -> None:
    day = office.clock.today()
    _, _, whole = plain.posted[document]
    amount = min(amount, whole // 3)
    if not amount or amount > plain.open_of(document, day):
        return
    line = CreditLine(line_no=1, amount=Decimal(amount).scaleb(-2))
    note = office.do(PostCreditNote(invoice_id=document, issued_on=day, reason="Test", lines=(line,)))
    applied = note.total_minor - note.open_minor
    plain.settled.append((day, document, applied))
    plain.credits.append((day, note.open_minor))

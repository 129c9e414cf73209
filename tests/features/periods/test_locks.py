"""Locks at every door: by the handler, by the database, with exceptions, and for ever."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import delete, insert, select, update
from sqlalchemy.exc import DBAPIError

from rayafin_desktop.base.errors import NeedsConfirmation, NotAllowed, RayafinError, RuleBroken
from rayafin_desktop.base.ids import new_id
from rayafin_desktop.engine.entity import values_of
from rayafin_desktop.engine.permissions import Actor, Role
from rayafin_desktop.engine.work import Read
from rayafin_desktop.features.billing.credit_notes import PostCreditNote
from rayafin_desktop.features.billing.imports import ImportedInvoice, ImportedLine, ImportInvoices
from rayafin_desktop.features.billing.posting import VoidInvoice
from rayafin_desktop.features.ledger.commands import JournalLine, PostJournal, ReverseEntry
from rayafin_desktop.features.ledger.model import JournalEntry, Leg
from rayafin_desktop.features.ledger.queries import accounts
from rayafin_desktop.features.ledger.roles import AccountRole
from rayafin_desktop.features.payments.commands import AllocatePayment, ReversePayment, Unallocate
from rayafin_desktop.features.payments.model import Allocation
from rayafin_desktop.features.payments.rules import Strategy
from rayafin_desktop.features.periods.commands import AllowException, EndException, SetHardLock, SetLock
from rayafin_desktop.features.periods.model import LockException, LockPass, PeriodLock
from rayafin_desktop.features.periods.queries import first_open_day
from rayafin_desktop.features.periods.rules import Area
from rayafin_desktop.features.purchases.debit_notes import IssueDebitNote
from rayafin_desktop.features.purchases.expenses import RecordExpense
from rayafin_desktop.features.purchases.imports import ImportBills, ImportedBill, ImportedBillLine
from rayafin_desktop.features.purchases.posting import VoidBill
from tests.books import Office
from tests.features.payments.sales import customer, invoice, open_minor, receive
from tests.features.purchases.bought import bill, line, supplier, tax

OCTOBER, DAY, NOVEMBER = date(2026, 10, 31), date(2026, 10, 20), date(2026, 11, 1)
HARD = frozenset({"hard_lock"})


def lock(office: Office, area: Area, until: date = OCTOBER) -> None:
    if area is Area.HARD:
        office.do(SetHardLock(locked_until=until, reason="Audited"), confirmed=HARD)
    else:
        office.do(SetLock(area=area, locked_until=until, reason="October is done"))
    office.clock.advance(minutes=1)


def faults(office: Office) -> set[str]:
    return {checked.check for checked in office.app.verify() if checked.faults}


def codes(refused: pytest.ExceptionInfo[RuleBroken]) -> set[tuple[str, str]]:
    return {(problem.code, problem.field) for problem in refused.value.problems}


def account(office: Office, role: AccountRole) -> UUID:
    return office.ask(lambda read: accounts(read).by_role[role].id)


def journal(office: Office, on: date, as_: Actor | None = None) -> UUID:
    lines = (
        JournalLine(account_id=account(office, AccountRole.BANK_CHARGES), debit=Decimal(10)),
        JournalLine(account_id=account(office, AccountRole.BANK), credit=Decimal(10)),
    )
    return office.do(PostJournal(posted_on=on, lines=lines), as_=as_).entry_id


def entries(office: Office) -> list[JournalEntry]:
    return office.ask(lambda read: read.all(JournalEntry, order_by=(JournalEntry.c.entry_no,)))


# --- the doors: each makes something that would be posted on DAY, after its preparations


def invoice_door(office: Office) -> Callable[[], object]:
    party = customer(office)
    return lambda: invoice(office, party, "100", on=DAY)


def import_door(office: Office) -> Callable[[], object]:
    party = customer(office)
    one = ImportedInvoice(
        party_id=party,
        issued_on=DAY,
        lines=(ImportedLine(description="Cotton", quantity=Decimal(1), unit_price=Decimal(100)),),
    )
    return lambda: office.do(ImportInvoices(invoices=(one,)))


def credit_note_door(office: Office) -> Callable[[], object]:
    sold = invoice(office, customer(office), "100", on=DAY)
    return lambda: office.do(PostCreditNote(invoice_id=sold.id, issued_on=DAY, reason="Returned"))


def void_door(office: Office) -> Callable[[], object]:
    sold = invoice(office, customer(office), "100", on=DAY)
    return lambda: office.do(VoidInvoice(invoice_id=sold.id, reason="Typed twice"))


def receipt_door(office: Office) -> Callable[[], object]:
    party = customer(office)
    return lambda: receive(office, party, "100", dated_on=DAY, strategy=Strategy.MANUAL)


def allocation_door(office: Office) -> Callable[[], object]:
    party = customer(office)
    invoice(office, party, "100", on=DAY)
    paid = receive(office, party, "100", dated_on=DAY, strategy=Strategy.MANUAL)
    command = AllocatePayment(payment_id=paid.payment_id, strategy=Strategy.FIFO, allocated_on=DAY)
    return lambda: office.do(command)


def unallocation_door(office: Office) -> Callable[[], object]:
    party = customer(office)
    sold = invoice(office, party, "100", on=DAY)
    receive(office, party, "100", (sold, "100"), dated_on=DAY, strategy=Strategy.MANUAL)
    [allocation] = office.ask(lambda read: read.all(Allocation))
    return lambda: office.do(Unallocate(allocation_id=allocation.id, reason="Wrong", on=DAY))


def bounce_door(office: Office) -> Callable[[], object]:
    party = customer(office)
    paid = receive(office, party, "100", dated_on=DAY, strategy=Strategy.MANUAL)
    return lambda: office.do(ReversePayment(payment_id=paid.payment_id, reason="Bounced", on=DAY))


def journal_door(office: Office) -> Callable[[], object]:
    return lambda: journal(office, DAY)


def reversal_door(office: Office) -> Callable[[], object]:
    entry_id = journal(office, DAY)
    return lambda: office.do(ReverseEntry(entry_id=entry_id, on=DAY, why="Wrong"))


def bill_door(office: Office) -> Callable[[], object]:
    party = supplier(office)
    return lambda: bill(office, party, line(office, "100"), on=DAY)


def bill_import_door(office: Office) -> Callable[[], object]:
    party = supplier(office)
    lines = (
        ImportedBillLine(description="Kapas", unit_price=Decimal(100), tax_code_id=tax(office, "GST18")),
    )
    one = ImportedBill(party_id=party, issued_on=DAY, supplier_reference="B1", lines=lines)
    return lambda: office.do(ImportBills(bills=(one,)))


def debit_note_door(office: Office) -> Callable[[], object]:
    bought = bill(office, supplier(office), line(office, "100"), on=DAY)
    return lambda: office.do(IssueDebitNote(bill_id=bought.id, issued_on=DAY, reason="Returned"))


def void_bill_door(office: Office) -> Callable[[], object]:
    bought = bill(office, supplier(office), line(office, "100"), on=DAY)
    return lambda: office.do(VoidBill(bill_id=bought.id, reason="Typed twice"))


def expense_door(office: Office) -> Callable[[], object]:
    command = RecordExpense(
        amount=Decimal(100),
        issued_on=DAY,
        description="Taxi",
        account_id=account(office, AccountRole.BANK_CHARGES),
        paid_from_id=account(office, AccountRole.CASH),
    )
    return lambda: office.do(command)


PURCHASE_DOORS = (bill_door, bill_import_door, debit_note_door, void_bill_door, expense_door)
SALES_DOORS = (invoice_door, import_door, credit_note_door, void_door)
OTHER_DOORS = (receipt_door, allocation_door, unallocation_door, bounce_door, journal_door, reversal_door)
FIELDS = {
    "void_door": "invoice_id",
    "import_door": "invoices.0.issued_on",
    "bill_door": "booked_on",
    "bill_import_door": "bills.0.booked_on",
    "void_bill_door": "bill_id",
}
CODES = {Area.SALES: "entry.sales_locked", Area.PURCHASE: "entry.purchases_locked",
         Area.TAX: "entry.tax_filed", Area.ALL: "entry.period_closed",
         Area.HARD: "entry.hard_locked"}  # fmt: skip
VOIDS = {"void_door": "invoice.void_locked", "void_bill_door": "bill.void_locked"}


@pytest.mark.parametrize(
    ("door", "area"),
    [
        *((door, area) for door in SALES_DOORS for area in (Area.SALES, Area.TAX, Area.ALL, Area.HARD)),
        *((door, area) for door in PURCHASE_DOORS for area in (Area.PURCHASE, Area.TAX, Area.ALL, Area.HARD)),
    ],
)
def test_a_lock_refuses_its_documents(
    office: Office, door: Callable[[Office], Callable[[], object]], area: Area
) -> None:
    post = door(office)
    lock(office, area)
    before = entries(office)
    with pytest.raises(RuleBroken) as refused:
        post()
    [problem] = refused.value.problems
    assert problem.code == VOIDS.get(door.__name__, CODES[area])
    assert problem.field == FIELDS.get(door.__name__, "issued_on")
    assert (problem.params["locked_until"], problem.params["first_open"]) == (OCTOBER, NOVEMBER)
    assert entries(office) == before


@pytest.mark.parametrize("area", [Area.ALL, Area.HARD])
@pytest.mark.parametrize("door", OTHER_DOORS)
def test_a_lock_of_everything_refuses_every_other_entry(
    office: Office, door: Callable[[Office], Callable[[], object]], area: Area
) -> None:
    post = door(office)
    lock(office, area)
    before = entries(office)
    with pytest.raises(RuleBroken) as refused:
        post()
    [problem] = refused.value.problems
    assert problem.code == CODES[area]
    assert problem.params["first_open"] == NOVEMBER
    assert entries(office) == before


@pytest.mark.parametrize("area", [Area.SALES, Area.PURCHASE, Area.TAX])
@pytest.mark.parametrize("door", OTHER_DOORS)
def test_a_lock_of_documents_leaves_money_and_journal_alone(
    office: Office, door: Callable[[Office], Callable[[], object]], area: Area
) -> None:
    post = door(office)
    lock(office, area)
    post()
    assert faults(office) == set()


@pytest.mark.parametrize(
    ("door", "area"),
    [
        *((door, Area.PURCHASE) for door in SALES_DOORS),
        *((door, Area.SALES) for door in PURCHASE_DOORS),
    ],
)
def test_a_lock_of_sales_leaves_purchases_alone_and_the_other_way_round(
    office: Office, door: Callable[[Office], Callable[[], object]], area: Area
) -> None:
    post = door(office)
    lock(office, area)
    post()
    assert faults(office) == set()


# --- the database's own refusal


def raw_entry(
    office: Office, kind: str, source_kind: str = "", *, on: date = DAY, entry_id: UUID | None = None
) -> None:
    """Write a balanced entry past the program."""
    pattern = office.ask(lambda read: read.all(Leg.mapping.parent, JournalEntry.c.kind == "journal")[0])
    legs = office.ask(lambda read: read.parts(Leg, pattern.id))
    fresh = entry_id or new_id()
    number = len(entries(office)) + 1
    values = values_of(pattern) | {
        "id": fresh, "entry_no": number, "kind": kind, "posted_on": on, "source_kind": source_kind,
        "created_at": office.clock.now(), "updated_at": office.clock.now(),
    }  # fmt: skip
    with office.app.database.write() as connection:
        for leg in legs:
            row = values_of(leg) | {"entry_id": fresh, "posted_on": on}
            connection.execute(insert(Leg.mapping.table).values(**row))
        connection.execute(insert(JournalEntry.mapping.table).values(**values))


KINDS = {
    ("invoice", ""): (Area.SALES, Area.TAX),
    ("credit_note", ""): (Area.SALES, Area.TAX),
    ("reversal", "invoice"): (Area.SALES, Area.TAX),
    ("bill", ""): (Area.PURCHASE, Area.TAX),
    ("debit_note", ""): (Area.PURCHASE, Area.TAX),
    ("expense", ""): (Area.PURCHASE, Area.TAX),
    ("reversal", "bill"): (Area.PURCHASE, Area.TAX),
    ("receipt", "payment"): (),
    ("payment", "payment"): (),
    ("allocation", "payment"): (),
    ("journal", "journal"): (),
    ("opening", ""): (),
    ("reversal", "journal"): (),
    ("close", "year_closing"): (),
}


@pytest.mark.parametrize("area", [Area.SALES, Area.PURCHASE, Area.TAX, Area.ALL, Area.HARD])
def test_the_database_itself_refuses_an_entry_inside_a_lock(office: Office, area: Area) -> None:
    journal(office, NOVEMBER)
    lock(office, area)
    for (kind, source), areas in KINDS.items():
        if area in (*areas, Area.ALL, Area.HARD):
            with pytest.raises((DBAPIError, RayafinError), match=r"entry\.inside_lock"):
                raw_entry(office, kind, source)
        else:
            raw_entry(office, kind, source)
        raw_entry(office, kind, source, on=NOVEMBER)
    assert "ledger.outside_locks" not in faults(office)


def test_a_pass_without_a_running_exception_opens_nothing(office: Office) -> None:
    journal(office, NOVEMBER)
    lock(office, Area.ALL)
    granted = allow(office, Area.ALL, office.owner, hours=1)
    office.clock.advance(hours=1)
    forged = new_id()
    with office.app.database.write() as connection:
        connection.execute(
            insert(LockPass.mapping.table).values(
                company_id=office.company_id, id=new_id(), version=1, entry_id=forged, exception_id=granted,
                created_at=office.clock.now(), updated_at=office.clock.now(),
            )
        )  # fmt: skip
    with pytest.raises((DBAPIError, RayafinError), match=r"entry\.inside_lock"):
        raw_entry(office, "journal", entry_id=forged)


def test_a_hard_lock_is_irrevocable(office: Office) -> None:
    lock(office, Area.HARD)
    with pytest.raises(RuleBroken) as refused:
        office.do(SetHardLock(locked_until=DAY, reason="Too far"), confirmed=HARD)
    assert codes(refused) == {("lock.hard_back", "locked_until")}
    with pytest.raises(RuleBroken) as refused:
        office.do(SetLock(area=Area.HARD, reason="Away with it"))
    assert codes(refused) == {("lock.no_such_area", "area")}
    for statement in (
        update(PeriodLock.mapping.table).values(locked_until=DAY),
        update(PeriodLock.mapping.table).values(deleted_at=office.clock.now()),
        delete(PeriodLock.mapping.table),
    ):
        with (
            pytest.raises((DBAPIError, RayafinError), match=r"lock\.hard"),
            office.app.database.write() as connection,
        ):
            connection.execute(statement)
    with pytest.raises(RuleBroken) as refused:
        allow(office, Area.ALL, office.owner)
    assert codes(refused) == {("lock.window_hard", "last_on")}
    office.do(SetHardLock(locked_until=date(2026, 11, 15), reason="Further"), confirmed=HARD)
    assert office.ask(first_open_day, DAY) == date(2026, 11, 16)


def test_a_hard_lock_asks_first_and_never_reaches_ahead(office: Office) -> None:
    with pytest.raises(NeedsConfirmation) as asked:
        office.do(SetHardLock(locked_until=OCTOBER, reason="Audited"))
    assert asked.value.key == "hard_lock"
    with pytest.raises(RuleBroken) as refused:
        office.do(SetHardLock(locked_until=date(2026, 11, 21), reason="Audited"), confirmed=HARD)
    assert codes(refused) == {("lock.hard_ahead", "locked_until")}


# --- exceptions


def allow(
    office: Office, area: Area, who: Actor | Role, *, first: date = NOVEMBER - timedelta(days=31),
    last: date = OCTOBER, hours: int = 2,
) -> UUID:  # fmt: skip
    whose: dict[str, Any] = {"role": who} if isinstance(who, Role) else {"user_id": who.user_id}
    return office.do(
        AllowException(area=area, first_on=first, last_on=last, hours=hours, reason="Late paper", **whose)
    )


def test_an_exception_lets_exactly_that_user_and_area_through_until_its_end(office: Office) -> None:
    accountant, party = office.member(Role.ACCOUNTANT), customer(office)
    lock(office, Area.ALL)
    granted = allow(office, Area.SALES, accountant)

    def sell(as_: Actor, on: date = DAY) -> None:
        office.actors, kept = {}, office.owner
        office.owner = as_
        try:
            invoice(office, party, "100", on=on)
        finally:
            office.owner = kept

    sell(accountant)
    [passed] = office.ask(lambda read: read.all(LockPass))
    assert (passed.entry_id, passed.exception_id) == (entries(office)[-1].id, granted)
    with pytest.raises(RuleBroken):  # another user
        sell(office.owner)
    with pytest.raises(RuleBroken):  # another area
        journal(office, DAY, as_=accountant)
    with pytest.raises(RuleBroken):  # a day outside the window
        sell(accountant, on=date(2026, 9, 30))
    office.clock.advance(hours=2, seconds=-1)
    sell(accountant)
    office.clock.advance(seconds=1)
    with pytest.raises(RuleBroken):  # past the end
        sell(accountant)
    assert faults(office) == set()


def test_an_exception_for_a_role_opens_to_everybody_of_it(office: Office) -> None:
    lock(office, Area.ALL)
    allow(office, Area.ALL, Role.ACCOUNTANT)
    journal(office, DAY, as_=office.member(Role.ACCOUNTANT))
    with pytest.raises(RuleBroken):
        journal(office, DAY)


def test_an_exception_for_everything_opens_no_filed_tax(office: Office) -> None:
    party = customer(office)
    lock(office, Area.TAX)
    lock(office, Area.ALL)
    allow(office, Area.ALL, office.owner)
    journal(office, DAY)
    with pytest.raises(RuleBroken) as refused:
        invoice(office, party, "100", on=DAY)
    assert codes(refused) == {("entry.tax_filed", "issued_on")}
    allow(office, Area.TAX, office.owner)
    invoice(office, party, "100", on=DAY)
    assert len(office.ask(lambda read: read.all(LockPass))) == 3
    assert faults(office) == set()


def test_an_exception_that_was_ended_opens_nothing_more(office: Office) -> None:
    lock(office, Area.ALL)
    granted = allow(office, Area.ALL, office.owner)
    journal(office, DAY)
    office.do(EndException(exception_id=granted))
    with pytest.raises(RuleBroken):
        journal(office, DAY)
    assert faults(office) == set()


def test_an_exception_names_one_person_or_role_an_end_and_a_reason(office: Office) -> None:
    for values, wanted in (
        ({}, ("lock.whose", "user_id")),
        ({"role": Role.OWNER, "user_id": office.owner.user_id}, ("lock.whose", "user_id")),
        ({"user_id": new_id()}, ("lock.not_a_member", "user_id")),
        ({"role": Role.OWNER, "hours": None}, ("lock.end_missing", "hours")),
        ({"role": Role.OWNER, "hours": 24 * 40}, ("lock.end_missing", "hours")),
        ({"role": Role.OWNER, "hours": 10**9}, ("lock.end_missing", "hours")),
        ({"role": Role.OWNER, "ends_at": office.clock.now()}, ("lock.end_missing", "ends_at")),
        ({"role": Role.OWNER, "reason": " "}, ("lock.why_missing", "reason")),
        ({"role": Role.OWNER, "first_on": NOVEMBER}, ("lock.window_backwards", "last_on")),
        ({"role": Role.OWNER, "area": Area.HARD}, ("lock.no_such_area", "area")),
        ({"role": Role.OWNER, "area": Area.YEAR}, ("lock.no_such_area", "area")),
    ):
        good: dict[str, Any] = {
            "area": Area.ALL, "first_on": DAY, "last_on": OCTOBER, "hours": 1, "reason": "Late paper",
        }  # fmt: skip
        with pytest.raises(RuleBroken) as refused:
            office.do(AllowException(**good | values))
        assert codes(refused) == {wanted}
    assert office.ask(lambda read: read.all(LockException)) == []


@pytest.mark.parametrize(
    ("command", "allowed"),
    [
        (SetLock(area=Area.ALL, locked_until=OCTOBER, reason="Done"), {Role.OWNER, Role.ACCOUNTANT}),
        (SetHardLock(locked_until=OCTOBER, reason="Done"), {Role.OWNER}),
        (
            AllowException(
                area=Area.ALL, role=Role.CASHIER, first_on=DAY, last_on=DAY, hours=1, reason="Late"
            ),
            {Role.OWNER},
        ),
    ],
)
def test_who_may_lock(office: Office, command: Any, allowed: set[Role]) -> None:
    for role in Role:
        actor = office.owner if role is Role.OWNER else office.member(role)
        if role in allowed:
            office.do(command, as_=actor, confirmed=HARD)
        else:
            with pytest.raises(NotAllowed):
                office.do(command, as_=actor, confirmed=HARD)


# --- what a lock leaves alone (peers.md 2 row 16) and where reversals land (row 17)


def test_a_lock_does_not_keep_old_invoices_from_being_paid_today(office: Office) -> None:
    party = customer(office)
    sold = invoice(office, party, "100", on=DAY)
    lock(office, Area.ALL)
    lock(office, Area.TAX)
    receive(office, party, "100", (sold, "100"), strategy=Strategy.MANUAL)
    assert open_minor(office, sold) == 0


def test_a_reversal_never_falls_into_a_closed_period(office: Office) -> None:
    """ERPNext #28678, #30547, #47652 and PR #56709."""
    entry_id = journal(office, DAY)
    lock(office, Area.ALL)
    with pytest.raises(RuleBroken) as refused:
        office.do(ReverseEntry(entry_id=entry_id, on=DAY, why="Wrong"))
    assert codes(refused) == {("entry.period_closed", "on")}
    assert refused.value.problems[0].params["first_open"] == NOVEMBER
    office.do(ReverseEntry(entry_id=entry_id, why="Wrong"))
    reversal = entries(office)[-1]
    assert (reversal.posted_on, reversal.reverses_id) == (NOVEMBER, entry_id)


def test_a_reversal_in_an_open_period_keeps_the_day_of_its_entry(office: Office) -> None:
    entry_id = journal(office, DAY)
    office.do(ReverseEntry(entry_id=entry_id, why="Wrong"))
    assert entries(office)[-1].posted_on == DAY


def test_a_bounce_and_an_unallocation_land_on_the_first_open_day(office: Office) -> None:
    party = customer(office)
    sold = invoice(office, party, "100", on=DAY)
    paid = receive(office, party, "100", (sold, "100"), dated_on=DAY, strategy=Strategy.MANUAL)
    [allocation] = office.ask(lambda read: read.all(Allocation))
    ahead = date(2026, 11, 30)
    office.do(SetLock(area=Area.ALL, locked_until=ahead, reason="Ahead"), confirmed={"lock_ahead"})
    office.do(Unallocate(allocation_id=allocation.id, reason="Wrong"))
    assert entries(office)[-1].posted_on == date(2026, 12, 1)
    office.do(ReversePayment(payment_id=paid.payment_id, reason="Bounced"))
    assert entries(office)[-1].posted_on == date(2026, 12, 1)


def test_a_lock_changes_nothing_that_is_posted_and_tells_why_it_moved(office: Office) -> None:
    journal(office, DAY)
    before = entries(office)
    lock(office, Area.ALL)
    office.do(SetLock(area=Area.ALL, locked_until=NOVEMBER, reason="One day more"))
    office.clock.advance(minutes=1)
    office.do(SetLock(area=Area.ALL, reason="Once more from the start"))
    assert entries(office) == before

    def rows(read: Read) -> list[tuple[date, str, datetime | None]]:
        c = PeriodLock.c
        statement = select(c.locked_until, c.reason, c.deleted_at).order_by(c.created_at)
        return [tuple(row) for row in read.fetch(statement)]

    assert [(until, reason) for until, reason, _ in office.ask(rows)] == [
        (OCTOBER, "October is done"),
        (NOVEMBER, "One day more"),
    ]
    journal(office, DAY)
    assert faults(office) == set()


def test_verify_finds_what_was_posted_inside_a_lock_after_it_was_set(office: Office) -> None:
    """The trigger refuses it; a lock that is written behind it all the same is told."""
    journal(office, DAY)
    with office.app.database.write() as connection:
        long_ago = office.clock.now() - timedelta(days=1)
        connection.execute(
            insert(PeriodLock.mapping.table).values(
                company_id=office.company_id, id=new_id(), version=1, created_at=long_ago,
                updated_at=long_ago, area=Area.ALL, locked_until=OCTOBER, reason="Backdated",
            )
        )  # fmt: skip
    assert faults(office) == {"ledger.outside_locks"}


def test_a_lock_of_one_company_leaves_the_others_alone(
    office: Office, offices: Callable[..., Office]
) -> None:
    other = offices("IN")
    lock(office, Area.ALL)
    journal(other, DAY)

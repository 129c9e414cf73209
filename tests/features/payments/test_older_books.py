"""Books from before payments went both ways: their rows and digests hold after the migration, and back."""

from dataclasses import replace
from decimal import Decimal
from uuid import UUID

from rayafin_desktop.engine.record import row_digest
from rayafin_desktop.engine.schema import migrate
from rayafin_desktop.engine.work import Read
from rayafin_desktop.features.audit.verify import verify_facts
from rayafin_desktop.features.payments.commands import Unallocate
from rayafin_desktop.features.payments.model import Allocation
from rayafin_desktop.features.payments.queries import payment_allocations, payment_detail
from tests.books import Office

from .sales import customer, invoice, receive, verify
from .test_suppliers import bought, pay, supplier

BEFORE = "0004"


def test_receipts_come_through_the_migration_and_their_digests_hold(office: Office) -> None:
    party = customer(office)
    bill = invoice(office, party, "100.00")
    done = receive(office, party, "120.00", (bill, "100.00"), charges=Decimal(3))
    [row] = office.ask(payment_allocations, done.payment_id)
    office.do(Unallocate(allocation_id=row.id, reason="Wrong"))
    before = office.ask(payment_detail, done.payment_id)
    database = office.app.database
    migrate(database, BEFORE)
    migrate(database)
    assert office.ask(payment_detail, done.payment_id) == before
    assert office.ask(verify_facts) == []
    assert verify(office) == []


def test_going_back_keeps_receipts_and_loses_what_older_programs_do_not_know(office: Office) -> None:
    receipt = receive(office, customer(office), "10.00")
    party = supplier(office)
    pay(office, party, "5.00", (bought(office, party, "5.00"), "5.00"))
    database = office.app.database
    migrate(database, BEFORE)
    migrate(database)
    assert office.ask(payment_detail, receipt.payment_id).total_minor == 1000


def test_a_column_added_later_changes_no_digest_while_it_has_its_default(office: Office) -> None:
    party = customer(office)
    receive(office, party, "10.00", (invoice(office, party, "10.00"), "10.00"))

    def load(read: Read) -> Allocation:
        return read.all(Allocation)[0]

    row = office.ask(load)
    plain = row_digest([row])
    assert row_digest([replace(row, write_off_minor=0, funds=False, bill_id=None)]) == plain
    others = (replace(row, write_off_minor=1), replace(row, funds=True), replace(row, bill_id=UUID(int=1)))
    assert len({plain, *(row_digest([one]) for one in others)}) == 4

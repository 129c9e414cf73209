"""What others did while a device was away, and what becomes of what it has done."""

from __future__ import annotations

import dataclasses
from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rayafin_desktop.base.errors import NeedsApproval, RuleBroken
from rayafin_desktop.engine.permissions import Role
from rayafin_desktop.features.billing.commands import DeleteDraft, SaveDraft
from rayafin_desktop.features.billing.posting import IssueInvoice, PostInvoice, VoidInvoice
from rayafin_desktop.features.billing.rules import DocumentState
from rayafin_desktop.features.parties.commands import DeactivateParty, SaveParty
from rayafin_desktop.features.parties.model import Party
from rayafin_desktop.features.payments.commands import AllocatePayment, ReceivePayment
from rayafin_desktop.features.payments.content import AllocationLine
from rayafin_desktop.features.payments.rules import Allocated, clipped
from rayafin_desktop.features.periods.commands import SetLock
from rayafin_desktop.features.periods.rules import Area
from tests.away import Away, away
from tests.books import Office
from tests.features.approvals.waiting import rule
from tests.features.billing.billed import TODAY, customer, document, line


def paying(party: UUID, amount: str, *parts: tuple[UUID, str], on: date = TODAY) -> ReceivePayment:
    lines = tuple(AllocationLine(invoice_id=id_, amount=Decimal(much)) for id_, much in parts)
    return ReceivePayment(party_id=party, amount=Decimal(amount), dated_on=on, allocations=lines)


def invoice(office: Office, party: UUID | None = None, on: date = TODAY, price: str = "100") -> IssueInvoice:
    return IssueInvoice(party_id=party or customer(office), issued_on=on, lines=(line(office, price),))


def params(device: Away, code: str) -> dict[str, object]:
    [found] = [one.params for one in device.adjusted if one.code == code]
    return dict(found)


def faults(office: Office) -> list[str]:
    return [f"{c.check}: {f.evidence}" for c in office.app.verify() for f in c.faults]


# --- money


def test_an_invoice_paid_twice_leaves_the_second_on_account(office: Office) -> None:
    posted = office.do(invoice(office))
    total = str(Decimal(posted.total_minor) / 100)
    party = document(office, posted.id).party_id
    assert party is not None
    device = away(office)
    office.do(paying(party, "30", (posted.id, "30")))
    got = device.do(paying(party, total, (posted.id, total)))
    assert got.advance_minor == 3000
    assert got.allocated_minor == posted.total_minor - 3000
    assert params(device, "allocation.clipped")["new_minor"] == posted.total_minor - 3000
    assert faults(office) == []


def test_money_for_an_invoice_that_was_voided_stays_on_account(office: Office) -> None:
    posted = office.do(invoice(office))
    party = document(office, posted.id).party_id
    assert party is not None
    device = away(office)
    office.do(VoidInvoice(invoice_id=posted.id, reason="wrong customer"))
    got = device.do(paying(party, "100", (posted.id, "100")))
    assert (got.allocated_minor, got.advance_minor) == (0, 10000)
    assert "allocation.clipped" in device.codes


def test_what_is_no_sound_allocation_is_refused_all_the_same(office: Office) -> None:
    posted = office.do(invoice(office))
    party = document(office, posted.id).party_id
    assert party is not None
    device = away(office)
    with pytest.raises(RuleBroken):
        device.do(paying(party, "100", (posted.id, "60"), (posted.id, "40")))
    with pytest.raises(RuleBroken):
        device.do(paying(party, "100", (posted.id, "-5")))
    with pytest.raises(RuleBroken):
        device.do(paying(customer(office, "Another"), "100", (posted.id, "100")))


def test_an_advance_settles_no_more_than_is_open(office: Office) -> None:
    posted = office.do(invoice(office))
    party = document(office, posted.id).party_id
    assert party is not None
    device = away(office)
    advance = office.do(paying(party, "500"))
    office.do(paying(party, "90", (posted.id, "90")))
    allocations = (AllocationLine(invoice_id=posted.id, amount=Decimal(100)),)
    command = AllocatePayment(payment_id=advance.payment_id, allocations=allocations)
    assert device.do(command).allocated_minor == posted.total_minor - 9000
    with pytest.raises(RuleBroken) as refused:
        device.do(command)
    assert refused.value.problems[0].code == "allocation.nothing"


IDS = [UUID(int=n) for n in range(1, 5)]
PARTS = st.lists(
    st.tuples(st.sampled_from(IDS), st.integers(1, 500), st.integers(0, 500)), unique_by=lambda one: one[0]
)


@given(
    parts=PARTS,
    available=st.integers(0, 2000),
    still=st.dictionaries(st.sampled_from(IDS), st.integers(-5, 600)),
)
@settings(deadline=None)
def test_clipping_never_takes_more_than_there_is(
    parts: list[tuple[UUID, int, int]], available: int, still: dict[UUID, int]
) -> None:
    wanted = [
        Allocated(document_id=id_, amount_minor=minor, write_off_minor=min(off, minor))
        for id_, minor, off in parts
    ]
    found = clipped(wanted, available, still)
    asked = {one.document_id: one for one in wanted}
    assert sum(one.amount_minor - one.write_off_minor for one in found) <= available
    for one in found:
        was = asked[one.document_id]
        assert 0 < one.amount_minor <= min(was.amount_minor, still[one.document_id])
        assert 0 <= one.write_off_minor <= was.write_off_minor
    if sum(one.amount_minor - one.write_off_minor for one in wanted) <= available and all(
        still.get(one.document_id, 0) >= one.amount_minor for one in wanted
    ):
        assert list(found) == wanted


# --- days


def test_a_day_locked_meanwhile_moves_and_the_number_stays(office: Office) -> None:
    device = away(office)
    office.do(SetLock(area=Area.SALES, locked_until=date(2026, 10, 31), reason="closed"))
    posted = device.do(invoice(office, on=date(2026, 10, 20)), device.number(1))
    assert posted.number == "A1/26-27/0001"
    assert document(office, posted.id).issued_on == date(2026, 11, 1)
    assert params(device, "period.moved") == {"old": date(2026, 10, 20), "new": date(2026, 11, 1)}
    assert faults(office) == []


def test_a_year_locked_meanwhile_leaves_the_number_of_the_paper(office: Office) -> None:
    device = away(office)
    office.do(SetLock(area=Area.ALL, locked_until=date(2026, 3, 31), reason="closed"))
    posted = device.do(invoice(office, on=date(2026, 3, 20)), device.number(1, year="25-26"))
    assert posted.number == "A1/25-26/0001"
    assert document(office, posted.id).series_year == "25-26"
    assert "number.changed" not in device.codes


def test_a_lock_the_device_knew_of_refuses(office: Office) -> None:
    device = away(office)
    office.do(SetLock(area=Area.ALL, locked_until=date(2026, 10, 31), reason="closed"))
    device.look()
    with pytest.raises(RuleBroken) as refused:
        device.do(invoice(office, on=date(2026, 10, 20)), device.number(1))
    assert refused.value.problems[0].code == "entry.period_closed"
    office.do(SetLock(area=Area.ALL, locked_until=date(2026, 11, 10), reason="closed"))
    with pytest.raises(RuleBroken):  # still known, although a later one stands in its place
        device.do(invoice(office, on=date(2026, 10, 20)), device.number(1))
    assert device.do(paying(customer(office), "5", on=date(2026, 11, 5))).advance_minor == 500
    assert device.codes == ["period.moved", "number.changed"]


# --- masters


def test_a_customer_switched_off_meanwhile_is_invoiced(office: Office) -> None:
    party = customer(office)
    device = away(office)
    office.do(DeactivateParty(id=party))
    device.do(invoice(office, party), device.number(1))
    assert device.codes == ["party.switched_off_meanwhile"]
    device.look()
    with pytest.raises(RuleBroken):
        device.do(invoice(office, party), device.number(2))


def party_of(office: Office, party: UUID) -> Party:
    with office.app.read(office.owner) as read:
        return read.get(Party, party)


def test_fields_of_two_people_are_both_kept(office: Office) -> None:
    party = customer(office, "Gokul Mills", phone="1")
    device = away(office)
    fields = {"id": party, "version": 1, "state": "27", "email": "accounts@example.com"}
    office.do(SaveParty(**fields, name="Gokul Mills Ltd", phone="1"))  # type: ignore[arg-type]
    saw = {("party", str(party)): {"phone": "1"}}
    device.do(SaveParty(**fields, name="Gokul Mills", phone="2"), saw=saw)  # type: ignore[arg-type]
    saved = party_of(office, party)
    assert (saved.name, saved.phone) == ("Gokul Mills Ltd", "2")
    assert device.codes == []


def test_of_two_changes_of_one_field_the_later_stands_and_its_user_is_told(office: Office) -> None:
    party = customer(office, "Gokul Mills")
    device = away(office)
    fields = {"id": party, "version": 1, "state": "27", "email": "accounts@example.com"}
    office.do(SaveParty(**fields, name="Gokul Ltd"))  # type: ignore[arg-type]
    saw = {("party", str(party)): {"name": "Gokul Mills"}}
    device.do(SaveParty(**fields, name="Gokul Co"), saw=saw)  # type: ignore[arg-type]
    assert party_of(office, party).name == "Gokul Co"
    assert params(device, "row.overwritten") == {"kind": "party", "was": "Gokul Ltd"}


def test_a_code_used_apart_is_kept_twice(office: Office) -> None:
    device = away(office)
    first = customer(office, "Gokul Mills", code="GOKUL")
    second = device.do(SaveParty(name="Gokul & Sons", state="27", code="GOKUL"))
    assert (party_of(office, first).code, party_of(office, second).code) == ("GOKUL", "GOKUL-2")
    assert device.codes == ["party.code_suffixed"]
    device.look()
    with pytest.raises(RuleBroken):
        device.do(SaveParty(name="Gokul & Sons", state="27", code="GOKUL"))


# --- drafts


def draft(office: Office, price: str = "100", **values: object) -> SaveDraft:
    fields = {"party_id": customer(office), "issued_on": TODAY, "lines": (line(office, price),)}
    return SaveDraft(**{**fields, **values})  # type: ignore[arg-type]


def test_a_draft_two_people_edited_becomes_two(office: Office) -> None:
    command = draft(office)
    saved = office.do(command)
    device = away(office)
    office.do(dataclasses.replace(command, id=saved.id, version=1, reference="office"))
    forked = device.do(dataclasses.replace(command, id=saved.id, version=1, reference="device"))
    assert forked.id != saved.id
    assert device.codes == ["draft.forked"]
    assert document(office, saved.id).reference == "office"
    # What it does next with its draft finds its own.
    again = device.do(dataclasses.replace(command, id=saved.id, version=2, reference="device 2"))
    assert again.id == forked.id
    posted = device.do(PostInvoice(invoice_id=saved.id, version=3), device.number(1))
    assert posted.id == forked.id
    assert document(office, saved.id).state is DocumentState.DRAFT
    assert document(office, forked.id).reference == "device 2"


def test_a_draft_posted_twice_has_two_numbers(office: Office) -> None:
    saved = office.do(draft(office))
    device = away(office)
    first = office.do(PostInvoice(invoice_id=saved.id))
    second = device.do(PostInvoice(invoice_id=saved.id, version=1), device.number(1))
    assert (first.number, second.number) == ("INV/26-27/0001", "A1/26-27/0001")
    assert params(device, "draft.posted_twice") == {"number": "INV/26-27/0001"}
    assert faults(office) == []


def test_a_draft_somebody_worked_on_is_not_deleted(office: Office) -> None:
    command = draft(office)
    saved = office.do(command)
    device = away(office)
    office.do(dataclasses.replace(command, id=saved.id, version=1, reference="office"))
    device.do(DeleteDraft(id=saved.id))
    assert device.codes == ["draft.kept"]
    assert document(office, saved.id).reference == "office"


# --- approvals


def test_a_limit_set_meanwhile_is_told_and_one_the_device_knew_holds(office: Office) -> None:
    office.member(Role.OWNER)  # somebody else who could approve
    device = away(office)
    rule(office)
    device.do(invoice(office, price="20000"), device.number(1))
    assert device.codes == ["approval.not_asked"]
    device.look()
    with pytest.raises(NeedsApproval):
        device.do(invoice(office, price="20000"), device.number(2))

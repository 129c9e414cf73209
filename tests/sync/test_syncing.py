"""What devices do apart, and how all of it comes together."""

from __future__ import annotations

import shutil
from decimal import Decimal
from pathlib import Path
from uuid import UUID

import pytest

from rayafin_desktop.base.errors import RuleBroken, SignInRefused
from rayafin_desktop.engine.permissions import Role
from rayafin_desktop.features.access.commands import AddUser
from rayafin_desktop.features.billing.content import LineContent
from rayafin_desktop.features.billing.credit_notes import PostCreditNote
from rayafin_desktop.features.billing.model import SalesDocument, VoidedNumber
from rayafin_desktop.features.billing.posting import IssueInvoice, VoidInvoice
from rayafin_desktop.features.devices.commands import InviteDevice, RevokeDevice
from rayafin_desktop.features.devices.model import Device, SyncException
from rayafin_desktop.features.items.commands import SaveItem
from rayafin_desktop.features.items.model import Item
from rayafin_desktop.features.parties.commands import SaveParty
from rayafin_desktop.features.parties.model import Party
from rayafin_desktop.sync.status import SyncState
from tests.books import PASSWORD, Office
from tests.features.billing.billed import TODAY, customer, issue, line, tax

from .shared import SharedOffice


def faults(office: Office) -> list[str]:
    return [f"{c.check}: {f.evidence}" for c in office.app.verify() for f in c.faults]


def test_a_device_begins_with_everything_the_server_has(shared: SharedOffice) -> None:
    party = customer(shared.server)
    posted = issue(shared.server, party, line(shared.server, "100"))
    device = shared.join()
    with device.app.read(device.owner) as read:
        assert read.get(SalesDocument, posted.id).number == posted.number
    assert faults(device) == []
    report = device.sync_client.sync()
    assert report.differing == ()
    assert device.sync_client.status().state is SyncState.IDLE


def test_what_two_devices_did_apart_is_on_both_and_on_the_server(shared: SharedOffice) -> None:
    one, two = shared.join(), shared.join()
    gokul, asha = customer(one, "Gokul Mills"), customer(two, "Asha Traders")
    first = issue(one, gokul, line(one, "100"))
    second = issue(two, asha, line(two, "250.50", "3"))
    sent = one.sync_client.sync()
    assert (sent.sent, sent.refused, sent.adjusted) == (2, 0, 0)
    two.sync_client.sync()
    one.sync_client.sync()
    for office in (shared.server, one, two):
        with office.app.read(office.owner) as read:
            assert read.get(Party, gokul).name == "Gokul Mills"
            assert read.get(SalesDocument, first.id).number == first.number
            assert read.get(SalesDocument, second.id).number == second.number
        assert faults(office) == []
    assert first.number != second.number
    assert one.sync_client.compare().is_equal
    assert two.sync_client.compare().is_equal


def test_what_the_server_refuses_is_gone_here_and_kept_there(shared: SharedOffice) -> None:
    one, two = shared.join(), shared.join()
    customer(one, "Gokul Mills", code="GOKUL")
    customer(two, "Another Gokul", code="GOKUL")
    one.sync_client.sync()
    report = two.sync_client.sync()
    assert report.differing == ()
    assert report.sent == 1
    assert faults(two) == []


def test_the_server_alone_adds_people(shared: SharedOffice) -> None:
    device = shared.join()
    with pytest.raises(RuleBroken) as refused:
        device.do(AddUser(email="new@example.com", name="New", role=Role.CASHIER, password=PASSWORD))
    assert refused.value.problems[0].code == "sync.server_only"


def test_syncing_again_sends_and_changes_nothing(shared: SharedOffice) -> None:
    device = shared.join()
    customer(device)
    device.sync_client.sync()
    before = device.sync_client.status()
    again = device.sync_client.sync()
    assert (again.sent, again.received) == (0, 0)
    assert device.sync_client.status().change_n == before.change_n
    assert Decimal(before.waiting) == 0


def test_two_people_change_different_fields_of_one_customer(shared: SharedOffice) -> None:
    party = customer(shared.server, "Gokul Mills", phone="1", city="Pune")
    one, two = shared.join(), shared.join()
    _change(one, party, phone="2")
    _change(two, party, city="Surat")
    one.sync_client.sync()
    assert two.sync_client.sync().adjusted == 0
    one.sync_client.sync()
    for office in (shared.server, one, two):
        with office.app.read(office.owner) as read:
            found = read.get(Party, party)
            assert (found.phone, found.city) == ("2", "Surat")


def test_two_people_change_the_same_field_and_the_later_stands(shared: SharedOffice) -> None:
    party = customer(shared.server, "Gokul Mills", phone="1")
    one, two = shared.join(), shared.join()
    _change(one, party, phone="2")
    _change(two, party, phone="3")
    one.sync_client.sync()
    assert two.sync_client.sync().adjusted == 1
    one.sync_client.sync()
    with one.app.read(one.owner) as read:
        assert read.get(Party, party).phone == "3"
        [told] = read.all(SyncException)
    assert told.problems == [["row.overwritten", "phone", {"kind": "party", "was": "2"}]]


def _change(office: Office, party: UUID, **values: str) -> None:
    with office.app.read(office.owner) as read:
        seen = read.get(Party, party)
    fields = {"phone": seen.phone, "city": seen.city, **values}
    office.do(
        SaveParty(id=party, version=seen.version, code=seen.code, name=seen.name, state=seen.state, **fields)  # type: ignore[arg-type]
    )


def test_a_device_that_was_taken_away_joins_anew_and_sends_what_it_still_has(shared: SharedOffice) -> None:
    device = shared.join()
    party = customer(device)
    device.sync_client.sync()
    [known] = shared.server.ask(lambda read: read.all(Device))
    shared.server.do(RevokeDevice(device_id=known.id, why="lost on a train"))
    invoice = issue(device, party, line(device, "10"))
    with pytest.raises(SignInRefused) as refused:
        device.sync_client.sync()
    assert refused.value.code == "device.revoked"
    assert device.sync_client.status().state is SyncState.SIGN_IN
    assert shared.server.owner.user_id is not None
    device.sync_client.rejoin(shared.server.do(InviteDevice(user_id=shared.server.owner.user_id)).code)
    assert device.sync_client.sync().sent == 1
    with shared.server.app.read(shared.server.owner) as read:
        assert read.get(SalesDocument, invoice.id).id == invoice.id
    assert device.sync_client.compare().is_equal


def test_a_restored_copy_goes_on_as_another_device(shared: SharedOffice) -> None:
    """reliability.md trap 5: nothing is acknowledged that was not done, and no number is given twice."""
    device = shared.join()
    party = customer(device)
    device.sync_client.sync()
    copy = Path(device.location).with_name("copy.rayafin")
    device.app.close()
    for ending in ("", ".tokens"):
        shutil.copyfile(device.location + ending, f"{copy}{ending}")
    first = shared.open(Path(device.location), device.owner, device.clock)
    issue(first, party, line(first, "10"))
    assert first.sync_client.sync().sent == 1
    shutil.copyfile(
        f"{first.location}.tokens", f"{copy}.tokens"
    )  # the token of today in the book of yesterday
    second = shared.open(copy, device.owner, device.clock)
    issue(second, party, line(second, "20"))
    report = second.sync_client.sync()
    assert report.succeeded
    assert report.sent == 1
    numbers = [one.number for one in shared.server.ask(lambda read: read.all(SalesDocument))]
    assert len(set(numbers)) == len(numbers) == 2
    # The copy has used the token; the first book cannot know whether its machine was stolen.
    with pytest.raises(SignInRefused):
        first.sync_client.sync()
    assert shared.server.owner.user_id is not None
    first.sync_client.rejoin(shared.server.do(InviteDevice(user_id=shared.server.owner.user_id)).code)
    first.sync_client.sync()
    assert first.sync_client.compare().is_equal
    second.sync_client.sync()
    assert second.sync_client.compare().is_equal
    assert faults(second) == []


def test_the_number_of_a_refused_document_stays_explained(shared: SharedOffice) -> None:
    posted = issue(shared.server, customer(shared.server), line(shared.server, "100"))
    device = shared.join()
    credit = PostCreditNote(invoice_id=posted.id, issued_on=TODAY, reason="returned")
    printed = device.do(credit)
    shared.server.do(VoidInvoice(invoice_id=posted.id, reason="wrong customer"))
    assert device.sync_client.sync().refused == 1
    for office in (shared.server, device):
        with office.app.read(office.owner) as read:
            [void] = read.all(VoidedNumber)
            assert void.number == printed.number
        assert faults(office) == []
    assert device.sync_client.compare().is_equal
    again = issue(shared.server, customer(shared.server), line(shared.server, "100"))
    device.sync_client.sync()
    credit = PostCreditNote(invoice_id=again.id, issued_on=TODAY, reason="returned")
    assert device.do(credit).number != printed.number


def test_a_price_changed_meanwhile_does_not_change_a_printed_invoice(shared: SharedOffice) -> None:
    item = shared.server.do(SaveItem(name="Cotton", unit="kg", sale_price=Decimal(100)))
    party = customer(shared.server)
    device = shared.join()
    content = LineContent(item_id=item, tax_code_id=tax(device), quantity=Decimal(3))
    printed = device.do(IssueInvoice(party_id=party, issued_on=device.clock.today(), lines=(content,)))
    with shared.server.app.read(shared.server.owner) as read:
        seen = read.get(Item, item)
    shared.server.do(
        SaveItem(
            id=item, version=seen.version, code=seen.code, name="Cotton", unit="kg", sale_price=Decimal(70)
        )
    )
    assert device.sync_client.sync().adjusted == 0
    for office in (shared.server, device):
        with office.app.read(office.owner) as read:
            found = read.get(SalesDocument, printed.id)
            assert (found.total_minor, found.number) == (printed.total_minor, printed.number)

"""What devices do apart, and how all of it comes together."""

from __future__ import annotations

from decimal import Decimal

import pytest

from rayafin_desktop.base.errors import RuleBroken
from rayafin_desktop.engine.permissions import Role
from rayafin_desktop.features.access.commands import AddUser
from rayafin_desktop.features.billing.model import SalesDocument
from rayafin_desktop.features.parties.model import Party
from rayafin_desktop.features.parties.queries import party_detail  # noqa: F401
from rayafin_desktop.sync.status import SyncState
from tests.books import PASSWORD, Office
from tests.features.billing.billed import customer, issue, line

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

"""What people see of devices: who follows, what needs a decision and why, what is on its way."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from rayafin_desktop.base.errors import NotFound
from rayafin_desktop.engine.listing import ListQuery, Look, page
from rayafin_desktop.engine.permissions import Actor, Role
from rayafin_desktop.features.devices.commands import RevokeDevice
from rayafin_desktop.features.devices.exceptions import DecideException, RepeatException
from rayafin_desktop.features.devices.inbox import (
    EXCEPTION_ROWS,
    exception_entered,
    exception_reasons,
    exception_standing,
    exception_stats,
)
from rayafin_desktop.features.devices.model import Decision
from rayafin_desktop.features.devices.outgoing import OPERATION_ROWS, operation_entered, operation_stats
from rayafin_desktop.features.devices.queries import (
    DEVICE_ROWS,
    device_named,
    device_row,
    device_stats,
    sharing_state,
)
from rayafin_desktop.features.ledger.cost_centres import SaveCostCentre
from rayafin_desktop.features.ledger.model import CostCentre
from tests.books import Office
from tests.features.billing.billed import customer
from tests.sync.shared import SharedOffice


@pytest.fixture
def shared(office: Office, tmp_path: Path) -> Iterator[SharedOffice]:
    made = SharedOffice(office, tmp_path)
    yield made
    made.close()


def rows(office: Office, query: ListQuery, tab: str = "all", as_: Actor | None = None) -> list[Any]:
    return list(office.ask(lambda read: page(query, read, Look(tab=tab)), as_=as_))


def refused(shared: SharedOffice) -> None:
    """Two devices give one code to two cost centres: the second is not done."""
    one, two = shared.join(), shared.join(name="Second laptop")
    one.do(SaveCostCentre(code="GIN", name="Ginning"))
    two.do(SaveCostCentre(code="GIN", name="Gin sheds"))
    one.sync_client.sync()
    two.sync_client.sync()


def test_a_device_is_listed_with_its_person_and_what_it_has_not_fetched(shared: SharedOffice) -> None:
    device = shared.join(name="Counter")
    customer(shared.server, "Fetched later")
    (row,) = rows(shared.server, DEVICE_ROWS, "active")
    assert (row.name, row.prefix, row.user_name, row.state) == ("Counter", "A1", "Asha Shah", "active")
    assert row.behind >= 1
    customer(device)
    (own,) = rows(device, DEVICE_ROWS)
    assert (own.state, own.waiting, own.behind) == ("this", 1, None)
    assert device.ask(sharing_state).device_id == own.id


def test_a_clock_that_is_minutes_off_is_told(shared: SharedOffice) -> None:
    device = shared.join()
    device.clock.advance(minutes=-13)
    device.sync_client.sync()
    (row,) = rows(shared.server, DEVICE_ROWS)
    assert (row.skew, row.is_skewed) == ("13 min behind", True)
    assert shared.server.ask(device_stats)["skewed"] == 1


def test_a_device_is_named_by_name_or_series_and_gone_when_taken_away(shared: SharedOffice) -> None:
    shared.join(name="Counter")
    found = shared.server.ask(device_named, " counter ")
    assert shared.server.ask(device_named, "a1").id == found.id
    shared.server.do(RevokeDevice(device_id=found.id, why="sold"))
    with pytest.raises(NotFound) as none:
        shared.server.ask(device_named, "Counter")
    assert none.value.code == "device.not_one"
    row = shared.server.ask(device_row, found.id)
    assert (row.state, row.why_revoked, row.is_active) == ("revoked", "sold", False)


def test_what_was_not_done_says_who_entered_what_and_why_not(shared: SharedOffice) -> None:
    refused(shared)
    for office in (shared.server, *shared.devices[1:]):
        (row,) = rows(office, EXCEPTION_ROWS, "open")
        assert row.what == "Save cost centre: Gin sheds"
        assert (row.user_name, row.device_name) == ("Asha Shah", "Second laptop")
        assert row.why == "Another cost centre already has the code GIN."
        assert (row.can_repeat, row.can_accept) == (True, False)
        entered = {one.label: one.value for one in office.ask(exception_entered, row.id)}
        assert entered["Name"] == "Gin sheds"
        reasons = [one.text for one in office.ask(exception_reasons, row.id)]
        assert reasons == [row.why, row.todo]
        assert office.ask(exception_standing, row.id)[0].value == "nothing of it"
        assert office.ask(exception_stats) == {"open": 1, "refused": 1}


def test_what_was_decided_leaves_the_inbox_and_keeps_who_and_why(shared: SharedOffice) -> None:
    refused(shared)
    (row,) = rows(shared.server, EXCEPTION_ROWS, "open")
    shared.server.do(DecideException(exception_id=row.id, decision=Decision.DROPPED, note="the same firm"))
    assert rows(shared.server, EXCEPTION_ROWS, "open") == []
    (done,) = rows(shared.server, EXCEPTION_ROWS, "done")
    assert (done.state, done.decided_by, done.note, done.todo) == (
        "DROPPED",
        "Asha Shah",
        "the same firm",
        "",
    )


def test_what_can_be_done_by_now_is_carried_out_after_all(shared: SharedOffice) -> None:
    refused(shared)
    server = shared.server
    (row,) = rows(server, EXCEPTION_ROWS, "open")
    with server.app.read(server.owner) as read:
        ginning = read.find(CostCentre, CostCentre.c.code == "GIN")
    assert ginning is not None
    server.do(SaveCostCentre(id=ginning.id, version=ginning.version, name=ginning.name, code="GINNING"))
    server.do(RepeatException(exception_id=row.id))
    (done,) = rows(server, EXCEPTION_ROWS, "done")
    assert done.state == "REPEATED"
    with server.app.read(server.owner) as read:
        again = read.find(CostCentre, CostCentre.c.code == "GIN")
    assert again is not None
    assert again.name == "Gin sheds"


def test_a_cashier_sees_only_what_he_entered_himself(shared: SharedOffice) -> None:
    refused(shared)
    cashier = shared.server.member(Role.CASHIER)
    assert rows(shared.server, EXCEPTION_ROWS, as_=cashier) == []
    (row,) = rows(shared.server, EXCEPTION_ROWS)
    with pytest.raises(NotFound):
        shared.server.ask(exception_entered, row.id, as_=cashier)
    assert shared.server.ask(operation_stats, as_=cashier)["sent"] == 0


def test_what_waits_is_listed_until_the_server_has_answered(shared: SharedOffice) -> None:
    device = shared.join()
    customer(device, "Gokul Mills")
    device.clock.advance(minutes=1)
    customer(device, "Asha Traders")
    waiting = rows(device, OPERATION_ROWS, "waiting")
    assert [(one.n, one.what) for one in waiting] == [
        (2, "Save party: Asha Traders"),
        (1, "Save party: Gokul Mills"),
    ]
    assert waiting[0].at - waiting[1].at == timedelta(minutes=1)
    entered = {one.label: one.value for one in device.ask(operation_entered, waiting[0].id)}
    assert entered["Name"] == "Asha Traders"
    device.sync_client.sync()
    assert rows(device, OPERATION_ROWS, "waiting") == []
    assert {one.state for one in rows(device, OPERATION_ROWS)} == {"applied"}
    assert len(rows(shared.server, OPERATION_ROWS)) == 2

"""Sync behind the walls of PostgreSQL: the server works as a role that owns nothing and passes no wall."""

from __future__ import annotations

from pathlib import Path

import pytest

from rayafin_desktop.application import open_book
from rayafin_desktop.base.errors import SignInRefused
from rayafin_desktop.features.billing.model import SalesDocument
from tests.books import FixedClock, Office, found_company
from tests.features.billing.billed import customer, issue, line
from tests.roles import TwoRoles

from .shared import SharedOffice
from .test_syncing import faults


def test_devices_of_two_companies_sync_with_a_server_behind_walls(
    two_roles: TwoRoles, tmp_path: Path
) -> None:
    clock = FixedClock()
    app = open_book(two_roles.app, clock=clock.as_clock())
    offices = [Office(app, found_company(app), clock, two_roles.app) for _ in range(2)]
    shared = []
    for number, office in enumerate(offices):
        folder = tmp_path / str(number)
        folder.mkdir()
        shared.append(SharedOffice(office, folder))
    devices = [one.join() for one in shared]
    posted = [issue(device, customer(device), line(device, "100")) for device in devices]
    for device in devices:
        assert device.sync_client.sync().sent == 2
        assert device.sync_client.compare().is_equal
        assert faults(device) == []
    for office, document in zip(offices, posted, strict=True):
        with app.read(office.owner) as read:
            assert [one.id for one in read.all(SalesDocument)] == [document.id]
    for one in shared:
        one.close()
    app.close()


def test_a_token_opens_its_own_company_only(shared: SharedOffice, tmp_path: Path) -> None:
    """reliability.md row 19, for the calls of devices: the company is the token's, whatever is claimed."""
    other = found_company(shared.server.app)
    device = shared.join()
    token = device.sync_client._tokens.get(shared.server.company_id)
    company, _, rest = token.partition(".")
    assert company == str(shared.server.company_id)
    forged = f"{other.company_id}.{rest}"
    for call in ("hello", "pull", "push", "digests", "snapshot", "get-file", "put-file", "succeed"):
        with pytest.raises(SignInRefused) as refused:
            shared.authority.call(call, {}, token=forged)
        assert refused.value.code == "device.token_refused"

"""Sync over real sockets: a server process, lines that are cut at any byte, servers that are killed."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from rayafin_desktop.base.dates import utc_now
from rayafin_desktop.base.errors import Offline, RuleBroken, SignInRefused
from rayafin_desktop.features.devices.commands import InviteDevice
from rayafin_desktop.sync.client import SyncClient
from rayafin_desktop.sync.http import HttpLine, is_in_the_clear, normal_address
from rayafin_desktop.sync.joining import join
from tests.books import Office
from tests.features.billing.billed import customer, issue, line
from tests.proxy import Proxy

from .serving import ServerProcess
from .shared import DeviceOffice, SharedOffice
from .test_syncing import faults


@pytest.fixture
def networked(office: Office, serving: ServerProcess, tmp_path: Path) -> Iterator[SharedOffice]:
    office.clock.now_ = utc_now()  # the server's process has no other clock
    made = SharedOffice(office, tmp_path)
    with closing(HttpLine(serving.url)) as to_server:
        made.line = to_server
        yield made
        made.close()


def test_two_devices_meet_over_http(networked: SharedOffice) -> None:
    one, two = networked.join(), networked.join()
    invoice = issue(one, customer(one), line(one, "100"))
    assert one.sync_client.sync().sent == 2
    report = two.sync_client.sync()
    assert report.received > 0
    assert report.differing == ()
    assert faults(two) == []
    assert one.sync_client.compare().is_equal
    assert invoice.number


@pytest.mark.parametrize("location", ["sqlite"], indirect=True)
@pytest.mark.parametrize("direction", ["up", "down"])
def test_a_line_cut_at_any_byte_loses_and_doubles_nothing(
    networked: SharedOffice,
    serving: ServerProcess,
    proxied: Callable[[tuple[str, int]], Proxy],
    direction: str,
) -> None:
    """reliability.md row 14, sampled: the whole of it runs by night."""
    proxy = proxied(serving.address)
    device = networked.join()
    with closing(HttpLine(f"http://127.0.0.1:{proxy.port}")) as cut:
        device.client = SyncClient(device.app, networked.server.company_id, cut, device.sync_client._tokens)
        failures = _sync_while_cut(device, proxy, direction)
    device.client = SyncClient(
        device.app, networked.server.company_id, networked.line, device.sync_client._tokens
    )
    report = device.sync_client.sync()
    assert report.differing == ()
    assert failures > 0
    assert device.sync_client.status().waiting == 0
    assert device.sync_client.compare().is_equal
    assert faults(networked.server) == []
    assert faults(device) == []


def _sync_while_cut(device: DeviceOffice, proxy: Proxy, direction: str) -> int:
    """Post and sync some times, each time cut at another byte; answers how many syncs failed."""
    chance = random.Random(14)
    party = customer(device)
    failures = 0
    for round_ in range(8):
        issue(device, party, line(device, f"{round_ + 1}.10"))
        proxy.arm("reset", after=chance.randrange(0, 6000), direction=direction)  # type: ignore[arg-type]
        try:
            device.sync_client.sync()
        except Offline:
            failures += 1
        proxy.pass_on()
    return failures


@pytest.mark.parametrize("location", ["postgresql"], indirect=True)
def test_a_killed_server_has_kept_what_it_answered(networked: SharedOffice, serving: ServerProcess) -> None:
    """reliability.md row 16, once; two hundred times by night."""
    device = networked.join()
    party = customer(device)
    device.sync_client.sync()
    for _ in range(3):
        issue(device, party, line(device, "75"))
        serving.kill()
        with pytest.raises(Offline):
            device.sync_client.sync()
        serving.start()
    assert device.sync_client.sync().sent == 3
    assert device.sync_client.compare().is_equal


def test_a_wrong_code_a_taken_token_and_another_server(
    networked: SharedOffice, serving: ServerProcess, tmp_path: Path
) -> None:
    assert networked.server.owner.user_id is not None
    networked.server.do(InviteDevice(user_id=networked.server.owner.user_id))
    target = tmp_path / "stranger.rayafin"
    with pytest.raises(SignInRefused) as refused:
        join(networked.line, "AAAAA-AAAAA-AAAAA-AAAAA", "Stranger", target)
    assert refused.value.code == "device.code_wrong"
    assert not target.exists()
    with pytest.raises(SignInRefused):
        networked.line.call("hello", {}, token="1.00000000000000000000000000000000.nothing")
    with pytest.raises(SignInRefused):
        networked.line.call("pull", {"position": '[0,"",""]'}, token="")


def test_addresses() -> None:
    assert normal_address("office.example:8750/") == "https://office.example:8750"
    assert is_in_the_clear("http://office.example")
    assert not is_in_the_clear("http://127.0.0.1:8750")
    for wrong in ("", "ftp://office.example", "https://a:b@office.example", "https://"):
        with pytest.raises(RuleBroken):
            normal_address(wrong)

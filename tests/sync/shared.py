"""A shared company: a server's office and devices that joined it, for tests of sync."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from rayafin_desktop.application import open_book
from rayafin_desktop.engine.permissions import Actor
from rayafin_desktop.features.access.sign_in import actor_for
from rayafin_desktop.features.devices.commands import InviteDevice
from rayafin_desktop.sync.authority import Authority, share
from rayafin_desktop.sync.client import SyncClient
from rayafin_desktop.sync.direct import DirectLine
from rayafin_desktop.sync.joining import join
from rayafin_desktop.sync.line import Line
from rayafin_desktop.sync.tokens import TokenFile
from tests.books import FixedClock, Office


@dataclass
class DeviceOffice(Office):
    """A device's book with its user at the keyboard."""

    client: SyncClient | None = None

    @property
    def sync_client(self) -> SyncClient:
        assert self.client is not None
        return self.client


class SharedOffice:
    """A server and its devices. `line` may be replaced by one that loses what it carries."""

    def __init__(self, server: Office, folder: Path) -> None:
        self.server = server
        self.folder = folder
        share(server.app, server.company_id)
        self.authority = Authority(server.app)
        self.line: Line = DirectLine(self.authority)
        self.devices: list[DeviceOffice] = []

    def join(self, who: Actor | None = None, name: str = "") -> DeviceOffice:
        """A new device of a member (the owner by default)."""
        who = who or self.server.owner
        assert who.user_id is not None
        code = self.server.do(InviteDevice(user_id=who.user_id)).code
        n = len(self.devices) + 1
        path = self.folder / f"device{n}.rayafin"
        clock = FixedClock(self.server.clock.now_)
        join(self.line, code, name or f"Laptop {n}", path, clock=clock.as_clock())
        return self.open(path, who, clock)

    def open(self, path: Path, who: Actor, clock: FixedClock) -> DeviceOffice:
        """Open a device's book."""
        assert who.user_id is not None
        app = open_book(path, clock=clock.as_clock())
        client = SyncClient(app, self.server.company_id, self.line, TokenFile(path))
        actor = actor_for(app, who.user_id, self.server.company_id)
        device = DeviceOffice(app, actor, clock, str(path), client=client)
        self.devices.append(device)
        return device

    def close(self) -> None:
        for device in self.devices:
            device.app.close()

"""Where a device stands with its server, for people to see."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class SyncState(StrEnum):
    """What a device is doing about its server, or why it does nothing."""

    OFF = "off"  # the company is not shared
    IDLE = "idle"
    SYNCING = "syncing"
    OFFLINE = "offline"  # the server does not answer; work goes on
    SIGN_IN = "sign_in"  # the server wants the device to join anew; nothing is lost
    UPGRADE = "upgrade"  # the server is newer than this program, or older
    MISMATCH = "mismatch"  # the books differ although they should not
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class SyncStatus:
    """`waiting` counts operations the server has not answered; `problem` is a code, empty if all is well."""

    state: SyncState
    waiting: int = 0
    done_at: datetime | None = None
    tried_at: datetime | None = None
    server: str = ""
    device_name: str = ""
    prefix: str = ""
    open_exceptions: int = 0
    change_n: int = 0
    problem: str = ""
    problem_params: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class SyncReport:
    """What one sync did: operations sent, and how many of them were adjusted or refused; rows received."""

    sent: int = 0
    adjusted: int = 0
    refused: int = 0
    received: int = 0
    change_n: int = 0
    # Tables that differ from the server's at the same change number; empty is as it should be.
    differing: tuple[str, ...] = ()
    succeeded: bool = False  # the device goes on as a new one: its book was copied or restored


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two books at one change number: the tables, and the units in them, that differ."""

    change_n: int
    differing: Mapping[str, tuple[str, ...]]

    @property
    def is_equal(self) -> bool:
        return not self.differing

"""Reading which devices follow the company, and what this book is for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, and_, case, func, or_, select

from rayafin_desktop.base.errors import NotFound
from rayafin_desktop.engine.listing import ListQuery
from rayafin_desktop.engine.record import chains
from rayafin_desktop.engine.sharing import PENDING, Part, operations, sharing
from rayafin_desktop.engine.work import Read

from ..access.model import Member, User
from .model import Device, ExceptionState, SyncException, device_contacts
from .rules import SKEW_WORTH_A_WARNING

_D, _X, _O, _C = Device.c, SyncException.c, operations.c, device_contacts.c
_SKEW_SECONDS = int(SKEW_WORTH_A_WARNING.total_seconds())


@dataclass(frozen=True, slots=True)
class SharingState:
    """What this book is for the company: `part` None where it is not shared."""

    part: Part | None
    device_id: UUID | None = None
    prefix: str = ""
    server: str = ""


def sharing_state(read: Read) -> SharingState:
    """Whether this book serves the company to devices, follows a server, or neither."""
    row = read.first(
        select(sharing.c.part, sharing.c.device_id, sharing.c.prefix, sharing.c.server).where(
            sharing.c.company_id == read.company_id
        )
    )
    if row is None:
        return SharingState(None)
    return SharingState(Part(row.part), row.device_id, row.prefix, row.server)


# Devices


@dataclass(frozen=True, slots=True)
class DeviceRow:
    """One device. `waiting` are operations of this device that the server has not answered; `behind` the
    changes it has not fetched, known on the server only. `skew` tells a clock that is minutes off.
    """

    id: UUID
    name: str
    user_name: str
    prefix: str
    state: str
    joined_at: datetime
    last_seen_at: datetime | None
    waiting: int
    behind: int | None
    skew: str
    is_skewed: bool
    version: str
    revoked_at: datetime | None
    why_revoked: str
    is_active: bool
    is_gone: bool
    exceptions: int


def _devices(read: Read) -> Select[Any]:
    own = select(sharing.c.device_id).where(sharing.c.company_id == read.company_id).scalar_subquery()
    waiting = (
        select(func.count())
        .where(_O.company_id == _D.company_id, _O.device_id == _D.id, _O.state == PENDING)
        .scalar_subquery()
    )
    exceptions = (
        select(func.count())
        .where(
            _X.company_id == _D.company_id, _X.device_id == _D.id, _X.state == ExceptionState.OPEN
        )
        .scalar_subquery()
    )  # fmt: skip
    head = select(chains.c.n).where(chains.c.company_id == read.company_id).scalar_subquery()
    return (
        select(
            _D.id,
            _D.name,
            User.c.name.label("user_name"),
            _D.prefix,
            case((_D.revoked_at.is_not(None), "revoked"), (_D.id == own, "this"), else_="active").label(
                "state"
            ),
            _D.joined_at,
            _C.last_seen_at,
            waiting.label("waiting"),
            (head - _C.cursor_n).label("behind"),
            _C.clock_skew_seconds,
            _C.version,
            _D.revoked_at,
            _D.why_revoked,
            exceptions.label("exceptions"),
        )
        .join_from(Device.mapping.table, User.mapping.table, User.c.id == _D.user_id)
        .join(
            device_contacts,
            and_(_C.company_id == _D.company_id, _C.device_id == _D.id),
            isouter=True,
        )
        .where(_D.company_id == read.company_id, _D.deleted_at.is_(None))
    )


def _devices_in_words(_read: Read, rows: Sequence[Any]) -> Sequence[DeviceRow]:
    shown = []
    for row in rows:
        skew = int(row.clock_skew_seconds or 0)
        is_skewed = abs(skew) > _SKEW_SECONDS
        shown.append(
            DeviceRow(
                row.id, row.name, row.user_name, row.prefix, row.state, row.joined_at, row.last_seen_at,
                int(row.waiting), None if row.behind is None else max(0, int(row.behind)),
                skew_words(skew) if is_skewed else "", is_skewed, row.version or "", row.revoked_at,
                row.why_revoked, row.revoked_at is None, row.revoked_at is not None, int(row.exceptions),
            )
        )  # fmt: skip
    return shown


def skew_words(seconds: int) -> str:
    """How far a clock is off: -754 -> "13 min behind"."""
    minutes = (abs(seconds) + 30) // 60
    size = f"{minutes} min" if minutes < 120 else f"{(minutes + 30) // 60} h"
    return f"{size} {'ahead' if seconds > 0 else 'behind'}"


def device_stats(read: Read) -> Mapping[str, Any]:
    """Devices that may follow, and how many of them have a clock that is minutes off."""
    statement = (
        select(
            func.count(),
            func.coalesce(func.sum(case((func.abs(_C.clock_skew_seconds) > _SKEW_SECONDS, 1), else_=0)), 0),
        )
        .join_from(
            Device.mapping.table,
            device_contacts,
            and_(_C.company_id == _D.company_id, _C.device_id == _D.id),
            isouter=True,
        )
        .where(_D.company_id == read.company_id, _D.deleted_at.is_(None), _D.revoked_at.is_(None))
    )
    row = read.first(statement)
    return {"active": int(row[0]) if row else 0, "skewed": int(row[1] or 0) if row else 0}


DEVICE_ROWS = ListQuery(
    name="devices",
    permission="device.read",
    kinds=("device",),
    select=_devices,
    key=_D.id,
    sorts={"prefix": (_D.prefix,), "name": (_D.name,), "joined_at": (_D.joined_at,)},
    default_sort=("prefix", False),
    tabs={
        "active": lambda _read: _D.revoked_at.is_(None),
        "revoked": lambda _read: _D.revoked_at.is_not(None),
        "all": lambda _read: None,
    },
    search=lambda _read, text: or_(
        _D.name.icontains(text, autoescape=True),
        User.c.name.icontains(text, autoescape=True),
        _D.prefix == text.upper(),
    ),
    stats=device_stats,
    present=_devices_in_words,
)


def _colleagues(read: Read) -> Select[Any]:
    return (
        select(User.c.id, User.c.name, User.c.email.label("note"))
        .join_from(Member.mapping.table, User.mapping.table, User.c.id == Member.c.user_id)
        .where(Member.c.company_id == read.company_id, Member.c.deleted_at.is_(None), Member.c.is_active)
    )


DEVICE_USER_LOOKUP = ListQuery(
    name="device_user_lookup",
    permission="device.manage",
    kinds=("member", "user"),
    select=_colleagues,
    key=User.c.id,
    sorts={"name": (User.c.name,)},
    default_sort=("name", False),
    search=lambda _read, text: or_(
        User.c.name.icontains(text, autoescape=True), User.c.email.icontains(text, autoescape=True)
    ),
)


def device_row(read: Read, device_id: UUID) -> DeviceRow:
    """One device as its list shows it; NotFound (`device.not_found`)."""
    read.actor.require("device.read")
    rows = _devices_in_words(read, read.fetch(_devices(read).where(_D.id == device_id)))
    if not rows:
        raise NotFound("device.not_found", {"id": str(device_id)})
    return rows[0]


def device_named(read: Read, name: str) -> Device:
    """The active device with this name or prefix, however it is written; NotFound otherwise.

    Two of one name are told apart by their prefixes.
    """
    read.actor.require("device.read")
    wanted = name.strip()
    found = [
        one
        for one in read.all(Device, _D.revoked_at.is_(None))
        if wanted.casefold() in (one.name.casefold(), one.prefix.casefold())
    ]
    if len(found) != 1:
        raise NotFound("device.not_one", {"name": name, "count": len(found)}, field="name")
    return found[0]

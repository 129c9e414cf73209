"""Letting devices join and leave. All of it happens on the server."""

from __future__ import annotations

import dataclasses
import hmac
import secrets
from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from sqlalchemy import select

from rayafin_desktop.base.errors import NotFound, Problem, RuleBroken
from rayafin_desktop.engine.commands import Command, Offline, Secret
from rayafin_desktop.engine.digests import begin_sharing
from rayafin_desktop.engine.work import Work

from ..access.model import Member
from ..billing.series import give_device_series
from . import rules
from .model import Device, EnrolmentCode


@dataclass(frozen=True, slots=True)
class IssuedCode:
    """An enrolment code, which is shown now and never again."""

    id: UUID
    code: str


@dataclass(frozen=True, kw_only=True)
class InviteDevice(Command[IssuedCode]):
    """Let one device of a member join; answers the code, good once and for a day.

    With the first of them the company becomes a shared one.
    """

    permission: ClassVar[str] = "device.manage"
    offline: ClassVar[Offline] = Offline.SERVER
    user_id: UUID


@dataclass(frozen=True, slots=True)
class Joined:
    """The device that joined; None for a code that is wrong, used or too old."""

    device_id: UUID | None
    prefix: str = ""
    user_id: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class JoinDevice(Command[Joined]):
    """Redeem a code; sent by the server itself for a device that is not known yet.

    `device_id` is made on the device. `name` is what its user calls it.
    """

    permission: ClassVar[str] = "device.join"
    offline: ClassVar[Offline] = Offline.SERVER
    code: Secret
    device_id: UUID
    name: str


@dataclass(frozen=True, kw_only=True)
class SucceedDevice(Command[Joined]):
    """A new device in place of one that was copied or restored; sent by the server itself.

    It gets series of its own, because the old one's numbers may have been given out twice.
    """

    permission: ClassVar[str] = "device.join"
    offline: ClassVar[Offline] = Offline.SERVER
    device_id: UUID
    new_device_id: UUID


@dataclass(frozen=True, kw_only=True)
class RevokeDevice(Command[None]):
    """Take a device away: nothing it sends is taken any more, and its series are closed."""

    permission: ClassVar[str] = "device.manage"
    offline: ClassVar[Offline] = Offline.SERVER
    device_id: UUID
    why: str = ""


def invite_device(command: InviteDevice, work: Work) -> IssuedCode:
    member = work.find(Member, user_id=command.user_id)
    if member is None or not member.is_active:
        raise NotFound("user.not_found", {"id": str(command.user_id)}, field="user_id")
    begin_sharing(work.connection, work.company_id)
    code = rules.new_code(secrets.choice)
    issued = work.new(
        EnrolmentCode,
        user_id=command.user_id,
        code_hash=rules.code_hash(code),
        expires_at=work.now + rules.CODE_LIFE,
    )
    return IssuedCode(issued.id, code)


def join_device(command: JoinDevice, work: Work) -> Joined:
    name = command.name.strip()
    if not name or len(name) > 200:
        raise RuleBroken([Problem("device.name_missing", "name")])
    wanted = rules.code_hash(command.code)
    c = EnrolmentCode.c
    waiting = work.all(
        EnrolmentCode,
        c.redeemed_at.is_(None) | (c.device_id == command.device_id),
        c.expires_at > work.now,
        c.attempts < rules.MOST_ATTEMPTS,
        order_by=(c.created_at, c.id),
    )
    right = next((one for one in waiting if hmac.compare_digest(one.code_hash, wanted)), None)
    if right is None:
        return Joined(None)
    if right.device_id is not None:  # the answer was lost, and it asks again
        known = work.get(Device, right.device_id)
        return Joined(known.id, known.prefix, known.user_id)
    device = _new_device(work, command.device_id, right.user_id, name)
    work.save(dataclasses.replace(right, redeemed_at=work.now, device_id=device.id))
    return Joined(device.id, device.prefix, device.user_id)


def succeed_device(command: SucceedDevice, work: Work) -> Joined:
    before = work.get(Device, command.device_id, field="device_id")
    if before.revoked_at is not None:
        raise RuleBroken([Problem("device.revoked", "device_id", {"name": before.name})])
    device = _new_device(work, command.new_device_id, before.user_id, before.name, succeeds=before.id)
    return Joined(device.id, device.prefix, device.user_id)


def _new_device(
    work: Work, device_id: UUID, user_id: UUID, name: str, succeeds: UUID | None = None
) -> Device:
    if work.find(Device, id=device_id) is not None:
        raise RuleBroken([Problem("device.known", "device_id")])
    taken = {
        row[0] for row in work.fetch(select(Device.c.prefix).where(Device.c.company_id == work.company_id))
    }
    prefix = rules.next_prefix(taken)
    if not prefix:
        raise RuleBroken([Problem("device.too_many", "device_id", {"most": rules.MOST_DEVICES})])
    device = work.new(
        Device,
        id=device_id,
        user_id=user_id,
        name=name,
        prefix=prefix,
        joined_at=work.now,
        succeeds=succeeds,
    )
    give_device_series(work, prefix)
    return device


def revoke_device(command: RevokeDevice, work: Work) -> None:
    device = work.get(Device, command.device_id, field="device_id")
    if device.revoked_at is None:
        work.save(dataclasses.replace(device, revoked_at=work.now, why_revoked=command.why.strip()[:200]))

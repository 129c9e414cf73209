"""Contacts: which device calls, by its token, and what the server remembers of it.

A token is `company.device.secret` with 256 random bits; only its hash is kept. A new one is handed out at
each hello and the old one dies when the new one is first used, because replies get lost. A copied book
therefore loses its token to whichever of the two calls first.
"""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, delete, insert, select, update

from rayafin_desktop.base.errors import NotFound, SignInRefused
from rayafin_desktop.engine.permissions import the_book
from rayafin_desktop.features.access.model import Member
from rayafin_desktop.features.devices.model import Device, device_contacts
from rayafin_desktop.features.devices.rules import token_hash

from ..application import App
from .rooms import writing

IDLE_LIFE = timedelta(days=30)
# How often "last seen" is written down; every call would be a write.
_NOTED_EVERY = timedelta(seconds=30)


@dataclass(frozen=True, slots=True)
class Contact:
    """A device that has shown its token."""

    company_key: int
    device: Device


def new_token(company_key: int, device_id: UUID) -> str:
    """A fresh token of a device."""
    return f"{company_key}.{device_id.hex}.{secrets.token_urlsafe(32)}"


def parts_of(token: str) -> tuple[int, UUID]:
    """The company and device a token names; SignInRefused (`device.token_refused`) for none."""
    company, _, rest = token.partition(".")
    device, _, _ = rest.partition(".")
    try:
        return int(company), UUID(device)
    except ValueError:
        raise SignInRefused("device.token_refused") from None


def contact_of(app: App, token: str, now: datetime) -> Contact:
    """The device that owns this token.

    SignInRefused: `device.token_refused` for a wrong, replaced or expired token, `device.revoked` for a
    device that was taken away, `user.sign_in_refused` when its user has left.
    """
    company_key, device_id = parts_of(token)
    wanted = token_hash(token)
    with app.read(the_book(company_key)) as read:
        c = device_contacts.c
        row = read.execute(
            select(device_contacts).where(c.company_id == company_key, c.device_id == device_id)
        ).first()
        device = read.find(Device, id=device_id)
        member = None if device is None else read.find(Member, user_id=device.user_id)
    if row is None or device is None:
        raise SignInRefused("device.token_refused")
    following = bool(row.next_token_hash) and hmac.compare_digest(row.next_token_hash, wanted)
    if not following and not hmac.compare_digest(row.token_hash, wanted):
        raise SignInRefused("device.token_refused")
    if row.last_seen_at + IDLE_LIFE < now:
        raise SignInRefused("device.token_refused")
    if device.revoked_at is not None:
        raise SignInRefused("device.revoked", {"name": device.name})
    if member is None or not member.is_active:
        raise SignInRefused("user.sign_in_refused")
    if following:
        _note(app, company_key, device_id, token_hash=wanted, next_token_hash="", last_seen_at=now)
    elif row.last_seen_at + _NOTED_EVERY < now:
        _note(app, company_key, device_id, last_seen_at=now)
    return Contact(company_key, device)


def first_contact(
    connection: Connection, company_key: int, device_id: UUID, token: str, version: str, now: datetime
) -> None:
    """Remember a device that has just joined, or asks again because the answer was lost."""
    c = device_contacts.c
    connection.execute(delete(device_contacts).where(c.company_id == company_key, c.device_id == device_id))
    connection.execute(
        insert(device_contacts),
        {
            "company_id": company_key,
            "device_id": device_id,
            "token_hash": token_hash(token),
            "next_token_hash": "",
            "last_seen_at": now,
            "cursor_n": 0,
            "clock_skew_seconds": 0,
            "version": version,
        },
    )


def next_token(app: App, contact: Contact, noted: Mapping[str, Any]) -> str:
    """A token in place of the one in use, which stays good until this one is used."""
    token = new_token(contact.company_key, contact.device.id)
    _note(app, contact.company_key, contact.device.id, next_token_hash=token_hash(token), **noted)
    return token


def note(app: App, contact: Contact, **values: Any) -> None:
    """Remember something of a device's call."""
    _note(app, contact.company_key, contact.device.id, **values)


def _note(app: App, company_key: int, device_id: UUID, **values: Any) -> None:
    c = device_contacts.c
    with writing(app, company_key) as connection:
        changed = connection.execute(
            update(device_contacts)
            .where(c.company_id == company_key, c.device_id == device_id)
            .values(**values)
        )
    if changed.rowcount != 1:
        raise NotFound("device.not_found", {"id": str(device_id)})

"""Devices that keep a copy of a shared company, the codes they join with, and what needs a decision."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from sqlalchemy import BigInteger, Column, Integer, PrimaryKeyConstraint, String, Table

from rayafin_desktop.engine.columns import (
    Code,
    Confidential,
    Count,
    IdColumn,
    InstantColumn,
    Json,
    Length,
    Minor,
    Name,
    Note,
    References,
)
from rayafin_desktop.engine.entity import Entity, entity, metadata


@entity("devices", unique=[("prefix",)], indexes=[("user_id",)], branch_field="")
@dataclass(frozen=True, kw_only=True, slots=True)
class Device(Entity):
    """A book on somebody's machine that follows this company; `prefix` marks its number series.

    A device that was copied or restored goes on as a new one: `succeeds` names the one it was.
    """

    user_id: Annotated[UUID, References("users")]
    name: Name
    prefix: Annotated[str, Length(10)]
    joined_at: datetime
    revoked_at: datetime | None = None
    why_revoked: Name = ""
    succeeds: Annotated[UUID | None, References("devices")] = None


@entity("enrolment_codes", unique=[("code_hash",)], shared=False, branch_field="")
@dataclass(frozen=True, kw_only=True, slots=True)
class EnrolmentCode(Entity):
    """A code with which one device of a user joins, once; only its hash is kept."""

    user_id: Annotated[UUID, References("users")]
    code_hash: Annotated[str, Length(64), Confidential]
    expires_at: datetime
    attempts: Count = 0
    redeemed_at: datetime | None = None
    device_id: Annotated[UUID | None, References("devices")] = None


class ExceptionKind(StrEnum):
    """Why the office has to look at what a device sent."""

    ADJUSTED = "ADJUSTED"  # done, but a little differently
    REFUSED = "REFUSED"  # not done; what was entered is kept here
    OVERWRITTEN = "OVERWRITTEN"  # an earlier value of somebody else was replaced


class ExceptionState(StrEnum):
    """Whether somebody has decided."""

    OPEN = "OPEN"
    DONE = "DONE"


class Decision(StrEnum):
    """What was decided about an exception."""

    ACCEPTED = "ACCEPTED"  # it is right as it is
    REPEATED = "REPEATED"  # carried out after all
    DROPPED = "DROPPED"  # not to be done, with a reason


@entity(
    "sync_exceptions",
    kind="sync_exception",
    unique=[("operation_id",)],
    indexes=[("state", "made_at"), ("user_id",)],
    branch_field="",
)
@dataclass(frozen=True, kw_only=True, slots=True)
class SyncException(Entity):
    """An operation of a device that could not be done as it was; nothing entered is lost.

    `body` is the command as it was sent; `problems` are the reasons, `[code, field, params]` each.
    `record_kind` and `record_id` name what it was about, where that exists.
    """

    device_id: Annotated[UUID, References("devices")]
    operation_id: UUID
    operation_n: Minor
    user_id: Annotated[UUID, References("users")]
    command: Annotated[str, Length(80)]
    body: Json
    kind: ExceptionKind
    problems: Json
    made_at: datetime
    record_kind: Code = ""
    record_id: UUID | None = None
    state: ExceptionState = ExceptionState.OPEN
    decision: Decision | None = None
    decided_by: Name = ""
    decided_at: datetime | None = None
    note: Note = ""


# What the server notes of a device's contacts; no part of the books, and not in the log.
device_contacts = Table(
    "device_contacts",
    metadata,
    Column("company_id", Integer, nullable=False, autoincrement=False),
    Column("device_id", IdColumn(), nullable=False),
    Column("token_hash", String(64), nullable=False),
    Column("next_token_hash", String(64), nullable=False),  # handed out, not used yet
    Column("last_seen_at", InstantColumn(), nullable=False),
    Column("cursor_n", BigInteger, nullable=False),  # change number it has
    Column("clock_skew_seconds", BigInteger, nullable=False),  # its clock less the server's
    Column("version", String(40), nullable=False),
    PrimaryKeyConstraint("company_id", "device_id"),
    info={"shared": False},
    sqlite_with_rowid=False,
)

"""Operations: commands as a device of a shared book made them, on their way to the server.

The device carries a command out at once and writes the operation in the same transaction; the server carries
it out again and its rows are the truth (sync.md). What both must agree on is fixed here: the ids (drawn from
the operation's own id), the device's clock, the numbers that were printed, what the person confirmed.

Each device has one chain per company: operation n names the hash of operation n - 1. A restored backup or a
cloned disk therefore cannot go on unnoticed.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from rayafin_desktop.base.errors import Problem, RuleBroken

from .columns import canonical_json
from .commands import Command, adapter, secret_fields

# The form of operations. The server takes this one and the two before it (sync.md, rule 16).
FORM = 1
OLDEST_FORM = 1
LARGEST_BYTES = 256 * 1024
FIRST_LINK = hashlib.sha256(b"rayafin device chain, version 1").hexdigest()


@dataclass(frozen=True, slots=True)
class TakenNumber:
    """A number a device gave out: the `n`-th of a series in a year, as it was printed."""

    series_id: UUID
    year: str
    n: int
    number: str


@dataclass(frozen=True, slots=True)
class Device:
    """The device a Work runs for: its id, and the prefix of its number series (empty for the server)."""

    id: UUID
    prefix: str = ""


@dataclass(slots=True)
class Operation:
    """What is known of an operation while its command runs; on the device it is being filled.

    `is_replay` says that this is the server, carrying out what a device has done. `seen` is the change number
    the device had when its user acted. `at` and `today` are its clock and decide nothing but defaults.
    """

    id: UUID
    device: Device
    at: datetime
    today: date
    seen: int = 0
    is_replay: bool = False
    numbers: list[TakenNumber] = field(default_factory=list)
    adjustments: list[Problem] = field(default_factory=list)
    # What stands on papers that were handed over: written on the device, held against in a replay.
    promised: dict[str, int] = field(default_factory=dict)
    # On the device: the command with what it left to prices and rates of the day, where that is filled in.
    sent_as: Command[Any] | None = None
    # On the server: what the user saw in the fields he changed, (kind, id) -> {field: plain value}.
    saw: Mapping[tuple[str, str], Mapping[str, Any]] = field(default_factory=dict)
    # On the server: numbers of the device not used yet in this run, in the order they were given out there.
    unused: list[TakenNumber] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """An operation as it is sent: plain values, and the hash that links it to the one before.

    `blobs` maps a field of the command to the SHA-256 of its content, which travels by itself. `saw` holds,
    for a command that names the version its user saw, what stood in the fields it changed.
    """

    n: int
    previous: str
    id: UUID
    form: int
    schema: str
    command: str
    body: Mapping[str, Any]
    user_id: UUID
    at: datetime
    today: date
    seen: int
    confirmed: Sequence[str] = ()
    numbers: Sequence[TakenNumber] = ()
    blobs: Mapping[str, str] = field(default_factory=dict)
    saw: Mapping[tuple[str, str], Mapping[str, Any]] = field(default_factory=dict)
    promised: Mapping[str, int] = field(default_factory=dict)

    def plain(self) -> dict[str, Any]:
        """As JSON values, without the hash."""
        return {
            "n": self.n,
            "previous": self.previous,
            "id": str(self.id),
            "form": self.form,
            "schema": self.schema,
            "command": self.command,
            "with": dict(self.body),
            "user": str(self.user_id),
            "at": self.at.isoformat(),
            "today": self.today.isoformat(),
            "seen": self.seen,
            "confirmed": sorted(self.confirmed),
            "numbers": [[str(one.series_id), one.year, one.n, one.number] for one in self.numbers],
            "blobs": dict(self.blobs),
            "promised": dict(self.promised),
            "saw": [[kind, id_, dict(fields)] for (kind, id_), fields in sorted(self.saw.items())],
        }

    def text(self) -> str:
        """The canonical text that is stored, sent and hashed."""
        return canonical_json(self.plain())

    @property
    def link(self) -> str:
        """SHA-256 in hex over the canonical text, which names the link before."""
        return link_of(self.text())


def link_of(text: str) -> str:
    """The hash of an operation's canonical text."""
    return hashlib.sha256(text.encode()).hexdigest()


def parsed(text: str) -> Message:
    """A message from its text; RuleBroken `operation.invalid` for anything that is none.

    Whatever is not written in the canonical form is refused too: its hash would not be its own.
    """
    try:
        plain = json.loads(text)
        message = Message(
            n=_whole(plain["n"]),
            previous=_hash(plain["previous"]),
            id=UUID(plain["id"]),
            form=_whole(plain["form"]),
            schema=str(plain["schema"]),
            command=str(plain["command"]),
            body=dict(plain["with"]),
            user_id=UUID(plain["user"]),
            at=_instant(plain["at"]),
            today=date.fromisoformat(plain["today"]),
            seen=_whole(plain["seen"]),
            confirmed=tuple(map(str, plain["confirmed"])),
            numbers=tuple(
                TakenNumber(UUID(series), str(year), _whole(n), str(number))
                for series, year, n, number in plain["numbers"]
            ),
            blobs={str(name): _hash(sha) for name, sha in plain["blobs"].items()},
            promised={str(what): int(value) for what, value in plain["promised"].items()},
            saw={(str(kind), str(id_)): dict(fields) for kind, id_, fields in plain["saw"]},
        )
        if message.text() != text:
            raise ValueError("not in canonical form")
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError) as error:
        raise RuleBroken([Problem("operation.invalid", "operations", {"why": str(error)})]) from None
    return message


def _whole(value: Any) -> int:
    if type(value) is not int or not 0 <= value < 2**53:
        raise ValueError(f"{value!r} is no whole number")
    return value


def _hash(value: Any) -> str:
    if not isinstance(value, str) or len(value) != 64 or not set(value) <= set("0123456789abcdef"):
        raise ValueError("not a SHA-256 in lower-case hex")
    return value


def _instant(value: Any) -> datetime:
    instant = datetime.fromisoformat(str(value))
    if instant.tzinfo is None:
        raise ValueError("an instant needs its zone")
    if instant.microsecond % 1000:
        raise ValueError("an instant has whole milliseconds")  # as they are kept, and hashed in the log
    return instant


def body_and_blobs(command: Command[Any]) -> tuple[dict[str, Any], dict[str, str]]:
    """A command's fields as sent, and the addresses of its contents.

    Secret fields of commands that travel are files in base64 (`AttachFile`): the content goes by its hash.
    """
    hidden = secret_fields(type(command))
    body: dict[str, Any] = adapter(type(command)).dump_python(
        command, mode="json", exclude=set(hidden) or None, exclude_defaults=True
    )
    blobs = {}
    for name in sorted(hidden):
        content = getattr(command, name)
        if content:
            try:
                decoded = base64.b64decode(content, validate=True)
            except binascii.Error:
                continue  # the handler has refused it, or it is no file
            blobs[name] = hashlib.sha256(decoded).hexdigest()
    return body, blobs

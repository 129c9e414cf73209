"""The recorded transaction: what every write holds on to, and what it leaves behind of itself.

It locks the company's chain row, knows whether the company is shared and which operation of a device is
being carried out, and writes the audit entry, the outbox row and what devices need (`engine.sharing`).
`Work` is this with the entities in it.
"""

from __future__ import annotations

from datetime import date, datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from sqlalchemy import Connection

from rayafin_desktop.base.errors import Problem, RuleBroken
from rayafin_desktop.base.ids import free_id, new_id

from . import search
from .columns import canonical_json
from .commands import Command, Offline
from .database import ENTRIES
from .operation import Device, Operation
from .permissions import Actor
from .read import Read, Surroundings
from .record import (
    CHAIN_ADVANCED,
    FIRST_CHAIN,
    GENESIS,
    Recorder,
    audit_entries,
    compressed,
    entry_hash,
    hashed_fields,
    outbox,
)
from .sharing import (
    CHAIN_LOCKED,
    PENDING,
    Part,
    Shared,
    Units,
    advance_operations,
    next_message,
    refuse_on_device,
    write_operation,
)
from .statements import insert_into
from .tenancy import enter


class RecordedTransaction(Read):
    """One write transaction of one company, as the log sees it."""

    def __init__(
        self,
        connection: Connection,
        actor: Actor,
        surroundings: Surroundings,
        now: datetime,
        today: date,
        confirmed: frozenset[str],
        company_id: int | None,
        uncommitted: bool,
        operation: Operation | None,
    ) -> None:
        super().__init__(connection, actor, surroundings, now, today, company_id=company_id)
        self._uncommitted = uncommitted
        self.confirmed = confirmed
        self.why: str | None = None
        self.recorder = Recorder(self.company_id)
        self._texts: list[search.Entry] = []
        self.operation = operation
        self._shared: Shared | None = None
        self._units: Units | None = None
        self._lock_company()
        if self._shared is not None:
            self._units = Units(connection, self.company_id, self._shared.part)

    @property
    def is_replay(self) -> bool:
        """Whether this is the server, carrying out what a device has done already (`engine.operation`)."""
        return self.operation is not None and self.operation.is_replay

    @property
    def device(self) -> Device | None:
        """The device of a shared book this runs for; None on the server itself and in a book by itself."""
        return None if self.operation is None else self.operation.device

    @property
    def is_on_device(self) -> bool:
        """Whether this book follows a server."""
        return self._shared is not None and self._shared.part is Part.DEVICE

    def adjusted(self, code: str, field: str = "", **params: object) -> None:
        """Say that something a device has done had to be done a little differently; its user reads why."""
        if self.operation is not None:
            self.operation.adjustments.append(Problem(code, field, params))

    def promise(self, what: str, value: int, **said: object) -> None:
        """Say what stands on a paper that may be handed over: on a device kept, in a replay held against.

        A difference is told as `document.total_changed`, with `said` to know the paper by.
        """
        if self.operation is None:
            return
        if not self.is_replay:
            self.operation.promised[what] = value
            return
        printed = self.operation.promised.get(what)
        if printed is not None and printed != value:
            self.adjusted("document.total_changed", "", was=printed, now=value, **said)

    def send_as(self, command: Command[Any]) -> None:
        """On a device: the command as the server shall get it, with the prices and rates that were used."""
        if self.is_on_device and self.operation is not None:
            self.operation.sent_as = command

    def begin_operation(self, command: Command[Any]) -> UUID | None:
        """The id from which this command draws the ids of its rows; None where they need no agreement.

        On a device this is where an operation begins. RuleBroken `sync.server_only` for what only the server
        can do.
        """
        shared = self._shared
        if command.offline is Offline.SERVER and self.company_id == 0:
            refuse_on_device(self._connection, type(command).__name__)
        if self.operation is None and shared is not None and shared.part is Part.DEVICE:
            if command.offline is Offline.SERVER:
                raise RuleBroken([Problem("sync.server_only", "", {"command": type(command).__name__})])
            if command.offline is Offline.ORDINARY or command.offline is Offline.FACT:
                if self.actor.user_id is None or shared.device_id is None:
                    raise RuleBroken([Problem("sync.needs_user")])
                device = Device(shared.device_id, shared.prefix)
                self.recorder.saw = {}
                self.operation = Operation(free_id(), device, self.now, self.today, shared.cursor_n)
        return None if self.operation is None else self.operation.id

    def _companies(self) -> set[int]:
        """The companies this transaction is in so far."""
        return {self.company_id}

    def _lock_company(self) -> None:
        """Take the company's chain row; from here to commit this is its only command anywhere."""
        enter(self._connection, self._companies())
        rows = CHAIN_LOCKED.rows(self._connection, {"company": self.company_id})
        if not rows:
            first = {"company_id": self.company_id, "n": 0, "head": GENESIS, "reference_n": 0}
            # Another program may be making the same first entry: then this waits for it.
            FIRST_CHAIN.send(self._connection, [first])
            rows = CHAIN_LOCKED.rows(self._connection, {"company": self.company_id})
            self._uncommitted = True
        [(n, head, reference_n, part, device_id, prefix, cursor_n, operation_n, link)] = rows
        self._n, self._head, self._reference_n = int(n), bytes(head), int(reference_n)
        if part is not None:
            self._shared = Shared(Part(part), device_id, prefix, cursor_n, operation_n, link)

    @property
    def change_n(self) -> int:
        """The company's change number: that of this command's entry once it is written."""
        return self._n

    @property
    def has_touched_units(self) -> bool:
        """Whether something of a shared company changes that is no recorded row: a mark, a sum."""
        return bool(self._units)

    def write_shared(self) -> None:
        """What is kept of this command so that it, or what it did, can travel."""
        if self._units is None or self._shared is None:
            return
        if self._shared.part is Part.SERVER:
            self._units.write_changes(self._n)
            return
        self._units.write_before()

    def write_message(self, command: Command[Any], *, followed: bool = False) -> None:
        """On a device: keep the operation this command is, behind its last one. Called once, at its end.

        `followed`: another command was carried out because of it.
        """
        shared, operation = self._shared, self.operation
        if operation is None or operation.is_replay or shared is None or self.actor.user_id is None:
            return
        if not (self.recorder.anything or self.has_touched_units or followed):
            return  # it changed nothing
        message = next_message(
            shared,
            operation,
            command,
            self.actor.user_id,
            self.confirmed,
            self._surroundings.schema,
            self.recorder.saw or {},
        )
        write_operation(self._connection, self.company_id, message, operation, state=PENDING)
        advance_operations(self._connection, self.company_id, message)

    def write_texts(self) -> None:
        """Send the texts collected by `index`."""
        if self._texts:
            search.write(self._connection, self.company_id, self._texts)
            self._texts = []

    def write_entry(self, name: str, payload: bytes, why: str | None) -> None:
        recorder = self.recorder
        n = self._n + 1
        entry_id = new_id()
        body = canonical_json(recorder.body())
        digest = sha256(payload).digest()
        actor = self.actor
        device_id = self._surroundings.device_id if self.operation is None else self.operation.device.id
        fields = hashed_fields(
            company_id=self.company_id,
            n=n,
            entry_id=entry_id,
            command=name,
            user_id=actor.user_id,
            user_name=actor.name,
            device_id=device_id,
            at=self.now,
            why=why,
            body=body,
            payload_digest=digest,
        )
        head = entry_hash(self._head, fields)
        entry = {
            "company_id": self.company_id,
            "n": n,
            "id": entry_id,
            "command": name,
            "user_id": actor.user_id,
            "user_name": actor.name,
            "device_id": device_id,
            "at": self.now,
            "why": why,
            "body": body,
            "clear": canonical_json(recorder.clear) if recorder.clear else None,
            "payload_digest": digest,
            "hash": head,
        }
        insert_into(self._connection, audit_entries, tuple(entry), [entry], items=True)
        self._connection.info.setdefault(ENTRIES, []).append((self.company_id, entry_id))
        if not self.is_on_device:  # whose operations say more, and whose entries the server replaces
            sent = {"company_id": self.company_id, "n": n, "payload": compressed(payload)}
            insert_into(self._connection, outbox, tuple(sent), [sent], items=True)
        reference_n = n if recorder.reference_changed else self._reference_n
        CHAIN_ADVANCED.send(
            self._connection,
            [{"company": self.company_id, "new_n": n, "new_head": head, "new_reference_n": reference_n}],
        )
        self._n, self._head, self._reference_n = n, head, reference_n

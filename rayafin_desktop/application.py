"""The composition root: a database and the catalogue make an App, and an App carries out commands."""

from __future__ import annotations

import dataclasses
import logging
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Generic, TypeVar
from uuid import UUID

from sqlalchemy import Connection, select

from .base.dates import utc_now
from .base.errors import BookProblem, NeedsApproval, NeedsConfirmation, Offline, RayafinError
from .base.ids import drawn_from
from .catalogue import Catalogue
from .engine import schema
from .engine.answers import KeptAnswer, kept_answer
from .engine.book_key import BookKey
from .engine.commands import Command
from .engine.database import Database, OutcomeUnknown, open_database
from .engine.feature import Check, Fault
from .engine.garbage import collector_at_rest
from .engine.office import ensure_database
from .engine.operation import Operation
from .engine.permissions import Actor, the_book
from .engine.record import audit_entries
from .engine.sharing import CHAIN_LOCKED
from .engine.tenancy import enter
from .engine.work import FollowUp, Read, Surroundings, Work
from .features.access.presence import present
from .features.companies.model import Company

_log = logging.getLogger(__name__)

R = TypeVar("R")
# Writes what became of a command, at its end and in its transaction.
Keeping = Callable[[Work, Any], None]
NOTHING_CONFIRMED: frozenset[str] = frozenset()
# (connection, the command's result or the NeedsApproval it was parked with, what it touched)
Beside = Callable[[Connection, Any, dict[str, frozenset[UUID]]], None]


@dataclass(frozen=True, slots=True)
class Clock:
    """Where `now` and `today` come from; tests hand in their own."""

    now: Callable[[], datetime] = utc_now
    today: Callable[[], date] = date.today


@dataclass(frozen=True, slots=True)
class Outcome(Generic[R]):
    """What a command did: its result, and the ids it touched by kind of entity."""

    result: R
    touched: dict[str, frozenset[UUID]]


@dataclass(frozen=True, slots=True)
class Checked:
    """One invariant of one company (code empty for the book itself) and what breaks it."""

    company: str
    check: str
    faults: tuple[Fault, ...]


def _together(
    one: dict[str, frozenset[UUID]], other: dict[str, frozenset[UUID]]
) -> dict[str, frozenset[UUID]]:
    return {kind: one.get(kind, frozenset()) | other.get(kind, frozenset()) for kind in (*one, *other)}


class App:
    """An opened book with everything that can be done to it. Safe to share between threads."""

    def __init__(
        self, database: Database, catalogue: Catalogue | None = None, clock: Clock | None = None
    ) -> None:
        self.database = database
        self.catalogue = catalogue or Catalogue()
        self.clock = clock or Clock()
        self._listeners: list[Callable[[dict[str, frozenset[UUID]]], None]] = []
        with database.read() as connection:
            device_id = schema.book_fact(connection, "device_id")
        self._surroundings = Surroundings(
            device_id,
            self.catalogue.reactions,
            {},
            self.catalogue.settings,
            self.catalogue.commands,
            self.catalogue.permissions,
            self.catalogue.blockers,
            schema.HEAD,
            self.catalogue.messages.sentence,
        )

    def execute(
        self,
        command: Command[R],
        actor: Actor,
        *,
        confirmed: frozenset[str] = NOTHING_CONFIRMED,
        beside: Beside | None = None,
    ) -> Outcome[R]:
        """Carry out one command in one transaction: the only door through which a book changes.

        Raises RayafinError subclasses; on any exception nothing of the command is left behind. What must be
        known of a refusal all the same (NeedsApproval: the ticket it waits under) a command of its own keeps.
        `beside` writes, in the same transaction, what must be kept with what is kept or not at all.
        """
        try:
            result, touched = self._carried_out([command], actor, confirmed, beside)
        except RayafinError as refusal:
            self._keep(refusal, actor, beside)
            raise
        return Outcome(result[0], touched)

    def _keep(self, refusal: RayafinError, actor: Actor, beside: Beside | None) -> None:
        """Carry out the command that keeps what is to be known of a refusal, with no other permission."""
        keeping = refusal.afterwards
        if not isinstance(keeping, Command):
            return
        refusal.afterwards = None
        only = dataclasses.replace(
            actor, permissions=frozenset({keeping.permission}), everything=False, fixed=True
        )

        def named(connection: Connection, result: Any, touched: dict[str, frozenset[UUID]]) -> None:
            if isinstance(refusal, NeedsApproval):
                refusal.params["ticket"] = str(result)
                if beside is not None:
                    beside(connection, refusal, touched)

        self._carried_out([keeping], only, NOTHING_CONFIRMED, named)

    def execute_all(
        self, commands: Sequence[Command[Any]], actor: Actor, *, confirmed: frozenset[str] = NOTHING_CONFIRMED
    ) -> list[Outcome[Any]]:
        """Carry out several commands, all or nothing; each has its own audit entry.

        None of them can wait for an approval: NeedsApproval refuses them all, and nothing is parked.
        """
        results, touched = self._carried_out(commands, actor, confirmed)
        return [Outcome(result, touched) for result in results]

    def rehearse(
        self,
        commands: Iterable[Command[Any]],
        actor: Actor,
        *,
        confirmed: frozenset[str] = NOTHING_CONFIRMED,
    ) -> Iterator[Outcome[Any]]:
        """Carry commands out one after the other and keep nothing: what each would do after those before it.

        Holds the book like one long command until the iterator is read to its end or closed.
        """
        with self.database.write() as connection:
            uncommitted = False
            for command in commands:
                result, touched, changed = self._run(connection, command, actor, confirmed, uncommitted)
                uncommitted = uncommitted or changed
                yield Outcome(result, touched)
            connection.rollback()

    def replay(
        self,
        command: Command[R],
        actor: Actor,
        operation: Operation | None,
        *,
        confirmed: frozenset[str],
        keep: Keeping,
        then: Callable[[], Sequence[tuple[Command[Any], Actor]]] = tuple,
    ) -> Outcome[R]:
        """Carry out on the server what a device has done: by the same rules, as it was there.

        `keep` writes what became of it, in the same transaction; so do the commands that `then` answers.
        What is refused leaves nothing behind, as with `execute`. Without an `operation` it is a command of
        the server's own, with something to be kept beside it.
        """
        self.catalogue.handled(type(command))
        actor.require(command.permission)

        def transaction() -> tuple[Any, dict[str, frozenset[UUID]]]:
            if operation is not None:
                operation.adjustments.clear()
                operation.unused[:] = operation.numbers
            with self.database.write() as connection:
                result, touched, changed = self._run(
                    connection, command, actor, confirmed, False, operation, keep
                )
                for more, whose in then():
                    _, touched_too, changed_too = self._run(
                        connection, more, whose, NOTHING_CONFIRMED, changed
                    )
                    touched, changed = _together(touched, touched_too), changed or changed_too
            return result, touched

        result, touched = self.database.retrying(transaction)
        if touched:
            self.tell(touched)
        return Outcome(result, touched)

    def _run(
        self,
        connection: Connection,
        command: Command[Any],
        actor: Actor,
        confirmed: frozenset[str],
        uncommitted: bool,
        operation: Operation | None = None,
        keep: Keeping | None = None,
    ) -> tuple[Any, dict[str, frozenset[UUID]], bool]:
        """One command within a transaction: its result, what it touched, whether what is cached changed."""
        handled = self.catalogue.handled(type(command))
        actor.require(command.permission)
        with collector_at_rest():
            work = self._work(connection, actor, confirmed, uncommitted, operation)
            work.actor = present(work)
            work.actor.require(command.permission)
            seed = work.begin_operation(command)
            with nullcontext() if seed is None else drawn_from(seed):
                for gate in self.catalogue.gates:
                    gate(command, work)
                result = handled.handler(command, work)
                for inspection in self.catalogue.inspections:
                    inspection(command, result, work)
                touched, changed = work.finish(command), work.reference_changed
                for one in work.follow_ups:
                    more, changed_too = self._follow(
                        connection, one, confirmed, uncommitted or changed, work.operation
                    )
                    touched = _together(touched, more)
                    changed = changed or changed_too
            work.write_message(command, followed=bool(work.follow_ups))
            if keep is not None:
                keep(work, result)
            return result, touched, changed

    def _work(
        self,
        connection: Connection,
        actor: Actor,
        confirmed: frozenset[str],
        uncommitted: bool,
        operation: Operation | None = None,
    ) -> Work:
        return Work(
            connection,
            actor,
            self._surroundings,
            # Of a device's clocks only the day is taken: what may be done when is measured by this book's.
            self.clock.now(),
            self.clock.today() if operation is None else operation.today,
            confirmed=confirmed,
            uncommitted=uncommitted,
            operation=operation,
        )

    def _follow(
        self,
        connection: Connection,
        one: FollowUp,
        confirmed: frozenset[str],
        uncommitted: bool,
        operation: Operation | None,
    ) -> tuple[dict[str, frozenset[UUID]], bool]:
        """A command within the transaction of another, in another person's name and by the same rules."""
        try:
            handled = self.catalogue.handled(type(one.command))
            work = self._work(connection, one.actor, confirmed | one.confirmed, uncommitted, operation)
            work.actor = present(work)
            work.actor.require(one.command.permission)
            work.approval = one.approval
            for gate in self.catalogue.gates:
                gate(one.command, work)
            result = handled.handler(one.command, work)
            for inspection in self.catalogue.inspections:
                inspection(one.command, result, work)
            one.then(work, result)
            return work.finish(one.command), work.reference_changed
        except NeedsConfirmation:
            raise
        except RayafinError as refusal:
            refusal.afterwards = one.failed(refusal)
            raise

    def _carried_out(
        self,
        commands: Sequence[Command[Any]],
        actor: Actor,
        confirmed: frozenset[str],
        beside: Beside | None = None,
    ) -> tuple[list[Any], dict[str, frozenset[UUID]]]:
        for command in commands:
            self.catalogue.handled(type(command))
            actor.require(command.permission)

        def transaction() -> tuple[list[Any], dict[str, frozenset[UUID]]]:
            results: list[Any] = []
            touched: dict[str, frozenset[UUID]] = {}
            uncommitted = False
            with self.database.write() as connection:
                for command in commands:
                    result, ids_by_kind, changed = self._run(
                        connection, command, actor, confirmed, uncommitted
                    )
                    uncommitted = uncommitted or changed
                    results.append(result)
                    touched = _together(touched, ids_by_kind)
                if beside is not None:
                    beside(connection, results[-1], touched)
            return results, touched

        results, touched = self.database.retrying(transaction)
        if any(command.leaves_no_trace for command in commands):
            self.database.scrub()
        if touched:
            self.tell(touched)
        return results, touched

    def tell(self, touched: dict[str, frozenset[UUID]]) -> None:
        """Call the listeners. What they hear of is kept: no fault of theirs may make it look failed."""
        for listener in tuple(self._listeners):
            try:
                listener(touched)
            except Exception:  # noqa: BLE001 - whatever it is, it is not the command's
                _log.exception("a listener failed after the commit")

    def kept_answer(self, company_id: int, key: bytes) -> KeptAnswer | None:
        """The answer a request with this key got before, if it is still kept (engine.answers)."""
        with self.database.read() as connection:
            enter(connection, (company_id,))
            return kept_answer(connection, company_id, key, self.clock.now())

    @contextmanager
    def read(self, actor: Actor, *, positions: bool = False) -> Iterator[Read]:
        """A read scope: one snapshot of the actor's company, in which nothing can be written.

        `positions=True` where `listing.Positions` will be used in it.
        """
        with self.database.read(positions=positions) as connection:
            enter(connection, (actor.company_id,))
            read = Read(connection, actor, self._surroundings, self.clock.now(), self.clock.today())
            read.actor = present(read)
            yield read

    def verify(self, check_names: Sequence[str] = ()) -> Iterator[Checked]:
        """Run every invariant of every feature over every company, the book's own chain included.

        `check_names` limits it to these checks. What is wrong comes with its evidence; nothing is mended.
        """
        with self.read(the_book()) as read:
            companies = [(0, "")] + [(c.key, c.code) for c in read.all(Company, order_by=[Company.c.key])]
        for key, code in companies:
            for feature in self.catalogue.features:
                for check in feature.checks:
                    if (check_names and check.name not in check_names) or (key == 0 and not check.of_book):
                        continue
                    yield Checked(code, check.name, self._faults(check, key))

    def _faults(self, check: Check, company_key: int) -> tuple[Fault, ...]:
        """What a check finds. Damaged rows may stop it: that is found, too, and the other checks go on."""
        try:
            with self.read(the_book(company_key)) as read:
                return tuple(check.run(read))
        except BookProblem as problem:
            return (Fault(check.name, f"stopped: {self.sentences(problem)[0]}"),)
        except RayafinError:
            raise
        except Exception as error:  # noqa: BLE001 - told as a fault, whatever it is
            _log.debug("a check stopped", exc_info=True)
            return (Fault(check.name, f"stopped: {type(error).__name__}: {error}"),)

    def arrived(self, unknown: OutcomeUnknown) -> bool:
        """Whether what was lost sight of during its commit was kept after all; Offline until it can be seen.

        The company's chain is locked for the look: a commit that is still on its way has ended by then.
        """
        if not unknown.entries:
            return False
        company_id, entry_id = unknown.entries[0]

        def look() -> bool:
            with self.database.write() as connection:
                enter(connection, (company_id,))
                CHAIN_LOCKED.rows(connection, {"company": company_id})
                c = audit_entries.c
                found = select(c.n).where(c.company_id == company_id, c.id == entry_id)
                return connection.execute(found).first() is not None

        return self.database.retrying(look)

    def on_change(self, listener: Callable[[dict[str, frozenset[UUID]]], None]) -> None:
        """Call `listener(touched)` after every command, on its thread; what a listener raises is logged."""
        self._listeners.append(listener)

    def sentences(self, error: RayafinError) -> list[str]:
        """What a person reads for an error, one sentence per problem."""
        return self.catalogue.messages.sentences(error)

    def close(self) -> None:
        self.database.close()


def open_book(
    location: str | os.PathLike[str],
    *,
    clock: Clock | None = None,
    catalogue: Catalogue | None = None,
    key: BookKey | str | None = None,
) -> App:
    """Open an existing book, migrating it first if it is older than the program.

    An office database that is not there is made; what keeps us from one is told apart (`engine.office`).
    `key` is the passphrase or recovery key of an encrypted one; otherwise RAYAFIN_BOOK_KEY is asked.
    """
    database = open_database(location, key=key)
    try:
        try:
            schema.prepare(database)
        except Offline:
            if database.is_sqlite or not ensure_database(os.fspath(location)):
                raise
            schema.prepare(database)
        return App(database, catalogue, clock)
    except BaseException:
        database.close()
        raise


def create_book(
    location: str | os.PathLike[str],
    *,
    clock: Clock | None = None,
    catalogue: Catalogue | None = None,
    key: BookKey | None = None,
) -> App:
    """Make a new, empty book; an existing file is refused. With a `key` it is encrypted."""
    database = open_database(location, create=True, key=key)
    try:
        schema.prepare(database)
        return App(database, catalogue, clock)
    except BaseException:
        database.close()
        raise

"""What the window asks of the book, behind one small interface.

`AppBackend` answers from an opened book for one actor. Pages and forms know only `Backend`, so that
samples and tests can hand in rows of their own.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol, TypeVar
from uuid import UUID

from rayafin_desktop.base.errors import Problem

from .lists.page_source import Interrupted, Overview, PageSource, View

if TYPE_CHECKING:
    from rayafin_desktop.application import App
    from rayafin_desktop.engine.listing import Look, Positions
    from rayafin_desktop.engine.permissions import Actor
    from rayafin_desktop.engine.report import Report, ReportParameter
    from rayafin_desktop.engine.work import Read

T = TypeVar("T")
Key = UUID | int | str
Touched = Mapping[str, Iterable[UUID]]
_IN_BOOK = "company.create"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One line of a type-ahead: `figure` stands at the far end, such as a rate or a balance."""

    id: Key
    title: str
    code: str = ""
    note: str = ""
    figure: str = ""
    row: Any = None


@dataclass(frozen=True, slots=True)
class Done:
    """What a command did: its result, and the ids it touched by kind."""

    result: Any
    touched: Touched


class Backend(Protocol):
    """All calls but `may`, `sentence` and `reports` run on reader or writer threads."""

    def may(self, permission: str) -> bool:
        """Whether the person at the window has a permission; the empty one everybody has."""

    def sentence(self, problem: Problem) -> str:
        """What a person reads for a problem."""

    def source(self, query: str) -> PageSource:
        """The pages of a registered list query."""

    def reports(self) -> Sequence[Report]:
        """The reports the person at the window may see."""

    def report_parameters(self) -> Mapping[str, ReportParameter]:
        """The records reports can be asked about, by the name of the keyword."""

    def details(self, query: str, key: Key, by: str, limit: int) -> Sequence[Any]:
        """What hangs on a record: a registered record query by its id, or the rows of a list query
        whose column `by` is the id. A record alone comes as one row.
        """

    def suggestions(self, query: str, text: str, limit: int) -> list[Suggestion]:
        """Rows of a registered list query that a typed text finds."""

    def read(self, answer: Callable[[Read], T]) -> T:
        """The answer of a query function, in one snapshot."""

    def execute(self, command: Any, confirmed: frozenset[str]) -> Done:
        """Carry out a command."""


def suggestion(row: Any) -> Suggestion:
    """A row of a look-up query as a line of the type-ahead."""
    return Suggestion(
        row.id,
        str(getattr(row, "name", None) or getattr(row, "number", "") or ""),
        str(getattr(row, "code", "") or ""),
        str(getattr(row, "note", "") or ""),
        str(getattr(row, "figure", "") or ""),
        row,
    )


class AppBackend:
    """The book opened by `App`, for one actor."""

    def __init__(self, app: App, actor: Actor) -> None:
        self._app = app
        self._actor = actor

    def may(self, permission: str) -> bool:
        return not permission or self._actor.may(permission)

    def sentence(self, problem: Problem) -> str:
        return self._app.catalogue.messages.sentence(problem)

    def source(self, query: str) -> PageSource:
        return QuerySource(self._app, lambda: self._actor, query)

    def reports(self) -> Sequence[Report]:
        return [one for one in self._app.catalogue.reports.values() if self.may(one.permission)]

    def report_parameters(self) -> Mapping[str, ReportParameter]:
        return self._app.catalogue.report_parameters

    def details(self, query: str, key: Key, by: str, limit: int) -> Sequence[Any]:
        from rayafin_desktop.engine import listing

        record = self._app.catalogue.records.get(query)
        with self._app.read(self._actor) as read:
            if record is None:
                look = listing.Look(where=((by or "id", str(key)),))
                return listing.page(self._app.catalogue.query(query), read, look, limit=limit)
            # Most records have a UUID; the audit log counts.
            answer = record(read, UUID(key) if isinstance(key, str) else key)  # type: ignore[arg-type]
        if answer is None:
            return []
        # A database row is a tuple, too; only a plain list or tuple holds rows.
        return answer if type(answer) in (list, tuple) else [answer]

    def suggestions(self, query: str, text: str, limit: int) -> list[Suggestion]:
        from rayafin_desktop.engine import listing

        look = listing.Look(text=text)
        with self._app.read(self._actor) as read:
            rows = listing.page(self._app.catalogue.query(query), read, look, limit=limit)
        return [suggestion(row) for row in rows]

    def read(self, answer: Callable[[Read], T]) -> T:
        with self._app.read(self._actor) as read:
            return answer(read)

    def execute(self, command: Any, confirmed: frozenset[str]) -> Done:
        outcome = self._app.execute(command, self._who(command), confirmed=confirmed)
        return Done(outcome.result, outcome.touched)

    def _who(self, command: Any) -> Actor:
        """The member; for what is done to the book as a whole (a new company), the same person there."""
        from rayafin_desktop.features.access.sign_in import actor_for

        if type(command).permission != _IN_BOOK or self._actor.user_id is None:
            return self._actor
        there = actor_for(self._app, self._actor.user_id, 0)
        return dataclasses.replace(there, session_id=self._actor.session_id)

    def renew(self, actor: Actor) -> None:
        """The same person after he has signed in again; lists that are open ask in his new session."""
        self._actor = actor


class QuerySource:
    """Pages of a list query of the book. A fresh snapshot is taken whenever a view is opened."""

    def __init__(self, app: App, actor: Callable[[], Actor], query: str) -> None:
        self._app = app
        self._actor = actor
        self._query = app.catalogue.query(query)
        self._scope: AbstractContextManager[Read] | None = None
        self._read: Read | None = None
        self._positions: Positions | None = None
        self._break_off: Callable[[], None] | None = None

    def count(self, view: View) -> int:
        from rayafin_desktop.engine import listing

        return self._unless_interrupted(lambda: listing.count(self._query, self._fresh(), self._look(view)))

    def first_page(self, view: View, size: int) -> Sequence[Any]:
        from rayafin_desktop.engine import listing

        return self._unless_interrupted(
            lambda: listing.page(self._query, self._open(), self._look(view), limit=size)
        )

    def freeze(self, view: View) -> int:
        from rayafin_desktop.engine import listing

        def positions() -> Positions:
            return listing.Positions(self._query, self._fresh(), self._look(view))

        self._positions = self._unless_interrupted(positions)
        return self._positions.count

    def page(self, first: int, size: int) -> Sequence[Any]:
        frozen = self._positions
        if frozen is None:
            return []
        return self._unless_interrupted(lambda: frozen.page(first, size))

    def position_of(self, key: Key) -> int | None:
        frozen = self._positions
        if frozen is None or not isinstance(key, UUID):
            return None
        return self._unless_interrupted(lambda: frozen.position_of(key))

    def overview(self) -> Overview:
        from rayafin_desktop.engine import listing

        def figures() -> Overview:
            # Apart from the frozen view: figures are of now.
            with self._app.read(self._actor()) as read:
                stats = self._query.stats(read) if self._query.stats else {}
                return Overview(stats, listing.tab_counts(self._query, read))

        return self._unless_interrupted(figures)

    def interrupt(self) -> None:
        if self._break_off is not None:
            self._break_off()

    def close(self) -> None:
        self.rest()

    def rest(self) -> None:
        self._break_off, self._positions, self._read = None, None, None
        if self._scope is not None:
            scope, self._scope = self._scope, None
            scope.__exit__(None, None, None)

    def _look(self, view: View) -> Look:
        from rayafin_desktop.engine.listing import Look

        return Look(view.tab, view.text, view.sort, view.descending, view.where)

    def _open(self) -> Read:
        return self._read if self._read is not None else self._fresh()

    def _fresh(self) -> Read:
        self.rest()
        self._scope = self._app.read(self._actor(), positions=True)
        self._read = self._scope.__enter__()
        driver = self._read.connection.connection.driver_connection
        # SQLite's driver can be told from another thread to stop; PostgreSQL's `cancel` likewise.
        self._break_off = getattr(driver, "interrupt", None) or getattr(driver, "cancel", None)
        return self._read

    def _unless_interrupted(self, answer: Callable[[], T]) -> T:
        try:
            return answer()
        except Exception as error:
            said = f"{error} {error.__cause__}".lower()
            if "interrupt" in said or "due to user request" in said:
                raise Interrupted from error
            raise

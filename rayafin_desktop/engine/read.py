"""Read: what a query gets to do its job with, a snapshot of one company's rows that cannot be written.

Here too: what a feature announces (`Happening`), and what every Read and Work of one App shares.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, TypeVar, cast
from uuid import UUID

from sqlalchemy import Connection, Executable, Result, Select, select

from rayafin_desktop.base.errors import NotFound, Problem

from .branches import within
from .entity import BookEntity, Entity, Part, Row, parent_field
from .permissions import Actor, PermissionTable
from .record import REFERENCE_N
from .statements import PreparedStatement, rows_with, rows_with_ids

if TYPE_CHECKING:
    from .blockers import Blocker
    from .commands import Handled
    from .settings import Setting
    from .work import Work

T = TypeVar("T")
B = TypeVar("B", bound=BookEntity)
P = TypeVar("P", bound=Part)
W = TypeVar("W", bound=Row)


@dataclass(frozen=True, kw_only=True)
class Happening:
    """Something a feature announces; features above it may react, in the same transaction."""


Reaction = Callable[[Any, "Work"], None]


@dataclass(slots=True)
class Surroundings:
    """What every Work and Read of one App shares."""

    device_id: UUID
    reactions: Mapping[type[Happening], Sequence[Reaction]]
    # (company_id, name) -> (reference_n it was loaded at, value); see `Read.cached`
    cache: dict[tuple[int, str], tuple[int, Any]]
    settings: Mapping[str, Setting[Any]] = dataclasses.field(default_factory=dict)
    commands: Mapping[str, Handled] = dataclasses.field(default_factory=dict)
    permissions: PermissionTable = dataclasses.field(default_factory=lambda: PermissionTable(()))
    blockers: Sequence[Blocker] = ()
    schema: str = ""  # the revision of the book's schema, which operations are made under
    # What a person reads for a problem, for lists that tell why something was refused.
    sentence: Callable[[Problem], str] = lambda problem: problem.code


class Read:
    """A snapshot of one company for queries. Answers rows; never writes."""

    def __init__(
        self,
        connection: Connection,
        actor: Actor,
        surroundings: Surroundings,
        now: datetime,
        today: date,
        *,
        company_id: int | None = None,
    ) -> None:
        self._connection = connection
        self.actor = actor
        self.company_id = actor.company_id if company_id is None else company_id
        self.now = now
        self.today = today
        self._surroundings = surroundings
        self._reference_n: int | None = None
        self._across_branches = False
        self.list_selects: dict[str, Select[Any]] = {}
        """The SELECT of each list that was looked at in this scope (`listing.selected`)."""

    @property
    def branch_id(self) -> UUID | None:
        """The branch whose rows alone are read and written here; None for all."""
        return None if self._across_branches else self.actor.branch_id

    @contextmanager
    def across_branches(self) -> Iterator[None]:
        """Within this, rows of all branches are read: for numbers that run through the whole company."""
        before, self._across_branches = self._across_branches, True
        try:
            yield
        finally:
            self._across_branches = before

    def sentence(self, problem: Problem) -> str:
        """What a person reads for a problem."""
        return self._surroundings.sentence(problem)

    def seen(self, statement: Executable) -> Executable:
        """A statement as the actor's branch sees the tables; to be run on `connection`."""
        branch_id = self.branch_id
        return statement if branch_id is None else within(statement, branch_id, self.dialect)

    @property
    def connection(self) -> Connection:
        """The open connection; for the engine's own mechanisms, not for features."""
        return self._connection

    @property
    def dialect(self) -> str:
        return self._connection.dialect.name

    def execute(self, statement: Executable, values: Any = None) -> Result[Any]:
        """Run a SELECT. (Writes are refused: by the database here, by `Work` there.)"""
        return self._connection.execute(self.seen(statement), values)

    def fetch(self, statement: Select[Any] | PreparedStatement, **values: Any) -> Sequence[Any]:
        """All rows of a SELECT; `values` are those it names by `bindparam`."""
        if isinstance(statement, PreparedStatement):
            self._before_reading()
            if self.branch_id is not None:
                return self._connection.execute(self.seen(statement.source), values).all()
            return statement.rows(self._connection, values)
        return self.execute(statement, values or None).all()

    def first(self, statement: Select[Any] | PreparedStatement, **values: Any) -> Any | None:
        """The first row of a SELECT, or None."""
        if isinstance(statement, PreparedStatement):
            return next(iter(self.fetch(statement, **values)), None)
        return self.execute(statement, values or None).first()

    def scalar(self, statement: Select[Any] | PreparedStatement, **values: Any) -> Any:
        """The first column of the first row, or None."""
        row = self.first(statement, **values)
        return None if row is None else row[0]

    def get(self, cls: type[B], id: UUID, *, field: str = "") -> B:  # noqa: A002
        """The entity with this id in this company; NotFound (`<kind>.not_found`) otherwise."""
        found = self._with(cls, {"id": id})
        if not found:
            raise NotFound(f"{cls.mapping.kind}.not_found", {"id": str(id)}, field=field)
        return found[0]

    def by_ids(self, cls: type[B], ids: Iterable[UUID]) -> dict[UUID, B]:
        """The living entities of these ids, by id; what is not found is left out."""
        self._before_reading()
        mapping, wanted, scope = cls.mapping, list(dict.fromkeys(ids)), self._scope(cls)
        own = scope.pop("id", None)  # of the branch itself
        wanted = [id_ for id_ in wanted if own in (None, id_)]
        rows = rows_with_ids(self._connection, mapping.table, mapping.fields, scope, "id", wanted)
        return {built.id: built for built in (self._built(cls, row) for row in rows)}

    def _with(self, cls: type[B], equal: Mapping[str, Any]) -> list[B]:
        """The living entities whose columns have these values."""
        self._before_reading()
        mapping, scope = cls.mapping, self._scope(cls)
        if any(scope.get(name, value) != value for name, value in equal.items()):
            return []  # of another branch
        rows = rows_with(self._connection, mapping.table, mapping.fields, {**scope, **equal})
        return [self._built(cls, row) for row in rows]

    def _scope(self, cls: type[BookEntity]) -> dict[str, Any]:
        if not issubclass(cls, Entity):
            return {}
        scope: dict[str, Any] = {"company_id": self.company_id}
        if cls.mapping.branch_field and self.branch_id is not None:
            scope[cls.mapping.branch_field] = self.branch_id
        return scope

    def _before_reading(self) -> None:
        """What must be done before a statement; `Work` sends its collected inserts."""

    def find(self, cls: type[B], *where: Any, **equal: Any) -> B | None:
        """The one living entity that meets the conditions, or None.

        `equal` names columns and their values (none of them NULL); alone they need no statement to be built.
        """
        if not where:
            found = self._with(cls, equal)
            return found[0] if found else None
        where += tuple(cls.c[name] == value for name, value in equal.items())
        row = self.execute(self._select(cls, where)).first()
        return None if row is None else self._built(cls, row)

    def all(self, cls: type[B], *where: Any, order_by: Sequence[Any] = ()) -> list[B]:
        """All living entities that meet the conditions."""
        statement = self._select(cls, where).order_by(*order_by)
        return [self._built(cls, row) for row in self.execute(statement)]

    def parts(self, cls: type[P], parent_id: UUID) -> list[P]:
        """The parts of one parent, in line order."""
        statement = (
            select(*(cls.c[name] for name in cls.mapping.fields))
            .where(cls.c.company_id == self.company_id, cls.c[parent_field(cls)] == parent_id)
            .order_by(cls.c.line_no)
        )
        return [self._built(cls, row) for row in self.execute(statement)]

    def setting(self, setting: Setting[T]) -> T:
        """The company's value of a setting, or its default."""
        stored = self.cached("settings", self._load_settings)
        return setting.parse(stored[setting.key]) if setting.key in stored else setting.default

    @property
    def known_settings(self) -> Mapping[str, Setting[Any]]:
        """Every setting the features declare, by key."""
        return self._surroundings.settings

    @property
    def known_commands(self) -> Mapping[str, Handled]:
        """Every command the features handle, by name."""
        return self._surroundings.commands

    @property
    def permission_table(self) -> PermissionTable:
        """What each role may do as the program proposes it."""
        return self._surroundings.permissions

    @property
    def blockers(self) -> Sequence[Blocker]:
        """What the features say may stand in the way of closing a period."""
        return self._surroundings.blockers

    def _load_settings(self) -> dict[str, Any]:
        from .settings import SettingValue  # settings.py needs Read for typing

        return {row.key: row.value for row in self.all(SettingValue)}

    def cached(self, name: str, load: Callable[[], T]) -> T:
        """`load()`, kept until a reference entity of this company changes, in any process.

        For what is read by every command and rarely changes: accounts, tax codes, settings.
        """
        reference_n = self._current_reference_n()
        key = (self.company_id, name)
        found = self._surroundings.cache.get(key)
        if found is not None and found[0] == reference_n:
            return cast("T", found[1])
        value = load()
        self._surroundings.cache[key] = (reference_n, value)
        return value

    def _current_reference_n(self) -> int:
        if self._reference_n is None:
            row = next(iter(REFERENCE_N.rows(self._connection, {"company": self.company_id})), None)
            self._reference_n = 0 if row is None else int(row.reference_n)
        return self._reference_n

    def _select(self, cls: type[BookEntity], where: Iterable[Any]) -> Select[Any]:
        statement = select(*(cls.c[name] for name in cls.mapping.fields)).where(
            cls.c.deleted_at.is_(None), *where
        )
        if issubclass(cls, Entity):
            statement = statement.where(cls.c.company_id == self.company_id)
        return statement

    def _built(self, cls: type[W], row: Sequence[Any]) -> W:
        return cls(**dict(zip(cls.mapping.fields, row, strict=True)))

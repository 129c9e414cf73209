"""Lists: one typed description of what a list screen, `rayafin show` and an export read.

A `ListQuery` names its columns, how it can be sorted, its tabs and how a typed text filters it. The
pager turns it into pages over any number of rows: a temporary position table is built in one SQL
statement, and a page at any depth is a join on positions (screens.md 6.4).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, cast
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ColumnElement,
    Date,
    Integer,
    LargeBinary,
    MetaData,
    Select,
    Table,
    and_,
    func,
    select,
)
from sqlalchemy.schema import DropTable
from sqlalchemy.types import NullType, TypeEngine

from rayafin_desktop.base.errors import NotFound, Problem, RuleBroken
from rayafin_desktop.base.quantity import from_scaled, to_scaled

from .columns import ChoiceColumn, IdColumn, InstantColumn, ScaledColumn
from .work import Read

Condition = ColumnElement[bool] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ListQuery:
    """A list of rows of one kind.

    `select(read)` answers the SELECT with all labelled columns, already limited to the company (and to
    what the actor may see); its first column is `key`, the id that identifies a row.
    `sorts` maps a column key to the SQL columns it orders by; each should have an index led by
    company_id. `tabs` maps a tab key to its condition (None: all). `search(read, text)` is the condition
    for a typed filter.
    """

    name: str
    permission: str
    kinds: tuple[str, ...]
    select: Callable[[Read], Select[Any]]
    key: ColumnElement[Any]
    sorts: Mapping[str, Sequence[ColumnElement[Any]]]
    default_sort: tuple[str, bool]  # column key, descending
    tabs: Mapping[str, Callable[[Read], Condition]] = field(default_factory=dict)
    search: Callable[[Read, str], Condition] | None = None
    # Figures above the list (stat strip): key -> value; computed by one function.
    stats: Callable[[Read], Mapping[str, Any]] | None = None
    # Rows as they are shown, where SQL cannot say it: made from a whole page at a time.
    present: Callable[[Read, Sequence[Any]], Sequence[Any]] | None = None

    def shown(self, read: Read, rows: Sequence[Any]) -> Sequence[Any]:
        return rows if self.present is None else self.present(read, rows)


@dataclass(frozen=True, slots=True)
class Look:
    """Which rows of a list, in which order."""

    tab: str = ""
    text: str = ""
    sort: str = ""
    descending: bool = False
    where: tuple[tuple[str, str], ...] = ()


def selected(query: ListQuery, read: Read) -> Select[Any]:
    """The list's SELECT, built once in a scope: a page, its count and tabs need it, and more than once."""
    found = read.list_selects.get(query.name)
    if found is None:
        found = read.list_selects[query.name] = query.select(read)
    return found


def filtered(query: ListQuery, read: Read, look: Look) -> Select[Any]:
    """The list's SELECT with tab, text and column filters, not yet ordered."""
    statement = selected(query, read)
    conditions: list[ColumnElement[bool]] = []
    if look.tab:
        tab = query.tabs.get(look.tab)
        condition = tab(read) if tab else None
        if condition is not None:
            conditions.append(condition)
    typed = look.text.replace("\0", " ").strip()
    if typed and query.search is not None:
        condition = query.search(read, typed)
        if condition is not None:
            conditions.append(condition)
    labelled = {column.key: column for column in statement.selected_columns} if look.where else {}
    for name, value in look.where:
        if name not in labelled:
            raise NotFound("query.no_such_field", {"name": query.name, "field": name})
        try:
            conditions.append(labelled[name] == _typed(labelled[name].type, value))
        except (ValueError, ArithmeticError) as error:
            raise RuleBroken([Problem("query.bad_value", name, {"value": value, "field": name})]) from error
    return statement.where(and_(*conditions)) if conditions else statement


def _typed(kind: TypeEngine[Any], value: str) -> Any:
    """A filter's text as the column's Python value; ValueError or ArithmeticError if it is none."""
    match kind:
        case IdColumn():
            return UUID(value)
        case LargeBinary():
            return bytes.fromhex(value)
        case ScaledColumn():
            return from_scaled(to_scaled(Decimal(value)))
        case InstantColumn():
            instant = datetime.fromisoformat(value)
            return instant if instant.tzinfo else instant.replace(tzinfo=UTC)
        case ChoiceColumn():
            return kind.choices(value)
        # What is said of a whole condition (`~and_(...)`) has no type of its own: it is a truth, too.
        case Boolean() | NullType():
            if value.lower() not in _TRUTHS:
                raise ValueError(value)
            return _TRUTHS[value.lower()]
        case Integer():
            number = int(value)
            if abs(number) > (_LARGEST_INTEGER if isinstance(kind, BigInteger) else _LARGEST_SHORT):
                raise ValueError(value)
            return number
        case Date():
            return date.fromisoformat(value)
    if "\0" in value:
        raise ValueError(value)
    return value


_TRUTHS = {"1": True, "true": True, "yes": True, "0": False, "false": False, "no": False}
_LARGEST_INTEGER = 2**63 - 1
_LARGEST_SHORT = 2**31 - 1  # PostgreSQL compares such a column with nothing larger


def order_of(query: ListQuery, look: Look) -> list[ColumnElement[Any]]:
    """ORDER BY of the look, always ending in the key so that the order is total."""
    sort, descending = (look.sort, look.descending) if look.sort in query.sorts else query.default_sort
    columns = [*query.sorts[sort], query.key]
    return [column.desc() if descending else column.asc() for column in columns]


def page(query: ListQuery, read: Read, look: Look, *, limit: int = 100, offset: int = 0) -> Sequence[Any]:
    """Rows at an offset; for `show`, exports and first pages."""
    read.actor.require(query.permission)
    statement = filtered(query, read, look).order_by(*order_of(query, look)).limit(limit).offset(offset)
    return query.shown(read, read.fetch(statement))


def count(query: ListQuery, read: Read, look: Look) -> int:
    """How many rows the look has."""
    read.actor.require(query.permission)
    inner = filtered(query, read, look).with_only_columns(query.key, maintain_column_froms=True)
    return int(read.scalar(select(func.count()).select_from(inner.order_by(None).subquery())) or 0)


def tab_counts(query: ListQuery, read: Read) -> dict[str, int]:
    return {tab: count(query, read, Look(tab=tab)) for tab in query.tabs}


class Positions:
    """A frozen order of a list: row number -> key, in a temporary table of one read connection.

    Needs a read scope opened with `positions=True`, must be used from one thread, and is gone with it.
    """

    def __init__(self, query: ListQuery, read: Read, look: Look, *, table: str = "list_positions") -> None:
        read.actor.require(query.permission)
        self._query = query
        self._read = read
        connection = read.connection
        self._positions = Table(
            table,
            MetaData(),
            Column("position", Integer, primary_key=True),
            Column("key", query.key.type, nullable=False),
            prefixes=["TEMPORARY"],
        )
        connection.execute(DropTable(self._positions, if_exists=True))
        self._positions.create(connection, checkfirst=False)
        keys = (
            filtered(query, read, look)
            .with_only_columns(query.key, maintain_column_froms=True)
            .order_by(*order_of(query, look))
        )
        keys = cast("Select[Any]", read.seen(keys))
        # One statement numbers all rows: the interpreter lock is free while the database does it.
        connection.execute(self._positions.insert().from_select(["key"], keys))
        self.count = int(connection.execute(select(func.count()).select_from(self._positions)).scalar() or 0)

    def page(self, first: int, size: int) -> Sequence[Any]:
        """Rows `first` (0-based) to `first + size - 1` in the frozen order.

        A row deleted since the order was frozen is simply missing from its page.
        """
        position = self._positions.c.position
        keys = self._read.connection.execute(
            select(self._positions.c.key).where(position > first, position <= first + size).order_by(position)
        ).scalars()
        wanted = list(keys)
        if not wanted:
            return []
        rows = self._read.fetch(selected(self._query, self._read).where(self._query.key.in_(wanted)))
        found = {row[0]: row for row in rows}
        return self._query.shown(self._read, [found[key] for key in wanted if key in found])

    def position_of(self, key: UUID) -> int | None:
        """The 0-based position of a row, or None when it is not in this look."""
        statement = select(self._positions.c.position).where(self._positions.c.key == key)
        position = self._read.connection.execute(statement).scalar()
        return None if position is None else int(position) - 1

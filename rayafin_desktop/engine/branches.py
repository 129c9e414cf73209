"""Branches: who works in one branch finds and writes its rows only, whatever a query asks for.

A class with a `branch_id` is branched, and so are its parts. Queries know nothing of it: for an actor with
a branch each statement runs under common table expressions that carry the names of the branched tables and
hold that branch's rows, so that every mention of such a table, also in a join or a subquery, means those.
A row of no branch belongs to the head office and is nobody's who works in a branch. Another branch's id is
answered like one that does not exist.

Numbers that run through the whole company are taken `across_branches` (`engine.read`).
"""

from __future__ import annotations

import dataclasses
from functools import lru_cache
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import (
    CTE,
    ColumnClause,
    ColumnElement,
    Executable,
    Select,
    TableClause,
    bindparam,
    column,
    literal_column,
    select,
    table,
)
from sqlalchemy.sql.selectable import HasCTE

from rayafin_desktop.base.errors import NotFound

from .columns import IdColumn
from .entity import Part, Row, mapped_classes, parent_field

R = TypeVar("R", bound=Row)
_SCHEMAS = {"sqlite": "main", "postgresql": "public"}


def within(statement: Executable, branch_id: UUID, dialect: str) -> Executable:
    """The statement as somebody in a branch sees the tables; statements that are no SELECT stay."""
    if not isinstance(statement, HasCTE):
        return statement
    return statement.add_cte(*_shadows(branch_id, dialect))


@lru_cache(maxsize=64)
def _shadows(branch_id: UUID, dialect: str) -> tuple[CTE, ...]:
    """One expression for each branched table, under the table's name."""
    return tuple(_shadow(cls, _SCHEMAS[dialect], branch_id) for cls in mapped_classes() if is_branched(cls))


def is_branched(cls: type[Row]) -> bool:
    """Whether rows of this class, or the rows they are parts of, belong to a branch."""
    parent = cls.mapping.parent
    return bool((parent or cls).mapping.branch_field)


def _shadow(cls: type[Row], schema: str, branch_id: UUID) -> CTE:
    mapping = cls.mapping
    own = bindparam("of_branch", branch_id, IdColumn(), unique=True)
    above = mapping.parent.mapping if mapping.parent is not None else mapping
    rows = _real(above.table.name, schema, "id", "company_id", above.branch_field).alias("whole")
    in_branch: ColumnElement[bool] = rows.c[above.branch_field] == own
    found: Select[Any]
    if issubclass(cls, Part):
        parts = _real(mapping.table.name, schema, "company_id", parent_field(cls)).alias("shadowed")
        whole: Select[Any] = select(literal_column("1")).where(
            rows.c.company_id == parts.c.company_id, rows.c.id == parts.c[parent_field(cls)], in_branch
        )
        found = select(literal_column("*")).select_from(parts).where(whole.correlate(parts).exists())
    else:
        found = select(literal_column("*")).select_from(rows).where(in_branch)
    return found.cte(mapping.table.name).prefix_with("NOT MATERIALIZED")


def _real(name: str, schema: str, *columns: str) -> TableClause:
    """The table itself, past the expression that carries its name."""
    ids: list[ColumnClause[Any]] = [
        column(one) if one == "company_id" else column(one, IdColumn()) for one in dict.fromkeys(columns)
    ]
    return table(name, *ids, schema=schema)


def stamped(row: R, branch_id: UUID) -> R:
    """A new row as somebody in a branch may write it: of that branch; NotFound where it names another."""
    field = row.mapping.branch_field
    if not field or field == "id":
        return row
    named = getattr(row, field)
    if named is None:
        values: dict[str, Any] = {field: branch_id}
        return dataclasses.replace(row, **values)
    require_own(row, branch_id)
    return row


def require_own(row: Row, branch_id: UUID) -> None:
    """NotFound (`branch.not_found`) for a row of another branch."""
    field = row.mapping.branch_field
    if field and field != "id" and getattr(row, field) != branch_id:
        raise NotFound("branch.not_found", {"id": str(getattr(row, field))}, field="branch_id")

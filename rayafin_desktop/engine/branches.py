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

from sqlalchemy import CTE, Executable, Select, bindparam, literal_column, select, text
from sqlalchemy.sql.selectable import HasCTE

from rayafin_desktop.base.errors import NotFound

from .columns import IdColumn
from .entity import Row, mapped_classes, parent_field

R = TypeVar("R", bound=Row)
_SCHEMAS = {"sqlite": "main", "postgresql": "public"}
_BRANCH = "the_branch_"


def within(statement: Executable, branch_id: UUID, dialect: str) -> Executable:
    """The statement as somebody in a branch sees the tables; statements that are no SELECT stay."""
    if not isinstance(statement, HasCTE):
        return statement
    return statement.add_cte(*_shadows(branch_id, dialect))


@lru_cache(maxsize=64)
def _shadows(branch_id: UUID, dialect: str) -> tuple[CTE, ...]:
    """One expression for each branched table, under the table's name."""
    return tuple(
        _shadow(cls, f"{_SCHEMAS[dialect]}.", branch_id) for cls in mapped_classes() if is_branched(cls)
    )


def is_branched(cls: type[Row]) -> bool:
    """Whether rows of this class, or the rows they are parts of, belong to a branch."""
    parent = cls.mapping.parent
    return bool((parent or cls).mapping.branch_field)


def _shadow(cls: type[Row], schema: str, branch_id: UUID) -> CTE:
    mapping = cls.mapping
    own = bindparam(_BRANCH, branch_id, IdColumn(), unique=True)
    # Names of tables and columns are the house's own; the branch is a bound parameter.
    rows: Select[Any] = select(literal_column("*")).select_from(
        text(f"{schema}{mapping.table.name} AS shadowed")
    )
    if mapping.parent is None:
        rows = rows.where(literal_column(f"shadowed.{mapping.branch_field}", IdColumn()) == own)
    else:
        above = mapping.parent.mapping
        whole: Select[Any] = (
            select(literal_column("1"))
            .select_from(text(f"{schema}{above.table.name} AS whole"))
            .where(
                text("whole.company_id = shadowed.company_id"),
                text(f"whole.id = shadowed.{parent_field(cls)}"),  # type: ignore[arg-type]
                literal_column(f"whole.{above.branch_field}", IdColumn()) == own,
            )
        )
        rows = rows.where(whole.exists())
    return rows.cte(mapping.table.name).prefix_with("NOT MATERIALIZED")


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

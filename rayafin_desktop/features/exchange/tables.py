"""`rayafin import customers` and `... items`: a table whose columns are called like the fields they fill."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

from rayafin_desktop.base.errors import Problem, RuleBroken
from rayafin_desktop.engine.commands import Command, from_json
from rayafin_desktop.engine.permissions import Actor

from ..items.commands import SaveItem
from ..parties.commands import SaveParty
from ..tax.queries import tax_codes
from .delimited import SourceRow, Table, column_key, read_table
from .masters import ImportItems, ImportParties, RecordsImported
from .report import REJECT_COLUMNS, Door, ImportReport, Progress, RejectedRow, rejected
from .steps import Step, Tally, carry_out, chunks, problem_of

RECORDS_A_STEP = 2_000
# Set by the program, or no single value.
_NO_COLUMNS = frozenset({"id", "version", "agent_id", "tax_code_id", "shipping_addresses", "contacts"})
_TAX_CODE = "tax_code"


@dataclass(frozen=True, slots=True)
class _Kind:
    """What a table of records becomes: one command for each row, and one for a batch of them."""

    name: str
    record: type[SaveParty] | type[SaveItem]
    columns: tuple[str, ...]


def _columns(record: type[SaveParty] | type[SaveItem]) -> tuple[str, ...]:
    return tuple(field.name for field in dataclasses.fields(record) if field.name not in _NO_COLUMNS)


CUSTOMERS = _Kind("customers", SaveParty, _columns(SaveParty))
ITEMS = _Kind("items", SaveItem, (*_columns(SaveItem), _TAX_CODE))


def import_customers(
    app: Door, actor: Actor, files: Sequence[Path], *, dry_run: bool, progress: Progress
) -> ImportReport:
    """Add the customers (and suppliers) of tables with at least the columns code and name."""
    return _import(CUSTOMERS, app, actor, files, dry_run=dry_run, progress=progress)


def import_items(
    app: Door, actor: Actor, files: Sequence[Path], *, dry_run: bool, progress: Progress
) -> ImportReport:
    """Add the items of tables with at least the columns code, name and unit; `tax_code` names one by code."""
    return _import(ITEMS, app, actor, files, dry_run=dry_run, progress=progress)


def _import(
    kind: _Kind, app: Door, actor: Actor, files: Sequence[Path], *, dry_run: bool, progress: Progress
) -> ImportReport:
    required = ("code", "name", "unit") if kind is ITEMS else ("code", "name")
    tables = []
    for done, path in enumerate(files, start=1):
        tables.append(read_table(path, required, (*kind.columns, *REJECT_COLUMNS)))
        progress(done, len(files), "Reading")
    with app.read(actor) as read:
        codes = {code.code.casefold(): code.id for code in tax_codes(read).values()}
    records: list[tuple[SourceRow, Command[UUID]]] = []
    refused: list[RejectedRow] = []
    for table in tables:
        for row in table.rows:
            found = _record(kind, table, row, codes)
            if isinstance(found, Problem):
                refused.append(rejected(_in_order(kind, table, row), found))
            else:
                records.append((_in_order(kind, table, row), found))
    steps: list[Step] = [_Records(kind, some) for some in chunks(records, RECORDS_A_STEP)]
    tally = carry_out(app, actor, steps, dry_run=dry_run, progress=progress)
    return ImportReport(
        kind=kind.name,
        dry_run=dry_run,
        rows=sum(len(table.rows) for table in tables),
        added={kind.name: tally.added[kind.name]},
        skipped_existing={kind.name: tally.skipped[kind.name]},
        totals={},
        rejected=tuple(sorted([*refused, *tally.rejected], key=lambda one: (one.file, one.line))),
        columns=kind.columns,
    )


def _record(
    kind: _Kind, table: Table, row: SourceRow, tax_code_ids: Mapping[str, UUID]
) -> Command[UUID] | Problem:
    """The command of a row, or the first thing that is wrong with it. Empty cells leave the field out."""
    if len(row.cells) != len(table.columns):
        params = {"found": len(row.cells), "wanted": len(table.columns)}
        return Problem("import.wrong_cells", "", params)
    fields = {column_key(name): name for name in kind.columns}
    values: dict[str, Any] = {
        fields[column_key(name)]: cell.strip()
        for name, cell in zip(table.columns, row.cells, strict=True)
        if column_key(name) in fields and cell.strip()
    }
    if "code" not in values:
        return Problem("import.code_missing", "code")
    tax_code = values.pop(_TAX_CODE, None)
    if tax_code is not None:
        if tax_code.casefold() not in tax_code_ids:
            return Problem("tax_code.unknown_code", _TAX_CODE, {"tax_code": tax_code})
        values["tax_code_id"] = tax_code_ids[tax_code.casefold()]
    try:
        return from_json(kind.record, values)
    except RuleBroken as refused:
        return refused.problems[0]


def _in_order(kind: _Kind, table: Table, row: SourceRow) -> SourceRow:
    """The row with its cells under the columns of the kind, as a file of rejected rows has them."""
    if len(row.cells) != len(table.columns):
        return row
    cells = {column_key(name): cell for name, cell in zip(table.columns, row.cells, strict=True)}
    return row._replace(cells=tuple(cells.get(column_key(name), "") for name in kind.columns))


@dataclass(frozen=True, slots=True)
class _Records:
    """Some of the records, each with its row."""

    kind: _Kind
    records: Sequence[tuple[SourceRow, Any]]

    @property
    def size(self) -> int:
        return len(self.records)

    def command(self) -> ImportParties | ImportItems:
        records = tuple(record for _, record in self.records)
        return ImportItems(items=records) if self.kind is ITEMS else ImportParties(parties=records)

    def take(self, result: RecordsImported, tally: Tally) -> None:
        tally.added[self.kind.name] += result.added
        tally.skipped[self.kind.name] += result.skipped
        for failure in result.failed:
            tally.rejected.append(rejected(self.records[failure.index][0], problem_of(failure.problems[0])))

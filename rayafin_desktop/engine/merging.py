"""Two people changed the same record: field by field, from what the log says (sync.md, rule 8).

A form sends all fields, touched or not. The log knows what others have changed since the
device last heard of anything; a field that still has the value from before was not touched on the device.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Mapping, Sequence
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import select

from .entity import BookEntity
from .record import audit_entries, plain_value
from .recorded import RecordedTransaction

B = TypeVar("B", bound=BookEntity)


def merged(work: RecordedTransaction, standing: B, wanted: B) -> B:
    """What `wanted`, made from an older version on a device, makes of the record as it stands.

    Fields nobody else has changed since become what the device says. Of those others have changed, the ones
    the device left alone stay; where both changed one, the later one wins, here the device, and its user is
    told what was there (`sync.overwritten`). The value that lost is in the log.
    """
    kind = standing.mapping.kind
    before = _before_others(work, kind, standing.id)
    changes: dict[str, Any] = {"version": standing.version}
    for name in standing.mapping.fields:
        stands, said = getattr(standing, name), getattr(wanted, name)
        if name not in before or stands == said:
            continue
        if plain_value(said) in (before[name], None if before[name] == "" else before[name]):
            changes[name] = stands
        else:
            work.adjusted("sync.overwritten", name, kind=kind, old=_shown(standing, name, stands))
    return dataclasses.replace(wanted, **changes)


def _shown(row: BookEntity, name: str, value: Any) -> Any:
    return "***" if name in row.mapping.confidential else plain_value(value)


def _before_others(work: RecordedTransaction, kind: str, id: UUID) -> Mapping[str, Any]:  # noqa: A002
    """The fields others changed since the device last heard of anything, with what it has there."""
    operation = work.operation
    if operation is None:
        return {}
    c = audit_entries.c
    rows = work.fetch(
        select(c.device_id, c.body, c.clear)
        .where(c.company_id == work.company_id, c.n > operation.seen, c.body.contains(str(id)))
        .order_by(c.n)
    )
    found: dict[str, Any] = {}
    for row in rows:
        is_own = row.device_id == operation.device.id
        clear: Mapping[str, Sequence[Any]] = json.loads(row.clear) if row.clear else {}
        for sign, changed, key, *more in json.loads(row.body):
            if sign != "~" or changed != kind or key != str(id):
                continue
            for name, (old, _new) in more[0].items():
                if is_own:
                    found.pop(name, None)  # its own change: it has what it has made of it
                elif name not in found:
                    found[name] = _in_clear(old, clear)
    return found


def _in_clear(value: Any, clear: Mapping[str, Sequence[Any]]) -> Any:
    if isinstance(value, dict) and set(value) == {"~"}:
        entry = clear.get(value["~"])
        return None if entry is None else entry[1]
    return value

"""What others did meanwhile: whether something changed after what a device had seen when its user acted."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from uuid import UUID

from sqlalchemy import select

from .entity import BookEntity
from .read import Read
from .record import audit_entries
from .sharing import changes
from .work import Work


def changed_meanwhile(read: Read, cls: type[BookEntity], id: UUID) -> bool:  # noqa: A002
    """Whether a row is newer than what the device knew whose operation is carried out here again.

    False where no operation of a device is carried out: whoever acts there sees what stands.
    """
    if not isinstance(read, Work) or read.operation is None or not read.operation.is_replay:
        return False
    c = changes.c
    n = read.scalar(
        select(c.n).where(
            c.company_id == read.company_id,
            c.table_name == cls.mapping.table.name,
            c.unit == id.hex,
        )
    )
    return n is not None and int(n) > read.operation.seen


def changed_by_others(work: Work, cls: type[BookEntity], id: UUID) -> bool:  # noqa: A002
    """Whether anybody but the device itself has changed a row since; its own operations do not count."""
    operation = work.operation
    if operation is None or not changed_meanwhile(work, cls, id):
        return False
    c = audit_entries.c
    found = work.scalar(
        select(c.n)
        .where(
            c.company_id == work.company_id,
            c.n > operation.seen,
            c.device_id != operation.device.id,
            c.body.contains(str(id)),
        )
        .limit(1)
    )
    return found is not None


def suffixed(code: str, is_taken: Callable[[str], bool]) -> str:
    """The first of `code-2`, `code-3`, ... that is free, in at most 40 characters."""
    for n in itertools.count(2):
        if not is_taken(found := f"{code[: 39 - len(str(n))]}-{n}"):
            return found
    raise AssertionError  # counting never ends

"""Allocations of a device, when its documents were paid, voided or credited meanwhile (sync.md, rule 11).

The money is there whatever happened to the documents: a part is clipped to what is still open, the rest stays
on account, and the user is told.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from rayafin_desktop.engine.work import Read, Work

from .rules import Allocated, OpenItem, clipped


def clip_meanwhile(
    read: Read,
    parts: Sequence[Allocated],
    items: Mapping[UUID, OpenItem],
    available_minor: int,
) -> tuple[Allocated, ...]:
    """The parts as they can still be done where a device's operation is carried out again; else unchanged.

    Parts that were never sound (negative, a document twice) stay, to be refused.
    """
    wanted = tuple(parts)
    if not isinstance(read, Work) or not read.is_replay or not wanted or not _sound(wanted):
        return wanted
    found = clipped(wanted, available_minor, {id_: item.open_minor for id_, item in items.items()})
    if found == wanted:
        return wanted
    done = {part.document_id: part.amount_minor for part in found}
    for n, part in enumerate(wanted):
        got = done.get(part.document_id, 0)
        if got != part.amount_minor:
            item = items.get(part.document_id)
            read.adjusted(
                "allocation.clipped",
                f"allocations.{n}",
                number=item.number if item is not None else "",
                document=str(part.document_id),
                old_minor=part.amount_minor,
                new_minor=got,
            )
    return found


def _sound(parts: Sequence[Allocated]) -> bool:
    ids = {part.document_id for part in parts}
    return len(ids) == len(parts) and all(
        part.amount_minor > 0 and 0 <= part.write_off_minor <= part.amount_minor for part in parts
    )

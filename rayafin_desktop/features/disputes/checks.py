"""What must always be true of disputes."""

from __future__ import annotations

from collections.abc import Sequence

from rayafin_desktop.engine.feature import Check, Fault
from rayafin_desktop.engine.marks import DISPUTED, marked
from rayafin_desktop.engine.work import Read

from .documents import DOCUMENTS
from .queries import open_disputes


def marks_tell_what_is_disputed(read: Read) -> Sequence[Fault]:
    """The marks of documents are those of the open disputes."""
    faults: list[Fault] = []
    for kind in DOCUMENTS:
        wanted = {one.record_id for one in open_disputes(read, kind)}
        found = marked(read, kind, DISPUTED)
        faults += [
            Fault("dispute_marks", f"{kind} {id_}: marked {id_ in found}, disputed {id_ in wanted}")
            for id_ in sorted(wanted ^ found, key=str)
        ]
    return faults


CHECKS = (Check("dispute_marks", marks_tell_what_is_disputed),)

"""What must always be true of tickets."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256

from rayafin_desktop.engine.columns import canonical_json
from rayafin_desktop.engine.feature import Check, Fault
from rayafin_desktop.engine.marks import PENDING_APPROVAL, marked
from rayafin_desktop.engine.work import Read

from .model import Ticket, TicketDecision, TicketStatus, Verdict


def marks_tell_what_waits(read: Read) -> Sequence[Fault]:
    """The marks of records are those of the tickets that wait."""
    name = "approval_marks"
    pending = read.all(Ticket, Ticket.c.status == TicketStatus.PENDING, Ticket.c.record_id.is_not(None))
    wanted: dict[str, set[object]] = {}
    for one in pending:
        wanted.setdefault(one.record_kind, set()).add(one.record_id)
    kinds = {one.record_kind for one in read.all(Ticket, Ticket.c.record_id.is_not(None))} | {"invoice"}
    return [
        Fault(name, f"{kind} {id_}: marked {id_ in found}, waits {id_ in wanted.get(kind, set())}")
        for kind in sorted(kinds)
        for found in [marked(read, kind, PENDING_APPROVAL)]
        for id_ in sorted(found ^ wanted.get(kind, set()), key=str)
    ]


def nobody_approved_his_own(read: Read) -> Sequence[Fault]:
    """An approved ticket has its approvals, of different people, none of them its maker; its command is
    still the one that was asked for.
    """
    name = "four_eyes"
    faults: list[Fault] = []
    for ticket in read.all(Ticket):
        text = canonical_json(ticket.payload).encode()
        if sha256(text).hexdigest() != ticket.payload_digest:
            faults.append(Fault(name, f"ticket {ticket.ticket_no}: the command was changed"))
        if ticket.status is not TicketStatus.APPROVED:
            continue
        said = read.parts(TicketDecision, ticket.id)
        people = {one.user_id for one in said if one.verdict is Verdict.APPROVED}
        if len(people) < ticket.approvers or ticket.maker_user_id in people:
            faults.append(Fault(name, f"ticket {ticket.ticket_no}: approved by {len(people)}"))
    return faults


CHECKS = (
    Check("approval_marks", marks_tell_what_waits),
    Check("four_eyes", nobody_approved_his_own),
)

"""What `rayafin verify` asks closing: a closed year still has the balances that were printed."""

from __future__ import annotations

from sqlalchemy import select

from rayafin_desktop.engine.feature import Check, Fault
from rayafin_desktop.engine.record import audit_entries
from rayafin_desktop.engine.work import Read

from ..ledger.balances import balances
from ..ledger.queries import accounts
from .model import YearClosing
from .rules import checkpoint_of, digest_of, profit_and_loss


def checkpoints_hold(read: Read) -> list[Fault]:
    """Of every closed year: its balances are those of its checkpoint, and nothing is left to carry over."""
    chart = accounts(read)
    faults: list[Fault] = []
    for closing in read.all(YearClosing, YearClosing.c.reopened_at.is_(None)):
        now = balances(read, closing.last_on)
        if closing.checkpoint != digest_of(closing.balances):
            faults.append(Fault("closing.checkpoint", f"{closing.label}: the kept balances were changed"))
        elif closing.checkpoint != digest_of(checkpoint_of(chart, now)):
            faults.append(Fault("closing.checkpoint", f"{closing.label}: balances differ from those closed"))
        left = [one.code for one in profit_and_loss(chart) if now.get(one.id)]
        if left:
            faults.append(Fault("closing.checkpoint", f"{closing.label}: not carried over: {left[:20]}"))
    return faults


def anchors_hold(read: Read) -> list[Fault]:
    """The audit log still has the hash that was printed when a year was closed (also a reopened one)."""
    c = audit_entries.c
    faults: list[Fault] = []
    for closing in read.all(YearClosing):
        found = read.scalar(select(c.hash).where(c.company_id == read.company_id, c.n == closing.audit_n))
        if found is None or bytes(found) != closing.audit_head:
            faults.append(
                Fault("closing.anchor", f"{closing.label}: audit entry {closing.audit_n} has another hash")
            )
    return faults


CHECKS = (Check("closing.checkpoint", checkpoints_hold), Check("closing.anchor", anchors_hold))

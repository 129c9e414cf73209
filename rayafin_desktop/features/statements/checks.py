"""What `rayafin verify` asks of aging: invariant 3 of rules.md 2.12, today and at the last month's end."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy import func, select

from rayafin_desktop.engine.feature import Check, Fault
from rayafin_desktop.engine.work import Read

from ..ledger.model import Leg
from ..ledger.queries import accounts
from .aging import documents_by_party
from .open_items import Cut
from .sides import PAYABLES, RECEIVABLES, Side

_SHOWN = 20


def _faults(read: Read, side: Side, check: str) -> list[Fault]:
    days = [date.max - timedelta(days=10_000), read.today, read.today.replace(day=1) - timedelta(days=1)]
    return [fault for day in days for fault in _faults_at(read, side, check, day)][:_SHOWN]


def _faults_at(read: Read, side: Side, check: str, day: date) -> list[Fault]:
    """Where the open documents and other entries of a party are not what its control account says."""
    control = accounts(read).by_role.get(side.control)
    if control is None:
        return []
    leg = Leg.c
    booked = read.fetch(
        select(leg.party_id, func.sum(leg.base_minor))
        .where(leg.company_id == read.company_id, leg.account_id == control.id, leg.posted_on <= day)
        .group_by(leg.party_id)
    )
    in_ledger = {party: side.sign * int(minor) for party, minor in booked}
    open_now = documents_by_party(read, side, Cut(as_of=day))
    return [
        Fault(check, f"party {party} on {day}: {open_minor} open, the ledger says {ledger_minor}")
        for party in sorted(in_ledger.keys() | open_now.keys(), key=str)
        if (open_minor := open_now.get(party, 0)) != (ledger_minor := in_ledger.get(party, 0))
    ]


def receivables_equal_control(read: Read) -> Sequence[Fault]:
    """What customers have open is the receivable account, party by party."""
    return _faults(read, RECEIVABLES, "statements.receivables")


def payables_equal_control(read: Read) -> Sequence[Fault]:
    """What suppliers have open is the payable account, party by party."""
    return _faults(read, PAYABLES, "statements.payables")


CHECKS = (
    Check("statements.receivables", receivables_equal_control),
    Check("statements.payables", payables_equal_control),
)

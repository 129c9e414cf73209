"""What `rayafin verify` asks brokerage."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import and_, func, select

from rayafin_desktop.engine.feature import Check, Fault
from rayafin_desktop.engine.read import Read

from ..billing.model import SalesDocument
from ..billing.rules import DocumentKind
from ..commodities.rules import Side
from ..ledger.model import JournalEntry, Leg
from ..ledger.queries import accounts
from ..ledger.roles import AccountRole
from ..trades.model import Trade, TradeBrokerage
from . import billing, charging
from .model import BrokerageCharge, ChargeState

_SHOWN = 20  # faults of one kind; more say nothing new
_C = BrokerageCharge.c


def charges_equal_formula(read: Read) -> Sequence[Fault]:
    """The charges of each side of each contract, and of whoever pays, sum to what the formula says now."""
    sums: dict[tuple[UUID, Side], dict[tuple[UUID, str], int]] = defaultdict(dict)
    counts: dict[tuple[UUID, Side], bool] = {}
    for row in read.fetch(
        select(
            _C.trade_id,
            _C.side,
            _C.party_id,
            _C.currency,
            _C.counts_allowances,
            func.sum(_C.amount_minor).label("minor"),
        )
        .where(_C.company_id == read.company_id)
        .group_by(_C.trade_id, _C.side, _C.party_id, _C.currency, _C.counts_allowances)
    ):
        sums[row.trade_id, row.side][row.party_id, row.currency] = int(row.minor)
        counts[row.trade_id, row.side] = row.counts_allowances
    faults: list[Fault] = []
    for (trade_id, side), found in sums.items():
        trade = read.get(Trade, trade_id)
        lines = [line for line in read.parts(TradeBrokerage, trade_id) if line.side is side]
        now = charging.standing_of(read, trade, side, lines, counts_allowances=counts[trade_id, side])
        wanted = {} if now is None else {(now.party_id, trade.currency): now.target_minor}
        for whom in found.keys() | wanted.keys():
            is_, should = found.get(whom, 0), wanted.get(whom, 0)
            if is_ != should:
                said = f"{trade.number} {side.value}: charges sum to {is_}, the formula says {should}"
                faults.append(Fault("brokerage.formula", said))
    return faults[:_SHOWN]


def bills_equal_charges(read: Read) -> Sequence[Fault]:
    """A bill's net amount is the sum of its charges, a credit note's the sum with its sign turned."""
    d = SalesDocument.c
    rows = read.fetch(
        select(d.number, d.kind, d.net_minor, func.sum(_C.amount_minor).label("minor"))
        .join_from(
            SalesDocument.mapping.table,
            BrokerageCharge.mapping.table,
            and_(_C.company_id == d.company_id, _C.invoice_id == d.id),
        )
        .where(d.company_id == read.company_id)
        .group_by(d.id, d.number, d.kind, d.net_minor)
    )
    faults = []
    for row in rows:
        net = -row.net_minor if row.kind is DocumentKind.CREDIT_NOTE else row.net_minor
        if net != int(row.minor):
            said = f"{row.number}: net {net}, its charges {int(row.minor)}"
            faults.append(Fault("brokerage.bills", said))
    return faults[:_SHOWN]


def accrued_is_what_is_not_billed(read: Read) -> Sequence[Fault]:
    """Of brokerage accrued for contracts the ledger holds what charges say that nobody has billed yet.

    Only postings of charges and their bills count: settlements and entries by hand are others'.
    """
    waits = read.scalar(
        select(func.coalesce(func.sum(_C.booked_minor), 0)).where(
            _C.company_id == read.company_id, _C.state.in_((ChargeState.DUE, ChargeState.CANCELLED))
        )
    )
    account = accounts(read).by_role.get(AccountRole.BROKERAGE_ACCRUED)
    leg, entry = Leg.c, JournalEntry.c
    found = 0
    if account is not None:
        found = int(
            read.scalar(
                select(func.coalesce(func.sum(leg.base_minor), 0))
                .join_from(
                    Leg.mapping.table,
                    JournalEntry.mapping.table,
                    and_(entry.company_id == leg.company_id, entry.id == leg.entry_id),
                )
                .where(
                    leg.company_id == read.company_id,
                    leg.account_id == account.id,
                    entry.source_kind.in_((charging.SOURCE, billing.SOURCE)),
                )
            )
            or 0
        )
    if found == int(waits or 0):
        return []
    said = f"the ledger says {found}, charges that wait say {int(waits or 0)}"
    return [Fault("brokerage.accrued", said)]


CHECKS = (
    Check("brokerage.formula", charges_equal_formula),
    Check("brokerage.bills", bills_equal_charges),
    Check("brokerage.accrued", accrued_is_what_is_not_billed),
)

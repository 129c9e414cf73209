"""Making a contract: what it must say, who may stand in it, its number, lots, brokerage and digest."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, ClassVar
from uuid import UUID

from rayafin_desktop.base.errors import Problems, RuleBroken
from rayafin_desktop.base.ids import new_id
from rayafin_desktop.engine.commands import Command
from rayafin_desktop.engine.work import Work

from ..access.model import Member
from ..commodities.model import AllowanceTable, TradeClause
from ..commodities.queries import commodities, standard_clauses
from ..commodities.rules import Side, TermKind
from ..commodities.terms import LimitContent
from ..commodities.terms_reading import estimated_kg, estimated_value_minor, resolved_terms
from ..parties.model import Party
from .brokerages import usual_brokerages
from .content import BrokerageContent, ShareContent, TradeContent
from .exposure import ask_buyer, ask_partners
from .freezing import clause_of, content_hash, content_of, snapshot_of
from .happenings import TradeMade
from .judging import judge_open
from .lot_lines import assign
from .model import Trade, TradeBrokerage, TradeLimit, TradeShare
from .numbers import take_number
from .rules import BrokerageBasis, Numbered, shares_over, to_millionths


@dataclass(frozen=True, kw_only=True)
class MakeTrade(TradeContent, Command[UUID]):
    """Make a contract that was agreed outside the program; answers its id."""

    permission: ClassVar[str] = "trade.save"


def make_trade_command(command: MakeTrade, work: Work) -> UUID:
    return make_trade(work, command).id


def make_trade(work: Work, content: TradeContent) -> Trade:
    """Make a contract: number, frozen names, digest, lots reserved, `TradeMade` announced.

    RuleBroken with one problem per field that is missing or wrong. Asks about a partner whose checks have
    run out (`trade.kyc`) and about the buyer's limit (`trade.limit_passed`; where we sell
    `credit_limit.exceeded`).
    """
    problems = Problems()
    values = checked_values(work, content, problems)
    brokerages = content.brokerages
    if brokerages is None:
        brokerages = usual_brokerages(
            work, content.terms.commodity_id, content.buyer_id, content.seller_id, content.traded_on
        )
    check_brokerages(content, brokerages, problems)
    check_shares(work, content.shares, problems)
    clauses = chosen_clauses(work, content.clause_ids)
    problems.raise_if_any()
    id_ = new_id("trade")
    trade = valued(
        Trade(
            id=id_,
            company_id=work.company_id,
            created_at=work.now,
            updated_at=work.now,
            number="",
            **values,
            **days_of(content, clauses),
            clauses=[clause_of(one) for one in clauses],
        )
    )
    ask_partners(work, trade)
    ask_buyer(work, trade)
    trade = dataclasses.replace(trade, number=take_number(work, Numbered.TRADE, content.traded_on))
    limits = limit_rows(work, trade.id, content.terms.limits)
    rows = brokerage_rows(work, trade.id, brokerages)
    shares = share_rows(work, trade.id, content.shares)
    trade = work.add(sealed(work, trade, limits, rows))
    work.insert_many([*limits, *rows, *shares])
    assign(work, trade, content.lots)
    judge_open(work, trade)
    work.index("trade", trade.id, f"{trade.number} {trade.po_number} {trade.variety}")
    work.announce(TradeMade(trade=trade, brokerages=tuple(rows), shares=tuple(shares)))
    return trade


def checked_values(work: Work, content: TradeContent, problems: Problems) -> dict[str, Any]:
    """The columns of a contract from what was entered, with a problem for each that is missing or wrong."""
    terms = content.terms
    values = _terms(work, content, problems)
    problems.require(terms.quantity is not None, "trade.quantity_missing", "terms.quantity")
    problems.require(terms.price is not None, "trade.price_missing", "terms.price")
    problems.require(terms.basis is not None, "trade.basis_missing", "terms.basis")
    problems.require(terms.payment_type is not None, "trade.payment_missing", "terms.payment_type")
    problems.require(terms.delivery_from or terms.delivery_to, "trade.delivery_missing", "terms.delivery_to")
    _check_parties(work, content, problems)
    commodity = commodities(work).get(terms.commodity_id)
    table_id = content.allowance_table_id or (commodity.allowance_table_id if commodity else None)
    if table_id is not None:
        table = work.get(AllowanceTable, table_id, field="allowance_table_id")
        # One table may serve several commodities: those that name it as theirs, or all.
        is_usual = commodity is not None and commodity.allowance_table_id == table_id
        fits = is_usual or table.commodity_id in (None, terms.commodity_id)
        problems.require(fits, "trade.allowances_of_other", "allowance_table_id")
    for name in ("passing_days", "claim_days"):
        days = getattr(content, name)
        problems.require(days is None or 0 <= days <= 3650, "trade.days_out_of_range", name)
    return values | {
        "traded_on": content.traded_on,
        "buyer_id": content.buyer_id,
        "seller_id": content.seller_id,
        "buyer_broker_id": content.buyer_broker_id,
        "seller_broker_id": content.seller_broker_id,
        "broker_member_id": content.broker_member_id,
        "allowance_table_id": table_id,
        "arbitration": content.arbitration.strip(),
        "po_number": content.po_number.strip(),
        "notes": content.notes.strip(),
        "external_reference": content.external_reference,
    }


def _terms(work: Work, content: TradeContent, problems: Problems) -> dict[str, Any]:
    """The columns of the terms; their problems name fields within `terms`."""
    found = Problems()
    values = resolved_terms(work, content.terms, found)
    try:
        found.raise_if_any()
    except RuleBroken as refused:
        problems.extend(dataclasses.replace(one, field=f"terms.{one.field}") for one in refused.problems)
    return values


def _check_parties(work: Work, content: TradeContent, problems: Problems) -> None:
    buyer, seller = content.buyer_id, content.seller_id
    if problems.require(buyer or seller, "trade.parties_missing", "seller_id"):
        problems.require(buyer != seller, "trade.same_party", "seller_id")
    for name in ("buyer_id", "seller_id", "buyer_broker_id", "seller_broker_id"):
        id_ = getattr(content, name)
        if id_ is not None:
            party = work.get(Party, id_, field=name)
            problems.require(party.is_active, "trade.party_inactive", name, party=party.name)
    if content.broker_member_id is not None:
        work.get(Member, content.broker_member_id, field="broker_member_id")


def check_brokerages(
    content: TradeContent, brokerages: Sequence[BrokerageContent], problems: Problems
) -> None:
    """A problem for each brokerage nobody could reckon or nobody pays."""
    seen: set[Side] = set()
    for at, one in enumerate(brokerages):
        payer = content.buyer_id if one.side is Side.BUY else content.seller_id
        where = f"brokerages.{at}"
        problems.require(one.side not in seen, "trade.brokerage_twice", f"{where}.side")
        problems.require(payer is not None, "trade.brokerage_of_house", f"{where}.side")
        is_percent = one.basis is BrokerageBasis.PERCENT
        fits = 0 <= one.rate <= 100 if is_percent else one.rate >= 0
        problems.require(fits, "trade.brokerage_rate", f"{where}.rate")
        per_unit = one.basis is BrokerageBasis.PER_UNIT
        problems.require(not per_unit or one.unit, "trade.brokerage_unit_missing", f"{where}.unit")
        seen.add(one.side)


def check_shares(work: Work, shares: Sequence[ShareContent], problems: Problems) -> None:
    """A problem where sub-brokers of a side get more than all of it, or a share is nobody's."""
    for at, one in enumerate(shares):
        where = f"shares.{at}"
        problems.require(0 < one.percent <= 100, "trade.share_percent", f"{where}.percent")
        whom = (one.party_id is None) != (one.member_id is None)
        problems.require(whom, "trade.share_of_nobody", f"{where}.party_id")
        if one.party_id is not None:
            work.get(Party, one.party_id, field=f"{where}.party_id")
        if one.member_id is not None:
            work.get(Member, one.member_id, field=f"{where}.member_id")
    for side, total in shares_over((one.side.value, one.percent) for one in shares).items():
        problems.add("trade.shares_over", "shares", side=side.lower(), total=total)


def chosen_clauses(work: Work, clause_ids: Sequence[UUID] | None) -> list[TradeClause]:
    """The clauses of these ids in their order, or the standard ones by kind and name."""
    if clause_ids is not None:
        return [work.get(TradeClause, id_, field="clause_ids") for id_ in dict.fromkeys(clause_ids)]
    kinds = list(TermKind)
    return sorted(standard_clauses(work), key=lambda one: (kinds.index(one.kind), one.name, one.code))


def days_of(content: TradeContent, clauses: Sequence[TradeClause]) -> dict[str, Any]:
    """Days for passing and claims: what was entered, else what the clauses say."""
    passing = next((one for one in clauses if one.kind is TermKind.PASSING and one.days is not None), None)
    claim = next((one for one in clauses if one.kind is TermKind.CLAIM and one.days is not None), None)
    working = content.claim_working_days
    if working is None:
        working = claim.in_working_days if claim else True
    return {
        "passing_days": content.passing_days
        if content.passing_days is not None
        else (passing.days if passing else None),
        "claim_days": content.claim_days
        if content.claim_days is not None
        else (claim.days if claim else None),
        "claim_working_days": working,
    }


def valued(trade: Trade) -> Trade:
    """A contract with its estimated weight and value; 0 where nothing says what a package weighs."""
    weight = estimated_kg(trade)
    return dataclasses.replace(
        trade,
        est_weight_kg=to_millionths(weight or Fraction(0)),
        est_value_minor=estimated_value_minor(trade) or 0,
    )


def sealed(
    work: Work, trade: Trade, limits: Sequence[TradeLimit], brokerages: Sequence[TradeBrokerage]
) -> Trade:
    """A contract with its names frozen and its digest."""
    before = trade.snapshot
    trade = dataclasses.replace(trade, snapshot=snapshot_of(work, trade, before))
    return dataclasses.replace(trade, content_hash=content_hash(content_of(trade, limits, brokerages)))


def limit_rows(work: Work, trade_id: UUID, limits: Sequence[LimitContent]) -> list[TradeLimit]:
    """The rows of a contract's limits."""
    return [
        TradeLimit(
            company_id=work.company_id,
            trade_id=trade_id,
            line_no=at,
            parameter=one.parameter,
            min_value=one.min_value,
            max_value=one.max_value,
        )
        for at, one in enumerate(limits, start=1)
    ]


def brokerage_rows(
    work: Work, trade_id: UUID, brokerages: Sequence[BrokerageContent]
) -> list[TradeBrokerage]:
    """The rows of a contract's brokerages."""
    return [
        TradeBrokerage(
            company_id=work.company_id,
            trade_id=trade_id,
            line_no=at,
            side=one.side,
            basis=one.basis,
            trigger=one.trigger,
            rate=one.rate,
            unit=one.unit,
        )
        for at, one in enumerate(brokerages, start=1)
    ]


def share_rows(work: Work, trade_id: UUID, shares: Sequence[ShareContent]) -> list[TradeShare]:
    """The rows of a contract's sub-brokers."""
    return [
        TradeShare(
            company_id=work.company_id,
            trade_id=trade_id,
            line_no=at,
            side=one.side,
            party_id=one.party_id,
            member_id=one.member_id,
            percent=one.percent,
        )
        for at, one in enumerate(shares, start=1)
    ]

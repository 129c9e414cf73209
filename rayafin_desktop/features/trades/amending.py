"""Amending a contract: a new revision with its own digest, which both sides confirm anew."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, ClassVar
from uuid import UUID

from rayafin_desktop.base.dates import fiscal_year_of
from rayafin_desktop.base.errors import Problem, Problems, RuleBroken
from rayafin_desktop.base.quantity import plain
from rayafin_desktop.engine.commands import Command
from rayafin_desktop.engine.work import Work

from ..billing.sources import seller_of
from .content import BrokerageContent, TradeContent
from .contracts import (
    brokerage_rows,
    check_brokerages,
    check_shares,
    checked_values,
    chosen_clauses,
    days_of,
    limit_rows,
    sealed,
    share_rows,
    valued,
)
from .delivering import is_begun, with_state
from .exposure import ask_buyer, ask_partners
from .freezing import clause_of, content_of, differences
from .happenings import TradeAmended
from .judging import judge_open
from .lot_lines import open_packages
from .model import Trade, TradeAmendment, TradeBrokerage, TradeLimit, TradeLot, TradeShare
from .quantities import delivered_quantity
from .rules import RUNNING, most

# Deliveries were reckoned by these: once one was made they stay.
FIXED_BY_DELIVERY = (
    "commodity_id",
    "buyer_id",
    "seller_id",
    "unit",
    "package_kg",
    "price",
    "price_unit",
    "kg_per_price_unit",
    "currency",
    "basis",
    "tax_term",
)
_OF_TERMS = frozenset(FIXED_BY_DELIVERY) - {"buyer_id", "seller_id"}


@dataclass(frozen=True, kw_only=True)
class AmendTrade(TradeContent, Command[UUID]):
    """Change what was agreed; answers the contract's id.

    Everything is said again as when the contract was made; `brokerages` and `clause_ids` None stay as they
    are, and lots have commands of their own. Both confirmations are void after it.
    """

    permission: ClassVar[str] = "trade.save"
    id: UUID
    version: int | None = None
    reason: str
    asked_by: str = ""


@dataclass(frozen=True, slots=True)
class _Parts:
    """The parts of a contract that an amendment may replace."""

    limits: list[TradeLimit]
    brokerages: list[TradeBrokerage]
    shares: list[TradeShare]


def amend_trade(command: AmendTrade, work: Work) -> UUID:
    before = work.get(Trade, command.id, field="id")
    old = _Parts(
        work.parts(TradeLimit, before.id),
        work.parts(TradeBrokerage, before.id),
        work.parts(TradeShare, before.id),
    )
    problems = Problems()
    problems.require(before.state in RUNNING, "trade.not_running", "id", number=before.number)
    problems.require(command.reason.strip(), "trade.reason_missing", "reason")
    problems.require(not command.lots, "trade.lots_by_command", "lots")
    values = checked_values(work, command, problems)
    brokerages = _brokerages(command, old.brokerages)
    check_brokerages(command, brokerages, problems)
    check_shares(work, command.shares, problems)
    problems.raise_if_any()
    values.pop("external_reference")
    after = valued(
        dataclasses.replace(
            before,
            **values,
            **_clauses_and_days(work, command, before),
            version=before.version if command.version is None else command.version,
            revision=before.revision + 1,
            note_sent_at=None,
            note_sent_to="",
            buyer_confirmed_at=None,
            buyer_confirmed_by="",
            seller_confirmed_at=None,
            seller_confirmed_by="",
        )
    )
    _check_fixed(work, before, after)
    new = _Parts(
        limit_rows(work, before.id, command.terms.limits),
        brokerage_rows(work, before.id, brokerages),
        share_rows(work, before.id, command.shares),
    )
    _ask(work, before, after)
    after = sealed(work, after, new.limits, new.brokerages)
    _save(work, command, before, with_state(work, after), old, new)
    return before.id


def _brokerages(command: AmendTrade, old: Sequence[TradeBrokerage]) -> tuple[BrokerageContent, ...]:
    if command.brokerages is not None:
        return command.brokerages
    return tuple(
        BrokerageContent(side=one.side, basis=one.basis, rate=one.rate, unit=one.unit, trigger=one.trigger)
        for one in old
    )


def _clauses_and_days(work: Work, command: AmendTrade, before: Trade) -> dict[str, Any]:
    """New clauses with the days they say, or the old ones; days that are entered count either way."""
    if command.clause_ids is None:
        return {
            "passing_days": before.passing_days if command.passing_days is None else command.passing_days,
            "claim_days": before.claim_days if command.claim_days is None else command.claim_days,
            "claim_working_days": before.claim_working_days
            if command.claim_working_days is None
            else command.claim_working_days,
        }
    clauses = chosen_clauses(work, command.clause_ids)
    return {**days_of(command, clauses), "clauses": [clause_of(one) for one in clauses]}


def _check_fixed(work: Work, before: Trade, after: Trade) -> None:
    """What has been delivered, and what is reserved, limits what may change."""
    problems = Problems()
    if is_begun(before):
        for name in FIXED_BY_DELIVERY:
            where = f"terms.{name}" if name in _OF_TERMS else name
            same = getattr(before, name) == getattr(after, name)
            problems.require(same, "trade.delivered_fixes", where, number=before.number)
        delivered = delivered_quantity(after)
        room = most(after.quantity or Decimal(0), after.tolerance_percent)
        problems.require(
            delivered is None or delivered <= room, "trade.less_than_delivered", "terms.quantity"
        )
    if any(open_packages(line) or line.delivered for line in work.parts(TradeLot, before.id)):
        for name, where in (("commodity_id", "terms.commodity_id"), ("seller_id", "seller_id")):
            same = getattr(before, name) == getattr(after, name)
            problems.require(same, "trade.lots_fix", where)
    first = seller_of(work).first_month
    same_year = fiscal_year_of(before.traded_on, first) == fiscal_year_of(after.traded_on, first)
    problems.require(same_year, "trade.year_is_fixed", "traded_on", number=before.number)
    problems.raise_if_any()


def _ask(work: Work, before: Trade, after: Trade) -> None:
    """Who is new is looked at as in a new contract, and the buyer where it buys for more."""
    ask_partners(work, after, known=before)
    if after.buyer_id != before.buyer_id or after.est_value_minor > before.est_value_minor:
        ask_buyer(work, after)


def _save(work: Work, command: AmendTrade, before: Trade, after: Trade, old: _Parts, new: _Parts) -> None:
    changes = differences(
        content_of(before, old.limits, old.brokerages), content_of(after, new.limits, new.brokerages)
    )
    shares = [_share_words(one) for one in old.shares], [_share_words(one) for one in new.shares]
    if shares[0] != shares[1]:
        changes["shares"] = list(shares)
    if not changes:
        raise RuleBroken([Problem("trade.nothing_changed", "id", {"number": before.number})])
    work.why = command.reason.strip()
    saved = work.save(after)
    work.replace_parts(TradeLimit, saved.id, new.limits)
    work.replace_parts(TradeBrokerage, saved.id, new.brokerages)
    work.replace_parts(TradeShare, saved.id, new.shares)
    work.new(
        TradeAmendment,
        trade_id=saved.id,
        revision=saved.revision,
        amended_on=work.today,
        amended_by=command.asked_by.strip(),
        reason=command.reason.strip(),
        changes=changes,
        content_hash=saved.content_hash,
    )
    judge_open(work, saved)
    work.index("trade", saved.id, f"{saved.number} {saved.po_number} {saved.variety}")
    work.announce(
        TradeAmended(
            before=before,
            trade=saved,
            brokerages_before=tuple(old.brokerages),
            brokerages=tuple(new.brokerages),
            shares_before=tuple(old.shares),
            shares=tuple(new.shares),
        )
    )


def _share_words(share: TradeShare) -> dict[str, str]:
    return {
        "side": share.side.value,
        "of": str(share.party_id or share.member_id),
        "percent": plain(share.percent),
    }

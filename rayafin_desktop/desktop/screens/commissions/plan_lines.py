"""The small grids of a plan: tiers, what it applies to, and sub-brokers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any
from uuid import UUID

from rayafin_desktop.desktop.backend import Suggestion
from rayafin_desktop.desktop.grid.line_columns import Find, LineColumn, LineKind, Refused
from rayafin_desktop.desktop.wording import tr
from rayafin_desktop.features.commissions.plans import PlanShare, PlanTarget, PlanTier

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class TierLine:
    """A tier as entered."""

    above: Decimal | None = None
    rate: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetLine:
    """What a plan applies to, as entered."""

    item_id: UUID | None = None
    item: str = ""
    hsn: str = ""
    customer_id: UUID | None = None
    customer: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareLine:
    """A sub-broker, as entered."""

    member_id: UUID | None = None
    member: str = ""
    party_id: UUID | None = None
    party: str = ""
    percent: Decimal | None = None


NO_TIER, NO_TARGET, NO_SHARE = TierLine(), TargetLine(), ShareLine()


def tier_of(line: TierLine) -> PlanTier:
    """The line as the command takes it."""
    return PlanTier(above=line.above or ZERO, rate=line.rate or ZERO)


def target_of(line: TargetLine) -> PlanTarget:
    """The line as the command takes it."""
    return PlanTarget(item_id=line.item_id, hsn=line.hsn, customer_id=line.customer_id)


def share_of(line: ShareLine) -> PlanShare:
    """The line as the command takes it."""
    return PlanShare(member_id=line.member_id, party_id=line.party_id, percent=line.percent or ZERO)


def _number() -> LineColumn[Any]:
    return LineColumn(key="#", title="#", get=lambda _: None, kind="dim", width=36)


def _figure(key: str, title: str, width: int, *, stretch: bool = False) -> LineColumn[Any]:
    def put(line: Any, value: Any) -> Any:
        if value is not None and value < 0:
            raise Refused(tr("A figure here is zero or more"))
        return replace(line, **{key: value})

    return LineColumn(
        key=key, title=title, get=lambda line: getattr(line, key), put=put, kind="rate", width=width,
        decimals=2, stretch=stretch,
    )  # fmt: skip


def _lookup(key: str, title: str, find: Find, *, width: int = 150, stretch: bool = False) -> LineColumn[Any]:
    def put(line: Any, value: Any) -> Any:
        if isinstance(value, Suggestion):
            id_ = value.id if isinstance(value.id, UUID) else UUID(str(value.id))
            return replace(line, **{f"{key}_id": id_, key: value.title})
        if not str(value).strip():
            return replace(line, **{f"{key}_id": None, key: ""})
        if str(value).strip() == getattr(line, key):
            return line
        raise Refused(tr("Choose one from the list"))

    return LineColumn(
        key=key, title=title, get=lambda line: getattr(line, key), put=put, lookup=True, find=find,
        width=width, stretch=stretch,
    )  # fmt: skip


def tier_kind() -> LineKind[TierLine]:
    """Above which amount, which rate."""
    return _kind(
        (_number(), _figure("above", tr("Above"), 130, stretch=True), _figure("rate", tr("Rate"), 100)),
        NO_TIER,
    )


def target_kind(find_item: Find, find_customer: Find) -> LineKind[TargetLine]:
    """An item, an HSN, a customer."""
    hsn: LineColumn[Any] = LineColumn(
        key="hsn", title=tr("HSN or SAC begins"), get=lambda line: line.hsn,
        put=lambda line, value: replace(line, hsn=str(value).strip()), width=150,
    )  # fmt: skip
    columns = (
        _number(),
        _lookup("item", tr("Item"), find_item, stretch=True),
        hsn,
        _lookup("customer", tr("Customer"), find_customer, width=240),
    )
    return _kind(columns, NO_TARGET)


def share_kind(find_member: Find, find_party: Find) -> LineKind[ShareLine]:
    """A member or an outside agent, and his percent."""
    columns = (
        _number(),
        _lookup("member", tr("Member"), find_member, width=150, stretch=True),
        _lookup("party", tr("or outside agent"), find_party, width=170),
        _figure("percent", tr("Share %"), 90),
    )
    return _kind(columns, NO_SHARE)


def _kind(columns: tuple[LineColumn[Any], ...], blank: Any) -> LineKind[Any]:
    made: Callable[[], Any] = lambda: blank  # noqa: E731 - one value, asked for each new line
    return LineKind(columns=columns, blank=made, is_blank=lambda line: line == blank)

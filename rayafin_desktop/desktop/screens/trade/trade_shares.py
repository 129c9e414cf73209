"""Sub-brokers of a contract in its editor: one a side is typed, whoever else has a share keeps it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from uuid import UUID

from rayafin_desktop.desktop.backend import Suggestion
from rayafin_desktop.features.commodities.rules import Side

if TYPE_CHECKING:
    from rayafin_desktop.features.trades.content import ShareContent
    from rayafin_desktop.features.trades.model import TradeShare

SIDES = ((Side.SELL, "seller"), (Side.BUY, "buyer"))


def shown_shares(shares: Sequence[TradeShare], names: Mapping[UUID, str]) -> dict[str, Any]:
    """The values of the editor's fields: the first party with a share of each side."""
    values: dict[str, Any] = {}
    for side, role in SIDES:
        first = _first(shares, side)
        if first is not None and first.party_id is not None:
            values[f"{role}_sub_id"] = Suggestion(first.party_id, names.get(first.party_id, ""))
            values[f"{role}_share"] = first.percent
    return values


def said_shares(values: Mapping[str, Any], before: Sequence[TradeShare]) -> tuple[ShareContent, ...]:
    """The shares the editor says, with those it does not show as they were.

    A share without a party, or a party without a share, goes to the command as it is, which refuses it.
    """
    from rayafin_desktop.features.trades.content import ShareContent

    said = []
    for side, role in SIDES:
        party, percent = values.get(f"{role}_sub_id"), values.get(f"{role}_share")
        if party is not None or percent is not None:
            said.append(ShareContent(side=side, party_id=party, percent=percent or Decimal(0)))
    first = [_first(before, side) for side, _ in SIDES]
    kept = [
        ShareContent(side=one.side, party_id=one.party_id, member_id=one.member_id, percent=one.percent)
        for one in before
        if one not in first
    ]
    return (*said, *kept)


def _first(shares: Sequence[TradeShare], side: Side) -> TradeShare | None:
    return next((one for one in shares if one.side is side and one.party_id is not None), None)

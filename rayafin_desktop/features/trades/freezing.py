"""What a contract freezes: names and addresses as they are on its day, and a digest of what was agreed.

The digest is the SHA-256 of canonical JSON (sorted keys, no spaces, UTF-8) of `content_of`. It is printed on
the note, so that both sides can see that they hold the same paper.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from hashlib import sha256
from typing import Any
from uuid import UUID

from rayafin_desktop.base.quantity import plain
from rayafin_desktop.engine.columns import canonical_json
from rayafin_desktop.engine.entity import Entity
from rayafin_desktop.engine.work import Read

from ..commodities.model import Commodity, CommodityParameter, Location, TradeClause
from ..commodities.terms import TradeTerms
from ..companies.commands import own_company
from ..parties.model import Party
from .model import Trade, TradeBrokerage, TradeLimit

SIDES = ("buyer", "seller")
BROKERS = ("buyer_broker", "seller_broker")
# Of the columns of a contract those both sides agree on; the terms are all of them.
_AGREED = (
    "number",
    "revision",
    "traded_on",
    "buyer_id",
    "seller_id",
    "buyer_broker_id",
    "seller_broker_id",
    "est_weight_kg",
    "est_value_minor",
    "allowance_table_id",
    "passing_days",
    "claim_days",
    "claim_working_days",
    "arbitration",
    "po_number",
    "clauses",
    "notes",
    "snapshot",
)
_TERMS = tuple(f.name for f in fields(TradeTerms) if f.name not in {own.name for own in fields(Entity)})


def snapshot_of(read: Read, trade: Trade, before: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """Names and addresses of a contract as they are now; who is the same as in `before` stays as it was."""
    house = _house(read)
    parties: dict[str, Any] = {"house": (before or {}).get("house") or house}
    for role in (*SIDES, *BROKERS):
        id_: UUID | None = getattr(trade, f"{role}_id")
        old = (before or {}).get(role)
        if id_ is None:
            parties[role] = parties["house"] if role in SIDES else None
        elif old is not None and old.get("id") == str(id_):
            parties[role] = old
        else:
            parties[role] = _party(read.get(Party, id_, field=f"{role}_id"))
    commodity = read.get(Commodity, trade.commodity_id, field="commodity_id")
    return parties | {
        "commodity": {"code": commodity.code, "name": commodity.name},
        "parameters": {
            one.code: {"name": one.name, "unit": one.unit, "decimals": one.decimals}
            for one in read.parts(CommodityParameter, commodity.id)
        },
        "origin": _place(read, trade.origin_id),
        "destination": _place(read, trade.destination_id),
    }


def _party(party: Party) -> dict[str, Any]:
    place = " ".join(filter(None, (party.city, party.postal_code)))
    return {
        "id": str(party.id),
        "code": party.code,
        "name": party.name,
        "address": [line for line in (party.address_1, party.address_2, place) if line],
        "state": party.state,
        "country": party.country,
        "tax_id": party.tax_id,
        "phone": party.phone,
        "email": party.email,
    }


def _house(read: Read) -> dict[str, Any]:
    company = own_company(read)
    return {
        "id": None,
        "code": company.code,
        "name": company.legal_name or company.name,
        "address": [line.strip() for line in company.address.splitlines() if line.strip()],
        "state": company.state,
        "country": company.country,
        "tax_id": company.tax_id,
        "phone": company.phone,
        "email": company.email,
    }


def _place(read: Read, location_id: UUID | None) -> dict[str, Any] | None:
    if location_id is None:
        return None
    place = read.get(Location, location_id)
    return {"name": place.name, "state": place.state, "country": place.country}


def clause_of(clause: TradeClause) -> dict[str, Any]:
    """A clause as a contract keeps it: what it says then, whatever becomes of the list of clauses."""
    return {
        "id": str(clause.id),
        "code": clause.code,
        "name": clause.name,
        "kind": clause.kind.value,
        "text": clause.text,
        "days": clause.days,
        "percent": None if clause.percent is None else plain(clause.percent),
        "in_working_days": clause.in_working_days,
    }


def content_of(
    trade: Trade, limits: Sequence[TradeLimit], brokerages: Sequence[TradeBrokerage]
) -> dict[str, Any]:
    """Everything that was agreed, as plain JSON values; sub-brokers' shares are the house's own affair."""
    return {
        **{name: _plain(getattr(trade, name)) for name in (*_TERMS, *_AGREED)},
        "limits": [
            {
                "parameter": one.parameter,
                "min": _plain(one.min_value),
                "max": _plain(one.max_value),
            }
            for one in sorted(limits, key=lambda one: one.line_no)
        ],
        "brokerages": [
            {
                "side": one.side.value,
                "basis": one.basis.value,
                "rate": plain(one.rate),
                "unit": _plain(one.unit),
                "trigger": one.trigger.value,
            }
            for one in sorted(brokerages, key=lambda one: one.line_no)
        ],
    }


def content_hash(content: Mapping[str, Any]) -> str:
    """The SHA-256 of a content, in hex."""
    return sha256(canonical_json(content).encode()).hexdigest()


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, list[Any]]:
    """What differs of two contents, field -> [old, new]; names and numbers that follow are left out."""
    left_out = {"revision", "snapshot", "est_weight_kg"}
    names: Iterable[str] = (name for name in after if name not in left_out)
    return {name: [before.get(name), after[name]] for name in names if before.get(name) != after[name]}


def _plain(value: Any) -> Any:
    match value:
        case Decimal():
            return plain(value)
        case StrEnum():
            return value.value
        case UUID():
            return str(value)
        case datetime() | date():
            return value.isoformat()
    return value

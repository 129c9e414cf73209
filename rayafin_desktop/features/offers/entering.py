"""An offer as a form fills it: all in one row of fields, quality in words, until when by day and time."""

from __future__ import annotations

import dataclasses
import re
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, ClassVar
from uuid import UUID

from rayafin_desktop.base.errors import Problem, Problems, RuleBroken
from rayafin_desktop.base.quantity import from_scaled, plain, to_scaled
from rayafin_desktop.engine.commands import Command
from rayafin_desktop.engine.work import Read, Work

from ..commodities.queries import commodities, locations, parameters_of
from ..commodities.rules import Side, called
from ..commodities.terms import LimitContent, TermsContent
from ..parties.model import Party
from .model import Offer, OfferKind, OfferLot
from .negotiating import limits_of
from .saving import OfferLotContent, SaveOffer, save_offer
from .validity import closing_of, desk_zone, time_of


@dataclass(frozen=True, kw_only=True)
class EnterOffer(TermsContent, Command[UUID]):
    """Note an offer as a form fills it; otherwise as `SaveOffer`.

    `quality` is written out, one limit after another parted by semicolons: `Staple min 29; Mic 3.8-4.5`.
    `valid_on` and `valid_at` (17:00) are the day and the time until which it stands, in the desk's place;
    left out it is the desk's closing time.
    """

    permission: ClassVar[str] = "offer.save"
    id: UUID | None = None
    version: int | None = None
    kind: OfferKind = OfferKind.OFFER
    side: Side | None = None
    party_id: UUID | None = None
    broker_id: UUID | None = None
    quality: str = ""
    valid_on: date | None = None
    valid_at: str = ""
    said_by: str = ""
    text: str = ""
    notes: str = ""


def enter_offer(command: EnterOffer, work: Work) -> UUID:
    problems = Problems()
    limits = limits_said(work, command.commodity_id, command.quality, problems) if command.quality else ()
    until = _until(work, command, problems)
    problems.raise_if_any()
    terms = TermsContent(**{one.name: getattr(command, one.name) for one in fields(TermsContent)})
    terms = dataclasses.replace(terms, limits=command.limits or limits)
    lots: tuple[OfferLotContent, ...] = ()
    if command.id is not None:
        # A form says nothing of the lots; they stay.
        lots = tuple(
            OfferLotContent(lot_id=one.lot_id, packages=one.packages)
            for one in work.parts(OfferLot, command.id)
        )
    saving = SaveOffer(
        id=command.id,
        version=command.version,
        kind=command.kind,
        side=command.side,
        party_id=command.party_id,
        broker_id=command.broker_id,
        terms=terms,
        valid_until=until,
        said_by=command.said_by,
        text=command.text,
        lots=lots,
        notes=command.notes,
    )
    try:
        return save_offer(saving, work)
    except RuleBroken as refused:
        raise RuleBroken(
            dataclasses.replace(one, field=_IN_FORM.get(one.field, one.field.removeprefix("terms.")))
            for one in refused.problems
        ) from None


_IN_FORM = {"valid_until": "valid_at"}


def _until(work: Work, command: EnterOffer, problems: Problems) -> datetime | None:
    """The instant until which the offer stands; None for the desk's closing time."""
    at = time_of(command.valid_at) if command.valid_at.strip() else None
    problems.require(at is not None or not command.valid_at.strip(), "offer.time_unread", "valid_at")
    if command.valid_on is None and at is None:
        return None
    day = command.valid_on or work.now.astimezone(desk_zone(work)).date()
    if at is None:
        return closing_of(work, day)
    return datetime.combine(day, at, desk_zone(work)).astimezone(UTC)


_NUMBER = r"\d+(?:\.\d+)?"
_LIMIT = re.compile(
    r"(?P<name>.*?[^\s\d.:=-])[\s:=]+(?P<bound>min|max|at least|at most|from|upto|up to)?\s*"
    rf"(?P<first>{_NUMBER})\s*"
    rf"(?:(?:-|to|\.\.)\s*(?P<last>{_NUMBER})|(?P<open>\+|min|max))?\s*[%a-zA-Z/]*"
)
_LEAST = frozenset({"min", "at least", "from", "+"})
_MOST = frozenset({"max", "at most", "upto", "up to"})


def limits_said(read: Read, commodity_id: UUID, text: str, problems: Problems) -> tuple[LimitContent, ...]:
    """The limits of a written-out quality; what cannot be read goes to `problems` (`offer.quality_unread`).

    `29-30` is a range, `min 29` or `29+` the least, `max 3.5` the most, `29` alone both.
    """
    names = {}
    for one in parameters_of(read, commodity_id):
        names[called(one.code)] = names[called(one.name)] = one.code
    found = []
    for part in filter(None, (piece.strip() for piece in re.split(r"[;\n]", text))):
        match = _LIMIT.fullmatch(part)
        code = names.get(called(match["name"])) if match else None
        if match is None or code is None:
            problems.extend([Problem("offer.quality_unread", "quality", {"text": part})])
            continue
        bound, first = match["bound"] or match["open"] or "", Decimal(match["first"])
        last = Decimal(match["last"]) if match["last"] else None
        found.append(
            LimitContent(
                parameter=code,
                min_value=None if bound in _MOST else first,
                max_value=last if last is not None else first if bound in _MOST else None if bound else first,
            )
        )
    return tuple(found)


def quality_words(read: Read, commodity_id: UUID, limits: tuple[LimitContent, ...]) -> str:
    """Limits written out as `limits_said` reads them."""
    names = {one.code: one.name or one.code for one in parameters_of(read, commodity_id)}
    return "; ".join(f"{names.get(one.parameter, one.parameter)} {_range(one)}" for one in limits)


def _range(one: LimitContent) -> str:
    least, most = _plain(one.min_value), _plain(one.max_value)
    if least and most:
        return least if least == most else f"{least}-{most}"
    return f"min {least}" if least else f"max {most}"


def _plain(value: Decimal | None) -> str:
    return "" if value is None else plain(from_scaled(to_scaled(value)))


@dataclass(frozen=True, slots=True)
class OfferForm:
    """An offer as the form shows it: the fields of `EnterOffer`, with the names of what was looked up."""

    id: UUID
    version: int
    number: str
    values: dict[str, Any]

    def __getattr__(self, name: str) -> Any:
        try:
            return self.values[name]
        except KeyError:
            raise AttributeError(name) from None


def offer_form(read: Read, offer_id: UUID) -> OfferForm:
    """What the form of an offer is filled with."""
    read.actor.require("offer.read")
    offer = read.get(Offer, offer_id)
    values = {name: getattr(offer, name) for name in Offer.mapping.fields}
    parties = read.by_ids(Party, [id_ for id_ in (offer.party_id, offer.broker_id) if id_ is not None])
    places = locations(read)
    for name in ("party", "broker"):
        id_ = values[f"{name}_id"]
        values[f"{name}_name"] = parties[id_].name if id_ in parties else ""
    for name in ("origin", "destination"):
        place = places.get(values[f"{name}_id"])
        values[f"{name}_name"] = place.name if place else ""
    until = offer.valid_until
    local = None if until is None else until.astimezone(desk_zone(read))
    values |= {
        "commodity_name": _commodity_name(read, offer.commodity_id),
        "quality": quality_words(read, offer.commodity_id, limits_of(read, offer_id)),
        "valid_on": None if local is None else local.date(),
        "valid_at": "" if local is None else f"{local:%H:%M}",
    }
    return OfferForm(offer.id, offer.version, offer.number, values)


def _commodity_name(read: Read, commodity_id: UUID) -> str:
    found = commodities(read).get(commodity_id)
    return found.name if found else ""

"""What matching reads of the book: one statement for the offers, a few for what is known of the parties.

Rows are taken as the driver has them: of ten thousand no ids, decimals and dates are made, only of the
few that are shown in the end.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, bindparam, case, func, or_, select, type_coerce
from sqlalchemy.types import NullType

from rayafin_desktop.base.money import currency_digits
from rayafin_desktop.base.units import TradeUnit, kg_per
from rayafin_desktop.engine.statements import PreparedStatement
from rayafin_desktop.engine.work import Read

from ..claims.model import Claim, Resolution
from ..commodities.model import Commodity
from ..commodities.queries import commodities, freight_per_mt, parameters_of
from ..commodities.rules import DeliveryBasis, PaymentType, PriceType, Side, TaxTerm
from ..commodities.terms_reading import price_unit_kg
from ..companies.commands import own_company
from ..currencies.queries import own_currency, rate_on
from ..items.model import Item
from ..offers.model import Offer, OfferState
from ..offers.texts import SHARED
from ..parties.model import Party, party_balances
from ..partners.model import PartnerProfile
from ..tax.categories import rate_on as tax_rate_on
from ..tax.queries import tax_codes
from ..trades.brokerages import usual_rate
from ..trades.model import Trade
from ..trades.rules import RUNNING, BrokerageBasis, TradeState
from .filters import Filter, Measured, Window, as_millionths, ranges_of
from .landed import Market, Terms
from .ranking import Known, Subject
from .scoring import reliability_points
from .settings import ANNUAL_PERCENT, LEAST_PART_PERCENT

_CLAIMS_OF = timedelta(days=365)

_O = Offer.c
_T = Trade.c


def _raw(column: ColumnElement[Any], name: str = "") -> ColumnElement[Any]:
    """A column as the driver answers it."""
    raw: ColumnElement[Any] = type_coerce(column, NullType())
    return raw.label(name) if name else raw


# The columns of `ranking.Row`, of the offers that stand.
_ROWS = PreparedStatement(
    select(
        _raw(_O.id, "id"),
        _raw(_O.party_id, "party_id"),
        _raw(_O.quantity - _O.taken_quantity, "left"),
        _raw(_O.tolerance_percent, "tolerance"),
        _raw(_O.price, "price"),
        _raw(_O.offered_at, "offered_at"),
        _O.limits_text,
        _O.terms_text,
        _O.variety,
        _O.crop_year,
        _raw(_O.delivery_from, "delivery_from"),
        _raw(_O.delivery_to, "delivery_to"),
    ).where(
        _O.company_id == bindparam("company"),
        _O.state == OfferState.OPEN,
        _O.commodity_id == bindparam("commodity"),
        _O.side == bindparam("side"),
        or_(_O.valid_until.is_(None), _O.valid_until >= bindparam("now")),
        _O.deleted_at.is_(None),
    ),
    bare=True,
)


def rows_against(read: Read, offer: Offer) -> Sequence[tuple[Any, ...]]:
    """All open offers of the same goods on the other side, as `ranking.rank` takes them."""
    rows = read.fetch(
        _ROWS, company=read.company_id, commodity=offer.commodity_id, side=offer.side.other, now=read.now
    )
    # Those of one branch come by SQLAlchemy; one kind of row for all who slice it.
    return rows if read.branch_id is None else list(map(tuple, rows))


def uuid_of(raw: Any) -> UUID | None:
    """An id as the driver has it: bytes of a file, a UUID of an office database."""
    return UUID(bytes=raw) if isinstance(raw, bytes) else raw


def terms_of(text: str) -> Terms:
    """The shared terms of `Offer.terms_text`."""
    (unit, package, price_unit, agreed, price_type, currency, tax_term, payment, days, advance, discount,
     basis, origin, destination) = text.replace("\t", "|").split("|")  # fmt: skip
    return Terms(
        unit=TradeUnit(unit),
        package_kg=Decimal(package) if package else None,
        price_unit=TradeUnit(price_unit),
        kg_per_price_unit=agreed,
        price_type=PriceType(price_type) if price_type else None,
        currency=currency,
        basis=DeliveryBasis(basis) if basis else None,
        tax_term=TaxTerm(tax_term) if tax_term else None,
        origin_id=UUID(origin) if origin else None,
        destination_id=UUID(destination) if destination else None,
        payment_type=PaymentType(payment) if payment else None,
        payment_days=int(days) if days else None,
        advance_percent=Decimal(advance) if advance else None,
        discount_percent=Decimal(discount) if discount else None,
    )


def window_of(begins: Any, ends: Any) -> Window:
    """The days of a row: text of a file, dates of an office database."""
    return _day(begins), _day(ends)


def _day(raw: Any) -> date | None:
    return date.fromisoformat(raw) if isinstance(raw, str) else raw


def own_terms(offer: Offer) -> Terms:
    """The terms of a loaded offer, with what is left of it."""
    left = None if offer.quantity is None else offer.quantity - offer.taken_quantity
    return Terms(**{name: getattr(offer, name) for name in SHARED}, quantity=left, price=offer.price)


def subject_of(read: Read, offer: Offer) -> Subject:
    """An offer as the others are held against it; its side's brokerage, freight, tax and credit with it."""
    commodity = commodities(read)[offer.commodity_id]
    name, room = "", None
    if offer.party_id is not None:
        party = read.get(Party, offer.party_id)
        name = party.name
        if offer.side is Side.BUY and party.credit_limit_minor is not None:
            room = rooms(read, [party.id], offer.currency).get(party.id)
    return Subject(
        name=name or own_company(read).name,
        terms=own_terms(offer),
        market=market_of(read, offer, commodity),
        tolerance=as_millionths(offer.tolerance_percent),
        limits=ranges_of(offer.limits_text),
        measured=measured_of(read, offer.commodity_id),
        window=(offer.delivery_from, offer.delivery_to),
        kind=(offer.variety, offer.crop_year),
        digits=currency_digits(offer.currency),
        least_percent=read.setting(LEAST_PART_PERCENT),
        room=room,
    )


def measured_of(read: Read, commodity_id: UUID) -> Mapping[str, Measured]:
    """What the commodity's parameters are called, and which values are the better ones."""
    return {one.code: Measured(one.name or one.code, one.better) for one in parameters_of(read, commodity_id)}


def market_of(read: Read, offer: Offer, commodity: Commodity) -> Market:
    """What the side of an offer reckons with: its brokerage, the freight, the tax of the goods."""
    buys = offer.side is Side.BUY
    unit_kg = price_unit_kg(offer) or kg_per(commodity.price_unit) or Fraction(1)
    percent, per_kg = _brokerage(read, offer)
    return Market(
        side=offer.side,
        currency=offer.currency,
        unit_kg=unit_kg,
        annual_percent=read.setting(ANNUAL_PERCENT),
        tax_percent=tax_percent(read, commodity),
        place_id=offer.destination_id if buys else offer.origin_id,
        freight_per_mt=lambda start, end: freight_per_mt(read, start, end, read.today, offer.currency),
        brokerage_percent=percent,
        brokerage_per_kg=per_kg,
    )


def _brokerage(read: Read, offer: Offer) -> tuple[Decimal, Fraction]:
    """What this side usually pays us: percent, and major units per kg; nothing for our own firm or a lump."""
    if offer.party_id is None:
        return Decimal(0), Fraction(0)
    rate = usual_rate(read, offer.side, offer.party_id, offer.commodity_id, read.today)
    if rate is None or rate.basis is BrokerageBasis.LUMP:
        return Decimal(0), Fraction(0)
    if rate.basis is BrokerageBasis.PERCENT:
        return rate.rate, Fraction(0)
    package = None if offer.package_kg is None else Fraction(offer.package_kg)
    each = package if rate.unit is None or rate.unit.is_count else kg_per(rate.unit)
    return Decimal(0), Fraction(rate.rate) / each if each else Fraction(0)


def tax_percent(read: Read, commodity: Commodity) -> Decimal | None:
    """The GST rate of the goods today, by the tax code of their item; None where nobody set one.

    Whether it is CGST and SGST or IGST is for the place of supply to say; the price is the same.
    """
    item = None if commodity.item_id is None else read.find(Item, id=commodity.item_id)
    code = None if item is None or item.tax_code_id is None else tax_codes(read).get(item.tax_code_id)
    rate = None if code is None else tax_rate_on(code.rates, read.today)
    return None if rate is None else rate.rate


def known_parties(read: Read, offer: Offer, raw_ids: set[Any]) -> dict[Any, Known]:
    """What is known of the parties of many rows, by the id as the rows have it."""
    ids = {raw: uuid_of(raw) for raw in raw_ids}
    wanted = [id_ for id_ in ids.values() if id_ is not None]
    buyers = offer.side is Side.SELL
    facts = _facts(read, wanted)
    records, claims = _records(read), _claims(read)
    own_id = _tax_id_of(read, offer.party_id)
    limited = [id_ for id_, row in facts.items() if buyers and row.credit_limit_minor is not None]
    room = rooms(read, limited, offer.currency) if limited else {}
    found: dict[Any, Known] = {}
    for raw, id_ in ids.items():
        if id_ is None:
            name, tax_id = own_company(read).name, own_company(read).tax_id
            found[raw] = Known(name, _why_not(offer.party_id, own_id, None, tax_id, None))
            continue
        row = facts[id_]
        kept, failed = records.get(id_, (0, 0))
        found[raw] = Known(
            row.name,
            _why_not(offer.party_id, own_id, id_, row.tax_id, row),
            reliability_points(kept, failed, claims.get(id_, 0)),
            kept,
            failed,
            claims.get(id_, 0),
            room.get(id_),
        )
    return found


def _facts(read: Read, ids: Sequence[UUID]) -> dict[UUID, Any]:
    """Name, registration, limit and block of parties, in one statement."""
    p, profile = Party.c, PartnerProfile.c
    statement = (
        select(
            p.id,
            p.name,
            p.tax_id,
            p.is_active,
            p.credit_limit_minor,
            profile.is_blocked,
            profile.block_reason,
        )
        .join_from(
            Party.mapping.table,
            PartnerProfile.mapping.table,
            and_(
                profile.company_id == p.company_id,
                profile.party_id == p.id,
                profile.deleted_at.is_(None),
            ),
            isouter=True,
        )
        .where(p.company_id == read.company_id, p.id.in_(ids))
    )
    return {row.id: row for row in read.fetch(statement)}


def _tax_id_of(read: Read, party_id: UUID | None) -> str:
    return own_company(read).tax_id if party_id is None else read.get(Party, party_id).tax_id


def _why_not(
    mine: UUID | None, my_tax_id: str, theirs: UUID | None, their_tax_id: str, row: Any
) -> tuple[tuple[Filter, str], ...]:
    """What keeps us from bringing two parties together whatever they offer."""
    if mine == theirs:
        return ((Filter.PARTY, "the same party"),)
    reasons = []
    if my_tax_id and my_tax_id == their_tax_id:
        reasons.append((Filter.GSTIN, f"the same GSTIN {my_tax_id}"))
    if row is not None and row.is_blocked:
        reasons.append((Filter.BLOCKED, f"blocked: {row.block_reason}" if row.block_reason else "blocked"))
    elif row is not None and not row.is_active:
        reasons.append((Filter.BLOCKED, "not active any more"))
    return tuple(reasons)


def _records(read: Read) -> Mapping[UUID, tuple[int, int]]:
    """How many contracts each party kept and how many it failed; cancelled and running ones count nothing."""
    counts: dict[UUID, list[int]] = {}
    kept = (TradeState.DELIVERED, TradeState.CLOSED)
    for column in (_T.buyer_id, _T.seller_id):
        rows = read.fetch(
            select(
                column,
                func.sum(case((_T.state.in_(kept), 1), else_=0)),
                func.sum(case((_T.state == TradeState.DEFAULTED, 1), else_=0)),
            )
            .where(_T.company_id == read.company_id, column.is_not(None), _T.deleted_at.is_(None))
            .group_by(column)
        )
        for party_id, good, bad in rows:
            sums = counts.setdefault(party_id, [0, 0])
            sums[0] += int(good)
            sums[1] += int(bad)
    return {party_id: (good, bad) for party_id, (good, bad) in counts.items()}


def _claims(read: Read) -> Mapping[UUID, int]:
    """How many claims each party had to allow in a year; goods that were invoiced back failed already."""
    c = Claim.c
    rows = read.fetch(
        select(c.against_id, func.count())
        .where(
            c.company_id == read.company_id,
            c.deleted_at.is_(None),
            c.against_id.is_not(None),
            c.resolution == Resolution.ALLOWANCE,
            c.agreed_minor > 0,
            c.settled_on > read.today - _CLAIMS_OF,
        )
        .group_by(c.against_id)
    )
    return {against: int(count) for against, count in rows}


def rooms(read: Read, party_ids: Sequence[UUID], currency: str) -> dict[UUID, int]:
    """What limited parties may still owe, in minor units of `currency`; below zero where a limit is passed.

    Limit less receivables and what is undelivered of their purchases. Nothing where no rate is known.
    """
    p, b = Party.c, party_balances.c
    rows = read.fetch(
        select(p.id, p.credit_limit_minor, func.coalesce(b.receivable_minor, 0))
        .join_from(
            Party.mapping.table,
            party_balances,
            and_(b.company_id == p.company_id, b.party_id == p.id),
            isouter=True,
        )
        .where(p.company_id == read.company_id, p.id.in_(party_ids), p.credit_limit_minor.is_not(None))
    )
    coming = _undelivered(read, party_ids)
    per = _units_of(read, currency)
    if per is None:
        return {}
    return {
        id_: int((Fraction(int(limit) - int(owed)) - coming.get(id_, Fraction(0))) * per // 1)
        for id_, limit, owed in rows
    }


def _units_of(read: Read, currency: str) -> Fraction | None:
    """Minor units of a currency for one of the company's, at today's rate; None where there is none."""
    own = own_currency(read)
    if currency == own:
        return Fraction(1)
    rate = rate_on(read, currency, read.today)
    if rate is None or not rate.rate:
        return None
    return Fraction(10) ** (currency_digits(currency) - currency_digits(own)) / Fraction(rate.rate)


def _undelivered(read: Read, party_ids: Sequence[UUID]) -> dict[UUID, Fraction]:
    """What is still to come of what parties bought, in minor units of the company's currency."""
    left = _T.est_value_minor - _T.delivered_minor
    rows = read.fetch(
        select(_T.buyer_id, _T.currency, func.sum(case((left > 0, left), else_=0)))
        .where(
            _T.company_id == read.company_id,
            _T.buyer_id.in_(party_ids),
            _T.state.in_(RUNNING),
            _T.deleted_at.is_(None),
        )
        .group_by(_T.buyer_id, _T.currency)
    )
    found: dict[UUID, Fraction] = {}
    for party_id, currency, minor in rows:
        per = _units_of(read, currency)
        if per:
            found[party_id] = found.get(party_id, Fraction(0)) + int(minor) / per
    return found

"""What an offered price comes to for the side that compares: net of tax, freight, waiting and brokerage.

All is exact. For a buyer it is what a unit costs at its gate, for a seller what a unit brings at its own; per
price unit of whoever compares. Within the same terms it is a straight line over the price: `slope` x price +
`added`, so that ten thousand prices need ten thousand multiplications and no more.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from uuid import UUID

from rayafin_desktop.base.units import TradeUnit

from ..commodities.rules import DeliveryBasis, PaymentType, PriceType, Side, TaxTerm
from ..commodities.terms_reading import price_unit_kg

YEAR_DAYS = 365
MT_KG = 1000
# Paid when the goods are there or before: nobody waits for the money.
_AT_ONCE = frozenset(
    {PaymentType.CASH, PaymentType.SPOT, PaymentType.ADVANCE, PaymentType.CAD, PaymentType.TT}
)
EXPORT = frozenset({DeliveryBasis.FOB, DeliveryBasis.CIF, DeliveryBasis.CNF})
"""Prices for goods that leave the country; no GST is in them and none comes on top."""


@dataclass(frozen=True, slots=True)
class Terms:
    """The terms of an offer that decide what its price comes to, and what its quantity weighs."""

    unit: TradeUnit
    package_kg: Decimal | None
    price_unit: TradeUnit
    kg_per_price_unit: str
    price_type: PriceType | None
    currency: str
    basis: DeliveryBasis | None
    tax_term: TaxTerm | None
    origin_id: UUID | None
    destination_id: UUID | None
    payment_type: PaymentType | None
    payment_days: int | None
    advance_percent: Decimal | None
    discount_percent: Decimal | None
    quantity: Decimal | None = None
    price: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Market:
    """What the comparing side knows beyond the offers.

    `side` is what it is itself, `unit_kg` what its price unit weighs. `tax_percent` is the goods' GST, None
    where nobody knows. `place_id` is where a buyer wants the goods, and whence a seller sends them.
    `freight_per_mt` answers None where no rate is known. Brokerage is what this side pays: percent of the net
    price, and major units per kg.
    """

    side: Side
    currency: str
    unit_kg: Fraction
    annual_percent: Decimal
    tax_percent: Decimal | None
    place_id: UUID | None
    freight_per_mt: Callable[[UUID, UUID], Decimal | None]
    brokerage_percent: Decimal = Decimal(0)
    brokerage_per_kg: Fraction = Fraction(0)


@dataclass(frozen=True, slots=True)
class Landing:
    """How a price under certain terms becomes a landed price.

    `unit` turns it into the comparing side's unit, `tax` is the share of it that is GST; `carry` and
    `brokerage` are shares of what is left; `freight` and `lump` (brokerage per weight) money per unit. Signs
    are those of the landed price. `freight_known` is False where goods must travel and nobody knows for what.
    """

    unit: Fraction
    tax: Fraction
    carry: Fraction
    brokerage: Fraction
    freight: Fraction
    lump: Fraction
    freight_known: bool

    @property
    def slope(self) -> Fraction:
        return self.unit * (1 - self.tax) * (1 + self.carry + self.brokerage)

    @property
    def added(self) -> Fraction:
        return self.freight + self.lump

    def of(self, price: Decimal) -> Fraction:
        """The landed price."""
        return Fraction(price) * self.slope + self.added

    def net(self, price: Decimal) -> Fraction:
        """The price in the comparing side's unit without tax, before anything is added."""
        return Fraction(price) * self.unit * (1 - self.tax)


def landing(terms: Terms, market: Market) -> Landing | None:
    """The landing of prices under these terms; None where the unit or the tax in it cannot be worked out."""
    each = price_unit_kg(terms)
    tax = tax_share(terms, market)
    if each is None or tax is None:
        return None
    buys = market.side is Side.BUY
    freight, known = _freight(terms, market)
    brokerage = Fraction(market.brokerage_percent) / 100
    lump = market.brokerage_per_kg * market.unit_kg
    return Landing(
        unit=market.unit_kg / each,
        tax=tax,
        # A buyer gains by paying later, a seller loses by being paid later.
        carry=-waiting(terms, market.annual_percent),
        brokerage=brokerage if buys else -brokerage,
        freight=freight if buys else -freight,
        lump=lump if buys else -lump,
        freight_known=known,
    )


def slope_of(terms: Terms, market: Market) -> Fraction | None:
    """`Landing.slope`, which follows from units, tax and payment alone."""
    found = landing(terms, market)
    return None if found is None else found.slope


def added_of(terms: Terms, market: Market) -> Fraction:
    """`Landing.added`, which follows from the places alone."""
    freight, _ = _freight(terms, market)
    added = freight + market.brokerage_per_kg * market.unit_kg
    return added if market.side is Side.BUY else -added


def tax_share(terms: Terms, market: Market) -> Fraction | None:
    """The share of a price that is GST: 0 where it comes on top, r / (100 + r) where it is in it.

    None where it is in it and nobody knows the rate.
    """
    if terms.tax_term is not TaxTerm.INCL_GST:
        return Fraction(0)
    if market.tax_percent is None:
        return None
    rate = Fraction(market.tax_percent)
    return rate / (100 + rate)


def waiting(terms: Terms, annual_percent: Decimal) -> Fraction:
    """The share of a price that its days of credit, or the cash discount instead of them, are worth.

    Days x annual percent / 365, simple interest, on what is not paid in advance; a buyer takes the better of
    the two.
    """
    days = 0 if terms.payment_type in _AT_ONCE else (terms.payment_days or 0)
    on_credit = 1 - Fraction(terms.advance_percent or 0) / 100
    interest = Fraction(annual_percent) / 100 * days / YEAR_DAYS * on_credit
    return max(interest, Fraction(terms.discount_percent or 0) / 100)


def _freight(terms: Terms, market: Market) -> tuple[Fraction, bool]:
    """Freight per comparing unit that is not in the price (buyer) or is to be paid out of it (seller)."""
    seller_pays = terms.basis is not None and terms.basis.seller_pays_freight
    if market.side is Side.BUY:
        start, end = (terms.destination_id if seller_pays else terms.origin_id), market.place_id
    else:
        start, end = market.place_id, (terms.destination_id if seller_pays else None)
    if start is None or end is None or start == end:
        # Nothing travels at the comparing side's cost, or nobody said whence or whither.
        return Fraction(0), start == end or not _must_travel(terms, market, seller_pays)
    per_mt = market.freight_per_mt(start, end)
    if per_mt is None:
        return Fraction(0), False
    return Fraction(per_mt) / MT_KG * market.unit_kg, True


def _must_travel(terms: Terms, market: Market, seller_pays: bool) -> bool:
    """Whether goods are to be brought somewhere at the comparing side's cost."""
    if market.side is Side.BUY:
        return market.place_id is not None and not seller_pays
    return seller_pays

"""What billing reads of other features to work documents out: the seller, customers, items, tax codes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import islice
from typing import TypeVar
from uuid import UUID

from sqlalchemy import bindparam, select

from rayafin_desktop.base.money import currency_digits
from rayafin_desktop.engine.statements import PreparedStatement
from rayafin_desktop.engine.work import Read

from ..companies.commands import own_company
from ..currencies.queries import rate_on
from ..items.model import Item
from ..parties.model import Party, party_balances
from ..prices.lookup import Break, Pricing, breaks_of, list_for, price_for
from ..tax.codes import TaxCodeValue
from ..tax.identifiers import compact_tax_id
from ..tax.places import Place, Registration, TaxParty
from ..tax.queries import tax_codes
from ..tax.rules import DocumentTerms
from ..tax.settings import EXPORT_WITH_PAYMENT, POLICY, PRICES_INCLUDE_TAX, REGISTRATION, ROUND_TAX_TO_WHOLE
from .settings import ROUND_OFF
from .worksheet import SheetTerms

T = TypeVar("T")
# Bound values of one statement; both engines take far more.
_CHUNK = 5000

_RECEIVABLE = PreparedStatement(
    select(party_balances.c.receivable_minor).where(
        party_balances.c.company_id == bindparam("company"), party_balances.c.party_id == bindparam("party")
    )
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Seller:
    """The company as far as its documents depend on it."""

    country: str
    state: str
    tax_id: str
    currency: str
    first_month: int
    registration: Registration

    @property
    def tax_party(self) -> TaxParty:
        return TaxParty(
            place=Place(country=self.country, state=self.state),
            tax_id=self.tax_id,
            registration=self.registration if self.tax_id else Registration.UNREGISTERED,
        )


def seller_of(read: Read) -> Seller:
    """The company being read, as the seller of its documents; kept until it or a setting changes."""

    def load() -> Seller:
        company = own_company(read)
        return Seller(
            country=company.country,
            state=company.state,
            tax_id=compact_tax_id(company.tax_id),
            currency=company.currency,
            first_month=company.fiscal_year_first_month,
            registration=read.setting(REGISTRATION),
        )

    return read.cached("billing.seller", load)


def buyer_of(party: Party, home: str, *, to_sez: bool) -> TaxParty:
    """A customer as the tax rules see it; without a country it is in the seller's."""
    tax_id = compact_tax_id(party.tax_id)
    registration = Registration.REGULAR if tax_id else Registration.UNREGISTERED
    return TaxParty(
        place=Place(country=party.country or home, state=party.state),
        tax_id=tax_id,
        registration=Registration.SEZ if to_sez else registration,
    )


class Sources:
    """What a run of documents is worked out from; parties and items are read once."""

    def __init__(self, read: Read) -> None:
        self.read = self._read = read
        self.seller = seller_of(read)
        self._tax_party = self.seller.tax_party
        self.tax_codes: Mapping[UUID, TaxCodeValue] = tax_codes(read)
        self._parties: dict[UUID, Party] = {}
        self._items: dict[UUID, Item] = {}
        self._breaks: dict[tuple[UUID, UUID], Sequence[Break]] = {}
        self._document_terms: dict[tuple[str, bool], DocumentTerms] = {}
        self._rates: dict[tuple[str, date], Decimal | None] = {}
        self._export_with_payment = read.setting(EXPORT_WITH_PAYMENT)

    def load_parties(self, ids: Iterable[UUID | None]) -> None:
        """Read these customers, as far as they are not known yet."""
        self._parties |= self._read.by_ids(Party, _unknown(ids, self._parties))

    def load_items(self, ids: Iterable[UUID | None]) -> None:
        """Read these items, as far as they are not known yet."""
        self._items |= self._read.by_ids(Item, _unknown(ids, self._items))

    def party(self, id_: UUID | None) -> Party | None:
        """A loaded customer; None when there is none of this id in the company."""
        return None if id_ is None else self._parties.get(id_)

    def item(self, id_: UUID | None) -> Item | None:
        """A loaded item; None when there is none of this id in the company."""
        return None if id_ is None else self._items.get(id_)

    def includes_tax(self, chosen: bool | None) -> bool:
        """Whether prices include tax: what the document says, else the company's setting."""
        return self._read.setting(PRICES_INCLUDE_TAX) if chosen is None else chosen

    def list_price(self, pricing: Pricing, item_id: UUID, quantity: Decimal) -> Decimal | None:
        """What the list that holds says an item costs; None where no list does."""
        found = list_for(self._read, pricing)
        if found is None:
            return None
        key = (found.id, item_id)
        if key not in self._breaks:
            self._breaks[key] = breaks_of(self._read, pricing, [item_id]).get(item_id, ())
        return price_for(self._breaks[key], quantity)

    def rate(self, currency: str, day: date) -> Decimal | None:
        """The exchange rate of a day by the company's table; None where it has none."""
        key = (currency, day)
        if key not in self._rates:
            found = rate_on(self._read, currency, day)
            self._rates[key] = found.rate if found else None
        return self._rates[key]

    def terms(
        self, party: Party | None, currency: str, *, prices_include_tax: bool, to_sez: bool
    ) -> SheetTerms:
        """The terms a document in `currency` for this customer is worked out under."""
        return SheetTerms(
            seller=self._tax_party,
            buyer=None if party is None else buyer_of(party, self.seller.country, to_sez=to_sez),
            document=self.document_terms(currency, prices_include_tax),
            tax_codes=self.tax_codes,
            payment_terms_days=0 if party is None else party.payment_terms_days,
            export_with_payment=self._export_with_payment,
        )

    def document_terms(self, currency: str, prices_include_tax: bool) -> DocumentTerms:
        """How documents in a currency round; the company's settings are read once."""
        known = self._document_terms.get((currency, prices_include_tax))
        if known is None:
            read, digits = self._read, currency_digits(currency)
            whole = 10**digits
            known = self._document_terms[currency, prices_include_tax] = DocumentTerms(
                digits=digits,
                prices_include_tax=prices_include_tax,
                policy=read.setting(POLICY),
                round_off_to=whole if read.setting(ROUND_OFF) else None,
                round_off_limit=whole // 2,
                round_tax_to=whole if read.setting(ROUND_TAX_TO_WHOLE) else 1,
            )
        return known


def _unknown(ids: Iterable[UUID | None], known: Mapping[UUID, object]) -> Iterator[UUID]:
    """The ids that are given and not known yet."""
    return (id_ for id_ in ids if id_ is not None and id_ not in known)


def receivable_of(read: Read, party_id: UUID) -> int:
    """What a customer owes, in minor units of the company's currency."""
    return int(read.scalar(_RECEIVABLE, company=read.company_id, party=party_id) or 0)


def chunks(values: Iterable[T]) -> Iterator[Sequence[T]]:
    """The values in lists short enough to be bound to one statement."""
    rest = iter(values)
    while chunk := list(islice(rest, _CHUNK)):
        yield chunk

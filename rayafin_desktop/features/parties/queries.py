"""Parties as rows: lists with what they owe, look-ups for the type-ahead, one party in full."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, case, func, select, true

from rayafin_desktop.base.money import currency_digits, to_major
from rayafin_desktop.engine import typeahead
from rayafin_desktop.engine.listing import Condition, ListQuery
from rayafin_desktop.engine.work import Read

from ..access.model import Member, User
from ..companies.commands import own_company
from ..companies.gst_states import STATES
from .model import Contact, Party, ShippingAddress, lower_code, lower_name, party_balances


@dataclass(frozen=True, slots=True)
class PartyBalance:
    """What a party owes us and what we owe it, minor units of the company's currency."""

    receivable_minor: int
    payable_minor: int


@dataclass(frozen=True, slots=True)
class AddressRow:
    """One of a party's further addresses."""

    line_no: int
    label: str
    address_1: str
    address_2: str
    city: str
    postal_code: str
    state: str
    country: str


@dataclass(frozen=True, slots=True)
class ContactRow:
    """A person at a party."""

    line_no: int
    name: str
    role: str
    email: str
    phone: str
    gets_documents: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyDetail:
    """A party as forms and documents need it; `credit_limit` in major units of the company's currency."""

    id: UUID
    version: int
    code: str
    name: str
    is_customer: bool
    is_supplier: bool
    tax_id: str
    country: str
    state: str
    address_1: str
    address_2: str
    city: str
    postal_code: str
    email: str
    phone: str
    payment_terms_days: int
    credit_limit: Decimal | None
    credit_limit_minor: int | None
    currency: str
    agent_id: UUID | None
    notes: str
    is_active: bool
    shipping_addresses: Sequence[AddressRow]
    contacts: Sequence[ContactRow]

    @property
    def address_lines(self) -> list[str]:
        """The address as it is printed, empty lines left out."""
        place = " ".join(filter(None, (self.postal_code, self.city)))
        return [line for line in (self.address_1, self.address_2, place) if line]


def party_detail(read: Read, party_id: UUID) -> PartyDetail:
    """One party in full; NotFound (`party.not_found`)."""
    read.actor.require("party.read")
    party = read.get(Party, party_id)
    limit = party.credit_limit_minor
    digits = currency_digits(own_company(read).currency)
    own = {f.name for f in fields(PartyDetail)} & set(Party.mapping.fields)
    return PartyDetail(
        **{name: getattr(party, name) for name in own},
        credit_limit=None if limit is None else to_major(limit, digits),
        shipping_addresses=[
            AddressRow(*(getattr(one, f.name) for f in fields(AddressRow)))
            for one in read.parts(ShippingAddress, party_id)
        ],
        contacts=[
            ContactRow(*(getattr(one, f.name) for f in fields(ContactRow)))
            for one in read.parts(Contact, party_id)
        ],
    )


def party_balance(read: Read, party_id: UUID) -> PartyBalance:
    """What one party owes and is owed now."""
    row = read.first(
        select(party_balances.c.receivable_minor, party_balances.c.payable_minor).where(
            party_balances.c.company_id == read.company_id, party_balances.c.party_id == party_id
        )
    )
    return PartyBalance(row.receivable_minor, row.payable_minor) if row else PartyBalance(0, 0)


def contact_rows(read: Read, party_id: UUID) -> Sequence[ContactRow]:
    """The people at a party, for its side panel."""
    return party_detail(read, party_id).contacts


# The state as people read it: "03 Punjab" of an Indian party, the region as written of others.
_state_name = case(
    (
        and_(Party.c.country == "IN", Party.c.state.in_(list(STATES))),
        case({code: f"{code} {name}" for code, name in STATES.items()}, value=Party.c.state, else_=""),
    ),
    else_=Party.c.state,
)
_receivable = func.coalesce(party_balances.c.receivable_minor, 0)
_payable = func.coalesce(party_balances.c.payable_minor, 0)


def _parties(read: Read) -> Select[Any]:
    party = Party.c
    return (
        select(
            *(party[name] for name in ("id", "code", "name", "is_customer", "is_supplier", "tax_id")),
            *(party[name] for name in ("country", "state", "city", "email", "phone", "currency")),
            *(party[name] for name in ("payment_terms_days", "credit_limit_minor", "is_active", "version")),
            (~party.is_active).label("is_muted"),
            _state_name.label("state_name"),
            User.c.name.label("agent_name"),
            _receivable.label("receivable_minor"),
            _payable.label("payable_minor"),
            and_(party.credit_limit_minor.is_not(None), _receivable > party.credit_limit_minor).label(
                "is_over_limit"
            ),
        )
        .join_from(
            Party.mapping.table,
            party_balances,
            and_(party_balances.c.company_id == party.company_id, party_balances.c.party_id == party.id),
            isouter=True,
        )
        .join(
            Member.mapping.table,
            and_(Member.c.company_id == party.company_id, Member.c.id == party.agent_id),
            isouter=True,
        )
        .join(User.mapping.table, User.c.id == Member.c.user_id, isouter=True)
        .where(party.company_id == read.company_id, party.deleted_at.is_(None))
    )


def _typed(read: Read, text: str) -> Condition:
    """Any part of code, name, city, tax number, phone or e-mail; beginnings only while it is short."""
    return typeahead.typed(read, "party", Party.c.id, (lower_name, lower_code), text)


def _offered(of_list: ColumnElement[bool]) -> Callable[[Read, str], Condition]:
    """Like `_typed`, but only as many hits as a person looks at."""

    def condition(read: Read, text: str) -> Condition:
        own = and_(
            Party.c.company_id == read.company_id,
            Party.c.deleted_at.is_(None),
            Party.c.is_active == true(),
            of_list,
        )
        return typeahead.offered(read, "party", Party.c.id, (lower_name, lower_code), text, own)

    return condition


def _stats(read: Read) -> Mapping[str, Any]:
    """Sums over all parties: what is owed to us and by us, and by how many."""
    columns = party_balances.c
    row = read.execute(
        select(
            func.coalesce(func.sum(columns.receivable_minor), 0).label("receivable"),
            func.coalesce(func.sum(columns.payable_minor), 0).label("payable"),
            func.count().filter(columns.receivable_minor > 0).label("debtors"),
            func.count().filter(columns.payable_minor > 0).label("creditors"),
        ).where(columns.company_id == read.company_id)
    ).one()
    return {
        "receivable": int(row.receivable),
        "payable": int(row.payable),
        "debtors": row.debtors,
        "creditors": row.creditors,
    }


def _list(
    name: str, of_list: ColumnElement[bool], tabs: Mapping[str, Callable[[Read], Condition]]
) -> ListQuery:
    active = Party.c.is_active == true()
    return ListQuery(
        name=name,
        permission="party.read",
        kinds=("party", "entry"),
        select=lambda read: _parties(read).where(of_list),
        key=Party.c.id,
        sorts={
            "name": (lower_name,),
            "code": (Party.c.code,),
            "receivable_minor": (_receivable,),
            "payable_minor": (_payable,),
        },
        default_sort=("name", False),
        tabs={
            "active": lambda read: active,
            **tabs,
            "archived": lambda read: Party.c.is_active != true(),
        },
        search=_typed,
        stats=_stats,
    )


_customer = Party.c.is_customer == true()
_supplier = Party.c.is_supplier == true()


def _over_limit(_read: Read) -> Condition:
    return and_(Party.c.credit_limit_minor.is_not(None), _receivable > Party.c.credit_limit_minor)


PARTY_ROWS = _list(
    "parties",
    true(),
    {
        "customers": lambda read: and_(_customer, Party.c.is_active == true()),
        "suppliers": lambda read: and_(_supplier, Party.c.is_active == true()),
        "owing": lambda read: _receivable > 0,
    },
)
CUSTOMER_ROWS = _list(
    "customers", _customer, {"owing": lambda read: _receivable > 0, "over_limit": _over_limit}
)
SUPPLIER_ROWS = _list("suppliers", _supplier, {"owed": lambda read: _payable > 0})


def _lookup(read: Read) -> Select[Any]:
    party = Party.c
    return select(
        *(party[name] for name in ("id", "name", "code", "tax_id", "currency", "payment_terms_days")),
        party.city.label("note"),
    ).where(party.company_id == read.company_id, party.deleted_at.is_(None), party.is_active == true())


def _lookup_list(name: str, of_list: ColumnElement[bool]) -> ListQuery:
    return ListQuery(
        name=name,
        permission="party.read",
        kinds=("party",),
        select=lambda read: _lookup(read).where(of_list),
        key=Party.c.id,
        sorts={"name": (lower_name,)},
        default_sort=("name", False),
        search=_offered(of_list),
    )


PARTY_LOOKUP = _lookup_list("party_lookup", true())
CUSTOMER_LOOKUP = _lookup_list("customer_lookup", _customer)
SUPPLIER_LOOKUP = _lookup_list("supplier_lookup", _supplier)

AGENT_LOOKUP = ListQuery(
    name="agent_lookup",
    permission="party.read",
    kinds=("member",),
    select=lambda read: (
        select(Member.c.id, User.c.name, Member.c.role.label("note"))
        .join_from(Member.mapping.table, User.mapping.table, User.c.id == Member.c.user_id)
        .where(
            Member.c.company_id == read.company_id,
            Member.c.deleted_at.is_(None),
            Member.c.is_active == true(),
        )
    ),
    key=Member.c.id,
    sorts={"name": (User.c.name,)},
    default_sort=("name", False),
    search=lambda read, text: User.c.name.icontains(text, autoescape=True),
)

LISTS = (
    AGENT_LOOKUP,
    PARTY_ROWS,
    CUSTOMER_ROWS,
    SUPPLIER_ROWS,
    PARTY_LOOKUP,
    CUSTOMER_LOOKUP,
    SUPPLIER_LOOKUP,
)

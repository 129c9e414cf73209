"""The master data of the sample company: customers with their habits, suppliers, goods and settings."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum, auto
from itertools import islice
from uuid import UUID

from rayafin_desktop.base.money import multiply, round_half_up
from rayafin_desktop.features.items.commands import SaveItem
from rayafin_desktop.features.items.model import ItemKind
from rayafin_desktop.features.parties.commands import ContactInput, SaveParty, ShippingAddressInput
from rayafin_desktop.features.tax.identifiers import gstin_check_character
from rayafin_desktop.features.tax.queries import tax_code_named

from .names import CONTACTS, GOODS, Goods, House, houses
from .office import Office, People

SUPPLIERS = 12
_COST_SHARE = Decimal("0.86")


class Habit(Enum):
    """How a customer pays."""

    PROMPT = auto()  # what is due, about when it is due
    SLOW = auto()  # weeks after it is due
    IN_PARTS = auto()  # half now, the rest later
    ROUND_SUMS = auto()  # on account, the oldest first
    STOPPED = auto()  # paid at first, not any more


# In every ten customers; the chance only shuffles what they buy and when.
_HABITS = (
    Habit.PROMPT, Habit.SLOW, Habit.PROMPT, Habit.IN_PARTS, Habit.PROMPT,
    Habit.ROUND_SUMS, Habit.PROMPT, Habit.SLOW, Habit.PROMPT, Habit.STOPPED,
)  # fmt: skip
_TERMS = (15, 30, 7, 30, 45)


@dataclass(frozen=True, slots=True)
class Customer:
    """A customer as the trade needs him. `currency` is foreign for exports."""

    id: UUID
    code: str
    name: str
    habit: Habit
    agent_id: UUID | None = None
    currency: str = "INR"


@dataclass(frozen=True, slots=True)
class Masters:
    """Everything that is bought and sold, and by whom."""

    customers: Sequence[Customer]
    exports: Sequence[Customer]
    suppliers: Sequence[UUID]
    goods: Sequence[tuple[Goods, UUID]]
    export_code_id: UUID


def make_masters(office: Office, customers: int, chance: random.Random) -> Masters:
    """Goods first, then the parties."""
    goods = [(one, _save_goods(office, one)) for one in GOODS]
    named = list(islice(houses(), customers + SUPPLIERS))
    suppliers = [_save_supplier(office, house, n) for n, house in enumerate(named[:SUPPLIERS], start=1)]
    buyers = [_save_customer(office, house, n, chance) for n, house in enumerate(named[SUPPLIERS:], start=1)]
    return Masters(buyers, [_save_export_customer(office)], suppliers, goods, _tax_code(office, "EXPORT"))


def _tax_code(office: Office, code: str) -> UUID:
    found = office.ask(tax_code_named, code)
    if found is None or found.id is None:
        raise LookupError(f"a new Indian company has the tax code {code}")
    return found.id


def _save_goods(office: Office, goods: Goods) -> UUID:
    return office.do(
        SaveItem(
            code=goods.code,
            name=goods.name,
            hsn=goods.hsn,
            unit=goods.unit,
            kind=ItemKind.SERVICE if goods.is_service else ItemKind.GOODS,
            sale_price=goods.price,
            cost_price=None if goods.is_service else round_half_up(multiply(goods.price, _COST_SHARE), 2),
            tax_code_id=_tax_code(office, goods.tax_code),
        ),
        office.people.owner,
    )


def gstin_of(house: House, number: int) -> str:
    """A well-formed GSTIN that belongs to nobody: a PAN of an alphabet nobody is given."""
    first = f"{house.state}QX{house.name[0]}C{house.city[0].upper()}{number:04d}Q1Z"
    return first + gstin_check_character(first)


def _save_customer(office: Office, house: House, number: int, chance: random.Random) -> Customer:
    people = office.people
    habit = _HABITS[number % len(_HABITS)]
    agent_id = _agent(people, number)
    code = f"C{number:04d}"
    contact = CONTACTS[number % len(CONTACTS)]
    address = f"{contact.split()[0].lower()}@{house.name.split()[0].lower()}{number}.example"
    registered = number % 8 != 0  # every eighth is an unregistered buyer
    limit = Decimal(chance.randrange(20, 80) * 100_000) if number % 4 == 0 else None
    party = office.do(
        SaveParty(
            code=code,
            name=house.name,
            tax_id=gstin_of(house, number) if registered else "",
            state=house.state,
            address_1=house.street,
            city=house.city,
            postal_code=house.postal_code,
            email=address,
            phone=f"+91 98765 {number:05d}",
            payment_terms_days=_TERMS[number % len(_TERMS)],
            credit_limit=limit,
            agent_id=agent_id,
            contacts=(ContactInput(name=contact, role="Purchase", email=address, gets_documents=True),),
            shipping_addresses=(
                (ShippingAddressInput(label="Godown", address_1=f"Godown {number}", city=house.city),)
                if number % 5 == 0
                else None
            ),
        ),
        people.cashier if number % 10 == 0 else people.accountant,
    )
    return Customer(party, code, house.name, habit, agent_id)


def _agent(people: People, number: int) -> UUID | None:
    """Every third customer was brought by one of the brokers."""
    if number % 3:
        return None
    return (people.field_broker if number % 2 else people.broker).member_id


def _save_export_customer(office: Office) -> Customer:
    name = "Padma Delta Spinning Ltd"
    party = office.do(
        SaveParty(
            code="X0001",
            name=name,
            country="BD",
            address_1="88 Jute Quay",
            city="Chattogram",
            email="purchase@padma-delta.example",
            payment_terms_days=30,
            currency="USD",
        ),
        office.people.accountant,
    )
    return Customer(party, "X0001", name, Habit.PROMPT, currency="USD")


def _save_supplier(office: Office, house: House, number: int) -> UUID:
    return office.do(
        SaveParty(
            code=f"S{number:04d}",
            name=house.name,
            is_customer=False,
            is_supplier=True,
            tax_id=gstin_of(house, 9000 + number),
            state=house.state,
            address_1=house.street,
            city=house.city,
            postal_code=house.postal_code,
            email=f"sales@{house.name.split()[0].lower()}-s{number}.example",
            payment_terms_days=_TERMS[number % len(_TERMS)],
        ),
        office.people.accountant,
    )

"""Price lists: the lists, their prices, whose they are, and a new list made of an old one."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar
from uuid import UUID

from rayafin_desktop.base.errors import Problem, Problems, RuleBroken
from rayafin_desktop.base.ids import new_id
from rayafin_desktop.base.money import is_exact, multiply, round_half_up
from rayafin_desktop.base.quantity import LARGEST, SCALE
from rayafin_desktop.engine.commands import Command, Exact
from rayafin_desktop.engine.work import Work

from ..companies.commands import own_company
from ..items.model import Item
from ..parties.model import Party
from .model import PartyPriceList, Price, PriceList

MOST_PRICES = 5000
LEAST_PERCENT, MOST_PERCENT = Decimal(-100), Decimal(1000)


@dataclass(frozen=True, kw_only=True)
class PriceInput:
    """A price of an item from a quantity on, per unit in the list's currency."""

    item_id: UUID
    price: Exact
    from_qty: Exact = Decimal(0)


@dataclass(frozen=True, kw_only=True)
class SavePriceList(Command[UUID]):
    """Make a price list, or change the one with this id.

    `prices` replaces all there are; None leaves them. An empty currency is the company's, an empty
    `valid_from` the day of today.
    """

    permission: ClassVar[str] = "price.save"
    id: UUID | None = None
    version: int | None = None
    code: str
    name: str
    currency: str = ""
    valid_from: date | None = None
    valid_until: date | None = None
    prices_include_tax: bool = False
    is_default: bool = False
    is_active: bool = True
    prices: tuple[PriceInput, ...] | None = None


@dataclass(frozen=True, kw_only=True)
class SavePrice(Command[UUID]):
    """Set the price of one item in a list from a quantity on; the one that was there is replaced."""

    permission: ClassVar[str] = "price.save"
    id: UUID | None = None
    version: int | None = None
    price_list_id: UUID | None = None
    item_id: UUID | None = None
    from_qty: Exact = Decimal(0)
    price: Exact


@dataclass(frozen=True, kw_only=True)
class RemovePrice(Command[None]):
    """Take a price out of its list."""

    permission: ClassVar[str] = "price.save"
    id: UUID


@dataclass(frozen=True, kw_only=True)
class ReprisePriceList(Command[UUID]):
    """Make the next list of the same code, every price changed by `percent`; answers its id.

    Each price is price x (100 + percent) / 100, rounded half up to `decimals` (0 to 6). The old list ends
    the day before the new one begins.
    """

    permission: ClassVar[str] = "price.save"
    price_list_id: UUID
    valid_from: date
    valid_until: date | None = None
    percent: Exact = Decimal(0)
    decimals: int = 2
    name: str = ""


@dataclass(frozen=True, kw_only=True)
class ChoosePriceList(Command[None]):
    """Say by which lists a party buys; None is the default again."""

    permission: ClassVar[str] = "price.save"
    party_id: UUID
    price_list_id: UUID | None = None


def save_price_list(command: SavePriceList, work: Work) -> UUID:
    company = own_company(work)
    values: dict[str, Any] = {
        "code": command.code.strip(),
        "name": command.name.strip(),
        "currency": command.currency.strip().upper() or company.currency,
        "valid_from": command.valid_from or work.today,
        "valid_until": command.valid_until,
        "prices_include_tax": command.prices_include_tax,
        "is_default": command.is_default,
        "is_active": command.is_active,
    }
    problems = _list_problems(work, values, command.id)
    problems += price_problems(command.prices or ())
    known = work.by_ids(Item, {one.item_id for one in command.prices or ()})
    problems += [
        Problem("item.not_found", f"prices.{at}.item_id")
        for at, one in enumerate(command.prices or ())
        if one.item_id not in known
    ]
    if problems:
        raise RuleBroken(problems)
    if command.id is None:
        saved = work.new(PriceList, **values)
    else:
        loaded = work.get(PriceList, command.id)
        version = loaded.version if command.version is None else command.version
        saved = work.save(dataclasses.replace(loaded, version=version, **values))
    if saved.is_default:
        _only_default(work, saved)
    if command.prices is not None:
        _replace(work, saved.id, command.prices)
    return saved.id


def _list_problems(work: Work, values: dict[str, Any], own_id: UUID | None) -> list[Problem]:
    currency, first, last = values["currency"], values["valid_from"], values["valid_until"]
    taken = work.find(PriceList, code=values["code"], valid_from=first)
    problems = []
    if not values["code"]:
        problems.append(Problem("price_list.code_missing", "code"))
    if not values["name"]:
        problems.append(Problem("price_list.name_missing", "name"))
    if last is not None and last < first:
        problems.append(Problem("price_list.ends_before", "valid_until"))
    if not (len(currency) == 3 and currency.isascii() and currency.isalpha()):
        problems.append(Problem("price_list.currency", "currency", {"currency": currency}))
    if taken is not None and taken.id != own_id:
        params = {"code": values["code"], "day": first.isoformat()}
        problems.append(Problem("price_list.taken", "valid_from", params))
    return problems


def price_problems(prices: Sequence[PriceInput]) -> list[Problem]:
    """What is wrong with prices: below zero, too long, an item twice from the same quantity, too many."""
    if len(prices) > MOST_PRICES:
        return [Problem("price.too_many", "prices", {"limit": MOST_PRICES})]
    problems: list[Problem] = []
    seen: set[tuple[UUID, Decimal]] = set()
    for at, one in enumerate(prices):
        for name in ("price", "from_qty"):
            value: Decimal = getattr(one, name)
            if not (value.is_finite() and 0 <= value <= LARGEST and is_exact(value, SCALE)):
                problems.append(Problem("price.invalid", f"prices.{at}.{name}"))
        if (one.item_id, one.from_qty) in seen:
            problems.append(Problem("price.twice", f"prices.{at}.from_qty"))
        seen.add((one.item_id, one.from_qty))
    return problems


def _only_default(work: Work, chosen: PriceList) -> None:
    """The default is a code: all of its lists are, no other is."""
    for other in work.all(PriceList):
        is_default = other.code == chosen.code
        if other.is_default is not is_default and other.id != chosen.id:
            work.save(dataclasses.replace(other, is_default=is_default))


def _replace(work: Work, list_id: UUID, prices: Sequence[PriceInput]) -> None:
    old = {(one.item_id, one.from_qty): one for one in work.all(Price, Price.c.price_list_id == list_id)}
    fresh = []
    for entered in prices:
        known = old.pop((entered.item_id, entered.from_qty), None)
        if known is not None:
            work.save(dataclasses.replace(known, price=entered.price))
        else:
            fresh.append(_row(work, list_id, entered.item_id, entered.from_qty, entered.price))
    for gone in old.values():
        work.remove(gone)
    work.insert_many(fresh)


def _row(work: Work, list_id: UUID, item_id: UUID, from_qty: Decimal, price: Decimal) -> Price:
    return Price(
        id=new_id("price"),
        company_id=work.company_id,
        created_at=work.now,
        updated_at=work.now,
        price_list_id=list_id,
        item_id=item_id,
        from_qty=from_qty,
        price=price,
    )


def save_price(command: SavePrice, work: Work) -> UUID:
    problems = Problems()
    loaded = None if command.id is None else work.get(Price, command.id)
    list_id = command.price_list_id or (loaded.price_list_id if loaded else None)
    item_id = command.item_id or (loaded.item_id if loaded else None)
    problems.require(list_id, "price.list_missing", "price_list_id")
    problems.require(item_id, "price.item_missing", "item_id")
    problems.raise_if_any()
    if list_id is None or item_id is None:
        raise RuleBroken([Problem("price.item_missing", "item_id")])
    work.get(PriceList, list_id, field="price_list_id")
    work.get(Item, item_id, field="item_id")
    entered = PriceInput(item_id=item_id, price=command.price, from_qty=command.from_qty)
    found = [Problem(one.code, one.field.rpartition(".")[2], one.params) for one in price_problems([entered])]
    if found:
        raise RuleBroken(found)
    there = work.find(Price, price_list_id=list_id, item_id=item_id, from_qty=command.from_qty)
    if loaded is not None:
        if there is not None and there.id != loaded.id:
            raise RuleBroken([Problem("price.twice", "from_qty")])
        version = loaded.version if command.version is None else command.version
        changed = dataclasses.replace(
            loaded,
            version=version,
            price_list_id=list_id,
            item_id=item_id,
            from_qty=command.from_qty,
            price=command.price,
        )
        return work.save(changed).id
    if there is not None:
        return work.save(dataclasses.replace(there, price=command.price)).id
    return work.add(_row(work, list_id, item_id, command.from_qty, command.price)).id


def remove_price(command: RemovePrice, work: Work) -> None:
    work.remove(work.get(Price, command.id))


def reprise_price_list(command: ReprisePriceList, work: Work) -> UUID:
    old = work.get(PriceList, command.price_list_id, field="price_list_id")
    problems = Problems()
    problems.require(command.valid_from > old.valid_from, "price_list.not_later", "valid_from")
    problems.require(LEAST_PERCENT < command.percent <= MOST_PERCENT, "price_list.percent", "percent")
    problems.require(0 <= command.decimals <= SCALE, "price_list.decimals", "decimals")
    values: dict[str, Any] = {
        "code": old.code,
        "name": command.name.strip() or old.name,
        "currency": old.currency,
        "valid_from": command.valid_from,
        "valid_until": command.valid_until,
        "prices_include_tax": old.prices_include_tax,
        "is_default": old.is_default,
    }
    problems.extend(_list_problems(work, values, None))
    problems.raise_if_any()
    new = work.new(PriceList, **values)
    prices = work.all(Price, Price.c.price_list_id == old.id)
    work.insert_many(
        _row(
            work,
            new.id,
            one.item_id,
            one.from_qty,
            changed_price(one.price, command.percent, command.decimals),
        )
        for one in prices
    )
    work.save(
        dataclasses.replace(old, valid_until=date.fromordinal(command.valid_from.toordinal() - 1))
        if old.valid_until is None or old.valid_until >= command.valid_from
        else old
    )
    return new.id


def changed_price(price: Decimal, percent: Decimal, decimals: int) -> Decimal:
    """price x (100 + percent) / 100, rounded half up to `decimals`."""
    return round_half_up(multiply(price, 100 + percent, Decimal("0.01")), decimals)


def choose_price_list(command: ChoosePriceList, work: Work) -> None:
    party = work.get(Party, command.party_id, field="party_id")
    code = None
    if command.price_list_id is not None:
        code = work.get(PriceList, command.price_list_id, field="price_list_id").code
    known = work.find(PartyPriceList, party_id=party.id)
    if known is not None:
        work.save(dataclasses.replace(known, list_code=code))
    elif code is not None:
        work.new(PartyPriceList, party_id=party.id, list_code=code)

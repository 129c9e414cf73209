"""What open foreign amounts are worth at a day's rates. Values in, values out; knows no database."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from rayafin_desktop.base.money import currency_digits, multiply, to_minor


@dataclass(frozen=True, slots=True, kw_only=True)
class ForeignBalance:
    """What an account (for a party) holds in a foreign currency and is booked at; debits positive."""

    account_id: UUID
    party_id: UUID | None
    currency: str
    amount_minor: int
    booked_minor: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Revalued:
    """A balance at the rate of the day; `difference_minor` is what the books must move by."""

    balance: ForeignBalance
    rate: Decimal
    worth_minor: int

    @property
    def difference_minor(self) -> int:
        return self.worth_minor - self.balance.booked_minor


def worth(minor: int, currency: str, rate: Decimal, own: str) -> int:
    """An amount in the company's currency at a rate, rounded half up once."""
    shift = currency_digits(own) - currency_digits(currency)
    return to_minor(multiply(Decimal(minor), rate), shift)


def revalued(balances: Sequence[ForeignBalance], rates: Mapping[str, Decimal], own: str) -> list[Revalued]:
    """Every balance whose worth differs from the books, at the rates of its currency.

    Each party and account is rounded by itself, so that what is shown for it is what is posted. A
    balance of nothing that is still booked at something is worth nothing.
    """
    found = [
        Revalued(
            balance=one,
            rate=rates[one.currency],
            worth_minor=worth(one.amount_minor, one.currency, rates[one.currency], own),
        )
        for one in balances
    ]
    return [one for one in found if one.difference_minor]


def gain_and_loss(lines: Sequence[Revalued]) -> tuple[int, int]:
    """The sums of what was gained and of what was lost, both positive; a debt that grows is a loss."""
    gain = sum(one.difference_minor for one in lines if one.difference_minor > 0)
    loss = -sum(one.difference_minor for one in lines if one.difference_minor < 0)
    return gain, loss

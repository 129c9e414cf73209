"""What a payment posts: one function for the preview on the screen and for the handler.

A payment only ever moves money between three places: the accounts it came into, the party's advance,
and the party's receivable. Receiving, allocating, un-allocating and bouncing are the same movement with
other figures (rules.md 2.8, 2.9).
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from rayafin_desktop.base.money import EXACT, currency_digits, multiply, round_to_int, share, to_minor

from ..ledger.roles import AccountRole
from ..ledger.rules import LegDraft


@dataclass(frozen=True, kw_only=True, slots=True)
class Funding:
    """What a payment is made of, minor units of `currency`; `rate` is company currency per unit.

    `amount_minor` reached the account, `withheld_minor` is tax the payer kept back, `charges_minor`
    what banks took, `discount_minor` what we let go. Together they settle documents.
    """

    party_id: UUID
    account_id: UUID | None
    currency: str
    base_currency: str
    rate: Decimal
    amount_minor: int
    withheld_minor: int = 0
    charges_minor: int = 0
    discount_minor: int = 0

    @property
    def total_minor(self) -> int:
        return self.amount_minor + self.withheld_minor + self.charges_minor + self.discount_minor

    def in_base(self, minor: int) -> int:
        """An amount of this payment in the company's currency, at the payment's rate."""
        if self.currency == self.base_currency:
            return minor
        shift = currency_digits(self.base_currency) - currency_digits(self.currency)
        return to_minor(multiply(Decimal(minor), self.rate), shift)


@dataclass(frozen=True, kw_only=True, slots=True)
class Movement:
    """What happens to a payment's money.

    `direction` is 1 when the money comes in, -1 when it goes back, 0 when it only changes its purpose.
    `relieved_minor` comes off the receivable (negative: is owed again), `relieved_base_minor` the same
    in the company's currency at the rates of the invoices.
    """

    direction: int
    advance_before: int
    advance_after: int
    relieved_minor: int
    relieved_base_minor: int


def relief_in_base(total_minor: int, base_minor: int, settled_before: int, settled_after: int) -> int:
    """What settling a document further takes off the receivable in the company's currency.

    The document's receivable of `base_minor` follows its open amount in proportion, so that it is
    exactly nothing once `total_minor` is settled, whatever the steps were (rules.md 2.9).

    >>> relief_in_base(100000, 8300000, 60000, 100000)
    3320000
    """

    def relieved(settled: int) -> int:
        if total_minor == base_minor or not total_minor:
            return settled
        return round_to_int(
            EXACT.divide(multiply(Decimal(base_minor), Decimal(settled)), Decimal(total_minor))
        )

    return relieved(settled_after) - relieved(settled_before)


def movement_legs(funding: Funding, movement: Movement) -> tuple[LegDraft, ...]:
    """The legs of one movement; they balance in both currencies, an exchange difference last."""
    legs: list[LegDraft] = []

    def add(role: AccountRole | None, minor: int, base: int, *, party: bool = False) -> None:
        if minor or base:
            legs.append(
                LegDraft(
                    amount_minor=minor,
                    account_role=role,
                    account_id=None if role else funding.account_id,
                    party_id=funding.party_id if party else None,
                    currency=funding.currency,
                    rate=funding.rate,
                    base_minor=base,
                )
            )

    parts = (
        (None, funding.amount_minor),
        (AccountRole.TDS_RECEIVABLE, funding.withheld_minor),
        (AccountRole.BANK_CHARGES, funding.charges_minor),
        (AccountRole.DISCOUNT_ALLOWED, funding.discount_minor),
    )
    bases = share(funding.in_base(funding.total_minor), [minor for _, minor in parts])
    for (role, minor), base in zip(parts, bases, strict=True):
        add(role, movement.direction * minor, movement.direction * base)
    add(
        AccountRole.RECEIVABLE,
        -movement.relieved_minor,
        -movement.relieved_base_minor,
        party=True,
    )
    add(
        AccountRole.CUSTOMER_ADVANCE,
        movement.advance_before - movement.advance_after,
        funding.in_base(movement.advance_before) - funding.in_base(movement.advance_after),
        party=True,
    )
    difference = -sum(leg.base_minor or 0 for leg in legs)
    if difference:
        role = AccountRole.FX_GAIN if difference < 0 else AccountRole.FX_LOSS
        legs.append(LegDraft(amount_minor=0, account_role=role, base_minor=difference))
    return tuple(legs)

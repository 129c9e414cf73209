"""What a payment posts: one function for the preview on the screen and for the handler.

A payment only ever moves money between three places: the accounts it came into or went out of, the
party's advance, and the party's receivable or payable. Receiving, paying, allocating, un-allocating and
bouncing are the same movement with other figures (rules.md 2.8, 2.9).
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from rayafin_desktop.base.money import EXACT, currency_digits, multiply, round_to_int, share, to_minor

from ..ledger.roles import AccountRole
from ..ledger.rules import LegDraft
from .kinds import FLOWS, SIDE_ACCOUNTS, Flow, PaymentKind, SideAccounts


def in_base(minor: int, rate: Decimal, currency: str, base_currency: str) -> int:
    """An amount in the company's currency; `rate` is company currency per unit."""
    if currency == base_currency:
        return minor
    shift = currency_digits(base_currency) - currency_digits(currency)
    return to_minor(multiply(Decimal(minor), rate), shift)


@dataclass(frozen=True, kw_only=True, slots=True)
class Funding:
    """What a payment is made of, minor units of `currency`; `rate` is company currency per unit.

    Of a receipt `amount_minor` reached the account, `withheld_minor` is tax the payer kept back,
    `charges_minor` what banks took, `discount_minor` what we let go. Of a payment `amount_minor` is what
    the supplier gets, `withheld_minor` tax we kept back, and `charges_minor` our bank takes on top.
    `tcs_minor` of the amount is tax collected at source, which settles nothing.
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
    tcs_minor: int = 0
    kind: PaymentKind = PaymentKind.RECEIPT

    @property
    def flow(self) -> Flow:
        return FLOWS[self.kind]

    @property
    def total_minor(self) -> int:
        """What of it settles documents or is left as an advance."""
        charges = self.charges_minor if self.flow.charges_settle else 0
        return self.amount_minor - self.tcs_minor + self.withheld_minor + charges + self.discount_minor

    def in_base(self, minor: int) -> int:
        """An amount of this payment in the company's currency, at the payment's rate."""
        return in_base(minor, self.rate, self.currency, self.base_currency)


@dataclass(frozen=True, kw_only=True, slots=True)
class Movement:
    """What happens to a payment's money.

    `direction` is 1 when the money moves as its kind says, -1 when it goes back, 0 when it only changes
    its purpose. `relieved_minor` settles documents (negative: they are open again),
    `relieved_base_minor` is the same in the company's currency at the rates of the documents.

    `written_off_minor` is what of it was given up, `credit_minor` what open notes bring in, and
    `refunded_minor` what other payments' advances give back; each with its book value, all negative when
    taken back.
    """

    direction: int
    advance_before: int
    advance_after: int
    relieved_minor: int
    relieved_base_minor: int
    written_off_minor: int = 0
    written_off_base_minor: int = 0
    credit_minor: int = 0
    credit_base_minor: int = 0
    refunded_minor: int = 0
    refunded_base_minor: int = 0


def relief_in_base(total_minor: int, base_minor: int, settled_before: int, settled_after: int) -> int:
    """What settling a document further takes off its account in the company's currency.

    The document's `base_minor` follows its open amount in proportion, so that it is exactly nothing once
    `total_minor` is settled, whatever the steps were (rules.md 2.9).

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
    sign, roles = funding.flow.sign, SIDE_ACCOUNTS[funding.flow.side]

    def add(role: AccountRole | None, minor: int, base: int, *, party: bool = False) -> None:
        if minor or base:
            legs.append(
                LegDraft(
                    amount_minor=sign * minor,
                    account_role=role,
                    account_id=None if role else funding.account_id,
                    party_id=funding.party_id if party else None,
                    currency=funding.currency,
                    rate=funding.rate,
                    base_minor=sign * base,
                )
            )

    for role, minor, base in _money(funding, roles):
        add(role, movement.direction * minor, movement.direction * base)
    add(roles.write_off, movement.written_off_minor, movement.written_off_base_minor)
    add(
        roles.control,
        movement.credit_minor - movement.relieved_minor,
        movement.credit_base_minor - movement.relieved_base_minor,
        party=True,
    )
    add(
        roles.advance,
        movement.advance_before - movement.advance_after - movement.refunded_minor,
        funding.in_base(movement.advance_before)
        - funding.in_base(movement.advance_after)
        - movement.refunded_base_minor,
        party=True,
    )
    difference = -sum(leg.base_minor or 0 for leg in legs)
    if difference:
        role = AccountRole.FX_GAIN if difference < 0 else AccountRole.FX_LOSS
        legs.append(LegDraft(amount_minor=0, account_role=role, base_minor=difference))
    return tuple(legs)


def _money(funding: Funding, roles: SideAccounts) -> list[tuple[AccountRole | None, int, int]]:
    """The parts of the money with their book values: account, minor units, in the company's currency.

    What settles documents is converted as one sum and spread over its parts, so that they add up to it.
    """
    settles = funding.flow.charges_settle
    parts = (
        (None, funding.amount_minor - funding.tcs_minor),
        (roles.withheld, funding.withheld_minor),
        (AccountRole.BANK_CHARGES, funding.charges_minor if settles else 0),
        (roles.discount, funding.discount_minor),
    )
    bases = share(funding.in_base(funding.total_minor), [minor for _, minor in parts])
    found = [(role, minor, base) for (role, minor), base in zip(parts, bases, strict=True)]
    # What comes on top settles nothing: it goes through the bank and onto its own account.
    on_top = [(roles.collected, funding.tcs_minor)]
    if not settles:
        on_top.append((AccountRole.BANK_CHARGES, funding.charges_minor))
    for role, minor in on_top:
        base = funding.in_base(minor)
        bank = found[0]
        found[0] = (None, bank[1] + minor, bank[2] + base)
        found.append((role, -minor, -base))
    return found

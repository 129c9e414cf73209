"""What a journal entry must be: drafts in, posted legs or problems out. Knows no database."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from rayafin_desktop.base.errors import Problem
from rayafin_desktop.base.money import currency_digits, multiply, share, to_major, to_minor
from rayafin_desktop.base.quantity import plain

from .roles import PARTY_ROLES, AccountRole, AccountType

ONE = Decimal(1)
NO_CENTRES: Container[UUID] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class LegDraft:
    """One side of an entry to be. Debits are positive, credits negative, in minor units of `currency`.

    The account is named by role or by id. Without `currency` the leg is in the company's. A foreign leg
    brings either `rate` (units of the company's currency per unit of its own) or `base_minor` outright,
    as settlements at book rate do. `base_minor` with an amount of 0 is an exchange difference.
    """

    amount_minor: int
    account_role: AccountRole | None = None
    account_id: UUID | None = None
    party_id: UUID | None = None
    currency: str | None = None
    rate: Decimal | None = None
    base_minor: int | None = None
    memo: str = ""
    cost_centre_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryDraft:
    """An entry to be: what happened (`kind`), which record it comes from, and its legs."""

    posted_on: date
    kind: str
    legs: tuple[LegDraft, ...]
    source_kind: str = ""
    source_id: UUID | None = None
    narration: str = ""
    branch_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountFacts:
    """What posting needs to know of an account."""

    id: UUID
    code: str
    name: str
    type: AccountType
    parent_id: UUID | None
    role: AccountRole | None
    is_group: bool
    currency: str | None
    holds_money: bool
    is_active: bool


@dataclass(frozen=True, slots=True)
class Chart:
    """The chart of accounts, looked up by id, role or code."""

    by_id: Mapping[UUID, AccountFacts]
    by_role: Mapping[AccountRole, AccountFacts]
    by_code: Mapping[str, AccountFacts]


@dataclass(frozen=True, slots=True)
class PostedLeg:
    """A leg with everything settled, ready to be written."""

    account: AccountFacts
    party_id: UUID | None
    amount_minor: int
    currency: str
    base_minor: int
    rate: Decimal
    memo: str
    cost_centre_id: UUID | None = None


def base_amounts(amounts: Sequence[int], rate: Decimal, currency: str, base_currency: str) -> list[int]:
    """Signed amounts of one currency in the company's, each rounded so that the whole still balances.

    Debits and credits are converted as two sums, and each sum is spread over its legs by largest
    remainder: what balanced before conversion balances after it (rules.md 2.4, 2.9).
    """
    shift = currency_digits(base_currency) - currency_digits(currency)

    def side(minors: list[int]) -> list[int]:
        total = to_minor(multiply(Decimal(sum(minors)), rate), shift)
        return share(total, minors)

    debits = iter(side([amount for amount in amounts if amount > 0]))
    credits_ = iter(side([-amount for amount in amounts if amount < 0]))
    return [next(debits) if amount > 0 else -next(credits_) if amount < 0 else 0 for amount in amounts]


def _account(draft: LegDraft, chart: Chart, field: str, *, inactive_too: bool) -> AccountFacts | Problem:
    if draft.account_id is not None:
        account = chart.by_id.get(draft.account_id)
        if account is None:
            return Problem("account.not_found", field)
    elif draft.account_role is not None:
        account = chart.by_role.get(draft.account_role)
        if account is None:
            return Problem("account.role_missing", field, {"role": draft.account_role.value})
    else:
        return Problem("entry.account_missing", field)
    if account.is_group:
        return Problem("account.is_group", field, {"account": account.name})
    if not (account.is_active or inactive_too):
        return Problem("account.inactive", field, {"account": account.name})
    return account


def _in_base(drafts: Sequence[LegDraft], base_currency: str) -> list[int | None]:
    """The legs' amounts in the company's currency; None where the rate is missing."""
    found: list[int | None] = []
    groups: dict[tuple[str, Decimal], list[int]] = {}
    for at, draft in enumerate(drafts):
        if draft.base_minor is not None:
            found.append(draft.base_minor)
        elif draft.currency is None or draft.currency == base_currency:
            found.append(draft.amount_minor)
        else:
            found.append(None)
            if draft.rate is not None and draft.rate > 0:
                groups.setdefault((draft.currency, draft.rate), []).append(at)
    for (currency, rate), places in groups.items():
        amounts = base_amounts([drafts[at].amount_minor for at in places], rate, currency, base_currency)
        for at, amount in zip(places, amounts, strict=True):
            found[at] = amount
    return found


def _problems_of_leg(leg: PostedLeg, field: str) -> list[Problem]:
    account = leg.account
    found: list[Problem] = []
    if leg.amount_minor == 0 and leg.base_minor == 0:
        found.append(Problem("entry.zero_leg", field, {"account": account.name}))
    if account.currency is not None and account.currency != leg.currency:
        params = {"account": account.name, "wanted": account.currency, "currency": leg.currency}
        found.append(Problem("account.other_currency", field, params))
    if account.role in PARTY_ROLES and leg.party_id is None:
        found.append(Problem("entry.party_missing", field, {"account": account.name}))
    return found


def posted_legs(
    draft: EntryDraft,
    chart: Chart,
    base_currency: str,
    *,
    field: str = "",
    centres: Container[UUID] = NO_CENTRES,
) -> tuple[list[PostedLeg], list[Problem]]:
    """The draft's legs as they will be written, and everything that is wrong with them.

    `field` is put before the names of fields, for entries that are one of many (`"entries.3."`); `centres`
    are the cost centres legs may name.
    """
    if len(draft.legs) < 2:
        return [], [Problem("entry.too_few_legs", f"{field}legs")]
    legs: list[PostedLeg] = []
    problems: list[Problem] = []
    for at, (one, base_minor) in enumerate(zip(draft.legs, _in_base(draft.legs, base_currency), strict=True)):
        where = f"{field}legs.{at}"
        # What stands on an account that was switched off is carried on all the same.
        account = _account(one, chart, where, inactive_too=draft.kind == "close")
        currency = one.currency or base_currency
        if isinstance(account, Problem):
            problems.append(account)
        elif base_minor is None:
            problems.append(Problem("entry.rate_missing", where, {"currency": currency}))
        else:
            rate = ONE if currency == base_currency else one.rate or _implied(one, base_minor, base_currency)
            amounts = (one.amount_minor, currency, base_minor, rate)
            leg = PostedLeg(account, one.party_id, *amounts, one.memo, one.cost_centre_id)
            legs.append(leg)
            problems += _problems_of_leg(leg, where)
            if one.cost_centre_id is not None and one.cost_centre_id not in centres:
                problems.append(Problem("cost_centre.not_found", where))
    difference = sum(leg.base_minor for leg in legs)
    if difference and not problems:
        amount = plain(to_major(difference, currency_digits(base_currency)))
        problems.append(Problem("entry.unbalanced", f"{field}legs", {"difference": amount}))
    return legs, problems


def _implied(draft: LegDraft, base_minor: int, base_currency: str) -> Decimal:
    """The rate a given base amount amounts to, to six decimals; 1 for a bare exchange difference."""
    if draft.amount_minor == 0 or draft.currency is None:
        return ONE
    shift = currency_digits(draft.currency) - currency_digits(base_currency)
    exact = Decimal(base_minor).scaleb(shift) / Decimal(draft.amount_minor)
    return abs(exact).quantize(Decimal("0.000001"))


def has_parent_cycle(account_id: UUID, parent_id: UUID | None, parents: Mapping[UUID, UUID | None]) -> bool:
    """Whether hanging `account_id` below `parent_id` would make it its own ancestor."""
    seen = parent_id
    while seen is not None:
        if seen == account_id:
            return True
        seen = parents.get(seen)
    return False


def problems_of_reversal(original_on: date, reversed_already: bool, on: date) -> list[Problem]:
    """Why an entry may not be reversed on this day (rules.md 2.7: never before the original)."""
    problems: list[Problem] = []
    if reversed_already:
        problems.append(Problem("entry.already_reversed"))
    if on < original_on:
        problems.append(Problem("entry.reversal_too_early", "on", {"posted_on": original_on.isoformat()}))
    return problems

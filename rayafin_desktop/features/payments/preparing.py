"""A payment worked out from what was entered: the preview on the screen and the handler call the same."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from uuid import UUID

from sqlalchemy import bindparam, select

from rayafin_desktop.base.errors import NotFound, Problem
from rayafin_desktop.base.money import currency_digits, is_exact, to_minor
from rayafin_desktop.engine.statements import PreparedStatement
from rayafin_desktop.engine.work import Read, Work

from ..billing.settings import SMALL_DIFFERENCE
from ..currencies.queries import RateFound
from ..ledger.meanwhile import is_usable
from ..ledger.posting import problems_of_day
from ..ledger.queries import accounts, base_currency
from ..ledger.roles import AccountRole
from ..ledger.rules import AccountFacts
from ..parties.model import Party
from ..periods.queries import first_open_day
from ..tax.categories import ZERO
from .content import AllocationContent, CreditLine, PaymentContent
from .kinds import FLOWS, PaymentKind, Side
from .legs import Funding, Movement
from .meanwhile import clip_meanwhile
from .model import Method
from .open_documents import OpenDocument, open_documents
from .rates import rate_taken
from .rules import Allocated, Funds, Proposal, Strategy, check, propose

WRITE_OFF_RIGHT = "payment.write_off"


@dataclass(frozen=True, kw_only=True, slots=True)
class Prepared:
    """A payment worked out; with `problems` nothing of it may be posted.

    `rate_found` is where the rate comes from if none was entered.
    """

    dated_on: date
    funding: Funding
    rate_found: RateFound | None
    proposal: Proposal
    credits: tuple[Allocated, ...]
    open_items: Mapping[UUID, OpenDocument]
    notes: Mapping[UUID, OpenDocument]
    problems: tuple[Problem, ...]

    @property
    def credit_minor(self) -> int:
        return sum(part.amount_minor for part in self.credits)

    @property
    def total_minor(self) -> int:
        """Everything that settles documents, or is left as an advance."""
        return self.funding.total_minor + self.proposal.written_off_minor + self.credit_minor

    @property
    def movement(self) -> Movement:
        """What the payment does to the ledger."""
        parts = self.proposal.parts
        return Movement(
            direction=1,
            advance_before=0,
            advance_after=self.total_minor - self.proposal.allocated_minor,
            relieved_minor=self.proposal.allocated_minor,
            relieved_base_minor=relieved_base(self.open_items, parts),
            written_off_minor=self.proposal.written_off_minor,
            written_off_base_minor=written_off_base(self.open_items, parts),
            credit_minor=self.credit_minor,
            credit_base_minor=relieved_base(self.notes, self.credits),
        )


def relieved_base(open_items: Mapping[UUID, OpenDocument], parts: tuple[Allocated, ...]) -> int:
    """What the parts take off their accounts in the company's currency; unknown documents add nothing."""
    return sum(
        open_items[part.document_id].relief(part.amount_minor)
        for part in parts
        if part.document_id in open_items
    )


def written_off_base(open_items: Mapping[UUID, OpenDocument], parts: tuple[Allocated, ...]) -> int:
    """The book value of what the parts give up: what their relief would be less without it."""
    return sum(
        one.relief(part.amount_minor) - one.relief(part.amount_minor - part.write_off_minor)
        for part in parts
        if part.write_off_minor and (one := open_items.get(part.document_id)) is not None
    )


def prepare_payment(read: Read, content: PaymentContent, kind: PaymentKind) -> Prepared:
    """Work a receipt or a payment to a supplier out and collect everything that is wrong with it."""
    problems: list[Problem] = []
    flow = FLOWS[kind]
    party = party_of(read, content.party_id)
    if flow.side is Side.RECEIVABLE and not party.is_customer:
        problems.append(Problem("payment.not_a_customer", "party_id", {"party": party.name}))
    if flow.side is Side.PAYABLE and not party.is_supplier:
        problems.append(Problem("payment.not_a_supplier", "party_id", {"party": party.name}))
    dated_on = content.dated_on or first_open_day(read, read.today)
    problems += problems_of_day(read, dated_on, "dated_on")
    funding, rate_found = _funding(read, content, kind, party, dated_on, problems)
    credits_, notes = prepare_credits(
        read, content.credits, flow.side, funding, dated_on, problems, clips=True
    )
    funds = Funds(
        party_id=party.id,
        currency=funding.currency,
        received_on=dated_on,
        allocated_on=dated_on,
        available_minor=funding.total_minor + sum(part.amount_minor for part in credits_),
    )
    if not funding.total_minor and not problems:
        problems.append(Problem("payment.amount_missing", "amount"))
    proposal, open_items = prepare_allocation(read, content, funds, flow.side, problems)
    over = funding.discount_minor - proposal.allocated_minor
    if over > 0 and isinstance(read, Work) and read.is_replay:
        # What it was granted for was paid otherwise meanwhile: then it is not granted.
        read.adjusted("discount.clipped", "discount", over_minor=over, currency=funding.currency)
        funding = replace(funding, discount_minor=proposal.allocated_minor)
        proposal = replace(proposal, remainder_minor=proposal.remainder_minor - over)
    if funding.discount_minor > proposal.allocated_minor:
        problems.append(Problem("payment.discount_over_allocated", "discount"))
    return Prepared(
        dated_on=dated_on,
        funding=funding,
        rate_found=rate_found,
        proposal=proposal,
        credits=credits_,
        open_items=open_items,
        notes=notes,
        problems=tuple(problems),
    )


@dataclass(frozen=True, slots=True)
class PartyFacts:
    """What payments need to know of a party."""

    id: UUID
    name: str
    is_customer: bool
    is_supplier: bool
    currency: str


def party_of(read: Read, party_id: UUID) -> PartyFacts:
    """The party money comes from or goes to; NotFound (`party.not_found`)."""
    row = read.first(_PARTY, company=read.company_id, party=party_id)
    if row is None:
        raise NotFound("party.not_found", {"id": str(party_id)}, field="party_id")
    return PartyFacts(row.id, row.name, row.is_customer, row.is_supplier, row.currency)


_PARTY = PreparedStatement(
    select(
        *(Party.c[name] for name in ("id", "name", "is_customer", "is_supplier", "currency")),
    ).where(
        Party.c.company_id == bindparam("company"),
        Party.c.id == bindparam("party"),
        Party.c.deleted_at.is_(None),
    )
)


def prepare_allocation(
    read: Read, content: AllocationContent, funds: Funds, side: Side, problems: list[Problem]
) -> tuple[Proposal, Mapping[UUID, OpenDocument]]:
    """Spread `funds` as the content says; what is wrong goes to `problems`."""
    digits = currency_digits(funds.currency)
    by_hand: list[Allocated] = []
    for n, line in enumerate(content.allocations):
        field = f"allocations.{n}"
        written_off = line.write_off or ZERO
        if not is_exact(line.amount, digits) or not is_exact(written_off, digits):
            params = {"currency": funds.currency}
            problems.append(Problem("allocation.too_many_decimals", f"{field}.amount", params))
        if line.document_id is None:
            problems.append(Problem("allocation.document_missing", f"{field}.invoice_id"))
            continue
        by_hand.append(
            Allocated(
                document_id=line.document_id,
                amount_minor=to_minor(line.amount, digits),
                write_off_minor=to_minor(written_off, digits),
            )
        )
    instructed = (*content.invoices, *content.bills)
    if content.strategy is Strategy.MANUAL:
        open_items = open_documents(read, side, ids=[part.document_id for part in by_hand])
    elif content.strategy is Strategy.INSTRUCTION:
        open_items = open_documents(read, side, ids=instructed)
    else:
        open_items = open_documents(read, side, party_id=funds.party_id)
    proposal = propose(
        (document.item for document in open_items.values()),
        funds,
        content.strategy,
        instructed=instructed,
        by_hand=by_hand,
    )
    items = {document_id: document.item for document_id, document in open_items.items()}
    if content.strategy is Strategy.MANUAL:
        parts = clip_meanwhile(read, proposal.parts, items, funds.available_minor)
        if parts != proposal.parts:
            left = funds.available_minor - sum(one.amount_minor - one.write_off_minor for one in parts)
            proposal = replace(proposal, parts=parts, remainder_minor=left)
    problems += check(funds, proposal.parts, items)
    problems += _write_off_problems(read, proposal, funds.currency)
    return proposal, open_items


def _write_off_problems(read: Read, proposal: Proposal, currency: str) -> list[Problem]:
    """Whoever may not write debts off may let a small difference go, and no more."""
    if not proposal.written_off_minor or read.actor.may(WRITE_OFF_RIGHT):
        return []
    limit = to_minor(read.setting(SMALL_DIFFERENCE), currency_digits(currency))
    return [
        Problem(
            "allocation.write_off_not_small",
            f"allocations.{n}.write_off",
            {"limit_minor": limit, "currency": currency},
        )
        for n, part in enumerate(proposal.parts)
        if part.write_off_minor > limit
    ]


def prepare_credits(
    read: Read,
    lines: tuple[CreditLine, ...],
    side: Side,
    funding: Funding,
    on: date,
    problems: list[Problem],
    *,
    clips: bool = False,
) -> tuple[tuple[Allocated, ...], Mapping[UUID, OpenDocument]]:
    """What open notes of the party bring in; what is wrong with them goes to `problems`.

    `clips`: what a note has lost meanwhile is left out, not refused (`meanwhile.clip_meanwhile`).
    """
    if not lines:
        return (), {}
    digits = currency_digits(funding.currency)
    parts: list[Allocated] = []
    for n, line in enumerate(lines):
        if not is_exact(line.amount, digits):
            params = {"currency": funding.currency}
            problems.append(Problem("allocation.too_many_decimals", f"credits.{n}.amount", params))
        if line.document_id is None:
            problems.append(Problem("allocation.document_missing", f"credits.{n}.invoice_id"))
            continue
        minor = to_minor(line.amount, digits)
        parts.append(Allocated(document_id=line.document_id, amount_minor=minor))
    notes = open_documents(read, side, ids=[part.document_id for part in parts], notes=True)
    funds = Funds(
        party_id=funding.party_id,
        currency=funding.currency,
        received_on=on,
        allocated_on=on,
        available_minor=sum(part.amount_minor for part in parts),
    )
    items = {id_: note.item for id_, note in notes.items()}
    if clips:
        parts = list(clip_meanwhile(read, parts, items, funds.available_minor))
    problems += check(replace(funds, available_minor=_sum(parts)), parts, items, field="credits")
    return tuple(parts), notes


def _sum(parts: Iterable[Allocated]) -> int:
    return sum(part.amount_minor for part in parts)


def _funding(
    read: Read,
    content: PaymentContent,
    kind: PaymentKind,
    party: PartyFacts,
    on: date,
    problems: list[Problem],
) -> tuple[Funding, RateFound | None]:
    """The payment's money, and the rate of the day if it took one; where a field is wrong its figure is
    nothing and the problem is noted."""
    account = money_account(read, content.account_id, content.method, problems)
    base = base_currency(read)
    currency = content.currency.strip().upper() or (account and account.currency) or party.currency or base
    if account is not None and account.currency not in (None, currency):
        figures = {"account": account.name, "wanted": account.currency, "currency": currency}
        problems.append(Problem("payment.other_currency", "account_id", figures))
    taken = rate_taken(read, currency, content.rate, on, problems)

    def minor(field: str) -> int:
        return minor_of(getattr(content, field), currency, field, problems)

    amount, tcs = minor("amount"), minor("tcs")
    if tcs > amount:
        problems.append(Problem("payment.tcs_over_amount", "tcs"))
        tcs = 0
    if not content.withheld and content.section.strip() and not tcs:
        problems.append(Problem("payment.section_alone", "section"))
    funding = Funding(
        party_id=party.id,
        account_id=account.id if account else None,
        currency=currency,
        base_currency=base,
        rate=taken.rate,
        amount_minor=amount,
        withheld_minor=minor("withheld"),
        charges_minor=minor("charges"),
        discount_minor=minor("discount"),
        tcs_minor=tcs,
        kind=kind,
    )
    return funding, taken.found


def minor_of(value: Decimal | None, currency: str, field: str, problems: list[Problem]) -> int:
    """An entered amount in minor units; 0 and a problem if it is negative or too fine."""
    value, digits = value or ZERO, currency_digits(currency)
    if value < 0:
        problems.append(Problem("payment.negative", field))
    elif not is_exact(value, digits):
        problems.append(Problem("payment.too_many_decimals", field, {"currency": currency}))
    else:
        return to_minor(value, digits)
    return 0


def money_account(
    read: Read, account_id: UUID | None, method: Method, problems: list[Problem], field: str = "account_id"
) -> AccountFacts | None:
    """The cash or bank account money moves through; without an id the company's, by method."""
    chart = accounts(read)
    if account_id is not None:
        account = chart.by_id.get(account_id)
    else:
        role = AccountRole.CASH if method is Method.CASH else AccountRole.BANK
        account = chart.by_role.get(role)
    if account is None:
        problems.append(Problem("payment.account_missing", field))
    elif not account.holds_money or not is_usable(read, account):
        problems.append(Problem("payment.no_money_account", field, {"account": account.name}))
    return account

"""A receipt worked out from what was entered: the preview on the screen and the handler call the same."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from sqlalchemy import bindparam, select

from rayafin_desktop.base.errors import NotFound, Problem
from rayafin_desktop.base.money import currency_digits, is_exact, to_minor
from rayafin_desktop.engine.statements import PreparedStatement
from rayafin_desktop.engine.work import Read

from ..ledger.posting import problems_of_day
from ..ledger.queries import accounts, base_currency
from ..ledger.roles import AccountRole
from ..ledger.rules import AccountFacts
from ..parties.model import Party
from ..periods.queries import first_open_day
from ..tax.categories import ZERO
from .content import AllocationContent, ReceiptContent
from .legs import Funding, Movement
from .model import Method
from .receivables import Receivable, receivables
from .rules import Allocated, Funds, Proposal, Strategy, check, propose


@dataclass(frozen=True, kw_only=True, slots=True)
class Prepared:
    """A receipt worked out; with `problems` nothing of it may be posted."""

    dated_on: date
    funding: Funding
    proposal: Proposal
    open_items: Mapping[UUID, Receivable]
    problems: tuple[Problem, ...]

    @property
    def movement(self) -> Movement:
        """What the receipt does to the ledger."""
        parts = self.proposal.parts
        return Movement(
            direction=1,
            advance_before=0,
            advance_after=self.funding.total_minor - self.proposal.allocated_minor,
            relieved_minor=self.proposal.allocated_minor,
            relieved_base_minor=relieved_base(self.open_items, parts),
        )


def relieved_base(open_items: Mapping[UUID, Receivable], parts: tuple[Allocated, ...]) -> int:
    """What the parts take off the receivables in the company's currency; unknown documents add nothing."""
    return sum(
        open_items[part.document_id].relief(part.amount_minor)
        for part in parts
        if part.document_id in open_items
    )


def prepare_receipt(read: Read, content: ReceiptContent) -> Prepared:
    """Work a receipt out and collect everything that is wrong with it."""
    problems: list[Problem] = []
    party = _payer(read, content.party_id)
    if not party.is_customer:
        problems.append(Problem("payment.not_a_customer", "party_id", {"party": party.name}))
    dated_on = content.dated_on or first_open_day(read, read.today)
    problems += problems_of_day(read, dated_on, "dated_on")
    funding = _funding(read, content, party, problems)
    funds = Funds(
        party_id=party.id,
        currency=funding.currency,
        received_on=dated_on,
        allocated_on=dated_on,
        available_minor=funding.total_minor,
    )
    proposal, open_items = prepare_allocation(read, content, funds, problems)
    if funding.discount_minor > proposal.allocated_minor:
        problems.append(Problem("payment.discount_over_allocated", "discount"))
    return Prepared(
        dated_on=dated_on,
        funding=funding,
        proposal=proposal,
        open_items=open_items,
        problems=tuple(problems),
    )


@dataclass(frozen=True, slots=True)
class _Payer:
    id: UUID
    name: str
    is_customer: bool
    currency: str


def _payer(read: Read, party_id: UUID) -> _Payer:
    row = read.first(_PAYER, company=read.company_id, party=party_id)
    if row is None:
        raise NotFound("party.not_found", {"id": str(party_id)}, field="party_id")
    return _Payer(row.id, row.name, row.is_customer, row.currency)


_PAYER = PreparedStatement(
    select(Party.c.id, Party.c.name, Party.c.is_customer, Party.c.currency).where(
        Party.c.company_id == bindparam("company"),
        Party.c.id == bindparam("party"),
        Party.c.deleted_at.is_(None),
    )
)


def prepare_allocation(
    read: Read, content: AllocationContent, funds: Funds, problems: list[Problem]
) -> tuple[Proposal, Mapping[UUID, Receivable]]:
    """Spread `funds` as the content says; what is wrong goes to `problems`."""
    digits = currency_digits(funds.currency)
    by_hand = []
    for n, line in enumerate(content.allocations):
        field = f"allocations.{n}.amount"
        if not is_exact(line.amount, digits):
            problems.append(Problem("allocation.too_many_decimals", field, {"currency": funds.currency}))
        minor = to_minor(line.amount, digits)
        by_hand.append(Allocated(document_id=line.invoice_id, amount_minor=minor))
    if content.strategy is Strategy.MANUAL:
        open_items = receivables(read, ids=[part.document_id for part in by_hand])
    elif content.strategy is Strategy.INSTRUCTION:
        open_items = receivables(read, ids=content.invoices)
    else:
        open_items = receivables(read, party_id=funds.party_id)
    proposal = propose(
        (receivable.item for receivable in open_items.values()),
        funds,
        content.strategy,
        instructed=content.invoices,
        by_hand=by_hand,
    )
    items = {document_id: receivable.item for document_id, receivable in open_items.items()}
    problems += check(funds, proposal.parts, items)
    return proposal, open_items


def _funding(read: Read, content: ReceiptContent, party: _Payer, problems: list[Problem]) -> Funding:
    """The receipt's money; where a field is wrong its figure is nothing and the problem is noted."""
    account = _account(read, content, problems)
    base = base_currency(read)
    currency = content.currency.strip().upper() or (account and account.currency) or party.currency or base
    if account is not None and account.currency not in (None, currency):
        figures = {"account": account.name, "wanted": account.currency, "currency": currency}
        problems.append(Problem("payment.other_currency", "account_id", figures))
    rate = Decimal(1) if currency == base else content.rate
    if rate is None or rate <= 0:
        problems.append(Problem("payment.rate_missing", "rate", {"currency": currency}))
        rate = Decimal(1)
    digits = currency_digits(currency)

    def minor(field: str) -> int:
        value: Decimal = getattr(content, field) or ZERO
        if value < 0:
            problems.append(Problem("payment.negative", field))
        elif not is_exact(value, digits):
            problems.append(Problem("payment.too_many_decimals", field, {"currency": currency}))
        else:
            return to_minor(value, digits)
        return 0

    funding = Funding(
        party_id=party.id,
        account_id=account.id if account else None,
        currency=currency,
        base_currency=base,
        rate=rate,
        amount_minor=minor("amount"),
        withheld_minor=minor("withheld"),
        charges_minor=minor("charges"),
        discount_minor=minor("discount"),
    )
    if not funding.total_minor and not problems:
        problems.append(Problem("payment.amount_missing", "amount"))
    return funding


def _account(read: Read, content: ReceiptContent, problems: list[Problem]) -> AccountFacts | None:
    """The cash or bank account the money came into."""
    chart = accounts(read)
    if content.account_id is not None:
        account = chart.by_id.get(content.account_id)
    else:
        role = AccountRole.CASH if content.method is Method.CASH else AccountRole.BANK
        account = chart.by_role.get(role)
    if account is None:
        problems.append(Problem("payment.account_missing", "account_id"))
    elif not account.holds_money or not account.is_active:
        problems.append(Problem("payment.no_money_account", "account_id", {"account": account.name}))
    return account

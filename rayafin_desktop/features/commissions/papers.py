"""The paper of a settlement: the bill of an outside agent, or our invoice for brokerage.

The bill is charged to what was accrued, so that the expense of the months before stays where it is; the
invoice goes through sales like any other and is taken from there to what was accrued.
"""

from __future__ import annotations

import dataclasses
from datetime import date
from decimal import Decimal

from rayafin_desktop.base.money import currency_digits, to_major
from rayafin_desktop.engine.work import Work

from ..billing.content import LineContent
from ..billing.happenings import InvoiceReopened, InvoiceSettled, InvoiceVoided
from ..billing.model import SalesDocument
from ..billing.posting import IssueInvoice, VoidInvoice, issue_invoice, void_invoice
from ..ledger.queries import accounts, base_currency
from ..ledger.roles import AccountRole
from ..parties.model import Party
from ..purchases.content import BillLineContent
from ..purchases.happenings import BillReopened, BillSettled, BillVoided
from ..purchases.model import PurchaseDocument
from ..purchases.posting import IssueBill, VoidBill, issue_bill, void_bill
from .accruing import OWN_DOCUMENT
from .earning import accrual_rate, brokerage_tax_code, clear_exchange, in_base, move_to_accrued
from .model import CommissionSettlement, SettlementStatus
from .settings import SERVICE_CODE
from .settling import (
    accrued_base,
    give_back,
    mark_paid,
    mark_unpaid,
    post_recovery,
    source_of,
)


def issue_paper(work: Work, settlement: CommissionSettlement, on: date) -> tuple[CommissionSettlement, str]:
    """The settlement with its paper posted, and the paper's number; members and what is carried have none."""
    if settlement.status is not SettlementStatus.OPEN or settlement.party_id is None:
        return settlement, ""
    party = work.get(Party, settlement.party_id)
    return (
        _invoice(work, settlement, party, on) if settlement.is_income else _bill(work, settlement, party, on)
    )


def _bill(
    work: Work, settlement: CommissionSettlement, party: Party, on: date
) -> tuple[CommissionSettlement, str]:
    """Dr commission owed, input tax / Cr the agent."""
    post_recovery(work, settlement, on)
    rate = _rate(work, settlement)
    line = BillLineContent(
        description=f"Commission, settlement {settlement.number}",
        hsn=work.setting(SERVICE_CODE),
        unit_price=to_major(settlement.payable_minor, currency_digits(settlement.currency)),
        tax_code_id=brokerage_tax_code(work) if party.tax_id else None,
        account_id=accounts(work).by_role[AccountRole.COMMISSION_ACCRUED].id,
    )
    bill = issue_bill(
        IssueBill(
            party_id=party.id,
            supplier_reference=settlement.number,
            issued_on=on,
            currency=settlement.currency,
            rate=rate,
            lines=(line,),
            external_reference=f"{OWN_DOCUMENT}{settlement.id}",
        ),
        work,
    )
    settlement = work.save(dataclasses.replace(settlement, bill_id=bill.id))
    _clear_exchange(work, settlement, AccountRole.COMMISSION_ACCRUED, 1, rate, on)
    return settlement, bill.number


def _invoice(
    work: Work, settlement: CommissionSettlement, party: Party, on: date
) -> tuple[CommissionSettlement, str]:
    """Dr the principal / Cr sales, output tax; and Dr sales / Cr brokerage earned, not billed."""
    rate = _rate(work, settlement)
    line = LineContent(
        description=f"Brokerage, settlement {settlement.number}",
        hsn=work.setting(SERVICE_CODE),
        unit_price=to_major(settlement.payable_minor, currency_digits(settlement.currency)),
        tax_code_id=brokerage_tax_code(work),
    )
    invoice = issue_invoice(
        IssueInvoice(
            party_id=party.id,
            reference=settlement.number,
            issued_on=on,
            currency=settlement.currency,
            rate=rate,
            prices_include_tax=False,
            lines=(line,),
            external_reference=f"{OWN_DOCUMENT}{settlement.id}",
        ),
        work,
    )
    settlement = work.save(dataclasses.replace(settlement, invoice_id=invoice.id))
    _move_out_of_sales(work, settlement, rate, on, 1)
    _clear_exchange(work, settlement, AccountRole.BROKERAGE_ACCRUED, -1, rate, on)
    return settlement, invoice.number


def _move_out_of_sales(
    work: Work, settlement: CommissionSettlement, rate: Decimal, on: date, sign: int
) -> None:
    """What the invoice put into sales settles what was accrued. `sign` -1 undoes it."""
    minor, base = settlement.payable_minor, _in_base(work, settlement, rate)
    move_to_accrued(work, source_of(settlement), on, sign * minor, sign * base)


def _clear_exchange(
    work: Work, settlement: CommissionSettlement, role: AccountRole, sign: int, rate: Decimal, on: date
) -> None:
    """What the paper's rate leaves of the accrued base is exchange, so that nothing stays behind."""
    _recovered, accrued = accrued_base(work, settlement)
    left = accrued - _in_base(work, settlement, rate)
    clear_exchange(work, source_of(settlement), on, -sign * left, role=role)


def _in_base(work: Work, settlement: CommissionSettlement, rate: Decimal) -> int:
    return in_base(work, settlement.currency, settlement.payable_minor, rate)


def _rate(work: Work, settlement: CommissionSettlement) -> Decimal:
    """The rate at which the entries were accrued, to six decimals."""
    own = base_currency(work)
    if settlement.currency == own:
        return Decimal(1)
    _recovered, accrued = accrued_base(work, settlement)
    return accrual_rate(settlement.currency, own, settlement.payable_minor, accrued)


def void_paper(work: Work, settlement: CommissionSettlement, reason: str) -> None:
    """Void the bill or invoice of a settlement; what hears of it gives the entries back."""
    if settlement.invoice_id is not None:
        void_invoice(VoidInvoice(invoice_id=settlement.invoice_id, reason=reason), work)
    elif settlement.bill_id is not None:
        void_bill(VoidBill(bill_id=settlement.bill_id, reason=reason), work)


# What happens to the paper happens to the settlement


def _of_invoice(work: Work, invoice: SalesDocument) -> CommissionSettlement | None:
    is_own = (invoice.external_reference or "").startswith(OWN_DOCUMENT)
    return work.find(CommissionSettlement, invoice_id=invoice.id) if is_own else None


def _of_bill(work: Work, bill: PurchaseDocument) -> CommissionSettlement | None:
    is_own = (bill.external_reference or "").startswith(OWN_DOCUMENT)
    return work.find(CommissionSettlement, bill_id=bill.id) if is_own else None


def on_invoice_settled(happening: InvoiceSettled, work: Work) -> None:
    _paid(work, _of_invoice(work, happening.invoice), happening.on)


def on_invoice_reopened(happening: InvoiceReopened, work: Work) -> None:
    _unpaid(work, _of_invoice(work, happening.invoice))


def on_invoice_voided(happening: InvoiceVoided, work: Work) -> None:
    settlement = _of_invoice(work, happening.invoice)
    if settlement is None:
        return
    # As the invoice's own entry, on its own day.
    on, rate = happening.invoice.issued_on, happening.invoice.rate
    _move_out_of_sales(work, settlement, rate, on, -1)
    _undo(work, settlement, AccountRole.BROKERAGE_ACCRUED, 1, rate, on)


def on_bill_settled(happening: BillSettled, work: Work) -> None:
    _paid(work, _of_bill(work, happening.bill), happening.on)


def on_bill_reopened(happening: BillReopened, work: Work) -> None:
    _unpaid(work, _of_bill(work, happening.bill))


def on_bill_voided(happening: BillVoided, work: Work) -> None:
    settlement = _of_bill(work, happening.bill)
    if settlement is None:
        return
    on, rate = happening.bill.booked_on, happening.bill.rate
    post_recovery(work, settlement, on, sign=-1)
    _undo(work, settlement, AccountRole.COMMISSION_ACCRUED, -1, rate, on)


def _undo(
    work: Work, settlement: CommissionSettlement, role: AccountRole, sign: int, rate: Decimal, on: date
) -> None:
    _clear_exchange(work, settlement, role, sign, rate, on)
    give_back(work, settlement)


def _paid(work: Work, settlement: CommissionSettlement | None, on: date) -> None:
    if settlement is not None and settlement.status is SettlementStatus.OPEN:
        mark_paid(work, settlement, on)


def _unpaid(work: Work, settlement: CommissionSettlement | None) -> None:
    if settlement is not None and settlement.status is SettlementStatus.PAID:
        mark_unpaid(work, settlement)

"""Short builders for the tests of purchases: a supplier, lines of a tax code, a bill."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from rayafin_desktop.base.errors import RuleBroken
from rayafin_desktop.features.ledger.model import Account, Leg
from rayafin_desktop.features.ledger.queries import accounts
from rayafin_desktop.features.parties.commands import SaveParty
from rayafin_desktop.features.purchases.content import BillLineContent, PostedBill
from rayafin_desktop.features.purchases.model import BillLine, BillTax, PurchaseDocument
from rayafin_desktop.features.purchases.posting import IssueBill
from tests.books import Office
from tests.features.billing.billed import GUJARAT_GSTIN, LOCAL_GSTIN, TODAY, tax

__all__ = ["GUJARAT_GSTIN", "LOCAL_GSTIN", "TODAY", "tax"]


def supplier(office: Office, name: str = "Vidarbha Ginning", state: str = "27", **values: object) -> UUID:
    """A supplier; registered next door unless `tax_id` says else."""
    fields: dict[str, Any] = {"tax_id": LOCAL_GSTIN, "payment_terms_days": 30, **values}
    return office.do(
        SaveParty(name=name, state=state, is_customer=False, is_supplier=True, **fields),
        confirmed={"party.same_tax_id"},
    )


def line(
    office: Office, price: str, quantity: str = "1", code: str = "GST18", **values: object
) -> BillLineContent:
    fields = {
        "description": "Kapas",
        "quantity": Decimal(quantity),
        "unit_price": Decimal(price),
        "tax_code_id": tax(office, code) if code else None,
        **values,
    }
    return BillLineContent(**fields)  # type: ignore[arg-type]


def bill(
    office: Office,
    party_id: UUID | None,
    *lines: BillLineContent,
    on: date = TODAY,
    confirmed: frozenset[str] | set[str] = frozenset(),
    **values: object,
) -> PostedBill:
    """Enter and post a bill."""
    command = IssueBill(party_id=party_id, issued_on=on, lines=lines, **values)  # type: ignore[arg-type]
    return office.do(command, confirmed=confirmed)


def document(office: Office, bill_id: UUID) -> PurchaseDocument:
    with office.app.read(office.owner) as read:
        return read.get(PurchaseDocument, bill_id)


def lines_of(office: Office, bill_id: UUID) -> list[BillLine]:
    with office.app.read(office.owner) as read:
        return read.parts(BillLine, bill_id)


def taxes_of(office: Office, bill_id: UUID) -> list[BillTax]:
    with office.app.read(office.owner) as read:
        return read.parts(BillTax, bill_id)


def legs_of(office: Office, bill_id: UUID) -> dict[str, int]:
    """The entry of a document: account role (or code) -> signed base amount."""
    entry_id = document(office, bill_id).entry_id
    assert entry_id is not None
    with office.app.read(office.owner) as read:
        names = {account.id: str(account.role or account.code) for account in read.all(Account)}
        return {names[leg.account_id]: leg.base_minor for leg in read.parts(Leg, entry_id)}


def account(office: Office, code: str) -> UUID:
    return office.ask(accounts).by_code[code].id


def codes(refused: RuleBroken) -> list[tuple[str, str]]:
    """What a refusal says: codes and fields."""
    return [(problem.code, problem.field) for problem in refused.problems]


def faults(office: Office) -> list[str]:
    """What `verify` finds in the whole book."""
    return [f"{one.check}: {fault.evidence}" for one in office.app.verify() for fault in one.faults]

"""The program's main job in seven steps: an invoice from draft to paid and locked, with its commission."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from rayafin_desktop.base.errors import RuleBroken
from rayafin_desktop.base.money import to_major
from rayafin_desktop.engine.listing import Look, page
from rayafin_desktop.features.billing.commands import SaveDraft
from rayafin_desktop.features.billing.posting import PostInvoice
from rayafin_desktop.features.payments.commands import ReceivePayment
from rayafin_desktop.features.payments.rules import Strategy

from .masters import Customer
from .office import Office
from .selling import SEEN, Sales


@dataclass(frozen=True, slots=True)
class Step:
    """One step that was done: what, and what came of it. The last one carries the invoice as a PDF."""

    name: str
    outcome: str
    pdf: bytes = b""


class MainJobFailed(Exception):
    """The program did not do its main job; the text says at which step."""


def main_job(office: Office, sales: Sales) -> Iterator[Step]:
    """Sell to a customer of the broker's today; raises MainJobFailed where a promise is not kept."""
    people, day = office.people, office.clock.day
    customer = next(one for one in sales.masters.customers if one.agent_id == people.broker.member_id)
    content = sales.content(day, customer)
    draft = office.do(SaveDraft(**content), people.broker)
    yield Step("draft", f"{customer.name}, {_rupees(draft.total_minor)}, not numbered yet")

    posted = office.do(PostInvoice(invoice_id=draft.id), people.accountant, confirmed=SEEN)
    yield Step("post", f"{posted.number}, {_rupees(posted.total_minor)} in the ledger")

    half = posted.total_minor // 2
    _pay(office, customer, posted.id, half, day)
    _require(_status(office, posted.number) == "PARTIAL", "part payment", "the invoice is not partly paid")
    yield Step("part payment", f"{_rupees(half)}, open {_rupees(posted.total_minor - half)}")

    _pay(office, customer, posted.id, posted.total_minor - half, day)
    _require(_status(office, posted.number) == "PAID", "full payment", "the invoice is not paid")
    yield Step("full payment", f"{_rupees(posted.total_minor - half)}, open {_rupees(0)}")

    earned = _rows(office, "commissions", "invoice_number", posted.number)
    _require(bool(earned), "commission snapshot", "nothing was frozen")
    why = " ".join(str(earned[-1].why).split())
    yield Step(
        "commission snapshot", f"{_rupees(sum(one.amount_minor for one in earned))} for the agent: {why}"
    )

    try:
        office.do(SaveDraft(id=posted.id, **content), people.accountant)
    except RuleBroken as refused:
        yield Step("locked invoice", f"a change is refused ({refused.code})")
    else:
        raise MainJobFailed("locked invoice: a paid invoice was changed")

    document = office.app.catalogue.documents["invoice"]
    pdf = office.ask(document.render, posted.number)
    _require(pdf.startswith(b"%PDF"), "PDF", "no PDF was made")
    yield Step("PDF", f"{posted.number}, {len(pdf)} bytes", pdf)


def _pay(office: Office, customer: Customer, invoice_id: UUID, minor: int, day: date) -> None:
    office.do(
        ReceivePayment(
            party_id=customer.id,
            dated_on=day,
            amount=to_major(minor),
            strategy=Strategy.INSTRUCTION,
            invoices=(invoice_id,),
        ),
        office.people.cashier,
    )


def _status(office: Office, number: str) -> str:
    return str(_rows(office, "invoices", "number", number)[0].status)


def _rows(office: Office, query: str, field: str, value: str) -> list[Any]:
    look = Look(where=((field, value),))
    with office.app.read(office.people.owner) as read:
        return list(page(office.app.catalogue.query(query), read, look))


def _require(kept: bool, step: str, otherwise: str) -> None:
    if not kept:
        raise MainJobFailed(f"{step}: {otherwise}")


def _rupees(minor: int) -> str:
    return f"INR {to_major(minor):,.2f}"

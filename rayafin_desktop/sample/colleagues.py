"""Several people at work on the last day: two branches, what waits for approval, what customers dispute."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from rayafin_desktop.base.errors import NeedsApproval
from rayafin_desktop.engine.commands import Command
from rayafin_desktop.engine.permissions import Actor, Role
from rayafin_desktop.features.access.commands import AddUser
from rayafin_desktop.features.access.invites import InviteUser
from rayafin_desktop.features.access.sign_in import actor_for
from rayafin_desktop.features.approvals.commands import SaveApprovalRule
from rayafin_desktop.features.approvals.deciding import RefuseTicket
from rayafin_desktop.features.billing.commands import SaveDraft
from rayafin_desktop.features.billing.posting import IssueInvoice, PostInvoice
from rayafin_desktop.features.billing.queries import invoice_detail
from rayafin_desktop.features.companies.branches import SaveBranch
from rayafin_desktop.features.disputes.commands import AddDisputeNote, OpenDispute
from rayafin_desktop.features.disputes.model import Reason
from rayafin_desktop.features.payments.commands import ReceivePayment

from .founding import PASSWORD
from .office import Office
from .selling import SEEN, Sales

# Above this an owner looks first; what the sample sells every day stays below it.
LIMIT = Decimal(5_000_000)
_LARGE = Decimal(40)  # times what a line usually has


@dataclass(frozen=True, slots=True)
class Colleagues:
    """How much was made."""

    drafts: int
    invoices: int
    payments: int


def set_colleagues_to_work(office: Office, sales: Sales, day: date) -> Colleagues:
    """Branches with a cashier of their own, tickets that wait, invoices that are disputed, an invitation."""
    nagpur = _branches(office)
    cashier = _cashier_of(office, nagpur)
    people = office.people
    content = sales.content(day)
    posted = office.do(IssueInvoice(**content, branch_id=nagpur), people.accountant, confirmed=SEEN)
    office.do(
        ReceivePayment(party_id=content["party_id"], dated_on=day, amount=Decimal(15_000), invoices=()),
        cashier,
    )
    office.do(SaveDraft(**sales.content(day)), cashier)
    unpaid = [one for one in sales.recent if office.ask(invoice_detail, one).document.open_minor]
    _dispute(office, unpaid[-4::3], day)
    drafts = _ask(office, sales, day)
    office.do(
        InviteUser(
            email="tara.menon@example.com",
            role=Role.BROKER,
            commission_percent=Decimal("1.25"),
            branch_id=nagpur,
        ),
        people.owner,
    )
    return Colleagues(drafts=drafts + 1, invoices=1 if posted.number else 0, payments=1)


def _branches(office: Office) -> UUID:
    """Two branches; answers the one with people."""
    owner = office.people.owner
    office.do(
        SaveBranch(code="AMD", name="Ahmedabad", address="7 Sample Road\nAhmedabad 380002", state="24"), owner
    )
    return office.do(
        SaveBranch(code="NGP", name="Nagpur", address="18 Sample Market\nNagpur 440018", state="27"), owner
    )


def _cashier_of(office: Office, branch_id: UUID) -> Actor:
    owner = office.people.owner
    added = office.do(
        AddUser(
            email="farida.khan@example.com",
            name="Farida Khan",
            role=Role.CASHIER,
            password=PASSWORD,
            branch_id=branch_id,
        ),
        owner,
    )
    return actor_for(office.app, added.user_id, owner.company_id)


def _dispute(office: Office, invoices: Sequence[UUID], day: date) -> None:
    people = office.people
    claims = (
        (Reason.QUALITY, "Moisture 9.5 % at the gate, 8.5 % agreed", Decimal(18_500), 10),
        (Reason.QUANTITY, "Weighbridge shows 180 kg less than the invoice", None, 3),
    )
    made = []
    for invoice_id, (reason, claim, amount, days) in zip(invoices, claims, strict=False):
        detail = office.ask(invoice_detail, invoice_id)
        half = Decimal(detail.document.total_minor // 2) / 100
        made.append(
            office.do(
                OpenDispute(
                    record_id=invoice_id,
                    reason=reason,
                    claim=claim,
                    amount=min(amount, half) if amount else None,
                    due_on=day + timedelta(days=days),
                ),
                people.cashier,
            )
        )
    if made:
        text = "We offer half; the laboratory's report comes on Friday"
        office.do(AddDisputeNote(dispute_id=made[0], text=text, amount=Decimal(9_250)), people.accountant)


def _ask(office: Office, sales: Sales, day: date) -> int:
    """A rule, and what waits under it: a draft, an invoice in one go; one is refused. Answers the drafts."""
    people = office.people
    office.do(
        SaveApprovalRule(name="Large sales", subject="invoice", limit=LIMIT, owner=True, expires_days=7),
        people.owner,
    )
    drafts = [
        office.do(SaveDraft(**_large(sales.content(day))), who) for who in (people.broker, people.cashier)
    ]
    _wait(office, PostInvoice(invoice_id=drafts[0].id), people.accountant)
    refused = _wait(office, PostInvoice(invoice_id=drafts[1].id), people.accountant)
    _wait(office, IssueInvoice(**_large(sales.content(day))), people.accountant)
    if refused is not None:
        reason = "The buyer's limit is not raised yet. Ask again on Monday."
        office.do(RefuseTicket(ticket_id=refused, reason=reason), people.owner)
    return len(drafts)


def _large(content: dict[str, Any]) -> dict[str, Any]:
    lines = tuple(dataclasses.replace(one, quantity=one.quantity * _LARGE) for one in content["lines"])
    return {**content, "lines": lines}


def _wait(office: Office, command: Command[Any], who: Actor) -> UUID | None:
    """Ask for something above the limit; answers the ticket it waits under."""
    try:
        office.do(command, who, confirmed=SEEN)
    except NeedsApproval as waits:
        return UUID(str(waits.params["ticket"]))
    return None

"""Short builders for tests of approvals: a rule, a draft, a document that has to wait."""

from __future__ import annotations

from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from rayafin_desktop.base.errors import NeedsApproval
from rayafin_desktop.engine.commands import Command
from rayafin_desktop.engine.permissions import Actor, Role
from rayafin_desktop.features.approvals.commands import SaveApprovalRule
from rayafin_desktop.features.approvals.model import Ticket
from rayafin_desktop.features.approvals.queries import TicketDetail, ticket_detail
from rayafin_desktop.features.billing.commands import SaveDraft
from rayafin_desktop.features.billing.content import Saved
from tests.books import Office
from tests.features.billing.billed import TODAY, customer, line


def rule(office: Office, limit: str = "10000", subject: str = "invoice", **values: Any) -> UUID:
    """What is above the limit waits for an owner."""
    fields = {"name": "Large invoices", "subject": subject, "limit": Decimal(limit), **values}
    return office.do(SaveApprovalRule(**fields))


def draft(office: Office, price: str = "20000", as_: Actor | None = None, **values: Any) -> Saved:
    """A draft invoice of one line, without tax."""
    party = customer(office)
    content = {"party_id": party, "issued_on": TODAY, "lines": (line(office, price, code="NIL"),), **values}
    return office.do(SaveDraft(**content), as_=as_)


def asked(office: Office, command: Command[Any], as_: Actor, **values: Any) -> UUID:
    """The ticket under which a command waits."""
    with pytest.raises(NeedsApproval) as refused:
        office.do(command, as_=as_, **values)
    assert refused.value.code == "approval.needed"
    return UUID(str(refused.value.params["ticket"]))


def ticket(office: Office, ticket_id: UUID) -> Ticket:
    return detail(office, ticket_id).ticket


def detail(office: Office, ticket_id: UUID, as_: Actor | None = None) -> TicketDetail:
    return office.ask(ticket_detail, ticket_id, as_=as_)


def verify(office: Office) -> None:
    """The whole book is in order."""
    assert [checked for checked in office.app.verify() if checked.faults] == []


ACCOUNTANT = Role.ACCOUNTANT

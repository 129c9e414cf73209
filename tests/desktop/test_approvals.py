"""The inbox in a real book: what waits, decided by keys; the draft that says so; roles and invitations."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest
from PySide6.QtCore import Qt

from rayafin_desktop.base.errors import NeedsApproval
from rayafin_desktop.desktop.forms.form_dialog import FormDialog
from rayafin_desktop.desktop.screens.approvals.inbox_page import InboxPage
from rayafin_desktop.desktop.screens.invoice.page import InvoiceEditor
from rayafin_desktop.desktop.screens.users.invites_page import InvitesPage
from rayafin_desktop.desktop.screens.users.roles_page import RolesPage
from rayafin_desktop.engine.permissions import Role
from rayafin_desktop.features.access.invites import IssuedInvite, redeem
from rayafin_desktop.features.access.roles import role_rows
from rayafin_desktop.features.approvals.commands import SaveApprovalRule
from rayafin_desktop.features.approvals.model import Ticket, TicketStatus
from rayafin_desktop.features.billing.commands import SaveDraft
from rayafin_desktop.features.billing.content import LineContent
from rayafin_desktop.features.billing.posting import PostInvoice
from rayafin_desktop.features.billing.queries import invoice_detail
from rayafin_desktop.features.billing.rules import DocumentState
from rayafin_desktop.features.parties.commands import SaveParty
from tests.books import PASSWORD

from .till import Till, till  # noqa: F401
from .typing_keys import CONTROL, press, type_text


def ask_for(till: Till, amount: int) -> tuple[UUID, UUID]:  # noqa: F811
    """A draft an accountant has asked to post: its id and the ticket's."""
    line = LineContent(description="Cotton", unit_price=Decimal(amount))
    buyer = till.office.do(SaveParty(name="Free Mills", state="27", email="free@example.com"))
    draft = till.office.do(SaveDraft(party_id=buyer, issued_on=date(2026, 11, 21), lines=(line,)))
    with pytest.raises(NeedsApproval) as waits:
        till.office.do(PostInvoice(invoice_id=draft.id), as_=till.office.member(Role.ACCOUNTANT))
    return draft.id, UUID(str(waits.value.params["ticket"]))


@pytest.fixture
def inbox(till: Till) -> InboxPage:  # noqa: F811
    """Two invoices wait for the owner at the window."""
    till.office.do(SaveApprovalRule(name="Large", subject="invoice", limit=Decimal(100_000), accountant=True))
    till.drafts = [ask_for(till, amount) for amount in (300_000, 200_000)]  # type: ignore[attr-defined]
    till.window.open_page("approvals")
    page = till.page()
    assert isinstance(page, InboxPage)
    till.until(lambda: page.ready and page.approve.isVisible())
    return page


def status(till: Till, ticket_id: UUID) -> TicketStatus:  # noqa: F811
    found: TicketStatus = till.office.ask(lambda read: read.get(Ticket, ticket_id).status)
    return found


def test_a_approves_and_the_next_comes_up(till: Till, inbox: InboxPage) -> None:  # noqa: F811
    (first_draft, first), (second_draft, second) = till.drafts  # type: ignore[attr-defined]
    assert inbox.rows.rowCount() == 2
    assert inbox.current_id == second, "the newest stands on top"
    type_text("a")
    till.until(lambda: inbox.rows.rowCount() == 1 and inbox.panel.shown is not None)
    assert till.office.ask(invoice_detail, second_draft).document.state is DocumentState.POSTED
    assert till.office.ask(invoice_detail, first_draft).document.state is DocumentState.DRAFT
    till.until(lambda: inbox.current_id == first)


def test_j_and_k_move_and_x_refuses_with_a_reason(till: Till, inbox: InboxPage) -> None:  # noqa: F811
    (_, first), (_, second) = till.drafts  # type: ignore[attr-defined]
    type_text("j")
    till.until(lambda: inbox.panel.shown is not None and inbox.panel.shown.detail.ticket.id == first)
    type_text("k")
    till.until(lambda: inbox.panel.shown is not None and inbox.panel.shown.detail.ticket.id == second)
    type_text("x")
    till.until(lambda: isinstance(till.overlay(), FormDialog))
    form = till.overlay()
    assert isinstance(form, FormDialog)
    till.rest()
    form.fill({"reason": "Price not agreed"})
    press(Qt.Key.Key_Return, CONTROL)
    till.until(lambda: inbox.rows.rowCount() == 1)
    assert status(till, second) is TicketStatus.REFUSED


def test_the_panel_says_why_and_what_will_be_posted(till: Till, inbox: InboxPage) -> None:  # noqa: F811
    till.until(lambda: inbox.panel.shown is not None)
    assert "Above the limit of ₹1,00,000 (Large)" in inbox.panel.why.text()
    assert inbox.panel.journal.count() > 4
    till.window.open_page("approvals")
    till.rest()
    assert till.window.sidebar is not None


def test_an_empty_inbox_says_so(till: Till) -> None:  # noqa: F811
    till.window.open_page("approvals")
    page = till.page()
    assert isinstance(page, InboxPage)
    till.until(page.nothing.isVisible)
    assert not page.approve.isVisible()


def test_a_draft_posted_above_the_limit_says_that_it_waits(till: Till) -> None:  # noqa: F811
    till.office.member(Role.ACCOUNTANT)
    till.office.do(
        SaveApprovalRule(name="Large", subject="invoice", limit=Decimal(1_000), owner=False, accountant=True)
    )
    line = LineContent(description="Cotton", unit_price=Decimal(5_000))
    buyer = till.office.do(SaveParty(name="Free Mills", state="27", email="free@example.com"))
    draft = till.office.do(SaveDraft(party_id=buyer, issued_on=date(2026, 11, 21), lines=(line,)))
    till.window.open_page("invoice.editor", {"id": draft.id})
    page = till.page()
    assert isinstance(page, InvoiceEditor)
    till.until(lambda: page.sheet is not None and page.record_id == draft.id)
    assert not page.waits.isVisible()
    page.post()
    till.until(page.waits.isVisible)
    assert "Waits for approval of Accountant" in page.waits.text()
    assert till.office.ask(invoice_detail, draft.id).document.state is DocumentState.DRAFT
    assert page.header.post.isEnabled()


def test_an_owner_ticks_a_permission_by_key(till: Till) -> None:  # noqa: F811
    till.window.open_page("roles")
    page = till.page()
    assert isinstance(page, RolesPage)
    till.until(lambda: page.ready)
    at = next(n for n, one in enumerate(page.model.rows()) if one.id == "invoice.post")
    page.table.move_to(at)
    page.table.setFocus()
    type_text("3")
    till.until(lambda: till.overlay() is not None)
    overlay = till.overlay()
    assert overlay is not None
    from rayafin_desktop.desktop.components.button import Button

    next(one for one in overlay.findChildren(Button) if one.text() == "Give permission").click()
    till.until(lambda: page.model.rows()[at].cashier)
    rows = {row.id: row for row in till.office.ask(role_rows)}
    assert Role.CASHIER in rows["invoice.post"].holders


def test_a_new_invitation_shows_its_code_once(till: Till) -> None:  # noqa: F811
    till.window.open_page("invites")
    page = till.page()
    assert isinstance(page, InvitesPage)
    till.rest()
    page._act(page._action("new"))
    till.until(lambda: isinstance(till.overlay(), FormDialog))
    form = till.overlay()
    assert isinstance(form, FormDialog)
    form.fill({"email": "nadia@example.com", "role": Role.CASHIER})
    issued: list[IssuedInvite] = []
    form.saved.connect(issued.append)
    form.save()
    till.until(lambda: bool(issued) and page.shown is not None)
    assert page.shown is not None
    actor = redeem(till.office.app, "nadia@example.com", issued[0].code, "Nadia Rao", PASSWORD)
    assert actor.role is Role.CASHIER

"""The list of bills says what waits and what is disputed, as the list of invoices does."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from rayafin_desktop.engine.listing import Look, page
from rayafin_desktop.engine.permissions import Role
from rayafin_desktop.features.approvals.deciding import RefuseTicket
from rayafin_desktop.features.disputes.commands import OpenDispute, SettleDispute
from rayafin_desktop.features.disputes.model import Reason, Resolution
from rayafin_desktop.features.purchases.commands import SaveBillDraft
from rayafin_desktop.features.purchases.posting import PostBill
from rayafin_desktop.features.purchases.queries import BILL_ROWS
from tests.books import Office
from tests.features.purchases import bought

from .waiting import asked, rule, verify


def _row(office: Office, bill_id: UUID) -> Any:
    with office.app.read(office.owner) as read:
        return next(row for row in page(BILL_ROWS, read, Look()) if row.id == bill_id)


def test_a_bill_that_waits_is_said_to_wait(office: Office) -> None:
    rule(office, subject="bill")
    maker = office.member(Role.ACCOUNTANT)
    lines = (bought.line(office, "20000", code="NIL"),)
    draft = SaveBillDraft(
        party_id=bought.supplier(office), issued_on=bought.TODAY, supplier_reference="VG/7", lines=lines
    )
    saved = office.do(draft, as_=maker)
    ticket_id = asked(office, PostBill(bill_id=saved.id), maker)
    assert _row(office, saved.id).status == "PENDING_APPROVAL"
    office.do(RefuseTicket(ticket_id=ticket_id, reason="no"))
    assert _row(office, saved.id).status == "DRAFT"
    verify(office)


def test_a_disputed_bill_is_flagged_beside_its_status(office: Office) -> None:
    bill = bought.bill(office, bought.supplier(office), bought.line(office, "1000", code="NIL"))
    dispute_id = office.do(
        OpenDispute(
            kind="bill", record_id=bill.id, reason=Reason.QUALITY, due_on=bought.TODAY + timedelta(days=14)
        )
    )
    row = _row(office, bill.id)
    assert (row.status, row.flag) == ("UNPAID", "disputed")
    office.do(SettleDispute(dispute_id=dispute_id, resolution=Resolution.WITHDRAWN))
    assert _row(office, bill.id).flag is None
    verify(office)

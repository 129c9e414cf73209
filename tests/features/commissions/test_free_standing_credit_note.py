"""A credit note that names no invoice has no commission: nothing is accrued, nothing taken back."""

from __future__ import annotations

from decimal import Decimal

from rayafin_desktop.engine.work import Read
from rayafin_desktop.features.billing.imports import ImportedInvoice, ImportedLine, ImportInvoices
from rayafin_desktop.features.billing.posting import VoidInvoice
from rayafin_desktop.features.billing.rules import DocumentKind, DocumentState
from rayafin_desktop.features.commissions.model import CommissionEntry
from rayafin_desktop.features.commissions.rules import Trigger
from rayafin_desktop.features.companies.commands import ChangeSetting
from tests.books import Office
from tests.features.billing.billed import document
from tests.features.orders.ordered import faults_of_book
from tests.features.payments.sales import customer, invoice

from .test_commands import add_broker


def entries(office: Office) -> list[CommissionEntry]:
    def read_entries(read: Read) -> list[CommissionEntry]:
        return read.all(CommissionEntry, order_by=(CommissionEntry.c.id,))

    return office.ask(read_entries)


def test_voiding_a_free_standing_credit_note_touches_no_commission(office: Office) -> None:
    office.do(ChangeSetting(key="commissions.trigger", value=Trigger.POST.value))
    broker = add_broker(office, "Meera", "1")
    party = customer(office, agent_id=broker.member_id)
    invoice(office, party, "1000.00")
    before = entries(office)
    assert len(before) == 1
    note = ImportedInvoice(
        kind=DocumentKind.CREDIT_NOTE,
        reason="Short weight",
        external_reference="old-1",
        party_id=party,
        issued_on=office.clock.today(),
        lines=(ImportedLine(description="Bales", quantity=Decimal(1), unit_price=Decimal(100)),),
    )
    [note_id] = office.do(ImportInvoices(invoices=(note,))).ids
    office.do(VoidInvoice(invoice_id=note_id, reason="Entered twice"))
    assert document(office, note_id).state is DocumentState.VOID
    assert entries(office) == before
    assert faults_of_book(office) == []

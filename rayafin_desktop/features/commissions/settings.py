"""When a member with a plain percent has earned it, and how settlements are numbered."""

from __future__ import annotations

from rayafin_desktop.engine.settings import Setting

from .rules import Trigger

TRIGGER: Setting[Trigger] = Setting(
    key="commissions.trigger",
    default=Trigger.PAID_FULL,
    label="Commission is earned",
    help="Applies to members without a plan of their own. What was frozen stays as it was.",
    section="Commissions",
    choices=(
        (Trigger.PAID_FULL, "When the invoice is paid in full"),
        (Trigger.PAYMENT_PRORATA, "With each payment, in proportion"),
        (Trigger.POST, "When the invoice is posted; payable once it is paid"),
    ),
)
SETTLEMENT_NUMBER: Setting[str] = Setting(
    key="commissions.settlement_number",
    default="COM/{fy}/{n:04}",
    label="Number of a commission settlement",
    help="{fy} is the financial year and {n:04} the running number in it, with four digits.",
    section="Commissions",
)

TAX_CODE: Setting[str] = Setting(
    key="commissions.tax_code",
    default="GST18",
    label="Tax code of brokerage",
    help="On invoices for brokerage and on bills of agents with a tax number, even for exempt goods.",
    section="Commissions",
)
SERVICE_CODE: Setting[str] = Setting(
    key="commissions.service_code",
    default="996111",
    label="Service code of brokerage",
    help="The SAC printed on invoices for brokerage; 996111 is commission agents' service in wholesale.",
    section="Commissions",
)

SETTINGS = (TRIGGER, SETTLEMENT_NUMBER, TAX_CODE, SERVICE_CODE)

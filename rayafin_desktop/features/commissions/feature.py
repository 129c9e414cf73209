"""Commissions: what sellers earn, frozen when it falls due and taken back when the money goes back.

Promises that the entries of a commission always sum to one formula over the invoice as it stands, that
each says why with its numbers, and that nobody is paid twice for what was paid once.
"""

from __future__ import annotations

from rayafin_desktop.engine.commands import handles
from rayafin_desktop.engine.feature import Feature, reacts
from rayafin_desktop.engine.permissions import ACCOUNTANT, AUDITOR, BROKER, CASHIER, OWNER, grant
from rayafin_desktop.engine.report import ReportParameter

from ..billing.happenings import (
    CreditNotePosted,
    InvoicePosted,
    InvoiceReopened,
    InvoiceSettled,
    InvoiceVoided,
)
from ..payments.happenings import AllocationsChanged
from ..purchases.happenings import BillReopened, BillSettled, BillVoided
from . import accruing, papers
from . import commands as c
from .checks import CHECKS
from .events import commission_events
from .lists import LISTS
from .messages import MESSAGES
from .model import (
    Commission,
    CommissionEntry,
    CommissionLine,
    CommissionPlan,
    CommissionPlanShare,
    CommissionPlanTarget,
    CommissionPlanTier,
    CommissionPlanVersion,
    CommissionSettlement,
)
from .plans import SaveCommissionPlan, save_commission_plan
from .queries import commission_steps, plan_detail, settlement_detail
from .run_commands import RunSettlement, run_settlement
from .screens import SCREENS
from .settings import SETTINGS
from .statement import COMMISSION_STATEMENT, SETTLEMENT_PAPER

FEATURE = Feature(
    name="commissions",
    entities=(
        CommissionPlan,
        CommissionPlanTier,
        CommissionPlanTarget,
        CommissionPlanShare,
        CommissionPlanVersion,
        Commission,
        CommissionLine,
        CommissionSettlement,
        CommissionEntry,
    ),
    commands=(
        handles(SaveCommissionPlan, save_commission_plan),
        handles(c.ApproveCommission, c.approve_commission),
        handles(c.SettleCommissions, c.settle_commissions),
        handles(RunSettlement, run_settlement),
        handles(c.PayCommissionSettlement, c.pay_commission_settlement),
        handles(c.CancelCommissionSettlement, c.cancel_commission_settlement),
    ),
    reactions=(
        reacts(InvoicePosted, accruing.on_invoice_posted),
        reacts(InvoiceSettled, accruing.on_invoice_settled),
        reacts(InvoiceReopened, accruing.on_invoice_reopened),
        reacts(InvoiceVoided, accruing.on_invoice_voided),
        reacts(CreditNotePosted, accruing.on_credit_note_posted),
        reacts(AllocationsChanged, accruing.on_allocations_changed),
        reacts(InvoiceSettled, papers.on_invoice_settled),
        reacts(InvoiceReopened, papers.on_invoice_reopened),
        reacts(InvoiceVoided, papers.on_invoice_voided),
        reacts(BillSettled, papers.on_bill_settled),
        reacts(BillReopened, papers.on_bill_reopened),
        reacts(BillVoided, papers.on_bill_voided),
    ),
    queries=LISTS,
    records={
        "commission_plan": plan_detail,
        "commission_settlement": settlement_detail,
        "commission_steps": commission_steps,
        "commission_events": commission_events,
    },
    screens=SCREENS,
    settings=SETTINGS,
    documents=(SETTLEMENT_PAPER,),
    reports=(COMMISSION_STATEMENT,),
    report_parameters=(ReportParameter("member", "Member", "member_code_lookup"),),
    checks=CHECKS,
    grants={
        "commission_plan.save": grant(OWNER),
        "commission.read": grant(OWNER, ACCOUNTANT, CASHIER, BROKER, AUDITOR),
        "commission.see_all": grant(OWNER, ACCOUNTANT, AUDITOR),
        "commission.approve": grant(OWNER, ACCOUNTANT),
        "commission.settle": grant(OWNER, ACCOUNTANT),
    },
    messages=MESSAGES,
)

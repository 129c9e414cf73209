"""Approvals: what is posted above a limit waits until somebody else has looked at it (rules.md 2.2).

Promises that nothing above a rule's limit is posted past it, whoever or whatever posts, that nobody
approves what he asked for himself, and that what is approved is what was asked for, by the rules of the day
it is carried out.
"""

from __future__ import annotations

from rayafin_desktop.engine.commands import handles
from rayafin_desktop.engine.feature import Feature
from rayafin_desktop.engine.permissions import ACCOUNTANT, AUDITOR, BROKER, CASHIER, EVERYONE, OWNER, grant

from . import commands as c
from . import deciding as d
from . import parking as p
from .blockers import BLOCKERS
from .checks import CHECKS
from .gate import inspect
from .messages import MESSAGES
from .model import ApprovalRule, Ticket, TicketDecision
from .queries import LISTS, rule_detail, ticket_detail, ticket_steps
from .screens import SCREENS

FEATURE = Feature(
    name="approvals",
    entities=(ApprovalRule, Ticket, TicketDecision),
    commands=(
        handles(c.SaveApprovalRule, c.save_approval_rule),
        handles(c.RemoveApprovalRule, c.remove_approval_rule),
        handles(d.ApproveTicket, d.approve_ticket),
        handles(d.RefuseTicket, d.refuse_ticket),
        handles(d.WithdrawTicket, d.withdraw_ticket),
        handles(p.ParkCommand, p.park_command),
        handles(p.NoteTicketFailure, p.note_ticket_failure),
    ),
    inspections=(inspect,),
    queries=LISTS,
    records={"approval_rule": rule_detail, "ticket": ticket_detail, "ticket_steps": ticket_steps},
    screens=SCREENS,
    checks=CHECKS,
    blockers=BLOCKERS,
    grants={
        "approval.read": EVERYONE,
        "approval.ask": grant(OWNER, ACCOUNTANT, CASHIER, BROKER),
        "approval.decide": grant(OWNER, ACCOUNTANT, CASHIER, BROKER),
        "approval.rules": grant(OWNER),
        "approval.rules_read": grant(OWNER, ACCOUNTANT, AUDITOR),
        # No role has them: the program alone parks what a limit stopped, and notes why it failed later.
        "approval.park": grant(),
        "approval.note": grant(),
    },
    messages=MESSAGES,
)

"""Recurring: documents that are made again and again.

Promises that each occurrence makes one document and never two, that it bears the date it fell due on,
and that nothing is made into a closed period.
"""

from __future__ import annotations

from rayafin_desktop.engine.commands import handles
from rayafin_desktop.engine.feature import Feature
from rayafin_desktop.engine.permissions import ACCOUNTANT, EVERYONE, OWNER, grant

from . import commands as c
from . import issuing
from .blockers import BLOCKERS
from .checks import CHECKS
from .messages import MESSAGES
from .model import RecurringOccurrence, RecurringTemplate
from .queries import RECURRING_ROWS, occurrence_rows, repeat_seed
from .screens import SCREENS

FEATURE = Feature(
    name="recurring",
    entities=(RecurringTemplate, RecurringOccurrence),
    commands=(
        handles(c.SaveRecurring, c.save_recurring),
        handles(c.RepeatInvoice, c.repeat_invoice),
        handles(c.PauseRecurring, c.pause_recurring),
        handles(c.ResumeRecurring, c.resume_recurring),
        handles(c.DeleteRecurring, c.delete_recurring),
        handles(issuing.IssueRecurring, issuing.issue_recurring),
        handles(issuing.SkipOccurrence, issuing.skip_occurrence),
    ),
    queries=(RECURRING_ROWS,),
    records={"occurrence_rows": occurrence_rows, "repeat_seed": repeat_seed},
    screens=SCREENS,
    checks=CHECKS,
    blockers=BLOCKERS,
    grants={
        "recurring.see": EVERYONE,
        "recurring.save": grant(OWNER, ACCOUNTANT),
        "recurring.issue": grant(OWNER, ACCOUNTANT),
    },
    messages=MESSAGES,
)

"""Periods: locks per area, exceptions from them, and the financial years.

Promises that nothing is posted inside a lock but through an exception that names the person, the days
and its end; that a hard lock never moves back; and that a lock never rewrites what is posted.
"""

from __future__ import annotations

from rayafin_desktop.engine.commands import handles
from rayafin_desktop.engine.feature import Feature
from rayafin_desktop.engine.permissions import ACCOUNTANT, AUDITOR, OWNER, grant

from . import commands as c
from .lists import LISTS
from .messages import MESSAGES
from .model import LockException, LockPass, PeriodLock
from .screens import SCREENS

FEATURE = Feature(
    name="periods",
    entities=(PeriodLock, LockException, LockPass),
    commands=(
        handles(c.SetLock, c.set_lock),
        handles(c.SetHardLock, c.set_hard_lock_command),
        handles(c.AllowException, c.allow_exception),
        handles(c.EndException, c.end_exception),
    ),
    queries=LISTS,
    screens=SCREENS,
    grants={
        "period.read": grant(OWNER, ACCOUNTANT, AUDITOR),
        "lock.set": grant(OWNER, ACCOUNTANT),
        "lock.set_hard": grant(OWNER),
        "lock.except": grant(OWNER),
    },
    messages=MESSAGES,
)

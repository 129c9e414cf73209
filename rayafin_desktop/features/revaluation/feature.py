"""Revaluation: open amounts in foreign currency at a day's rate, for that day only.

Promises that the next day's entry takes back exactly what the day's entry did, that a missing rate refuses
the whole, and that no foreign amount and no realised gain is touched.
"""

from __future__ import annotations

from rayafin_desktop.engine.commands import handles
from rayafin_desktop.engine.feature import Feature
from rayafin_desktop.engine.permissions import ACCOUNTANT, AUDITOR, OWNER, grant

from . import commands as c
from .blockers import BLOCKERS
from .checks import CHECKS
from .messages import MESSAGES
from .model import Revaluation, RevaluationLine
from .queries import LISTS, revaluation_lines
from .screens import SCREENS

FEATURE = Feature(
    name="revaluation",
    entities=(Revaluation, RevaluationLine),
    commands=(
        handles(c.RevalueCurrencies, c.revalue_currencies),
        handles(c.TakeBackRevaluation, c.take_back_revaluation),
    ),
    queries=LISTS,
    records={"revaluation_lines": revaluation_lines},
    screens=SCREENS,
    checks=CHECKS,
    blockers=BLOCKERS,
    grants={
        "revaluation.read": grant(OWNER, ACCOUNTANT, AUDITOR),
        "revaluation.post": grant(OWNER, ACCOUNTANT),
    },
    messages=MESSAGES,
)

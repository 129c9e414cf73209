"""Lots: goods that lie somewhere, their tests, and what of them is promised.

Promises that nothing of a lot is promised twice, that its newest test counts, and that a test is held
against a contract limit by limit.
"""

from __future__ import annotations

from rayafin_desktop.engine.commands import handles
from rayafin_desktop.engine.feature import Feature
from rayafin_desktop.engine.permissions import ACCOUNTANT, BROKER, EVERYONE, OWNER, grant

from . import commands as c
from . import lab
from .messages import MESSAGES
from .model import Lot, LotTest, LotTestValue
from .queries import LISTS, lot_detail, lot_test_detail, lot_test_steps, lot_to_test, lot_value_rows
from .screens import SCREENS
from .settings import SETTINGS

FEATURE = Feature(
    name="lots",
    entities=(Lot, LotTest, LotTestValue),
    commands=(
        handles(c.SaveLot, c.save_lot),
        handles(c.WithdrawLot, c.withdraw_lot),
        handles(c.OfferLotAgain, c.offer_lot_again),
        handles(lab.AddLotTest, lab.add_lot_test),
        handles(lab.CorrectLotTest, lab.correct_lot_test),
        handles(lab.WithdrawLotTest, lab.withdraw_lot_test),
    ),
    queries=LISTS,
    records={
        "lot": lot_detail,
        "lot_to_test": lot_to_test,
        "lot_test": lot_test_detail,
        "lot_test_steps": lot_test_steps,
        "lot_values": lot_value_rows,
    },
    screens=SCREENS,
    settings=SETTINGS,
    grants={
        "lot.read": EVERYONE,
        "lot.save": grant(OWNER, ACCOUNTANT, BROKER),
        "lot.test": grant(OWNER, ACCOUNTANT, BROKER),
    },
    messages=MESSAGES,
)

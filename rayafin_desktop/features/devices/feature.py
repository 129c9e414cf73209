"""Devices: copies of the company on other machines, and what they sent that needs a decision.

Promises that a device joins by a one-time code only, that nothing it sent is ever dropped without a person
deciding so, and that one taken away is refused at its next contact.
"""

from __future__ import annotations

from rayafin_desktop.engine.commands import handles
from rayafin_desktop.engine.feature import Feature
from rayafin_desktop.engine.permissions import ACCOUNTANT, EVERYONE, OWNER, grant

from . import commands as c
from . import exceptions as e
from .inbox import EXCEPTION_ROWS, exception_entered, exception_reasons, exception_standing
from .messages import MESSAGES
from .model import Device, EnrolmentCode, SyncException
from .outgoing import OPERATION_ROWS, operation_entered
from .queries import DEVICE_ROWS, DEVICE_USER_LOOKUP, device_row
from .screens import SCREENS

FEATURE = Feature(
    name="devices",
    entities=(Device, EnrolmentCode, SyncException),
    commands=(
        handles(c.InviteDevice, c.invite_device),
        handles(c.JoinDevice, c.join_device),
        handles(c.SucceedDevice, c.succeed_device),
        handles(c.RevokeDevice, c.revoke_device),
        handles(e.FileException, e.file_exception),
        handles(e.DecideException, e.decide_exception),
        handles(e.RepeatException, e.repeat_exception),
    ),
    queries=(DEVICE_ROWS, DEVICE_USER_LOOKUP, EXCEPTION_ROWS, OPERATION_ROWS),
    records={
        "device": device_row,
        "exception_entered": exception_entered,
        "exception_reasons": exception_reasons,
        "exception_standing": exception_standing,
        "operation_entered": operation_entered,
    },
    screens=SCREENS,
    grants={
        "device.read": EVERYONE,
        "device.manage": grant(OWNER),
        "device.join": grant(),
        "sync_exception.read": EVERYONE,
        "sync_exception.file": grant(),
        "sync_exception.decide": grant(OWNER, ACCOUNTANT),
    },
    messages=MESSAGES,
)

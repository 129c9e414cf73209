"""Accounts that were switched off while a device was away."""

from __future__ import annotations

from rayafin_desktop.engine.meanwhile import changed_meanwhile
from rayafin_desktop.engine.work import Read, Work

from .model import Account
from .rules import AccountFacts


def is_usable(read: Read, account: AccountFacts) -> bool:
    """Whether an account may be posted to: it is active, or was when the device last heard of it."""
    if account.is_active:
        return True
    if not isinstance(read, Work) or not changed_meanwhile(read, Account, account.id):
        return False
    operation = read.operation
    code, params = "account.switched_off_meanwhile", {"account": account.name}
    said = operation.adjustments if operation is not None else []
    if not any(one.code == code and one.params == params for one in said):
        read.adjusted(code, "account_id", **params)
    return True

"""Parties that were switched off while a device was away."""

from __future__ import annotations

from rayafin_desktop.engine.meanwhile import changed_meanwhile
from rayafin_desktop.engine.work import Read, Work

from .model import Party


def is_usable(read: Read, party: Party) -> bool:
    """Whether documents may be posted for a party: it is active, or was when its device last heard of it."""
    if party.is_active:
        return True
    if not isinstance(read, Work) or not changed_meanwhile(read, Party, party.id):
        return False
    read.adjusted("party.switched_off_meanwhile", "party_id", party=party.name)
    return True

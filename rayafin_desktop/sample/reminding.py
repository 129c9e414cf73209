"""The sample's reminders: everybody who is late is reminded now and then, most of them only once."""

from __future__ import annotations

from contextlib import suppress

from rayafin_desktop.base.errors import RuleBroken
from rayafin_desktop.features.statements.model import Channel
from rayafin_desktop.features.statements.reminding import RecordDueReminders

from .office import Office

EVERY = 17  # working days


def remind(house: Office, number: int) -> None:
    """On the `number`-th working day: remind whoever is due, by letter and by e-mail in turn."""
    if number % EVERY != EVERY - 1:
        return
    channel = Channel.LETTER if number // EVERY % 2 else Channel.EMAIL
    with suppress(RuleBroken):  # nobody is due
        house.do(RecordDueReminders(channel=channel), house.people.accountant)

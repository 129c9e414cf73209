"""Numbers of offers (until `trades.numbers` is there)."""

from __future__ import annotations

import dataclasses
from datetime import datetime

from rayafin_desktop.engine.work import Work

from ..trades.model import Numbered, TradeCounter


def offer_number(work: Work, at: datetime) -> str:
    """The next number of an offer."""
    counter = work.find(TradeCounter, kind=Numbered.OFFER, year="")
    if counter is None:
        counter = work.new(TradeCounter, kind=Numbered.OFFER, year="", next_n=1)
    work.save(dataclasses.replace(counter, next_n=counter.next_n + 1))
    return f"OF-{counter.next_n:04}"

"""How often somebody may ask: each address for signing in, each token for the rest."""

from __future__ import annotations

import math
import time

from limits import RateLimitItem, parse
from limits.storage import MemoryStorage
from limits.strategies import FixedWindowRateLimiter

from .problems import TooMany


class Rates:
    """Counts in memory: a server that is started again counts from nothing, which lets nobody in."""

    def __init__(self) -> None:
        self._counter = FixedWindowRateLimiter(MemoryStorage())
        self._known: dict[str, RateLimitItem] = {}

    def count(self, rate: str, *who: str) -> None:
        """Count one request; TooMany, with the seconds to wait, where `rate` ("20/minute") is used up."""
        item = self._known.get(rate)
        if item is None:
            item = self._known[rate] = parse(rate)
        if not self._counter.hit(item, *who):
            resets_at = self._counter.get_window_stats(item, *who).reset_time
            raise TooMany(max(1, math.ceil(resets_at - time.time())))

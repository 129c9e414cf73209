"""What is to be made: how much, until when, and the chance by which it is chosen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

DAYS = 120
USUAL_INVOICES = 300
USUAL_SEED = 1
FIXED_LAST_DAY = date(2026, 11, 20)
LEAST_CUSTOMERS, MOST_CUSTOMERS = 50, 500


@dataclass(frozen=True, slots=True)
class SamplePlan:
    """`invoices` of the main company on its working days from `first_day` to `last_day`, both included.

    Equal plans make books of equal content; only ids differ, which are unique everywhere.
    """

    seed: int
    invoices: int
    last_day: date

    @classmethod
    def of(
        cls,
        *,
        today: date,
        seed: int | None = None,
        invoices: int | None = None,
        until: date | None = None,
    ) -> SamplePlan:
        """A plan that ends today; or, when somebody wants a certain seed, on a day that never moves."""
        last_day = until or (today if seed is None else FIXED_LAST_DAY)
        return cls(
            seed=USUAL_SEED if seed is None else seed, invoices=invoices or USUAL_INVOICES, last_day=last_day
        )

    @property
    def first_day(self) -> date:
        return self.last_day - timedelta(days=DAYS - 1)

    @property
    def customers(self) -> int:
        return max(LEAST_CUSTOMERS, min(MOST_CUSTOMERS, self.invoices // 20))

    @property
    def working_days(self) -> list[date]:
        """All days but Sundays; the last day counts in any case, so that the book is up to date."""
        days = [self.first_day + timedelta(days=n) for n in range(DAYS)]
        return [day for day in days if day.weekday() != 6 or day == self.last_day]

"""Dollars and euros of the sample: a rate every Friday, a revaluation each month; and tax withheld."""

from __future__ import annotations

import random
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from rayafin_desktop.base.errors import RuleBroken
from rayafin_desktop.features.currencies.commands import ImportExchangeRates, RateOfDay
from rayafin_desktop.features.revaluation.commands import RevalueCurrencies
from rayafin_desktop.features.withholding.commands import SavePartyWithholding
from rayafin_desktop.features.withholding.queries import section_named

from .office import Office

_FRIDAY = 4


@dataclass(slots=True)
class ForeignMoney:
    """What foreign currencies were worth, drifting from week to week, by a chance of its own."""

    office: Office
    chance: random.Random
    dollar: Decimal = Decimal("87.40")
    euro: Decimal = Decimal("101.15")
    revaluations: int = 0

    def quote(self, day: date) -> None:
        """Friday's rates of the bank."""
        if day.weekday() == _FRIDAY:
            self._quote(day)

    def _quote(self, day: date) -> None:
        self.dollar += Decimal(self.chance.randint(-35, 40)).scaleb(-2)
        self.euro += Decimal(self.chance.randint(-60, 62)).scaleb(-2)
        rates = (
            RateOfDay(currency="USD", dated_on=day, rate=self.dollar),
            RateOfDay(currency="EUR", dated_on=day, rate=self.euro),
        )
        command = ImportExchangeRates(rates=rates, source="Bank, selling rate")
        self.office.do(command, self.office.people.accountant)

    def close_month(self, day: date) -> None:
        """The day's rates, and what is open at them."""
        self._quote(day)
        with suppress(RuleBroken):  # a month may end with nothing open abroad
            self.office.do(RevalueCurrencies(revalued_on=day), self.office.people.accountant)
            self.revaluations += 1


def withhold_from(house: Office, party_id: UUID) -> None:
    """A broker the house keeps brokerage tax back from."""
    section = house.ask(section_named, "194H")
    if section is not None:
        command = SavePartyWithholding(party_id=party_id, section_id=section.id, pan="ABCPM1234K")
        house.do(command, house.people.accountant)

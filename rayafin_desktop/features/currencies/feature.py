"""Currencies: what foreign money was worth on a day.

Promises one rate per currency and day, that a rate too old or not there is said to be missing (never
taken as 1), and that no change of the table changes what a document froze.
"""

from __future__ import annotations

from rayafin_desktop.engine.commands import handles
from rayafin_desktop.engine.feature import Feature
from rayafin_desktop.engine.permissions import ACCOUNTANT, EVERYONE, OWNER, grant

from . import commands as c
from .messages import MESSAGES
from .model import ExchangeRate
from .queries import LISTS, exchange_rate_detail
from .screens import SCREENS
from .settings import SETTINGS

FEATURE = Feature(
    name="currencies",
    entities=(ExchangeRate,),
    commands=(
        handles(c.SaveExchangeRate, c.save_exchange_rate),
        handles(c.RemoveExchangeRate, c.remove_exchange_rate),
        handles(c.ImportExchangeRates, c.import_exchange_rates),
    ),
    queries=LISTS,
    records={"exchange_rate": exchange_rate_detail},
    screens=SCREENS,
    settings=SETTINGS,
    grants={"exchange_rate.read": EVERYONE, "exchange_rate.save": grant(OWNER, ACCOUNTANT)},
    messages=MESSAGES,
)

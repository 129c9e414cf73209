"""Prices: lists by date and quantity, for a customer or for all.

Promises that the price offered is one that was agreed for that day, quantity and currency, that no
price is converted behind anybody's back, and that changing a list changes no document.
"""

from __future__ import annotations

from rayafin_desktop.engine.commands import handles
from rayafin_desktop.engine.feature import Feature
from rayafin_desktop.engine.permissions import ACCOUNTANT, BROKER, EVERYONE, OWNER, grant

from . import commands as c
from .messages import MESSAGES
from .model import PartyPriceList, Price, PriceList
from .queries import (
    PRICE_LIST_LOOKUP,
    PRICE_LIST_ROWS,
    PRICE_ROWS,
    listed_prices,
    party_prices,
    price_list_record,
)
from .screens import SCREENS

FEATURE = Feature(
    name="prices",
    entities=(PriceList, Price, PartyPriceList),
    commands=(
        handles(c.SavePriceList, c.save_price_list),
        handles(c.SavePrice, c.save_price),
        handles(c.RemovePrice, c.remove_price),
        handles(c.ReprisePriceList, c.reprise_price_list),
        handles(c.ChoosePriceList, c.choose_price_list),
    ),
    queries=(PRICE_LIST_ROWS, PRICE_ROWS, PRICE_LIST_LOOKUP),
    records={
        "price_list": price_list_record,
        "listed_prices": listed_prices,
        "party_prices": party_prices,
    },
    screens=SCREENS,
    grants={"price.read": EVERYONE, "price.save": grant(OWNER, ACCOUNTANT, BROKER)},
    messages=MESSAGES,
)

"""Items: the goods and services on documents, with unit, tariff code, price and tax.

Promises that a code names one item only, that every item counts in a known unit, and that changing an
item never changes what a document recorded.
"""

from __future__ import annotations

from rayafin_desktop.engine.commands import handles
from rayafin_desktop.engine.feature import Feature, reacts
from rayafin_desktop.engine.permissions import ACCOUNTANT, BROKER, EVERYONE, OWNER, grant

from ..companies.happenings import CompanyCreated
from . import commands as c
from .messages import MESSAGES
from .model import Item, Unit
from .queries import LISTS, item_detail, unit_detail
from .screens import SCREENS

FEATURE = Feature(
    name="items",
    entities=(Unit, Item),
    commands=(
        handles(c.SaveItem, c.save_item),
        handles(c.DeactivateItem, c.deactivate_item),
        handles(c.ReactivateItem, c.reactivate_item),
        handles(c.SaveUnit, c.save_unit),
    ),
    reactions=(reacts(CompanyCreated, c.lay_out_units),),
    queries=LISTS,
    records={"item": item_detail, "unit": unit_detail},
    screens=SCREENS,
    grants={"item.read": EVERYONE, "item.save": grant(OWNER, ACCOUNTANT, BROKER)},
    messages=MESSAGES,
)

"""Withholding: tax kept back from payments, at the rate and under the words of law of the day.

Promises that thresholds are looked at over the whole financial year, that a payment which crosses one makes
up for those before it, and that every tax says which section it stands under.
"""

from __future__ import annotations

from rayafin_desktop.engine.commands import handles
from rayafin_desktop.engine.feature import Feature, reacts
from rayafin_desktop.engine.permissions import ACCOUNTANT, EVERYONE, OWNER, grant

from ..companies.happenings import CompanyCreated
from . import commands as c
from .messages import MESSAGES
from .model import PartyWithholding, WithholdingRate, WithholdingSection
from .queries import LISTS, party_withholding_detail, section_detail, section_rate_rows
from .screens import SCREENS
from .settings import SETTINGS

FEATURE = Feature(
    name="withholding",
    entities=(WithholdingSection, WithholdingRate, PartyWithholding),
    commands=(
        handles(c.SaveWithholdingSection, c.save_withholding_section),
        handles(c.AddWithholdingRate, c.add_withholding_rate),
        handles(c.SavePartyWithholding, c.save_party_withholding),
        handles(c.RemovePartyWithholding, c.remove_party_withholding),
    ),
    reactions=(reacts(CompanyCreated, c.seed_sections),),
    queries=LISTS,
    records={
        "withholding_section": section_detail,
        "withholding_rate_rows": section_rate_rows,
        "party_withholding": party_withholding_detail,
    },
    screens=SCREENS,
    settings=SETTINGS,
    grants={"withholding.read": EVERYONE, "withholding.save": grant(OWNER, ACCOUNTANT)},
    messages=MESSAGES,
)

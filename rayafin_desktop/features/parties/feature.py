"""Parties: customers and suppliers, found in an instant among tens of thousands.

Promises that a code names one party only, that doubtful tax numbers are asked about and not let through
in silence, and that lists show what is owed without adding anything up.
"""

from __future__ import annotations

from rayafin_desktop.engine.commands import handles
from rayafin_desktop.engine.feature import Feature
from rayafin_desktop.engine.permissions import ACCOUNTANT, BROKER, CASHIER, EVERYONE, OWNER, grant
from rayafin_desktop.engine.report import ReportParameter

from . import commands as c
from .messages import MESSAGES
from .model import Contact, Party, ShippingAddress
from .queries import LISTS, contact_rows, party_detail
from .screens import SCREENS

FEATURE = Feature(
    name="parties",
    entities=(Party, ShippingAddress, Contact),
    commands=(
        handles(c.SaveParty, c.save_party),
        handles(c.DeactivateParty, c.deactivate_party),
        handles(c.ReactivateParty, c.reactivate_party),
    ),
    queries=LISTS,
    records={"party": party_detail, "party_contacts": contact_rows},
    screens=SCREENS,
    report_parameters=(ReportParameter("party", "Party", "party_lookup"),),
    grants={"party.read": EVERYONE, "party.save": grant(OWNER, ACCOUNTANT, CASHIER, BROKER)},
    messages=MESSAGES,
)

"""Privacy: what the book holds about a person, handed out and erased on request (GDPR art. 15, 17 and 20).

Promises that an export leaves out nothing the book holds of a party or user, that an erasure leaves what the
law keeps and says why, that postings and the chain of the audit log stay whole, and that the erasure itself
is audited without the values.
"""

from __future__ import annotations

from rayafin_desktop.engine.commands import handles
from rayafin_desktop.engine.feature import Feature
from rayafin_desktop.engine.permissions import OWNER, grant

from .erasing import ErasePersonalData, erase_personal_data
from .messages import MESSAGES
from .model import Erasure
from .queries import erasure_preview
from .settings import RETENTION_YEARS

FEATURE = Feature(
    name="privacy",
    entities=(Erasure,),
    commands=(handles(ErasePersonalData, erase_personal_data),),
    records={"erasure_preview": erasure_preview},
    settings=(RETENTION_YEARS,),
    grants={"personal.export": grant(OWNER), "personal.erase": grant(OWNER)},
    messages=MESSAGES,
)

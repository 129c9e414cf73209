"""Exchange: files of other programs, in.

Promises that nothing is added twice, that a row which cannot be used is never lost but reported with file,
line and reason, and that a dry run says exactly what the import would do.
"""

from __future__ import annotations

from rayafin_desktop.engine.commands import handles
from rayafin_desktop.engine.feature import Feature

from . import masters
from .messages import MESSAGES
from .retail import import_retail
from .tables import import_customers, import_items

FEATURE = Feature(
    name="exchange",
    commands=(
        handles(masters.ImportParties, masters.import_parties),
        handles(masters.ImportItems, masters.import_items),
    ),
    importers={"retail": import_retail, "customers": import_customers, "items": import_items},
    messages=MESSAGES,
)

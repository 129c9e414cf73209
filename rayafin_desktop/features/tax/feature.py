"""Taxes: tax codes with dated rates, and every decision what a supply bears.

Promises that a document's tax is worked out in one way everywhere, that the rate follows the day of the
supply, and that each decision says why. Changing a code never changes what a document recorded.
"""

from __future__ import annotations

from rayafin_desktop.engine.commands import handles
from rayafin_desktop.engine.feature import Feature, reacts
from rayafin_desktop.engine.permissions import ACCOUNTANT, EVERYONE, OWNER, grant

from ..companies.happenings import CompanyCreated
from . import commands as c
from .messages import MESSAGES
from .model import TaxCode, TaxRate
from .queries import TAX_CODE_ROWS, tax_rate_rows
from .screens import SCREENS
from .settings import SETTINGS

FEATURE = Feature(
    name="tax",
    entities=(TaxCode, TaxRate),
    commands=(
        handles(c.SaveTaxCode, c.save_tax_code),
        handles(c.AddTaxRate, c.add_tax_rate),
        handles(c.RemoveTaxCode, c.remove_tax_code),
    ),
    reactions=(reacts(CompanyCreated, c.seed_tax_codes),),
    queries=(TAX_CODE_ROWS,),
    records={"tax_rate_rows": tax_rate_rows},
    screens=SCREENS,
    settings=SETTINGS,
    grants={"tax.see": EVERYONE, "tax.change": grant(OWNER, ACCOUNTANT)},
    messages=MESSAGES,
)

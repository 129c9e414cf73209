"""Companies: several sets of books in one book, each with its country, currency and financial year.

Promises that every company has a unique code and key, that currency and financial year stay what they
were when the first number was posted, and that settings only ever hold values their owners can read.
"""

from __future__ import annotations

from rayafin_desktop.engine.commands import handles
from rayafin_desktop.engine.feature import Feature
from rayafin_desktop.engine.integrity import CHECK as FILE_CHECK
from rayafin_desktop.engine.permissions import ACCOUNTANT, AUDITOR, EVERYONE, OWNER, grant
from rayafin_desktop.engine.settings import SettingValue

from . import branches as b
from . import commands as c
from .messages import MESSAGES
from .model import Branch, Company
from .queries import COMPANY_ROWS, company_detail
from .screens import SCREENS

FEATURE = Feature(
    name="companies",
    entities=(Company, SettingValue, Branch),
    commands=(
        handles(c.CreateCompany, c.create_company),
        handles(c.UpdateCompany, c.update_company),
        handles(c.SaveBankDetails, c.save_bank_details),
        handles(c.ChangeSetting, c.change_setting),
        handles(b.SaveBranch, b.save_branch),
    ),
    queries=(COMPANY_ROWS, b.BRANCH_ROWS, b.BRANCH_LOOKUP),
    records={"company_detail": company_detail},
    screens=SCREENS,
    checks=(FILE_CHECK, b.CHECK),
    grants={
        "company.create": grant(OWNER),
        "company.read": EVERYONE,
        "company.change": grant(OWNER),
        "branch.read": EVERYONE,
        "branch.save": grant(OWNER),
        "setting.read": grant(OWNER, ACCOUNTANT, AUDITOR),
        "setting.change": grant(OWNER),
    },
    messages=MESSAGES,
)

"""What a company says about itself, and the settings it has."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Select, or_, select

from rayafin_desktop.base.dates import FiscalYear, fiscal_year_of
from rayafin_desktop.engine.listing import ListQuery
from rayafin_desktop.engine.settings import Setting
from rayafin_desktop.engine.work import Read

from .commands import own_company
from .countries import country_profile
from .model import Company


@dataclass(frozen=True, slots=True)
class CompanyDetail:
    """A company's particulars as a form and a letterhead show them."""

    id: UUID
    version: int
    key: int
    code: str
    name: str
    legal_name: str
    country: str
    country_name: str
    state: str
    currency: str
    fiscal_year_first_month: int
    locale: str
    tax_id: str
    tax_label: str
    address: str
    phone: str
    email: str
    website: str
    bank: str
    account_name: str
    account_no: str
    ifsc: str
    iban: str
    bic: str
    upi: str
    logo_sha: str
    is_active: bool

    @property
    def printed_name(self) -> str:
        """The legal name where there is one, for documents."""
        return self.legal_name or self.name


@dataclass(frozen=True, slots=True)
class SettingRow:
    """One setting with its value in this company; `id` is its key."""

    id: str
    section: str
    label: str
    help: str
    value: Any
    default: Any
    choices: Sequence[tuple[str, str]]
    is_default: bool
    may_change: bool


def company_detail(read: Read, _id: UUID | None = None) -> CompanyDetail:
    """The particulars of the company being read."""
    company = own_company(read)
    profile = country_profile(company.country)
    bank = company.bank_details or {}
    return CompanyDetail(
        id=company.id,
        version=company.version,
        key=company.key,
        code=company.code,
        name=company.name,
        legal_name=company.legal_name,
        country=company.country,
        country_name=profile.name if profile else company.country,
        state=company.state,
        currency=company.currency,
        fiscal_year_first_month=company.fiscal_year_first_month,
        locale=company.locale,
        tax_id=company.tax_id,
        tax_label=profile.tax_label if profile else "Tax number",
        address=company.address,
        phone=company.phone,
        email=company.email,
        website=company.website,
        bank=bank.get("bank", ""),
        account_name=bank.get("account_name", ""),
        account_no=bank.get("account_no", ""),
        ifsc=bank.get("ifsc", ""),
        iban=bank.get("iban", ""),
        bic=bank.get("bic", ""),
        upi=bank.get("upi", ""),
        logo_sha=company.logo_sha,
        is_active=company.is_active,
    )


def fiscal_year(read: Read, day: date | None = None) -> FiscalYear:
    """The company's financial year that holds a day (today if none is given)."""
    return fiscal_year_of(day or read.today, own_company(read).fiscal_year_first_month)


def setting_rows(read: Read) -> list[SettingRow]:
    """Every setting the features declare, with this company's value, by section and label."""
    read.actor.require("setting.read")
    rows = [_setting_row(read, setting) for setting in read.known_settings.values()]
    return sorted(rows, key=lambda row: (row.section, row.label))


def _setting_row(read: Read, setting: Setting[Any]) -> SettingRow:
    value = read.setting(setting)
    return SettingRow(
        id=setting.key,
        section=setting.section,
        label=setting.label,
        help=setting.help,
        value=value,
        default=setting.default,
        choices=setting.choices,
        is_default=value == setting.default,
        may_change=read.actor.may(setting.permission),
    )


def _companies(read: Read) -> Select[Any]:
    columns = [Company.c[name] for name in ("id", "key", "code", "name", "country", "currency", "is_active")]
    statement = select(*columns).where(Company.c.deleted_at.is_(None))
    # The book sees all its companies; a member sees the one he is in.
    return statement if read.company_id == 0 else statement.where(Company.c.key == read.company_id)


COMPANY_ROWS = ListQuery(
    name="companies",
    permission="company.read",
    kinds=("company",),
    select=_companies,
    key=Company.c.id,
    sorts={"code": [Company.c.code], "name": [Company.c.name]},
    default_sort=("name", False),
    search=lambda _read, text: or_(
        Company.c.name.icontains(text, autoescape=True), Company.c.code.icontains(text, autoescape=True)
    ),
)

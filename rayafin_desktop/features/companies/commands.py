"""Making and changing companies, their bank details and settings."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import func, select

from rayafin_desktop.base.errors import NotAllowed, NotFound, Problems, Stale
from rayafin_desktop.engine.commands import Command, Offline
from rayafin_desktop.engine.settings import SettingValue
from rayafin_desktop.engine.work import Read, Work

from . import rules
from .countries import country_profile
from .happenings import CompanyChanged, CompanyCreated
from .model import Company


@dataclass(frozen=True, slots=True)
class CompanyRef:
    """A company by its id across devices, its local key and its code."""

    id: UUID
    key: int
    code: str


@dataclass(frozen=True, kw_only=True)
class CreateCompany(Command[CompanyRef]):
    """A new company in this book; a command of the book (company 0).

    What is left empty comes from the country's profile. Currency, country and the first month of the
    financial year are chosen once: posted numbers and balances depend on them.
    """

    permission: ClassVar[str] = "company.create"
    offline: ClassVar[Offline] = Offline.SERVER
    name: str
    country: str
    code: str = ""
    legal_name: str = ""
    currency: str = ""
    fiscal_year_first_month: int | None = None
    locale: str = ""
    state: str = ""
    tax_id: str = ""
    address: str = ""
    phone: str = ""
    email: str = ""
    website: str = ""


@dataclass(frozen=True, kw_only=True)
class UpdateCompany(Command[int]):
    """Change the company's own particulars; answers its new version."""

    permission: ClassVar[str] = "company.change"
    offline: ClassVar[Offline] = Offline.SERVER
    version: int
    name: str
    legal_name: str = ""
    locale: str
    state: str = ""
    tax_id: str = ""
    address: str = ""
    phone: str = ""
    email: str = ""
    website: str = ""


@dataclass(frozen=True, kw_only=True)
class SaveBankDetails(Command[int]):
    """The account printed on documents; answers the company's new version."""

    permission: ClassVar[str] = "company.change"
    version: int
    bank: str = ""
    account_name: str = ""
    account_no: str = ""
    ifsc: str = ""
    iban: str = ""
    bic: str = ""
    upi: str = ""


@dataclass(frozen=True, kw_only=True)
class ChangeSetting(Command[None]):
    """Change one setting of the company; `value` null returns it to its default.

    Whoever reads settings may send it; whether this one may be changed, the setting itself says.
    """

    permission: ClassVar[str] = "setting.read"
    key: str
    value: bool | int | str | list[Any] | dict[str, Any] | None


def own_company(read: Read) -> Company:
    """The company this Read or Work is about; NotFound for the book itself."""
    found = read.find(Company, Company.c.key == read.company_id)
    if found is None:
        raise NotFound("company.not_found", {"key": read.company_id})
    return found


def create_company(command: CreateCompany, work: Work) -> CompanyRef:
    if work.company_id != 0:
        raise NotAllowed("company.only_in_book")
    country = command.country.strip().upper()
    profile = country_profile(country)
    code = command.code.strip().upper() or rules.code_from_name(command.name)
    values: dict[str, Any] = {
        "code": code,
        "country": country,
        "currency": command.currency.strip().upper() or (profile.currency if profile else ""),
        "locale": command.locale.strip().replace("-", "_") or (profile.locale if profile else "en_GB"),
        "first_month": command.fiscal_year_first_month or (profile.fiscal_year_first_month if profile else 1),
    }
    particulars = _particulars(command)
    problems = Problems()
    problems.extend(rules.new_company_problems(**values))
    problems.extend(rules.particulars_problems(particulars))
    taken = work.scalar(select(func.count()).where(Company.c.code == code))
    problems.require(not taken, "company.code_taken", "code", taken=code)
    problems.raise_if_any()
    # The book's chain row is locked by this very Work: nobody else can take the same key.
    key = int(work.scalar(select(func.max(Company.c.key))) or 0) + 1
    first_month = values.pop("first_month")
    company = work.new(Company, key=key, fiscal_year_first_month=first_month, **values, **particulars)
    work.in_company(key).announce(CompanyCreated(company=company))
    return CompanyRef(company.id, key, company.code)


def _particulars(command: CreateCompany | UpdateCompany) -> dict[str, Any]:
    fields = ("name", "legal_name", "state", "tax_id", "address", "phone", "email", "website")
    cleaned = {field: getattr(command, field).strip() for field in fields}
    cleaned["tax_id"] = cleaned["tax_id"].replace(" ", "").upper()
    return cleaned


def update_company(command: UpdateCompany, work: Work) -> int:
    company = own_company(work)
    particulars = _particulars(command)
    locale = command.locale.strip().replace("-", "_")
    problems = Problems()
    problems.extend(rules.particulars_problems(particulars))
    problems.extend(
        rules.new_company_problems(
            code=company.code,
            country=company.country,
            currency=company.currency,
            locale=locale,
            first_month=company.fiscal_year_first_month,
        )
    )
    problems.raise_if_any()
    changed = dataclasses.replace(company, version=command.version, locale=locale, **particulars)
    work.announce(CompanyChanged(before=company, after=changed))
    return work.save(changed).version


def save_bank_details(command: SaveBankDetails, work: Work) -> int:
    company = own_company(work)
    details = {
        "bank": command.bank.strip(),
        "account_name": command.account_name.strip(),
        "account_no": command.account_no.strip(),
        "ifsc": _compact(command.ifsc),
        "iban": _compact(command.iban),
        "bic": _compact(command.bic),
        "upi": command.upi.strip(),
    }
    problems = Problems()
    problems.extend(rules.bank_details_problems(details))
    problems.raise_if_any()
    given = {key: value for key, value in details.items() if value} or None
    return work.save(dataclasses.replace(company, version=command.version, bank_details=given)).version


def _compact(text: str) -> str:
    return "".join(text.split()).upper()


def set_logo(work: Work, digest: str, version: int | None = None) -> int:
    """Make the stored file with this SHA-256 (hex; empty for none) the company's logo.

    Called by the documents feature, which keeps the file itself.
    """
    company = own_company(work)
    if version is not None and version != company.version:
        raise Stale("company.stale", {"id": str(company.id)})
    return work.save(dataclasses.replace(company, logo_sha=digest)).version


def change_setting(command: ChangeSetting, work: Work) -> None:
    setting = work.known_settings.get(command.key)
    if setting is None:
        raise NotFound("setting.unknown", {"key": command.key}, field="key")
    work.actor.require(setting.permission)
    value = setting.default if command.value is None else setting.parse(command.value)
    current = work.find(SettingValue, SettingValue.c.key == command.key)
    stored = setting.stored(value)
    if current is not None:
        work.save(dataclasses.replace(current, value=stored))
    elif value != setting.default:
        work.new(SettingValue, key=command.key, value=stored)

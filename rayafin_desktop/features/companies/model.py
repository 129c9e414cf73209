"""A company: a set of books of its own inside the book."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from rayafin_desktop.engine.columns import Code, Count, Currency, Json, Length, Name, Note, Personal
from rayafin_desktop.engine.entity import BookEntity, Entity, entity


@entity("companies", kind="company", unique=[("key",), ("code",)], reference=True)
@dataclass(frozen=True, kw_only=True, slots=True)
class Company(BookEntity):
    """`key` is the local integer every company-scoped row carries; `id` identifies it across devices."""

    key: Count
    code: Code
    name: Name
    legal_name: Name = ""
    country: Annotated[str, Length(2)]  # ISO 3166 alpha-2
    state: Annotated[str, Length(10)] = ""  # GST state code in India, else a region
    currency: Currency
    fiscal_year_first_month: Count = 1
    locale: Annotated[str, Length(10)] = "en_GB"
    tax_id: Annotated[str, Length(40)] = ""  # GSTIN, VAT number
    address: Note = ""
    phone: Annotated[str, Length(40), Personal] = ""
    email: Annotated[str, Length(254), Personal] = ""
    website: Name = ""
    bank_details: Json | None = None  # {bank, account_name, account_no, ifsc, iban, bic, upi}
    logo_sha: Annotated[str, Length(64)] = ""  # content address of the logo in documents
    is_active: bool = True


@entity("branches", kind="branch", unique=[("code",)], reference=True, branch_field="id")
@dataclass(frozen=True, kw_only=True, slots=True)
class Branch(Entity):
    """A place of the company with people and documents of its own; no branch is the head office."""

    code: Code
    name: Name
    address: Note = ""
    state: Annotated[str, Length(10)] = ""
    tax_id: Annotated[str, Length(40)] = ""  # its own GSTIN, where it is registered apart
    is_active: bool = True

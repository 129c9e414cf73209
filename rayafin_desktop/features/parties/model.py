"""A party with its addresses and contacts, and the maintained sums of what it owes and is owed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    Column,
    ForeignKeyConstraint,
    Index,
    Integer,
    PrimaryKeyConstraint,
    Table,
    func,
)

from rayafin_desktop.engine.columns import (
    Code,
    Count,
    Currency,
    IdColumn,
    Length,
    Minor,
    Name,
    Note,
    Personal,
    References,
)
from rayafin_desktop.engine.entity import Entity, Part, entity, metadata, part


@entity(
    "parties",
    kind="party",
    unique=[("code",)],
    where={("code",): "deleted_at IS NULL"},
    indexes=[("tax_id",)],
    checks={"credit_limit": "credit_limit_minor >= 0", "terms": "payment_terms_days >= 0"},
)
@dataclass(frozen=True, kw_only=True, slots=True)
class Party(Entity):
    """Somebody we trade with; customer and supplier at once if need be.

    `state` is the two-digit GST state code in India, a region elsewhere. `credit_limit_minor` is in the
    company's currency, None for no limit. `currency` is what its documents are in unless they say else.
    """

    code: Code
    name: Annotated[Name, Personal]
    is_customer: bool = True
    is_supplier: bool = False
    tax_id: Annotated[str, Length(40), Personal] = ""  # GSTIN, VAT number
    country: Annotated[str, Length(2)] = ""  # ISO 3166 alpha-2
    state: Annotated[str, Length(10)] = ""
    address_1: Annotated[Name, Personal] = ""
    address_2: Annotated[Name, Personal] = ""
    city: Annotated[str, Length(100)] = ""
    postal_code: Annotated[str, Length(20)] = ""
    email: Annotated[str, Length(254), Personal] = ""
    phone: Annotated[str, Length(40), Personal] = ""
    payment_terms_days: Count = 30
    credit_limit_minor: Minor | None = None
    currency: Currency
    agent_id: Annotated[UUID | None, References("members")] = None
    notes: Annotated[Note, Personal] = ""
    is_active: bool = True


# Lists sort and begin to find by these, upper and lower case alike.
lower_name = func.lower(Party.c.name)
lower_code = func.lower(Party.c.code)
Index("ix_parties_lower_name", Party.c.company_id, lower_name, Party.c.id)
Index("ix_parties_lower_code", Party.c.company_id, lower_code, Party.c.id)


@part("shipping_addresses", of=Party)
@dataclass(frozen=True, kw_only=True, slots=True)
class ShippingAddress(Part):
    """Where goods go when that is not the party's own address; its state decides the place of supply."""

    party_id: UUID
    label: Name
    address_1: Annotated[Name, Personal] = ""
    address_2: Annotated[Name, Personal] = ""
    city: Annotated[str, Length(100)] = ""
    postal_code: Annotated[str, Length(20)] = ""
    state: Annotated[str, Length(10)] = ""
    country: Annotated[str, Length(2)] = ""


@part("contacts", of=Party)
@dataclass(frozen=True, kw_only=True, slots=True)
class Contact(Part):
    """A person at the party. `gets_documents` sends invoices and reminders to this address too."""

    party_id: UUID
    name: Annotated[Name, Personal]
    role: Name = ""
    email: Annotated[str, Length(254), Personal] = ""
    phone: Annotated[str, Length(40), Personal] = ""
    gets_documents: bool = False


# Maintained by `balances.add_to_balance`, in the company's currency: what the party owes us and what we
# owe it. A cache of the ledger's control accounts, so that a list of parties needs no sum over legs.
party_balances = Table(
    "party_balances",
    metadata,
    Column("company_id", Integer, nullable=False, autoincrement=False),
    Column("party_id", IdColumn(), nullable=False),
    Column("receivable_minor", BigInteger, nullable=False),
    Column("payable_minor", BigInteger, nullable=False),
    PrimaryKeyConstraint("company_id", "party_id"),
    ForeignKeyConstraint(["company_id", "party_id"], ["parties.company_id", "parties.id"]),
    info={"derived": True},
    sqlite_with_rowid=False,
)

# Maintained by `commitments.add_commitment`, in the company's currency: open orders not invoiced yet. A cache
# of what sales orders say, so that looking at a customer's credit needs no sum over them.
party_commitments = Table(
    "party_commitments",
    metadata,
    Column("company_id", Integer, nullable=False, autoincrement=False),
    Column("party_id", IdColumn(), nullable=False),
    Column("orders_minor", BigInteger, nullable=False),
    PrimaryKeyConstraint("company_id", "party_id"),
    ForeignKeyConstraint(["company_id", "party_id"], ["parties.company_id", "parties.id"]),
    info={"derived": True},
    sqlite_with_rowid=False,
)

"""Commands on parties: save with addresses and contacts, switch off and on."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import func, select

from rayafin_desktop.base.errors import Problem, RuleBroken
from rayafin_desktop.base.ids import new_id
from rayafin_desktop.base.money import currency_digits, to_minor
from rayafin_desktop.engine.commands import Amount, Command
from rayafin_desktop.engine.meanwhile import changed_meanwhile, suffixed
from rayafin_desktop.engine.work import Work

from ..access.model import Member
from ..companies.commands import own_company
from ..companies.model import Company
from ..companies.rules import is_email
from . import rules
from .model import Contact, Party, ShippingAddress, party_balances

TEXTS = (
    "code", "name", "tax_id", "country", "state", "address_1", "address_2", "city", "postal_code", "email",
    "phone", "currency", "notes",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class ShippingAddressInput:
    """Another address goods go to."""

    label: str
    address_1: str = ""
    address_2: str = ""
    city: str = ""
    postal_code: str = ""
    state: str = ""
    country: str = ""


@dataclass(frozen=True, kw_only=True)
class ContactInput:
    """A person at the party."""

    name: str
    role: str = ""
    email: str = ""
    phone: str = ""
    gets_documents: bool = False


@dataclass(frozen=True, kw_only=True)
class SaveParty(Command[UUID]):
    """Make a party (without `id`) or change one (with `id` and the `version` that was seen).

    An empty code is given out; an empty country or currency is the company's. An Indian party's empty
    state is read from its GSTIN. `shipping_addresses` and `contacts` replace all there are; None leaves
    them as they are. `credit_limit` is in major units of the company's currency; None is no limit.
    """

    permission: ClassVar[str] = "party.save"
    id: UUID | None = None
    version: int | None = None
    code: str = ""
    name: str
    is_customer: bool = True
    is_supplier: bool = False
    tax_id: str = ""
    country: str = ""
    state: str = ""
    address_1: str = ""
    address_2: str = ""
    city: str = ""
    postal_code: str = ""
    email: str = ""
    phone: str = ""
    payment_terms_days: int = 30
    credit_limit: Amount | None = None
    currency: str = ""
    agent_id: UUID | None = None
    notes: str = ""
    shipping_addresses: tuple[ShippingAddressInput, ...] | None = None
    contacts: tuple[ContactInput, ...] | None = None


@dataclass(frozen=True, kw_only=True)
class DeactivateParty(Command[None]):
    """Take a party out of look-ups and lists; its documents stay."""

    permission: ClassVar[str] = "party.save"
    id: UUID


@dataclass(frozen=True, kw_only=True)
class ReactivateParty(Command[None]):
    """Bring a party back."""

    permission: ClassVar[str] = "party.save"
    id: UUID


def save_party(command: SaveParty, work: Work) -> UUID:
    company = own_company(work)
    values = _values(command, company)
    problems = _problems(command, values, company)
    old = None if command.id is None else work.get(Party, command.id)
    if old is not None and not values["code"]:
        values["code"] = old.code
    taken = work.find(Party, Party.c.code == values["code"]) if values["code"] else None
    if taken is not None and taken.id != command.id:
        if changed_meanwhile(work, Party, taken.id):
            # Two people have used the same code apart: both records stay.
            wanted = values["code"]
            values["code"] = suffixed(wanted, lambda code: work.find(Party, Party.c.code == code) is not None)
            work.adjusted("party.code_suffixed", "code", old=wanted, new=values["code"])
        else:
            problems.append(Problem("party.code_taken", "code", {"taken": taken.name}))
    if command.agent_id is not None:
        work.get(Member, command.agent_id, field="agent_id")
    if problems:
        raise RuleBroken(problems)
    _confirm_tax_id(command, values, work)
    if old is None:
        values["code"] = values["code"] or _free_codes(work, 1)[0]
        party = work.new(Party, **values)
    else:
        version = old.version if command.version is None else command.version
        party = work.save(dataclasses.replace(old, version=version, **values))
    _replace_parts(command, party.id, work)
    work.index("party", party.id, search_text(party))
    return party.id


def add_parties(work: Work, commands: Sequence[SaveParty]) -> list[UUID]:
    """Make many parties at once, all or none; answers their ids in order. The wide door for imports.

    The same checks as SaveParty; problems name their party (`parties.3.name`). Doubtful tax numbers are
    taken, since nobody is there to ask.
    """
    company = own_company(work)
    codes = set(
        work.execute(select(Party.c.code).where(Party.c.company_id == work.company_id)).scalars().all()
    )
    problems: list[Problem] = []
    parties: list[Party] = []
    nameless = iter(_free_codes(work, sum(not command.code.strip() for command in commands)))
    for at, command in enumerate(commands):
        values = _values(command, company)
        values["code"] = values["code"] or next(nameless)
        found = _problems(command, values, company)
        if values["code"] in codes:
            found.append(Problem("party.code_taken", "code", {"taken": values["code"]}))
        codes.add(values["code"])
        problems += [Problem(p.code, f"parties.{at}.{p.field}", p.params) for p in found]
        parties.append(
            Party(
                id=new_id("party"),
                company_id=work.company_id,
                created_at=work.now,
                updated_at=work.now,
                **values,
            )
        )
    if problems:
        raise RuleBroken(problems)
    work.insert_many(parties)
    for command, party in zip(commands, parties, strict=True):
        work.insert_many(_addresses(command, party.id, work))
        work.insert_many(_contacts(command, party.id, work))
        work.index("party", party.id, search_text(party))
    return [party.id for party in parties]


def search_text(party: Party) -> str:
    """What a party is found by: code, name, city, tax number, phone and e-mail."""
    return " ".join(
        filter(None, (party.code, party.name, party.city, party.tax_id, party.phone, party.email))
    )


def _values(command: SaveParty, company: Company) -> dict[str, Any]:
    values: dict[str, Any] = {name: getattr(command, name).strip() for name in TEXTS}
    values["tax_id"] = rules.compact(values["tax_id"])
    values["country"] = values["country"].upper() or company.country
    values["currency"] = values["currency"].upper() or company.currency
    values["state"] = values["state"] or rules.state_of_gstin(values["tax_id"], values["country"])
    limit = command.credit_limit
    digits = currency_digits(company.currency)
    return values | {
        "is_customer": command.is_customer,
        "is_supplier": command.is_supplier,
        "payment_terms_days": command.payment_terms_days,
        "credit_limit_minor": None if limit is None or not limit.is_finite() else to_minor(limit, digits),
        "agent_id": command.agent_id,
    }


def _problems(command: SaveParty, values: dict[str, Any], company: Company) -> list[Problem]:
    problems = [
        *rules.particulars_problems(values, is_customer=command.is_customer, is_supplier=command.is_supplier),
        *rules.terms_problems(command.payment_terms_days, command.credit_limit, company.currency),
    ]
    for at, address in enumerate(command.shipping_addresses or ()):
        field = f"shipping_addresses.{at}."
        if not address.label.strip():
            problems.append(Problem("party.address_label_missing", f"{field}label"))
        problems += rules.too_long(dataclasses.asdict(address), field)
    for at, contact in enumerate(command.contacts or ()):
        field = f"contacts.{at}."
        if not contact.name.strip():
            problems.append(Problem("party.contact_name_missing", f"{field}name"))
        if contact.email.strip() and not is_email(contact.email.strip()):
            problems.append(Problem("party.email_invalid", f"{field}email", {"email": contact.email}))
        problems += rules.too_long(dataclasses.asdict(contact), field)
    return problems


def _confirm_tax_id(command: SaveParty, values: dict[str, Any], work: Work) -> None:
    """Doubts a person may put aside: a number that cannot be right, that another party has, another state."""
    tax_id, country = values["tax_id"], values["country"]
    if not tax_id:
        return
    if not rules.looks_like_tax_id(tax_id, country):
        work.confirm("party.tax_id", "party.tax_id_doubtful", field="tax_id", tax_id=tax_id)
    same = work.first(
        select(Party.c.name)
        .where(
            Party.c.company_id == work.company_id,
            Party.c.tax_id == tax_id,
            Party.c.deleted_at.is_(None),
            *([] if command.id is None else [Party.c.id != command.id]),
        )
        .limit(1)
    )
    if same is not None:
        work.confirm("party.same_tax_id", "party.tax_id_taken", field="tax_id", party=same.name)
    state = rules.state_of_gstin(tax_id, country)
    if state and state != values["state"]:
        work.confirm("party.state", "party.state_differs", field="state", state=values["state"], gstin=state)


def _free_codes(work: Work, count: int) -> list[str]:
    """Codes nobody has: P0001, P0002 ..."""
    if not count:
        return []
    codes = Party.c.code
    own = select(codes).where(Party.c.company_id == work.company_id, codes.startswith("P"))
    taken = set(work.execute(own).scalars().all())
    number = int(work.scalar(select(func.count()).where(Party.c.company_id == work.company_id)) or 0)
    found: list[str] = []
    while len(found) < count:
        number += 1
        code = f"P{number:04d}"
        if code not in taken:
            found.append(code)
    return found


def _addresses(command: SaveParty, party_id: UUID, work: Work) -> list[ShippingAddress]:
    return [
        ShippingAddress(
            company_id=work.company_id,
            party_id=party_id,
            line_no=line_no,
            **{name: value.strip() for name, value in dataclasses.asdict(address).items()},
        )
        for line_no, address in enumerate(command.shipping_addresses or (), start=1)
    ]


def _contacts(command: SaveParty, party_id: UUID, work: Work) -> list[Contact]:
    return [
        Contact(
            company_id=work.company_id,
            party_id=party_id,
            line_no=line_no,
            name=contact.name.strip(),
            role=contact.role.strip(),
            email=contact.email.strip(),
            phone=contact.phone.strip(),
            gets_documents=contact.gets_documents,
        )
        for line_no, contact in enumerate(command.contacts or (), start=1)
    ]


def _replace_parts(command: SaveParty, party_id: UUID, work: Work) -> None:
    if command.shipping_addresses is not None:
        work.replace_parts(ShippingAddress, party_id, _addresses(command, party_id, work))
    if command.contacts is not None:
        work.replace_parts(Contact, party_id, _contacts(command, party_id, work))


def deactivate_party(command: DeactivateParty, work: Work) -> None:
    party = work.get(Party, command.id)
    owed = work.first(
        select(party_balances.c.receivable_minor, party_balances.c.payable_minor).where(
            party_balances.c.company_id == work.company_id, party_balances.c.party_id == party.id
        )
    )
    if owed is not None and (owed.receivable_minor or owed.payable_minor):
        work.confirm("party.open_balance", "party.balance_open", party=party.name)
    work.save(dataclasses.replace(party, is_active=False))


def reactivate_party(command: ReactivateParty, work: Work) -> None:
    work.save(dataclasses.replace(work.get(Party, command.id), is_active=True))

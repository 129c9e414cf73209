"""Founding the sample companies: the trading house in Mumbai with five people, and a branch in Dubai."""

from __future__ import annotations

from decimal import Decimal

from rayafin_desktop.application import App
from rayafin_desktop.engine.permissions import Role, the_book
from rayafin_desktop.features.access.commands import AddUser, InviteMember
from rayafin_desktop.features.access.sign_in import actor_for
from rayafin_desktop.features.companies.commands import CompanyRef, CreateCompany, SaveBankDetails

from .clock import SampleClock
from .office import Office, People

# Of every sample user; `rayafin demo` prints it, so that it guards nothing.
PASSWORD = "monsoon-lantern-47-bales"  # noqa: S105
OWNER_EMAIL = "asha.shah@example.com"
_TEAM = (
    ("accountant", Role.ACCOUNTANT, "Vikram Nair", "vikram.nair@example.com", "0"),
    ("cashier", Role.CASHIER, "Rekha Pillai", "rekha.pillai@example.com", "0"),
    ("broker", Role.BROKER, "Imran Sheikh", "imran.sheikh@example.com", "1.5"),
    ("field_broker", Role.BROKER, "Leena Thomas", "leena.thomas@example.com", "1"),
    ("auditor", Role.AUDITOR, "Nisha Kapoor", "nisha.kapoor@example.com", "0"),
)


def found_trading_house(app: App, clock: SampleClock) -> Office:
    """Rayafin Traders in Mumbai, with an owner, an accountant, a cashier, a broker and an auditor."""
    company = app.execute(
        CreateCompany(
            name="Rayafin Traders",
            legal_name="Rayafin Traders Private Limited",
            code="RAYAFIN",
            country="IN",
            state="27",
            tax_id="27QXRCT0001Q1Z9",
            address="4 Sample House\nCotton Exchange Lane\nMumbai 400033",
            phone="+91 22 5550 0100",
            email="accounts@rayafin-traders.example",
            website="https://rayafin-traders.example",
        ),
        the_book(),
    ).result
    owner = app.execute(
        AddUser(email=OWNER_EMAIL, name="Asha Shah", role=Role.OWNER, password=PASSWORD),
        the_book(company.key),
    ).result
    asha = actor_for(app, owner.user_id, company.key)
    actors = {"owner": asha}
    for desk, role, name, email, percent in _TEAM:
        clock.tick()
        added = app.execute(
            AddUser(
                email=email, name=name, role=role, password=PASSWORD, commission_percent=Decimal(percent)
            ),
            asha,
        ).result
        actors[desk] = actor_for(app, added.user_id, company.key)
    office = Office(app, clock, People(**actors))
    office.do(
        SaveBankDetails(
            version=1,
            bank="Sample Co-operative Bank",
            account_name="Rayafin Traders Private Limited",
            account_no="000100200300",
            ifsc="SMPL0000001",
            upi="rayafin.traders@sample",
        ),
        asha,
    )
    return office


def found_branch(app: App, clock: SampleClock, house: Office) -> Office:
    """A small company in Dubai with an Arabic name; its accountant comes from the trading house."""
    asha = house.people.owner
    if asha.user_id is None:
        raise ValueError("the owner of a sample company is a user")
    clock.tick()
    company: CompanyRef = app.execute(
        CreateCompany(
            name="شركة الواحة الذهبية للتجارة",
            legal_name="Golden Oasis Trading LLC",
            code="OASIS",
            country="AE",
            locale="ar_AE",
            tax_id="100000000000003",
            address="12 Sample Tower\nDubai",
            email="accounts@golden-oasis.example",
        ),
        actor_for(app, asha.user_id, 0),
    ).result
    owner = actor_for(app, asha.user_id, company.key)
    clock.tick()
    invited = app.execute(InviteMember(email="vikram.nair@example.com", role=Role.ACCOUNTANT), owner).result
    accountant = actor_for(app, invited.user_id, company.key)
    return Office(app, clock, People(owner, accountant, accountant, accountant, owner, owner))

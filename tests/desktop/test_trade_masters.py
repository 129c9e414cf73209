"""Masters of the trade with lines: a commodity, an allowance table, a partner; opened, changed, refused."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from uuid import UUID

import pytest
from PySide6.QtCore import Qt

from rayafin_desktop.desktop.lists.list_page import ListPage
from rayafin_desktop.desktop.screens.trade_masters.allowance_table import StepLine
from rayafin_desktop.desktop.screens.trade_masters.commodity import ParameterLine, VarietyLine
from rayafin_desktop.desktop.screens.trade_masters.page import MasterPage
from rayafin_desktop.desktop.screens.trade_masters.partner import BankLine
from rayafin_desktop.features.commodities.lists import allowance_detail, commodity_detail
from rayafin_desktop.features.commodities.queries import commodity_coded
from rayafin_desktop.features.commodities.rules import AllowanceBasis
from rayafin_desktop.features.commodities.seeding import SeedTradeDesk
from rayafin_desktop.features.parties.commands import SaveParty
from rayafin_desktop.features.partners.commands import BankInput, SavePartner
from rayafin_desktop.features.partners.lists import partner_detail
from rayafin_desktop.features.partners.model import PartnerRole

from .audit import faults_of
from .till import Till, till  # noqa: F401
from .typing_keys import CONTROL, press


@pytest.fixture
def seeded(till: Till) -> Till:  # noqa: F811
    till.office.do(SeedTradeDesk())
    return till


def opened(till: Till, key: str, id_: UUID | None = None) -> MasterPage:  # noqa: F811
    page = till.window.open_page(key, {} if id_ is None else {"id": id_})
    assert isinstance(page, MasterPage)
    till.until(lambda: page.ready)
    till.window.activateWindow()
    page.setFocus()
    till.rest()
    return page


def saved(till: Till) -> None:  # noqa: F811
    press(Qt.Key.Key_Return, CONTROL)
    till.until(lambda: isinstance(till.page(), ListPage))
    till.rest()


def test_what_a_commodity_shows_is_saved_unchanged(seeded: Till) -> None:
    cotton = seeded.office.ask(commodity_coded, "COTTON")
    assert cotton is not None
    before = seeded.office.ask(commodity_detail, cotton.id)
    page = opened(seeded, "commodity.edit", cotton.id)
    assert page.title == "Cotton lint"
    assert len(page.grids["parameters"].lines.lines()) == len(before.parameters)
    assert faults_of(page) == []
    saved(seeded)
    after = seeded.office.ask(commodity_detail, cotton.id)
    assert after == before


def test_a_new_commodity_with_its_lines(seeded: Till) -> None:
    page = opened(seeded, "commodity.edit")
    page.fields.inputs["name"].set_value("Coir fibre")
    page.fields.inputs["code"].set_value("coir")
    page.grids["parameters"].lines.set_lines([ParameterLine(code="salt_pct", usual_max=Decimal("2.5"))])
    page.grids["varieties"].lines.set_lines([VarietyLine(name="WHITE", also="retted")])
    saved(seeded)
    made = seeded.office.ask(commodity_coded, "COIR")
    assert made is not None
    detail = seeded.office.ask(commodity_detail, made.id)
    assert [(one.name, one.decimals) for one in detail.parameters] == [("Salt", 1)]
    assert [one.also for one in detail.varieties] == ["retted"]


def test_a_fault_stands_in_its_cell_and_field(seeded: Till) -> None:
    page = opened(seeded, "commodity.edit")
    page.fields.inputs["name"].set_value("Cotton again")
    page.fields.inputs["code"].set_value("COTTON")
    page.grids["parameters"].lines.set_lines([ParameterLine(code="Trash %")])
    press(Qt.Key.Key_Return, CONTROL)
    seeded.until(lambda: bool(page.grids["parameters"].lines.refusals))
    assert list(page.grids["parameters"].lines.refusals) == [(0, 1)]
    assert "Cotton lint" in page.fields.boxes["code"].error()
    assert not page.banner.isVisible()


def test_an_allowance_table_is_changed(seeded: Till) -> None:
    cotton = seeded.office.ask(commodity_coded, "COTTON")
    assert cotton is not None
    assert cotton.allowance_table_id is not None
    page = opened(seeded, "allowance_table.edit", cotton.allowance_table_id)
    assert faults_of(page) == []
    lines = page.grids["steps"].lines
    line = StepLine(
        parameter="plus_b", direction="ABOVE", step=Decimal(1), rate=Decimal(50), basis="PER_PRICE_UNIT"
    )
    lines.set_lines([*lines.lines(), line])
    saved(seeded)
    steps = seeded.office.ask(allowance_detail, cotton.allowance_table_id).steps
    assert len(steps) == 8
    assert (steps[-1].parameter, steps[-1].basis) == ("plus_b", AllowanceBasis.PER_PRICE_UNIT)


def test_a_partner_keeps_its_first_role_in_front(till: Till) -> None:  # noqa: F811
    party = till.office.do(SaveParty(name="Balaji Ginning"))
    till.office.do(SavePartner(party_id=party, roles=(PartnerRole.SELLER, PartnerRole.BUYER)))
    page = opened(till, "partner.edit", party)
    assert not page.fields.boxes["party_id"].input.isEnabled()
    page.fields.inputs["role_BROKER"].set_value(True)
    page.grids["banks"].lines.set_lines([BankLine(bank="Sample Bank", account_no="55 66")])
    assert faults_of(page) == []
    saved(till)
    found = till.office.ask(partner_detail, party)
    assert found.roles == (PartnerRole.SELLER, PartnerRole.BUYER, PartnerRole.BROKER)
    assert [(one.account_no, one.is_primary) for one in found.banks] == [("5566", True)]


def test_words_of_a_short_list_are_chosen_or_typed(seeded: Till) -> None:
    page = opened(seeded, "commodity.edit")
    column = next(one for one in page.grids["parameters"].lines.kind.columns if one.key == "better")
    assert column.put is not None
    line = column.put(ParameterLine(), "low")
    assert (line.better, column.get(line)) == ("LOWER", "Lower")
    offered: list[str] = []
    assert column.find is not None
    column.find("h", lambda found: offered.extend(one.title for one in found))
    assert offered == ["Higher"]


def test_a_bank_account_is_checked_with_one_button(till: Till) -> None:  # noqa: F811
    bank = BankInput(bank="SBI", account_name="Indus Mills", account_no="30012345678", ifsc="SBIN0000123")
    other = BankInput(bank="HDFC", account_name="Indus Mills", account_no="5010012345", ifsc="HDFC0000123")
    party = till.office.do(SaveParty(name="Indus Mills", is_supplier=True))
    till.office.do(SavePartner(party_id=party, roles=(PartnerRole.SELLER,), banks=(bank, other)))
    page = opened(till, "partner.edit", party)
    page.fields.inputs["also"].set_value("typed before, not saved")
    grid = page.grids["banks"]
    grid.setCurrentIndex(grid.lines.index(1, 1))
    page.acts["banks"].click()
    today = till.office.clock.today()
    till.until(lambda: [one.verified_on for one in grid.lines.lines()] == [None, today])
    assert page.fields.inputs["also"].value() == "typed before, not saved"
    saved(till)
    banks = till.office.ask(partner_detail, party).banks
    assert [one.verified_on for one in banks] == [None, today], "an account that stays stays checked"


def test_an_account_that_was_changed_is_saved_before_it_is_checked(till: Till) -> None:  # noqa: F811
    party = till.office.do(SaveParty(name="Indus Mills", is_supplier=True))
    page = opened(till, "partner.edit", party)
    assert not page.acts["banks"].isEnabled(), "nothing is saved yet"
    bank = BankInput(bank="SBI", account_name="Indus Mills", account_no="30012345678", ifsc="SBIN0000123")
    till.office.do(SavePartner(party_id=party, roles=(PartnerRole.SELLER,), banks=(bank,)))
    page = opened(till, "partner.edit", party)
    lines = page.grids["banks"].lines
    lines.set_lines([replace(lines.lines()[0], account_no="999")])
    page.acts["banks"].click()
    assert "Save the line first" in page.banner.text()
    assert till.office.ask(partner_detail, party).banks[0].verified_on is None

"""Cost centres: made and changed, named by legs, kept by reversals, and the digests of older legs hold."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import text

from rayafin_desktop.base.errors import NotAllowed, RuleBroken
from rayafin_desktop.engine.permissions import Role
from rayafin_desktop.engine.record import row_digest
from rayafin_desktop.engine.work import Read
from rayafin_desktop.features.ledger.commands import JournalLine, PostJournal, ReverseEntry
from rayafin_desktop.features.ledger.cost_centres import SaveCostCentre, centre_sums, cost_centres
from rayafin_desktop.features.ledger.cost_centres import legs_name_known_centres as check
from rayafin_desktop.features.ledger.model import Leg
from rayafin_desktop.features.ledger.queries import accounts, entry_lines
from tests.books import Office

DAY = date(2026, 11, 2)
# Worked out by the program before `cost_centre_id` was a column.
BEFORE = "cfd6c6f6e24789dadf9f9895e7ad44ba"


def rent(office: Office, centre: UUID | None, amount: str = "250") -> UUID:
    ids = {code: one.id for code, one in office.ask(accounts).by_code.items()}
    lines = (
        JournalLine(account_id=ids["6120"], debit=Decimal(amount), cost_centre_id=centre),
        JournalLine(account_id=ids["1110"], credit=Decimal(amount)),
    )
    return office.do(PostJournal(posted_on=DAY, lines=lines)).entry_id


def codes(refused: pytest.ExceptionInfo[RuleBroken]) -> list[tuple[str, str]]:
    return [(one.code, one.field) for one in refused.value.problems]


def legs(read: Read, entry_id: UUID) -> list[Leg]:
    return list(read.parts(Leg, entry_id))


def test_a_cost_centre_has_a_code_of_its_own(office: Office) -> None:
    pune = office.do(SaveCostCentre(code=" PUNE ", name="Pune"))
    with pytest.raises(RuleBroken) as refused:
        office.do(SaveCostCentre(code="PUNE", name=""))
    assert codes(refused) == [("cost_centre.name_missing", "name"), ("cost_centre.code_taken", "code")]
    with pytest.raises(RuleBroken) as refused:
        office.do(SaveCostCentre(code="", name="Nowhere"))
    assert codes(refused) == [("cost_centre.code_missing", "code")]
    office.do(SaveCostCentre(id=pune, code="PUNE", name="Pune branch"))
    assert [one.name for one in office.ask(cost_centres).values()] == ["Pune branch"]
    with pytest.raises(NotAllowed):
        office.do(SaveCostCentre(code="X", name="X"), as_=office.member(Role.CASHIER))


def test_a_leg_names_a_centre_that_is_there_and_switched_on(office: Office) -> None:
    pune = office.do(SaveCostCentre(code="PUNE", name="Pune"))
    rent(office, pune)
    with pytest.raises(RuleBroken) as refused:
        rent(office, uuid4())
    assert codes(refused) == [("cost_centre.not_found", "lines.0")]
    office.do(SaveCostCentre(id=pune, code="PUNE", name="Pune", is_active=False))
    with pytest.raises(RuleBroken) as refused:
        rent(office, pune)
    assert codes(refused) == [("cost_centre.not_found", "lines.0")]


def test_a_reversal_takes_back_from_the_same_centre(office: Office) -> None:
    pune = office.do(SaveCostCentre(code="PUNE", name="Pune"))
    wrong = rent(office, pune)
    rent(office, pune, "100")
    office.do(SaveCostCentre(id=pune, code="PUNE", name="Pune", is_active=False))
    office.do(ReverseEntry(entry_id=wrong, on=DAY, why="Twice"))
    six_one_two = office.ask(accounts).by_code["6120"].id
    assert office.ask(centre_sums, DAY, DAY) == {pune: {six_one_two: 10000}}
    assert [line.cost_centre for line in office.ask(entry_lines, wrong)] == ["Pune", ""]
    assert [one for one in office.app.verify() if one.faults] == []


def test_legs_without_a_centre_have_the_digest_they_had_before_there_were_any(office: Office) -> None:
    found = office.ask(legs, rent(office, None))
    fixed: dict[str, Any] = {
        "company_id": 1, "entry_id": UUID(int=1), "account_id": UUID(int=2), "party_id": None,
        "posted_on": DAY, "currency": "INR", "rate": Decimal(1), "memo": "",
    }  # fmt: skip
    rows = [replace(leg, **fixed, line_no=n, amount_minor=5, base_minor=5) for n, leg in enumerate(found, 1)]
    assert row_digest(rows) == BEFORE
    assert row_digest([replace(rows[0], cost_centre_id=UUID(int=3)), rows[1]]) != BEFORE


@pytest.mark.parametrize("location", ["sqlite"], indirect=True)
def test_verify_finds_a_leg_of_an_unknown_centre(office: Office) -> None:
    rent(office, office.do(SaveCostCentre(code="PUNE", name="Pune")))
    assert office.ask(check) == []
    with office.app.database.write() as connection:
        connection.execute(text("DELETE FROM cost_centres"))
    assert [fault.check for fault in office.ask(check)] == ["ledger.cost_centres"]

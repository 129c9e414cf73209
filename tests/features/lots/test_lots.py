"""Lots: what is entered of them, what was measured, and what the list shows."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from rayafin_desktop.base.errors import NeedsConfirmation, NotAllowed, NotFound, RuleBroken, Stale
from rayafin_desktop.base.units import TradeUnit
from rayafin_desktop.engine.listing import Look, page
from rayafin_desktop.engine.permissions import Role
from rayafin_desktop.features.lots.commands import OfferLotAgain, SaveLot, WithdrawLot
from rayafin_desktop.features.lots.lab import AddLotTest, CorrectLotTest, WithdrawLotTest
from rayafin_desktop.features.lots.model import LotState
from rayafin_desktop.features.lots.queries import (
    LOT_LOOKUP,
    LOT_ROWS,
    LotRow,
    lot_detail,
    lot_stats,
    lot_test_detail,
    lot_test_steps,
    lot_to_test,
    lot_value_rows,
    lots_for,
)
from rayafin_desktop.features.lots.readings import ValueContent
from rayafin_desktop.features.lots.testing import latest_test
from tests.books import Office

from .lotted import TODAY, cotton, ginner, lot, measured, read_lot

D = Decimal


def shown(office: Office, tab: str = "", text: str = "") -> list[LotRow]:
    with office.app.read(office.owner) as read:
        return list(page(LOT_ROWS, read, Look(tab=tab, text=text, sort="lot_no")))


def codes(refused: pytest.ExceptionInfo[RuleBroken]) -> list[str]:
    return [problem.code for problem in refused.value.problems]


def test_a_lot_takes_what_is_usual_of_its_commodity(office: Office) -> None:
    saved = read_lot(office, lot(office, cotton(office), variety="s-6", price=D(61500)))
    assert saved.variety == "SHANKAR-6"
    assert (saved.package_unit, saved.price_unit) == (TradeUnit.BALE, TradeUnit.CANDY)
    assert (saved.currency, saved.available) == ("INR", 100)


def test_press_numbers_that_count_other_bales_are_asked_about(office: Office) -> None:
    id_ = cotton(office)
    with pytest.raises(NeedsConfirmation) as asked:
        lot(office, id_, packages=100, press_to=12549)
    assert (asked.value.code, asked.value.params["counted"]) == ("lot.press_range", 99)
    command = SaveLot(lot_no="27/A", commodity_id=id_, packages=100, press_from=12451, press_to=12549)
    office.do(command, confirmed={"lot.press_range"})


def test_a_weight_that_fits_no_bale_is_asked_about(office: Office) -> None:
    with pytest.raises(NeedsConfirmation) as asked:
        lot(office, cotton(office), weight_kg=D(1700))
    assert asked.value.code == "lot.weight_unusual"


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"lot_no": " "}, "lot.number_missing"),
        ({"packages": 0}, "lot.packages_not_positive"),
        ({"package_unit": TradeUnit.KG}, "lot.package_unit"),
        ({"weight_kg": D(0)}, "lot.weight_not_positive"),
        ({"price": D(-1)}, "lot.price_not_positive"),
        ({"currency": "rupees"}, "lot.currency"),
        ({"press_to": None}, "lot.press_both"),
        ({"press_to": 1}, "lot.press_order"),
        ({"ready_on": TODAY, "expires_on": TODAY - timedelta(days=1)}, "lot.expires_before_ready"),
    ],
)
@pytest.mark.parametrize("location", ["sqlite"], indirect=True)
def test_what_cannot_be_is_refused(office: Office, values: dict[str, Any], code: str) -> None:
    with pytest.raises(RuleBroken) as refused:
        lot(office, cotton(office), **values)
    assert code in codes(refused)


def test_a_number_names_one_lot_of_a_seller_and_crop(office: Office) -> None:
    id_, seller = cotton(office), ginner(office)
    lot(office, id_, crop_year="2026-27")
    lot(office, id_, crop_year="2026-27", party_id=seller)
    lot(office, id_, crop_year="2025-26")
    for whose in (None, seller):
        with pytest.raises(RuleBroken) as refused:
            lot(office, id_, crop_year="2026-27", party_id=whose)
        assert codes(refused) == ["lot.number_taken"]


def test_a_changed_lot_keeps_its_commodity_once_it_is_tested(office: Office) -> None:
    id_ = cotton(office)
    lot_id = lot(office, id_)
    measured(office, lot_id)
    version = read_lot(office, lot_id).version
    office.do(SaveLot(id=lot_id, version=version, lot_no="27/B", commodity_id=id_, packages=90))
    with pytest.raises(Stale):
        office.do(SaveLot(id=lot_id, version=version, lot_no="27/C", commodity_id=id_, packages=90))
    other = cotton(office, code="COTTON2")
    with pytest.raises(RuleBroken) as refused:
        office.do(SaveLot(id=lot_id, lot_no="27/B", commodity_id=other, packages=90))
    assert codes(refused) == ["lot.commodity_fixed"]


def test_withdrawn_and_offered_again(office: Office) -> None:
    lot_id = lot(office, cotton(office))
    office.do(WithdrawLot(id=lot_id))
    assert (read_lot(office, lot_id).state, read_lot(office, lot_id).available) == (LotState.WITHDRAWN, 0)
    with pytest.raises(RuleBroken):
        office.do(WithdrawLot(id=lot_id))
    office.do(OfferLotAgain(id=lot_id))
    assert read_lot(office, lot_id).available == 100
    with pytest.raises(RuleBroken):
        office.do(OfferLotAgain(id=lot_id))


def test_the_newest_test_counts_until_it_is_withdrawn(office: Office) -> None:
    lot_id = lot(office, cotton(office))
    assert office.ask(latest_test, lot_id) is None
    new = measured(office, lot_id, "moisture 8.1, trash 3")
    measured(office, lot_id, "moisture 7.8", on=TODAY - timedelta(days=3))
    found = office.ask(latest_test, lot_id)
    assert found is not None
    assert (found[0].id, found[1]) == (new, {"moisture_pct": D("8.1"), "trash_pct": D(3)})
    assert [step.tone for step in office.ask(lot_test_steps, lot_id)] == ["info", "neutral"]
    office.do(WithdrawLotTest(id=new))
    found = office.ask(latest_test, lot_id)
    assert found is not None
    assert found[1] == {"moisture_pct": D("7.8")}


def test_a_report_is_read_as_laboratories_write(office: Office) -> None:
    lot_id = lot(office, cotton(office))
    measured(office, lot_id, "2.5SL 29.2, mic 4.1\nstr: 29.8; RD 77.4, +b=8.6, trash_pct 2.9 %, moist 7.8")
    found = office.ask(latest_test, lot_id)
    assert found is not None
    assert found[1] == {
        "staple_mm": D("29.2"), "micronaire": D("4.1"), "strength_gpt": D("29.8"), "trash_pct": D("2.9"),
        "moisture_pct": D("7.8"), "rd": D("77.4"), "plus_b": D("8.6"),
    }  # fmt: skip
    # What the form shows is read as the same again.
    detail = office.ask(lot_test_detail, found[0].id)
    office.do(CorrectLotTest(id=detail.id, tested_on=TODAY, readings=detail.readings))
    again = office.ask(latest_test, lot_id)
    assert again is not None
    assert again[1] == found[1]


@pytest.mark.parametrize(
    ("readings", "code"),
    [
        ("oil 42", "lot_test.not_understood"),
        ("moisture", "lot_test.not_understood"),
        ("moisture 7, moist 8", "lot_test.parameter_twice"),
        ("moisture -1", "lot_test.value_impossible"),
        ("trash 101", "lot_test.value_impossible"),
        ("", "lot_test.no_values"),
    ],
)
@pytest.mark.parametrize("location", ["sqlite"], indirect=True)
def test_values_that_cannot_be_are_refused(office: Office, readings: str, code: str) -> None:
    lot_id = lot(office, cotton(office))
    with pytest.raises(RuleBroken) as refused:
        measured(office, lot_id, readings)
    assert code in codes(refused)


@pytest.mark.parametrize("location", ["sqlite"], indirect=True)
def test_a_parameter_of_another_commodity_is_refused_at_its_field(office: Office) -> None:
    lot_id = lot(office, cotton(office))
    values = (ValueContent(parameter="staple_mm", value=D(29)), ValueContent(parameter="oil_pct", value=D(4)))
    with pytest.raises(RuleBroken) as refused:
        office.do(AddLotTest(lot_id=lot_id, tested_on=TODAY, values=values))
    (problem,) = refused.value.problems
    assert (problem.code, problem.field) == ("lot_test.parameter_unknown", "values.1.parameter")


def test_an_unlikely_value_is_asked_about(office: Office) -> None:
    lot_id = lot(office, cotton(office))
    with pytest.raises(NeedsConfirmation) as asked:
        measured(office, lot_id, "staple 292")
    assert asked.value.code == "lot_test.value_unlikely"
    command = AddLotTest(lot_id=lot_id, tested_on=TODAY, readings="staple 292")
    office.do(command, confirmed={"lot_test.value_unlikely"})


@pytest.mark.parametrize("location", ["sqlite"], indirect=True)
def test_days_of_a_test_lie_one_after_the_other(office: Office) -> None:
    lot_id = lot(office, cotton(office))
    with pytest.raises(RuleBroken) as refused:
        measured(office, lot_id, on=TODAY + timedelta(days=1), sampled_on=TODAY + timedelta(days=2))
    assert codes(refused) == ["lot_test.in_the_future", "lot_test.sampled_later"]


def test_a_correction_is_counted_and_the_lot_shows_it(office: Office) -> None:
    lot_id = lot(office, cotton(office))
    test_id = measured(office, lot_id, "moisture 7.8")
    office.do(CorrectLotTest(id=test_id, tested_on=TODAY, readings="moisture 8.7", lab="AGL"))
    detail = office.ask(lot_test_detail, test_id)
    assert (detail.corrected, detail.lab, detail.readings) == (1, "AGL", "moisture_pct 8.7")
    assert office.ask(lot_detail, lot_id).moisture_pct == D("8.7")
    with pytest.raises(Stale):
        office.do(CorrectLotTest(id=test_id, version=1, tested_on=TODAY, readings="moisture 9"))
    assert office.ask(lot_to_test, lot_id).lab == "AGL"


def test_the_list_shows_what_was_measured_and_what_is_left(office: Office) -> None:
    id_ = cotton(office)
    one = lot(office, id_, "27/A", party_id=ginner(office), price=D(61500), gin="Balaji, Kadi")
    measured(office, one)
    lot(office, id_, "28/A", expires_on=TODAY + timedelta(days=2))
    lot(office, id_, "29/A", expires_on=TODAY - timedelta(days=1))
    office.do(WithdrawLot(id=lot(office, id_, "30/A")))
    rows = {row.lot_no: row for row in shown(office)}
    assert (rows["27/A"].staple_mm, rows["27/A"].moisture_pct) == (D("29.2"), D("7.8"))
    assert rows["27/A"].other_values == "rd 77.4, plus b 8.6"
    assert (rows["27/A"].party_name, rows["28/A"].party_name) == ("Balaji Ginning", "")
    assert (rows["28/A"].is_tested, rows["29/A"].state, rows["30/A"].available) == (False, "EXPIRED", 0)
    assert [row.lot_no for row in shown(office, "open")] == ["27/A", "28/A"]
    assert [row.lot_no for row in shown(office, "untested")] == ["28/A", "29/A"]
    assert [row.lot_no for row in shown(office, "expiring")] == ["28/A"]
    assert shown(office, "sold") == []
    assert [row.lot_no for row in shown(office, text="kadi")] == ["27/A"]
    assert office.ask(lot_stats) == {"available": 200, "open_count": 2, "untested": 2, "expiring": 1}
    assert [row.parameter for row in office.ask(lot_value_rows, one)][:2] == ["staple_mm", "micronaire"]


def test_pickers_offer_what_can_be_had(office: Office) -> None:
    id_, seller = cotton(office), ginner(office)
    one = lot(office, id_, "27/A", packages=50, party_id=seller, variety="s-6")
    measured(office, one)
    lot(office, id_, "28/A", packages=100)
    lot(office, id_, "29/A", expires_on=date(2026, 11, 20))
    assert [found.lot.lot_no for found in office.ask(lots_for, id_)] == ["27/A", "28/A"]
    (found,) = office.ask(lots_for, id_, seller_id=seller, any_seller=False, variety="Shankar-6")
    assert (found.party_name, found.tested_on, found.values["rd"]) == ("Balaji Ginning", TODAY, D("77.4"))
    assert [found.lot.lot_no for found in office.ask(lots_for, id_, any_seller=False)] == ["28/A"]
    assert [found.lot.lot_no for found in office.ask(lots_for, id_, at_least=60)] == ["28/A"]
    with office.app.read(office.owner) as read:
        assert [row.name for row in page(LOT_LOOKUP, read, Look(text="27"))] == ["27/A"]


def test_who_may_what(office: Office) -> None:
    lot_id = lot(office, cotton(office))
    office.do(
        AddLotTest(lot_id=lot_id, tested_on=TODAY, readings="moisture 8"), as_=office.member(Role.BROKER)
    )
    for role in (Role.CASHIER, Role.AUDITOR):
        with pytest.raises(NotAllowed):
            office.do(WithdrawLot(id=lot_id), as_=office.member(role))
        assert office.ask(lot_detail, lot_id, as_=office.member(role)).lot_no == "27/A"


def test_another_companys_lot_is_not_there(office: Office, offices: Any) -> None:
    lot_id = lot(office, cotton(office))
    with pytest.raises(NotFound):
        offices("IN").ask(lot_detail, lot_id)

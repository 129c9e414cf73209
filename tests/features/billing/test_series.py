"""Numbers: one after the other, per year and series, each with its fate."""

from __future__ import annotations

from datetime import date

import pytest

from rayafin_desktop.base.errors import RuleBroken
from rayafin_desktop.engine.listing import Look, page
from rayafin_desktop.features.audit.queries import AUDIT_ROWS
from rayafin_desktop.features.billing.posting import VoidInvoice
from rayafin_desktop.features.billing.queries import number_fates
from rayafin_desktop.features.billing.rules import DocumentState, SeriesKind
from rayafin_desktop.features.billing.series import SaveNumberSeries, all_series
from tests.books import Office
from tests.features.billing.billed import customer, issue, line


def save(office: Office, template: str = "A1/{fy}/{n:06}", **values: object) -> None:
    fields = {"code": "A1", "name": "Laptop", "kind": SeriesKind.INVOICE, "template": template, **values}
    office.do(SaveNumberSeries(**fields))  # type: ignore[arg-type]


def codes(refused: pytest.ExceptionInfo[RuleBroken]) -> set[tuple[str, str]]:
    return {(problem.code, problem.field) for problem in refused.value.problems}


def test_each_financial_year_starts_again_and_the_old_one_goes_on(office: Office) -> None:
    party = customer(office)
    goods = line(office, "1")
    numbers = [
        issue(office, party, goods, on=day).number
        for day in (date(2026, 3, 30), date(2026, 4, 1), date(2026, 3, 31), date(2026, 4, 1))
    ]
    assert numbers == ["INV/25-26/0001", "INV/26-27/0001", "INV/25-26/0002", "INV/26-27/0002"]


def test_a_number_behind_a_later_day_needs_a_reason(office: Office) -> None:
    party = customer(office)
    goods = line(office, "1")
    issue(office, party, goods, on=date(2026, 11, 20))
    with pytest.raises(RuleBroken) as refused:
        issue(office, party, goods, on=date(2026, 11, 19))
    assert codes(refused) == {("number.out_of_order", "order_reason")}
    late = issue(office, party, goods, on=date(2026, 11, 19), order_reason="Found in the drawer")
    assert late.number == "INV/26-27/0002"
    with office.app.read(office.owner) as read:
        assert "Found in the drawer" in {row.why for row in page(AUDIT_ROWS, read, Look())}


def test_the_office_leaves_a_devices_series_alone(office: Office) -> None:
    save(office, template="{device}/{fy}/{n:06}", device="A1", is_default=True)
    assert issue(office, customer(office), line(office, "1")).number == "INV/26-27/0001"
    with office.app.read(office.owner) as read:
        defaults = [one.code for one in all_series(read).values() if one.is_default]
    assert defaults == ["A1", "BILL", "CN", "DN", "EXP", "SI"]


def test_a_series_goes_on_from_another_programs_numbers(office: Office) -> None:
    save(office, is_default=True, next_number=4711)
    assert issue(office, customer(office), line(office, "1")).number == "A1/26-27/004711"
    with office.app.read(office.owner) as read:
        series = next(one for one in all_series(read).values() if one.code == "A1")
    with pytest.raises(RuleBroken) as refused:
        save(office, id=series.id, next_number=4711)
    assert codes(refused) == {("series.cannot_go_back", "next_number")}


@pytest.mark.parametrize(
    ("template", "code"),
    [
        ("A1-{n}", "series.needs_year"),
        ("INVOICE/{fy}/{n:05}", "number.too_long"),
        ("A 1/{fy}/{n}", "number.wrong_characters"),
        ("A1/{fy}", "series.needs_one_counter"),
    ],
)
def test_a_format_the_law_refuses_is_refused_when_it_is_made(
    office: Office, template: str, code: str
) -> None:
    with pytest.raises(RuleBroken) as refused:
        save(office, template=template)
    assert codes(refused) == {(code, "template")}


def test_every_number_has_a_fate(office: Office) -> None:
    party = customer(office)
    first = issue(office, party, line(office, "1"))
    issue(office, party, line(office, "2"))
    office.do(VoidInvoice(invoice_id=first.id, reason="Typed twice"))
    with office.app.read(office.owner) as read:
        series = next(one for one in all_series(read).values() if one.code == "INV")
        fates = number_fates(read, series.id, "26-27")
    assert [(fate.n, fate.number, fate.state) for fate in fates] == [
        (1, "INV/26-27/0001", DocumentState.VOID),
        (2, "INV/26-27/0002", DocumentState.POSTED),
    ]

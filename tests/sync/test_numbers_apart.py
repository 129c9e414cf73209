"""Numbers given out on devices, and what the server makes of them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rayafin_desktop.base.errors import RuleBroken
from rayafin_desktop.engine.operation import TakenNumber
from rayafin_desktop.engine.permissions import the_book
from rayafin_desktop.features.billing.model import NumberSeries, VoidedNumber
from rayafin_desktop.features.billing.numbering import for_device
from rayafin_desktop.features.billing.posting import IssueInvoice
from rayafin_desktop.features.devices.commands import RevokeDevice
from rayafin_desktop.features.payments.commands import ReceivePayment
from rayafin_desktop.features.payments.model import Payment
from rayafin_desktop.features.payments.voiding import VoidedLine, VoidNumbers
from rayafin_desktop.features.purchases.series_report import number_proof_report
from tests.away import Away, away
from tests.books import Office
from tests.features.billing.billed import TODAY, customer, issue, line

CHECKS = ("billing.numbers",)


def invoice(office: Office, on: date = TODAY) -> IssueInvoice:
    return IssueInvoice(party_id=customer(office), issued_on=on, lines=(line(office, "100"),))


def faults(office: Office) -> list[str]:
    return [fault.evidence for one in office.app.verify(CHECKS) for fault in one.faults]


def void(device: Away, *numbers: TakenNumber) -> int:
    lines = tuple(VoidedLine(series_id=o.series_id, year=o.year, n=o.n, number=o.number) for o in numbers)
    command = VoidNumbers(prefix=device.prefix, operation_id=device.id, reason="invoice.stale", numbers=lines)
    return device.office.app.execute(command, the_book(device.office.company_id)).result


def test_what_was_printed_stays(office: Office) -> None:
    device = away(office)
    command = invoice(office)
    assert device.do(command, device.number(1)).number == "A1/26-27/0001"
    assert device.codes == []
    assert issue(office, command.party_id, *command.lines).number == "INV/26-27/0001"  # type: ignore[arg-type]


def test_a_number_that_is_used_already_gives_way(office: Office) -> None:
    device = away(office)
    command = invoice(office)
    device.do(command, device.number(1))
    again = device.do(command, device.number(1))
    assert again.number == "A1/26-27/0002"
    assert [(one.code, one.params) for one in device.adjusted] == [
        ("number.changed", {"old": "A1/26-27/0001", "new": "A1/26-27/0002"})
    ]


def test_a_jump_leaves_explained_gaps(office: Office) -> None:
    device = away(office)
    assert device.do(invoice(office), device.number(4)).number == "A1/26-27/0004"
    with office.app.read(office.owner) as read:
        assert sorted(one.n for one in read.all(VoidedNumber)) == [1, 2, 3]
    assert faults(office) == []


def test_another_devices_number_is_never_taken(office: Office) -> None:
    first, second = away(office), away(office)
    assert second.do(invoice(office), first.number(1)).number == f"{second.prefix}/26-27/0001"
    assert second.codes == ["number.changed"]


def test_the_office_gives_out_no_devices_numbers(office: Office) -> None:
    device = away(office)
    command = invoice(office)
    with pytest.raises(RuleBroken) as refused:
        issue(office, command.party_id, *command.lines, series_id=device.series())  # type: ignore[arg-type]
    assert refused.value.problems[0].code == "series.other_device"


def test_numbers_of_a_refused_operation_stay_explained(office: Office) -> None:
    device = away(office)
    assert void(device, device.number(1)) == 1
    assert void(device, device.number(1)) == 0
    assert device.do(invoice(office), device.number(2)).number == "A1/26-27/0002"
    assert device.codes == []
    assert faults(office) == []


def test_a_device_voids_no_other_series(office: Office) -> None:
    first, second = away(office), away(office)
    assert void(second, first.number(1)) == 0
    assert void(second, second.number(900_000)) == 0


def test_the_order_of_days_is_no_matter_between_devices(office: Office) -> None:
    device = away(office)
    device.do(invoice(office, date(2026, 11, 20)), device.number(1))
    device.do(invoice(office, date(2026, 11, 10)), device.number(2))
    assert device.codes == []


def test_the_series_of_a_device_taken_away_are_closed(office: Office) -> None:
    device = away(office)

    def active() -> set[bool]:
        with office.app.read(office.owner) as read:
            return {one.is_active for one in read.all(NumberSeries, NumberSeries.c.device == "A1")}

    assert active() == {True}
    office.do(RevokeDevice(device_id=device.id, why="lost"))
    assert active() == {False}


def test_receipts_of_a_device_have_its_mark(office: Office) -> None:
    device = away(office)
    party = customer(office)
    receipt = device.do(ReceivePayment(party_id=party, amount=Decimal(100), dated_on=TODAY))
    assert receipt.number == "RCT/A1/26-27/00001"
    own = office.do(ReceivePayment(party_id=party, amount=Decimal(100), dated_on=TODAY))
    assert own.number == "RCT/26-27/00001"
    with office.app.read(office.owner) as read:
        assert len(read.all(Payment)) == 2


@pytest.mark.parametrize(
    ("template", "written"),
    [
        ("RCT/{fy}/{n:05}", "RCT/{device}/{fy}/{n:05}"),
        ("Q-{fy}-{n}", "Q-{device}-{fy}-{n}"),
        ("{fy}/{n}", "{device}/{fy}/{n}"),
        ("{device}{n}", "{device}{n}"),
    ],
)
def test_formats_make_room_for_the_device(template: str, written: str) -> None:
    assert for_device(template, "A1") == written
    assert for_device(template, "") == template


@settings(max_examples=3, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=st.lists(st.integers(1, 6), min_size=1, max_size=6))
def test_numbers_come_in_any_order_and_none_is_lost(office: Office, order: list[int]) -> None:
    device = away(office)
    command = invoice(office)
    given_out = [device.do(command, device.number(n)).number for n in order]
    assert len(set(given_out)) == len(order)
    assert faults(office) == []


def test_the_series_report_proves_that_no_number_is_missing(office: Office) -> None:
    device = away(office)
    device.do(invoice(office), device.number(3))
    with office.app.read(office.owner) as read:
        table = number_proof_report(read)
    assert [row.values[1:] for row in table.rows] == [("A1", "A1/26-27/0001", "A1/26-27/0003", 3, 1, 0, 2, 0)]
    assert table.remarks == ("Every number is accounted for.",)

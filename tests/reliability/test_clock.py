"""Row 11: no clock decides anything: numbers, order, lockouts and the log stay right however it jumps."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import cycle

import pytest
from sqlalchemy import select

from rayafin_desktop.application import App, Clock, open_book
from rayafin_desktop.base.errors import NeedsConfirmation, SignInRefused
from rayafin_desktop.engine.backup import back_up
from rayafin_desktop.engine.permissions import Role
from rayafin_desktop.engine.record import audit_entries
from rayafin_desktop.features.access.commands import AddUser
from rayafin_desktop.features.access.sign_in import sign_in
from rayafin_desktop.features.billing.content import LineContent, Posted
from rayafin_desktop.features.billing.posting import IssueInvoice
from tests.books import PASSWORD, Office
from tests.reliability.clerks import Desk
from tests.reliability.proof import Told, prove

DAY = date(2026, 11, 21)
EMAIL = "ravi@example.com"
# Back more than a year, ahead ten years, through both changes of summer time, and back again.
JUMPS = (
    timedelta(0),
    timedelta(days=-400),
    timedelta(days=3652),
    timedelta(days=-3652),
    timedelta(hours=1),
    timedelta(hours=-1),
    timedelta(milliseconds=-1),
    timedelta(days=400),
)


def invoice(desk: Desk, on: date = DAY) -> IssueInvoice:
    line = LineContent(description="Jute bags", quantity=Decimal(1), unit_price=Decimal("10.00"))
    return IssueInvoice(party_id=desk.party_id, issued_on=on, lines=(line,))


def post(office: Office, desk: Desk, confirmed: frozenset[str] = frozenset()) -> Posted:
    return office.do(invoice(desk), confirmed=confirmed)


def test_numbers_and_order_follow_no_clock(office: Office, desk: Desk) -> None:
    """Row 11: after every jump the next number is the next, and the log is in the order of what was done."""
    told, numbers, asked = Told(), list[int](), list[str]()
    for jump in JUMPS:
        office.clock.now_ += jump
        try:
            posted = post(office, desk)
        except NeedsConfirmation as question:
            # A clock that runs behind makes today's invoice one of the future: that is asked, not refused.
            asked.append(question.code)
            posted = post(office, desk, frozenset({question.key}))
        told.add([f"invoice {posted.number} {posted.total_minor}"])
        numbers.append(int(posted.number.rsplit("/", 1)[1]))
    assert numbers == list(range(1, len(JUMPS) + 1))
    assert set(asked) == {"invoice.future_date"}
    prove(office.app, told)
    with office.app.database.read() as connection:
        written = connection.execute(
            select(audit_entries.c.n, audit_entries.c.command)
            .where(audit_entries.c.company_id == office.company_id)
            .order_by(audit_entries.c.n)
        ).all()
    assert [row.n for row in written] == list(range(1, len(written) + 1))
    assert [row.command for row in written[-len(JUMPS) :]] == ["IssueInvoice"] * len(JUMPS)


def test_a_clock_that_steps_in_the_middle_of_a_command(office: Office, desk: Desk) -> None:
    """Row 11: a command sees one moment, whatever the clock does while it runs: asked once, at its start."""
    asked: list[datetime] = []
    moments = cycle(datetime(2026, 11, 21, 23, 59, 59, tzinfo=UTC) + jump for jump in JUMPS)

    def stepping() -> datetime:
        asked.append(next(moments))
        return asked[-1]

    app = open_book(office.location, clock=Clock(now=stepping, today=lambda: DAY))
    try:
        for turn in range(len(JUMPS)):
            before = len(asked)
            app.execute(invoice(desk), office.owner)
            assert len(asked) == before + 1, turn
        with app.database.read() as connection:
            at = connection.execute(
                select(audit_entries.c.at)
                .where(audit_entries.c.company_id == office.company_id)
                .order_by(audit_entries.c.n)
            ).scalars()
            assert list(at)[-len(JUMPS) :] == asked
        assert [one for one in app.verify() if one.faults] == []
    finally:
        app.close()


def fail_to_sign_in(app: App, times: int = 1) -> SignInRefused:
    for _ in range(times):
        with pytest.raises(SignInRefused) as refused:
            sign_in(app, EMAIL, "something else")
    return refused.value


@pytest.fixture
def locked_out(office: Office) -> Office:
    """An office one of whose users has just been locked out for thirty seconds."""
    office.do(AddUser(email=EMAIL, name="Ravi Patel", role=Role.BROKER, password=PASSWORD))
    refusal = fail_to_sign_in(office.app, 5)
    assert refusal.params == {"seconds": 30}
    return office


def seconds_left(office: Office) -> int:
    """For how long the right password is still refused; 0 if it lets in."""
    try:
        sign_in(office.app, EMAIL, PASSWORD)
    except SignInRefused as refused:
        return int(str(refused.params["seconds"]))
    return 0


def test_a_clock_that_goes_back_locks_nobody_out_for_years(locked_out: Office) -> None:
    """Row 11: a lock set while the clock ran ten years ahead lasts no longer than the longest lock."""
    office = locked_out
    office.clock.now_ += timedelta(days=3652)
    fail_to_sign_in(office.app)
    office.clock.now_ -= timedelta(days=3652)
    left = seconds_left(office)
    assert 0 < left <= 15 * 60
    # It runs down from there and does not begin anew at each try.
    office.clock.advance(seconds=left - 1)
    assert seconds_left(office) == 1
    office.clock.advance(seconds=1)
    assert seconds_left(office) == 0


def test_a_clock_that_goes_back_a_little_ends_no_lock(locked_out: Office) -> None:
    """Row 11: neither a step back nor a restart lets anybody in early."""
    office = locked_out
    office.clock.now_ -= timedelta(hours=1)
    app = open_book(office.location, clock=office.clock.as_clock())
    try:
        assert fail_to_sign_in(app).code == "user.locked"
    finally:
        app.close()
    assert seconds_left(office) >= 30


@pytest.mark.parametrize("location", ["sqlite"], indirect=True)
def test_backups_made_at_one_moment_or_out_of_order_are_all_kept(
    office: Office, desk: Desk, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Row 11: a backup of the past, or of the same second, replaces none."""
    folder = tmp_path_factory.mktemp("backups")
    made = []
    for jump in JUMPS[:3]:
        post(office, desk)
        moment = office.clock.now() + jump
        made += [back_up(office.app.database, folder, moment).path for _ in range(2)]
    assert len(set(made)) == len(list(folder.glob("*.rayafin-backup"))) == 6


def test_a_year_that_the_clock_skips_is_not_numbered_by_it(office: Office, desk: Desk) -> None:
    """Row 11: an invoice is numbered in the year of its own date, not of the clock's."""
    for years_off in (-2, 0, 2):
        office.clock.now_ = datetime(2026 + years_off, 11, 21, 10, tzinfo=UTC)
        try:
            posted = post(office, desk)
        except NeedsConfirmation as question:
            posted = post(office, desk, frozenset({question.key}))
        assert "26-27" in posted.number

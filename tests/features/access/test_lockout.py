"""The lockout under every clock: it doubles, it caps a day, it survives restarts and clocks that jump."""

from datetime import UTC, datetime, timedelta

import pytest

from rayafin_desktop.application import open_book
from rayafin_desktop.base.errors import SignInRefused
from rayafin_desktop.engine.permissions import Role, the_book
from rayafin_desktop.features.access.commands import AddUser
from rayafin_desktop.features.access.lockout import Failures, after_failure, still_locked
from rayafin_desktop.features.access.model import User
from rayafin_desktop.features.access.sign_in import sign_in
from tests.books import PASSWORD, Office

EMAIL = "ravi@example.com"
NOW = datetime(2026, 11, 21, 10, 0, tzinfo=UTC)
WRONG = "something else"


@pytest.fixture
def broker(office: Office) -> Office:
    office.do(AddUser(email=EMAIL, name="Ravi Patel", role=Role.BROKER, password=PASSWORD))
    return office


def refused(office: Office, password: str = WRONG) -> SignInRefused:
    with pytest.raises(SignInRefused) as error:
        sign_in(office.app, EMAIL, password)
    return error.value


def locked(office: Office) -> Office:
    for _ in range(5):
        refused(office)
    return office


def test_a_patient_attacker_gets_a_hundred_attempts_in_a_day() -> None:
    state, now, tried = Failures(), NOW, 0
    while now < NOW + timedelta(days=1):
        until = still_locked(state, now)
        if until is not None:
            now = until
            continue
        state, tried = after_failure(state, now), tried + 1
    assert tried <= 100
    assert tried >= 90  # it is the fifteen minutes that hold him up, mostly


def test_a_success_in_between_does_not_give_the_day_back() -> None:
    state = Failures()
    for _ in range(100):
        assert still_locked(state, NOW) is None
        state = after_failure(Failures(0, state.of_day, state.day_began_at, None), NOW)
    assert still_locked(state, NOW) == NOW + timedelta(days=1)
    assert still_locked(state, NOW + timedelta(days=1)) is None
    assert after_failure(state, NOW + timedelta(days=1)).of_day == 1


@pytest.mark.parametrize("jump", [timedelta(days=400), timedelta(days=3653), timedelta(hours=1)])
def test_a_clock_put_back_prolongs_a_lock_to_its_own_length_only(broker: Office, jump: timedelta) -> None:
    locked(broker)
    broker.clock.now_ -= jump
    assert refused(broker, PASSWORD).params["seconds"] == 30
    broker.clock.advance(seconds=29)
    assert refused(broker, PASSWORD).params["seconds"] == 1
    broker.clock.advance(seconds=1)
    assert sign_in(broker.app, EMAIL, PASSWORD).name == "Ravi Patel"


def test_a_clock_put_back_does_not_begin_the_day_again() -> None:
    state = after_failure(Failures(0, 60, NOW, None), NOW + timedelta(hours=1))
    back = after_failure(state, NOW - timedelta(days=30))
    assert (back.of_day, back.day_began_at) == (62, NOW - timedelta(days=30))


def test_a_clock_put_forward_ends_one_lock_and_the_next_failure_sets_a_longer_one(broker: Office) -> None:
    locked(broker)
    broker.clock.advance(days=3653)
    assert refused(broker).params["seconds"] == 60
    broker.clock.advance(days=1)
    assert refused(broker).params["seconds"] == 120


def test_what_was_counted_survives_a_restart_and_a_jump(broker: Office) -> None:
    locked(broker)
    broker.clock.now_ -= timedelta(days=400)
    again = open_book(broker.location, clock=broker.clock.as_clock())
    with pytest.raises(SignInRefused, match=r"user\.locked"):
        sign_in(again, EMAIL, PASSWORD)
    again.close()


def test_nobody_is_locked_out_for_good(office: Office) -> None:
    """The last owner, a hundred times failed, comes in a day later, whatever the clock did meanwhile."""
    assert office.owner.user_id is not None
    with office.app.read(the_book()) as read:
        email = read.get(User, office.owner.user_id).email
    for _ in range(100):
        with pytest.raises(SignInRefused):
            sign_in(office.app, email, "wrong")
        office.clock.advance(seconds=900)
        if office.clock.now() - NOW > timedelta(hours=23, minutes=30):
            break
    office.clock.now_ -= timedelta(days=3653)
    with pytest.raises(SignInRefused):
        sign_in(office.app, email, PASSWORD)
    office.clock.advance(days=1)
    assert sign_in(office.app, email, PASSWORD).role is Role.OWNER


def test_an_unknown_address_goes_the_same_way(broker: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """One hash and one command each: what takes the time is the same, so the time tells nothing."""
    import bcrypt

    ways = []
    for email in (EMAIL, "nobody@example.com"):
        steps: list[str] = []
        check, execute = bcrypt.checkpw, broker.app.execute
        with monkeypatch.context() as patched:
            patched.setattr(bcrypt, "checkpw", lambda *a, s=steps, c=check: (s.append("hash"), c(*a))[1])
            patched.setattr(
                broker.app,
                "execute",
                lambda *a, s=steps, e=execute, **k: (s.append("command"), e(*a, **k))[1],
            )
            with pytest.raises(SignInRefused, match=r"user\.sign_in_refused"):
                sign_in(broker.app, email, "something else")
        ways.append(steps)
    assert ways == [["hash", "command"]] * 2

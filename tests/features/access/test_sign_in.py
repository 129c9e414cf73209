"""Signing in, being refused, being locked out, and what the log says of it."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import select

from rayafin_desktop.application import open_book
from rayafin_desktop.base.errors import SignInRefused
from rayafin_desktop.engine.permissions import Role, the_book
from rayafin_desktop.engine.record import audit_entries
from rayafin_desktop.features.access.commands import AddUser, InviteMember, SetPassword
from rayafin_desktop.features.access.model import User
from rayafin_desktop.features.access.sign_in import RecordSignIn, companies_of, sign_in
from tests.books import PASSWORD, Office

EMAIL = "ravi@example.com"
WRONG = "something else"


@pytest.fixture
def broker(office: Office) -> Office:
    office.do(AddUser(email=EMAIL, name="Ravi Patel", role=Role.BROKER, password=PASSWORD))
    return office


def refused(
    office: Office, password: str = WRONG, email: str = EMAIL, company: str | None = None
) -> SignInRefused:
    with pytest.raises(SignInRefused) as error:
        sign_in(office.app, email, password, company)
    return error.value


def the_user(office: Office) -> User:
    with office.app.read(the_book()) as read:
        found = read.find(User, User.c.email == EMAIL)
    assert found is not None
    return found


def test_signing_in_gives_the_role_s_permissions(broker: Office) -> None:
    actor = sign_in(broker.app, " RAVI@Example.com ", PASSWORD)
    assert (actor.name, actor.role, actor.company_id) == ("Ravi Patel", Role.BROKER, broker.company_id)
    assert actor.permissions == broker.app.catalogue.permissions.of(Role.BROKER)
    assert not actor.may("user.manage")
    assert the_user(broker).last_sign_in_at == broker.clock.now()


def test_unknown_address_and_wrong_password_are_refused_alike(broker: Office) -> None:
    unknown = refused(broker, PASSWORD, email="nobody@example.com")
    wrong = refused(broker)
    assert broker.app.sentences(unknown) == broker.app.sentences(wrong)
    assert unknown.code == wrong.code == "user.sign_in_refused"


def test_a_user_without_a_password_cannot_sign_in(office: Office) -> None:
    office.do(AddUser(email=EMAIL, name="Ravi", role=Role.BROKER))
    assert refused(office, "").code == "user.sign_in_refused"


def test_the_fifth_failure_locks_even_the_right_password_out(broker: Office) -> None:
    assert [refused(broker).code for _ in range(5)] == ["user.sign_in_refused"] * 4 + ["user.locked"]
    locked = refused(broker, PASSWORD)
    assert (locked.code, locked.params["seconds"]) == ("user.locked", 30)
    broker.clock.advance(seconds=29)
    assert refused(broker, PASSWORD).params["seconds"] == 1
    broker.clock.advance(seconds=1)
    assert sign_in(broker.app, EMAIL, PASSWORD).role is Role.BROKER
    assert the_user(broker).failed_sign_ins == 0


def test_the_next_failure_after_a_lock_doubles_it(broker: Office) -> None:
    for _ in range(5):
        refused(broker)
    broker.clock.advance(seconds=30)
    assert refused(broker).params["seconds"] == 60


def test_a_lock_survives_a_restart(broker: Office) -> None:
    for _ in range(5):
        refused(broker)
    again = open_book(broker.location, clock=broker.clock.as_clock())
    with pytest.raises(SignInRefused, match=r"user\.locked"):
        sign_in(again, EMAIL, PASSWORD)
    again.close()


def test_a_lock_holds_one_user_only(broker: Office) -> None:
    for _ in range(5):
        refused(broker)
    broker.do(AddUser(email="other@example.com", name="Other", role=Role.CASHIER, password=PASSWORD))
    assert sign_in(broker.app, "other@example.com", PASSWORD).role is Role.CASHIER


def test_a_new_password_ends_the_lock(broker: Office) -> None:
    for _ in range(5):
        refused(broker)
    fresh = "purple zebra kicks nine lamps"
    broker.do(SetPassword(user_id=the_user(broker).id, password=fresh))
    assert sign_in(broker.app, EMAIL, fresh).name == "Ravi Patel"


def test_every_attempt_stands_in_the_book_s_log(broker: Office) -> None:
    refused(broker)
    sign_in(broker.app, EMAIL, PASSWORD)
    statement = (
        select(audit_entries.c.user_name, audit_entries.c.body)
        .where(audit_entries.c.company_id == 0, audit_entries.c.command == "RecordSignIn")
        .order_by(audit_entries.c.n)
    )
    with broker.app.read(the_book()) as read:
        failed, done = read.fetch(statement)
    assert failed.user_name == "Not signed in"
    assert '"failed_sign_ins":[0,1]' in failed.body
    assert done.user_name == "Ravi Patel"


def test_a_company_is_chosen_by_code_or_is_the_one_entered_last(
    broker: Office, offices: Callable[..., Office]
) -> None:
    other = offices("DE", code="AAA", name="Aachen")
    other.do(InviteMember(email=EMAIL, role=Role.AUDITOR))
    assert sign_in(broker.app, EMAIL, PASSWORD).company_id == other.company_id  # by name: Aachen first
    assert sign_in(broker.app, EMAIL, PASSWORD, "rt").role is Role.BROKER
    assert sign_in(broker.app, EMAIL, PASSWORD).role is Role.BROKER
    assert [one.code for one in companies_of(broker.app, the_user(broker).id)] == ["RT", "AAA"]


def test_a_strange_company_is_refused_after_the_right_password_only(
    broker: Office, offices: Callable[..., Office]
) -> None:
    offices("DE", code="DE1")
    assert refused(broker, PASSWORD, company="DE1").code == "user.no_company"
    assert refused(broker, "wrong", company="DE1").code == "user.sign_in_refused"


def test_an_older_hash_is_renewed_at_sign_in(broker: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    before = the_user(broker).password_hash
    monkeypatch.setenv("RAYAFIN_BCRYPT_ROUNDS", "5")
    sign_in(broker.app, EMAIL, PASSWORD)
    renewed = the_user(broker).password_hash
    assert before.startswith("bc1$$2b$04$")
    assert renewed.startswith("bc1$$2b$05$")
    assert sign_in(broker.app, EMAIL, PASSWORD).name == "Ravi Patel"


def test_a_wrong_password_renews_no_hash(broker: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    before = the_user(broker).password_hash
    monkeypatch.setenv("RAYAFIN_BCRYPT_ROUNDS", "5")
    refused(broker)
    assert the_user(broker).password_hash == before


def test_several_who_sign_in_at_once_all_come_in_and_the_hash_is_renewed(
    broker: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RAYAFIN_BCRYPT_ROUNDS", "5")
    with ThreadPoolExecutor(4) as pool:
        actors = list(pool.map(lambda _: sign_in(broker.app, EMAIL, PASSWORD), range(8)))
    assert {actor.name for actor in actors} == {"Ravi Patel"}
    assert the_user(broker).password_hash.startswith("bc1$$2b$05$")
    assert sign_in(broker.app, EMAIL, PASSWORD).name == "Ravi Patel"


def test_a_password_changed_meanwhile_is_not_put_back(broker: Office) -> None:
    """The old password was checked, then it was changed, then the check is recorded."""
    old, fresh = the_user(broker), "purple zebra kicks nine lamps"
    broker.do(SetPassword(user_id=old.id, password=fresh))
    stale = RecordSignIn(
        user_id=old.id,
        password_was_right=True,
        checked_hash=old.password_hash,
        new_hash=old.password_hash,
    )
    counted = broker.app.execute(stale, the_book()).result
    assert not counted.accepted
    assert sign_in(broker.app, EMAIL, fresh).name == "Ravi Patel"

"""Sessions: opened, refreshed, ended; a stolen refresh token gives itself away."""

import dataclasses
from datetime import timedelta

import pytest
from sqlalchemy import text

from rayafin_desktop.base.errors import NotAllowed, NotFound, SignInRefused
from rayafin_desktop.engine.listing import Look, filtered
from rayafin_desktop.engine.permissions import Actor, Role, the_book
from rayafin_desktop.features.access.commands import ChangeOwnPassword, DeactivateUser, SetPassword
from rayafin_desktop.features.access.model import Session, SessionKind
from rayafin_desktop.features.access.queries import SESSION_ROWS
from rayafin_desktop.features.access.sessions import (
    EndSession,
    EndSessionsOfUser,
    OpenedSession,
    OpenSession,
    live_session,
    refresh_session,
)
from rayafin_desktop.features.companies.commands import ChangeSetting, own_company
from tests.books import PASSWORD, Office

FRESH = "purple zebra kicks nine lamps"


def opened(office: Office, who: Actor, what: SessionKind = SessionKind.API) -> OpenedSession:
    assert who.user_id is not None
    command = OpenSession(user_id=who.user_id, what=what, label="Till 3", company_key=office.company_id)
    done: OpenedSession = office.app.execute(command, the_book()).result
    return done


def lives(office: Office, session: OpenedSession) -> bool:
    return office.ask(live_session, session.id, as_=the_book()) is not None


def refused(office: Office, token: str) -> str:
    with pytest.raises(SignInRefused) as error:
        refresh_session(office.app, token)
    assert office.app.sentences(error.value)[0].endswith(".")
    return error.value.code


def test_a_refresh_gives_the_next_token_and_uses_the_old_one_up(office: Office) -> None:
    first = opened(office, office.owner)
    second = refresh_session(office.app, first.refresh_token)
    third = refresh_session(office.app, second.refresh_token)
    assert first.id == second.id == third.id
    assert third.ends_at == first.ends_at
    assert len({first.refresh_token, second.refresh_token, third.refresh_token}) == 3


def test_a_token_used_twice_ends_the_session_for_everybody(office: Office) -> None:
    first = opened(office, office.owner)
    second = refresh_session(office.app, first.refresh_token)
    assert refused(office, first.refresh_token) == "session.token_reused"
    assert refused(office, second.refresh_token) == "session.over"
    assert not lives(office, first)


@pytest.mark.parametrize("token", ["", "x", "..", "zz.aa.bb", "é.é.é", "0" * 32 + ".00.00"])
def test_a_token_that_is_none_is_refused(office: Office, token: str) -> None:
    assert refused(office, token) == "session.unknown_token"


def test_who_knows_only_the_session_s_id_cannot_end_it(office: Office) -> None:
    session = opened(office, office.owner)
    assert refused(office, f"{session.id.hex}.{'0' * 64}.{'0' * 64}") == "session.unknown_token"
    assert lives(office, session)


def test_it_is_over_after_half_an_hour_idle_or_twelve_hours_in_all(office: Office) -> None:
    session = opened(office, office.owner)
    office.clock.advance(minutes=29)
    session = refresh_session(office.app, session.refresh_token)
    office.clock.advance(minutes=30)
    assert refused(office, session.refresh_token) == "session.over"

    busy = opened(office, office.owner)
    for _ in range(12 * 60 // 20 - 1):
        office.clock.advance(minutes=20)
        busy = refresh_session(office.app, busy.refresh_token)
    office.clock.advance(minutes=20)
    assert refused(office, busy.refresh_token) == "session.over"
    assert not lives(office, busy)


def test_the_company_sets_both_limits(office: Office) -> None:
    office.do(ChangeSetting(key="security.session_hours", value=2))
    office.do(ChangeSetting(key="security.session_idle_minutes", value=90))
    session = opened(office, office.owner)
    assert session.ends_at - office.clock.now() == timedelta(hours=2)
    office.clock.advance(minutes=89)
    assert refresh_session(office.app, session.refresh_token).id == session.id


def test_leaving_and_a_new_password_end_the_sessions(office: Office) -> None:
    cashier = office.member(Role.CASHIER)
    assert cashier.user_id is not None
    one, other = opened(office, cashier), opened(office, cashier)
    mine = dataclasses.replace(cashier, session_id=one.id)
    office.do(ChangeOwnPassword(current_password=PASSWORD, password=FRESH), as_=mine)
    assert lives(office, one)  # the one the password was changed from
    assert not lives(office, other)
    office.do(SetPassword(user_id=cashier.user_id, password=FRESH))
    assert not lives(office, one)
    third = opened(office, cashier)
    office.do(DeactivateUser(user_id=cashier.user_id))
    assert not lives(office, third)
    assert refused(office, third.refresh_token) == "session.over"


def test_an_ended_session_is_refused_at_its_next_contact(office: Office) -> None:
    cashier = office.member(Role.CASHIER)
    session = opened(office, cashier, SessionKind.WINDOW)
    there = dataclasses.replace(cashier, session_id=session.id)
    assert office.ask(own_company, as_=there).code == "RT"
    office.do(EndSession(session_id=session.id))  # by the owner
    with pytest.raises(NotAllowed, match=r"session\.over"):
        office.ask(own_company, as_=there)
    assert office.ask(own_company, as_=cashier).code == "RT"


def test_one_ends_one_s_own_sessions_and_an_owner_those_of_members(office: Office) -> None:
    cashier, broker = office.member(Role.CASHIER), office.member(Role.BROKER)
    session, another = opened(office, cashier), opened(office, cashier)
    with pytest.raises(NotFound, match=r"session\.not_found"):
        office.do(EndSession(session_id=session.id), as_=broker)
    with pytest.raises(NotFound, match=r"user\.not_found"):
        office.do(EndSessionsOfUser(user_id=cashier.user_id), as_=broker)
    office.do(EndSession(session_id=session.id), as_=cashier)
    assert office.do(EndSessionsOfUser(), as_=cashier) == 1
    assert not lives(office, another)
    opened(office, cashier)
    assert office.do(EndSessionsOfUser(user_id=cashier.user_id)) == 1


def test_the_list_shows_one_s_own_and_to_an_owner_the_company_s(office: Office) -> None:
    cashier = office.member(Role.CASHIER)
    mine, his = opened(office, office.owner), opened(office, cashier)

    def ids(who: Actor, tab: str) -> set[object]:
        with office.app.read(who) as read:
            return {row.id for row in read.fetch(filtered(SESSION_ROWS, read, Look(tab=tab)))}

    assert ids(cashier, "open") == ids(cashier, "mine") == {his.id}
    assert ids(office.owner, "open") == {mine.id, his.id}
    assert ids(office.owner, "mine") == {mine.id}
    office.do(EndSession(session_id=his.id))
    assert ids(cashier, "open") == set()
    assert ids(cashier, "all") == {his.id}


def test_no_token_is_kept_or_shown(office: Office) -> None:
    session = opened(office, office.owner)
    following = refresh_session(office.app, session.refresh_token)
    secrets = [half for one in (session, following) for half in one.refresh_token.split(".")[1:]]
    with office.app.read(the_book()) as read:
        written = [
            repr(row)
            for table in ("sessions", "audit_entries")
            for row in read.connection.execute(text(f"SELECT * FROM {table}"))  # noqa: S608
        ]
        kept = read.get(Session, session.id)
    assert kept.refresh_hash
    assert kept.family_hash
    assert not [one for one in secrets for row in (*written, repr(session)) if one in row]

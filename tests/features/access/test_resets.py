"""A forgotten password: the code an owner issues, and everything it is not good for; and giving it again."""

import pytest

from rayafin_desktop.base.errors import NotAllowed, RuleBroken, SignInRefused
from rayafin_desktop.engine.permissions import Actor, Role, the_book
from rayafin_desktop.features.access.commands import InviteMember
from rayafin_desktop.features.access.model import SessionKind, User
from rayafin_desktop.features.access.resets import IssuedReset, IssuePasswordReset, reset_password
from rayafin_desktop.features.access.roles import ChangeRole
from rayafin_desktop.features.access.sign_in import prove, sign_in, with_session
from rayafin_desktop.features.companies.commands import ChangeSetting, own_company
from tests.books import PASSWORD, Office

FRESH = "purple zebra kicks nine lamps"


def issued(office: Office, who: Actor) -> IssuedReset:
    assert who.user_id is not None
    return office.do(IssuePasswordReset(user_id=who.user_id))


def wrong(office: Office, email: str, code: str) -> None:
    with pytest.raises(SignInRefused, match=r"reset\.wrong"):
        reset_password(office.app, email, code, FRESH)


def test_a_code_sets_a_new_password_once_and_ends_sign_ins_and_lock(office: Office) -> None:
    cashier = office.member(Role.CASHIER)
    there, _ = with_session(office.app, cashier, SessionKind.WINDOW, "Till 3")
    reset = issued(office, cashier)
    for _ in range(5):
        with pytest.raises(SignInRefused):
            sign_in(office.app, reset.email, "wrong")
    reset_password(office.app, reset.email.upper(), reset.code.lower().replace("-", " "), FRESH)
    assert sign_in(office.app, reset.email, FRESH).user_id == cashier.user_id
    with pytest.raises(NotAllowed, match=r"session\.over"):
        office.ask(own_company, as_=there)
    wrong(office, reset.email, reset.code)
    with pytest.raises(SignInRefused):
        sign_in(office.app, reset.email, PASSWORD)


def test_it_runs_out_and_a_new_code_ends_the_old(office: Office) -> None:
    cashier = office.member(Role.CASHIER)
    first, second = issued(office, cashier), issued(office, cashier)
    wrong(office, first.email, first.code)
    office.clock.advance(hours=24)
    wrong(office, second.email, second.code)


def test_five_wrong_codes_end_it_and_a_bad_password_does_not(office: Office) -> None:
    cashier = office.member(Role.CASHIER)
    reset = issued(office, cashier)
    with pytest.raises(RuleBroken, match=r"password\.too_short"):
        reset_password(office.app, reset.email, reset.code, "short")
    for _ in range(5):
        wrong(office, reset.email, "ABCD-EFGH-JKMN-PQRS")
    wrong(office, reset.email, reset.code)
    wrong(office, "nobody@example.com", reset.code)


def test_nobody_resets_who_works_where_he_owns_nothing(office: Office, offices: object) -> None:
    cashier = office.member(Role.CASHIER)
    other = offices("DE", code="DE1")  # type: ignore[operator]
    with office.app.read(the_book()) as read:
        email = read.get(User, cashier.user_id).email if cashier.user_id else ""
    other.do(InviteMember(email=email, role=Role.CASHIER))
    with pytest.raises(NotAllowed, match=r"user\.in_other_companies"):
        issued(office, cashier)


def test_what_weighs_most_asks_for_the_password_again(office: Office) -> None:
    here, _ = with_session(office.app, office.owner, SessionKind.WINDOW, "Desk")
    change = ChangeRole(role=Role.CASHIER, of="invoice.post", granted=True)
    office.do(change, as_=here)  # signed in a moment ago
    office.clock.advance(minutes=15)
    with pytest.raises(NotAllowed, match=r"session\.prove_again"):
        office.do(change, as_=here)
    office.do(ChangeSetting(key="aging.buckets", value=None), as_=here)  # nothing that weighs
    with pytest.raises(SignInRefused, match=r"user\.sign_in_refused"):
        prove(office.app, here, "wrong")
    with pytest.raises(NotAllowed, match=r"session\.prove_again"):
        office.do(change, as_=here, confirmed={"session.prove_again"})
    prove(office.app, here, PASSWORD)
    office.do(change, as_=here)
    office.clock.advance(days=-1)
    with pytest.raises(NotAllowed, match=r"session\.prove_again"):
        office.do(change, as_=here)


def test_a_company_can_do_without(office: Office) -> None:
    here, _ = with_session(office.app, office.owner, SessionKind.WINDOW, "Desk")
    office.do(ChangeSetting(key="security.prove_minutes", value=0))
    office.clock.advance(hours=3)
    office.do(ChangeRole(role=Role.CASHIER, of="invoice.post", granted=True), as_=here)

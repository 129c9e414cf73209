"""Invitations open one account each, for whom they were meant, while they last."""

from decimal import Decimal

import pytest
from sqlalchemy import select

from rayafin_desktop.base.errors import NotAllowed, NotFound, RuleBroken, SignInRefused
from rayafin_desktop.engine.listing import Look, page
from rayafin_desktop.engine.permissions import Role
from rayafin_desktop.engine.record import audit_entries, outbox
from rayafin_desktop.features.access import rules
from rayafin_desktop.features.access.invites import (
    InviteUser,
    IssuedInvite,
    RedeemInvite,
    RenewInvite,
    RevokeInvite,
    redeem,
)
from rayafin_desktop.features.access.model import Invite, Member
from rayafin_desktop.features.access.queries import INVITE_ROWS
from rayafin_desktop.features.access.sign_in import sign_in
from rayafin_desktop.features.companies.branches import SaveBranch
from tests.books import PASSWORD, Office

EMAIL = "nadia@example.com"


def invite(office: Office, email: str = EMAIL, **values: object) -> IssuedInvite:
    fields = {"email": email, "role": Role.CASHIER, **values}
    return office.do(InviteUser(**fields))  # type: ignore[arg-type]


def opened(
    office: Office, code: str, email: str = EMAIL, password: str = PASSWORD, name: str = "Nadia Rao"
) -> object:
    return redeem(office.app, email, code, name, password)


def test_an_invitation_opens_an_account_with_role_branch_and_commission(office: Office) -> None:
    north = office.do(SaveBranch(code="N", name="North"))
    issued = invite(office, branch_id=north, commission_percent=Decimal("1.5"))
    actor = redeem(
        office.app, " Nadia@Example.com ", issued.code.lower().replace("-", " "), "Nadia Rao", PASSWORD
    )
    assert (actor.role, actor.branch_id, actor.company_id) == (Role.CASHIER, north, office.company_id)
    assert sign_in(office.app, EMAIL, PASSWORD).user_id == actor.user_id
    with office.app.read(office.owner) as read:
        assert actor.member_id is not None
        assert read.get(Member, actor.member_id).commission_rate == Decimal("1.5")
    assert [checked for checked in office.app.verify() if checked.faults] == []


def test_a_code_works_once(office: Office) -> None:
    code = invite(office).code
    opened(office, code)
    with pytest.raises(SignInRefused) as refused:
        opened(office, code, name="Somebody else")
    assert refused.value.code == "invite.wrong"


def test_of_two_at_once_one_gets_in(office: Office) -> None:
    """Both hold the code; the company's lock lets one of them through."""
    from concurrent.futures import ThreadPoolExecutor

    code = invite(office).code

    def try_it(name: str) -> str:
        try:
            opened(office, code, name=name)
        except (SignInRefused, RuleBroken) as refused:
            return refused.code
        return "in"

    with ThreadPoolExecutor(2) as pool:
        outcomes = sorted(pool.map(try_it, ("Nadia One", "Nadia Two")))
    assert outcomes == ["in", "invite.wrong"]


def test_it_runs_out(office: Office) -> None:
    code = invite(office).code
    office.clock.advance(days=rules.INVITE_DAYS, seconds=1)
    with pytest.raises(SignInRefused):
        opened(office, code)
    with office.app.read(office.owner) as read:
        assert [row.state for row in page(INVITE_ROWS, read, Look())] == ["expired"]


def test_another_address_or_company_does_not_open_it(office: Office) -> None:
    code = invite(office).code
    with pytest.raises(SignInRefused):
        opened(office, code, email="other@example.com")
    invite(office, "other@example.com")
    with pytest.raises(SignInRefused):
        opened(office, code, email="other@example.com")
    opened(office, code)


def test_wrong_codes_end_it(office: Office) -> None:
    code = invite(office).code
    for _ in range(rules.MOST_ATTEMPTS):
        with pytest.raises(SignInRefused):
            opened(office, "AAAA-AAAA-AAAA-AAAA")
    with pytest.raises(SignInRefused):
        opened(office, code)


def test_a_weak_password_leaves_it_good(office: Office) -> None:
    code = invite(office).code
    with pytest.raises(RuleBroken) as refused:
        opened(office, code, password="short", name=" ")
    assert {problem.code for problem in refused.value.problems} == {"password.too_short", "user.name_missing"}
    opened(office, code)


def test_revoked_renewed_and_invited_again(office: Office) -> None:
    first = invite(office)
    office.do(RevokeInvite(invite_id=first.id))
    with pytest.raises(SignInRefused):
        opened(office, first.code)
    second = office.do(RenewInvite(invite_id=first.id))
    third = invite(office)
    for dead in (first.code, second.code):
        with pytest.raises(SignInRefused):
            opened(office, dead)
    opened(office, third.code)
    with pytest.raises(RuleBroken) as refused:
        office.do(RenewInvite(invite_id=third.id))
    assert refused.value.code == "invite.redeemed"


def test_somebody_with_an_account_is_not_invited(office: Office) -> None:
    code = invite(office).code
    opened(office, code)
    with pytest.raises(RuleBroken) as refused:
        invite(office)
    assert refused.value.code == "user.email_taken"


def test_there_is_a_limit(office: Office) -> None:
    for number in range(rules.MOST_INVITES):
        invite(office, f"guest{number}@example.com")
    with pytest.raises(RuleBroken) as refused:
        invite(office)
    assert refused.value.code == "invite.too_many"
    invite(office, "guest0@example.com")


def test_only_an_owner_invites_and_nobody_redeems_through_the_window(office: Office) -> None:
    with pytest.raises(NotAllowed):
        office.do(InviteUser(email=EMAIL, role=Role.OWNER), as_=office.member(Role.ACCOUNTANT))
    with pytest.raises(NotAllowed):
        office.do(RedeemInvite(email=EMAIL, code="x", name="x", password=PASSWORD))


def test_another_companys_invitation_is_not_found(office: Office, offices: object) -> None:
    issued = invite(office)
    other: Office = offices("DE")  # type: ignore[operator]
    for command in (RevokeInvite(invite_id=issued.id), RenewInvite(invite_id=issued.id)):
        with pytest.raises(NotFound):
            other.do(command)


def test_the_code_is_kept_nowhere(office: Office) -> None:
    issued = invite(office)
    plain = issued.code.replace("-", "")
    with office.app.read(office.owner) as read:
        kept = read.get(Invite, issued.id)
        log = "".join(str(row) for row in read.fetch(select(audit_entries.c.body, audit_entries.c.clear)))
        assert read.fetch(select(outbox.c.payload))
    assert issued.code not in log
    assert plain not in log
    assert kept.code_hash != issued.code
    assert kept.code_hash not in log

"""What a company changes of its roles: held at the next contact, never so that nobody is left in charge."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rayafin_desktop.base.errors import NotAllowed, RuleBroken
from rayafin_desktop.catalogue import Catalogue
from rayafin_desktop.engine.listing import Look, page
from rayafin_desktop.engine.permissions import Role
from rayafin_desktop.features.access import rules
from rayafin_desktop.features.access.commands import DeactivateUser, ReactivateUser, UpdateMember
from rayafin_desktop.features.access.queries import member_detail
from rayafin_desktop.features.access.roles import ChangeRole, role_rows
from rayafin_desktop.features.access.sign_in import actor_for
from rayafin_desktop.features.billing.posting import PostInvoice
from rayafin_desktop.features.parties.queries import PARTY_ROWS
from tests.books import Office
from tests.features.approvals.waiting import draft

GRANTS = Catalogue().permissions.grants


def change(office: Office, role: Role, permission: str, granted: bool | None) -> None:
    office.do(ChangeRole(role=role, of=permission, granted=granted))


def refused_code(office: Office, role: Role, permission: str, granted: bool | None) -> str:
    with pytest.raises(RuleBroken) as refused:
        change(office, role, permission, granted)
    return refused.value.code


def test_a_permission_given_holds_at_once_and_in_the_next_sign_in(office: Office) -> None:
    cashier = office.member(Role.CASHIER)
    saved = draft(office)
    with pytest.raises(NotAllowed):
        office.do(PostInvoice(invoice_id=saved.id), as_=cashier)
    change(office, Role.CASHIER, "invoice.post", True)
    assert cashier.user_id is not None
    assert actor_for(office.app, cashier.user_id, office.company_id).may("invoice.post")
    assert office.do(
        PostInvoice(invoice_id=saved.id), as_=actor_for(office.app, cashier.user_id, office.company_id)
    ).number


def test_a_permission_taken_holds_for_who_is_signed_in_already(office: Office) -> None:
    accountant = office.member(Role.ACCOUNTANT)
    saved = draft(office)
    change(office, Role.ACCOUNTANT, "invoice.post", False)
    with pytest.raises(NotAllowed) as refused:
        office.do(PostInvoice(invoice_id=saved.id), as_=accountant)
    assert refused.value.code == "permission.missing"
    change(office, Role.ACCOUNTANT, "invoice.post", None)
    assert office.do(PostInvoice(invoice_id=saved.id), as_=accountant).number
    change(office, Role.ACCOUNTANT, "party.read", False)
    with office.app.read(accountant) as read, pytest.raises(NotAllowed):
        page(PARTY_ROWS, read, Look())


def test_other_companies_keep_their_roles(office: Office, offices: object) -> None:
    change(office, Role.ACCOUNTANT, "invoice.post", False)
    other: Office = offices("IN")  # type: ignore[operator]
    assert other.member(Role.ACCOUNTANT).may("invoice.post")


def test_nobody_but_an_owner_changes_roles(office: Office) -> None:
    with pytest.raises(NotAllowed):
        office.do(
            ChangeRole(role=Role.CASHIER, of="invoice.post", granted=True), as_=office.member(Role.ACCOUNTANT)
        )


@given(permission=st.sampled_from(sorted(GRANTS)), granted=st.sampled_from([True, False, None]))
def test_an_owners_rights_cannot_be_changed_by_any_change(permission: str, granted: bool | None) -> None:
    codes = {
        problem.code
        for problem in rules.role_change_problems(Role.OWNER, permission, granted=granted, proposed=GRANTS)
    }
    assert "role.owner_fixed" in codes


@given(
    permission=st.sampled_from(sorted(rules.OWNERS_ONLY)),
    role=st.sampled_from(sorted(set(Role) - {Role.OWNER})),
)
def test_nobody_is_given_what_makes_an_owner(permission: str, role: Role) -> None:
    problems = list(rules.role_change_problems(role, permission, granted=True, proposed=GRANTS))
    assert [problem.code for problem in problems][:1] == ["role.owners_only"]


def test_what_cannot_be_changed(office: Office) -> None:
    assert refused_code(office, Role.AUDITOR, "audit.read", False) == "role.never_taken"
    assert refused_code(office, Role.AUDITOR, "invoice.post", True) == "role.auditor_only_reads"
    assert refused_code(office, Role.CASHIER, "user.sign_in", True) == "role.owners_only"
    assert refused_code(office, Role.CASHIER, "no.such_thing", True) == "role.permission_unknown"
    assert refused_code(office, Role.CASHIER, "approval.park", True) == "role.owners_only"


def test_the_matrix_says_what_is_so_what_is_changed_and_what_is_fixed(office: Office) -> None:
    change(office, Role.CASHIER, "invoice.post", True)
    change(office, Role.ACCOUNTANT, "invoice.post", True)  # as proposed: no change
    rows = {row.id: row for row in office.ask(role_rows)}
    post = rows["invoice.post"]
    assert post.holders == {Role.OWNER, Role.ACCOUNTANT, Role.CASHIER}
    assert post.changed == {Role.CASHIER}
    assert post.fixed == {Role.OWNER, Role.AUDITOR}
    assert "user.sign_in" not in rows
    change(office, Role.CASHIER, "invoice.post", False)  # back to what is proposed
    assert {row.id: row for row in office.ask(role_rows)}["invoice.post"].changed == frozenset()


def test_the_last_owner_stays_whatever_is_changed(office: Office) -> None:
    assert office.owner.user_id is not None
    member = office.ask(member_detail, office.owner.user_id)
    for command in (
        DeactivateUser(user_id=office.owner.user_id),
        UpdateMember(member_id=member.id, version=member.version, role=Role.CASHIER),
    ):
        with pytest.raises(RuleBroken) as refused:
            office.do(command)
        assert refused.value.code == "member.last_owner"
    change(office, Role.CASHIER, "invoice.post", True)
    assert office.owner.may("role.change")


def test_who_is_taken_out_is_refused_at_the_next_contact(office: Office) -> None:
    cashier = office.member(Role.CASHIER)
    assert cashier.user_id is not None
    office.do(DeactivateUser(user_id=cashier.user_id))
    with pytest.raises(NotAllowed) as refused, office.app.read(cashier):
        pass
    assert refused.value.code == "member.session_ended"
    with pytest.raises(NotAllowed):
        office.do(PostInvoice(invoice_id=draft(office).id), as_=cashier)
    office.do(ReactivateUser(user_id=cashier.user_id))
    with office.app.read(cashier) as read:
        assert read.actor.role is Role.CASHIER


def test_a_role_changed_holds_for_who_is_signed_in(office: Office) -> None:
    cashier = office.member(Role.CASHIER)
    assert cashier.user_id is not None
    member = office.ask(member_detail, cashier.user_id)
    office.do(UpdateMember(member_id=member.id, version=member.version, role=Role.AUDITOR))
    with office.app.read(cashier) as read:
        assert (read.actor.role, read.actor.may("payment.receive")) == (Role.AUDITOR, False)

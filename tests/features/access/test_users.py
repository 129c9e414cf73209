"""Users and members: who may join, change and leave."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from sqlalchemy import select

from rayafin_desktop.application import App
from rayafin_desktop.base.errors import NotAllowed, NotFound, RuleBroken, SignInRefused, Stale
from rayafin_desktop.engine.listing import Look, page, tab_counts
from rayafin_desktop.engine.permissions import Role, the_book
from rayafin_desktop.engine.record import audit_entries, outbox
from rayafin_desktop.features.access.commands import (
    AddUser,
    ChangeOwnPassword,
    DeactivateUser,
    InviteMember,
    ReactivateUser,
    SetPassword,
    UpdateMember,
)
from rayafin_desktop.features.access.queries import USER_ROWS, member_detail, user_stats
from rayafin_desktop.features.access.roles import role_rows
from rayafin_desktop.features.access.sign_in import actor_for, companies_of, sign_in
from rayafin_desktop.features.companies.commands import CreateCompany
from tests.books import PASSWORD, Office

NEW_PASSWORD = "purple zebra kicks nine lamps"


def add(office: Office, name: str = "Ravi Patel", role: Role = Role.BROKER, percent: str = "2.5") -> AddUser:
    email = f"{name.split(maxsplit=1)[0]}@example.com"
    return AddUser(email=email, name=name, role=role, password=PASSWORD, commission_percent=Decimal(percent))


def test_a_member_has_role_and_exact_commission(office: Office) -> None:
    ref = office.do(add(office, percent="0.333333"))
    detail = office.ask(member_detail, ref.user_id)
    assert (detail.name, detail.email, detail.role) == ("Ravi Patel", "ravi@example.com", Role.BROKER)
    assert detail.commission_percent == Decimal("0.333333")


def test_all_faults_of_a_new_user_come_at_once(office: Office) -> None:
    office.do(add(office))
    with pytest.raises(RuleBroken) as error:
        office.do(
            AddUser(
                email="ravi@example.com",
                name="",
                role=Role.BROKER,
                password="short",
                commission_percent=Decimal(101),
            )
        )
    assert {(p.code, p.field) for p in error.value.problems} == {
        ("user.email_taken", "email"),
        ("user.name_missing", "name"),
        ("member.commission_out_of_range", "commission_percent"),
        ("password.too_short", "password"),
    }


def test_a_password_made_of_the_company_s_name_is_refused(office: Office) -> None:
    with pytest.raises(RuleBroken, match=r"password\.easy_to_guess"):
        office.do(AddUser(email="x@example.com", name="Ravi", role=Role.BROKER, password="RayafinTraders26"))


def test_only_owners_manage_users(office: Office) -> None:
    for role in (Role.ACCOUNTANT, Role.CASHIER, Role.BROKER, Role.AUDITOR):
        with pytest.raises(NotAllowed, match=r"permission\.missing"):
            office.do(add(office), as_=office.member(role))


def test_the_last_owner_can_neither_step_down_nor_leave(office: Office) -> None:
    assert office.owner.user_id is not None
    detail = office.ask(member_detail, office.owner.user_id)
    step_down = UpdateMember(member_id=detail.id, version=detail.version, role=Role.AUDITOR)
    leave = DeactivateUser(user_id=detail.user_id)
    for command in (step_down, leave):
        with pytest.raises(RuleBroken, match=r"member\.last_owner"):
            office.do(command)
    second = office.do(add(office, "Second Owner", Role.OWNER))
    office.do(step_down)
    other = actor_for(office.app, second.user_id, office.company_id)
    with pytest.raises(RuleBroken, match=r"member\.last_owner"):
        office.do(DeactivateUser(user_id=second.user_id), as_=other)


def test_an_inactive_second_owner_does_not_count(office: Office) -> None:
    second = office.do(add(office, "Second Owner", Role.OWNER))
    office.do(DeactivateUser(user_id=second.user_id))
    assert office.owner.user_id is not None
    with pytest.raises(RuleBroken, match=r"member\.last_owner"):
        office.do(DeactivateUser(user_id=office.owner.user_id))


def test_a_member_changes_under_a_version(office: Office) -> None:
    ref = office.do(add(office))
    command = UpdateMember(member_id=ref.member_id, version=1, role=Role.CASHIER)
    assert office.do(command) == 2
    with pytest.raises(Stale, match=r"member\.stale"):
        office.do(command)


def test_a_user_taken_out_cannot_sign_in_until_let_in_again(office: Office) -> None:
    ref = office.do(add(office))
    office.do(DeactivateUser(user_id=ref.user_id))
    with pytest.raises(SignInRefused, match=r"user\.sign_in_refused"):
        sign_in(office.app, "ravi@example.com", PASSWORD)
    with pytest.raises(NotFound):
        actor_for(office.app, ref.user_id, office.company_id)
    office.do(ReactivateUser(user_id=ref.user_id))
    assert sign_in(office.app, "ravi@example.com", PASSWORD).role is Role.BROKER


def test_leaving_one_company_leaves_the_others_open(office: Office, offices: Callable[..., Office]) -> None:
    other = offices("DE", code="DE1")
    ref = office.do(add(office))
    other.do(InviteMember(email="RAVI@example.com", role=Role.AUDITOR))
    office.do(DeactivateUser(user_id=ref.user_id))
    assert [company.code for company in companies_of(office.app, ref.user_id)] == ["DE1"]
    assert sign_in(office.app, "ravi@example.com", PASSWORD).role is Role.AUDITOR


def test_an_invitation_needs_a_known_user_who_is_no_member_yet(office: Office) -> None:
    with pytest.raises(RuleBroken, match=r"user\.unknown_email"):
        office.do(InviteMember(email="nobody@example.com", role=Role.BROKER))
    office.do(add(office))
    with pytest.raises(RuleBroken, match=r"member\.already"):
        office.do(InviteMember(email="ravi@example.com", role=Role.BROKER))


def test_another_company_s_users_do_not_exist_here(office: Office, offices: Callable[..., Office]) -> None:
    ref = office.do(add(office))
    other = offices("DE")
    for command in (
        DeactivateUser(user_id=ref.user_id),
        SetPassword(user_id=ref.user_id, password=NEW_PASSWORD),
        UpdateMember(member_id=ref.member_id, version=1, role=Role.OWNER),
    ):
        with pytest.raises(NotFound):
            other.do(command)
    with pytest.raises(NotFound, match=r"user\.not_found"):
        other.ask(member_detail, ref.user_id)
    assert len(other.ask(lambda read: page(USER_ROWS, read, Look()))) == 1


def test_an_owner_cannot_enter_a_strange_company_through_a_shared_user(
    office: Office, offices: Callable[..., Office]
) -> None:
    other = offices("DE")
    ref = office.do(add(office))
    other.do(InviteMember(email="ravi@example.com", role=Role.ACCOUNTANT))
    with pytest.raises(NotAllowed, match=r"user\.in_other_companies"):
        office.do(SetPassword(user_id=ref.user_id, password=NEW_PASSWORD))


def test_a_password_is_changed_by_its_user_who_knows_the_old_one(office: Office) -> None:
    broker = office.member(Role.BROKER)
    with pytest.raises(RuleBroken, match=r"password\.wrong"):
        office.do(ChangeOwnPassword(current_password="no", password=NEW_PASSWORD), as_=broker)
    office.do(ChangeOwnPassword(current_password=PASSWORD, password=NEW_PASSWORD), as_=broker)
    assert broker.user_id is not None
    email = office.ask(member_detail, broker.user_id).email
    assert sign_in(office.app, email, NEW_PASSWORD).user_id == broker.user_id


def test_no_password_and_no_hash_reaches_audit_log_or_outbox(office: Office) -> None:
    ref = office.do(add(office))
    office.do(SetPassword(user_id=ref.user_id, password=NEW_PASSWORD))
    with office.app.read(office.owner) as read:
        written = [str(row) for row in read.fetch(select(audit_entries.c.body, audit_entries.c.clear))]
        import zlib

        sent = [zlib.decompress(row[0]).decode() for row in read.fetch(select(outbox.c.payload))]
    assert any("password_hash" in text for text in written)
    for text in [*written, *sent]:
        assert PASSWORD not in text
        assert NEW_PASSWORD not in text
        assert "$2b$" not in text


def test_the_list_tells_state_and_tabs(office: Office) -> None:
    office.do(add(office))
    office.do(AddUser(email="new@example.com", name="New", role=Role.BROKER))
    gone = office.do(add(office, "Gone Away"))
    office.do(DeactivateUser(user_id=gone.user_id))
    rows = office.ask(lambda read: page(USER_ROWS, read, Look()))
    assert {row.name: row.state for row in rows} == {
        "Asha Shah": "active", "Ravi Patel": "active", "New": "invited", "Gone Away": "inactive",
    }  # fmt: skip
    assert office.ask(lambda read: tab_counts(USER_ROWS, read)) == {
        "all": 4,
        "active": 3,
        "inactive": 1,
        "locked": 0,
    }
    assert office.ask(user_stats) == {"active": 3, "owners": 1, "brokers": 2}
    found = office.ask(lambda read: page(USER_ROWS, read, Look(text="RAVI")))
    assert [row.email for row in found] == ["ravi@example.com"]


def test_whoever_creates_a_company_owns_it(office: Office) -> None:
    assert office.owner.user_id is not None
    book = actor_for(office.app, office.owner.user_id, 0)
    created = office.app.execute(CreateCompany(name="Second", country="IE"), book).result
    assert actor_for(office.app, office.owner.user_id, created.key).role is Role.OWNER


def test_only_owners_create_companies(office: Office) -> None:
    broker = office.member(Role.BROKER)
    assert broker.user_id is not None
    with pytest.raises(NotAllowed, match=r"permission\.missing"):
        office.app.execute(CreateCompany(name="Mine", country="IE"), actor_for(office.app, broker.user_id, 0))


def test_the_matrix_shows_every_granted_permission(office: Office) -> None:
    rows = {row.id: row for row in office.ask(role_rows)}
    assert rows["user.manage"].holders == {Role.OWNER}
    assert Role.AUDITOR in rows["user.change_own_password"].holders
    assert (rows["invoice.post"].area, rows["invoice.post"].words) == ("Sales", "Post invoices")
    assert "user.sign_in" not in rows


def test_the_book_itself_is_nobody(app: App) -> None:
    created = app.execute(CreateCompany(name="A", country="IN"), the_book()).result
    with pytest.raises(NotAllowed, match=r"user\.nobody"):
        app.execute(ChangeOwnPassword(current_password="a", password=NEW_PASSWORD), the_book(created.key))

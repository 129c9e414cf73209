"""The audit log in words: who, what, old and new."""

import dataclasses
from collections.abc import Callable
from decimal import Decimal

import pytest

from rayafin_desktop.base.errors import NotAllowed, NotFound, SignInRefused
from rayafin_desktop.engine.listing import Look, Positions, page, tab_counts
from rayafin_desktop.engine.permissions import Role
from rayafin_desktop.features.access.commands import AddUser, DeactivateUser, UpdateMember
from rayafin_desktop.features.access.sign_in import sign_in
from rayafin_desktop.features.audit.queries import (
    AUDIT_ROWS,
    SIGN_IN_ROWS,
    AuditRow,
    audit_changes,
    audit_detail,
    chain_head,
    record_history,
)
from rayafin_desktop.features.audit.rules import changes_of, command_words, summary
from rayafin_desktop.features.companies.commands import UpdateCompany
from rayafin_desktop.features.companies.queries import company_detail
from rayafin_desktop.features.ledger.commands import JournalLine, PostJournal
from rayafin_desktop.features.ledger.queries import accounts
from rayafin_desktop.features.ledger.roles import AccountRole
from tests.books import PASSWORD, Office


def rows(office: Office, look: Look | None = None) -> list[AuditRow]:
    return list(office.ask(lambda read: page(AUDIT_ROWS, read, look or Look())))


def rename(office: Office, name: str) -> None:
    detail = office.ask(company_detail)
    values = {f.name: getattr(detail, f.name) for f in dataclasses.fields(UpdateCompany)}
    office.do(UpdateCompany(**(values | {"name": name})))


def test_a_change_reads_as_old_and_new(office: Office) -> None:
    rename(office, "Rayafin Traders LLP")
    latest = rows(office)[0]
    assert (latest.who, latest.what, latest.record) == ("Asha Shah", "Update company", "company RT")
    assert latest.changes == "name: Rayafin Traders → Rayafin Traders LLP"
    assert latest.at == office.clock.now()


def test_personal_values_read_in_the_clear_and_secrets_never(office: Office) -> None:
    office.do(AddUser(email="ravi@example.com", name="Ravi Patel", role=Role.BROKER, password=PASSWORD))
    latest = rows(office)[0]
    said = {change.field: change.new for change in office.ask(audit_changes, latest.id)}
    assert (said["email"], said["name"], said["password hash"]) == (
        "ravi@example.com",
        "Ravi Patel",
        "(hidden)",
    )
    assert latest.record == "user Ravi Patel"


def test_the_newest_stands_first_and_pages_go_on(office: Office) -> None:
    for number in range(5):
        rename(office, f"Name {number}")
    everything = rows(office)
    assert [row.id for row in everything] == sorted((row.id for row in everything), reverse=True)
    with office.app.read(office.owner, positions=True) as read:
        positions = Positions(AUDIT_ROWS, read, Look())
        assert positions.count == len(everything)
        assert list(positions.page(1, 2)) == everything[1:3]


def test_text_tabs_and_fields_narrow_the_log(office: Office) -> None:
    rename(office, "Wheat & Sons 100%")
    assert [row.what for row in rows(office, Look(text="wheat & sons"))] == ["Update company"]
    assert rows(office, Look(text="100_")) == []
    assert [row.what for row in rows(office, Look(tab="changed"))] == ["Update company"]
    assert {row.who for row in rows(office, Look(where=(("user_name", "Rayafin"),)))} == {"Rayafin"}
    assert office.ask(lambda read: tab_counts(AUDIT_ROWS, read))["removed"] == 0


def test_an_entry_tells_all_its_changes_and_its_link(office: Office) -> None:
    rename(office, "Renamed")
    head = office.ask(chain_head)
    detail = office.ask(audit_detail, head.n)
    assert detail.hash == head.hash
    assert [(c.field, c.old, c.new) for c in detail.changes] == [("name", "Rayafin Traders", "Renamed")]
    with pytest.raises(NotFound, match=r"audit\.not_found"):
        office.ask(audit_detail, head.n + 1)


def test_a_record_has_a_history(office: Office) -> None:
    ref = office.do(AddUser(email="ravi@example.com", name="Ravi", role=Role.BROKER, password=PASSWORD))
    office.do(UpdateMember(member_id=ref.member_id, version=1, role=Role.CASHIER))
    office.do(DeactivateUser(user_id=ref.user_id))
    history = office.ask(record_history, ref.member_id)
    assert [step.title for step in history] == ["Deactivate user", "Update member", "Add user"]
    assert history[1].detail == "Asha Shah · role: broker → cashier"


def test_the_log_is_for_those_who_may_read_it(office: Office, offices: Callable[..., Office]) -> None:
    for role in (Role.CASHIER, Role.BROKER):
        with pytest.raises(NotAllowed):
            office.ask(lambda read: page(AUDIT_ROWS, read, Look()), as_=office.member(role))
    rename(office, "Only here")
    assert not [row for row in rows(offices("DE")) if "Only here" in row.changes]


def test_sign_ins_are_listed_with_their_outcome(office: Office, offices: Callable[..., Office]) -> None:
    office.do(AddUser(email="ravi@example.com", name="Ravi", role=Role.BROKER, password=PASSWORD))
    sign_in(office.app, "ravi@example.com", PASSWORD)
    for _ in range(5):
        with pytest.raises(SignInRefused):
            sign_in(office.app, "ravi@example.com", "wrong")
    listed = office.ask(lambda read: page(SIGN_IN_ROWS, read, Look()))
    assert [row.what for row in listed] == ["Locked out", *["Refused"] * 4, "Signed in"]
    assert {row.record for row in listed} == {"Ravi"}
    assert office.ask(lambda read: tab_counts(SIGN_IN_ROWS, read)) == {"all": 6, "done": 1, "refused": 5}
    assert list(offices("DE").ask(lambda read: page(SIGN_IN_ROWS, read, Look()))) == []


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("PostInvoice", "Post invoice"),
        ("SetLogo", "Set logo"),
        ("ExportGSTReturn", "Export GST return"),
        ("Run", "Run"),
    ],
)
def test_commands_read_as_words(name: str, words: str) -> None:
    assert command_words(name) == words


def test_an_entry_is_about_the_record_and_not_its_lines(office: Office) -> None:
    cash, capital = (
        office.ask(accounts).by_role[role].id for role in (AccountRole.CASH, AccountRole.CAPITAL)
    )
    lines = (
        JournalLine(account_id=cash, debit=Decimal(100)),
        JournalLine(account_id=capital, credit=Decimal(100)),
    )
    office.do(PostJournal(posted_on=office.clock.today(), lines=lines))
    latest = rows(office)[0]
    assert (latest.what, latest.record, latest.changes) == ("Post journal", "entry 1", "1 entry; 2 legs")


OWNER_ID = "0190a1b2-0000-7000-8000-000000000001"


def test_bodies_of_every_kind_read_in_words() -> None:
    body = (
        f'[["+","party","{OWNER_ID}",{{"code":"MERIDIAN","credit_limit_minor":12345,"name":{{"~":"aa"}}}}],'
        f'["~","bill_line",["{OWNER_ID}",3],{{"is_free":[false,true]}}],'
        f'["-","party","{OWNER_ID}",{{"email":{{"~":"bb"}}}}],["#","leg","{OWNER_ID}",2,"00"]]'
    )
    changes = changes_of(body, '{"aa":["salt","Meridian"]}', "INR")
    assert [(c.action, c.field, c.old, c.new) for c in changes] == [
        ("new", "code", "", "MERIDIAN"),
        ("new", "credit limit", "", "123.45"),
        ("new", "name", "", "Meridian"),
        ("changed", "line 3 is free", "no", "yes"),
        ("removed", "email", "(erased)", ""),
        ("added", "", "", "2 legs"),
    ]
    assert summary(changes).endswith("name: Meridian; and 3 more")
    assert changes_of(f'[["+","x","{OWNER_ID}",{{"a_minor":7,"currency":"JPY"}}]]', None, "INR")[0].new == "7"

"""Whatever is done to the log behind the program's back is found."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import ColumnElement, Connection, delete, insert, select, text, update

from rayafin_desktop.base.errors import RuleBroken
from rayafin_desktop.engine.feature import Fault
from rayafin_desktop.engine.permissions import Role, the_book
from rayafin_desktop.engine.record import audit_entries, chains, outbox
from rayafin_desktop.features.access.commands import AddUser
from rayafin_desktop.features.audit.queries import chain_head
from rayafin_desktop.features.audit.verify import verify_chain, verify_facts
from rayafin_desktop.features.companies.commands import ChangeSetting
from rayafin_desktop.features.documents.commands import AttachFile
from rayafin_desktop.features.documents.model import Blob
from tests.books import Office

LAST = 12


@pytest.fixture
def busy(office: Office) -> Office:
    """An office whose chain has twelve entries."""
    while office.ask(chain_head).n < LAST:
        n = office.ask(chain_head).n
        office.do(AddUser(email=f"u{n}@example.com", name=f"User {n}", role=Role.BROKER))
    return office


@contextmanager
def behind_the_back(office: Office) -> Iterator[Connection]:
    """A connection that writes past the program, as somebody with a database tool would."""
    with office.app.database.write() as connection:
        if connection.dialect.name == "sqlite":
            for name in ("audit_entries_kept", "audit_entries_undeletable"):
                connection.execute(text(f"DROP TRIGGER IF EXISTS {name}"))
        else:
            connection.execute(text("ALTER TABLE audit_entries DISABLE TRIGGER USER"))
        yield connection


def faults(office: Office) -> list[Fault]:
    return office.ask(verify_chain)


def of(office: Office, n: int) -> tuple[ColumnElement[bool], ...]:
    return (audit_entries.c.company_id == office.company_id, audit_entries.c.n == n)


def test_an_untouched_book_verifies(busy: Office, offices: Callable[..., Office]) -> None:
    offices("DE")
    found = list(busy.app.verify(["audit.chain", "audit.facts", "documents.files"]))
    assert {checked.check for checked in found} == {"audit.chain", "audit.facts", "documents.files"}
    assert [checked for checked in found if checked.faults] == []


@pytest.mark.parametrize("n", [1, 6, LAST])
@pytest.mark.parametrize(
    "values",
    [
        {"user_name": "Mallory"},
        {"why": "because"},
        {"command": "Nothing"},
        {"body": "[]"},
        {"hash": bytes(32)},
    ],
    ids=lambda values: next(iter(values)),
)
def test_an_edited_entry_is_found(busy: Office, n: int, values: dict[str, object]) -> None:
    with behind_the_back(busy) as connection:
        connection.execute(update(audit_entries).where(*of(busy, n)).values(values))
    assert any(f"entry {n}" in fault.evidence for fault in faults(busy))


@pytest.mark.parametrize("n", [1, 6, LAST])
def test_a_deleted_entry_is_found(busy: Office, n: int) -> None:
    with behind_the_back(busy) as connection:
        connection.execute(delete(audit_entries).where(*of(busy, n)))
    assert faults(busy)


def test_a_log_cut_short_is_found(busy: Office) -> None:
    with behind_the_back(busy) as connection:
        connection.execute(
            delete(audit_entries).where(audit_entries.c.n > 9, audit_entries.c.company_id == busy.company_id)
        )
    assert [fault.evidence for fault in faults(busy)] == ["the log ends at entry 9, but 12 were written"]


def test_a_log_cut_short_together_with_its_head_is_found_by_an_anchor(busy: Office) -> None:
    anchor = busy.ask(chain_head)
    with behind_the_back(busy) as connection:
        connection.execute(
            delete(audit_entries).where(audit_entries.c.n > 9, audit_entries.c.company_id == busy.company_id)
        )
        head = connection.execute(select(audit_entries.c.hash).where(*of(busy, 9))).scalar()
        connection.execute(
            update(chains).where(chains.c.company_id == busy.company_id).values(n=9, head=head)
        )
    assert faults(busy) == []
    assert [f.evidence for f in busy.ask(verify_chain, {anchor.n: anchor.hash})] == [
        "entry 12, anchored earlier, is missing"
    ]


def test_two_entries_that_changed_places_are_found(busy: Office) -> None:
    with behind_the_back(busy) as connection:
        for old, new in ((4, 100), (5, 4), (100, 5)):
            connection.execute(update(audit_entries).where(*of(busy, old)).values(n=new))
    assert faults(busy)


def test_an_inserted_entry_is_found(busy: Office) -> None:
    with behind_the_back(busy) as connection:
        row = connection.execute(select(audit_entries).where(*of(busy, LAST))).mappings().one()
        connection.execute(insert(audit_entries).values(dict(row) | {"n": LAST + 1}))
    assert faults(busy)


def test_a_changed_personal_value_is_found_and_an_erased_one_is_not(busy: Office) -> None:
    where = of(busy, LAST)
    with behind_the_back(busy) as connection:
        clear = json.loads(connection.execute(select(audit_entries.c.clear).where(*where)).scalar() or "{}")
        digest = next(iter(clear))
        changed = clear | {digest: [clear[digest][0], "Mallory"]}
        connection.execute(update(audit_entries).where(*where).values(clear=json.dumps(changed)))
    assert any("personal value" in fault.evidence for fault in faults(busy))
    with behind_the_back(busy) as connection:
        connection.execute(update(audit_entries).where(*where).values(clear=None))
    assert faults(busy) == []


def test_a_command_changed_in_the_outbox_is_found(busy: Office) -> None:
    with busy.app.database.write() as connection:
        connection.execute(
            update(outbox).where(outbox.c.company_id == busy.company_id, outbox.c.n == 5).values(payload=b"x")
        )
    assert [fault.evidence for fault in faults(busy)] == [
        "the command of entry 5 (AddUser) was changed in the outbox"
    ]


def test_the_book_s_own_chain_is_proved_too(busy: Office) -> None:
    with behind_the_back(busy) as connection:
        connection.execute(
            update(audit_entries).where(audit_entries.c.company_id == 0).values(user_name="Mallory")
        )
    with busy.app.read(the_book()) as read:
        assert verify_chain(read)


def test_the_program_itself_cannot_change_the_log(busy: Office) -> None:
    for statement in (update(audit_entries).values(why="x"), delete(audit_entries)):
        with pytest.raises(RuleBroken, match=r"audit\.immutable"), busy.app.database.write() as connection:
            connection.execute(statement)
    assert faults(busy) == []


def test_a_fact_that_was_changed_or_deleted_is_found(office: Office) -> None:
    member = office.owner.member_id
    assert member is not None
    office.do(AttachFile(kind="member", record_id=member, name="a.txt", content="YWJj"))
    office.do(ChangeSetting(key="documents.largest_file_mb", value=7))
    assert office.ask(verify_facts) == []
    with office.app.database.write() as connection:
        connection.execute(update(Blob.mapping.table).values(content=b"abd"))
    (fault,) = office.ask(verify_facts)
    assert fault.evidence.startswith("blob ")

"""The recorder: every change leaves an entry that cannot be changed, forged or read for secrets."""

import dataclasses
import hashlib
import json
import logging
import zlib
from functools import partial
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Executable, delete, select, text, update

from rayafin_desktop.base.errors import RuleBroken
from rayafin_desktop.engine.commands import from_json, recorded, secret_fields, to_json
from rayafin_desktop.engine.entity import metadata
from rayafin_desktop.engine.record import audit_entries, outbox
from rayafin_desktop.engine.work import Work
from rayafin_desktop.features.access.commands import SetPassword
from rayafin_desktop.features.parties.model import Contact, Party
from tests.books import Office
from tests.engine.chain import broken_links, canonical, entries
from tests.engine.probe import Step, WriteNote, in_work, new_party

CANARY = "canary-7f3a9c-do-not-record"
PHONE = "+91 98765 43210"


def three_commands(office: Office) -> Party:
    """A party with personal values, a contact, and a change of both."""

    def add(work: Work) -> Party:
        work.why = "a reason"
        return new_party(work, "A", phone=PHONE, name="Meera Nair")

    def contact(party: Party, name: str, work: Work) -> None:
        one = Contact(company_id=work.company_id, party_id=party.id, line_no=1, name=name)
        work.replace_parts(Contact, party.id, [one])

    party = in_work(office.app, office.owner, add)
    in_work(office.app, office.owner, partial(contact, party, "Asha"))
    office.clock.advance(hours=1)
    changed = dataclasses.replace(party, phone="+91 11111 22222")
    return in_work(office.app, office.owner, lambda work: work.save(changed))


def links(office: Office) -> list[int]:
    with office.app.read(office.owner) as read:
        return broken_links(read.connection, office.company_id)


def audit(office: Office) -> list[Any]:
    with office.app.read(office.owner) as read:
        return entries(read.connection, office.company_id)


def test_the_chain_verifies_by_recomputation(office: Office) -> None:
    before = len(audit(office))
    three_commands(office)
    assert links(office) == []
    last = audit(office)
    assert len(last) == before + 3
    assert (last[-3].why, last[-3].user_name, last[-3].user_id) == (
        "a reason",
        "Asha Shah",
        office.owner.user_id,
    )
    assert [entry.n for entry in last] == list(range(1, len(last) + 1))


def test_an_entry_tells_what_changed_from_what_to_what(office: Office) -> None:
    party = in_work(office.app, office.owner, lambda work: new_party(work, "A", payment_terms_days=30))
    changed = dataclasses.replace(party, payment_terms_days=45, city="Surat")
    in_work(office.app, office.owner, lambda work: work.save(changed))
    assert json.loads(audit(office)[-1].body) == [
        ["~", "party", str(party.id), {"payment_terms_days": [30, 45], "city": ["", "Surat"]}]
    ]


def test_personal_values_stand_as_digests_with_their_clear_text_beside(office: Office) -> None:
    three_commands(office)
    added = audit(office)[-3]
    assert PHONE not in added.body
    assert "Meera" not in added.body
    image = json.loads(added.body)[0][3]
    salt, value = json.loads(added.clear)[image["phone"]["~"]]
    assert value == PHONE
    digest = hashlib.blake2b(salt.encode() + canonical(value), digest_size=16).hexdigest()
    assert digest == image["phone"]["~"]


def test_erasing_the_clear_text_breaks_no_link(office: Office) -> None:
    three_commands(office)
    with office.app.database.write() as connection:
        connection.execute(update(audit_entries).values(clear=None))
    assert links(office) == []


def write_raw(office: Office, statement: Executable) -> None:
    with office.app.database.write() as connection:
        connection.execute(statement)


@pytest.mark.parametrize("column", [c.name for c in audit_entries.columns if c.name != "clear"])
def test_no_column_of_the_log_but_the_clear_text_can_be_changed(office: Office, column: str) -> None:
    same = update(audit_entries).values({column: audit_entries.c[column]})
    with pytest.raises(RuleBroken) as refusal:
        write_raw(office, same)
    assert refusal.value.code == "audit.immutable"


def test_no_entry_can_be_deleted(office: Office) -> None:
    statements: list[Executable] = [delete(audit_entries)]
    if not office.app.database.is_sqlite:
        statements.append(text("TRUNCATE audit_entries"))
    for statement in statements:
        with pytest.raises(RuleBroken) as refusal:
            write_raw(office, statement)
        assert refusal.value.code == "audit.immutable"


TAMPERING = {
    "edited": "UPDATE audit_entries SET body = '[]' WHERE n = 3 AND company_id = {company}",
    "renamed": "UPDATE audit_entries SET user_name = 'Mallory' WHERE n = 2 AND company_id = {company}",
    "deleted": "DELETE FROM audit_entries WHERE n = 2 AND company_id = {company}",
    "truncated": "DELETE FROM audit_entries WHERE n = (SELECT max(n) FROM audit_entries "
    "WHERE company_id = {company}) AND company_id = {company}",
    "swapped": "UPDATE audit_entries SET n = 5 - n + 1000 WHERE n IN (2, 3) AND company_id = {company}",
}


@pytest.mark.parametrize("how", TAMPERING)
def test_whoever_gets_around_the_triggers_breaks_the_chain(office: Office, how: str) -> None:
    three_commands(office)
    with office.app.database.write() as connection:
        for name in ("audit_entries_kept", "audit_entries_undeletable"):
            on = "" if office.app.database.is_sqlite else " ON audit_entries"
            connection.execute(text(f"DROP TRIGGER {name}{on}"))
        connection.execute(text(TAMPERING[how].format(company=office.company_id)))
        if how == "swapped":
            connection.execute(text("UPDATE audit_entries SET n = n - 1000 WHERE n > 1000"))
    assert links(office) != []


def everything_stored(office: Office) -> str:
    """All bytes of the book as text, the outbox unpacked."""
    found: list[str] = []
    with office.app.read(office.owner) as read:
        for table in metadata.tables.values():
            for row in read.connection.execute(select(table)):
                found += [bytes(v).decode("latin-1") if isinstance(v, bytes) else str(v) for v in row]
        for row in read.connection.execute(select(outbox.c.payload)):
            found.append(zlib.decompress(row.payload).decode())
    return "\n".join(found)


def test_secrets_reach_neither_the_book_nor_the_log(office: Office, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    in_work(office.app, office.owner, lambda work: new_party(work, "A"), secret=CANARY)
    assert office.owner.user_id is not None
    office.do(SetPassword(user_id=office.owner.user_id, password=CANARY))
    assert CANARY not in everything_stored(office)
    assert CANARY not in caplog.text
    with pytest.raises(ZeroDivisionError) as crash:
        in_work(office.app, office.owner, lambda work: 1 / 0, secret=CANARY)
    assert CANARY not in str(crash.value)


def test_secrets_are_found_inside_optional_types() -> None:
    assert secret_fields(Step) == {"secret", "other_secret"}
    command = Step(token="t", secret=CANARY, other_secret=CANARY)
    assert CANARY.encode() not in recorded(command)
    assert CANARY not in json.dumps(to_json(command))
    assert CANARY not in repr(command)
    assert "token='t'" in repr(command)


def test_a_password_hash_is_never_in_the_log(office: Office) -> None:
    assert office.owner.user_id is not None
    office.do(SetPassword(user_id=office.owner.user_id, password=CANARY))
    (change,) = json.loads(audit(office)[-1].body)
    assert change[3]["password_hash"] == ["***", "***"]


@given(key=st.text(min_size=1, max_size=50).filter(lambda key: "\0" not in key))
def test_a_recorded_command_reads_back_the_same(key: str) -> None:
    command = WriteNote(key=key)
    assert from_json(WriteNote, json.loads(recorded(command))["with"]) == command


def test_the_outbox_holds_the_command_and_the_entry_its_digest(office: Office) -> None:
    office.do(WriteNote(key="कुंजी"))
    with office.app.read(office.owner) as read:
        row = read.first(
            select(outbox).where(outbox.c.company_id == office.company_id).order_by(outbox.c.n.desc())
        )
    assert row is not None
    payload = zlib.decompress(row.payload)
    body = json.loads(payload)
    assert body["command"] == "WriteNote"
    assert from_json(WriteNote, body["with"]) == WriteNote(key="कुंजी")
    assert hashlib.sha256(payload).digest() == bytes(audit(office)[-1].payload_digest)

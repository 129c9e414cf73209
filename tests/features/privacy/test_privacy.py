"""What the book holds of a person: all of it handed out; what may go is gone from every byte of the file."""

import base64
import io
import json
import sqlite3
import zipfile
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select, text, update

from rayafin_desktop.base.errors import NeedsConfirmation, NotAllowed, RuleBroken
from rayafin_desktop.engine.permissions import Role
from rayafin_desktop.engine.record import audit_entries, compressed, outbox
from rayafin_desktop.features.access.commands import DeactivateUser
from rayafin_desktop.features.access.model import User
from rayafin_desktop.features.audit.queries import record_history
from rayafin_desktop.features.billing.commands import SaveDraft
from rayafin_desktop.features.billing.posting import VoidInvoice
from rayafin_desktop.features.companies.commands import ChangeSetting
from rayafin_desktop.features.documents.commands import AttachFile
from rayafin_desktop.features.documents.model import Blob
from rayafin_desktop.features.parties.commands import ContactInput, SaveParty, ShippingAddressInput
from rayafin_desktop.features.parties.model import Contact, Party, ShippingAddress
from rayafin_desktop.features.privacy.erasing import ErasePersonalData
from rayafin_desktop.features.privacy.exporting import export_personal
from rayafin_desktop.features.privacy.finding import subject_called
from rayafin_desktop.features.privacy.model import Erasure, Subject
from rayafin_desktop.features.privacy.queries import erasure_preview
from rayafin_desktop.features.privacy.rules import kept_until
from tests.books import Office
from tests.features.billing.billed import document, issue, line

NAME, FORMER = "Zarathustra Quillfeather", "Melchior Quillfeather"
VALUES = {
    "name": NAME,
    "address_1": "77 Periwinkle Embankment",
    "address_2": "Behind the Xylophone Works",
    "email": "quillfeather@periwinkle.example",
    "phone": "+91 98765 00077",
    "notes": "Allergic to sesame; daughter Ottoline",
}
CONTACT = ContactInput(name="Ottoline Quillfeather", email="ottoline@periwinkle.example", phone="0777 654")
PLACE = ShippingAddressInput(label="Shed", address_1="Rear of Hollyhock Mews")
PASSPORT = b"the passport, number Q7788990, of the Quillfeathers " * 40
TRACES = [*VALUES.values(), FORMER, CONTACT.name, CONTACT.email, CONTACT.phone, PLACE.address_1]
NOBODY = "Somebody Else Entirely"


def quillfeather(office: Office, **values: Any) -> UUID:
    """A person who was once called otherwise, with a contact, a place of delivery and a file."""
    fields: dict[str, Any] = {**VALUES, "contacts": (CONTACT,), "shipping_addresses": (PLACE,), **values}
    id_ = office.do(SaveParty(**(fields | {"name": FORMER})))
    office.do(SaveParty(**fields, id=id_))
    content = base64.b64encode(PASSPORT).decode()
    office.do(AttachFile(kind="party", record_id=id_, name="passport Quillfeather.txt", content=content))
    office.do(SaveParty(name=NOBODY, notes="stays"))
    return id_


def erase(office: Office, id_: UUID, subject: Subject = Subject.PARTY) -> Erasure:
    command = ErasePersonalData(subject=subject, id=id_)
    with pytest.raises(NeedsConfirmation, match=r"privacy\.final") as asked:
        office.do(command)
    erased = office.do(command, confirmed={asked.value.key})
    with office.app.read(office.owner) as read:
        return read.get(Erasure, erased)


def found_in_rows(office: Office, traces: list[str]) -> set[str]:
    """Which of the texts stand in any column of any table, outbox commands included."""
    from rayafin_desktop.engine.entity import metadata

    said: list[str] = []
    with office.app.database.read() as connection:
        for table in metadata.sorted_tables:
            said += [repr(tuple(row)) for row in connection.execute(select(table))]
        said += [repr(tuple(row)) for row in connection.execute(text("SELECT body FROM search_index"))]
        import zlib

        said += [
            zlib.decompress(bytes(row[0])).decode() for row in connection.execute(select(outbox.c.payload))
        ]
    everything = "\n".join(said)
    return {one for one in traces if one in everything or one.casefold() in everything}


def faults(office: Office) -> list[str]:
    return [fault.evidence for one in office.app.verify() for fault in one.faults]


# --- handing out


def test_the_export_has_everything(office: Office) -> None:
    id_ = quillfeather(office)
    posted = issue(office, id_, line(office, "100", code="NIL"))
    archive = zipfile.ZipFile(io.BytesIO(office.ask(export_personal, Subject.PARTY, id_)))
    said = json.loads(archive.read("personal-data.json"))
    plain = json.dumps(said, ensure_ascii=False)
    for trace in [*TRACES, posted.number]:
        assert trace in plain
    assert NOBODY not in plain
    assert {one["kind"] for one in said["records"]} >= {"party", "invoice"}
    [file] = said["files"]
    assert archive.read(file["in_archive"]) == PASSPORT
    assert {one["command"] for one in said["audit"]} >= {"SaveParty", "AttachFile", "IssueInvoice"}
    again = office.ask(export_personal, Subject.PARTY, id_)
    assert again == office.ask(export_personal, Subject.PARTY, id_), "the same data is the same file"


def test_only_the_owner_may(office: Office) -> None:
    id_ = quillfeather(office)
    for role in (Role.ACCOUNTANT, Role.CASHIER, Role.AUDITOR, Role.BROKER):
        member = office.member(role)
        with pytest.raises(NotAllowed):
            office.ask(export_personal, Subject.PARTY, id_, as_=member)
        with pytest.raises(NotAllowed):
            office.ask(erasure_preview, id_, as_=member)
        with pytest.raises(NotAllowed):
            office.do(ErasePersonalData(subject=Subject.PARTY, id=id_), as_=member)


def test_a_user_is_handed_out_without_his_password(office: Office) -> None:
    member = office.member(Role.CASHIER)
    with office.app.read(office.owner) as read:
        user = next(one for one in read.all(User) if one.id == member.user_id)
        assert subject_called(read, user.email) == (Subject.USER, user.id)
        archive = zipfile.ZipFile(io.BytesIO(export_personal(read, Subject.USER, user.id)))
    plain = archive.read("personal-data.json").decode()
    assert user.email in plain
    assert user.password_hash not in plain


# --- erasing


def test_nothing_of_an_erased_person_is_left_in_the_rows(office: Office) -> None:
    id_ = quillfeather(office)
    ship_to = {"name": NAME, "address": PLACE.address_1, "state": "27"}
    draft = office.do(SaveDraft(party_id=id_, issued_on=date(2026, 11, 20), lines=(line(office, "10"),)))
    assert found_in_rows(office, TRACES) == set(TRACES), "the search must be able to find them"
    del ship_to, draft
    erasure = erase(office, id_)
    assert found_in_rows(office, [*TRACES, "passport Quillfeather"]) == set()
    assert found_in_rows(office, [NOBODY]) == {NOBODY}
    with office.app.read(office.owner) as read:
        party = read.get(Party, id_)
        assert (party.name, party.is_active) == ("Erased party 00001", False)
        assert read.parts(Contact, id_) == []
        assert read.parts(ShippingAddress, id_) == []
        assert [one.content for one in read.all(Blob)] == [b""]
    assert erasure.entries
    assert faults(office) == []


def test_the_log_tells_of_the_erasure_without_the_values(office: Office) -> None:
    id_ = quillfeather(office)
    erase(office, id_)
    with office.app.read(office.owner) as read:
        entry = read.first(
            select(audit_entries.c.command, audit_entries.c.body, audit_entries.c.clear)
            .where(audit_entries.c.company_id == read.company_id)
            .order_by(audit_entries.c.n.desc())
            .limit(1)
        )
        assert entry is not None
        assert entry.command == "ErasePersonalData"
        assert entry.clear is None
        assert str(id_) in entry.body
        history = record_history(read, id_)
    assert "erased" in repr(history)


def test_a_changed_command_is_still_found_where_no_erasure_was(office: Office) -> None:
    id_ = quillfeather(office)
    erasure = erase(office, id_)
    untouched = max(erasure.entries) + 1
    with office.app.database.write() as connection:
        connection.execute(
            update(outbox)
            .where(outbox.c.company_id == office.company_id, outbox.c.n == untouched)
            .values(payload=compressed(b'{"command":"SaveParty","with":{}}'))
        )
    assert len(faults(office)) == 1


@pytest.mark.parametrize("location", ["sqlite", "encrypted"], indirect=True)
def test_no_byte_of_the_file_tells_of_an_erased_person(office: Office) -> None:
    id_ = quillfeather(office)
    erase(office, id_)
    office.app.close()
    traces = [*TRACES, "Q7788990", NAME.casefold()]
    files = [path for path in Path(office.location).parent.iterdir() if path.is_file()]
    raw = b"".join(path.read_bytes() for path in files)
    assert [one for one in traces if one.encode() in raw] == []
    if Path(office.location).read_bytes()[:6] == b"SQLite":
        assert NOBODY.encode() in raw, "the search must be able to find something"
        with closing(sqlite3.connect(office.location)) as connection:
            assert connection.execute("PRAGMA freelist_count").fetchone() == (0,)


def test_a_posted_invoice_keeps_what_the_law_demands_until_its_time_is_over(office: Office) -> None:
    id_ = quillfeather(office)
    posted = issue(office, id_, line(office, "100", code="NIL"))
    with pytest.raises(RuleBroken, match=r"privacy\.open_balance"):
        office.do(ErasePersonalData(subject=Subject.PARTY, id=id_))
    office.do(VoidInvoice(invoice_id=posted.id, reason="never delivered"))
    preview = office.ask(erasure_preview, id_)
    [kept] = [one for one in preview if one.id == "stays/invoice"]
    assert (kept.count, kept.until) == (1, date(2035, 12, 31))
    assert "Companies Act" in kept.why
    first = erase(office, id_)
    assert [one[:3] for one in first.kept] == [["invoice", posted.number, "2035-12-31"]]
    assert document(office, posted.id).buyer_name == NAME
    assert found_in_rows(office, [VALUES["email"], VALUES["notes"], FORMER, CONTACT.name]) == set()
    assert faults(office) == []
    office.clock.go_to(date(2036, 1, 1))
    assert [one for one in office.ask(erasure_preview, id_) if one.id == "stays/invoice"] == []
    erase(office, id_)
    assert document(office, posted.id).buyer_name == "Erased party 00002"
    assert found_in_rows(office, TRACES) == set()
    assert faults(office) == []


def test_how_long_is_a_setting(office: Office) -> None:
    id_ = quillfeather(office)
    office.do(VoidInvoice(invoice_id=issue(office, id_, line(office, "1", code="NIL")).id, reason="x"))
    office.do(ChangeSetting(key="privacy.retention_years", value=10))
    [kept] = [one for one in office.ask(erasure_preview, id_) if one.id == "stays/invoice"]
    assert kept.until == date(2037, 12, 31)
    assert kept_until(date(2026, 4, 1), 6) == date(2033, 12, 31)


def test_a_user_is_erased_once_he_has_left(office: Office) -> None:
    member = office.member(Role.CASHIER)
    assert member.user_id is not None
    with office.app.read(office.owner) as read:
        email = read.get(User, member.user_id).email
    with pytest.raises(RuleBroken, match=r"privacy\.user_active"):
        office.do(ErasePersonalData(subject=Subject.USER, id=member.user_id))
    office.do(DeactivateUser(user_id=member.user_id))
    erase(office, member.user_id, Subject.USER)
    with office.app.read(office.owner) as read:
        user = read.get(User, member.user_id)
    assert (user.name, user.password_hash, user.is_active) == ("Erased user 00001", "", False)
    assert found_in_rows(office, [email]) == set()
    assert faults(office) == []

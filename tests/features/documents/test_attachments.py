"""Files on records: stored once, read back whole, kept apart between companies."""

import base64
import hashlib
import zlib
from collections.abc import Callable
from uuid import UUID

import pytest
from sqlalchemy import func, select, update

from rayafin_desktop.base.errors import BookProblem, NotAllowed, NotFound, RuleBroken, Stale
from rayafin_desktop.base.ids import new_id
from rayafin_desktop.engine.listing import Look, page
from rayafin_desktop.engine.permissions import Role
from rayafin_desktop.engine.record import audit_entries, outbox
from rayafin_desktop.features.companies.commands import ChangeSetting
from rayafin_desktop.features.companies.queries import company_detail
from rayafin_desktop.features.documents.commands import AttachFile, RemoveAttachment, SetLogo
from rayafin_desktop.features.documents.model import Blob
from rayafin_desktop.features.documents.queries import (
    ATTACHMENT_ROWS,
    attachments_of,
    company_logo,
    damaged_files,
    read_attachment,
)
from tests.books import Office

PDF = b"%PDF-1.7 a bill of lading, marked UNMISTAKABLE"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256))


def text(content: bytes) -> str:
    return base64.b64encode(content).decode()


def company_id(office: Office) -> UUID:
    return office.ask(company_detail).id


def attach(office: Office, content: bytes = PDF, name: str = "bill.pdf") -> UUID:
    return office.do(
        AttachFile(kind="company", record_id=company_id(office), name=name, content=text(content))
    )


def blobs(office: Office) -> int:
    return int(
        office.ask(lambda read: read.scalar(select(func.count()).where(Blob.c.company_id == read.company_id)))
    )


def test_a_file_reads_back_as_it_came(office: Office) -> None:
    attached = attach(office, name="../Bill of lading.pdf")
    stored = office.ask(read_attachment, attached)
    assert (stored.content, stored.name, stored.media_type) == (PDF, "Bill of lading.pdf", "application/pdf")
    (row,) = office.ask(attachments_of, company_id(office))
    assert (row.size_bytes, row.sha256) == (len(PDF), hashlib.sha256(PDF).hexdigest())


def test_the_same_file_is_kept_once_and_attached_once(office: Office) -> None:
    assert attach(office) == attach(office, name="again.pdf")
    member = office.owner.member_id
    assert member is not None
    office.do(AttachFile(kind="member", record_id=member, name="bill.pdf", content=text(PDF)))
    assert blobs(office) == 1
    assert len(office.ask(lambda read: page(ATTACHMENT_ROWS, read, Look()))) == 2


def test_an_attachment_taken_off_is_gone_and_may_come_back(office: Office) -> None:
    first = attach(office)
    office.do(RemoveAttachment(id=first))
    assert list(office.ask(attachments_of, company_id(office))) == []
    with pytest.raises(NotFound, match=r"attachment\.not_found"):
        office.ask(read_attachment, first)
    assert attach(office) != first
    assert blobs(office) == 1


def test_a_file_needs_a_record_of_this_company(office: Office, offices: Callable[..., Office]) -> None:
    other = offices("DE")
    for kind, record_id in (
        ("company", company_id(other)),
        ("member", other.owner.member_id or new_id()),
        ("user", office.owner.user_id or new_id()),
        ("nothing", new_id()),
    ):
        with pytest.raises(NotFound):
            office.do(AttachFile(kind=kind, record_id=record_id, name="a.pdf", content=text(PDF)))


def test_the_largest_size_is_a_setting(office: Office) -> None:
    large = b"x" * (5 * 1024 * 1024 + 1)
    with pytest.raises(RuleBroken, match=r"document\.too_large"):
        attach(office, large, "a.txt")
    office.do(ChangeSetting(key="documents.largest_file_mb", value=6))
    attach(office, large, "a.txt")


def test_rights_follow_the_role(office: Office) -> None:
    attached = attach(office)
    auditor = office.member(Role.AUDITOR)
    assert office.ask(read_attachment, attached, as_=auditor).content == PDF
    with pytest.raises(NotAllowed):
        office.do(
            AttachFile(kind="company", record_id=company_id(office), name="a", content=text(b"a")),
            as_=auditor,
        )
    with pytest.raises(NotAllowed):
        office.do(RemoveAttachment(id=attached), as_=office.member(Role.BROKER))
    with pytest.raises(NotAllowed):
        office.ask(lambda read: page(ATTACHMENT_ROWS, read, Look()), as_=office.member(Role.CASHIER))


def test_another_company_s_files_do_not_exist_here(office: Office, offices: Callable[..., Office]) -> None:
    attached = attach(office)
    other = offices("DE")
    with pytest.raises(NotFound, match=r"attachment\.not_found"):
        other.ask(read_attachment, attached)
    attach(other)
    assert (blobs(office), blobs(other)) == (1, 1)


def test_a_changed_content_is_found_and_not_handed_out(office: Office) -> None:
    attached = attach(office)
    assert office.ask(damaged_files) == []
    with office.app.database.write() as connection:
        connection.execute(update(Blob.mapping.table).values(content=PDF.replace(b"bill", b"bull")))
    with pytest.raises(BookProblem, match=r"document\.damaged"):
        office.ask(read_attachment, attached)
    (fault,) = office.ask(damaged_files)
    assert hashlib.sha256(PDF).hexdigest() in fault.evidence


def test_no_content_reaches_audit_log_or_outbox(office: Office) -> None:
    attach(office)
    with office.app.read(office.owner) as read:
        bodies = [row[0] for row in read.fetch(select(audit_entries.c.body))]
        payloads = [zlib.decompress(row[0]).decode() for row in read.fetch(select(outbox.c.payload))]
    assert any(hashlib.sha256(PDF).hexdigest() in body for body in bodies)
    for written in [*bodies, *payloads]:
        assert "UNMISTAKABLE" not in written
        assert text(PDF) not in written


def test_the_list_sorts_filters_and_searches(office: Office) -> None:
    attach(office, PDF, "a contract.pdf")
    office.clock.advance(minutes=1)
    attach(office, PNG, "b picture.png")
    names = [row.name for row in office.ask(lambda read: page(ATTACHMENT_ROWS, read, Look()))]
    assert names == ["b picture.png", "a contract.pdf"]
    for look, expected in (
        (Look(tab="pictures"), ["b picture.png"]),
        (Look(tab="papers"), ["a contract.pdf"]),
        (Look(text="CONTR"), ["a contract.pdf"]),
        (Look(text="%"), []),
        (Look(sort="name"), ["a contract.pdf", "b picture.png"]),
    ):
        assert [
            row.name for row in office.ask(lambda read, look=look: page(ATTACHMENT_ROWS, read, look))
        ] == expected


def test_a_logo_is_a_picture_and_can_be_taken_away(office: Office) -> None:
    version = office.ask(company_detail).version
    with pytest.raises(RuleBroken, match=r"document\.not_a_logo"):
        office.do(SetLogo(version=version, content=text(PDF)))
    assert office.ask(company_logo) is None
    version = office.do(SetLogo(version=version, content=text(PNG)))
    assert office.ask(company_logo) == PNG
    with pytest.raises(Stale):
        office.do(SetLogo(version=version - 1))
    office.do(SetLogo(version=version))
    assert office.ask(company_logo) is None

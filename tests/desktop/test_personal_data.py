"""Personal data at the window: what goes and stays is seen first, then erased or handed out."""

from __future__ import annotations

import zipfile
from io import BytesIO
from uuid import UUID

import pytest

from rayafin_desktop.desktop.screens.privacy import page as page_module
from rayafin_desktop.desktop.screens.privacy.page import PersonalDataPage
from rayafin_desktop.features.parties.commands import SaveParty
from rayafin_desktop.features.parties.model import Party
from tests.features.billing.billed import issue, line

from .audit import faults_of
from .till import Till, till  # noqa: F401


def opened(till: Till, party_id: UUID) -> PersonalDataPage:  # noqa: F811
    till.window.open_page("party.personal", {"id": party_id})
    till.rest()
    page = till.page()
    assert isinstance(page, PersonalDataPage)
    till.until(lambda: page.ready)
    return page


def name_of(till: Till, party_id: UUID) -> str:  # noqa: F811
    with till.office.app.read(till.office.owner) as read:
        return read.get(Party, party_id).name


def test_erasing_asks_first_and_then_shows_what_is_left(till: Till) -> None:  # noqa: F811
    party_id = till.office.do(SaveParty(name="Zarathustra Quillfeather", email="z@example.com"))
    page = opened(till, party_id)
    assert "Quillfeather" in page.header.title.text()
    assert {line.fate for line in page.rows.rows()} == {"goes", "stays"}
    assert faults_of(page) == []
    page.erase_button.click()
    till.until(lambda: hasattr(page, "question"))
    assert name_of(till, party_id) == "Zarathustra Quillfeather", "a question changes nothing"
    page.question.dismiss()
    page.erase(confirmed=frozenset({f"personal.erase:{party_id}"}))
    till.until(lambda: "Erased party" in page.header.title.text())
    assert name_of(till, party_id) == "Erased party 00001"


def test_what_is_still_open_is_said(till: Till) -> None:  # noqa: F811
    party_id = till.office.do(SaveParty(name="Zarathustra Quillfeather"))
    issue(till.office, party_id, line(till.office, "100", code="NIL"))
    page = opened(till, party_id)
    page.erase_button.click()
    till.until(page.banner.isVisible)
    assert "still something open" in page.banner.text()


def test_the_export_is_offered_as_a_file(till: Till, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: F811
    party_id = till.office.do(SaveParty(name="Zarathustra Quillfeather"))
    page = opened(till, party_id)
    page.export_button.click()
    till.until(lambda: hasattr(page, "dialog"))
    assert page.dialog.isVisible()
    page.dialog.reject()
    given: list[bytes] = []
    monkeypatch.setattr(page_module, "save_file", lambda _w, content, *_: given.append(content))
    page.export()
    till.until(lambda: given)
    assert "personal-data.json" in zipfile.ZipFile(BytesIO(given[0])).namelist()

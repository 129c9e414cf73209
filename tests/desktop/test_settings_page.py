"""Settings: they apply at once, can be undone, and a refusal stands at its setting."""

from __future__ import annotations

import base64

from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QImage

from rayafin_desktop.desktop.components.segmented import Segmented
from rayafin_desktop.desktop.preferences import preferences
from rayafin_desktop.desktop.screens.company.company_page import CompanyPage
from rayafin_desktop.desktop.screens.settings.settings_page import SettingsPage
from rayafin_desktop.desktop.theme import theme
from rayafin_desktop.desktop.wording import language
from rayafin_desktop.features.billing.settings import ROUND_OFF
from rayafin_desktop.features.documents.queries import company_logo
from tests.books import Office

from .front import Front, front, two_companies
from .test_start_flow import owner_email

__all__ = ["front", "two_companies"]


def settings_page(front: Front, office: Office, section: str = "") -> SettingsPage:
    """Sign in and open the settings."""
    front.session.start(office.location)
    front.activate(front.session.front)
    front.sign_in(email=office.ask(owner_email))
    window = front.entered()
    page = window.open_page("settings")
    assert isinstance(page, SettingsPage)
    front.until(lambda: page.ready)
    if section:
        page.show_params({"section": section})
    return page


def choose(page: SettingsPage, key: str, value: str) -> None:
    """Click a value of a short choice."""
    control = page.lines[key].control
    assert isinstance(control, Segmented)
    control.set_current(value)
    control.chosen.emit(value)


def test_colours_apply_at_once_and_can_be_undone(front: Front, two_companies: Office) -> None:
    page = settings_page(front, two_companies)
    choose(page, "mode", "dark")
    assert theme().tokens.dark
    assert preferences().mode == "dark"
    toast = front.window.toast
    assert toast.text() == "Colours changed"
    toast._undone()
    assert not theme().tokens.dark
    assert preferences().mode == "light"
    shown = page.lines["mode"].control
    assert isinstance(shown, Segmented)
    assert shown.current() == "light"


def test_high_contrast_and_large_text(front: Front, two_companies: Office) -> None:
    page = settings_page(front, two_companies)
    choose(page, "contrast", "high")
    choose(page, "text_scale", "1.3")
    assert theme().high_contrast
    assert theme().text_scale == 1.3
    choose(page, "contrast", "normal")
    choose(page, "text_scale", "1.0")
    assert not theme().high_contrast


def test_another_language_builds_the_window_anew_and_keeps_the_page(
    front: Front, two_companies: Office
) -> None:
    page = settings_page(front, two_companies)
    before = front.window
    choose(page, "language", "ar")
    front.until(lambda: front.session.desk is not None and front.session.desk.window not in (before, None))
    assert language() == "ar"
    assert front.window.stack.currentWidget().key == "settings"  # type: ignore[union-attr]
    preferences().choose("language", "en")


def test_a_setting_of_the_company_is_kept_and_undone(front: Front, two_companies: Office) -> None:
    page = settings_page(front, two_companies, "Invoices")
    line = page.lines[ROUND_OFF.key]
    line.control.click()  # type: ignore[attr-defined]
    front.until(front.window.toast.isVisible)
    assert two_companies.ask(lambda read: read.setting(ROUND_OFF)) is True
    front.window.toast._undone()
    front.until(lambda: two_companies.ask(lambda read: read.setting(ROUND_OFF)) is False)
    front.until(lambda: not page.lines[ROUND_OFF.key].control.isChecked())  # type: ignore[attr-defined]


def test_a_number_format_that_is_none_is_refused_at_its_setting(front: Front, two_companies: Office) -> None:
    page = settings_page(front, two_companies, "Documents")
    line = page.lines["documents.largest_file_mb"]
    line.changed.emit(line.spec.key, "many")
    front.until(line._error.text)
    assert "possible value" in line._error.text()
    assert two_companies.ask(lambda read: read.known_settings[line.spec.key].default) == 5


def test_search_finds_settings_of_every_section(front: Front, two_companies: Office) -> None:
    page = settings_page(front, two_companies)
    page.search.setText("round")
    front.until(lambda: "billing.round_off" in page.lines)
    assert {"billing.round_off", "tax.policy"} <= set(page.lines)
    assert "mode" not in page.lines
    page.search.setText("zzz")
    front.until(lambda: not page.lines)


def test_the_logo_is_shown_kept_and_taken_back(front: Front, two_companies: Office) -> None:
    settings_page(front, two_companies)
    page = front.window.open_page("company")
    assert isinstance(page, CompanyPage)
    front.until(lambda: page.ready)
    picture = QImage(60, 30, QImage.Format.Format_RGB32)
    picture.fill(0xFF3366)
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    picture.save(buffer, "PNG")  # type: ignore[call-overload]
    page.panel.set_logo(bytes(content.data()))
    front.until(page.panel.logo.has_logo)
    assert two_companies.ask(company_logo) == base64.b64decode(base64.b64encode(bytes(content.data())))
    front.window.toast._undone()
    front.until(lambda: not page.panel.logo.has_logo())

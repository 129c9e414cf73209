"""Fields driven by real keys: figures, days, look-ups."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from rayafin_desktop.desktop.backend import Suggestion
from rayafin_desktop.desktop.components.date_edit import CalendarPanel, DateEdit
from rayafin_desktop.desktop.components.day_entry import parse_day
from rayafin_desktop.desktop.components.layout import Surface, column
from rayafin_desktop.desktop.components.lookup_edit import LookupEdit
from rayafin_desktop.desktop.components.number_edit import money_edit
from rayafin_desktop.desktop.components.suggestion_list import SuggestionList
from rayafin_desktop.desktop.formats import Formats
from rayafin_desktop.desktop.gallery.samples import SampleBackend

from .typing_keys import ALT, press, type_text

TODAY = date(2026, 11, 21)
Show = Callable[[QWidget], QWidget]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("21", date(2026, 11, 21)),
        ("5", date(2026, 11, 5)),
        ("2112", date(2026, 12, 21)),
        ("211227", date(2027, 12, 21)),
        ("21122027", date(2027, 12, 21)),
        ("21 12 26", date(2026, 12, 21)),
        ("1.2.2025", date(2025, 2, 1)),
        ("2026-12-31", date(2026, 12, 31)),
        ("+7", date(2026, 11, 28)),
        ("-21", date(2026, 10, 31)),
        ("٢١١٢", date(2026, 12, 21)),
    ],
)
def test_days_are_read_as_people_type_them(typed: str, meant: date) -> None:
    assert parse_day(typed, TODAY) == meant


@pytest.mark.parametrize("typed", ["31 2", "32", "0", "123", "abc", "21 12 26 9", "+", "+999999999"])
def test_no_day_is_guessed(typed: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        parse_day(typed, TODAY)


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_six_digits_name_every_day_of_the_century(day: date) -> None:
    assert parse_day(f"{day:%d%m%y}", TODAY) == day
    assert parse_day(f"{day:%d/%m/%Y}", TODAY) == day


def _shown(show: Show, field: QWidget) -> QWidget:
    page = show(Surface("surface", column(field, None, margins=(40, 40, 40, 40))))
    field.setFocus()
    return page


@pytest.mark.parametrize(
    ("typed", "value", "text"),
    [
        ("1200*1.05", Decimal("1260.00"), "1,260.00"),
        ("1200+5%", Decimal("1260.00"), "1,260.00"),
        ("(50)", Decimal("-50.00"), "−50.00"),
        ("12,34,567.5", Decimal("1234567.50"), "12,34,567.50"),
        ("100/3", Decimal("33.33"), "33.33"),
    ],
)
def test_sums_are_worked_out_on_enter(show: Show, typed: str, value: Decimal, text: str) -> None:
    field = money_edit(Formats())
    page = _shown(show, field)
    type_text(typed)
    press(Qt.Key.Key_Return)
    assert page.isVisible()
    assert (field.value(), field.text(), field.problem()) == (value, text, "")


def test_what_is_no_figure_stays_with_its_reason(show: Show) -> None:
    field = money_edit(Formats())
    page = _shown(show, field)
    type_text("12 rupees")
    press(Qt.Key.Key_Return)
    assert page.isVisible()
    assert field.value() is None
    assert field.text() == "12 rupees"
    assert "12*4.5" in field.problem()


def test_a_yen_has_no_sen(show: Show) -> None:
    field = money_edit(Formats("en_IN", "JPY"))
    page = _shown(show, field)
    type_text("1000.5")
    press(Qt.Key.Key_Return)
    assert page.isVisible()
    assert field.text() == "1,001"


def test_the_keys_of_a_date_field(show: Show) -> None:
    field = DateEdit(Formats(), lambda: TODAY)
    page = _shown(show, field)
    type_text("t")
    assert field.value() == TODAY
    press(Qt.Key.Key_Up)
    assert field.value() == date(2026, 11, 22)
    press(Qt.Key.Key_PageUp)
    assert field.value() == date(2026, 12, 22)
    for letter, day in (("m", 1), ("h", 31)):
        type_text(letter)
        assert field.value() == date(2026, 12, day)
    type_text("2801")
    press(Qt.Key.Key_Return)
    assert page.isVisible()
    assert (field.value(), field.text()) == (date(2026, 1, 28), "28 Jan 2026")


def test_the_calendar_gives_the_focus_back(show: Show) -> None:
    field = DateEdit(Formats(), lambda: TODAY)
    page = _shown(show, field)
    field.set_value(TODAY)
    press(Qt.Key.Key_F4)
    panel = page.findChild(CalendarPanel)
    assert panel is not None
    press(Qt.Key.Key_Right)
    press(Qt.Key.Key_Return)
    assert field.value() == date(2026, 11, 22)
    assert field.hasFocus()


@pytest.fixture
def lookup(show: Show) -> LookupEdit:
    backend = SampleBackend()
    field = LookupEdit(lambda text, take: take(backend.suggestions("items", text, 8)), "item", creates=True)
    _shown(show, field)
    return field


def test_letters_find_and_enter_takes(lookup: LookupEdit) -> None:
    chosen: list[Suggestion] = []
    lookup.chosen.connect(chosen.append)
    type_text("soy")
    popup = SuggestionList.of(lookup)
    assert popup.open_for(lookup)
    assert popup.list.count() == 3
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Return)
    assert lookup.value() == 2
    assert lookup.text() == "Soybean seed, yellow"
    assert [one.code for one in chosen] == ["SB-001"]
    assert not popup.isVisible()


def test_the_list_never_takes_the_focus_and_is_one_per_window(lookup: LookupEdit) -> None:
    type_text("soy")
    assert lookup.hasFocus()
    popup = SuggestionList.of(lookup)
    assert popup is SuggestionList.of(lookup.window())
    assert not popup.isWindow()
    press(Qt.Key.Key_Escape)
    assert not popup.isVisible()
    assert lookup.text() == "soy"
    assert "Alt+C" in lookup.problem()


def test_what_is_missing_is_created_from_the_field(lookup: LookupEdit) -> None:
    asked: list[str] = []
    lookup.create_asked.connect(asked.append)
    type_text("guar gum")
    press(Qt.Key.Key_C, ALT)
    assert asked == ["guar gum"]


def test_typing_on_forgets_the_choice(lookup: LookupEdit) -> None:
    type_text("chana")
    press(Qt.Key.Key_Return)
    assert lookup.value() == 5
    type_text("x")
    assert lookup.value() is None

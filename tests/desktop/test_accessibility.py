"""Every page of the kit: names, sizes, order of the Tab key, keys, and the same mirrored."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QShortcut
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget

from rayafin_desktop.desktop.components.button import Button, IconButton
from rayafin_desktop.desktop.components.check_box import CheckBox
from rayafin_desktop.desktop.components.segmented import Segmented
from rayafin_desktop.desktop.components.tabs import Tabs
from rayafin_desktop.desktop.gallery import pictures
from rayafin_desktop.desktop.keys import duplicates
from rayafin_desktop.desktop.lists.list_page import ListPage
from rayafin_desktop.desktop.screens.trade.measures import apart
from rayafin_desktop.desktop.shell.frame import PageStack
from rayafin_desktop.desktop.shell.nav_item import NavItem
from rayafin_desktop.desktop.theme import theme
from rayafin_desktop.desktop.theme.sizes import TARGET
from rayafin_desktop.desktop.wording import direction, set_language
from rayafin_desktop.desktop.workspace import Workspace

from .audit import faults_of, tab_stops

PICTURES = sorted(pictures.PICTURES)
Show = Callable[[QWidget], QWidget]


@pytest.fixture
def drawn(workspace: Workspace, show: Show) -> Callable[[str], QWidget]:
    """A picture of the gallery, shown."""

    def draw(name: str) -> QWidget:
        return show(pictures.PICTURES[name](workspace))

    return draw


@pytest.mark.parametrize("name", PICTURES)
@pytest.mark.parametrize("scale", [1.0, 1.3])
def test_a_page_can_be_used_by_everybody(drawn: Callable[[str], QWidget], name: str, scale: float) -> None:
    """All in one drawing: names, sizes, order of the Tab key, keys, room for every word."""
    theme().apply(text_scale=scale)
    frame = drawn(name)
    assert faults_of(frame) == []
    assert jumps_back(frame) == []
    assert words_cut(frame) == []
    assert keys_given_twice(frame) == []
    assert frame.minimumSizeHint().width() <= 1280


def jumps_back(frame: QWidget) -> list[tuple[str, str]]:
    """Pairs of neighbours in the Tab order where the second stands above the first."""
    # What is scrolled out of sight stands nowhere on the page.
    seen = [stop for stop in tab_stops(frame) if not stop.visibleRegion().isEmpty()]
    places = [(stop, stop.mapTo(frame, QPoint(0, 0))) for stop in seen]
    assert places
    return [
        (first.accessibleName(), second.accessibleName())
        for (first, a), (second, b) in pairwise(places)
        if b.y() + second.height() <= a.y() and abs(a.x() - b.x()) < 200
    ]


def words_cut(frame: QWidget) -> list[str]:
    """Buttons narrower than their words."""
    return [
        one.accessibleName() or one.text()
        for one in frame.findChildren(QPushButton)
        if one.isVisibleTo(frame) and one.width() < one.minimumSizeHint().width()
    ]


def keys_given_twice(frame: QWidget) -> list[str]:
    """Sequences that two shortcuts of the page share."""
    pages = [stack.currentWidget() for stack in frame.findChildren(PageStack)]
    return [
        keys
        for page in pages
        if page is not None
        for keys in duplicates(one.key().toString() for one in page.findChildren(QShortcut))
    ]


def test_the_window_is_mirrored_in_arabic(workspace: Workspace, show: Show, qapp: QApplication) -> None:
    set_language("ar")
    qapp.setLayoutDirection(direction())
    frame = pictures.list_with_peek(workspace)
    show(frame)
    page = next(iter(frame.findChildren(ListPage)))
    assert page.title == "الفواتير"
    assert page.mapTo(frame, QPoint(0, 0)).x() == 0, "the sidebar stands at the right"
    assert page.peek.x() < page.table.mapTo(page, QPoint(0, 0)).x()
    header = page.table.head
    number, balance = header.sectionViewportPosition(0), header.sectionViewportPosition(5)
    assert number > balance
    assert faults_of(frame) == []


def test_labels_never_read_markup(show: Show) -> None:
    from rayafin_desktop.desktop.components.label import Label

    assert Label("<b>Meridian</b> & sons").textFormat() == Qt.TextFormat.PlainText
    for label in show(Button("<i>x</i>")).findChildren(QLabel):
        assert label.textFormat() == Qt.TextFormat.PlainText


@pytest.mark.parametrize(
    ("make", "role"),
    [
        (lambda: Button("Save"), QAccessible.Role.Button),
        (lambda: IconButton("x", "Close"), QAccessible.Role.Button),
        (lambda: CheckBox("Active"), QAccessible.Role.CheckBox),
        (lambda: NavItem("a", "inbox", "Approvals"), QAccessible.Role.CheckBox),
        (lambda: Tabs([("a", "All")], "Views"), QAccessible.Role.PageTabList),
        (
            lambda: Segmented([("a", "A"), ("b", "B")], "Fill").findChildren(QWidget)[0],
            QAccessible.Role.RadioButton,
        ),
    ],
)
def test_painted_controls_are_spoken_as_what_they_are(
    make: Callable[[], QWidget], role: QAccessible.Role
) -> None:
    widget = make()
    spoken = QAccessible.queryAccessibleInterface(widget)
    assert spoken.role() == role
    assert spoken.text(QAccessible.Text.Name)


def test_small_buttons_are_still_targets(show: Show) -> None:
    button = IconButton("x", "Close", small=True)
    show(button)
    button.adjustSize()
    assert min(button.sizeHint().width(), button.sizeHint().height()) >= TARGET


def test_a_day_keeps_its_order_in_an_arabic_sentence() -> None:
    assert apart("2 Dec 2026") == "2 Dec 2026"
    set_language("ar")
    assert apart("2 Dec 2026") == "\u20682 Dec 2026\u2069"

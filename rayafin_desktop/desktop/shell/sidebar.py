"""The sidebar: company, search, pages by group, the person and the state of sync."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QPushButton, QVBoxLayout, QWidget

from rayafin_desktop.desktop.components.avatar import Logo
from rayafin_desktop.desktop.components.key_caps import caps_width, draw_caps
from rayafin_desktop.desktop.components.label import ElidedLabel
from rayafin_desktop.desktop.components.layout import Rule, box, clear, column, row
from rayafin_desktop.desktop.components.painting import RTL, draw_text, mirrored, painter_on, rounded
from rayafin_desktop.desktop.components.pill import Pill
from rayafin_desktop.desktop.components.scroll import ScrollColumn
from rayafin_desktop.desktop.theme import Role, colour, draw_icon, font
from rayafin_desktop.desktop.theme.fonts import BASE, MICRO, REGULAR, SEMIBOLD, SMALL
from rayafin_desktop.desktop.theme.sizes import CONTROL, RADIUS_CONTROL, SIDEBAR, grown
from rayafin_desktop.desktop.wording import tr
from rayafin_desktop.engine.screens import Tone

from .nav_group import NavGroup
from .nav_item import NavItem
from .person_menu import PersonButton
from .sync_button import SyncButton

FOLDED_AT_FIRST = frozenset({"Settings"})
"""Groups that are folded until a person opens them: what is set up once is not in the way every day."""


@dataclass(frozen=True, slots=True)
class NavEntry:
    """A page in the sidebar. `go` is the letter after G, `permission` what is needed to see it."""

    key: str
    title: str
    icon: str
    group: str = ""
    go: str = ""
    permission: str = ""


class CompanyButton(QAbstractButton):
    """The open company and its year; a click changes it."""

    def __init__(self) -> None:
        super().__init__()
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self._name = ElidedLabel("", BASE, SEMIBOLD)
        self._detail = ElidedLabel("", MICRO, REGULAR, "text2")
        self._chevrons = QWidget()
        self._chevrons.setFixedWidth(16)
        layout = row(Logo(32), column(self._name, self._detail, spacing=0), self._chevrons, spacing=10)
        layout.setContentsMargins(3, 0, 2, 0)
        self.setLayout(layout)
        for child in (self._name, self._detail, self._chevrons):
            child.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.restyle()

    def restyle(self) -> None:
        self.setFixedHeight(grown(38))

    def show_company(self, name: str, detail: str) -> None:
        """Which company, which year and currency."""
        self._name.setText(name)
        self._detail.setText(detail)
        self.setAccessibleName(f"{tr('Change company')}: {name}")

    def sizeHint(self) -> QSize:
        return QSize(200, grown(38))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = painter_on(self)
        draw_icon(painter, QRectF(self._chevrons.geometry()), "chevrons-up-down", "text3")
        if self.hasFocus():
            rounded(painter, self.rect().toRectF(), RADIUS_CONTROL, None, "accent", 2)


class SearchButton(QPushButton):
    """Looks like a search box and opens the palette."""

    def __init__(self) -> None:
        super().__init__(tr("Search or go to"))
        self.setAccessibleName(self.text())
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.restyle()

    def restyle(self) -> None:
        self.setFixedHeight(grown(CONTROL))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = painter_on(self)
        whole = self.rect().toRectF()
        rtl = self.layoutDirection() == RTL
        edge: Role = "border_strong" if self.underMouse() else "border"
        rounded(painter, whole, RADIUS_CONTROL, "surface", edge)
        if self.hasFocus():
            rounded(painter, whole, RADIUS_CONTROL, None, "accent", 2)
        glyph = mirrored(QRectF(8, 0, 16, whole.height()), whole, rtl)
        draw_icon(painter, glyph, "search", "text3", size=15)
        width = caps_width("Ctrl+K")
        keys = mirrored(QRectF(whole.right() - width - 6, 0, width, whole.height()), whole, rtl)
        draw_caps(painter, keys, "Ctrl+K", "sunken")
        words = mirrored(whole.adjusted(32, 0, -width - 12, 0), whole, rtl)
        draw_text(painter, words, self.text(), font(SMALL), "text2")


class Sidebar(QWidget):
    """`chosen` is emitted with a page key, `company_asked` and `palette_asked` by their buttons.

    A group folds; of a folded one only the page shown stands here. `folding` is emitted with the folded
    groups when a person folds or opens one.
    """

    chosen = Signal(str)
    folding = Signal(object)
    company_asked = Signal()
    palette_asked = Signal()
    person_asked = Signal()
    sync_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(tr("Navigation"))
        self._items: dict[str, NavItem] = {}
        self._groups: dict[str, tuple[NavGroup, list[NavItem]]] = {}
        self._folded = set(FOLDED_AT_FIRST)
        self.company = CompanyButton()
        self.company.clicked.connect(self.company_asked)
        self.search = SearchButton()
        self.search.clicked.connect(self.palette_asked)
        self._list = QVBoxLayout()
        self._list.setSpacing(1)
        self._list.setContentsMargins(0, 0, 0, 0)
        self._area = ScrollColumn(box(self._list))
        self.person = PersonButton()
        self.person.clicked.connect(self.person_asked)
        self.server = Pill("", "pos")
        self.server.hide()
        self.sync = SyncButton()
        self.sync.clicked.connect(self.sync_asked)
        parts = (
            self.company, 10, self.search, 8, self._area, self.server, 4, Rule(), 4, self.sync, self.person
        )  # fmt: skip
        self.setLayout(column(*parts, spacing=1, margins=(12, 9, 12, 6)))
        self.restyle()

    def restyle(self) -> None:
        self.setFixedWidth(grown(SIDEBAR))

    def set_entries(self, entries: Iterable[NavEntry]) -> None:
        """The pages this person may see, in order; equal groups stand together."""
        clear(self._list)
        self._items.clear()
        self._groups.clear()
        # The pages are made after the button at the foot, but are reached before it.
        stops: list[QWidget] = [self.search]
        for entry in entries:
            if entry.group and entry.group not in self._groups:
                title = NavGroup(entry.group, tr(entry.group))
                title.setChecked(entry.group not in self._folded)
                title.toggled.connect(lambda _=False, key=entry.group: self._turn(key))
                self._groups[entry.group] = (title, [])
                self._list.addSpacing(3)
                self._list.addWidget(title)
                stops.append(title)
            item = NavItem(entry.key, entry.icon, tr(entry.title))
            item.clicked.connect(lambda _=False, key=entry.key: self._pick(key))
            self._items[entry.key] = item
            self._list.addWidget(item)
            stops.append(item)
            if entry.group:
                self._groups[entry.group][1].append(item)
        self._list.addStretch(1)
        for before, after in pairwise([*stops, self.sync, self.person]):
            QWidget.setTabOrder(before, after)
        self._fold()

    def show_server(self, text: str, tone: Tone) -> None:
        """How the office database is."""
        self.server.set_state(text, tone)
        self.server.show()

    def fold(self, groups: Iterable[str]) -> None:
        """Fold these groups and open all others."""
        self._folded = set(groups)
        for key, (title, _) in self._groups.items():
            title.blockSignals(True)
            title.setChecked(key not in self._folded)
            title.blockSignals(False)
        self._fold()

    def _turn(self, group: str) -> None:
        self._folded ^= {group}
        self._fold()
        self.folding.emit(frozenset(self._folded))

    def _fold(self) -> None:
        for key, (_, items) in self._groups.items():
            for item in items:
                item.setVisible(key not in self._folded or item.isChecked())

    def show_active(self, key: str) -> None:
        """Mark the page shown."""
        for item in self._items.values():
            item.setChecked(item.key == key)
        self._fold()
        # What was hidden has no place before the layout has run.
        QTimer.singleShot(0, self, self._reveal)

    def _reveal(self) -> None:
        shown = next((item for item in self._items.values() if item.isChecked()), None)
        if shown is not None:
            self._area.ensureWidgetVisible(shown, 0, shown.height())

    def set_count(self, key: str, count: str, tone: Tone = "neutral") -> None:
        """A badge on a page."""
        if key in self._items:
            self._items[key].set_count(count, tone)

    def to_top(self) -> None:
        """Show the first pages again."""
        self._area.verticalScrollBar().setValue(0)

    def show_person(self, name: str, role: str) -> None:
        """Who is signed in."""
        self.person.show_person(name, role)

    def show_sync(self, icon: str, text: str, tone: Tone = "neutral") -> None:
        """The state of sync in a few words; empty where this book is not shared."""
        self.sync.show_state(icon, text, tone)

    def _pick(self, key: str) -> None:
        # A click on the page shown must not uncheck it.
        self.show_active(key)
        self.chosen.emit(key)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), colour("app"))
        x = 0 if self.layoutDirection() == RTL else self.width() - 1
        painter.fillRect(QRect(x, 0, 1, self.height()), colour("line"))

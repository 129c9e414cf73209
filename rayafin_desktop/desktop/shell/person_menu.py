"""The person at the foot of the sidebar, and what can be done there: password, settings, lock, leave."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QMenu

from rayafin_desktop.desktop.components.avatar import Avatar
from rayafin_desktop.desktop.components.label import ElidedLabel
from rayafin_desktop.desktop.components.layout import column, row
from rayafin_desktop.desktop.components.painting import painter_on, rounded
from rayafin_desktop.desktop.theme.fonts import MEDIUM, MICRO, REGULAR, SMALL
from rayafin_desktop.desktop.theme.sizes import RADIUS_CONTROL, grown
from rayafin_desktop.desktop.wording import tr

_HEIGHT = 38


class PersonButton(QAbstractButton):
    """Who is signed in, and as what. A click opens the menu."""

    def __init__(self) -> None:
        super().__init__()
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self._name = ElidedLabel("", SMALL, MEDIUM)
        self._role = ElidedLabel("", MICRO, REGULAR, "text2")
        self._avatar = Avatar("", 26, tone="teal")
        lines = column(self._name, self._role, spacing=0)
        self.setLayout(row(self._avatar, lines, spacing=9, margins=(4, 0, 4, 0)))
        for child in (self._name, self._role, self._avatar):
            child.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.restyle()

    def restyle(self) -> None:
        self.setFixedHeight(grown(_HEIGHT))

    def show_person(self, name: str, role: str) -> None:
        """Who is signed in."""
        self._avatar.set_name(name)
        self._name.setText(name)
        self._role.setText(role)
        self.setAccessibleName(f"{name}, {role}")

    def sizeHint(self) -> QSize:
        return QSize(200, grown(_HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = painter_on(self)
        whole = QRectF(self.rect())
        if self.underMouse():
            rounded(painter, whole, RADIUS_CONTROL, "hover")
        if self.hasFocus():
            rounded(painter, whole, RADIUS_CONTROL, None, "accent", 2)


def person_menu(button: QAbstractButton, choices: dict[str, str]) -> QMenu:
    """The menu above the button; `choices` are texts by key, told by the action's data."""
    menu = QMenu(button)
    for key, text in choices.items():
        if not text:
            menu.addSeparator()
            continue
        action = menu.addAction(tr(text))
        action.setData(key)
    height = menu.sizeHint().height()
    menu.popup(button.mapToGlobal(QPoint(0, -height - 4)))
    menu.aboutToHide.connect(menu.deleteLater)
    return menu

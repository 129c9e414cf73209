"""Buttons, painted from tokens, spoken as buttons."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QEnterEvent, QFontMetricsF, QPaintEvent
from PySide6.QtWidgets import QPushButton

from rayafin_desktop.desktop.theme import Role, draw_icon, font
from rayafin_desktop.desktop.theme.fonts import BASE, MEDIUM, SMALL
from rayafin_desktop.desktop.theme.sizes import CONTROL, CONTROL_SMALL, ICON, RADIUS_CONTROL, grown

from .painting import LEADING, MIDDLE, RTL, draw_text, painter_on, rounded

Variant = Literal["plain", "primary", "ghost", "danger", "link"]


class Button(QPushButton):
    """A push button.

    `primary` is the one main action of a page, `ghost` has no edge, `danger` warns, `link` is text
    only. `trailing` is an icon after the text, such as a chevron for a menu.
    """

    def __init__(
        self,
        text: str = "",
        variant: Variant = "plain",
        icon: str = "",
        *,
        small: bool = False,
        trailing: str = "",
    ) -> None:
        super().__init__(text)
        self.variant: Variant = variant
        self.icon_name, self.trailing, self._small = icon, trailing, small
        self.setAccessibleName(text)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setAutoDefault(False)
        self._held = False
        self._enabled = True
        self.restyle()

    def setEnabled(self, enabled: bool) -> None:
        """As its page wants it; while it is held it stays grey whatever the page says."""
        self._enabled = enabled
        super().setEnabled(enabled and not self._held)

    def hold(self, held: bool) -> None:
        """Grey it for a reason that is none of its page's, such as a server that does not answer."""
        self._held = held
        super().setEnabled(self._enabled and not held)

    def restyle(self) -> None:
        self.setFont(font(SMALL if self._small or self.variant == "link" else BASE, MEDIUM))
        self.setFixedHeight(grown(self._height()))
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        text = QFontMetricsF(self.font()).horizontalAdvance(self.text())
        icons = sum(ICON + 8 for name in (self.icon_name, self.trailing) if name)
        if icons and not self.text():
            icons -= 8
        padding = 2 if self.variant == "link" else 24 if self._small else 26
        if not self.text():
            padding = grown(self._height()) - ICON
        return QSize(round(text + icons + padding), grown(self._height()))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = painter_on(self)
        box = self.rect().toRectF()
        fill, edge, ink = self._colours()
        if fill or edge:
            rounded(painter, box, RADIUS_CONTROL, fill, edge)
        if self.hasFocus():
            ring: Role = "accent_line" if self.variant == "primary" else "accent"
            rounded(painter, box, RADIUS_CONTROL, None, ring, 2)
        self._draw_content(box, ink)

    def _draw_content(self, box: QRectF, ink: Role) -> None:
        painter = painter_on(self)
        names = [name for name in (self.icon_name, self.trailing) if name]
        if not self.text():
            if names:
                draw_icon(painter, box, names[0], ink)
            return
        text_width = QFontMetricsF(self.font()).horizontalAdvance(self.text())
        whole = text_width + sum(ICON + 8 for _ in names)
        rtl = self.layoutDirection() == RTL
        x = box.center().x() - min(whole, box.width()) / 2
        if rtl:
            x = box.center().x() + min(whole, box.width()) / 2
        step = -1 if rtl else 1

        def place(width: float) -> QRectF:
            nonlocal x
            left = x - width if rtl else x
            x += step * width
            return QRectF(left, box.y(), width, box.height())

        if self.icon_name:
            icon_ink: Role = ink if self.variant in ("primary", "danger", "link") else "text2"
            if not self.isEnabled():
                icon_ink = ink
            draw_icon(painter, place(ICON), self.icon_name, icon_ink)
            place(8)
        flags = MIDDLE if self.variant != "link" else LEADING
        draw_text(painter, place(text_width + 1), self.text(), self.font(), ink, flags)
        if self.trailing:
            place(7)
            draw_icon(painter, place(ICON), self.trailing, "text2" if self.isEnabled() else ink, size=14)

    def _height(self) -> int:
        if self.variant == "link":
            return 24
        return CONTROL_SMALL if self._small else CONTROL

    def _colours(self) -> tuple[Role | None, Role | None, Role]:
        """Fill, edge and text."""
        over, down = self.underMouse() and self.isEnabled(), self.isDown() or self.isChecked()
        if not self.isEnabled():
            if self.variant in ("ghost", "link"):
                return None, None, "disabled"
            return "sunken", "line", "disabled"
        if self.variant == "primary":
            return ("accent_hover" if over or down else "accent"), None, "on_accent"
        ground: Role | None = "pressed" if down else "hover" if over else None
        if self.variant == "link":
            return None, None, "accent_text"
        if self.variant == "ghost":
            return ground, None, "text" if over else "text2"
        ink: Role = "neg" if self.variant == "danger" else "text"
        return ground or "surface", "border", ink

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.update()


class IconButton(Button):
    """A button with an icon only; `name` says to everybody what it does."""

    def __init__(self, icon: str, name: str, variant: Variant = "ghost", *, small: bool = False) -> None:
        super().__init__("", variant, icon, small=small)
        self.setAccessibleName(name)
        self.setToolTip(name)

    def restyle(self) -> None:
        super().restyle()
        self.setFixedWidth(grown(self._height()))

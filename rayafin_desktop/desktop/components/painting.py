"""What several painted parts share: grounds, pills, initials, ticks, shadows.

`QPainter.drawText` mirrors left and right by its own layout direction, so LEADING follows the
reading direction by itself while NUMBER stays at the right edge in both.
"""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPaintDevice, QPainter, QPen
from PySide6.QtWidgets import QWidget

from rayafin_desktop.desktop.theme import Role, colour, draw_icon, font, tokens
from rayafin_desktop.desktop.theme.fonts import MEDIUM, SEMIBOLD, SMALL
from rayafin_desktop.desktop.theme.sizes import RADIUS_CONTROL, RADIUS_TICK, grown
from rayafin_desktop.engine.screens import Tone

LEADING = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
NUMBER = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute
TRAILING = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
MIDDLE = Qt.AlignmentFlag.AlignCenter
RTL = Qt.LayoutDirection.RightToLeft
_FIRST_STRONG_ISOLATE, _POP_ISOLATE = "\u2068", "\u2069"

_INK: dict[Tone, Role] = {
    "neutral": "text2", "muted": "text3", "accent": "accent_text", "pos": "pos", "neg": "neg",
    "warn": "warn", "info": "info", "teal": "teal", "orange": "orange",
}  # fmt: skip
_TINT: dict[Tone, Role] = {
    "neutral": "neutral_tint", "muted": "neutral_tint", "accent": "accent_tint", "pos": "pos_tint",
    "neg": "neg_tint", "warn": "warn_tint", "info": "info_tint", "teal": "teal_tint",
    "orange": "orange_tint",
}  # fmt: skip
_SOLID: dict[Tone, Role] = {
    "neutral": "text3", "muted": "border_strong", "accent": "accent", "pos": "pos_solid",
    "neg": "neg_solid", "warn": "warn_solid", "info": "info_solid", "teal": "teal_solid",
    "orange": "orange_solid",
}  # fmt: skip
AVATAR_TONES: tuple[Tone, ...] = ("accent", "teal", "orange", "info", "pos", "neg")


def ink(tone: Tone) -> Role:
    """The text colour of a tone."""
    return _INK[tone]


def tint(tone: Tone) -> Role:
    """The ground for text of a tone."""
    return _TINT[tone]


def solid(tone: Tone) -> Role:
    """The colour of a bar or dot of a tone."""
    return _SOLID[tone]


def painter_on(device: QPaintDevice) -> QPainter:
    """A smooth painter; a widget's reading direction is handed on."""
    painter = QPainter(device)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if isinstance(device, QWidget):
        painter.setLayoutDirection(device.layoutDirection())
    return painter


def mirrored(box: QRectF, within: QRectF, rtl: bool) -> QRectF:
    """`box` reflected inside `within` when the window runs right to left."""
    if not rtl:
        return box
    return QRectF(within.left() + within.right() - box.right(), box.y(), box.width(), box.height())


def rounded(
    painter: QPainter,
    box: QRectF,
    radius: float,
    fill: Role | QColor | None,
    edge: Role | None = None,
    edge_width: float = 1.0,
) -> None:
    """A rounded rectangle whose edge lies inside `box`."""
    painter.setPen(QPen(colour(edge), edge_width) if edge else Qt.PenStyle.NoPen)
    if fill is None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
    else:
        painter.setBrush(fill if isinstance(fill, QColor) else colour(fill))
    inset = edge_width / 2 if edge else 0.0
    painter.drawRoundedRect(box.adjusted(inset, inset, -inset, -inset), radius, radius)


def shadow(painter: QPainter, box: QRectF, radius: float, blur: int) -> None:
    """A soft shadow made of stacked rounded rectangles; effects on live widgets cost far more."""
    base = colour("shadow")
    strength = base.alphaF()
    painter.save()
    painter.setPen(Qt.PenStyle.NoPen)
    for step in range(blur, 0, -1):
        base.setAlphaF(strength * 2 * (1 - step / blur) / blur)
        painter.setBrush(base)
        drop = blur * 0.3
        painter.drawRoundedRect(
            box.adjusted(-step, -step + drop, step, step + drop), radius + step, radius + step
        )
    painter.restore()


def fitted(text: str, face: QFont, width: float) -> str:
    """The text, shortened at its end with an ellipsis when it is wider than `width`."""
    return QFontMetricsF(face).elidedText(text, Qt.TextElideMode.ElideRight, max(0.0, width))


def draw_text(
    painter: QPainter,
    box: QRectF,
    text: str,
    face: QFont,
    role: Role,
    flags: Qt.AlignmentFlag = LEADING,
) -> None:
    """One line of text, elided to the box."""
    painter.setFont(face)
    painter.setPen(colour(role))
    shown = fitted(text, face, box.width())
    painter.drawText(box, int(flags | Qt.TextFlag.TextSingleLine), isolated(shown, painter))


def isolated(text: str, painter: QPainter) -> str:
    """The text so marked that it reads in its own direction in a mirrored window.

    "21 Nov" does not become "Nov 21", and the full stop of an English sentence stays at its end.
    """
    return f"{_FIRST_STRONG_ISOLATE}{text}{_POP_ISOLATE}" if painter.layoutDirection() == RTL else text


def pill_width(text: str, dot: bool = True) -> float:
    """The width `draw_pill` will need."""
    return QFontMetricsF(font(SMALL, MEDIUM)).horizontalAdvance(text) + (28 if dot else 16)


def draw_pill(painter: QPainter, box: QRectF, text: str, tone: Tone, dot: bool = True) -> None:
    """A state pill at the leading edge of `box`; the word carries the meaning, the colour helps."""
    face = font(SMALL, MEDIUM)
    height = grown(22)
    width = min(pill_width(text, dot), box.width())
    rtl = painter.layoutDirection() == RTL
    pill = mirrored(QRectF(box.x(), box.center().y() - height / 2, width, height), box, rtl)
    edge: Role | None = "border" if tokens().high_contrast else None
    rounded(painter, pill, RADIUS_CONTROL, tint(tone), edge)
    start = 8.0
    if dot:
        spot = mirrored(QRectF(pill.x() + 8, pill.center().y() - 3, 6, 6), pill, rtl)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour(ink(tone)))
        painter.drawEllipse(spot)
        start = 20.0
    words = mirrored(pill.adjusted(start, 0, -6, 0), pill, rtl)
    draw_text(painter, words, text, face, ink(tone))


def initials(name: str) -> str:
    """Up to two capitals that stand for a name."""
    words = [word for word in name.replace(".", " ").split() if word[0].isalnum()]
    return "".join(word[0] for word in words[:2]).upper() or "?"


def avatar_tone(name: str) -> Tone:
    """A tone that stays with a name."""
    return AVATAR_TONES[sum(map(ord, name)) % len(AVATAR_TONES)]


def draw_avatar(painter: QPainter, box: QRectF, name: str, radius: float, tone: Tone | None = None) -> None:
    """Initials on a tinted square or circle."""
    chosen = tone or avatar_tone(name)
    rounded(painter, box, radius, "accent_tint2" if chosen == "accent" else tint(chosen))
    face = QFont(font(round(box.width() * 0.4), SEMIBOLD))
    face.setPixelSize(max(8, round(box.width() * 0.4)))
    painter.setFont(face)
    painter.setPen(colour(ink(chosen)))
    painter.drawText(box, MIDDLE, initials(name))


def draw_tick(painter: QPainter, box: QRectF, checked: bool, enabled: bool = True) -> None:
    """A check box of 16 px in the middle of `box`."""
    square = QRectF(box.center().x() - 8, box.center().y() - 8, 16, 16)
    if checked:
        rounded(painter, square, RADIUS_TICK, "accent" if enabled else "disabled")
        draw_icon(painter, square, "check", "on_accent", size=12, stroke=3)
    else:
        rounded(painter, square, RADIUS_TICK, "surface", "border_strong")


def hairline(painter: QPainter, start: QPointF, end: QPointF, role: Role = "line") -> None:
    """A line of one pixel, not smeared over two."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.setPen(QPen(colour(role), 1))
    painter.drawLine(start, end)
    painter.restore()


def stacked(painter: QPainter, box: QRectF, parts: Iterable[tuple[float, Role]], rtl: bool) -> None:
    """Coloured parts of a bar, side by side in reading order; widths are shares of the whole."""
    shares = [(max(0.0, amount), role) for amount, role in parts]
    whole = sum(amount for amount, _ in shares) or 1.0
    x = box.x()
    for amount, role in shares:
        width = box.width() * amount / whole
        part = mirrored(QRectF(x, box.y(), max(0.0, width - 2), box.height()), box, rtl)
        painter.fillRect(part, colour(role))
        x += width

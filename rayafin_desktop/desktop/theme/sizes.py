"""Spacing, radii and sizes in device-independent pixels; nothing else in the window invents one.

Sizes of things that hold text grow with the text: pass them through `grown`.
"""

from __future__ import annotations

from .current import theme

S1, S2, S3, S4, S5, S6, S7, S8 = 2, 4, 8, 12, 16, 20, 24, 32
"""The spacing scale."""

GUTTER = S7
CARD_PADDING = S5
CARD_GAP = S4
FIELD_GAP = S4
LABEL_GAP = S2

RADIUS_TICK, RADIUS_CONTROL, RADIUS_CARD, RADIUS_DIALOG = 4, 6, 8, 12

SIDEBAR = 228
HEADER = 60
TAB_BAR = 42
TABLE_HEAD = 34
ROW_GRID, ROW_LIST, ROW_TWO_LINES, ROW_ROOMY, ROW_COMPACT = 36, 40, 44, 48, 30
CONTROL, CONTROL_SMALL = 32, 28
ICON = 16
HINT_BAR = 36
PEEK = 332
PREVIEW = 300
PALETTE = 620
DIALOG = 640
NAV_ITEM = 30
TARGET = 24
"""No clickable thing is smaller than this."""


def grown(size: int) -> int:
    """A size multiplied by the chosen text size."""
    return round(size * theme().text_scale)

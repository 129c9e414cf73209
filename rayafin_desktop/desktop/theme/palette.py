"""The Qt palette of a token set, for everything Fusion draws by itself."""

from __future__ import annotations

from PySide6.QtGui import QColor, QPalette

from .tokens import Tokens


def palette(t: Tokens) -> QPalette:
    """A complete palette; disabled text is greyed in its own group."""
    role = QPalette.ColorRole
    made = QPalette()
    for target, colour in (
        (role.Window, t.app),
        (role.WindowText, t.text),
        (role.Base, t.surface),
        (role.AlternateBase, t.sunken),
        (role.Text, t.text),
        (role.Button, t.surface),
        (role.ButtonText, t.text),
        (role.BrightText, t.on_accent),
        (role.ToolTipBase, t.text),
        (role.ToolTipText, t.surface),
        (role.PlaceholderText, t.text3),
        (role.Highlight, t.accent),
        (role.HighlightedText, t.on_accent),
        (role.Link, t.accent_text),
        (role.LinkVisited, t.accent_text),
        (role.Light, t.raised),
        (role.Midlight, t.line),
        (role.Mid, t.border),
        (role.Dark, t.border_strong),
        (role.Shadow, t.border_strong),
        (role.Accent, t.accent),
    ):
        made.setColor(target, QColor(colour))
    for target in (role.Text, role.ButtonText, role.WindowText):
        made.setColor(QPalette.ColorGroup.Disabled, target, QColor(t.disabled))
    return made

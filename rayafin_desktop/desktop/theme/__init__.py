"""How everything looks: tokens, palette, style sheet, type, icons and sizes."""

from .current import TEXT_SCALES, Mode, Theme, Themed, colour, theme, tokens
from .fonts import font, load_fonts
from .icons import draw_icon, icon, icon_pixmap
from .tokens import Role, Tokens

__all__ = [
    "TEXT_SCALES",
    "Mode",
    "Role",
    "Theme",
    "Themed",
    "Tokens",
    "colour",
    "draw_icon",
    "font",
    "icon",
    "icon_pixmap",
    "load_fonts",
    "theme",
    "tokens",
]

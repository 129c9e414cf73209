"""Windows on their way out.

Qt takes a window down when the event loop comes round; until then its Python half must live, or
its children are painted without their attributes. Whoever closes a window for good hands it over here.
"""

from __future__ import annotations

from PySide6.QtCore import QObject

_LEAVING: dict[int, QObject] = {}


def let_go(window: QObject) -> None:
    """Delete a window, or whatever holds windows, as soon as nothing of it is running."""
    number = id(window)
    _LEAVING[number] = window
    window.destroyed.connect(lambda: _LEAVING.pop(number, None))
    window.deleteLater()

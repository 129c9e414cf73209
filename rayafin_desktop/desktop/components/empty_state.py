"""What stands where rows would: first use, no result, error, no permission."""

from __future__ import annotations

from collections.abc import Callable

from rayafin_desktop.desktop.theme.fonts import BASE, CRUMB, REGULAR, SEMIBOLD
from rayafin_desktop.engine.screens import Tone

from .avatar import IconTile
from .button import Button, Variant
from .label import Label
from .layout import Surface, column, row


class EmptyPanel(Surface):
    """An icon, a sentence, and what to do next."""

    def __init__(
        self,
        icon: str,
        title: str,
        text: str,
        actions: tuple[tuple[str, Variant, Callable[[], object]], ...] = (),
        tone: Tone = "accent",
    ) -> None:
        super().__init__()
        self.title = Label(title, CRUMB, SEMIBOLD)
        explanation = Label(text, BASE, REGULAR, "text2", wrap=True).centre()
        explanation.setFixedWidth(440)
        buttons = row(None)
        for label, variant, run in actions:
            button = Button(label, variant)
            button.clicked.connect(lambda _=False, do=run: do())
            buttons.addWidget(button)
            if self.focusProxy() is None:
                self.setFocusProxy(button)
        buttons.addStretch(1)
        self.setLayout(
            column(
                None,
                row(None, IconTile(icon, tone, 48), None),
                4,
                row(None, self.title, None),
                row(None, explanation, None),
                4,
                buttons,
                None,
                None,
                margins=(24, 24, 24, 24),
            )
        )

"""The place of supply: what the rules decide, or what a person chooses instead."""

from __future__ import annotations

from collections.abc import Callable

from rayafin_desktop.desktop.backend import Suggestion
from rayafin_desktop.desktop.components.lookup_edit import LookupEdit
from rayafin_desktop.desktop.wording import tr
from rayafin_desktop.features.companies.gst_states import STATES


def place_name(code: str) -> str:
    """A GST state code with its name; other places as they are."""
    return f"{code} {STATES[code]}" if code in STATES else code


class PlaceEdit(LookupEdit):
    """An Indian state by code or name. Empty follows the decision, which is then shown in its place."""

    def __init__(self) -> None:
        super().__init__(self._offer, tr("place"))
        self._decided = ""
        self.textEdited.connect(self._typed)

    def chosen_place(self) -> str:
        """The code chosen by hand, empty while the decision is followed."""
        value = str(self.value() or "")
        return "" if value == self._decided else value

    def choose(self, code: str) -> None:
        """Choose by code; empty follows the decision."""
        self._decided = "" if code else self._decided
        self.set_value(Suggestion(code, place_name(code)) if code else None)

    def follow(self, decided: str) -> None:
        """Show the place the rules decided, unless one was chosen or is being typed."""
        if self.chosen_place() or self.hasFocus():
            return
        self._decided = decided
        self.blockSignals(True)
        self.set_value(Suggestion(decided, place_name(decided)) if decided else None)
        self.blockSignals(False)

    def _typed(self, text: str) -> None:
        if not text.strip():
            self._decided = ""

    def _offer(self, text: str, show: Callable[[list[Suggestion]], object]) -> None:
        wanted = text.casefold()
        places = [Suggestion(code, place_name(code)) for code in STATES]
        show([one for one in places if wanted in one.title.casefold()])

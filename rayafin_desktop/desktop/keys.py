"""The keyboard map: one table that drives shortcuts, hint bars, the `?` overlay, palette and tests.

Keys are written as Qt writes them in portable text ("Ctrl+K", "G, I"). The first sequence of
a binding is the one shown to people.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

Where = Literal["anywhere", "list", "form", "grid", "allocation", "report", "palette"]
Profile = Literal["rayafin", "tally", "quickbooks"]


@dataclass(frozen=True, slots=True)
class Binding:
    """Keys for one action in one place.

    `native` bindings are handled by the widget itself (arrows, Enter in a grid) and are listed only
    to be shown; `hint` gives the order in the hint bar, 0 for not there.
    """

    action: str
    keys: tuple[str, ...]
    label: str
    where: Where
    hint: int = 0
    native: bool = False


def _b(where: Where, action: str, keys: str, label: str, *, hint: int = 0, native: bool = False) -> Binding:
    return Binding(action, tuple(keys.split(" | ")), label, where, hint, native)


KEYMAP: tuple[Binding, ...] = (
    _b("anywhere", "palette", "Ctrl+K", "Search or go to"),
    _b("anywhere", "new", "Ctrl+N", "New of this list's kind"),
    _b("anywhere", "back", "Alt+Left", "Back"),
    _b("anywhere", "forward", "Alt+Right", "Forward"),
    _b("anywhere", "next_page", "Ctrl+Tab", "Next open page"),
    _b("anywhere", "previous_page", "Ctrl+Shift+Tab", "Previous open page"),
    _b("anywhere", "close_page", "Ctrl+W", "Close page"),
    _b("anywhere", "company", "Ctrl+Shift+C", "Change company"),
    _b("anywhere", "settings", "Ctrl+,", "Settings"),
    _b("anywhere", "lock", "Ctrl+L", "Lock"),
    _b("anywhere", "sync_now", "Ctrl+Shift+S", "Sync now"),
    _b("anywhere", "hide_amounts", "Ctrl+Shift+H", "Hide amounts"),
    _b("anywhere", "larger_text", "Ctrl++ | Ctrl+=", "Larger text"),
    _b("anywhere", "smaller_text", "Ctrl+-", "Smaller text"),
    _b("anywhere", "normal_text", "Ctrl+0", "Normal text"),
    _b("anywhere", "keys", "? | Ctrl+/", "All keys"),
    _b("anywhere", "next_pane", "F6", "Next pane"),
    _b("anywhere", "previous_pane", "Shift+F6", "Previous pane"),
    _b("anywhere", "full_screen", "F11", "Full screen"),
    _b("palette", "choose", "Enter", "Open", native=True),
    _b("palette", "verbs", "Tab", "What can be done with it", native=True),
    _b("list", "move", "Up/Down", "Move", hint=1, native=True),
    _b("list", "open", "Enter", "Open", hint=2, native=True),
    _b("list", "peek", "Space", "Peek", hint=3, native=True),
    _b("list", "filter", "/", "Filter", hint=9),
    _b("list", "filter_panel", "F", "Filter panel"),
    _b("list", "copy", "Ctrl+C", "Copy rows as text"),
    _b("list", "select_all", "Ctrl+A", "Select all", native=True),
    _b("list", "first", "Ctrl+Home", "First row", native=True),
    _b("list", "last", "Ctrl+End", "Last row", native=True),
    _b("form", "next_field", "Enter", "Next field", hint=1, native=True),
    _b("form", "open_list", "Alt+Down | F4", "Open list or calendar", native=True),
    _b("form", "create_missing", "Alt+C", "Create what is missing", native=True),
    _b("form", "open_chosen", "Alt+Enter", "Open the chosen record", native=True),
    _b("form", "save", "Ctrl+S", "Save", hint=2),
    _b("form", "primary", "Ctrl+Enter | Ctrl+Return", "Save and close", hint=3),
    _b("form", "print", "Ctrl+P", "Print"),
    _b("form", "preview", "Ctrl+Shift+P", "Preview"),
    _b("form", "posting", "Ctrl+Shift+J", "What will be posted"),
    _b("grid", "next_cell", "Enter", "Next cell", hint=1, native=True),
    _b("grid", "edit", "F2", "Edit cell", native=True),
    _b("grid", "copy_line", "Ctrl+D", "Copy line", hint=2),
    _b("grid", "remove_line", "Ctrl+Del", "Remove line", hint=3),
    _b("grid", "create_missing", "Alt+C", "New item", hint=4, native=True),
    _b("grid", "line_up", "Alt+Up", "Move line up"),
    _b("grid", "line_down", "Alt+Down", "Move line down"),
    _b("grid", "paste_rows", "Ctrl+Shift+V", "Paste rows from a spreadsheet"),
    _b("grid", "same_as_above", "Ctrl+'", "Same as above"),
    _b("grid", "undo", "Ctrl+Z", "Undo"),
    _b("grid", "redo", "Ctrl+Shift+Z | Ctrl+Y", "Redo"),
    _b("allocation", "tick", "Space", "Tick", hint=1, native=True),
    _b("allocation", "fill_rest", "F", "Fill rest", hint=2),
    _b("allocation", "clear", "0", "Clear", hint=3),
    _b("allocation", "write_off", "W", "Write off the rest", hint=4),
    _b("allocation", "oldest_first", "A", "Oldest first"),
    _b("report", "drill", "Enter", "Open the rows behind", hint=1, native=True),
    _b("report", "period", "Alt+P", "Period", hint=2),
    _b("report", "more_detail", "+", "More detail"),
    _b("report", "less_detail", "-", "Less detail"),
    _b("report", "export", "Ctrl+E", "Export", hint=3),
)

PROFILES: Mapping[Profile, Mapping[str, str]] = {
    "rayafin": {},
    "tally": {"company": "F3", "new.R": "F6", "new.J": "F7", "new.I": "F8", "palette": "Alt+G"},
    "quickbooks": {"new.I": "Ctrl+I", "go.customers": "Ctrl+J"},
}
"""Keys a profile adds; a standing key it takes gives way. `new.I` is what N, then I opens."""

_GLYPHS = {"Up": "↑", "Down": "↓", "Left": "←", "Right": "→", "Return": "Enter"}


def caps(keys: str) -> tuple[str, ...]:
    """The key caps to draw for a sequence: "Ctrl+K" -> ("Ctrl", "K"), "G, I" -> ("G", "I")."""
    if keys in ("+", "Ctrl++"):
        return tuple(part for part in ("Ctrl" if keys != "+" else "", "+") if part)
    parts = [part for chord in keys.replace("/", ",").split(",") for part in chord.strip().split("+")]
    if keys in ("/", "Ctrl+/", "Ctrl+,"):
        parts = keys.split("+")
    return tuple(_GLYPHS.get(part, part) for part in parts if part)


def bindings(where: Where) -> tuple[Binding, ...]:
    """All bindings of a place."""
    return tuple(binding for binding in KEYMAP if binding.where == where)


def hints(*places: Where) -> tuple[tuple[str, str], ...]:
    """Pairs of keys and label for a hint bar, in their order."""
    shown = [b for b in KEYMAP if b.where in places and b.hint]
    return tuple((b.keys[0], b.label) for b in sorted(shown, key=lambda b: b.hint))


def binding(action: str, where: Where = "anywhere") -> Binding:
    """The binding of an action in a place; KeyError when there is none."""
    for candidate in KEYMAP:
        if candidate.action == action and candidate.where == where:
            return candidate
    raise KeyError(f"no key for {action} in {where}")


def shortcut(widget: QWidget, keys: str, run: Callable[[], object], *, everywhere: bool = False) -> QShortcut:
    """One shortcut that works while `widget` or a child of it has the focus."""
    made = QShortcut(QKeySequence(keys), widget)
    made.setContext(
        Qt.ShortcutContext.WindowShortcut if everywhere else Qt.ShortcutContext.WidgetWithChildrenShortcut
    )
    made.activated.connect(run)
    return made


def install(
    widget: QWidget,
    where: Where,
    handlers: Mapping[str, Callable[[], object]],
    *,
    profile: Profile = "rayafin",
    everywhere: bool = False,
) -> list[QShortcut]:
    """Give `widget` the shortcuts of a place for which it has handlers."""
    made = []
    extra = PROFILES[profile]
    for item in bindings(where):
        if item.native or item.action not in handlers:
            continue
        sequences = (*item.keys, *((extra[item.action],) if item.action in extra else ()))
        made += [shortcut(widget, keys, handlers[item.action], everywhere=everywhere) for keys in sequences]
    return made


def duplicates(keys: Iterable[str]) -> list[str]:
    """Sequences that occur twice: Qt fires neither of two equal shortcuts."""
    seen: set[str] = set()
    found = []
    for sequence in keys:
        plain = QKeySequence(sequence).toString(QKeySequence.SequenceFormat.PortableText)
        if plain in seen:
            found.append(sequence)
        seen.add(plain)
    return found

"""The first page: books that were open here, and the ways to come to one."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout

from rayafin_desktop import __version__
from rayafin_desktop.base.dates import utc_now
from rayafin_desktop.desktop.components.avatar import Logo
from rayafin_desktop.desktop.components.banner import Banner
from rayafin_desktop.desktop.components.button import IconButton
from rayafin_desktop.desktop.components.label import Label
from rayafin_desktop.desktop.components.layout import Surface, box, clear, column, row
from rayafin_desktop.desktop.components.scroll import ScrollColumn
from rayafin_desktop.desktop.preferences import RecentBook
from rayafin_desktop.desktop.theme.fonts import BASE, HERO, MEDIUM, MICRO, REGULAR, SEMIBOLD, SMALL
from rayafin_desktop.desktop.theme.sizes import grown
from rayafin_desktop.desktop.wording import tr

from .big_row import BigRow
from .book_facts import BookFacts, place_words, size_text
from .front_card import Step

_WIDTH = 640
WAYS = (
    ("new", "New book", "A company of your own, in three steps", "plus"),
    ("open", "Open a book", "A file on this computer", "folder-open"),
    ("office", "Connect to an office database", "Several people, your own server", "network"),
    ("join", "Join a shared company", "With a code from its owner; works offline", "cloud"),
    ("restore", "Restore a backup", "Into a new file; nothing is overwritten", "rotate-ccw"),
    ("sample", "Sample company", "120 days of trade to look around in", "sparkles"),
)
"""Key, title, explanation and icon of each way to a book."""


class Welcome(Surface):
    """`way_chosen` is emitted with a key of WAYS, `book_chosen` and `forgotten` with a location."""

    way_chosen = Signal(str)
    book_chosen = Signal(str)
    forgotten = Signal(str)

    def __init__(self) -> None:
        super().__init__("app")
        self.rows: dict[str, BigRow] = {}
        self.ways: dict[str, BigRow] = {}
        self.banner = Banner("neg", closable=False)
        self.banner.hide()
        slogan = tr("Books, billing, payments and commissions. Everything stays on this computer.")
        head = row(
            Logo(44),
            column(Label("Rayafin", HERO, SEMIBOLD), Label(slogan, BASE, REGULAR, "text2"), spacing=2),
            None,
            spacing=14,
        )
        self._recent_title = Label(tr("Books opened here"), SMALL, MEDIUM, "text2")
        self._recent = QVBoxLayout()
        self._recent.setSpacing(8)
        grid = QGridLayout()
        grid.setSpacing(8)
        for at, (key, title, detail, icon) in enumerate(WAYS):
            way = BigRow(tr(title), tr(detail), icon)
            way.clicked.connect(partial(self.way_chosen.emit, key))
            self.ways[key] = way
            # An odd last one takes the whole line.
            alone = at == len(WAYS) - 1 and at % 2 == 0
            grid.addWidget(way, at // 2, at % 2, 1, 2 if alone else 1)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        self._begin_title = Label("", SMALL, MEDIUM, "text2")
        version = Label(tr("Version {version}", version=__version__), MICRO, REGULAR, "text3")
        parts = (head, 16, self.banner, self._recent_title, self._recent, 8, self._begin_title, grid, 12)
        self._page = box(column(*parts, row(None, version, None)))
        middle = column(None, row(None, self._page, None), None, margins=(16, 24, 16, 24))
        self.setLayout(column(ScrollColumn(box(middle)), spacing=0))
        self.restyle()

    def restyle(self) -> None:
        self._page.setFixedWidth(grown(_WIDTH))

    def show_books(self, books: list[RecentBook], facts: dict[str, BookFacts]) -> None:
        """The recent books, the last one first; what is known of their files follows when it is read."""
        clear(self._recent)
        self.rows.clear()
        for book in books:
            line = BigRow(book.company_name or _stem(book.location), book.location)
            line.clicked.connect(partial(self.book_chosen.emit, book.location))
            forget = IconButton("x", tr("Take off this list; the book stays"), small=True)
            forget.clicked.connect(partial(self.forgotten.emit, book.location))
            line_box = row(line, forget, spacing=4)
            line_box.setStretch(0, 1)
            self._recent.addLayout(line_box)
            self.rows[book.location] = line
            if book.location in facts:
                self.show_facts(facts[book.location])
        self._recent_title.setVisible(bool(books))
        self._begin_title.setText(tr("Or begin with") if books else tr("How would you like to begin?"))
        first = next(iter(self.rows.values()), self.ways["new"])
        self.setFocusProxy(first)

    def show_facts(self, facts: BookFacts) -> None:
        """Size and last backup of one book."""
        line = self.rows.get(facts.location)
        if line is None:
            return
        if not facts.there:
            line.show_note(facts.location, tr("The file is not there"), "neg")
        elif facts.on_server:
            line.show_note(facts.location, tr("Office database"))
        else:
            size = size_text(facts.size or 0)
            note = f"{size} · {_backup_words(facts)}"
            warning = place_words(facts.place)
            line.show_note(warning or facts.location, note, "warn" if warning else "neutral")

    def refuse(self, text: str, *steps: Step) -> None:
        """Say why a book did not open, and what can be done."""
        self.banner.say(text, "neg")
        self.banner.set_actions(*steps)

    def clear(self) -> None:
        """Take the message away."""
        self.banner.hide()


def _backup_words(facts: BookFacts) -> str:
    if facts.last_backup is None:
        return tr("no backup yet")
    days = (utc_now() - facts.last_backup).days
    if days == 0:
        return tr("backup of today")
    return tr("backup a day ago") if days == 1 else tr("backup {days} days ago", days=days)


def _stem(location: str) -> str:
    name = location.rstrip("/").replace("\\", "/").rpartition("/")[2]
    return name.removesuffix(".rayafin") or location

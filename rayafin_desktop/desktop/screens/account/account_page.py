"""The account of the person at the window: password, authenticator app, and where he is signed in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QWidget

from rayafin_desktop.desktop.components.avatar import Glyph
from rayafin_desktop.desktop.components.button import Button
from rayafin_desktop.desktop.components.card import Card
from rayafin_desktop.desktop.components.label import ElidedLabel, Label
from rayafin_desktop.desktop.components.layout import Rule, Surface, box, clear, column, row
from rayafin_desktop.desktop.components.page_header import PageHeader
from rayafin_desktop.desktop.components.pill import Pill
from rayafin_desktop.desktop.components.scroll import ScrollColumn
from rayafin_desktop.desktop.theme.fonts import BASE, CARD_TITLE, MEDIUM, REGULAR, SEMIBOLD, SMALL
from rayafin_desktop.desktop.theme.sizes import GUTTER, grown
from rayafin_desktop.desktop.wording import tr
from rayafin_desktop.desktop.workspace import Workspace

from .panels import SetUpPanel, show_recovery_codes

if TYPE_CHECKING:
    from rayafin_desktop.features.access.account import Account, OwnSession
    from rayafin_desktop.features.access.second_factor import Enrolment, RecoveryCodes

_WIDEST = 760
_ICONS = {"window": "monitor", "api": "key-round", "device": "smartphone"}


class AccountPage(Surface):
    """`account` is what is shown; it is read again when something of it changes."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__("app")
        self.key, self.title = "account", tr("My account")
        self.ready = False
        self.account: Account | None = None
        self._workspace = workspace
        self.header = PageHeader(self.title)
        self.change = Button(tr("Change password"), "plain", "key-round")
        self.change.clicked.connect(lambda: workspace.open("user.own_password"))
        self.set_up = Button(tr("Set up"), "primary", "smartphone")
        self.set_up.clicked.connect(lambda: workspace.create("second_factor.enrol", self._enrolled))
        self.codes = Button(tr("New recovery codes"), "plain", "refresh-cw")
        self.codes.clicked.connect(lambda: workspace.create("second_factor.codes", self._show_codes))
        self.remove = Button(tr("Remove"), "danger")
        self.remove.clicked.connect(lambda: workspace.create("second_factor.remove", lambda _: None))
        self.state = Pill("", "neutral")
        self.factor_words = Label("", BASE, REGULAR, "text2", wrap=True)
        self.end_others = Button(tr("Sign out everywhere else"), "plain", "log-out")
        self.end_others.clicked.connect(self._end_others)
        self.ends: list[Button] = []
        self._sessions = column(spacing=0)
        password = Card(spacing=6)
        words = tr("You sign in with it, in every company of this book.")
        password.column.addLayout(_head(tr("Password"), self.change))
        password.column.addWidget(Label(words, BASE, REGULAR, "text2", wrap=True))
        factor = Card(spacing=6)
        factor.column.addLayout(
            _head(tr("Authenticator app"), self.state, None, self.remove, self.codes, self.set_up)
        )
        factor.column.addWidget(self.factor_words)
        signed_in = Card(spacing=6)
        signed_in.column.addLayout(_head(tr("Where you are signed in"), self.end_others))
        signed_in.column.addLayout(self._sessions)
        cards = box(column(password, factor, signed_in, None, spacing=12))
        cards.setMaximumWidth(grown(_WIDEST))
        line = row(cards, None)
        line.setStretch(0, 100)
        area = ScrollColumn(box(column(line, None, margins=(GUTTER, 16, GUTTER, GUTTER))))
        self.setLayout(column(self.header, Rule(), area, spacing=0))
        self.setFocusProxy(self.change)
        workspace.touched.connect(self._touched)
        for button in (self.set_up, self.codes, self.remove, self.end_others):
            button.hide()
        self._read()

    def show_params(self, params: dict[str, object]) -> None:
        """Nothing to choose here."""

    def close_page(self) -> None:
        """The page is thrown away."""
        self._workspace.touched.disconnect(self._touched)

    def _touched(self, touched: dict[str, object]) -> None:
        if touched.keys() & {"session", "second_factor", "user"}:
            self._read()

    def _read(self) -> None:
        from rayafin_desktop.features.access.account import own_account

        self._workspace.read(own_account, self._take, owner=self, slot="account")

    def _take(self, account: Account) -> None:
        self.account = account
        self.header.note.setText(account.email)
        on = account.has_second_factor
        if on:
            self.state.set_state(tr("On"), "pos")
            left = tr("{count} of your recovery codes are left.", count=account.codes_left)
            self.factor_words.setText(f"{tr('Signing in asks for a code of your phone.')} {left}")
        else:
            required = account.second_factor_required
            self.state.set_state(
                tr("Required here") if required else tr("Off"), "warn" if required else "neutral"
            )
            self.factor_words.setText(
                tr(
                    "With an app on your phone a stolen password is not enough. Any app for one-time codes will "
                    "do; a password of 10 characters is then long enough."
                )
            )
        self.set_up.setVisible(not on)
        self.codes.setVisible(on)
        self.remove.setVisible(on and not account.second_factor_required)
        self.end_others.setVisible(any(not one.is_current for one in account.sessions))
        clear(self._sessions)
        self.ends = []
        if not account.sessions:
            words = tr("Nowhere that is kept in a list.")
            self._sessions.addWidget(Label(words, BASE, REGULAR, "text2"))
        for at, one in enumerate(account.sessions):
            if at:
                self._sessions.addWidget(Rule())
            self._sessions.addWidget(self._line(one))
        self.ready = True

    def _line(self, one: OwnSession) -> QWidget:
        instant = self._workspace.formats.instant
        since = tr(
            "Since {when}, until {end} at the latest", when=instant(one.started_at), end=instant(one.ends_at)
        )
        words = column(
            ElidedLabel(one.label or tr("No name"), BASE, MEDIUM),
            ElidedLabel(since, SMALL, REGULAR, "text2"),
            spacing=1,
        )
        line = row(Glyph(_ICONS[one.what.value], "text2", 18), words, spacing=12, margins=(0, 8, 0, 8))
        line.setStretch(1, 1)
        if one.is_current:
            line.addWidget(Pill(tr("This window"), "accent"))
        else:
            end = Button(tr("Sign out"), "plain", small=True)
            end.setAccessibleName(tr("Sign out {where}", where=one.label))
            end.clicked.connect(lambda: self._end(one))
            self.ends.append(end)
            line.addWidget(end)
        return box(line)

    def _end(self, one: OwnSession) -> None:
        from rayafin_desktop.features.access.sessions import EndSession

        self._workspace.execute(EndSession(session_id=one.id), lambda _: None, owner=self)

    def _end_others(self) -> None:
        from rayafin_desktop.features.access.sessions import EndSessionsOfUser

        def said(count: int) -> None:
            self._workspace.say(tr("{count} signed out", count=count))

        self._workspace.execute(EndSessionsOfUser(), said, owner=self)

    def _enrolled(self, enrolment: Enrolment) -> None:
        SetUpPanel(self.window(), self._workspace, enrolment, self._show_codes)

    def _show_codes(self, codes: RecoveryCodes) -> None:
        show_recovery_codes(self.window(), self._workspace, codes)


def _head(title: str, *parts: QWidget | None) -> QHBoxLayout:
    """The head of a card: its title, and what stands at the far end."""
    lead = Label(title, CARD_TITLE, SEMIBOLD)
    if None in parts:
        return row(lead, *parts)
    return row(lead, None, *parts)

"""One opened book at the screen: signing in, the company's window, lock, another company, leaving."""

from __future__ import annotations

import logging
import platform
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QMenu

from rayafin_desktop.base.errors import RayafinError

from .backend import AppBackend
from .formats import Formats
from .keys import Profile
from .leaving import let_go
from .link import Link
from .runner import Runner, answer_of
from .screens import SPECIAL_PAGES
from .screens.documents.record_drop import RecordDrop
from .shell.badges import Badges
from .shell.company_switcher import switch_company
from .shell.idle import IdleWatch
from .shell.link_watch import LinkWatch
from .shell.palette_entries import Entry
from .shell.person_menu import person_menu
from .shell.prove_panel import ProvePanel
from .shell.record_search import record_search
from .shell.registry import Registry
from .shell.sign_in import CompanyChoice, SignIn
from .syncing.attaching import keeper_of, show_sync_pages, tell_sync
from .syncing.lines import Lines, line_to
from .window import MainWindow
from .wording import tr
from .workspace import Workspace

if TYPE_CHECKING:
    from rayafin_desktop.application import App
    from rayafin_desktop.engine.permissions import Actor
    from rayafin_desktop.features.companies.queries import CompanyDetail
    from rayafin_desktop.features.devices.queries import SharingState

log = logging.getLogger(__name__)

ROLE_NAMES = {
    "owner": "Owner", "accountant": "Accountant", "cashier": "Cashier", "broker": "Broker",
    "auditor": "Auditor",
}  # fmt: skip
PERSON_CHOICES = {
    "account": "My account", "password": "Change password", "settings": "Settings", "keys": "All keys",
    "": "", "lock": "Lock", "sign_out": "Sign out",
}  # fmt: skip
FIRST_PAGE = "home"


def registry_of(app: App) -> Registry:
    """All screens of the catalogue, and the special pages."""
    registry = Registry()
    registry.add_screens(app.catalogue.screens)
    for page in SPECIAL_PAGES:
        registry.add_page(page)
    return registry


def this_computer() -> str:
    """What a sign-in from here is called in the list."""
    return f"{platform.node() or 'localhost'} ({platform.system()})"[:200]


def formats_of(company: CompanyDetail) -> Formats:
    """How values are written in a company's window."""
    return Formats(company.locale, company.currency)


class Desk(QObject):
    """Holds the window of one book and the card by which one comes in.

    `entered` is emitted with the window and the company, `signed_out` when the person left the book
    open, `finished` when the window was closed.
    """

    finished = Signal()
    signed_out = Signal()
    entered = Signal(object, object)

    def __init__(self, app: App, card: SignIn, profile: Profile = "rayafin") -> None:
        super().__init__()
        self.app = app
        self.card = card
        self.profile: Profile = profile
        self.lines: Lines = line_to
        self.runner = Runner(self)
        self.window: MainWindow | None = None
        self.actor: Actor | None = None
        self.email = ""
        self.backend: AppBackend | None = None
        self._idle: IdleWatch | None = None
        self.link: Link | None = None
        self._menu: QMenu | None = None

    def sign_in(self, company: str, email: str, password: str) -> None:
        """Sign in to a company by its code; the empty code is the company entered last."""
        from rayafin_desktop.features.access.sign_in import sign_in

        self.email = email
        code = self.card.second.value()
        job = answer_of(lambda: self._here(sign_in(self.app, email, password, company or None, code=code)))
        # On the writer: a sign-in is recorded.
        self.runner.write(job, self.enter, owner=self, failed=lambda error: self._refuse(self.card, error))

    def _here(self, actor: Actor) -> Actor:
        """The actor signed in at this computer, so that it shows among his sign-ins."""
        from rayafin_desktop.features.access.model import SessionKind
        from rayafin_desktop.features.access.sign_in import with_session

        return with_session(self.app, actor, SessionKind.WINDOW, this_computer())[0]

    def reset(self, email: str, code: str, password: str) -> None:
        """Set a new password with a reset code, and sign in with it."""
        from rayafin_desktop.features.access.resets import reset_password

        def come_in(_: object) -> None:
            self.card.show_mode("password")
            self.sign_in("", email, password)

        job = answer_of(lambda: reset_password(self.app, email, code, password))
        self.runner.write(job, come_in, owner=self, failed=lambda error: self._refuse(self.card, error))

    def redeem(self, email: str, code: str, name: str, password: str) -> None:
        """Open the account an invitation is for, and come in."""
        from rayafin_desktop.features.access.invites import redeem

        self.email = email

        def come_in(actor: Actor) -> None:
            self.card.show_mode("password")
            self.enter(actor)

        job = answer_of(lambda: self._here(redeem(self.app, email, code, name, password)))
        self.runner.write(job, come_in, owner=self, failed=lambda error: self._refuse(self.card, error))

    def enter(self, actor: Actor, page: str = FIRST_PAGE) -> None:
        """Open the company's window for a person, on a page."""
        from rayafin_desktop.features.companies.queries import company_detail, fiscal_year
        from rayafin_desktop.features.devices.queries import sharing_state

        backend = AppBackend(self.app, actor)

        def particulars() -> tuple[CompanyDetail, str, SharingState]:
            return backend.read(
                lambda read: (company_detail(read), fiscal_year(read).label, sharing_state(read))
            )

        def show(found: tuple[CompanyDetail, str, SharingState]) -> None:
            self._show_window(actor, backend, *found, page)

        self.runner.read(
            answer_of(particulars),
            show,
            owner=self,
            slot="enter",
            failed=lambda error: self._refuse(self.card, error),
        )

    def rebuild(self, page: str) -> None:
        """The window anew, where something changed that is only read when it is built."""
        if self.actor is not None:
            self.enter(self.actor, page)

    def lock(self) -> None:
        """Hide the book until the password is given again."""
        if self.window is not None and self.actor is not None and not self.window.locked:
            self.window.lock(self.email or self.actor.name)

    def lock_after(self, minutes: int) -> None:
        """Lock when nobody touched anything for so long; 0 is never."""
        app = QApplication.instance()
        if self._idle is not None:
            self._idle.stop()
            self._idle = None
        if minutes and isinstance(app, QApplication):
            self._idle = IdleWatch(minutes * 60)
            self._idle.idle.connect(self.lock)
            self._idle.start(app)

    def sign_out(self) -> None:
        """Leave the company; the book stays open for the next person."""
        self._end_session()
        if self.window is not None:
            self._watch_no_more()
            self._let_go(self.window)
            self.window, self.actor = None, None
        self.signed_out.emit()

    def close(self) -> None:
        """Close everything."""
        self.lock_after(0)
        self._watch_no_more()
        self._end_session()
        if self.window is not None:
            self._let_go(self.window)
            self.window = None
        self.runner.close()

    def _end_session(self) -> None:
        """Take this sign-in off the list. In vain if the book is gone: then it runs out by itself."""
        actor, self.actor = self.actor, None
        if actor is None or actor.session_id is None:
            return
        from rayafin_desktop.features.access.sessions import EndSession

        command = EndSession(session_id=actor.session_id)
        job = answer_of(lambda: self.app.execute(command, actor))
        self.runner.write(job, lambda _: None, failed=lambda error: log.info("sign-out: %s", error))

    # The company's window

    def _show_window(
        self,
        actor: Actor,
        backend: AppBackend,
        company: CompanyDetail,
        year: str,
        shared: SharingState,
        page: str,
    ) -> None:
        old, self.actor = self.window, actor
        workspace = Workspace(backend, self.runner, formats_of(company))
        registry = registry_of(self.app)
        workspace.sync = keeper_of(self.app, workspace, company.key, shared, self.lines)
        show_sync_pages(registry, shared)
        window = MainWindow(workspace, registry, self.profile)
        window.search = record_search(workspace, window)
        window.extra_entries = self._entries()
        RecordDrop(window)
        Badges(window, registry, self.app.catalogue.queries)
        self._watch_server(window, company.key)
        tell_sync(window)
        window.frame.accent.set_company(company.key)
        detail = tr("FY {year} · {currency}", year=year, currency=company.currency)
        window.sidebar.company.show_company(company.name, detail)
        role = ROLE_NAMES.get(str(actor.role), str(actor.role or ""))
        window.sidebar.show_person(actor.name, tr(role))
        window.sidebar.person_asked.connect(self._offer_person_menu)
        window.company_asked.connect(self._ask_company)
        window.lock_asked.connect(self.lock)
        window.unlock_asked.connect(self._unlock)
        window.lock_screen.other_asked.connect(self.sign_out)
        window.closing.connect(self._window_closed)
        workspace.session_over.connect(self.lock)
        workspace.proof_asked.connect(self._ask_proof)
        self.backend = backend
        self.window = window
        if old is not None:
            window.setGeometry(old.geometry())
        if window.open_page(page) is None:
            first = next(iter(window.registry.navigation(workspace.may)), None)
            if first is not None:
                window.open_page(first.key)
        window.show()
        if old is not None:
            self._let_go(old)
        if workspace.sync is not None:
            workspace.sync.start()
        self.entered.emit(window, company)

    def _watch_server(self, window: MainWindow, company_id: int) -> None:
        """Of an office database: show whether it answers, and what others change in it."""
        self._watch_no_more()
        if not self.app.database.is_sqlite:
            self.link = Link(self.app.database, company_id)
            LinkWatch(window, self.app, self.link)
            self.link.start()

    def _watch_no_more(self) -> None:
        if self.link is not None:
            self.link.stop()
            self.link = None

    def _let_go(self, window: MainWindow) -> None:
        window.closing.disconnect(self._window_closed)
        if window.workspace.sync is not None:
            window.workspace.sync.stop()
        window.close()
        let_go(window)

    def _window_closed(self) -> None:
        self._watch_no_more()
        if self.window is not None and self.window.workspace.sync is not None:
            self.window.workspace.sync.stop()
        self.window = None
        self.finished.emit()

    def _refuse(self, card: SignIn, error: Exception) -> None:
        if not isinstance(error, RayafinError):
            card.clear()
            raise error
        seconds = error.params.get("seconds")
        if error.code == "second_factor.needed":
            card.show_second_step()
        elif error.code == "user.locked" and isinstance(seconds, int):
            card.refuse_for(seconds, self._sentence_with(error))
        else:
            card.refuse("\n".join(self.app.sentences(error)))

    def _sentence_with(self, error: RayafinError) -> Callable[[int], str]:
        def sentence(seconds: int) -> str:
            error.params["seconds"] = seconds
            return "\n".join(self.app.sentences(error))

        return sentence

    def _unlock(self, password: str) -> None:
        from rayafin_desktop.features.access.sign_in import come_back

        window, actor, email = self.window, self.actor, self.email
        if window is None or actor is None:
            return
        code = window.lock_screen.second.value()

        def unlocked(again: Actor) -> None:
            self.actor = again
            if self.backend is not None:
                self.backend.renew(again)
            window.unlock()

        job = answer_of(lambda: come_back(self.app, actor, email, password, code=code, label=this_computer()))
        self.runner.write(
            job,
            unlocked,
            owner=window,
            failed=lambda error: self._refuse(window.lock_screen, error),
        )

    def _ask_proof(self, again: Callable[[], object], give_up: Callable[[], object]) -> None:
        """Ask for the password before a command that wants it once more."""
        from rayafin_desktop.features.access.sign_in import prove

        window, actor = self.window, self.actor
        if window is None or actor is None:
            return

        def proved(_: object) -> None:
            panel.done()
            again()

        def tried(password: str, code: str) -> None:
            job = answer_of(lambda: prove(self.app, actor, password, code=code))
            self.runner.write(
                job,
                proved,
                owner=panel,
                failed=lambda error: panel.refuse(error, self.app.sentences),
            )

        panel = ProvePanel(window, tried, give_up)

    # What the person can do from anywhere

    def _entries(self) -> list[Entry]:
        return [
            Entry(tr("Change company"), self._ask_company, "Do", icon="building-2", keys="Ctrl+Shift+C"),
            Entry(tr("Change password"), lambda: self._person_choice("password"), "Do", icon="key-round"),
            Entry(tr("Sign out"), self.sign_out, "Do", icon="log-out"),
        ]

    def _offer_person_menu(self) -> None:
        if self.window is not None:
            self._menu = person_menu(self.window.sidebar.person, PERSON_CHOICES)
            self._menu.triggered.connect(lambda action: self._person_choice(str(action.data())))

    def _person_choice(self, choice: str) -> None:
        window = self.window
        if window is None:
            return
        match choice:
            case "account":
                window.open_page("account")
            case "password":
                window.open_page("user.own_password")
            case "settings":
                window.open_page("settings")
            case "keys":
                window.show_all_keys()
            case "lock":
                self.lock()
            case "sign_out":
                self.sign_out()

    # Another company

    def _ask_company(self) -> None:
        from rayafin_desktop.features.access.sign_in import companies_of

        actor, window = self.actor, self.window
        if actor is None or actor.user_id is None or window is None:
            return
        user_id = actor.user_id

        def offer(found: list[CompanyChoice]) -> None:
            may_make = window.workspace.may("company.create")
            make = (lambda: window.open_page("company.new")) if may_make else None
            switch_company(window, found, self.change_company, make)

        def choices() -> list[CompanyChoice]:
            return [
                CompanyChoice(
                    str(one.key),
                    one.name,
                    f"{one.code} · {one.currency} · {tr(ROLE_NAMES.get(str(one.role), str(one.role)))}",
                )
                for one in companies_of(self.app, user_id)
            ]

        self.runner.read(answer_of(choices), offer, owner=window, slot="companies")

    def change_company(self, key: str) -> None:
        """Enter another company of the same person, by its key."""
        from rayafin_desktop.features.access.sign_in import actor_for

        actor = self.actor
        if actor is not None and actor.user_id is not None and int(key) != actor.company_id:
            user_id = actor.user_id
            session_id = actor.session_id
            job = answer_of(lambda: replace(actor_for(self.app, user_id, int(key)), session_id=session_id))
            self.runner.read(job, self.enter, owner=self, slot="company")

"""One opened book at the screen: sign-in, the company's window, lock, another company."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QWidget

from rayafin_desktop.base.errors import RayafinError

from .backend import AppBackend
from .components.layout import column
from .formats import Formats
from .runner import Runner, answer_of
from .screens import SPECIAL_PAGES
from .shell.company_switcher import switch_company
from .shell.registry import Registry
from .shell.sign_in import CompanyChoice, SignIn
from .window import MainWindow
from .wording import direction, tr
from .workspace import Workspace

if TYPE_CHECKING:
    from rayafin_desktop.application import App
    from rayafin_desktop.engine.permissions import Actor
    from rayafin_desktop.features.companies.queries import CompanyDetail

ROLE_NAMES = {
    "owner": "Owner", "accountant": "Accountant", "cashier": "Cashier", "broker": "Broker",
    "auditor": "Auditor",
}  # fmt: skip


def registry_of(app: App) -> Registry:
    """All screens of the catalogue, and the special pages."""
    registry = Registry()
    registry.add_screens(app.catalogue.screens)
    for page in SPECIAL_PAGES:
        registry.add_page(page)
    return registry


def formats_of(company: CompanyDetail) -> Formats:
    """How values are written in a company's window."""
    return Formats(company.locale, company.currency)


class SignInWindow(QWidget):
    """The window before anybody is known."""

    closing = Signal()

    def __init__(self, card: SignIn) -> None:
        super().__init__()
        self.setWindowTitle("Rayafin")
        self.setLayoutDirection(direction())
        self.setLayout(column(card))
        self.resize(960, 680)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.closing.emit()
        super().closeEvent(event)


class Desk(QObject):
    """Holds the windows of one book; `finished` is emitted when the last one is closed."""

    finished = Signal()
    entered = Signal(object)

    def __init__(self, app: App) -> None:
        super().__init__()
        self.app = app
        self.runner = Runner(self)
        self.window: MainWindow | None = None
        self.actor: Actor | None = None
        self._leaving: list[MainWindow] = []
        self._email = ""
        self.card = SignIn()
        self.sign_in_window = SignInWindow(self.card)
        self.card.asked.connect(self._sign_in)
        self.sign_in_window.closing.connect(self._sign_in_closed)

    def start(self) -> None:
        """Ask who is there."""
        self.sign_in_window.show()
        self.card.setFocus()

    def enter(self, actor: Actor) -> None:
        """Open the company's window for a person."""
        from rayafin_desktop.features.companies.queries import company_detail, fiscal_year

        backend = AppBackend(self.app, actor)

        def particulars() -> tuple[CompanyDetail, str]:
            return backend.read(lambda read: (company_detail(read), fiscal_year(read).label))

        self.runner.read(
            answer_of(particulars),
            lambda found: self._show_window(actor, backend, *found),
            owner=self,
            slot="enter",
            failed=self._refused,
        )

    def close(self) -> None:
        """Close everything."""
        if self.window is not None:
            self.window.close()
        self.sign_in_window.close()
        self.runner.close()

    # Signing in

    def _sign_in(self, _company: str, email: str, password: str) -> None:
        from rayafin_desktop.features.access.sign_in import sign_in

        self._email = email
        job = answer_of(lambda: sign_in(self.app, email, password))
        # On the writer: a sign-in is recorded.
        self.runner.write(job, self.enter, owner=self, failed=self._refused)

    def _refused(self, error: Exception) -> None:
        if not isinstance(error, RayafinError):
            raise error
        self.card.refuse("\n".join(self.app.sentences(error)))

    def _sign_in_closed(self) -> None:
        if self.window is None:
            self.finished.emit()

    # The company's window

    def _show_window(self, actor: Actor, backend: AppBackend, company: CompanyDetail, year: str) -> None:
        old, self.actor = self.window, actor
        workspace = Workspace(backend, self.runner, formats_of(company))
        window = MainWindow(workspace, registry_of(self.app))
        window.frame.accent.set_company(company.key)
        detail = tr("FY {year} · {currency}", year=year, currency=company.currency)
        window.sidebar.company.show_company(company.name, detail)
        role = ROLE_NAMES.get(str(actor.role), str(actor.role or ""))
        window.sidebar.show_person(actor.name, tr(role))
        window.company_asked.connect(self._ask_company)
        window.lock_asked.connect(self.lock)
        window.unlock_asked.connect(self._unlock)
        window.closing.connect(self._window_closed)
        self.window = window
        first = next(iter(window.registry.navigation(workspace.may)), None)
        if first is not None:
            window.open_page(first.key)
        window.show()
        self.sign_in_window.hide()
        if old is not None:
            old.closing.disconnect(self._window_closed)
            old.close()
            # Held until Qt has let go of it: a window must not lose its Python half first.
            self._leaving.append(old)
            old.destroyed.connect(self._leaving.clear)
            old.deleteLater()
        self.entered.emit(window)

    def lock(self) -> None:
        """Hide the book until the password is given again."""
        if self.window is not None and self.actor is not None:
            self.window.lock(self._email or self.actor.name)

    def _unlock(self, password: str) -> None:
        from rayafin_desktop.features.access.sign_in import sign_in

        window = self.window
        if window is None:
            return
        job = answer_of(lambda: sign_in(self.app, self._email, password))
        self.runner.write(job, lambda _: window.unlock(), owner=window, failed=self._not_unlocked)

    def _not_unlocked(self, error: Exception) -> None:
        if not isinstance(error, RayafinError):
            raise error
        if self.window is not None:
            self.window.lock_screen.refuse("\n".join(self.app.sentences(error)))

    def _ask_company(self) -> None:
        from rayafin_desktop.features.access.sign_in import companies_of

        actor, window = self.actor, self.window
        if actor is None or actor.user_id is None or window is None:
            return
        user_id = actor.user_id

        def offer(found: list[CompanyChoice]) -> None:
            switch_company(window, found, self._change_company)

        def choices() -> list[CompanyChoice]:
            return [
                CompanyChoice(str(one.key), one.name, f"{one.code} · {one.currency}")
                for one in companies_of(self.app, user_id)
            ]

        self.runner.read(answer_of(choices), offer, owner=window, slot="companies")

    def _change_company(self, key: str) -> None:
        from rayafin_desktop.features.access.sign_in import actor_for

        actor = self.actor
        if actor is not None and actor.user_id is not None and int(key) != actor.company_id:
            user_id = actor.user_id
            job = answer_of(lambda: actor_for(self.app, user_id, int(key)))
            self.runner.read(job, self.enter, owner=self, slot="company")

    def _window_closed(self) -> None:
        self.window = None
        self.finished.emit()

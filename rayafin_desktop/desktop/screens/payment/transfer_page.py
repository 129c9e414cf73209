"""Money from one of our accounts to another, with the entry shown before it is posted."""

from __future__ import annotations

import dataclasses
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent

from rayafin_desktop.base.errors import NeedsConfirmation, Problem, RayafinError
from rayafin_desktop.desktop.components.banner import Banner
from rayafin_desktop.desktop.components.button import Button
from rayafin_desktop.desktop.components.hint_bar import HintBar
from rayafin_desktop.desktop.components.journal_box import Leg
from rayafin_desktop.desktop.components.layout import Rule, Surface, box, column, row
from rayafin_desktop.desktop.components.page_header import PageHeader
from rayafin_desktop.desktop.components.question import ask
from rayafin_desktop.desktop.components.scroll import ScrollColumn
from rayafin_desktop.desktop.forms.enter_flow import EnterFlow
from rayafin_desktop.desktop.forms.form_fields import FormFields
from rayafin_desktop.desktop.keys import install
from rayafin_desktop.desktop.problems import spread
from rayafin_desktop.desktop.theme.sizes import DIALOG, GUTTER, grown
from rayafin_desktop.desktop.wording import tr
from rayafin_desktop.desktop.workspace import Workspace
from rayafin_desktop.features.payments.queries import PostedRow, transfer_preview
from rayafin_desktop.features.payments.screens import TRANSFER_FORM
from rayafin_desktop.features.payments.transferring import TransferContent, TransferMoney, Transferred

from . import reading
from .payment_body import ROOM_FOR_SIDE
from .side_panel import SidePanel

_NOT_YET = frozenset({"payment.amount_missing", "payment.account_missing", "payment.received_missing"})
"""Problems of a transfer that is not typed to its end; told only when it is to be posted."""


class TransferPage(Surface):
    """A new transfer; the form's own fields, and what they would post beside them."""

    key = "payment.transfer"
    nav_key = "payments"

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self._confirmed: frozenset[str] = frozenset()
        self._posting = self._tried = False
        self.title = tr("Transfer")
        self.header = PageHeader(self.title, crumbs=(tr("Payments"),))
        self.header.set_state(tr("New"), "accent")
        self.header.crumb_chosen.connect(lambda _: self.leave())
        self.post_button = Button(tr("Post"), "primary", "check")
        self.post_button.clicked.connect(self.post)
        self.header.add_action(self.post_button)
        self.banner = Banner("neg")
        self.banner.hide()
        self.fields = FormFields(workspace, TRANSFER_FORM.fields, EnterFlow(self))
        self.fields.setMaximumWidth(grown(DIALOG) + 120)
        self.fields.changed.connect(self._changed)
        self.side = SidePanel(workspace.formats)
        self._wait()
        self.hints = HintBar((("Enter", tr("Next field")), ("Ctrl+Enter", tr("Post")), ("Esc", tr("Back"))))
        form = column(self.banner, self.fields, None, spacing=12, margins=(GUTTER, 16, GUTTER, 12))
        left = column(ScrollColumn(box(form)), self.hints, spacing=0)
        left.setStretch(0, 1)
        body = row(Surface("surface", left), self.side, spacing=0)
        body.setStretch(0, 1)
        page = column(self.header, Rule(), box(body), spacing=0)
        page.setStretch(2, 1)
        self.setLayout(page)
        first = self.fields.first()
        if first is not None:
            self.setFocusProxy(first)
        self.shortcuts = install(self, "form", {"primary": self.post, "save": self.post})
        workspace.read(reading.read_desk, self._begin, owner=self, slot="desk")

    def _begin(self, desk: reading.Desk) -> None:
        """The book's own day, unless another was typed meanwhile."""
        if self.fields.inputs["dated_on"].value() is None:
            self.fields.inputs["dated_on"].set_value(desk.today)

    def show_params(self, params: dict[str, Any]) -> None:
        """Begin with what the caller knows; a row of the list of accounts says nothing yet."""

    def close_page(self) -> None:
        """Nothing is held beyond the page."""

    def leave(self) -> None:
        """Back to the list; the page stays open as it is."""
        self._workspace.open("payments")

    @property
    def ready(self) -> bool:
        """There is nothing to wait for."""
        return True

    def _wait(self) -> None:
        waiting = tr("What will be posted stands here once both accounts and the amount are known.")
        self.side.show_waiting(waiting)

    def _values(self) -> dict[str, Any]:
        known = {one.name for one in dataclasses.fields(TransferContent)}
        return {key: value for key, value in self.fields.values().items() if key in known}

    def _changed(self) -> None:
        self._confirmed = frozenset()
        values = self._values()
        if not values["account_id"] or not values["to_account_id"] or not values["amount"]:
            self._wait()
            return
        content = TransferContent(**values)
        self._workspace.read(
            lambda read: transfer_preview(read, content), self._show_preview, owner=self, slot="preview"
        )

    def _show_preview(self, found: tuple[tuple[PostedRow, ...], tuple[Problem, ...]]) -> None:
        rows, problems = found
        if rows:
            self.side.show_legs(
                [Leg(one.account_name, one.account_code, one.debit_minor - one.credit_minor) for one in rows]
            )
        else:
            self.side.show_waiting(tr("Nothing can be posted yet. See what is marked."))
        told = [one for one in problems if self._tried or one.code not in _NOT_YET]
        errors = {one.field: self._workspace.sentence(one) for one in told if one.field in self.fields.boxes}
        self.fields.show_errors(errors)

    def post(self) -> None:
        """Post what stands on the page; problems and questions come back here."""
        self._tried = True
        errors = self.fields.check()
        self.fields.show_errors(errors)
        if errors or self._posting:
            return
        self._posting = True
        self.post_button.setEnabled(False)
        self._workspace.execute(
            TransferMoney(**self._values()),
            self._posted,
            owner=self,
            confirmed=self._confirmed,
            failed=self._not_posted,
        )

    def _posted(self, done: Transferred) -> None:
        self._workspace.say(tr("Payment {number} posted", number=done.number))
        self._workspace.open("payment", id=done.payment_id)
        self._workspace.close(self)

    def _not_posted(self, error: Exception) -> None:
        self._posting = False
        self.post_button.setEnabled(True)
        if isinstance(error, NeedsConfirmation):
            key, text = error.key, "\n".join(self._workspace.sentences(error))

            def again() -> None:
                self._confirmed |= {key}
                self.post()

            ask(self, tr("Post all the same"), text, again)
        elif isinstance(error, RayafinError):
            found = spread(error, frozenset(self.fields.boxes), self._workspace.sentence)
            self.fields.show_errors(dict(found.by_field))
            if found.rest:
                self.banner.say("\n".join(found.rest), "neg")
        else:
            self._workspace.refused.emit(error)

    def _fit_side(self) -> None:
        self.side.setVisible(self.width() >= grown(ROOM_FOR_SIDE))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_side()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit_side()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
            return
        super().keyPressEvent(event)

"""A message that answers something, such as a counter or a refusal: to which talk does it belong?"""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QWidget

from rayafin_desktop.base.errors import RayafinError
from rayafin_desktop.desktop.components.banner import Banner
from rayafin_desktop.desktop.components.button import Button
from rayafin_desktop.desktop.components.label import Label
from rayafin_desktop.desktop.components.layout import column, row
from rayafin_desktop.desktop.components.overlay import Overlay, Panel, host_window
from rayafin_desktop.desktop.lists.row_list import RowList
from rayafin_desktop.desktop.lists.table import DataTable
from rayafin_desktop.desktop.theme.fonts import CRUMB, REGULAR, SEMIBOLD, SMALL
from rayafin_desktop.desktop.theme.sizes import ROW_TWO_LINES, TABLE_HEAD, grown
from rayafin_desktop.desktop.wording import tr
from rayafin_desktop.desktop.workspace import Workspace
from rayafin_desktop.engine.screens import Column

from . import reading
from .measures import Measure, PricePer
from .seen import Seen
from .words import KINDS, label_of

_WIDTH = 640
_SHOWN = 6


def answer(
    page: QWidget,
    workspace: Workspace,
    seen: Seen,
    values: dict[str, Any],
    kind: str,
    done: Callable[[UUID], object],
) -> None:
    """Find what it may answer, then ask; `done` gets the negotiation's id."""
    workspace.read(
        lambda read: reading.answerable(read, values, workspace.formats),
        lambda found: _Answer(page, workspace, seen, values, kind, found, done),
        owner=page,
        slot="answer",
    )


class _Answer:
    def __init__(
        self,
        page: QWidget,
        workspace: Workspace,
        seen: Seen,
        values: dict[str, Any],
        kind: str,
        found: list[SimpleNamespace],
        done: Callable[[UUID], object],
    ) -> None:
        self._workspace, self._seen, self._values = workspace, seen, values
        self._kind, self._done = kind, done
        panel = Panel()
        word = label_of(KINDS, kind)
        self.rows = RowList(_columns(), workspace.formats, found)
        self.table = DataTable(self.rows, tr("What it answers"), row_height=ROW_TWO_LINES, edge=12)
        self.table.setFixedHeight(
            grown(TABLE_HEAD) + grown(ROW_TWO_LINES) * max(1, min(_SHOWN, len(found))) + 3
        )
        self.table.activated_row.connect(lambda _: self.send())
        if not found:
            self.table.hide()
        self.banner = Banner("neg", closable=False)
        self.banner.hide()
        nothing = Label(
            tr("No open talk or offer fits. Choose the party and the commodity first."),
            SMALL,
            REGULAR,
            "text2",
            wrap=True,
        )
        if found:
            nothing.hide()
        cancel, self.go = Button(tr("Cancel")), Button(word, "primary")
        self.go.setEnabled(bool(found))
        panel.setLayout(
            column(
                Label(tr("{what}: what does it answer?", what=word), CRUMB, SEMIBOLD),
                Label(f"“{seen.text}”", SMALL, REGULAR, "text2", wrap=True),
                self.banner, nothing, self.table, 8, row(None, cancel, self.go),
                spacing=8, margins=(24, 20, 24, 20),
            )
        )  # fmt: skip
        panel.setAccessibleName(word)
        self.overlay = Overlay(host_window(page), panel, _WIDTH)
        self.overlay.answering = self  # type: ignore[attr-defined]
        cancel.clicked.connect(self.overlay.dismiss)
        self.go.clicked.connect(self.send)
        self.overlay.open(self.table if found else cancel)
        if found:
            self.table.move_to(0)

    def send(self) -> None:
        """Note it in the talk chosen."""
        one = self.rows.row_at(max(0, self.table.cursor_row()))
        if one is None:
            return
        self._workspace.execute(
            self._command(one),
            lambda result: self._noted(one, result),
            owner=self.overlay,
            failed=self._refused,
        )

    def _command(self, one: SimpleNamespace) -> Any:
        from rayafin_desktop.features.offers.negotiating import (
            CounterOffer,
            RejectNegotiation,
            StartNegotiation,
            WithdrawNegotiation,
        )

        text = self._seen.text
        said_by = str(self._values.get("said_by") or self._seen.said_by)
        if self._kind == "REJECTION" and one.negotiation_id is not None:
            return RejectNegotiation(id=one.negotiation_id, reason=text, said_by=said_by)
        if self._kind == "WITHDRAWAL" and one.negotiation_id is not None:
            return WithdrawNegotiation(id=one.negotiation_id, reason=text, said_by=said_by)
        price, quantity = self._values.get("price"), self._values.get("quantity")
        if self._kind != "COUNTER":
            return StartNegotiation(offer_id=one.offer_id, party_id=self._values.get("party_id"))
        where = (
            {"negotiation_id": one.negotiation_id}
            if one.negotiation_id is not None
            else {"offer_id": one.offer_id, "party_id": self._values.get("party_id")}
        )
        return CounterOffer(
            **where,
            price=price.value if isinstance(price, PricePer) else None,
            quantity=quantity.value if isinstance(quantity, Measure) else None,
            valid_until=self._values.get("valid_until"),
            said_at=self._seen.said_at,
            said_by=said_by,
            text=text,
            message_id=self._seen.message_id,
        )

    def _noted(self, one: SimpleNamespace, result: object) -> None:
        self.overlay.dismiss()
        self._done(one.negotiation_id or result)  # type: ignore[arg-type]

    def _refused(self, error: Exception) -> None:
        if isinstance(error, RayafinError):
            self.banner.say("\n".join(self._workspace.sentences(error)), "neg")
            self.overlay.place()
        else:
            self._workspace.refused.emit(error)


def _columns() -> tuple[Column, ...]:
    return (
        Column(key="what", title=tr("What"), stretch=True, subtitle="who", sortable=False),
        Column(key="price", title=tr("Price"), kind="rate", width=100, decimals=0, sortable=False),
        Column(key="rounds", title=tr("Rounds"), kind="count", width=80, sortable=False, empty="–"),
    )

"""With whom an offer is talked about: one field, and the talk begins."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from PySide6.QtWidgets import QWidget

from rayafin_desktop.base.errors import RayafinError
from rayafin_desktop.desktop.backend import Suggestion
from rayafin_desktop.desktop.components.button import Button
from rayafin_desktop.desktop.components.field import FieldBox
from rayafin_desktop.desktop.components.label import Label
from rayafin_desktop.desktop.components.layout import column, row
from rayafin_desktop.desktop.components.lookup_edit import LookupEdit
from rayafin_desktop.desktop.components.overlay import Overlay, Panel, host_window
from rayafin_desktop.desktop.keys import shortcut
from rayafin_desktop.desktop.theme.fonts import CRUMB, REGULAR, SEMIBOLD, SMALL
from rayafin_desktop.desktop.wording import tr
from rayafin_desktop.desktop.workspace import Workspace

_WIDTH = 440


def begin_talk(
    page: QWidget, workspace: Workspace, offer_id: UUID, number: str, done: Callable[[UUID], object]
) -> Overlay:
    """Ask for the other side; `done` gets the negotiation's id."""
    panel = Panel()

    def find(text: str, show: Callable[[list[Suggestion]], object]) -> None:
        workspace.suggest("party_lookup", text, show, owner=edit)

    edit = LookupEdit(find, tr("party"))
    field = FieldBox(tr("With whom"), edit, required=True)
    cancel, go = Button(tr("Cancel")), Button(tr("Begin to talk"), "primary")
    panel.setLayout(
        column(
            Label(tr("Talk about {number}", number=number), CRUMB, SEMIBOLD),
            Label(tr("The offer becomes the first round."), SMALL, REGULAR, "text2", wrap=True),
            field,
            8,
            row(None, cancel, go),
            spacing=8,
            margins=(24, 20, 24, 20),
        )
    )
    panel.setAccessibleName(tr("Talk about {number}", number=number))
    overlay = Overlay(host_window(page), panel, _WIDTH)

    def begun(id_: UUID) -> None:
        overlay.dismiss()
        done(id_)

    def refused(error: Exception) -> None:
        if isinstance(error, RayafinError):
            field.set_error("\n".join(workspace.sentences(error)))
            overlay.place()
        else:
            workspace.refused.emit(error)

    def send() -> None:
        from rayafin_desktop.features.offers.negotiating import StartNegotiation

        party = edit.value()
        if not isinstance(party, UUID):
            field.set_error(edit.problem() or tr("Choose somebody"))
            overlay.place()
            return
        workspace.execute(
            StartNegotiation(offer_id=offer_id, party_id=party), begun, owner=overlay, failed=refused
        )

    cancel.clicked.connect(overlay.dismiss)
    go.clicked.connect(send)
    for keys in ("Ctrl+Return", "Ctrl+Enter"):
        shortcut(panel, keys, send)
    overlay.open(edit)
    return overlay

"""Taking one allocation back: why, and from which day."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QWidget

from rayafin_desktop.desktop.forms.form_dialog import FormDialog
from rayafin_desktop.desktop.wording import tr
from rayafin_desktop.desktop.workspace import Workspace
from rayafin_desktop.engine.screens import Field, FormScreen
from rayafin_desktop.features.payments.commands import Unallocate
from rayafin_desktop.features.payments.queries import AllocationRow

_FORM = FormScreen(
    key="payment.unallocate",
    noun="allocation",
    icon="undo-2",
    create=Unallocate,
    permission="payment.allocate",
    fields=(
        Field(
            key="reason",
            label="Why",
            required=True,
            span=12,
            help="The invoice is open again from that day, and the money is the customer's advance.",
        ),
        Field(key="on", label="On", kind="date", span=6),
    ),
)


class TakeBackDialog(FormDialog):
    """The form for one allocation of a payment."""

    def __init__(self, window: QWidget, workspace: Workspace, allocation: AllocationRow) -> None:
        super().__init__(window, workspace, _FORM)
        self._allocation_id: UUID = allocation.id
        title = tr("Un-allocate {number}", number=allocation.invoice_number)
        self.set_title(title)
        self.primary.setText(tr("Un-allocate"))

    def command(self) -> Any:
        return Unallocate(allocation_id=self._allocation_id, **self.fields.values())

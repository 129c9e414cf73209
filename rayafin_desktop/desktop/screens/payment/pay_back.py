"""Paying an advance back: how much of it, out of which account."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from PySide6.QtWidgets import QWidget

from rayafin_desktop.base.money import currency_digits, to_major
from rayafin_desktop.desktop.forms.form_dialog import FormDialog
from rayafin_desktop.desktop.wording import tr
from rayafin_desktop.desktop.workspace import Workspace
from rayafin_desktop.engine.screens import Field, FormScreen
from rayafin_desktop.features.payments.content import AdvanceLine
from rayafin_desktop.features.payments.kinds import Side
from rayafin_desktop.features.payments.model import Method
from rayafin_desktop.features.payments.queries import PaymentDetail
from rayafin_desktop.features.payments.refunding import ReceiveRefund, RefundCustomer
from rayafin_desktop.features.payments.screens import METHODS

_FORM = FormScreen(
    key="payment.pay_back",
    noun="refund",
    icon="corner-down-left",
    create=RefundCustomer,
    permission="payment.read",
    fields=(
        Field(key="amount", label="Amount", kind="money", span=6, placeholder="All that is left"),
        Field(key="dated_on", label="Date", kind="date", span=6),
        Field(key="account_id", label="Account", kind="lookup", lookup="money_account_lookup", span=6),
        Field(key="method", label="By", kind="choice", choices=METHODS, default=Method.BANK, span=6),
        Field(key="reference", label="Reference", span=6),
        Field(key="rate", label="Exchange rate", kind="rate", span=6),
    ),
)


class PayBackDialog(FormDialog):
    """The form that gives back what a payment left on account."""

    def __init__(self, window: QWidget, workspace: Workspace, detail: PaymentDetail) -> None:
        super().__init__(window, workspace, _FORM)
        self._detail = detail
        self.set_title(tr("Pay back {number}", number=detail.number))
        self.primary.setText(tr("Pay back"))

    def command(self) -> Any:
        values = dict(self.fields.values())
        entered: Decimal | None = values.pop("amount")
        detail = self._detail
        if detail.party_id is None:
            raise ValueError("a transfer leaves nothing on account")
        left = to_major(detail.advance_minor, currency_digits(detail.currency))
        line = AdvanceLine(payment_id=detail.id, amount=left if entered is None else entered)
        command = RefundCustomer if detail.side is Side.RECEIVABLE else ReceiveRefund
        return command(party_id=detail.party_id, advances=(line,), **values)

"""What contracts, deliveries and claims announce, and what becomes of a brokerage bill."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from datetime import date
from uuid import UUID

from rayafin_desktop.engine.work import Work

from ..billing.happenings import InvoiceReopened, InvoiceSettled, InvoiceVoided
from ..billing.model import SalesDocument
from ..claims.happenings import ClaimSettled
from ..commissions.accruing import AGREED_DOCUMENT
from ..deliveries.model import Delivery
from ..trades.happenings import (
    TradeAmended,
    TradeCancelled,
    TradeClosed,
    TradeDelivered,
    TradeDeliveryTakenBack,
    TradeMade,
    TradeReopened,
)
from ..trades.model import Trade
from .billing import undo_bill
from .charging import bring, settle_among_themselves
from .model import BrokerageCharge, Cause, ChargeState


def on_trade_made(happening: TradeMade, work: Work) -> None:
    bring(work, happening.trade, Cause.MADE, happening.trade.traded_on)


def on_trade_amended(happening: TradeAmended, work: Work) -> None:
    bring(work, happening.trade, Cause.AMENDED, work.today)


def on_trade_cancelled(happening: TradeCancelled, work: Work) -> None:
    bring(work, happening.trade, Cause.ENDED, work.today)


def on_trade_closed(happening: TradeClosed, work: Work) -> None:
    bring(work, happening.trade, Cause.ENDED, work.today)


def on_trade_reopened(happening: TradeReopened, work: Work) -> None:
    bring(work, happening.trade, Cause.REOPENED, work.today)


def on_trade_delivered(happening: TradeDelivered, work: Work) -> None:
    on = _delivered_on(work, happening.delivery_id)
    bring(work, happening.trade, Cause.DELIVERED, on, happening.delivery_id)


def on_delivery_taken_back(happening: TradeDeliveryTakenBack, work: Work) -> None:
    bring(work, happening.trade, Cause.TAKEN_BACK, work.today, happening.delivery_id)


def on_claim_settled(happening: ClaimSettled, work: Work) -> None:
    trade = work.get(Trade, happening.claim.trade_id)
    bring(work, trade, Cause.ALLOWED, work.today, happening.claim.delivery_id)


def _delivered_on(work: Work, delivery_id: UUID | None) -> date:
    delivery = None if delivery_id is None else work.find(Delivery, id=delivery_id)
    return work.today if delivery is None else delivery.delivered_on or work.today


def on_invoice_settled(happening: InvoiceSettled, work: Work) -> None:
    _follow(work, happening.invoice, ChargeState.BILLED, ChargeState.SETTLED)


def on_invoice_reopened(happening: InvoiceReopened, work: Work) -> None:
    _follow(work, happening.invoice, ChargeState.SETTLED, ChargeState.BILLED)


def on_invoice_voided(happening: InvoiceVoided, work: Work) -> None:
    charges = charges_of(work, happening.invoice)
    if not charges:
        return
    undo_bill(work, happening.invoice, charges)
    freed = [
        work.save(dataclasses.replace(charge, state=ChargeState.DUE, invoice_id=None, invoice_line_no=None))
        for charge in charges
    ]
    for key in dict.fromkeys((one.trade_id, one.side, one.party_id, one.currency) for one in freed):
        c = BrokerageCharge.c
        settle_among_themselves(
            work,
            work.all(
                BrokerageCharge,
                c.trade_id == key[0],
                c.side == key[1],
                c.party_id == key[2],
                c.currency == key[3],
            ),
        )


def _follow(work: Work, invoice: SalesDocument, before: ChargeState, after: ChargeState) -> None:
    for charge in charges_of(work, invoice):
        if charge.state is before:
            work.save(dataclasses.replace(charge, state=after))


def charges_of(work: Work, invoice: SalesDocument) -> Sequence[BrokerageCharge]:
    """The charges an invoice or credit note bills; none of a document that is not brokerage."""
    if not (invoice.external_reference or "").startswith(AGREED_DOCUMENT):
        return ()
    return work.all(BrokerageCharge, BrokerageCharge.c.invoice_id == invoice.id)

"""What a claim is chosen on: deliveries and lots with what a person knows them by."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, and_, func, or_, select

from rayafin_desktop.engine.listing import ListQuery
from rayafin_desktop.engine.read import Read

from ..deliveries.model import Delivery, DeliveryState
from ..lots.model import Lot
from ..trades.model import Trade


def _deliveries(read: Read) -> Select[Any]:
    d, t = Delivery.c, Trade.c
    return (
        select(
            d.id,
            d.number.label("code"),
            (t.number + " " + d.lorry_no).label("name"),
            d.lorry_no.label("note"),
            d.lifted_on,
        )
        .select_from(
            Delivery.mapping.table.join(
                Trade.mapping.table, and_(t.company_id == d.company_id, t.id == d.trade_id)
            )
        )
        .where(d.company_id == read.company_id, d.state != DeliveryState.VOID, d.deleted_at.is_(None))
    )


CLAIM_DELIVERIES = ListQuery(
    name="claim_deliveries",
    permission="claim.read",
    kinds=("delivery",),
    select=_deliveries,
    key=Delivery.c.id,
    sorts={"lifted_on": (Delivery.c.lifted_on,)},
    default_sort=("lifted_on", True),
    search=lambda _read, text: or_(
        *(
            one.icontains(text, autoescape=True)
            for one in (Delivery.c.number, Delivery.c.lorry_no, Trade.c.number)
        )
    ),
)


def _lots(read: Read) -> Select[Any]:
    c = Lot.c
    return select(c.id, c.lot_no.label("name"), func.coalesce(c.gin, "").label("note"), c.lot_no).where(
        c.company_id == read.company_id, c.deleted_at.is_(None)
    )


CLAIM_LOTS = ListQuery(
    name="claim_lots",
    permission="claim.read",
    kinds=("lot",),
    select=_lots,
    key=Lot.c.id,
    sorts={"lot_no": (Lot.c.lot_no,)},
    default_sort=("lot_no", False),
    search=lambda _read, text: or_(
        Lot.c.lot_no.icontains(text, autoescape=True), Lot.c.gin.icontains(text, autoescape=True)
    ),
)

"""What must always be true of commodities; each looks over what no foreign key can hold."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import and_, or_, select

from rayafin_desktop.engine.feature import Check, Fault
from rayafin_desktop.engine.work import Read

from .model import AllowanceTable, Commodity
from .terms_reading import agreed_kg


def allowance_tables_fit(read: Read) -> Sequence[Fault]:
    """A commodity's allowance table is there and is its own or any's."""
    c, table = Commodity.c, AllowanceTable.c
    wrong = read.fetch(
        select(c.code)
        .join_from(
            Commodity.mapping.table,
            AllowanceTable.mapping.table,
            and_(table.company_id == c.company_id, table.id == c.allowance_table_id),
            isouter=True,
        )
        .where(
            c.company_id == read.company_id,
            c.deleted_at.is_(None),
            c.allowance_table_id.is_not(None),
            or_(table.id.is_(None), table.commodity_id != c.id),
        )
    )
    return [
        Fault("commodities.allowances", f"{row.code}: its allowance table is not there or another's")
        for row in wrong
    ]


def agreed_weights_are_weights(read: Read) -> Sequence[Fault]:
    """What contracts of a commodity reckon a price unit at is a positive weight."""
    return [
        Fault("commodities.weights", f"{one.code}: {one.kg_per_price_unit!r} is no weight")
        for one in read.all(Commodity, Commodity.c.kg_per_price_unit != "")
        if agreed_kg(one.kg_per_price_unit) is None
    ]


CHECKS = (
    Check("commodities.allowances", allowance_tables_fit),
    Check("commodities.weights", agreed_weights_are_weights),
)

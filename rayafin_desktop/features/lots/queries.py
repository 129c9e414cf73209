"""Reading lots: the list with what was measured, one lot in full, and what pickers offer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, case, exists, func, literal, or_, select

from rayafin_desktop.base.quantity import plain
from rayafin_desktop.base.units import TradeUnit
from rayafin_desktop.engine.listing import Condition, ListQuery
from rayafin_desktop.engine.work import Read

from ..commodities.model import Commodity, Location
from ..commodities.queries import parameters_of
from ..parties.model import Party
from .judging_words import parameter_name
from .model import Lot, LotState, LotTest
from .settings import EXPIRING_DAYS
from .testing import latest_test, latest_values, tests_of, values_of

_L = Lot.c
EXPIRED = "EXPIRED"
# Measured values with a column of their own; what else was measured is told in words beside them.
MAIN_PARAMETERS = ("staple_mm", "micronaire", "strength_gpt", "trash_pct", "moisture_pct")


@dataclass(frozen=True, slots=True, kw_only=True)
class LotRow:
    """A lot as the list shows it; measured values are those of the test that counts, None where none is."""

    id: UUID
    lot_no: str
    party_id: UUID | None
    party_name: str
    commodity_id: UUID
    commodity_code: str
    commodity_name: str
    variety: str
    grade: str
    crop_year: str
    gin: str
    location_id: UUID | None
    location_name: str
    packages: int
    package_unit: TradeUnit
    available: int
    reserved: int
    delivered: int
    weight_kg: Decimal | None
    press_from: int | None
    press_to: int | None
    press: str
    price: Decimal | None
    price_unit: TradeUnit | None
    currency: str
    ready_on: date | None
    expires_on: date | None
    state: str
    is_open: bool
    is_withdrawn: bool
    is_expired: bool
    is_muted: bool
    notes: str
    version: int
    staple_mm: Decimal | None
    micronaire: Decimal | None
    strength_gpt: Decimal | None
    trash_pct: Decimal | None
    moisture_pct: Decimal | None
    other_values: str
    is_tested: bool


def _is_expired(read: Read) -> ColumnElement[bool]:
    return and_(_L.state == LotState.OPEN, _L.expires_on < read.today)


def _is_tested() -> ColumnElement[bool]:
    tests = LotTest.c
    return exists().where(
        tests.company_id == _L.company_id, tests.lot_id == _L.id, tests.deleted_at.is_(None)
    )


_available = case(
    (_L.state == LotState.WITHDRAWN, 0), else_=_L.packages - _L.reserved - _L.delivered
)  # fmt: skip


def _rows(read: Read) -> Select[Any]:
    return (
        select(
            *(_L[name] for name in ("id", "lot_no", "party_id")),
            func.coalesce(Party.c.name, "").label("party_name"),
            _L.commodity_id,
            Commodity.c.code.label("commodity_code"),
            Commodity.c.name.label("commodity_name"),
            *(_L[name] for name in ("variety", "grade", "crop_year", "gin", "location_id")),
            func.coalesce(Location.c.name, "").label("location_name"),
            *(_L[name] for name in ("packages", "package_unit", "reserved", "delivered", "weight_kg")),
            _available.label("available"),
            *(_L[name] for name in ("press_from", "press_to", "price", "price_unit", "currency")),
            *(_L[name] for name in ("ready_on", "expires_on", "notes", "version")),
            case((_is_expired(read), literal(EXPIRED)), else_=_L.state).label("state"),
        )
        .join_from(
            Lot.mapping.table,
            Commodity.mapping.table,
            and_(Commodity.c.company_id == _L.company_id, Commodity.c.id == _L.commodity_id),
        )
        .join(
            Party.mapping.table,
            and_(Party.c.company_id == _L.company_id, Party.c.id == _L.party_id),
            isouter=True,
        )
        .join(
            Location.mapping.table,
            and_(Location.c.company_id == _L.company_id, Location.c.id == _L.location_id),
            isouter=True,
        )
        .where(_L.company_id == read.company_id, _L.deleted_at.is_(None))
    )


def _with_values(read: Read, rows: Sequence[Any]) -> Sequence[LotRow]:
    tested = latest_values(read, [row.id for row in rows])
    return [_shown(row, tested.get(row.id)) for row in rows]


def _shown(row: Any, values: Mapping[str, Decimal] | None) -> LotRow:
    measured = values or {}
    main: dict[str, Any] = {code: measured.get(code) for code in MAIN_PARAMETERS}
    state = str(row.state)
    told = {name: value for name, value in row._mapping.items() if name != "state"}
    return LotRow(
        **told,
        state=state,
        press=f"{row.press_from} - {row.press_to}" if row.press_from is not None else "",
        is_open=state in (LotState.OPEN, EXPIRED),
        is_withdrawn=state == LotState.WITHDRAWN,
        is_expired=state == EXPIRED,
        is_muted=state in (LotState.SOLD, LotState.WITHDRAWN),
        **main,
        other_values=values_in_words({k: v for k, v in measured.items() if k not in MAIN_PARAMETERS}),
        is_tested=values is not None,
    )


def values_in_words(values: Mapping[str, Decimal]) -> str:
    """Measured values on one line: "rd 77.4, plus b 8.6"."""
    return ", ".join(f"{parameter_name(code)} {plain(value)}" for code, value in values.items())


def _search(_read: Read, text: str) -> Condition:
    return or_(
        _L.lot_no.icontains(text, autoescape=True),
        _L.gin.icontains(text, autoescape=True),
        _L.variety.icontains(text, autoescape=True),
        Party.c.name.icontains(text, autoescape=True),
        Commodity.c.code.icontains(text, autoescape=True),
        Location.c.name.icontains(text, autoescape=True),
    )


def _on_offer(read: Read) -> ColumnElement[bool]:
    not_expired = or_(_L.expires_on.is_(None), _L.expires_on >= read.today)
    return and_(_L.state == LotState.OPEN, not_expired)


def _expiring(read: Read) -> ColumnElement[bool]:
    last = read.today + timedelta(days=read.setting(EXPIRING_DAYS))
    return and_(_L.state == LotState.OPEN, _available > 0, _L.expires_on >= read.today, _L.expires_on <= last)


def _untested(_read: Read) -> ColumnElement[bool]:
    return and_(_L.state == LotState.OPEN, ~_is_tested())


def lot_stats(read: Read) -> Mapping[str, Any]:
    """Packages available of the lots on offer, how many lots these are, how many untested or expiring."""
    offered = _on_offer(read)
    row = read.first(
        select(
            func.coalesce(func.sum(case((offered, _available), else_=0)), 0),
            func.coalesce(func.sum(case((offered, 1), else_=0)), 0),
            func.coalesce(func.sum(case((_untested(read), 1), else_=0)), 0),
            func.coalesce(func.sum(case((_expiring(read), 1), else_=0)), 0),
        ).where(_L.company_id == read.company_id, _L.deleted_at.is_(None))
    )
    names = ("available", "open_count", "untested", "expiring")
    return {name: int(value) for name, value in zip(names, row or (0,) * 4, strict=True)}


LOT_ROWS = ListQuery(
    name="lots",
    permission="lot.read",
    kinds=("lot", "lot_test"),
    select=_rows,
    key=_L.id,
    sorts={"lot_no": (_L.lot_no,), "expires_on": (_L.expires_on,), "created": (_L.id,)},
    default_sort=("created", True),
    tabs={
        "open": _on_offer,
        "untested": _untested,
        "expiring": _expiring,
        "sold": lambda _read: _L.state == LotState.SOLD,
        "all": lambda _read: None,
    },
    search=_search,
    stats=lot_stats,
    present=_with_values,
)


def _lookup(read: Read) -> Select[Any]:
    name = func.coalesce(Party.c.name, "")
    note = Commodity.c.code + " " + func.coalesce(func.nullif(_L.gin, ""), name)
    return (
        select(
            _L.id,
            _L.lot_no.label("name"),
            note.label("note"),
            _L.commodity_id,
            _L.party_id,
            _available.label("available"),
            _L.package_unit,
        )
        .join_from(
            Lot.mapping.table,
            Commodity.mapping.table,
            and_(Commodity.c.company_id == _L.company_id, Commodity.c.id == _L.commodity_id),
        )
        .join(
            Party.mapping.table,
            and_(Party.c.company_id == _L.company_id, Party.c.id == _L.party_id),
            isouter=True,
        )
        .where(_L.company_id == read.company_id, _L.deleted_at.is_(None), _on_offer(read), _available > 0)
    )


LOT_LOOKUP = ListQuery(
    name="lot_lookup",
    permission="lot.read",
    kinds=("lot",),
    select=_lookup,
    key=_L.id,
    sorts={"name": (_L.lot_no,)},
    default_sort=("name", False),
    search=lambda _read, text: or_(
        _L.lot_no.istartswith(text, autoescape=True),
        _L.gin.icontains(text, autoescape=True),
        Party.c.name.icontains(text, autoescape=True),
    ),
)


def lot_detail(read: Read, lot_id: UUID) -> LotRow:
    """One lot as the list shows it; NotFound (`lot.not_found`)."""
    read.actor.require("lot.read")
    lot = read.get(Lot, lot_id)
    found = read.first(_rows(read).where(_L.id == lot.id))
    return _with_values(read, [found])[0]


@dataclass(frozen=True, slots=True)
class OfferedLot:
    """A lot a picker offers, with what was last measured of it."""

    lot: Lot
    party_name: str
    location_name: str
    tested_on: date | None
    values: Mapping[str, Decimal]


def lots_for(
    read: Read,
    commodity_id: UUID,
    *,
    seller_id: UUID | None = None,
    any_seller: bool = True,
    variety: str = "",
    at_least: int = 1,
) -> list[OfferedLot]:
    """Lots of a commodity that are on offer with at least so many packages, by number.

    With `any_seller` False only those of `seller_id` (None is our own firm); `variety` empty is any.
    """
    read.actor.require("lot.read")
    statement = _rows(read).where(_L.commodity_id == commodity_id, _on_offer(read), _available >= at_least)
    if not any_seller:
        statement = statement.where(
            _L.party_id.is_(None) if seller_id is None else _L.party_id == seller_id
        )  # fmt: skip
    if variety:
        statement = statement.where(func.lower(_L.variety) == variety.lower())
    rows = read.fetch(statement.order_by(_L.lot_no, _L.id))
    ids = [row.id for row in rows]
    lots = read.by_ids(Lot, ids)
    values, days = latest_values(read, ids), _tested_on(read, ids)
    return [
        OfferedLot(
            lots[row.id], row.party_name, row.location_name, days.get(row.id), values.get(row.id, {})
        )
        for row in rows
    ]  # fmt: skip


def _tested_on(read: Read, lot_ids: Sequence[UUID]) -> Mapping[UUID, date]:
    c = LotTest.c
    statement = (
        select(c.lot_id, func.max(c.tested_on))
        .where(c.company_id == read.company_id, c.lot_id.in_(lot_ids), c.deleted_at.is_(None))
        .group_by(c.lot_id)
    )
    return dict(read.fetch(statement))


@dataclass(frozen=True, slots=True)
class MeasuredRow:
    """A measured value with the name and the unit people read, and its usual limits."""

    parameter: str
    name: str
    unit: str
    value: Decimal
    usual_min: Decimal | None
    usual_max: Decimal | None

    @property
    def shown(self) -> str:
        """`29.2 mm`."""
        return f"{plain(self.value)} {self.unit}".rstrip()


@dataclass(frozen=True, slots=True, kw_only=True)
class LotTestDetail:
    """A test as its form needs it; `readings` is what `AddLotTest.readings` takes."""

    id: UUID
    version: int
    lot_id: UUID
    lot_no: str
    tested_on: date
    sampled_on: date | None
    lab: str
    lab_id: UUID | None
    sample_no: str
    report_no: str
    note: str
    corrected: int
    readings: str
    values: tuple[MeasuredRow, ...]


def lot_test_detail(read: Read, test_id: UUID) -> LotTestDetail:
    """One test in full; NotFound (`lot_test.not_found`)."""
    read.actor.require("lot.read")
    return _detail(read, read.get(LotTest, test_id))


@dataclass(frozen=True, slots=True, kw_only=True)
class LotToTest:
    """What the form of a new test begins with: the lot, today, and the laboratory that tested it last."""

    id: UUID
    lot_no: str
    tested_on: date
    sampled_on: date | None
    lab: str
    sample_no: str
    report_no: str
    note: str
    readings: str


def lot_to_test(read: Read, lot_id: UUID) -> LotToTest:
    """The form of a new test of a lot; NotFound (`lot.not_found`)."""
    read.actor.require("lot.read")
    lot, last = read.get(Lot, lot_id), latest_test(read, lot_id)
    return LotToTest(
        id=lot.id,
        lot_no=lot.lot_no,
        tested_on=read.today,
        sampled_on=None,
        lab=last[0].lab if last else "",
        sample_no="",
        report_no="",
        note="",
        readings="",
    )


def lot_tests(read: Read, lot_id: UUID) -> list[LotTestDetail]:
    """All tests of a lot, the one that counts first."""
    read.actor.require("lot.read")
    return [_detail(read, test) for test in tests_of(read, lot_id)]


def _detail(read: Read, test: LotTest) -> LotTestDetail:
    lot = read.get(Lot, test.lot_id)
    values = values_of(read, test.id)
    rows = tuple(
        MeasuredRow(one.code, one.name, one.unit, values[one.code], one.usual_min, one.usual_max)
        for one in parameters_of(read, lot.commodity_id)
        if one.code in values
    )
    own = ("id", "version", "lot_id", "tested_on", "sampled_on", "lab", "lab_id", "sample_no", "report_no",
           "note", "corrected")  # fmt: skip
    return LotTestDetail(
        **{name: getattr(test, name) for name in own},
        lot_no=lot.lot_no,
        readings=", ".join(f"{code} {plain(value)}" for code, value in values.items()),
        values=rows,
    )


def lot_value_rows(read: Read, lot_id: UUID) -> Sequence[MeasuredRow]:
    """What was measured in the test that counts, for the side panel; nothing where a lot is untested."""
    read.actor.require("lot.read")
    found = latest_test(read, lot_id)
    return _detail(read, found[0]).values if found else ()


@dataclass(frozen=True, slots=True)
class LotTestStep:
    """A test as a moment in the side panel's timeline."""

    at: datetime
    title: str
    detail: str
    tone: str


def lot_test_steps(read: Read, lot_id: UUID) -> list[LotTestStep]:
    """The tests of a lot over time, the one that counts first."""
    read.actor.require("lot.read")
    steps = []
    for at, test in enumerate(tests_of(read, lot_id)):
        title = " · ".join(filter(None, (test.lab, test.report_no))) or "Test"
        values = values_in_words(values_of(read, test.id))
        moment = datetime.combine(test.tested_on, time(), UTC)
        steps.append(LotTestStep(moment, title, values, "neutral" if at else "info"))
    return steps


LISTS = (LOT_ROWS, LOT_LOOKUP)

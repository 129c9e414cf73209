"""How much of a lot is promised and gone: `Lot.reserved` and `Lot.delivered` change here and nowhere else.

Packages go available -> reserved -> delivered and back the same way, so `reserved + delivered` never passes
what the lot has. On the server of a shared book the handler runs again over the counters as they stand
there: of two devices that promise the same bales, the later one is refused with `lot.not_enough`.
"""

from __future__ import annotations

import dataclasses
from uuid import UUID

from rayafin_desktop.base.errors import Problem, RuleBroken
from rayafin_desktop.engine.work import Work

from .model import Lot, LotState


def reserve(work: Work, lot_id: UUID, packages: int, *, field: str = "packages") -> Lot:
    """Promise packages of a lot; `lot.not_enough` where fewer are available, `lot.withdrawn` where none are
    offered any more."""
    lot = _lot(work, lot_id, packages, field)
    if lot.state is LotState.WITHDRAWN:
        raise RuleBroken([Problem("lot.withdrawn", field, {"lot": lot.lot_no})])
    _enough(packages, lot.available, lot, field)
    return _save(work, lot, reserved=lot.reserved + packages)


def release(work: Work, lot_id: UUID, packages: int, *, field: str = "packages") -> Lot:
    """Give promised packages back to the lot; `lot.not_reserved` where fewer are promised."""
    lot = _lot(work, lot_id, packages, field)
    _reserved(packages, lot, field)
    return _save(work, lot, reserved=lot.reserved - packages)


def deliver(work: Work, lot_id: UUID, packages: int, *, field: str = "packages") -> Lot:
    """Promised packages have left; more than was promised must be reserved first."""
    lot = _lot(work, lot_id, packages, field)
    _enough(packages, lot.reserved, lot, field)
    return _save(work, lot, reserved=lot.reserved - packages, delivered=lot.delivered + packages)


def undeliver(work: Work, lot_id: UUID, packages: int, *, field: str = "packages") -> Lot:
    """What left is back, and still promised; `lot.not_delivered` where fewer have left."""
    lot = _lot(work, lot_id, packages, field)
    if packages > lot.delivered:
        params = {"lot": lot.lot_no, "delivered": lot.delivered, "wanted": packages}
        raise RuleBroken([Problem("lot.not_delivered", field, params)])
    return _save(work, lot, reserved=lot.reserved + packages, delivered=lot.delivered - packages)


def _lot(work: Work, lot_id: UUID, packages: int, field: str) -> Lot:
    if packages <= 0:
        raise RuleBroken([Problem("lot.packages_not_positive", field)])
    return work.get(Lot, lot_id, field="lot_id")


def _enough(packages: int, there: int, lot: Lot, field: str) -> None:
    if packages > there:
        params = {"lot": lot.lot_no, "available": there, "wanted": packages}
        raise RuleBroken([Problem("lot.not_enough", field, params)])


def _reserved(packages: int, lot: Lot, field: str) -> None:
    if packages > lot.reserved:
        params = {"lot": lot.lot_no, "reserved": lot.reserved, "wanted": packages}
        raise RuleBroken([Problem("lot.not_reserved", field, params)])


def _save(work: Work, lot: Lot, **taken: int) -> Lot:
    changed = dataclasses.replace(lot, **taken)  # type: ignore[arg-type]
    return work.save(dataclasses.replace(changed, state=state_of(changed)))


def state_of(lot: Lot) -> LotState:
    """SOLD once all packages have left; a withdrawn lot stays withdrawn."""
    if lot.state is LotState.WITHDRAWN:
        return lot.state
    return LotState.SOLD if lot.delivered == lot.packages else LotState.OPEN

"""Damaged files: every one is found, by opening it or by `verify`; none shows a wrong figure silently."""

from __future__ import annotations

import random
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from rayafin_desktop.application import App, open_book
from rayafin_desktop.base.errors import BookProblem
from rayafin_desktop.engine.backup import back_up, restore
from rayafin_desktop.engine.integrity import require_whole
from rayafin_desktop.features.billing.model import SalesDocument
from rayafin_desktop.features.ledger.model import Leg, account_months
from rayafin_desktop.features.payments.model import Payment
from tests.books import FixedClock
from tests.reliability.clerks import Desk, business

PAGE = 4096
Figures = dict[str, list[tuple[Any, ...]]]
FIGURES = {
    "accounts": select(*account_months.c),
    "documents": select(SalesDocument.c.number, SalesDocument.c.total_minor, SalesDocument.c.settled_minor),
    "payments": select(Payment.c.number, Payment.c.total_minor, Payment.c.allocated_minor),
    "legs": select(Leg.c.entry_id, Leg.c.line_no, Leg.c.base_minor, Leg.c.posted_on),
}


def figures_of(app: App) -> Figures:
    """The figures that lists and reports are made of."""
    with app.database.read() as connection:
        return {
            name: sorted((tuple(row) for row in connection.execute(statement)), key=repr)
            for name, statement in FIGURES.items()
        }


@dataclass(frozen=True, slots=True)
class Patient:
    """A closed book, its bytes, and its figures."""

    path: Path
    content: bytes
    figures: Figures

    def look_at(self, content: bytes) -> str:
        """What becomes of a book with this content: `refused`, `found`, `whole`, or what is wrong."""
        self.path.write_bytes(content)
        for rest in ("-wal", "-shm"):
            self.path.with_name(self.path.name + rest).unlink(missing_ok=True)
        try:
            with closing(open_book(self.path, clock=FixedClock().as_clock())) as app:
                require_whole(app.database)
                if any(one.faults for one in app.verify()):
                    return "found"
                return "whole" if figures_of(app) == self.figures else "wrong figures"
        except BookProblem:
            return "refused"


@pytest.fixture
def patient(desk_at: Callable[[Path], Desk], tmp_path: Path) -> Patient:
    desk = desk_at(tmp_path / "book.rayafin")
    with closing(desk.open()) as app:
        steps = business(app, desk)
        for _ in range(30):
            next(steps)
        figures = figures_of(app)
    return Patient(Path(desk.location), Path(desk.location).read_bytes(), figures)


def bits_flipped(content: bytes, count: int, chance: random.Random) -> Iterator[bytes]:
    """One bit in each, at bytes that say something: most of a young file is empty."""
    used = [at for at, byte in enumerate(content) if byte]
    for at in chance.sample(used, count):
        changed = bytearray(content)
        changed[at] ^= 1 << chance.randrange(8)
        yield bytes(changed)


def cut_short(content: bytes, count: int, chance: random.Random) -> Iterator[bytes]:
    for at in chance.sample(range(len(content)), count):
        yield content[:at]


def zeroed(content: bytes, count: int, chance: random.Random) -> Iterator[bytes]:
    """A page, or a sector of one, that reads as zeros."""
    for _ in range(count):
        size = chance.choice((512, PAGE))
        at = chance.randrange(len(content) // size) * size
        if any(content[at : at + size]):
            yield content[:at] + bytes(size) + content[at + size :]


def outcomes(patient: Patient, kinds: dict[Callable[..., Iterator[bytes]], int]) -> Counter[str]:
    chance = random.Random(20261128)
    found: Counter[str] = Counter()
    for make, count in kinds.items():
        for content in make(patient.content, count, chance):
            found[patient.look_at(content)] += 1
    return found


def test_no_damage_shows_wrong_figures(patient: Patient) -> None:
    """Row 6: flipped bits, cuts and zeros: refused, found by `verify`, or without any effect."""
    assert patient.look_at(patient.content) == "whole"
    found = outcomes(patient, {bits_flipped: 12, cut_short: 10, zeroed: 10})
    assert set(found) <= {"refused", "found", "whole"}, found
    assert found["refused"] + found["found"] > 0


@pytest.mark.nightly
@pytest.mark.timeout(5400)
def test_no_damage_shows_wrong_figures_at_length(patient: Patient) -> None:
    """Row 6: 2,000 flipped bits, 200 cuts, 200 zeroed stretches."""
    found = outcomes(patient, {bits_flipped: 2000, cut_short: 200, zeroed: 200})
    assert set(found) <= {"refused", "found", "whole"}, found


def test_a_damaged_backup_is_never_restored(patient: Patient, tmp_path: Path) -> None:
    """Row 6: a backup with a flipped bit, cut short or without a readable manifest makes no book."""
    patient.path.write_bytes(patient.content)
    with closing(open_book(patient.path)) as app:
        made = back_up(app.database, tmp_path / "backups", FixedClock().now())
    chance = random.Random(6)
    whole, manifest = made.path.read_bytes(), made.path.with_suffix(".json")
    for make in (bits_flipped, cut_short, zeroed):
        for content in make(whole, 5, chance):
            made.path.write_bytes(content)
            with pytest.raises(BookProblem, match=r"backup\.damaged"):
                restore(made.path, tmp_path / "restored.rayafin")
    made.path.write_bytes(whole)
    said = manifest.read_bytes()
    for text in (b"", said[: len(said) // 2], b"[]", b"\xff\xfe"):
        manifest.write_bytes(text)
        with pytest.raises(BookProblem, match=r"backup\.damaged"):
            restore(made.path, tmp_path / "restored.rayafin")
    assert [one.name for one in tmp_path.glob("*restored*")] == []
    shutil.copyfile(made.path, tmp_path / "alone.rayafin-backup")
    restore(tmp_path / "alone.rayafin-backup", tmp_path / "restored.rayafin")

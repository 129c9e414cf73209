"""Full disks and disks that cannot be written: nothing acknowledged is lost, and a sentence says why."""

import hashlib
import shutil
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from rayafin_desktop.application import App, create_book, open_book
from rayafin_desktop.base.dates import utc_now
from rayafin_desktop.base.errors import BookProblem, RayafinError
from rayafin_desktop.engine.backup import back_up, restore
from rayafin_desktop.engine.listing import Look, page
from tests.reliability.clerks import Desk, business
from tests.reliability.disks import make_read_only, small_disk
from tests.reliability.proof import Told, check_file, digest_of, prove

MB = 1_000_000


@contextmanager
def refused(code: str) -> Iterator[None]:
    """Fail unless the block ends in this refusal, which must have a sentence."""
    with pytest.raises(BookProblem) as problem:
        yield
    assert problem.value.code == code


def fill(app: App, desk: Desk, told: Told) -> RayafinError:
    """Do business until it is refused; answers the refusal."""
    steps = business(app, desk)
    while True:
        try:
            line = next(steps)
        except RayafinError as refusal:
            return refusal
        told.add([line])


def names(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("megabytes", [4, 6, 8])  # an empty book has two
def test_a_full_disk_loses_nothing_and_can_be_used_again(
    desk_at: Callable[[Path], Desk], tmp_path: Path, megabytes: int
) -> None:
    """Row 4: the disk runs full; nothing told is lost, reading goes on, and posting once there is space."""
    with small_disk(tmp_path / "disk", megabytes) as disk:
        desk = desk_at(disk / "book.rayafin")
        ballast = disk / "ballast"
        room = shutil.disk_usage(disk).free
        ballast.write_bytes(bytes(max(200_000, room - 700_000)))
        told = Told()
        with closing(desk.open()) as app:
            refusal = fill(app, desk, told)
            assert refusal.code == "book.disk_full"
            assert "no space left" in app.sentences(refusal)[0]
            assert len(told) > 0
            assert fill(app, desk, told).code == "book.disk_full"
            with app.read(desk.actor) as read:
                assert page(app.catalogue.query("invoices"), read, Look())
            prove(app, told)
            ballast.unlink()
            told.add([next(business(app, desk))])
        check_file(Path(desk.location))
        with closing(desk.open()) as app:
            prove(app, told)


def test_a_backup_on_a_full_disk_leaves_the_last_good_one(
    desk_at: Callable[[Path], Desk], tmp_path: Path
) -> None:
    """Row 4: where a backup finds no room it leaves the folder as it was, and says so."""
    with small_disk(tmp_path / "disk", 6) as disk:
        desk = desk_at(tmp_path / "book.rayafin")
        with closing(desk.open()) as app:
            good = back_up(app.database, disk, utc_now())
            before = names(disk)
            # From no room at all to not quite enough: the manifest has to fit, too.
            for room in (0, 4096, 100_000, good.size // 2, good.size - 4096, good.size):
                ballast = disk / "ballast"
                ballast.write_bytes(bytes(max(0, shutil.disk_usage(disk).free - room)))
                with refused("book.disk_full"):
                    back_up(app.database, disk, utc_now() + timedelta(seconds=5))
                ballast.unlink()
                assert names(disk) == before
            assert hashlib.sha256(good.path.read_bytes()).hexdigest() == good.sha256
            restore(good.path, tmp_path / "restored.rayafin")
            with closing(open_book(tmp_path / "restored.rayafin")) as restored:
                assert digest_of(restored) == digest_of(app)


def test_no_book_is_made_where_there_is_no_room(tmp_path: Path) -> None:
    """Row 4: a new book on a disk of 1 MB is refused, and nothing stays that could be taken for one."""
    from rayafin_desktop.cli.books import new_book

    with small_disk(tmp_path / "disk", 1) as disk:
        with refused("book.disk_full"), new_book(str(disk / "book.rayafin")):
            pytest.fail("it has no room")
        assert names(disk) == set()


def test_a_restore_without_room_leaves_nothing(desk_at: Callable[[Path], Desk], tmp_path: Path) -> None:
    """Row 4: a restore that finds no room leaves no half book."""
    desk = desk_at(tmp_path / "book.rayafin")
    with closing(desk.open()) as app:
        good = back_up(app.database, tmp_path / "backups", utc_now())
    with small_disk(tmp_path / "disk", 1) as disk:
        with refused("book.disk_full"):
            restore(good.path, disk / "restored.rayafin")
        assert names(disk) == set()


def test_a_book_on_read_only_media_is_read(desk_at: Callable[[Path], Desk], tmp_path: Path) -> None:
    """Row 5: lists, reports and the proof work on a disk that cannot be written; a command is refused."""
    with small_disk(tmp_path / "disk", 8) as disk:
        desk = desk_at(disk / "book.rayafin")
        told = Told()
        with closing(desk.open()) as app:
            steps = business(app, desk)
            told.add([next(steps) for _ in range(4)])
            back_up(app.database, disk, utc_now())
        make_read_only(disk)
        with closing(desk.open()) as app:
            prove(app, told)
            with app.read(desk.actor) as read:
                assert len(page(app.catalogue.query("invoices"), read, Look())) == len(told.invoices)
            with refused("book.read_only"):
                next(business(app, desk))
            with refused("book.read_only"):
                back_up(app.database, disk / "backups", utc_now())
            elsewhere = back_up(app.database, tmp_path / "elsewhere", utc_now())
            before = digest_of(app)
        with refused("book.cannot_create"):
            create_book(disk / "new.rayafin")
        with refused("book.read_only"):
            restore(elsewhere.path, disk / "restored.rayafin")
        (backup,) = disk.glob("*.rayafin-backup")
        with closing(open_book(backup)) as app:
            assert digest_of(app) == before
        restore(backup, tmp_path / "restored.rayafin")
        with closing(open_book(tmp_path / "restored.rayafin")) as app:
            assert digest_of(app) == before


def test_what_is_still_in_the_log_is_not_left_out_silently(
    desk_at: Callable[[Path], Desk], tmp_path: Path
) -> None:
    """Row 5: a book whose log was not folded in is refused on read-only media, never shown without it."""
    desk = desk_at(tmp_path / "book.rayafin")
    with small_disk(tmp_path / "disk", 8) as disk:
        with closing(desk.open()) as app:
            next(business(app, desk))
            for rest in ("", "-wal"):
                shutil.copyfile(f"{desk.location}{rest}", disk / f"book.rayafin{rest}")
        make_read_only(disk)
        with pytest.raises(BookProblem) as problem:
            open_book(disk / "book.rayafin")
        assert problem.value.code in {"book.cannot_open", "book.read_only"}

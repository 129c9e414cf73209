"""A clerk whose disk or memory fails: `python -m tests.reliability.starved DESK HOW COMMANDS`.

HOW is `once` or `for-good`, with libfiu preloaded, or `memory`. For each of the first COMMANDS kinds of
command the first system call fails, then the second, and so on until none is left. After each failure nothing
of the command may be in the book, and the book must work. Writes one JSON line for each kind.
"""

from __future__ import annotations

import ctypes
import errno
import json
import pickle
import resource
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from decimal import Decimal
from pathlib import Path
from typing import Any

from sqlalchemy import func, select

from rayafin_desktop.application import App
from rayafin_desktop.base.errors import RayafinError
from rayafin_desktop.engine.commands import Command
from rayafin_desktop.engine.permissions import Role
from rayafin_desktop.engine.record import audit_entries, chains
from rayafin_desktop.features.access.commands import AddUser
from rayafin_desktop.features.billing.commands import SaveDraft
from rayafin_desktop.features.billing.content import LineContent
from rayafin_desktop.features.billing.credit_notes import PostCreditNote
from rayafin_desktop.features.billing.posting import IssueInvoice, PostInvoice, VoidInvoice
from rayafin_desktop.features.companies.commands import ChangeSetting
from rayafin_desktop.features.documents.commands import AttachFile
from rayafin_desktop.features.items.commands import SaveItem
from rayafin_desktop.features.parties.commands import SaveParty
from rayafin_desktop.features.payments.commands import ReceivePayment, ReversePayment
from rayafin_desktop.features.payments.rules import Strategy
from tests.reliability.clerks import Desk
from tests.reliability.proof import Told, prove

POINTS = (
    b"posix/io/rw/pwrite",
    b"posix/io/rw/pread",
    b"posix/io/rw/write",
    b"posix/io/rw/ftruncate",
    b"posix/io/sync/fsync",
    b"posix/io/sync/fdatasync",
    b"posix/io/oc/open",
    b"posix/io/dir/unlink",
)
_ASKED = ctypes.CFUNCTYPE(
    ctypes.c_int,
    ctypes.c_char_p,
    ctypes.POINTER(ctypes.c_int),
    ctypes.POINTER(ctypes.c_void_p),
    ctypes.POINTER(ctypes.c_uint),
)
MOST_FAULTS = 2000
KILOBYTE = 1024


class FailingDisk:
    """The n-th system call fails, alone or with all that follow; counts them as they come."""

    def __init__(self, for_good: bool) -> None:
        self._for_good, self._deadly, self._count = for_good, 0, 0
        self._asked = _ASKED(self._ask)  # kept: C code holds the address only
        self._fiu: Any = ctypes.CDLL(None)
        self._fiu.fiu_init(0)
        self._fiu.fiu_enable_external.argtypes = [
            ctypes.c_char_p, ctypes.c_int, ctypes.c_void_p, ctypes.c_uint, _ASKED,
        ]  # fmt: skip

    def _ask(self, *_: object) -> int:
        self._count += 1
        return int(self._count >= self._deadly if self._for_good else self._count == self._deadly)

    @contextmanager
    def failing(self, n: int) -> Iterator[None]:
        self._deadly, self._count = n, 0
        for point in POINTS:
            self._fiu.fiu_enable_external(point, 1, errno.EIO, 0, self._asked)
        try:
            yield
        finally:
            for point in POINTS:
                self._fiu.fiu_disable(point)

    def struck(self) -> bool:
        """Whether the fault came; if not, there were fewer calls."""
        return self._count >= self._deadly


class FailingMemory:
    """All the memory that the process holds is taken, and it may grow a little only: more at each step."""

    def __init__(self) -> None:
        self._room = 0

    @contextmanager
    def failing(self, n: int) -> Iterator[None]:
        self._room = (n - 1) ** 2 * 8 * KILOBYTE
        size = int(Path("/proc/self/statm").read_text("ascii").split()[0]) * resource.getpagesize()
        free = resource.getrlimit(resource.RLIMIT_AS)
        resource.setrlimit(resource.RLIMIT_AS, (size, free[1]))
        taken = self._all_that_is_free()
        resource.setrlimit(resource.RLIMIT_AS, (size + self._room, free[1]))
        try:
            yield
        finally:
            resource.setrlimit(resource.RLIMIT_AS, free)
            taken.clear()

    @staticmethod
    def _all_that_is_free() -> list[bytes]:
        taken: list[bytes] = []
        for size in (65536, 4096, 400):  # the last is what Python keeps in pools of its own
            with suppress(MemoryError):
                while True:
                    taken.append(bytes(size))
        return taken

    def struck(self) -> bool:
        """Sixteen megabytes are enough for any of these."""
        return self._room < 16 * KILOBYTE * KILOBYTE


class Clerk:
    """Makes commands, each good for one time."""

    def __init__(self, app: App, desk: Desk) -> None:
        self.app, self.desk, self._turn = app, desk, 0

    def do(self, command: Command[Any]) -> Any:
        return self.app.execute(command, self.desk.actor).result

    def word(self) -> str:
        self._turn += 1
        return f"W{self._turn}"

    def issue(self) -> IssueInvoice:
        line = LineContent(description=self.word(), quantity=Decimal(2), unit_price=Decimal("49.50"))
        return IssueInvoice(party_id=self.desk.party_id, issued_on=self.desk.day, lines=(line,))

    def draft(self) -> SaveDraft:
        issue = self.issue()
        return SaveDraft(party_id=issue.party_id, issued_on=issue.issued_on, lines=issue.lines)

    def receive(self) -> ReceivePayment:
        return ReceivePayment(
            party_id=self.desk.party_id, amount=Decimal(60), dated_on=self.desk.day, strategy=Strategy.FIFO
        )

    def credit(self) -> PostCreditNote:
        invoice = self.do(self.issue())
        return PostCreditNote(invoice_id=invoice.id, issued_on=self.desk.day, reason="returned")

    def attach(self) -> AttachFile:
        member = self.desk.actor.member_id
        assert member is not None
        return AttachFile(kind="member", record_id=member, name=f"{self.word()}.txt", content="YWJj")

    def change_setting(self) -> ChangeSetting:
        self._turn += 1
        return ChangeSetting(key="documents.largest_file_mb", value=1 + self._turn % 20)

    def kinds(self) -> tuple[Callable[[], Command[Any]], ...]:
        return (
            self.issue,
            self.receive,
            self.draft,
            lambda: PostInvoice(invoice_id=self.do(self.draft()).id),
            self.credit,
            lambda: VoidInvoice(invoice_id=self.do(self.issue()).id, reason="a mistake"),
            lambda: ReversePayment(payment_id=self.do(self.receive()).payment_id, reason="no funds"),
            lambda: SaveParty(code=self.word(), name="Anand", state="27"),
            lambda: SaveItem(code=self.word(), name="Jute bags", unit="kg"),
            lambda: AddUser(email=f"{self.word()}@example.com", name="Ravi Patel", role=Role.BROKER),
            self.attach,
            self.change_setting,
        )


def entries(app: App) -> tuple[int, int]:
    """How many commands the book says it has, by its counters and by its log."""
    with app.database.read() as connection:
        counted = connection.execute(select(func.coalesce(func.sum(chains.c.n), 0))).scalar_one()
        written = connection.execute(select(func.count()).select_from(audit_entries)).scalar_one()
    return int(counted), int(written)


def advance(
    app: App, make: Callable[[], Command[Any]], desk: Desk, fault: FailingDisk | FailingMemory
) -> Any:
    """Let one step more of a command go well each time; answers how often it failed, and how."""
    codes: Counter[str] = Counter()
    command = make()
    for n in range(1, MOST_FAULTS):
        before = entries(app)
        code = ""
        try:
            with fault.failing(n):
                app.execute(command, desk.actor)
        except RayafinError as refusal:
            code = refusal.code
        except MemoryError:
            code = "no memory"
        after = entries(app)
        assert after[0] == after[1]
        if code:
            codes[code] += 1
            assert after == before, f"{code} at step {n} left something behind"
            continue
        assert after[0] > before[0]
        if not fault.struck():
            return {"command": type(command).__name__, "steps": n, "codes": dict(codes)}
        codes["went well"] += 1
        command = make()
    raise AssertionError("no end of faults")


def main(desk_file: str, how: str, commands: str) -> None:
    """Starve each kind of command, then prove the book."""
    desk: Desk = pickle.loads(Path(desk_file).read_bytes())  # noqa: S301 - written by the test itself
    fault = FailingMemory() if how == "memory" else FailingDisk(how == "for-good")
    app = desk.open()
    clerk = Clerk(app, desk)
    for make in clerk.kinds()[: int(commands)]:
        app.execute(make(), desk.actor)  # everything is imported and cached before it counts
        tell(advance(app, make, desk, fault))
    prove(app, Told(), at_most_more=sys.maxsize)
    app.close()
    tell({"command": "", "steps": 0, "codes": {}})


def tell(what: dict[str, Any]) -> None:
    """One line on standard output."""
    sys.stdout.write(json.dumps(what) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])

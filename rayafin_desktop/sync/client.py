"""The client: a device's side of sync. It works for days without a server and catches up in one call.

Push before pull: what this device did is answered first, then the server's state takes the place of its own.
A call whose reply is lost is made again; every step can be repeated without doing anything twice.
"""

from __future__ import annotations

import base64
import json
import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, func, select, text, update

from rayafin_desktop import __version__
from rayafin_desktop.base.errors import (
    BookProblem,
    Offline,
    Problem,
    RayafinError,
    RuleBroken,
    SignInRefused,
)
from rayafin_desktop.base.ids import free_id
from rayafin_desktop.engine import digests, schema
from rayafin_desktop.engine.feed import BLOBS, Page, position_at, with_content
from rayafin_desktop.engine.following import pending, position_of, put_in_place, stage
from rayafin_desktop.engine.operation import parsed
from rayafin_desktop.engine.record import audit_entries
from rayafin_desktop.engine.sharing import (
    ADJUSTED,
    PENDING,
    REFUSED,
    Part,
    operation_text,
    operations,
    sharing,
)
from rayafin_desktop.features.devices.model import Device, ExceptionState, SyncException

from ..application import App
from . import files, line
from .line import Line
from .rechain import rechain
from .rooms import reading, writing
from .status import Comparison, SyncReport, SyncState, SyncStatus
from .tokens import Tokens

_BATCH = 200  # operations a push
_MOST_BYTES = line.LARGEST_BODY // 2
_MOST_ROUNDS = 20
_COMPARISONS = 3

Progress = Callable[[str, int], None]


class SyncClient:
    """Syncs one company of this book. Safe to call from any thread; one sync at a time."""

    def __init__(self, app: App, company_key: int, to_server: Line, tokens: Tokens) -> None:
        self._app = app
        self._company = company_key
        self._line = to_server
        self._tokens = tokens
        self._lock = threading.Lock()
        self._state = SyncState.IDLE
        self._problem: Problem | None = None
        self._tried_at: datetime | None = None

    # --- what people see

    def status(self) -> SyncStatus:
        """Where this device stands; asks nobody but this book."""
        with reading(self._app, self._company) as connection:
            row = connection.execute(select(sharing).where(sharing.c.company_id == self._company)).first()
            if row is None or row.part != Part.DEVICE:
                return SyncStatus(state=SyncState.OFF)
            waiting = connection.execute(
                select(func.count()).where(
                    operations.c.company_id == self._company, operations.c.state == PENDING
                )
            ).scalar_one()
            e = SyncException.c
            unsettled = connection.execute(
                select(func.count()).where(e.company_id == self._company, e.state == ExceptionState.OPEN)
            ).scalar_one()
            name = connection.execute(
                select(Device.c.name).where(
                    Device.c.company_id == self._company, Device.c.id == row.device_id
                )
            ).scalar()
        problem = self._problem or Problem("")
        return SyncStatus(
            state=self._state,
            waiting=int(waiting),
            done_at=row.done_at,
            tried_at=self._tried_at,
            server=row.server,
            device_name=name or "",
            prefix=row.prefix,
            open_exceptions=int(unsettled),
            change_n=int(row.cursor_n),
            problem=problem.code,
            problem_params=problem.params,
        )

    # --- syncing

    def sync(self) -> SyncReport:
        """Send what waits, take what is new, compare. Raises Offline, SignInRefused and other RayafinErrors.

        Whatever it raises, this book is whole and nothing that was entered is gone; the next sync goes on.
        """
        with self._lock:
            self._tried_at = self._app.clock.now()
            self._state = SyncState.SYNCING
            try:
                report = self._synced()
            except RayafinError as refusal:
                self._state, self._problem = _state_after(refusal), refusal.problems[0]
                raise
            except BaseException:
                self._state = SyncState.FAILED
                raise
            self._state = SyncState.MISMATCH if report.differing else SyncState.IDLE
            self._problem = None
            return report

    def _synced(self) -> SyncReport:
        succeeded = self._greet()
        report = SyncReport(succeeded=succeeded)
        for _ in range(_MOST_ROUNDS):
            report = self._push(report)
            report, is_in_place = self._pull(report)
            if is_in_place:
                break
        else:
            raise Offline("sync.never_quiet")
        compared = self._compared(deep=False)
        return replace(report, change_n=compared.change_n, differing=tuple(compared.differing))

    def _call(self, name: str, payload: dict[str, Any]) -> dict[str, Any]:
        newest, *older = self._tokens.get(self._company).split() or [""]
        try:
            return self._line.call(name, payload, token=newest)
        except SignInRefused as refusal:
            if refusal.code != "device.token_refused" or not older:
                raise
            # An earlier hello arrived late and was handed a token nobody heard of: the one before stands.
            answer = self._line.call(name, payload, token=older[0])
            self._tokens.put(self._company, older[0])
            return answer

    def _greet(self) -> bool:
        """Say hello; answers whether this device had to begin anew as another one."""
        state = self._row()
        answer = self._call(
            line.HELLO,
            {
                "schema": schema.HEAD,
                "version": __version__,
                "cursor_n": int(state.cursor_n),
                "now": self._app.clock.now().isoformat(),
            },
        )
        # The one in use stays beside it until the next hello (see `_call`).
        in_use = self._tokens.get(self._company).partition(" ")[0]
        self._tokens.put(self._company, f"{answer['token']} {in_use}")
        self._require_same_history(state, answer)
        if self._is_forked(state, int(answer["last_n"]), str(answer["last_link"])):
            self._succeed()
            return True
        return False

    def _require_same_history(self, state: Any, answer: dict[str, Any]) -> None:
        """BookProblem `sync.server_restored` when the server no longer has what it once told this device."""
        c = audit_entries.c
        with reading(self._app, self._company) as connection:
            here = connection.execute(
                select(c.hash).where(c.company_id == self._company, c.n == state.cursor_n)
            ).scalar()
        expected = None if here is None else bytes(here).hex()
        if state.cursor_n and answer["hash_at_cursor"] != expected:
            raise BookProblem("sync.server_restored", {"n": int(state.cursor_n), "head": answer["head"]})

    def _is_forked(self, state: Any, last_n: int, last_link: str) -> bool:
        if last_n == 0:
            return False
        c = operations.c
        with reading(self._app, self._company) as connection:
            link = connection.execute(
                select(c.link).where(
                    c.company_id == self._company, c.device_id == state.device_id, c.n == last_n
                )
            ).scalar()
        return link != last_link

    def _succeed(self) -> None:
        """Go on as a new device: another book has sent something in this one's name."""
        new_id = free_id()
        answer = self._call(line.SUCCEED, {"device_id": str(new_id), "version": __version__})
        with writing(self._app, self._company) as connection:
            rechain(connection, self._company, new_id, str(answer["prefix"]))
        self._tokens.put(self._company, str(answer["token"]))

    def rejoin(self, code: str) -> None:
        """Join anew with a code, after the server forgot this device or took it away; nothing waits in vain.

        The book goes on as a new device of the same user. SignInRefused for a wrong code, RuleBroken
        `sync.another_user` or `sync.another_company` for a code that was meant for something else.
        """
        with self._lock:
            state = self._row()
            with reading(self._app, self._company) as connection:
                name, user_id = connection.execute(
                    select(Device.c.name, Device.c.user_id).where(
                        Device.c.company_id == self._company, Device.c.id == state.device_id
                    )
                ).one()
            new_id = free_id()
            answer = self._line.call(
                line.JOIN,
                {
                    "code": code,
                    "name": name,
                    "device_id": str(new_id),
                    "version": __version__,
                    "schema": schema.HEAD,
                },
            )
            if int(answer["company_key"]) != self._company:
                raise RuleBroken([Problem("sync.another_company", "code")])
            if UUID(answer["user_id"]) != user_id:
                raise RuleBroken([Problem("sync.another_user", "code")])
            with writing(self._app, self._company) as connection:
                rechain(connection, self._company, new_id, str(answer["prefix"]))
            self._tokens.put(self._company, str(answer["token"]))
            self._state, self._problem = SyncState.IDLE, None

    def _row(self) -> Any:
        with reading(self._app, self._company) as connection:
            row = connection.execute(select(sharing).where(sharing.c.company_id == self._company)).first()
        if row is None or row.part != Part.DEVICE:
            raise RuleBroken([Problem("sync.not_a_device", "company")])
        return row

    # --- up

    def _push(self, report: SyncReport) -> SyncReport:
        while True:
            with reading(self._app, self._company) as connection:
                rows = pending(connection, self._company, _BATCH)
            if not rows:
                return report
            texts: list[str] = []
            size = 0
            for row in rows:
                one = operation_text(row.text)
                size += len(one)
                if texts and size > _MOST_BYTES:
                    break
                texts.append(one)
            self._put_files(texts)
            answer = self._call(line.PUSH, {"operations": texts})
            answers = list(answer["answers"])
            if not answers:
                raise BookProblem("sync.gap", {"n": answer["last_n"] + 1})
            self._acknowledge(answers)
            report = replace(
                report,
                sent=report.sent + len(answers),
                adjusted=report.adjusted + sum(one["state"] == ADJUSTED for one in answers),
                refused=report.refused + sum(one["state"] == REFUSED for one in answers),
            )

    def _put_files(self, texts: list[str]) -> None:
        for one in texts:
            for sha256 in parsed(one).blobs.values():
                with reading(self._app, self._company) as connection:
                    content = files.content_at(connection, self._company, sha256)
                offset = 0
                while True:
                    piece = content[offset : offset + line.FILE_PIECE]
                    answer = self._call(
                        line.PUT_FILE,
                        {
                            "sha256": sha256,
                            "offset": offset,
                            "size": len(content),
                            "piece": base64.b64encode(piece).decode(),
                        },
                    )
                    if answer["complete"]:
                        break
                    offset = int(answer["have"])

    def _acknowledge(self, answers: list[dict[str, Any]]) -> None:
        c = operations.c
        with writing(self._app, self._company) as connection:
            device_id = connection.execute(
                select(sharing.c.device_id).where(sharing.c.company_id == self._company)
            ).scalar_one()
            connection.execute(
                update(operations)
                .where(
                    c.company_id == self._company,
                    c.device_id == device_id,
                    c.n == bindparam("answered_n"),
                    c.link == bindparam("answered_link"),
                )
                .values(
                    state=bindparam("now_state"),
                    answer=bindparam("now_answer"),
                    change_n=bindparam("now_change_n"),
                ),
                [
                    {
                        "answered_n": one["n"],
                        "answered_link": one["link"],
                        "now_state": one["state"],
                        "now_answer": json.dumps(one["problems"]),
                        "now_change_n": one["change_n"],
                    }
                    for one in answers
                ],
            )
            connection.execute(
                update(sharing)
                .where(sharing.c.company_id == self._company)
                .values(acknowledged_n=max(one["n"] for one in answers))
            )

    # --- down

    def _pull(self, report: SyncReport) -> tuple[SyncReport, bool]:
        """Stage all pages, then put them in place; False when this device has done something meanwhile."""
        while True:
            with reading(self._app, self._company) as connection:
                position = position_of(connection, self._company)
            answer = self._call(line.PULL, {"schema": schema.HEAD, "position": position.text()})
            page = self._page(answer)
            with writing(self._app, self._company) as connection:
                if position_of(connection, self._company) != position:
                    continue  # another program of this machine syncs too
                stage(connection, self._company, page)
            report = replace(report, received=report.received + len(page.units))
            if page.is_last:
                break
        touched = None
        with writing(self._app, self._company) as connection:
            touched = put_in_place(connection, self._company, page.head, self._app.clock.now())
            if touched is not None:
                connection.execute(text("PRAGMA defer_foreign_keys = ON"))
                files.put_people(connection, answer["people"])
        if touched is None:
            return report, False
        if touched:
            self._app.tell(dict(touched))
        return report, True

    def _page(self, answer: dict[str, Any]) -> Page:
        units = [(str(t), str(u), int(n), str(image)) for t, u, n, image in answer["units"]]
        contents = {address: self._file(address) for address in answer["contents"]}
        if contents:
            units = [_completed(unit, contents) for unit in units]
        return Page(
            units,
            answer["entries"],
            (),
            position_at(answer["position"]),
            int(answer["head"]),
            bool(answer["is_last"]),
        )

    def _file(self, address: str) -> bytes:
        try:
            with reading(self._app, self._company) as connection:
                return files.content_at(connection, self._company, address)  # this device attached it
        except RayafinError:
            content = b""
            while True:
                answer = self._call(line.GET_FILE, {"sha256": address, "offset": len(content)})
                content += base64.b64decode(answer["piece"])
                if len(content) >= int(answer["size"]):
                    files.require_address(content, address)
                    return content

    # --- comparing

    def compare(self) -> Comparison:
        """Compare with the server down to the units; pulls first if the server has moved on."""
        with self._lock:
            return self._compared(deep=True)

    def _compared(self, *, deep: bool) -> Comparison:
        for _ in range(_COMPARISONS):
            answer = self._call(line.DIGESTS, {})
            with reading(self._app, self._company) as connection:
                c = sharing.c
                state = connection.execute(select(sharing).where(c.company_id == self._company)).one()
                here = digests.totals(connection, self._company)
            if state.operation_n > state.acknowledged_n:
                return Comparison(int(state.cursor_n), {})  # something new waits: compared the next time
            if int(answer["n"]) == int(state.cursor_n):
                there = answer["totals"]
                names = sorted(n for n in here.keys() | there.keys() if here.get(n) != there.get(n))
                return Comparison(
                    int(state.cursor_n),
                    {name: self._differing_units(name) if deep else () for name in names},
                )
            self._pull(SyncReport())
        return Comparison(int(state.cursor_n), {})

    def _differing_units(self, table: str) -> tuple[str, ...]:
        there = self._call(line.DIGESTS, {"table": table})["buckets"]
        with reading(self._app, self._company) as connection:
            here = {str(k): v for k, v in digests.buckets(connection, self._company, table).items()}
            differing = []
            for bucket in sorted(b for b in here.keys() | there.keys() if here.get(b) != there.get(b)):
                theirs = self._call(line.DIGESTS, {"table": table, "bucket": int(bucket)})["units"]
                ours = digests.unit_digests_in(connection, self._company, table, int(bucket))
                differing += [u for u in ours.keys() | theirs.keys() if ours.get(u) != theirs.get(u)]
        return tuple(sorted(differing))


def _completed(unit: tuple[str, str, int, str], contents: dict[str, bytes]) -> tuple[str, str, int, str]:
    table_name, name, n, image = unit
    if table_name != BLOBS or image == "[]":
        return unit
    rows = json.loads(image)
    with_content(rows, contents[files.address_in(rows)])
    return table_name, name, n, json.dumps(rows)


def _state_after(refusal: RayafinError) -> SyncState:
    if isinstance(refusal, Offline):
        return SyncState.OFFLINE
    if isinstance(refusal, SignInRefused):
        return SyncState.SIGN_IN
    codes = {problem.code for problem in refusal.problems}
    if "sync.upgrade_needed" in codes:
        return SyncState.UPGRADE
    if "sync.server_restored" in codes:
        return SyncState.MISMATCH
    return SyncState.FAILED

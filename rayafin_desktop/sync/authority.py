"""The authority: the server's side of sync. Its order decides; what it writes is the truth.

Every method is one call of `line`. It trusts nothing a device says but what the device's token proves: the
company and the user are the token's, numbers and links are checked against what was received before, and
each command goes through the door with the rights its user has now.
"""

from __future__ import annotations

import base64
import logging
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select

from rayafin_desktop.base.errors import NotFound, Problem, RuleBroken, SignInRefused
from rayafin_desktop.engine import digests, schema
from rayafin_desktop.engine.digests import begin_sharing
from rayafin_desktop.engine.feed import position_at, read_page
from rayafin_desktop.engine.operation import FIRST_LINK, FORM, OLDEST_FORM
from rayafin_desktop.engine.permissions import the_book
from rayafin_desktop.engine.record import audit_entries, chains
from rayafin_desktop.engine.sharing import Part, operations, sharing
from rayafin_desktop.features.devices.commands import JoinDevice, SucceedDevice

from ..application import App
from . import files, line
from .applying import Applied, Applying
from .contact import Contact, contact_of, first_contact, next_token
from .rooms import reading, writing
from .snapshots import Snapshots

_log = logging.getLogger(__name__)

Payload = Mapping[str, Any]


def share(app: App, company_key: int) -> None:
    """Make a company one that devices can follow. Sharing it again changes nothing."""
    with writing(app, company_key) as connection:
        begin_sharing(connection, company_key)


class Authority:
    """Answers the calls of devices, from any thread."""

    def __init__(self, app: App, *, now: Callable[[], datetime] | None = None) -> None:
        self._app = app
        self._now = now or app.clock.now
        self._snapshots = Snapshots(app)
        self._calls: Mapping[str, Callable[[Contact, Payload], dict[str, Any]]] = {
            line.HELLO: self._hello,
            line.SUCCEED: self._succeed,
            line.PUSH: self._push,
            line.PULL: self._pull,
            line.PUT_FILE: self._put_file,
            line.GET_FILE: self._get_file,
            line.DIGESTS: self._digests,
            line.SNAPSHOT: self._snapshot,
        }

    def call(self, name: str, payload: Payload, *, token: str = "") -> dict[str, Any]:
        """Answer one call. Raises RayafinErrors for what is refused as a whole."""
        if name == line.JOIN:
            return self._join(payload)
        found = self._calls.get(name)
        if found is None:
            raise NotFound("sync.no_such_call", {"name": name})
        contact = contact_of(self._app, token, self._now())
        try:
            return found(contact, payload)
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise RuleBroken([Problem("sync.call_invalid", "", {"why": str(error)})]) from error

    # --- joining

    def _join(self, payload: Payload) -> dict[str, Any]:
        """A device that nobody knows yet, with a code. `company` may name which, where several are shared."""
        try:
            code, name = str(payload["code"]), str(payload["name"])
            device_id, version = UUID(payload["device_id"]), str(payload["version"])[:40]
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise RuleBroken([Problem("sync.call_invalid", "", {"why": str(error)})]) from error
        self._require_same_schema(payload)
        for company_key in self._shared_companies():
            token = ""

            def keep(work: Any, result: Any, company_key: int = company_key) -> None:
                nonlocal token
                if result.device_id is not None:
                    token = _first_token(work.connection, company_key, device_id, version, self._now())

            command = JoinDevice(code=code, device_id=device_id, name=name)
            joined = self._app.replay(
                command, the_book(company_key), None, confirmed=frozenset(), keep=keep
            ).result
            if joined.device_id is not None:
                return {
                    "company_key": company_key,
                    "prefix": joined.prefix,
                    "user_id": str(joined.user_id),
                    "token": token,
                }
        raise SignInRefused("device.code_wrong", field="code")

    def _shared_companies(self) -> list[int]:
        with reading(self._app) as connection:
            c = sharing.c
            rows = connection.execute(
                select(c.company_id).where(c.part == Part.SERVER.value).order_by(c.company_id)
            )
            return [int(row[0]) for row in rows]

    def _succeed(self, contact: Contact, payload: Payload) -> dict[str, Any]:
        """A new device in place of one whose book was copied or restored."""
        new_id, version = UUID(payload["device_id"]), str(payload["version"])[:40]
        token = ""

        def keep(work: Any, result: Any) -> None:
            nonlocal token
            token = _first_token(work.connection, contact.company_key, new_id, version, self._now())

        command = SucceedDevice(device_id=contact.device.id, new_device_id=new_id)
        joined = self._app.replay(
            command, the_book(contact.company_key), None, confirmed=frozenset(), keep=keep
        ).result
        return {"prefix": joined.prefix, "token": token}

    def _require_same_schema(self, payload: Payload) -> None:
        if payload.get("schema") != schema.HEAD:
            raise RuleBroken(
                [Problem("sync.upgrade_needed", "", {"what": f"{payload.get('schema')} ≠ {schema.HEAD}"})]
            )

    # --- a sync, call by call

    def _hello(self, contact: Contact, payload: Payload) -> dict[str, Any]:
        """Where both stand; the token for the next time."""
        cursor_n = int(payload["cursor_n"])
        theirs = datetime.fromisoformat(payload["now"])
        skew = theirs.astimezone(UTC) - self._now()
        c, e = chains.c, audit_entries.c
        with reading(self._app, contact.company_key) as connection:
            head = connection.execute(select(c.n).where(c.company_id == contact.company_key)).scalar_one()
            at_cursor = connection.execute(
                select(e.hash).where(e.company_id == contact.company_key, e.n == cursor_n)
            ).scalar()
        last_n, last_link = self._end_of(contact)
        token = next_token(
            self._app,
            contact,
            {
                "cursor_n": cursor_n,
                "clock_skew_seconds": int(skew.total_seconds()),
                "version": str(payload["version"])[:40],
                "last_seen_at": self._now(),
            },
        )
        return {
            "head": int(head),
            "hash_at_cursor": None if at_cursor is None else bytes(at_cursor).hex(),
            "last_n": last_n,
            "last_link": last_link,
            "schema": schema.HEAD,
            "forms": [OLDEST_FORM, FORM],
            "token": token,
            "now": self._now().isoformat(),
        }

    def _end_of(self, contact: Contact) -> tuple[int, str]:
        """The device's last operation that is here, and its link."""
        c = operations.c
        with reading(self._app, contact.company_key) as connection:
            row = connection.execute(
                select(c.n, c.link)
                .where(c.company_id == contact.company_key, c.device_id == contact.device.id)
                .order_by(c.n.desc())
                .limit(1)
            ).first()
        return (0, FIRST_LINK) if row is None else (int(row.n), str(row.link))

    def _push(self, contact: Contact, payload: Payload) -> dict[str, Any]:
        """Operations in the device's order; an answer for each that is here now, up to the first gap."""
        texts = list(map(str, payload["operations"]))
        if len(texts) > line.MOST_OPERATIONS:
            raise RuleBroken([Problem("sync.too_many", "operations", {"most": line.MOST_OPERATIONS})])
        applying = Applying(self._app, contact, self._now)
        last_n, last_link = self._end_of(contact)
        answers: list[Applied] = []
        for text in texts:
            applied = applying.take(text, last_n, last_link)
            if applied is None:  # a gap: the device goes on from what is here
                break
            if applied.n > last_n:
                last_n, last_link = applied.n, applied.link
            answers.append(applied)
        return {"answers": [one.plain() for one in answers], "last_n": last_n}

    def _pull(self, contact: Contact, payload: Payload) -> dict[str, Any]:
        """The next page behind a position."""
        self._require_same_schema(payload)
        position = position_at(str(payload["position"]))
        with reading(self._app, contact.company_key) as connection:
            page = read_page(connection, contact.company_key, position)
            people = files.people(connection, contact.company_key) if page.is_last else []
        return {
            "units": [list(unit) for unit in page.units],
            "entries": list(page.entries),
            "contents": list(page.contents),
            "position": page.position.text(),
            "head": page.head,
            "is_last": page.is_last,
            "people": people,
        }

    def _put_file(self, contact: Contact, payload: Payload) -> dict[str, Any]:
        """A piece of a file that an operation names by its address; answers how much of it is here."""
        piece = base64.b64decode(str(payload.get("piece", "")), validate=True)
        return self._snapshots.spool.put(
            contact.company_key, str(payload["sha256"]), int(payload["offset"]), piece, int(payload["size"])
        )

    def _get_file(self, contact: Contact, payload: Payload) -> dict[str, Any]:
        """A piece of a file by its address."""
        with reading(self._app, contact.company_key) as connection:
            content = files.content_at(connection, contact.company_key, str(payload["sha256"]))
        offset = int(payload["offset"])
        piece = content[offset : offset + line.FILE_PIECE]
        return {"piece": base64.b64encode(piece).decode(), "size": len(content)}

    def _digests(self, contact: Contact, payload: Payload) -> dict[str, Any]:
        """The digests of all tables at the present change number; with `table`, of its buckets and units."""
        company = contact.company_key

        def worked_out() -> int:
            with writing(self._app, company) as connection:
                connection.execute(
                    select(chains.c.n).where(chains.c.company_id == company).with_for_update()
                ).one()
                return digests.bring_up_to_date(connection, company)

        n = self._app.database.retrying(worked_out)
        with reading(self._app, company) as connection:
            table, bucket = payload.get("table"), payload.get("bucket")
            if table is None:
                return {"n": n, "totals": digests.totals(connection, company)}
            if bucket is None:
                found = digests.buckets(connection, company, str(table))
                return {"n": n, "buckets": {str(key): value for key, value in found.items()}}
            return {"n": n, "units": digests.unit_digests_in(connection, company, str(table), int(bucket))}

    def _snapshot(self, contact: Contact, payload: Payload) -> dict[str, Any]:
        """A piece of the company as a file, for a device that begins; the first call makes it."""
        self._require_same_schema(payload)
        return self._snapshots.piece(
            contact.company_key, str(payload.get("name", "")), int(payload["offset"])
        )


def _first_token(connection: Any, company_key: int, device_id: UUID, version: str, now: datetime) -> str:
    from .contact import new_token

    token = new_token(company_key, device_id)
    first_contact(connection, company_key, device_id, token, version, now)
    return token

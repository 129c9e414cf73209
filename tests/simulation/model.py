"""The reference: what the protocol promises, in plain Python and without a line of the program's own.

It is told of every operation a device makes, of every call that reached the server with its answer, and of
every device before and after a sync. It keeps the chains and the answers by itself (hashes from hashlib, JSON
from json) and says what does not agree. It knows nothing of tables and money: `invariants` looks at those.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from rayafin_desktop.base.errors import RayafinError

STATES = ("applied", "adjusted", "refused")


@dataclass(frozen=True, slots=True)
class Kept:
    """An operation as a device's book or the server's log has it."""

    device: str
    n: int
    id: str
    link: str
    state: str
    change_n: int | None
    problems: str = "[]"


@dataclass(frozen=True, slots=True)
class Seen:
    """A device's book at one moment. `rows` is a digest of all that is shared in it."""

    device: str
    cursor_n: int
    operations: tuple[Kept, ...]
    rows: str
    head: int  # the number of the last entry of its log
    provisional: int  # units whose look from before is kept
    differing: tuple[str, ...] = ()


@dataclass(slots=True)
class _Answer:
    link: str
    id: str
    text: dict[str, Any] | None = None  # None: applied, but the call ended before it was told


@dataclass(slots=True)
class Reference:
    """`head` is the server's change number; `problems` what disagreed, in order."""

    head: int
    chains: dict[str, list[_Answer]] = field(default_factory=dict)
    decided: dict[str, tuple[str, int]] = field(default_factory=dict)  # operation -> state, change number
    made: dict[str, str] = field(default_factory=dict)  # operation -> machine, of everything entered
    lost: set[str] = field(default_factory=set)  # entered in a book that is no more, and never sent
    highest: dict[str, int] = field(default_factory=dict)  # machine -> cursor
    problems: list[str] = field(default_factory=list)

    def wrong(self, what: str) -> None:
        self.problems.append(what)

    # --- calls that reached the server

    def called(
        self, name: str, payload: dict[str, Any], token: str, answer: dict[str, Any] | RayafinError, head: int
    ) -> None:
        """A call and what the server said to it; `head` is its change number afterwards."""
        before, self.head = self.head, head
        if head < before:
            self.wrong(f"the change number went back from {before} to {head}")
        device = token.split(".")[1] if token else ""
        if name == "push":
            self._pushed(device, list(payload["operations"]), answer, before)
        elif name in ("hello", "pull", "digests", "snapshot", "get-file", "put-file") and head != before:
            self.wrong(f"{name} changed something: {before} became {head}")
        if isinstance(answer, RayafinError):
            return
        chain = self.chains.get(device, [])
        if name == "hello":
            link = chain[-1].link if chain else _first_link()
            if (answer["last_n"], answer["last_link"]) != (len(chain), link):
                self.wrong(f"hello: the server has {answer['last_n']} of {device[-6:]}, not {len(chain)}")
            if answer["head"] != head:
                self.wrong(f"hello: head {answer['head']}, not {head}")
        elif name == "pull":
            self._pulled(json.loads(payload["position"])[0], answer)

    def _pulled(self, position_n: int, answer: dict[str, Any]) -> None:
        after = json.loads(answer["position"])[0]
        numbers = [entry[1] for entry in answer["entries"]]
        if numbers != list(range(position_n + 1, after + 1)):
            self.wrong(f"pull from {position_n} to {after}: entries {numbers[:3]}..{numbers[-1:]}")
        if answer["is_last"] and (after != self.head or answer["head"] != self.head):
            self.wrong(f"pull ended at {after}, the head is {self.head}")
        if any(not position_n <= unit[2] <= after for unit in answer["units"]):
            self.wrong(f"pull from {position_n} to {after}: a unit of another number")

    def _pushed(
        self, device: str, texts: Sequence[str], answer: dict[str, Any] | RayafinError, head_before: int
    ) -> None:
        chain = self.chains.setdefault(device, [])
        said = [] if isinstance(answer, RayafinError) else list(answer["answers"])
        refusal = answer.problems[0].code if isinstance(answer, RayafinError) else ""
        if refusal in ("device.token_refused", "device.revoked", "user.sign_in_refused"):
            return
        last_change = head_before
        done = 0
        for text in texts:
            plain, link = json.loads(text), hashlib.sha256(text.encode()).hexdigest()
            n = plain["n"]
            if n > len(chain) + 1:
                break
            forks = (
                chain[n - 1].link != link
                if n <= len(chain)
                else plain["previous"] != (chain[-1].link if chain else _first_link())
            )
            if forks:
                if refusal != "sync.forked":
                    self.wrong(f"operation {n} of {device[-6:]} forks, and the server says {refusal or 'ok'}")
                return
            if refusal and done >= len(texts):
                break
            told = said[done] if done < len(said) else None
            done += 1
            if n == len(chain) + 1:
                if told is None and not refusal:
                    self.wrong(f"no answer to operation {n} of {device[-6:]}")
                    return
                chain.append(_Answer(link, plain["id"]))
            if told is None:
                continue
            last_change = self._answered(chain[n - 1], plain["id"], told, n, last_change)
        if refusal:
            self.wrong(f"push refused: {refusal}")
        elif len(said) != done or answer["last_n"] != len(chain):  # type: ignore[index]
            self.wrong(f"push: {len(said)} answers for {done}, last {len(chain)}")

    def _answered(self, kept: _Answer, id_: str, told: dict[str, Any], n: int, last_change: int) -> int:
        """Compare one answer; the change number the next new one must exceed."""
        if (told["n"], told["link"]) != (n, kept.link) or told["state"] not in STATES:
            self.wrong(f"the answer to {n} is about {told['n']} {told['state']}")
        if (told["state"] == "applied") != (not told["problems"]):
            self.wrong(f"operation {n} is {told['state']} with {told['problems']}")
        if kept.text is not None:
            if kept.text != told:
                self.wrong(f"operation {n} was answered {kept.text}, now {told}")
            return last_change
        kept.text = told
        outcome = (told["state"], int(told["change_n"]))
        if id_ in self.decided:
            if self.decided[id_] != outcome:
                self.wrong(f"operation {id_} was {self.decided[id_]} and now is {outcome}")
            return last_change
        self.decided[id_] = outcome
        if not last_change <= outcome[1] <= self.head:  # equal: it changed nothing
            self.wrong(f"operation {n} says change {outcome[1]}, after {last_change}, head {self.head}")
        return max(last_change, outcome[1])

    # --- devices

    def entered(self, machine: str, before: Seen, after: Seen) -> list[str]:
        """What an action left in the book: nothing, or operations behind the others; answers their ids."""
        new = list(after.operations[len(before.operations) :])
        if before.operations != after.operations[: len(before.operations)]:
            self.wrong(f"{machine}: an action changed earlier operations")
        if (before.head != after.head) != bool(new):
            self.wrong(f"{machine}: {after.head - before.head} entries and {len(new)} operations")
        for one in new:
            if one.state != "pending":
                self.wrong(f"{machine}: a new operation is {one.state}")
            self.made[one.id] = machine
        return [one.id for one in new]

    def synced(
        self, machine: str, before: Seen, after: Seen, *, is_complete: bool, meanwhile: set[str]
    ) -> None:
        """A device before and after a sync that was completed or broke off.

        `meanwhile` are operations its user made during it, which may wait for the next.
        """
        at = f"{machine} at {after.cursor_n}"
        if after.cursor_n < self.highest.get(machine, 0):
            self.wrong(f"{at}: it was at {self.highest[machine]}")
        self.highest[machine] = after.cursor_n
        missing = {one.id for one in before.operations} - {one.id for one in after.operations}
        if missing:
            self.wrong(f"{at}: {len(missing)} operations are gone from the book")
        waiting = [one for one in after.operations if one.state == "pending" and one.id not in meanwhile]
        has_moved = after.cursor_n != before.cursor_n or (after.rows != before.rows and not meanwhile)
        if has_moved:
            if waiting:
                self.wrong(f"{at}: pulled past {len(waiting)} operations the server has not answered")
            if after.provisional and not meanwhile:
                self.wrong(f"{at}: {after.provisional} units are still provisional")
            self._reads_its_writes(at, after)
        if after.cursor_n == before.cursor_n and after.rows != before.rows:
            provisional = [one for one in before.operations if (one.change_n or 0) > before.cursor_n]
            if not provisional and not before.provisional and not meanwhile:
                self.wrong(f"{at}: rows changed although the change number did not")
        for one in after.operations:
            self._agrees(at, one)
        if is_complete:
            if waiting:
                self.wrong(f"{at}: complete, and {len(waiting)} operations wait")
            if after.differing:
                self.wrong(f"{at}: reports a difference in {after.differing}")

    def _reads_its_writes(self, at: str, seen: Seen) -> None:
        for one in seen.operations:
            decided = self.decided.get(one.id)
            if decided is not None and decided[1] > seen.cursor_n:
                self.wrong(f"{at}: does not have its own operation of change {decided[1]}")

    def _agrees(self, at: str, one: Kept) -> None:
        if one.state == "pending":
            return
        chain = self.chains.get(one.device, [])
        kept = chain[one.n - 1] if one.n <= len(chain) else None
        if kept is None or kept.link != one.link:
            self.wrong(f"{at}: operation {one.n} is {one.state}, and the server never had it")
        elif kept.text is not None and (one.state, one.change_n) != (
            kept.text["state"],
            kept.text["change_n"],
        ):
            self.wrong(f"{at}: operation {one.n} is {one.state} here and {kept.text['state']} there")

    def put_back(self, machine: str, before: Seen, after: Seen) -> None:
        """A book of an earlier moment stands in the place of this one."""
        gone = {one.id for one in before.operations} - {one.id for one in after.operations}
        self.lost |= {id_ for id_ in gone if self.made.get(id_) == machine}
        for one in after.operations:
            self.lost.discard(one.id)
        self.highest[machine] = after.cursor_n

    # --- the end

    def server_log(self, log: Sequence[Kept]) -> None:
        """The server's whole log against what it answered: each once, none missing, none invented."""
        found: dict[str, list[Kept]] = {}
        for one in log:
            found.setdefault(one.device, []).append(one)
        for device in found.keys() | self.chains.keys():
            links = [one.link for one in sorted(found.get(device, []), key=lambda one: one.n)]
            if links != [one.link for one in self.chains.get(device, [])]:
                self.wrong(f"the server's log of {device[-6:]} is not what it answered")
        outcomes: dict[str, set[tuple[str, int | None]]] = {}
        for one in log:
            outcomes.setdefault(one.id, set()).add((one.state, one.change_n))
        twice = [id_ for id_, found_outcomes in outcomes.items() if len(found_outcomes) > 1]
        if twice:
            self.wrong(f"carried out more than once: {twice}")

    def nothing_disappeared(self, log: Sequence[Kept], still_waiting: set[str]) -> None:
        """Everything entered is in the log, waits in a book, or went with a book that was lost."""
        there = {one.id for one in log}
        gone = self.made.keys() - there - still_waiting - self.lost
        if gone:
            self.wrong(f"{len(gone)} entered operations are nowhere: {sorted(gone)[:3]}")


def _first_link() -> str:
    return hashlib.sha256(b"rayafin device chain, version 1").hexdigest()

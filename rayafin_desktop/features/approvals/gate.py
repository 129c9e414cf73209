"""The gate: what a command has posted is held against the rules before anything of it is kept.

It looks at the journal entries of the transaction, not at the command: whatever posts above a limit, a
person's command, a script's line, an import, a document another one makes by itself, meets the rule, with
the amount that would really be posted. `NeedsApproval` takes everything back and carries `ParkCommand`,
which `App.execute` then carries out on its own: the ticket stays although the command did not run.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Any

from rayafin_desktop.base.errors import NeedsApproval, Problem, RuleBroken
from rayafin_desktop.engine.columns import canonical_json
from rayafin_desktop.engine.commands import Command, Offline, secret_fields, to_json
from rayafin_desktop.engine.meanwhile import changed_meanwhile
from rayafin_desktop.engine.work import Read, Work

from ..ledger.model import JournalEntry
from .amounts import in_words
from .model import ApprovalRule
from .parking import ParkCommand
from .people import colleagues
from .picture import picture_of
from .rules import may_decide, strictest, who_can

# A command that posts more than this, or is longer, is an import: nobody could look it over.
MOST_ENTRIES = 20
MOST_CHARACTERS = 200_000


def inspect(command: Command[Any], _result: Any, work: Work) -> None:
    """NeedsApproval when the command posted above a limit and nobody has let it through.

    RuleBroken (`approval.nobody`) when nobody but its maker could, `approval.not_waitable` for what cannot
    wait: an import, a command with a password in it.
    """
    if work.approval is not None or work.actor.user_id is None:
        return  # let through; or the book itself, which no shell hands to anybody
    entries = work.recorder.rows_added(JournalEntry)
    if not entries:
        return
    rules = active_rules(work)
    found = _demanded(rules, entries) if rules else None
    if found is None:
        return
    rule, entry = found
    if rule.approvers_exempt and may_decide(rule, work.actor.role, work.actor.member_id):
        return
    if command.offline is Offline.FACT and changed_meanwhile(work, ApprovalRule, rule.id):
        # Done when the device could not know of the rule: there is nothing left to allow.
        work.adjusted("approval.not_asked", "", rule=rule.name, limit=in_words(work, rule.limit_minor))
        return
    raise _asked(command, work, rule, entry, entries)


def active_rules(read: Read) -> list[ApprovalRule]:
    """The rules that hold; read once and kept until one changes."""
    return read.cached("approvals.rules", lambda: [one for one in read.all(ApprovalRule) if one.is_active])


def _demanded(
    rules: Sequence[ApprovalRule], entries: Sequence[JournalEntry]
) -> tuple[ApprovalRule, JournalEntry] | None:
    """The strictest rule any of the entries meets, with that entry."""
    met = [
        (rules[at], entry)
        for entry in entries
        if (at := strictest(rules, entry.kind, entry.total_minor)) is not None
    ]
    return max(met, key=lambda one: (one[0].limit_minor, one[0].approvers, one[1].total_minor), default=None)


def _asked(
    command: Command[Any],
    work: Work,
    rule: ApprovalRule,
    entry: JournalEntry,
    entries: Sequence[JournalEntry],
) -> NeedsApproval | RuleBroken:
    """The refusal, with the command that parks what was asked."""
    said: Mapping[str, Any] = {
        "amount": in_words(work, entry.total_minor),
        "limit": in_words(work, rule.limit_minor),
        "rule": rule.name,
    }
    branch_id = work.actor.branch_id or entry.branch_id
    if len(who_can(rule, colleagues(work), work.actor.user_id, branch_id)) < rule.approvers:
        return RuleBroken([Problem("approval.nobody", "", said)])
    record_id = entry.source_id if entry.source_id in work.recorder.versions else None
    version = 0 if record_id is None else work.recorder.versions[record_id]
    if record_id is not None and getattr(command, "version", 0) is None:
        # The approver sees this version of the draft; a later one needs a ticket of its own.
        command = dataclasses.replace(command, version=version)  # type: ignore[call-arg]
    payload = to_json(command)
    text = canonical_json(payload)
    if len(entries) > MOST_ENTRIES or len(text) > MOST_CHARACTERS or secret_fields(type(command)):
        return RuleBroken([Problem("approval.not_waitable", "", said)])
    picture = picture_of(work, entries, entry)
    needed = NeedsApproval("approval.needed", said)
    needed.afterwards = ParkCommand(
        parked=type(command).__name__,
        payload=payload,
        payload_digest=sha256(text.encode()).hexdigest(),
        confirmed=tuple(sorted(work.confirmed)),
        subject=entry.kind,
        amount_minor=entry.total_minor,
        party_name=str(picture.get("party", "")),
        picture=picture,
        rule_id=rule.id,
        record_kind=entry.source_kind if record_id is not None else "",
        record_id=record_id,
        record_version=version,
        branch_id=branch_id,
    )
    return needed

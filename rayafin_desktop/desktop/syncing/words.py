"""What the window says about sync: one line for the sidebar, a sentence for the page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from rayafin_desktop.desktop.wording import tr
from rayafin_desktop.engine.screens import Tone
from rayafin_desktop.sync.status import SyncState, SyncStatus

_MINUTE, _HOUR, _DAY = 60, 3_600, 86_400


@dataclass(frozen=True, slots=True)
class Said:
    """An icon, a few words beside it, and the tone of both."""

    icon: str
    text: str
    tone: Tone


def ago(moment: datetime, now: datetime) -> str:
    """How long ago something was, in the largest unit that tells it."""
    seconds = max(0, int((now - moment).total_seconds()))
    if seconds < _MINUTE:
        return tr("just now")
    if seconds < _HOUR:
        return tr("{count} min ago", count=seconds // _MINUTE)
    if seconds < _DAY:
        return tr("{count} h ago", count=seconds // _HOUR)
    days = seconds // _DAY
    return tr("a day ago") if days == 1 else tr("{count} days ago", count=days)


def sidebar_words(status: SyncStatus, now: datetime) -> Said:
    """The state of sync in a line that is read at a glance; what needs a person comes first."""
    match status.state:
        case SyncState.SYNCING:
            return Said("refresh-cw", tr("Syncing…"), "info")
        case SyncState.SIGN_IN:
            return Said("lock", tr("Needs sign-in"), "warn")
        case SyncState.UPGRADE:
            return Said("circle-alert", tr("Needs an update"), "warn")
        case SyncState.MISMATCH:
            return Said("triangle-alert", tr("Differs from the server"), "neg")
        case SyncState.FAILED:
            return Said("triangle-alert", tr("Sync failed"), "neg")
    if status.open_exceptions:
        text = (
            tr("1 needs a decision")
            if status.open_exceptions == 1
            else tr("{count} need a decision", count=status.open_exceptions)
        )
        return Said("inbox", text, "warn")
    if status.state is SyncState.OFFLINE:
        if status.waiting:
            return Said("cloud-off", tr("{count} waiting · offline", count=status.waiting), "neutral")
        return Said("cloud-off", tr("Offline · nothing waits"), "neutral")
    if status.waiting:
        return Said("cloud", tr("{count} waiting", count=status.waiting), "info")
    if status.done_at is None:
        return Said("cloud", tr("Not synced yet"), "neutral")
    return Said("cloud", tr("Everything sent · {ago}", ago=ago(status.done_at, now)), "pos")


def headline(status: SyncStatus) -> str:
    """The page's first line."""
    match status.state:
        case SyncState.SYNCING:
            return tr("Syncing with the server")
        case SyncState.SIGN_IN:
            return tr("The server asks this device to join anew")
        case SyncState.UPGRADE:
            return tr("This program and the server differ in version")
        case SyncState.MISMATCH:
            return tr("This book differs from the server's")
        case SyncState.FAILED:
            return tr("The last sync failed")
        case SyncState.OFFLINE:
            return tr("The server does not answer; work goes on")
    if status.waiting:
        return tr("{count} entries wait to be sent", count=status.waiting)
    return tr("Everything is sent")


def advice(status: SyncStatus) -> str:
    """What it means for the person at the window, and what to do; empty where there is nothing to do."""
    match status.state:
        case SyncState.OFFLINE:
            return tr(
                "What you enter is kept here and sent, in order, as soon as the server answers. "
                "Nothing is lost."
            )
        case SyncState.SIGN_IN:
            return tr(
                "Ask the owner for a new code and join again. What you entered stays in this book and can be "
                "handed over."
            )
        case SyncState.UPGRADE:
            return tr("Bring both to the newest version. What you entered is kept and sent then.")
        case SyncState.MISMATCH:
            return tr("Nothing was changed here. Compare the books, and tell whoever looks after the server.")
        case SyncState.FAILED:
            return tr("Nothing that was entered is gone. It will be tried again by itself.")
    return ""

"""What stands where a list's rows would: first use, no result, an error; each offers the next step."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QGuiApplication

from rayafin_desktop.desktop.components.button import Variant
from rayafin_desktop.desktop.components.empty_state import EmptyPanel
from rayafin_desktop.desktop.wording import tr
from rayafin_desktop.engine.screens import Action, ListScreen, Tab

from .page_source import Overview, View

Offer = tuple[str, Variant, Callable[[], object]]


def no_result(screen: ListScreen, view: View, clear: Callable[[], object]) -> EmptyPanel:
    """No row matches: names the filter and clears it."""
    wanted = view.text.strip() or ", ".join(value for _, value in view.where)
    title = tr("No {noun} matches “{text}”", noun=tr(screen.one), text=wanted)
    offer: Offer = (tr("Clear filter"), "plain", clear)
    return EmptyPanel("search", title, tr("Try fewer letters, or look in another view."), (offer,))


def fullest(screen: ListScreen, view: View, overview: Overview) -> Tab | None:
    """The view with the most rows where the one shown has none; None when nothing is there at all."""
    others = [tab for tab in screen.tabs if tab.key != view.tab and overview.tabs.get(tab.key)]
    return max(others, key=lambda tab: overview.tabs[tab.key], default=None)


def nothing_here(screen: ListScreen, view: View, other: Tab, show: Callable[[str], object]) -> EmptyPanel:
    """This view has no rows but another has: nobody is told to begin with what he has begun."""
    here = next((tab.label for tab in screen.tabs if tab.key == view.tab), screen.title)
    title = tr("Nothing under “{tab}”", tab=tr(here))
    text = tr("The other {many} stand under “{tab}”.", many=tr(screen.many), tab=tr(other.label))
    offer: Offer = (tr("Show “{tab}”", tab=tr(other.label)), "plain", lambda: show(other.key))
    return EmptyPanel(screen.icon, title, text, (offer,))


def first_use(screen: ListScreen, actions: tuple[Action, ...], run: Callable[[Action], object]) -> EmptyPanel:
    """No row exists: what the list is for, and how to begin."""
    empty = screen.empty
    title = tr(empty.title) if empty else tr("No {many} yet", many=tr(screen.many))
    offers: tuple[Offer, ...] = tuple(
        (tr(action.label), "primary", lambda one=action: run(one))  # type: ignore[misc]
        for action in actions
        if empty is not None and action.key == empty.action
    )
    return EmptyPanel(screen.icon, title, tr(empty.text) if empty else "", offers)


def unreadable(error: object, again: Callable[[], object]) -> EmptyPanel:
    """The rows could not be read: nothing is lost, try again, or copy what the program knows."""
    offers: tuple[Offer, ...] = (
        (tr("Try again"), "primary", again),
        (tr("Copy details"), "plain", lambda: QGuiApplication.clipboard().setText(repr(error))),
    )
    text = tr("The rows could not be read. Nothing was changed.")
    return EmptyPanel("triangle-alert", tr("This list cannot be shown"), text, offers, "neg")

"""What the lists of the trade's masters share: their usual actions, views and columns."""

from __future__ import annotations

from rayafin_desktop.engine.screens import Action, Column, Tab

from .seeding import SeedTradeDesk

CODE = Column(key="code", title="Code", kind="code", width=150, priority=8)


def new(label: str, opens: str) -> Action:
    """The page's first action: something new, on the form or page `opens`."""
    return Action(
        key="new", label=label, icon="plus", primary=True, scope="page", opens=opens,
        permission="commodity.save",
    )  # fmt: skip


SEED = Action(
    key="seed",
    label="Set up the trade desk",
    icon="sparkles",
    scope="page",
    command=SeedTradeDesk,
    permission="commodity.save",
    confirm="Make the usual commodities, places, clauses and allowance tables, and an item for each "
    "commodity? What is there already stays as it is.",
)


def edit(opens: str) -> Action:
    """Change the row under the cursor."""
    return Action(key="edit", label="Edit", icon="pencil", opens=opens, permission="commodity.save")


def switches(off: type[object], on: type[object]) -> tuple[Action, Action]:
    """Take a row out of use, and bring it back."""
    return (
        Action(key="deactivate", label="Archive", icon="archive", command=off, identity="id",
               when="is_active", permission="commodity.save"),
        Action(key="reactivate", label="Bring back", icon="undo-2", command=on, identity="id",
               when="is_muted", permission="commodity.save"),
    )  # fmt: skip


ACTIVE, ARCHIVED = Tab(key="active", label="Active"), Tab(key="archived", label="Archived")

"""All attachments of the company as a list."""

from __future__ import annotations

from rayafin_desktop.engine.screens import Action, Choice, Column, EmptyState, ListScreen, PeekSection, Tab

from .commands import RemoveAttachment

RECORDS = (
    Choice(value="party", label="Customer or supplier"),
    Choice(value="item", label="Item"),
    Choice(value="invoice", label="Invoice"),
    Choice(value="bill", label="Bill or expense"),
    Choice(value="payment", label="Payment"),
    Choice(value="journal_entry", label="Journal entry"),
)
_NAME = Column(key="name", title="Name", width=260, stretch=True, subtitle="note")
_TYPE = Column(key="media_type", title="Type", kind="dim", width=140, sortable=False, priority=4)
_SIZE = Column(key="size_bytes", title="Bytes", kind="count", width=100, priority=3)
_KIND = Column(key="kind", title="Attached to", kind="dim", width=150, sortable=False, choices=RECORDS)
_ADDED = Column(key="created_at", title="Added", kind="instant", width=150)
_HASH = Column(key="sha256", title="SHA-256", kind="code", width=200, sortable=False)

FILES = PeekSection(
    title="Files",
    kind="lines",
    query="attachments_of",
    columns=(
        Column(key="name", title="Name", width=200, stretch=True),
        Column(key="created_at", title="Added", kind="instant", width=150),
    ),
)
"""The files of one record, for the side panel of its list; that list's kinds name `attachment`."""

ATTACHMENTS = ListScreen(
    key="attachments",
    title="Documents",
    one="document",
    many="documents",
    icon="folder",
    query="attachments",
    columns=(_NAME, _KIND, _TYPE, _SIZE, _ADDED),
    nav_group="Books",
    nav_order=70,
    shortcut_go="F",
    permission="document.list",
    kinds=("attachment",),
    order="created_at",
    descending=True,
    tabs=(
        Tab(key="all", label="All"),
        Tab(key="papers", label="Papers"),
        Tab(key="pictures", label="Pictures"),
    ),
    search="Name",
    actions=(
        # The page itself handles these two: they need a file dialog.
        Action(key="open", label="Open", icon="external-link", shortcut="O"),
        Action(key="save_as", label="Save a copy", icon="download"),
        Action(key="remove", label="Take off", icon="trash-2", danger=True, permission="document.remove",
               command=RemoveAttachment, identity="id",
               confirm="The file is taken off its record. The audit log keeps that it was there."),
    ),
    peek=(PeekSection(title="File", columns=(_TYPE, _SIZE, _KIND, _ADDED, _HASH)),),
    empty=EmptyState(
        title="No documents yet",
        text="Drop a file on an invoice, a customer, an item or a payment: papers stay with it.",
    ),
)  # fmt: skip

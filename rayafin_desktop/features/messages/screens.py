"""Messages in the window: the inbox, and the forms to paste and to discard."""

from __future__ import annotations

from rayafin_desktop.engine.screens import (
    Action,
    Choice,
    Column,
    EmptyState,
    Field,
    FormScreen,
    ListScreen,
    PeekSection,
    Stat,
    Tab,
)

from .capturing import CaptureMessages
from .deciding import DiscardMessage, ReopenMessage
from .model import MessageSource, MessageState

SOURCES = (
    Choice(value=MessageSource.PASTE, label="Pasted"),
    Choice(value=MessageSource.WHATSAPP, label="WhatsApp"),
    Choice(value=MessageSource.EMAIL, label="Email"),
    Choice(value=MessageSource.PHONE, label="Telephone"),
)
STATES = (
    Choice(value=MessageState.NEW, label="New", tone="warn"),
    Choice(value=MessageState.SAVED, label="Saved", tone="pos"),
    Choice(value=MessageState.DISCARDED, label="Discarded", tone="muted"),
)
# What the parser calls a message; some messages are none of these.
KINDS = (
    Choice(value="offer", label="Offer", tone="pos"),
    Choice(value="bid", label="Bid", tone="info"),
    Choice(value="enquiry", label="Enquiry", tone="info"),
    Choice(value="counter", label="Counter", tone="warn"),
    Choice(value="deal", label="Deal", tone="teal"),
    Choice(value="rejection", label="Rejection", tone="neg"),
    Choice(value="withdrawal", label="Withdrawal", tone="muted"),
    Choice(value="test_report", label="Test report"),
    Choice(value="price_info", label="Price information"),
)

_RECEIVED = Column(key="received_at", title="Came in", kind="instant", width=150, priority=6)
_KIND = Column(key="kind", title="Read as", kind="status", width=130, sortable=False, choices=KINDS,
               priority=8)  # fmt: skip
_GOODS = Column(key="commodity_name", title="Commodity", width=150, sortable=False, priority=7)
_STATE = Column(key="state", title="Status", kind="status", width=110, sortable=False, choices=STATES,
                priority=9)  # fmt: skip
_TEXT = Column(key="text", title="Message text", width=360, stretch=True, sortable=False, priority=10)

INBOX = ListScreen(
    key="trade_inbox",
    title="Messages",
    one="message",
    many="messages",
    icon="inbox",
    query="trade_inbox",
    columns=(
        _RECEIVED,
        Column(key="party_name", title="From", kind="party", width=190, sortable=False, priority=8),
        _TEXT, _KIND, _GOODS, _STATE,
    ),
    permission="message.read",
    kinds=("trade_message",),
    order="received_at",
    descending=True,
    title_key="party_name",
    status_key="state",
    muted="is_decided",
    tabs=(
        Tab(key="new", label="New"),
        Tab(key="saved", label="Saved", counted=False),
        Tab(key="discarded", label="Discarded", counted=False),
        Tab(key="all", label="All", counted=False),
    ),
    stats=(
        Stat(key="new_count", label="Waiting", kind="count", tone="warn", opens_tab="new"),
        Stat(key="new_today_count", label="Come today", kind="count", opens_tab="new"),
        Stat(key="saved_today_count", label="Saved today", kind="count", tone="pos", opens_tab="saved"),
        Stat(key="discarded_today_count", label="Discarded today", kind="count", tone="muted",
             opens_tab="discarded"),
    ),
    search="Words of the message, or who sent it",
    actions=(
        Action(key="new", label="Paste message", icon="message-square", primary=True, scope="page",
               opens="message.paste", permission="message.save"),
        Action(key="discard", label="Discard", icon="trash-2", opens="message.discard",
               permission="message.save", when="is_new"),
        Action(key="reopen", label="Back to the inbox", icon="rotate-ccw", command=ReopenMessage,
               identity="id", permission="message.save", when="is_decided"),
    ),
    peek=(
        PeekSection(title="Message text", kind="text", query="message_words", by="id"),
        PeekSection(title="To be asked", kind="text", query="message_questions", by="id"),
        PeekSection(
            title="About it",
            columns=(
                Column(key="sender", title="Sender"),
                Column(key="chat", title="Group"),
                Column(key="source", title="Came by", kind="status", choices=SOURCES),
                Column(key="sent_at", title="Sent", kind="instant"),
                _RECEIVED, _KIND, _GOODS,
                Column(key="offer_number", title="Offer", kind="code"),
                Column(key="discard_reason", title="Why discarded"),
            ),
        ),
    ),
    empty=EmptyState(
        title="No messages",
        text="Paste what a trader wrote, or a whole chat: the desk reads the offers out of it, and saves "
        "none of them before you say so.",
        action="new",
    ),
)  # fmt: skip

PASTE_FORM = FormScreen(
    key="message.paste",
    noun="message",
    icon="message-square",
    create=CaptureMessages,
    permission="message.save",
    title_key="",
    fields=(
        Field(key="text", label="Message or chat", kind="long", span=12, required=True,
              help="As it was copied or exported; a chat becomes one entry for each message."),
        Field(key="source", label="Came by", kind="choice", choices=SOURCES, span=4),
        Field(key="sender", label="Sender", span=4, help="Where the text does not say it."),
        Field(key="chat", label="Group", span=4),
    ),
)  # fmt: skip

DISCARD_FORM = FormScreen(
    key="message.discard",
    noun="message",
    icon="trash-2",
    change=DiscardMessage,
    load="trade_inbox",
    permission="message.save",
    title_key="party_name",
    fields=(
        Field(key="text", label="Message text", kind="long", span=12, read_only=True),
        Field(key="reason", label="Why", span=12),
    ),
)  # fmt: skip

SCREENS = (INBOX, PASTE_FORM, DISCARD_FORM)

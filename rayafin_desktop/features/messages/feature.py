"""Messages: what traders write is kept word for word, read, and saved only as a person confirms it.

Promises that a pasted text is never lost, that a message comes into the inbox once, and that nothing of it
becomes an offer unasked.
"""

from __future__ import annotations

from rayafin_desktop.engine.commands import handles
from rayafin_desktop.engine.feature import Feature
from rayafin_desktop.engine.permissions import BROKER, EVERYONE, OWNER, grant

from . import capturing, deciding
from .messages import MESSAGES
from .model import TradeMessage
from .queries import TRADE_INBOX, message_questions, message_reading, message_words
from .screens import SCREENS

FEATURE = Feature(
    name="messages",
    entities=(TradeMessage,),
    commands=(
        handles(capturing.CaptureMessages, capturing.capture_messages),
        handles(deciding.SaveMessageAsOffer, deciding.save_message_as_offer),
        handles(deciding.SaveMessageAsRound, deciding.save_message_as_round),
        handles(deciding.DiscardMessage, deciding.discard_message),
        handles(deciding.ReopenMessage, deciding.reopen_message),
    ),
    queries=(TRADE_INBOX,),
    records={
        "message_reading": message_reading,
        "message_words": message_words,
        "message_questions": message_questions,
    },
    screens=SCREENS,
    grants={"message.read": EVERYONE, "message.save": grant(OWNER, BROKER)},
    messages=MESSAGES,
)

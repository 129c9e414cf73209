"""Reading trade messages as brokers type them: pure, offline, no network, no SQL, no Qt.

`parse_message` reads one message, `parse_all` a text that may hold several offers, `split_chat` a pasted
chat. What comes out is described in `schema`; the words of the trade are the tables in `words`.
"""

from .chat import ChatMessage, parse_all, parse_offers, split_chat, split_offers
from .lexicon import DEFAULT, Lexicon
from .parser import parse_message
from .schema import MAX_CHARS, WARNING_SENTENCES, Evidence, MessageWarning, ParsedMessage, Span

__all__ = [
    "DEFAULT", "MAX_CHARS", "WARNING_SENTENCES", "ChatMessage", "Evidence", "Lexicon", "MessageWarning",
    "ParsedMessage", "Span", "parse_all", "parse_message", "parse_offers", "split_chat", "split_offers",
]  # fmt: skip

"""What people read when a message cannot be kept, and what a message leaves to be asked."""

from __future__ import annotations

from rayafin_desktop.engine.messages import Messages

MESSAGES: Messages = {
    "message.text_missing": "There is nothing in it. Paste a message or a chat.",
    "message.too_long_paste": "This is too long. Paste at most {most} characters at a time.",
    "message.too_many": "This chat has {count} messages. Paste at most {most} at a time.",
    "message.decided": "This message was saved or discarded before. Reopen it first.",
    "message.saved": "This message became {kind} {number}. Withdraw that before the message is reopened.",
    "message.not_decided": "This message is still in the inbox.",
    "message.ask_kind": "Is this an offer, a bid or an enquiry?",
    "message.ask_negotiation": "This is {kind}. Which negotiation does it belong to?",
    "message.ask_side": "Buying or selling? The message does not say it in words.",
    "message.ask_party": "Which party is {name}?",
    "message.ask_party_unnamed": "Whose offer is this?",
    "message.ask_commodity": "Which goods? The message does not name them.",
    "message.ask_commodity_unknown": "{goods} is not among the commodities. Add it, or choose another.",
    "message.ask_place": "Which place is {name}?",
    "message.ask_range": "{least} to {most} was said. Which of it shall stand?",
    "message.ask_price_unit": "Is the price per {unit}? The message does not say.",
}

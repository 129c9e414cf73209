"""`trade parse`: a trade message to its fields, without a book."""

from __future__ import annotations

import json
import sys
from datetime import date
from typing import Any

from .terminal import Terminal
from .usage import Options, WrongUsage, add_globals, day


def add_commands(commands: Any) -> None:
    """Add the command to the parser."""
    trade = commands.add_parser("trade", help="what a trade message says")
    add_globals(trade, first=False)
    actions = trade.add_subparsers(dest="action", metavar="ACTION", required=True, help="of a message")
    reading = actions.add_parser("parse", help="its fields, one JSON object for each message")
    reading.add_argument("text", nargs="*", metavar="TEXT", help="or - for standard input; a chat will do")
    reading.add_argument(
        "--as-of",
        type=day,
        metavar="DATE",
        help="the day it was sent; otherwise as the chat says, or today",
    )
    add_globals(reading, first=False)
    reading.set_defaults(carry_out=parse)


def parse(options: Options, _terminal: Terminal) -> int:
    """`trade parse`: one JSON object a line for each message; with or without --json."""
    from rayafin_desktop.features.messages.parsing.chat import parse_offers, split_chat

    given = " ".join(options.text)
    today: date = options.as_of or date.today()  # noqa: DTZ011 - of whoever sits at the terminal
    messages = split_chat(sys.stdin.read() if given in ("", "-") else given, today)
    if not messages:
        raise WrongUsage("cli.no_message")
    for message in messages:
        on = today if options.as_of or message.sent_at is None else message.sent_at.date()
        fields = parse_offers(message.text, on)
        if message.sent_at is not None:
            fields = {"sender": message.sender, "sent_at": message.sent_at.isoformat()} | fields
        print(json.dumps(fields, ensure_ascii=False), file=sys.stdout, flush=True)
    return 0

"""`encrypt`, `decrypt` and `passphrase`: a book into a new file, encrypted or not, and who can open it.

They ask for no user: whoever has the file and its key can read all of it already.
"""

from __future__ import annotations

import getpass
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rayafin_desktop.base.errors import BookProblem

from .opening import book_key
from .terminal import Terminal
from .usage import Options, WrongUsage, add_globals, book_location

if TYPE_CHECKING:
    from rayafin_desktop.engine.book_key import BookKey, NewKey

NEW_KEY_VARIABLE = "RAYAFIN_NEW_BOOK_KEY"


def add_commands(commands: Any) -> None:
    """Add the commands of this group to the parser."""
    encrypt = commands.add_parser(
        "encrypt",
        help="the book into a new, encrypted file",
        description="Of a book that is encrypted already, the copy has a new key: the old passphrase and the "
        "old recovery key do not open it. The new passphrase comes from RAYAFIN_NEW_BOOK_KEY or a prompt.",
    )
    encrypt.add_argument("new_book", metavar="NEWBOOK", help="must not exist")
    add_sheet_option(encrypt)
    add_globals(encrypt, first=False)
    encrypt.set_defaults(carry_out=encrypt_book)

    decrypt = commands.add_parser("decrypt", help="an encrypted book into a new, plain file")
    decrypt.add_argument("new_book", metavar="NEWBOOK", help="must not exist")
    add_globals(decrypt, first=False)
    decrypt.set_defaults(carry_out=decrypt_book)

    passphrase = commands.add_parser(
        "passphrase",
        help="another passphrase for an encrypted book",
        description="The recovery key stays as it is. "
        "The new passphrase comes from RAYAFIN_NEW_BOOK_KEY or a prompt.",
    )
    add_globals(passphrase, first=False)
    passphrase.set_defaults(carry_out=change)


def add_sheet_option(parser: Any) -> None:
    """`--recovery-sheet`, for whatever makes a key."""
    parser.add_argument(
        "--recovery-sheet", type=Path, metavar="PDF", help="the recovery key as a page to print"
    )


def encrypt_book(options: Options, terminal: Terminal) -> int:
    """`encrypt`: checks the copy before it gets its name; shows the recovery key once."""
    from rayafin_desktop.engine.book_key import new_key
    from rayafin_desktop.engine.encrypted import copy_book

    source, key = _source(options)
    target = Path(options.new_book).expanduser().absolute()
    refuse_sheet(options)
    made = new_key(new_passphrase(NEW_KEY_VARIABLE))
    copy_book(source, key, target, made)
    tell_key(options, terminal, target, made, f"{target}: encrypted, checked row for row against {source}.")
    return 0


def decrypt_book(options: Options, terminal: Terminal) -> int:
    """`decrypt`: the copy is open to everybody who can read the file."""
    from rayafin_desktop.engine.encrypted import copy_book

    source, key = _source(options)
    if key is None:
        raise BookProblem("book.not_encrypted", {"path": str(source)})
    target = Path(options.new_book).expanduser().absolute()
    copy_book(source, key, target, None)
    if terminal.as_json:
        terminal.json({"ok": True, "book": str(target)})
    else:
        terminal.line(f"{target}: a plain copy of {source}; whoever can read the file can read the book.")
    return 0


def change(options: Options, terminal: Terminal) -> int:
    """`passphrase`: replaces the key file beside the book."""
    from rayafin_desktop.engine.database import open_database
    from rayafin_desktop.engine.encrypted import change_passphrase

    source, key = _source(options)
    if key is None:
        raise BookProblem("book.not_encrypted", {"path": str(source)})
    open_database(source, key=key).close()  # the key must be this book's, or its file would be spoiled
    change_passphrase(source, key, new_passphrase(NEW_KEY_VARIABLE))
    if terminal.as_json:
        terminal.json({"ok": True, "book": str(source)})
    else:
        terminal.line(
            f"{source}: has a new passphrase. Key files beside older backups still know the old one."
        )
    return 0


def new_passphrase(variable: str) -> str:
    """The passphrase of a new key: from the environment, or asked for twice."""
    from rayafin_desktop.engine.book_key import require_good

    passphrase = os.environ.get(variable)
    if passphrase is None:
        if not sys.stdin.isatty():
            raise WrongUsage("cli.no_passphrase", {"variable": variable})
        passphrase = getpass.getpass("Passphrase for the book: ")
        if getpass.getpass("The same again: ") != passphrase:
            raise WrongUsage("cli.passwords_differ")
    require_good(passphrase)
    return passphrase


def refuse_sheet(options: Options) -> None:
    """Refuse to print over something, before anything is made."""
    if options.recovery_sheet is not None and options.recovery_sheet.exists():
        raise BookProblem("book.exists", {"path": str(options.recovery_sheet)})


def tell_key(options: Options, terminal: Terminal, book: Path, made: NewKey, sentence: str) -> None:
    """Show the recovery key, this once, and print its sheet if one is wanted."""
    if options.recovery_sheet is not None:
        from rayafin_desktop.base.dates import utc_now
        from rayafin_desktop.paper.recovery_sheet import render_recovery_sheet

        page = render_recovery_sheet(book.name, made.recovery, utc_now().date())
        descriptor = os.open(options.recovery_sheet, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(page)
    if terminal.as_json:
        terminal.json({"ok": True, "book": str(book), "recovery_key": made.recovery})
        return
    terminal.line(sentence)
    terminal.line(f"Recovery key: {made.recovery}")
    terminal.line(
        "It is shown only this once. Keep it on paper, apart from the computer: without it and without the "
        "passphrase nobody can open the book."
    )


def _source(options: Options) -> tuple[Path, BookKey | None]:
    from rayafin_desktop.engine.database import is_server_location, open_database

    location = book_location(options)
    if is_server_location(location):
        raise BookProblem("backup.only_files")
    # Opened once for its refusals: no book, another program's, the wrong key.
    database = open_database(location, key=book_key(location))
    try:
        return Path(database.location), database.key
    finally:
        database.close()

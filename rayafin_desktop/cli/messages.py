"""Sentences for what the command line itself refuses."""

from __future__ import annotations

MESSAGES = {
    "cli.no_book": "Which book? Say --book FILE (or a postgresql:// URL), or set RAYAFIN_BOOK, or RAYAFIN_DB_HOST and RAYAFIN_DB_NAME for an office database.",
    "cli.no_user": "Who is asking? Say --user EMAIL; the password comes from RAYAFIN_PASSWORD or a prompt.",
    "cli.no_password": "There is no terminal to ask for the password. Put it into the environment variable RAYAFIN_PASSWORD.",
    "cli.passwords_differ": "The two passwords differ. Nothing was made.",
    "cli.bad_where": "{given} is no filter. Write --where field=value.",
    "cli.no_line": "The input has no commands.",
    "cli.bad_line": "Line {line} is no JSON object: {why}.",
    "cli.line_without_command": 'Line {line} names no command. Write {{"command": "SaveParty", ...}}.',
    "cli.field_repeated": "{field} stands twice in one object.",
    "cli.needs_output": "A {format} file is not for the terminal. Say -o FILE.",
    "cli.would_overwrite_book": "{path} is a book. Choose another name; nothing was overwritten.",
    "cli.book_not_empty": "This database already has companies. A new book needs an empty database.",
    "cli.unknown_importer": "There is no importer {name}. There are: {known}.",
    "cli.unknown_document": "There is no document {name}. There are: {known}.",
    "cli.period_backwards": "The period ends before it begins.",
    "cli.report_choice": "{option} is one of: {known}.",
    "cli.report_needs": "The report {name} needs {option}.",
    "cli.report_record": "There is no {code} for {option}.",
    "cli.report_without": "The report {name} takes no {option}.",
    "cli.unknown_report": "There is no report {name}. There are: {known}.",
    "cli.unknown_check": "There is no check {name}. There are: {known}.",
    "cli.would_empty_book": "This is the oldest schema: one step down removes every table of the book. A backup is made first.",
    "cli.unknown_screen": "There is no screen {name} here.",
    "file.failed": "{path}: {why}.",
    "line.rolled_back": "Nothing of this run was kept, because another line was refused.",
}

"""What a person reads for an error code: one sentence what and why, and the next step where there is one.

Features bring the sentences of their own codes; these are the engine's. `{name}` is filled from the
error's parameters.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from string import Formatter

from rayafin_desktop.base.errors import Problem, RayafinError

Messages = Mapping[str, str]

ENGINE_MESSAGES: Messages = {
    "backup.only_files": "This is for the files of books; an office database is restored on its server, by pg_restore.",
    "backup.damaged": "The backup {path} cannot be used: {why}. Take an older one.",
    "book.exists": "{path} already exists. Choose another name; nothing was overwritten.",
    "book.locked": "The book {path} is encrypted. Type its passphrase, or its recovery key.",
    "book.wrong_key": "This is neither the passphrase nor the recovery key of {path}. Try again; mind capitals and the keyboard's language.",
    "book.key_file_missing": "The passphrase works only with the file {path}, which is not there. Put it back, or type the recovery key.",
    "book.key_file_damaged": "The file {path} is damaged, so the passphrase cannot open the book. Take it from a backup, or type the recovery key.",
    "book.passphrase_short": "A passphrase needs at least {least} characters. Several words are easier to keep in mind than signs.",
    "book.passphrase_weak": "This passphrase repeats too few letters. Take several words.",
    "book.not_encrypted": "The book {path} is not encrypted.",
    "book.missing": "There is no book at {path}.",
    "book.folder_missing": "The folder {path} does not exist. Create it, or choose another place.",
    "book.cannot_create": "The book {path} cannot be created: {why}. Choose a folder you may write to.",
    "book.cannot_open": "The book {path} cannot be opened: {why}.",
    "book.unreadable": "{path} is not a Rayafin book ({why}).",
    "book.corrupt": "The book is damaged ({why}). Restore the last backup into a new file; do not go on with this one.",
    "book.newer": "This book was last used by a newer Rayafin (schema {found}; this program knows {known}). Update the program.",
    "book.older": "This book has an older schema ({found}) and cannot be changed here: it is read-only. Copy it to a place you may write to.",
    "book.not_durable": "The book at {path} cannot be kept safely here (journal {mode}, sync {sync}). Move it to a local disk.",
    "book.disk_full": "There is no space left on {path}. Nothing was posted; free some space and try again.",
    "book.disk_error": "The disk reported an error ({why}). Nothing was posted; check the disk.",
    "book.read_only": "The book cannot be written: {path} is read-only.",
    "book.in_synced_folder": "{path} lies in a folder that {service} copies to other computers. A book that is copied while it is in use can be damaged: keep it in a folder of this computer alone, and let {service} have the backups.",
    "book.on_network": "{path} lies on a network drive ({system}). A book there is damaged when two computers use it: keep it on a disk of this computer. Several people share an office database.",
    "book.busy": "Another program is using the book. Nothing was posted; try again in a moment.",
    "book.too_slow": "The office database took too long for this. Nothing was posted; ask for less at once, or try again later.",
    "book.no_driver": "An office database needs the {driver} driver, which is not installed.",
    "book.server_unreachable": "The database server cannot be reached. Nothing was posted; check that it runs and try again.",
    "book.server_lost": "The connection to the database server was lost. Nothing was posted; try again.",
    "book.outcome_unknown": "The connection to the database server was lost while it was saving. Look whether the change is there before you enter it again.",
    "book.no_company": "There is no company {code} in this book, or you are not a member of it.",
    "sync.server_only": "Only the office server can do this ({command}). Do it there, or while this device is connected to it.",
    "sync.needs_user": "On a device of a shared book everything is done in somebody's name. Sign in first.",
    "sync.is_a_device": "This book follows a server itself; only the server can share the company.",
    "sync.not_a_device": "This company does not follow a server.",
    "sync.another_company": "This code is for another company.",
    "sync.another_user": "This code is for somebody else. Ask for one for the user of this device.",
    "sync.offline": "{server} does not answer ({why}). Work goes on here; what you enter is sent when it does.",
    "sync.server_busy": "The server is busy. It will be asked again.",
    "sync.not_our_server": "What answered there is not a Rayafin server (status {status}). Check the address and the network.",
    "sync.bad_address": "{server} is no address of a server. It looks like https://office.example:8750.",
    "sync.no_such_call": "The server knows no call {name}.",
    "sync.call_invalid": "The server was called wrongly ({why}).",
    "sync.upgrade_needed": "This program and the server do not have the same version ({what}). Bring both to the newest; what you entered is kept and will be sent then.",
    "sync.forked": "Another copy of this book has been at work. This device goes on as a new one.",
    "sync.too_many": "At most {most} operations go into one call.",
    "sync.gap": "Operation {n} of this device is missing here. Join again; what you entered is kept.",
    "sync.chain_broken": "The server's log does not continue the one in this book (entry {n}). Nothing was changed here.",
    "sync.server_restored": "The server no longer has what it sent earlier (up to change {n}): it was restored from an older backup. Nothing was changed here.",
    "sync.never_quiet": "There was no quiet moment to finish the sync. It will be tried again.",
    "sync.file_missing": "A file is not there ({sha256}).",
    "sync.file_broken": "A file did not arrive as it was sent ({sha256}). It will be fetched again.",
    "sync.file_too_large": "A file of this size is not taken; at most {most} bytes are.",
    "sync.snapshot_broken": "The company did not arrive whole ({why}). Try again.",
    "sync.company_is_here": "This book has the company already.",
    "operation.form": "The server does not know this form of operation ({form}).",
    "operation.too_large": "An operation may have at most {most} bytes.",
    "operation.foreign_user": "This device may send only what its own user did.",
    "operation.failed": "The server could not do this ({command}) because of a fault of the program. It is kept.",
    "operation.invalid": "This is not an operation as a device writes it ({why}).",
    "office.host_unknown": "No machine is called {host}. Check the name of the server.",
    "office.refused": "{host} refuses connections on port {port}. Check the port, and that PostgreSQL runs there.",
    "office.no_answer": "{host} does not answer on port {port}. Check the network, and that the machine is on.",
    "office.password_needed": "The server asks for a password for {user}.",
    "office.password_wrong": "The server does not know {user} with this password.",
    "office.not_admitted": "The server admits no connection of {user} to {database} from this machine. Whoever looks after it adds a line to pg_hba.conf.",
    "office.no_tls": "The server offers no encrypted connection. Have TLS switched on there, or choose another mode on your own network.",
    "office.tls_untrusted": "The server's certificate cannot be trusted: {why}.",
    "office.no_database": "There is no database {database} on this server yet. It is made when you connect.",
    "office.cannot_create": "The database {database} is not there, and {user} may not make it. Whoever looks after the server runs: {sql}",
    "office.not_utf8": "The database {database} keeps text as {encoding}. Rayafin needs UTF8: use another database.",
    "office.no_right": "{user} may not use the tables of {database}. Its owner runs: rayafin office admit {user}",
    "office.no_tables": "{user} may not make tables in {database}. Whoever looks after the server runs: {sql}",
    "office.cannot_connect": "The server refuses the connection: {why}",
    "office.settings_wrong": "{name} is not a setting the program can use: {value}.",
    "office.role_too_strong": "{role} owns the book or passes the walls between companies. Choose a role without such rights.",
    "office.owner_needed": "The office database has the schema {found}; this program needs {known}. Only its owner can bring it up, not {role}: ask who looks after it to run rayafin migrate up.",
    "office.only_servers": "This is for office databases; the book here is a file.",
    "office.no_pg_dump": "pg_dump is not installed on this machine. Install PostgreSQL's client programs, or back up on the server itself.",
    "office.dump_failed": "pg_dump could not copy the database: {why}",
    "move.only_to_office": "A book's file is moved into an office database: name the file first, then the postgresql:// URL.",
    "move.not_empty": "There is a book in this office database already ({table} has rows). Choose an empty one; nothing was changed.",
    "move.differs": "Some rows of {table} came out otherwise than they were. Nothing was kept in the office database; the file is as before.",
    "secret_store.wrong_password": "The kept secrets at {path} were made with another password.",
    "secret_store.unreadable": "The kept secrets at {path} are damaged. Remove the file and sign in again.",
    "secret_store.keyring": "The keyring of this computer refused ({why}). Unlock it and try again.",
    "document.total_changed": "The paper of {number} says {was} (minor units), the books say {now}: a price or rate was changed meanwhile. Send a corrected paper.",
    "row.overwritten": "Somebody else had changed this meanwhile ({was}); the later change stands.",
    "row.taken": "Something with the same number, code or name was saved a moment ago ({what}). Look again before you save.",
    "row.refers_to_nothing": "Something this refers to does not exist here.",
    "text.too_long": "This text has {length} characters; {most} fit.",
    "text.not_storable": "This text has a character that cannot be stored.",
    "audit.immutable": "The audit log cannot be changed.",
    "command.invalid": "This value cannot be used: {why}.",
    "command.unknown": "There is no command {name}.",
    "permission.missing": "{who} may not do this: it needs the permission {permission}.",
    "setting.invalid": "{value} is not a possible value of this setting.",
    "setting.unknown": "There is no setting {key}.",
    "query.unknown": "There is no list {name}.",
    "query.no_such_field": "The list {name} has no field {field}.",
    "query.bad_value": "{value} is not a possible value of {field}.",
    "setting_value.not_found": "This setting was not found.",
    "setting_value.stale": "Somebody changed this setting a moment ago. Look again before you save.",
}

# Faults every kind of entity can have; the engine raises them as `<kind>.<fault>`.
_COMMON_FAULTS: Messages = {
    "not_found": "This {noun} was not found.",
    "stale": "Somebody changed this {noun} a moment ago. Look again before you save.",
}


class MessageBook:
    """All sentences of the catalogue."""

    def __init__(self, messages: Iterable[Messages]) -> None:
        self._sentences: dict[str, str] = {}
        for one in messages:
            self._sentences.update(one)

    def __contains__(self, code: str) -> bool:
        return code in self._sentences

    @property
    def codes(self) -> frozenset[str]:
        return frozenset(self._sentences)

    def sentence(self, problem: Problem) -> str:
        """The sentence for a problem; the bare code where a feature forgot one."""
        template = self._sentences.get(problem.code)
        if template is None:
            noun, _, fault = problem.code.partition(".")
            return _COMMON_FAULTS.get(fault, problem.code).format(noun=noun.replace("_", " "))
        wanted = {name for _, name, _, _ in Formatter().parse(template) if name}
        values = {name: problem.params.get(name, "?") for name in wanted}
        return template.format_map(values)

    def sentences(self, error: RayafinError) -> list[str]:
        return [self.sentence(problem) for problem in error.problems]

"""Screen descriptors: one typed description of a list or a form, without Qt and without SQL.

A feature describes what a person sees; the desktop draws it. The same description feeds the list,
the side panel ("peek"), the form, the filter, the command palette, the keyboard hints and
`rayafin show`. A descriptor names its data by the *registered name* of a query, never by a function,
so that it stays a plain value.

Rows are whatever the query returns (frozen dataclasses or database rows): every `key` here is the
name of an attribute of such a row. A row of a list has an `id`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

Tone = Literal["neutral", "muted", "accent", "pos", "neg", "warn", "info", "teal", "orange"]
"""What a colour means; the desktop alone knows the colour."""

ColumnKind = Literal[
    "text", "dim", "party", "code", "date", "instant", "money", "qty", "rate", "percent", "count",
    "status", "check", "tree", "match",
]  # fmt: skip
"""How a cell is written.

`money` is an int of minor units, `qty`, `rate` and `percent` are Decimals, `count` an int, `date` a
date, `instant` a UTC datetime, `status` a value of `choices`, `party` a name with its initials,
`tree` a text indented by the row's `depth`, `match` a whole percentage drawn as a bar.
"""

FieldKind = Literal[
    "text", "long", "code", "email", "phone", "secret", "choice", "lookup", "date", "money", "qty",
    "rate", "percent", "count", "check",
]  # fmt: skip
"""What a form field holds; see `Field` for the Python value of each."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Choice:
    """One value of a short list: how it is stored, what people read, and its tone as a pill."""

    value: str
    label: str
    tone: Tone = "neutral"


@dataclass(frozen=True, kw_only=True, slots=True)
class Column:
    """One column of a list.

    Columns with a low `priority` are dropped first when the window is narrow; the stretching one
    never is. `subtitle` names an attribute for a second, smaller line; `alarm` names one that, when
    true, writes the cell in the negative tone; `currency` names the attribute with the row's currency
    where rows of several currencies share a list. `empty` stands, quietly, where there is no value.
    `sortable` promises an index for the order.
    """

    key: str
    title: str
    kind: ColumnKind = "text"
    width: int = 110
    stretch: bool = False
    priority: int = 5
    sortable: bool = True
    subtitle: str = ""
    alarm: str = ""
    currency: str = ""
    decimals: int | None = None
    choices: tuple[Choice, ...] = ()
    empty: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Tab:
    """A named view of a list; `key` is one of the query's tabs. `counted` shows how many rows it has."""

    key: str
    label: str
    counted: bool = True


@dataclass(frozen=True, kw_only=True, slots=True)
class Stat:
    """One figure above a list, from the mapping that the query's `stats` answers.

    `key` names the value; `count` an int told beneath it as "{count} {noun}", for one as "1 {one}"
    (the screen's `one` where nothing is said); `opens_tab` the view that a click shows. What the
    mapping leaves out is not shown.
    """

    key: str
    label: str
    kind: ColumnKind = "money"
    tone: Tone = "neutral"
    count: str = ""
    noun: str = ""
    one: str = ""
    opens_tab: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Action:
    """Something a person can do here.

    `scope` says on what: the whole page, the row under the cursor, or all selected rows. Exactly one
    of `opens` (key of a form or page) and `command` (a command type; a row action fills its field
    named by `identity` with the row's id) is given, or neither when the page handles `key` itself.
    `when` names a boolean attribute of the row that must be true. `confirm` is a question asked
    first, for what cannot be undone.
    """

    key: str
    label: str
    icon: str = ""
    shortcut: str = ""
    primary: bool = False
    danger: bool = False
    permission: str = ""
    scope: Literal["page", "row", "rows"] = "row"
    opens: str = ""
    command: type[Any] | None = None
    identity: str = ""
    when: str = ""
    confirm: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Filter:
    """A field of the filter panel; its value goes to the query under `key`."""

    key: str
    label: str
    kind: FieldKind = "choice"
    choices: tuple[Choice, ...] = ()
    lookup: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class PeekSection:
    """One block of the side panel.

    `facts` lists columns of the row as label and value; `lines` and `timeline` show the rows of the
    registered `query` whose column `by` is the row's id, `lines` by `columns`, `timeline` by the
    attributes `at`, `title`, `detail` and, if there is one, `tone`; `text` each row's `text` as a
    sentence that is read whole.
    """

    title: str
    kind: Literal["facts", "lines", "timeline", "text"] = "facts"
    columns: tuple[Column, ...] = ()
    query: str = ""
    by: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class EmptyState:
    """What a list says before the first row exists: what this is for, and how to begin."""

    title: str
    text: str
    action: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class ListScreen:
    """A list with its views, figures, actions and side panel.

    `query` is the registered paged query, `kinds` the entity kinds whose change refreshes the list.
    `title_key` names the column that names a row, `amount_key` the figure shown large in the side
    panel and `amount_note` an attribute told beneath it, `status_key` the state pill beside the title,
    `muted` an attribute that greys a row out, `strong` one that sets it bold.
    `nav_group` empty keeps the list out of the sidebar; `opens` is the page or form that Enter opens;
    `badge` names the entry of the query's `stats` whose count stands beside the name in the sidebar.
    """

    key: str
    title: str
    one: str
    many: str
    icon: str
    query: str
    columns: tuple[Column, ...]
    nav_group: str = ""
    nav_order: int = 100
    shortcut_go: str = ""
    permission: str = ""
    kinds: tuple[str, ...] = ()
    order: str = ""
    descending: bool = False
    title_key: str = "name"
    amount_key: str = ""
    amount_note: str = ""
    status_key: str = ""
    muted: str = ""
    strong: str = ""
    opens: str = ""
    tabs: tuple[Tab, ...] = ()
    stats: tuple[Stat, ...] = ()
    badge: str = ""
    filters: tuple[Filter, ...] = ()
    search: str = ""
    actions: tuple[Action, ...] = ()
    peek: tuple[PeekSection, ...] = ()
    empty: EmptyState | None = None

    def column(self, key: str) -> Column:
        """The column called `key`; KeyError when the list has none."""
        for column in self.columns:
            if column.key == key:
                return column
        raise KeyError(f"{self.key} has no column {key}")


@dataclass(frozen=True, kw_only=True, slots=True)
class Field:
    """One field of a form, on a grid of twelve columns.

    `key` is the field of the command it fills. Values: `money`, `qty`, `rate` and `percent` a Decimal
    in major units or None; `count` an int or None; `date` a date or None; `check` a bool; `lookup`
    the id of the chosen row or None; `choice` a value or None when not required; the rest a str.
    `lookup` names the registered list query for the type-ahead (its rows have `id`, `name`, and
    perhaps `code`, `note`), `shows` the attribute of the loaded record with the looked-up record's
    name (`agent_name` for `agent_id` where nothing is said), `creates` the form that Alt+C opens.
    """

    key: str
    label: str
    kind: FieldKind = "text"
    span: int = 6
    section: str = ""
    required: bool = False
    read_only: bool = False
    hint: str = ""
    placeholder: str = ""
    help: str = ""
    default: Any = None
    decimals: int | None = None
    choices: tuple[Choice, ...] = ()
    lookup: str = ""
    shows: str = ""
    creates: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class FormScreen:
    """A form that fills one command.

    `create` is sent for a new record, `change` for a loaded one; the record's id goes into `change`'s
    field `identity` and, if the command has one, its version into `version`. `load` names the
    registered list query whose row with that id fills the fields: money columns in minor units, the
    name of a looked-up record under the field's `shows`. `title_key` names the field shown as
    the title of a loaded record.
    """

    key: str
    noun: str
    fields: tuple[Field, ...]
    icon: str = ""
    create: type[Any] | None = None
    change: type[Any] | None = None
    load: str = ""
    identity: str = "id"
    permission: str = ""
    shortcut_new: str = ""
    title_key: str = "name"

    def field(self, key: str) -> Field:
        """The field called `key`; KeyError when the form has none."""
        for item in self.fields:
            if item.key == key:
                return item
        raise KeyError(f"{self.key} has no field {key}")


Screen = ListScreen | FormScreen

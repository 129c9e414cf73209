"""The tables in docs/ that follow from the program, between `<!-- begin NAME -->` and `<!-- end NAME -->`.

`python -m tests.house.doc_tables`, in the checkout and with the tests' environment, writes them anew;
test_docs.py compares. Everything between the marks belongs to this module, everything else to the writer.
"""

from __future__ import annotations

import argparse
import ast
import os
import re
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import cast, get_args

from rayafin_desktop.application import App
from rayafin_desktop.catalogue import Catalogue
from rayafin_desktop.cli.main import make_parser
from rayafin_desktop.desktop.desk import registry_of
from rayafin_desktop.desktop.keys import KEYMAP, PROFILES, Binding, Where, caps
from rayafin_desktop.desktop.shell.registry import Registry
from rayafin_desktop.engine.permissions import Role
from tests.house.tree import CHECKOUT, PRODUCT

DOCS = CHECKOUT / "docs"
BLOCK = re.compile(r"(<!-- begin (?P<name>[\w-]+) -->\n).*?(<!-- end (?P=name) -->)", re.DOTALL)
GLOBALS = ("book", "company", "user", "json")
PLACES: dict[Where, str] = {
    "anywhere": "Anywhere",
    "palette": "In the palette",
    "list": "In lists",
    "form": "In forms",
    "grid": "In the lines of a document",
    "allocation": "Where a payment is allocated",
    "report": "In reports",
}
# Said in the keyboard map to be handled by a widget, and not handled there.
UNHEEDED = {("palette", "choose_new")}


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table; upright strokes in cells are escaped."""
    lines = [heads, ["---"] * len(heads), *rows]
    return "".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |\n" for line in lines)


# --- keys


def answered() -> set[tuple[str, str]]:
    """(place, action) of every binding that something in the window answers."""
    found: set[tuple[str, str]] = {(str(one.where), one.action) for one in KEYMAP if one.native} - UNHEEDED
    for path in (PRODUCT / "desktop").rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        places, actions = set(), set()
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("install", "bindings"):
                places |= {one.value for one in node.args if isinstance(one, ast.Constant)}
            if isinstance(node, ast.Dict):
                actions |= {one.value for one in node.keys if isinstance(one, ast.Constant)}
            if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Subscript):
                key = node.targets[0].slice
                actions |= {key.value} if isinstance(key, ast.Constant) else set()
        found |= {(str(place), str(action)) for place in places for action in actions}
    return found


def pressed(binding: Binding) -> str:
    """All keys of a binding, as they stand on the keyboard."""
    return " or ".join(dict.fromkeys(keyboard(keys) for keys in binding.keys))


def keyboard(keys: str) -> str:
    """One sequence: `Ctrl+K`, or `G` then `I`."""
    if ", " in keys:
        return " then ".join(f"`{key}`" for key in keys.split(", "))
    if keys == "Up/Down":
        return "`↑` `↓`"
    return f"`{'+'.join(caps(keys))}`" if keys not in ("/", "+", "-") else f"`{keys}`"


def key_table() -> str:
    heeded = answered()
    parts = []
    for place in cast("tuple[Where, ...]", get_args(Where)):
        rows = [
            (pressed(one), one.label)
            for one in KEYMAP
            if one.where == place and (place, one.action) in heeded
        ]
        if rows:
            parts.append(f"### {PLACES[place]}\n" + table(("keys", "do"), rows))
    return "\n".join(parts)


def unanswered_table() -> str:
    heeded = answered()
    left = [one for one in KEYMAP if (one.where, one.action) not in heeded]
    return table(("keys", "are for", "where"), [(pressed(o), o.label, PLACES[o.where].lower()) for o in left])


def registry() -> Registry:
    """All pages, as the window knows them."""
    return registry_of(cast("App", SimpleNamespace(catalogue=Catalogue())))


def page_key_table() -> str:
    pages = registry().pages.values()
    rows = [(f"`G` then `{one.go}`", one.title) for one in pages if one.go]
    rows += [(f"`N` then `{one.new}`", one.title) for one in pages if one.new]
    rows += [
        (f"`N` then `{f.shortcut_new}`", f"New {f.noun}") for f in registry().forms.values() if f.shortcut_new
    ]
    return table(("keys", "open"), sorted(rows))


def profile_table() -> str:
    """What a profile adds: the window alone asks for it, so that only its own keys are there."""
    heeded = {action for place, action in answered() if place == "anywhere"}
    labels = {one.action: one.label for one in KEYMAP if one.action in heeded}
    labels |= {f"go.{key}": page.title for key, page in registry().pages.items() if page.go}
    names = {"tally": "Tally", "quickbooks": "QuickBooks"}
    rows = [
        (names[profile], keyboard(keys), labels[action])
        for profile, own in PROFILES.items()
        for action, keys in own.items()
        if action in labels
    ]
    return table(("keyboard", "keys", "do"), rows)


# --- roles and settings


def role_table() -> str:
    rows = []
    for permission, roles in Catalogue().permissions.grants.items():
        if roles:
            noun, _, verb = permission.partition(".")
            marks = ["yes" if role in roles else "" for role in Role]
            rows.append([noun.replace("_", " "), verb.replace("_", " "), *marks])
    return table(["what", "may", *(role.value for role in Role)], rows)


def setting_table() -> str:
    rows = []
    for key, setting in sorted(Catalogue().settings.items()):
        choices = dict(setting.choices)
        default = choices.get(setting.default, setting.default)
        shown = {True: "yes", False: "no", "": "none"}.get(default, str(default))
        rows.append((setting.label, setting.section, shown, f"`{key}`"))
    return table(("setting", "under", "at first", "key for `ChangeSetting`"), rows)


def check_table() -> str:
    checks = [check for feature in Catalogue().features for check in feature.checks]
    rows = [(f"`{one.name}`", (one.run.__doc__ or "").strip().splitlines()[0]) for one in checks]
    return table(("check", "looks at"), rows)


# --- the command line


def subcommands() -> dict[str, argparse.ArgumentParser]:
    """Every command of the program by its name."""
    for action in make_parser()._actions:
        if isinstance(action, argparse._SubParsersAction):
            return dict(action.choices)
    raise LookupError("the command line has no commands")


def arguments(parser: argparse.ArgumentParser) -> list[argparse.Action]:
    """What a command takes besides help and the options every command has."""
    return [one for one in parser._actions if one.dest not in ("help", "version", "command", *GLOBALS)]


def written(action: argparse.Action) -> str:
    """An argument as one types it: `FILE`, `[FILE]`, `--limit N`, `--theme light|dark`."""
    choices = "|".join(str(choice) for choice in action.choices or ())
    value = choices or str(action.metavar or action.dest.upper())
    if not action.option_strings:
        optional = action.nargs == "?"
        return f"[{value}]" if optional else f"{value}…" if action.nargs == "+" else value
    options = ", ".join(action.option_strings)
    return options if action.nargs == 0 else f"{options} {value}"


def command_block(name: str) -> str:
    parser = subcommands()[name]
    taken = arguments(parser)
    plain = [written(one) for one in taken if not one.option_strings]
    needed = [
        written(one).split(", ")[0].split(" ")[0] + " …"
        for one in taken
        if one.option_strings and one.required
    ]
    line = " ".join(
        ["rayafin", name, *plain, *needed, *(["[options]"] if len(plain) + len(needed) < len(taken) else [])]
    )
    rows = [(f"`{written(one)}`", one.help or "") for one in taken]
    return f"`{line}`\n" + (f"\n{table(('argument', 'is'), rows)}" if rows else "")


def global_table() -> str:
    taken = [one for one in make_parser()._actions if one.dest in GLOBALS]
    return table(("option", "is"), [(f"`{written(one)}`", one.help or "") for one in taken])


def names_table() -> str:
    catalogue = Catalogue()
    rows = [("report", f"`{one.name}`", one.title, one.permission) for one in catalogue.reports.values()]
    rows += [("pdf", f"`{one.kind}`", one.title, one.permission) for one in catalogue.documents.values()]
    rows += [("import", f"`{name}`", "", "") for feature in catalogue.features for name in feature.importers]
    return table(("for", "name", "is", "needs the permission"), rows)


def blocks() -> dict[str, Callable[[], str]]:
    """Every block by its name."""
    fixed: dict[str, Callable[[], str]] = {
        "keys": key_table,
        "keys-unanswered": unanswered_table,
        "keys-pages": page_key_table,
        "keys-profiles": profile_table,
        "roles": role_table,
        "settings": setting_table,
        "checks": check_table,
        "command-options": global_table,
        "command-names": names_table,
    }
    return fixed | {f"command-{name}": (lambda name=name: command_block(name)) for name in subcommands()}


def written_anew(text: str, made: dict[str, Callable[[], str]]) -> str:
    """A page with each of its blocks as the program has it today; KeyError names an unknown block."""
    return BLOCK.sub(lambda found: f"{found[1]}{made[found['name']]()}{found[3]}", text)


def pages() -> list[Path]:
    """The README and every page of the documentation."""
    return [CHECKOUT / "README.md", *sorted(DOCS.rglob("*.md"))]


def main() -> None:
    """Write every block of every page anew."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    made = blocks()
    for path in pages():
        text = path.read_text(encoding="utf-8")
        anew = written_anew(text, made)
        if anew != text:
            path.write_text(anew, encoding="utf-8")


if __name__ == "__main__":
    main()

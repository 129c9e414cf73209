"""Colours are named once, in the tokens files; elsewhere a literal would not follow the theme."""

import ast
import re

from tests.house.tree import modules

LITERAL = re.compile(r"#(?:[0-9a-fA-F]{6}|[0-9a-fA-F]{8})\b|\b(?:rgb|rgba|hsl|hsla)\(\s*\d", re.IGNORECASE)
SHORT_LITERAL = re.compile(r"#[0-9a-fA-F]{3,4}")
COLOUR_TYPES = {"Color", "HexColor", "QColor", "QRgba64", "fromRgb", "qRgb", "qRgba"}


def colour_literals(tree: ast.Module) -> list[int]:
    """The lines where a colour stands as a literal: as text, or as numbers given to a colour type."""
    found: list[int] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            if LITERAL.search(node.value) or SHORT_LITERAL.fullmatch(node.value):
                found.append(node.lineno)
        elif isinstance(node, ast.Call):
            function = node.func
            name = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
            numbers = [
                a for a in node.args if isinstance(a, ast.Constant) and isinstance(a.value, int | float)
            ]
            if name in COLOUR_TYPES and numbers:
                found.append(node.lineno)
    return found


def test_colour_literals_stand_only_in_tokens() -> None:
    strays = [
        f"{path}:{line}"
        for path, tree in modules()
        if path.name != "tokens.py"
        for line in colour_literals(tree)
    ]
    assert strays == []


def test_the_search_finds_each_kind_of_literal() -> None:
    literals = "a = '#12ab9F'\nb = 'x: rgb(1, 2, 3)'\nc = QColor(1, 2, 3)\nd = '#fff'\n"
    source = literals + "e = 'order #123456789'\nf = 'fine'\n"
    assert colour_literals(ast.parse(source)) == [1, 2, 3, 4]

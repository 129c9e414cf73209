"""Tokens, contrast, fonts, icons, and switching while the window stands."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtGui import QFontMetricsF, QImage
from PySide6.QtWidgets import QApplication, QWidget

import rayafin_desktop.desktop
from rayafin_desktop.desktop.components.button import Button
from rayafin_desktop.desktop.components.label import Label
from rayafin_desktop.desktop.components.layout import Surface, column
from rayafin_desktop.desktop.theme import Role, font, icon_pixmap, theme
from rayafin_desktop.desktop.theme.tokens import CONTRAST_DARK, CONTRAST_LIGHT, DARK, LIGHT, Tokens, contrast

DESKTOP = Path(rayafin_desktop.desktop.__file__).parent
PAIRS = (
    ("text", "surface"), ("text2", "surface"), ("text2", "app"), ("text3", "surface"),
    ("text2", "neutral_tint"), ("accent_text", "surface"), ("accent_text", "accent_tint"),
    ("on_accent", "accent"), ("pos", "pos_tint"), ("neg", "neg_tint"), ("warn", "warn_tint"),
    ("info", "info_tint"), ("teal", "teal_tint"), ("orange", "orange_tint"), ("neg", "surface"),
    ("text", "selection"), ("text2", "selection"), ("neg", "selection"),
)  # fmt: skip


@pytest.mark.parametrize("tokens", [LIGHT, DARK, CONTRAST_LIGHT, CONTRAST_DARK])
@pytest.mark.parametrize(("ink", "ground"), PAIRS)
def test_text_can_be_read_on_its_ground(tokens: Tokens, ink: str, ground: str) -> None:
    assert contrast(getattr(tokens, ink), getattr(tokens, ground)) >= 4.5


@pytest.mark.parametrize("tokens", [CONTRAST_LIGHT, CONTRAST_DARK])
def test_edges_can_be_seen_in_high_contrast(tokens: Tokens) -> None:
    assert contrast(tokens.border, tokens.surface) >= 3.0


def test_contrast_agrees_with_the_standard() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21.0)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_colours_are_written_in_one_file_only() -> None:
    colour = re.compile(r"#[0-9a-fA-F]{6}\b|#[0-9a-fA-F]{8}\b|QColor\(\s*\d")
    found = [
        f"{path.name}: {match.group()}"
        for path in DESKTOP.rglob("*.py")
        if path.name != "tokens.py"
        for match in colour.finditer(path.read_text(encoding="utf-8"))
    ]
    assert found == []


def test_figures_have_one_width() -> None:
    plain, tabular = (QFontMetricsF(font(tabular=wanted)) for wanted in (False, True))
    assert plain.horizontalAdvance("1111111") < plain.horizontalAdvance("0000000")
    assert tabular.horizontalAdvance("1111111") == tabular.horizontalAdvance("0000000")


def test_weights_are_real_and_not_smeared() -> None:
    widths = [
        QFontMetricsF(font(13, weight)).horizontalAdvance("Rayafin Traders") for weight in (400, 500, 600)
    ]
    assert len(set(widths)) == 3


def test_a_line_of_arabic_is_not_much_taller_than_one_of_english() -> None:
    label = Label("الفواتير")
    assert label.sizeHint().height() <= Label("Invoices").sizeHint().height() + 3


def _drawn(widget: QWidget) -> QImage:
    return widget.grab().toImage()


def test_switching_to_dark_changes_what_is_painted(show: Callable[[QWidget], QWidget]) -> None:
    page = show(Surface("surface", column(Label("Total"), Button("Save", "primary"), None)))
    light = _drawn(page)
    theme().apply(mode="dark")
    QApplication.processEvents()
    dark = _drawn(page)
    assert light.pixelColor(600, 600).name() == LIGHT.surface
    assert dark.pixelColor(600, 600).name() == DARK.surface


def test_larger_text_grows_labels_and_buttons(show: Callable[[QWidget], QWidget]) -> None:
    label, button = Label("Total"), Button("Save invoice", "primary")
    page = show(Surface("surface", column(label, button, None)))
    before = (label.sizeHint().width(), button.sizeHint().width(), button.height())
    theme().apply(text_scale=1.3)
    QApplication.processEvents()
    after = (label.sizeHint().width(), button.sizeHint().width(), button.height())
    assert page.isVisible()
    assert all(new > old * 1.2 for old, new in zip(before, after, strict=True))


@pytest.mark.parametrize("role", ["neg", "pos"])
def test_icons_are_drawn_in_the_colour_of_their_role(role: Role) -> None:
    image = icon_pixmap("plus", role, 64).toImage()
    wanted = theme().colour(role)
    strongest = max(
        (image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height())),
        key=lambda colour: colour.alpha(),
    )
    assert strongest.alpha() > 200
    assert abs(strongest.red() - wanted.red()) < 8
    assert abs(strongest.green() - wanted.green()) < 8

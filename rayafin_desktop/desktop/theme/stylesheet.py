"""The one style sheet, made from tokens. It stays small: what looks special is painted."""

from __future__ import annotations

from .sizes import CONTROL, CONTROL_SMALL, RADIUS_CARD, RADIUS_CONTROL, grown
from .tokens import Tokens


def stylesheet(t: Tokens) -> str:
    """Rules for text inputs, views, menus and scroll bars."""
    # The border counts on top of the content height.
    inner, small = grown(CONTROL) - 2, grown(CONTROL_SMALL) - 2
    return f"""
* {{ outline: 0; }}
QLabel {{ background: transparent; }}
QToolTip {{ background: {t.text}; color: {t.surface}; border: 0; padding: 4px 8px; }}
QLineEdit, QComboBox, QAbstractSpinBox, QPlainTextEdit, QTextEdit {{
  background: {t.surface}; color: {t.text}; border: 1px solid {t.border};
  border-radius: {RADIUS_CONTROL}px; padding: 0 9px;
  selection-background-color: {t.accent}; selection-color: {t.on_accent}; }}
QLineEdit, QComboBox, QAbstractSpinBox {{ min-height: {inner}px; max-height: {inner}px; }}
QPlainTextEdit, QTextEdit {{ padding: 6px 8px; }}
QLineEdit:hover, QComboBox:hover, QPlainTextEdit:hover {{ border-color: {t.border_strong}; }}
QLineEdit:focus, QComboBox:focus, QAbstractSpinBox:focus {{
  border: 2px solid {t.accent}; padding: 0 8px; min-height: {inner - 2}px; max-height: {inner - 2}px; }}
QPlainTextEdit:focus, QTextEdit:focus {{ border: 2px solid {t.accent}; padding: 5px 7px; }}
QLineEdit[error="true"], QComboBox[error="true"], QPlainTextEdit[error="true"] {{
  border-color: {t.neg_solid}; }}
QLineEdit[doubt="true"] {{ border: 2px solid {t.warn_solid}; padding: 0 8px;
  min-height: {inner - 2}px; max-height: {inner - 2}px; }}
QComboBox[doubt="true"] {{ border: 2px solid {t.warn_solid}; padding: 0 8px;
  min-height: {inner - 2}px; max-height: {inner - 2}px; }}
QLineEdit:read-only, QPlainTextEdit[readOnly="true"] {{ background: {t.sunken}; }}
QLineEdit:disabled, QComboBox:disabled, QPlainTextEdit:disabled {{
  background: {t.sunken}; color: {t.text3}; border-color: {t.line}; }}
QLineEdit[size="small"] {{ min-height: {small}px; max-height: {small}px; }}
QLineEdit[frameless="true"] {{ border: 0; background: transparent; padding: 0; }}
QLineEdit#cell, QLineEdit#cell:focus {{
  min-height: 0; max-height: 1000px; border-radius: 4px; padding: 0 9px; }}
QComboBox::drop-down {{ border: 0; width: 26px; }}
QComboBox::down-arrow {{ image: none; width: 0; height: 0; }}
QComboBox QAbstractItemView {{ background: {t.raised}; border: 1px solid {t.border}; padding: 4px; }}
QComboBox QAbstractItemView::item {{ min-height: {small}px; padding: 0 6px; }}
QComboBox QAbstractItemView::item:selected {{ background: {t.accent_tint}; color: {t.text}; }}
QAbstractItemView {{ background: {t.surface}; border: 0; color: {t.text};
  selection-background-color: {t.selection}; selection-color: {t.text}; }}
QListWidget {{ background: transparent; }}
QListWidget#sections::item {{ padding: 0 10px; border-radius: {RADIUS_CONTROL}px; color: {t.text}; }}
QListWidget#sections::item:selected {{ background: {t.selection}; color: {t.accent_text}; }}
QTableView {{ gridline-color: transparent; }}
QHeaderView {{ background: {t.surface}; border: 0; }}
QScrollArea {{ background: transparent; border: 0; }}
QScrollBar:vertical {{ background: transparent; width: 10px; margin: 2px; }}
QScrollBar:horizontal {{ background: transparent; height: 10px; margin: 2px; }}
QScrollBar::handle {{ background: {t.border}; border-radius: 3px; }}
QScrollBar::handle:hover {{ background: {t.border_strong}; }}
QScrollBar::handle:vertical {{ min-height: 32px; }}
QScrollBar::handle:horizontal {{ min-width: 32px; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
QMenu {{ background: {t.raised}; border: 1px solid {t.border};
  border-radius: {RADIUS_CARD}px; padding: 4px; }}
QMenu::item {{ padding: 6px 24px 6px 10px; border-radius: 5px; color: {t.text}; }}
QMenu::item:selected {{ background: {t.accent_tint}; }}
QMenu::item:disabled {{ color: {t.disabled}; }}
QMenu::separator {{ height: 1px; background: {t.line}; margin: 4px 0; }}
QProgressBar {{ background: {t.track}; border: 0; border-radius: 3px; max-height: 6px; }}
QProgressBar::chunk {{ background: {t.accent}; border-radius: 3px; }}
"""

"""The settings page: sections at the side, settings by name and effect, search over all of them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem

from rayafin_desktop.base.errors import RayafinError
from rayafin_desktop.desktop.components.card import Card
from rayafin_desktop.desktop.components.filter_box import FilterBox
from rayafin_desktop.desktop.components.label import Label
from rayafin_desktop.desktop.components.layout import Rule, Surface, box, clear, column, row
from rayafin_desktop.desktop.components.page_header import PageHeader
from rayafin_desktop.desktop.components.scroll import ScrollColumn
from rayafin_desktop.desktop.preferences import preferences
from rayafin_desktop.desktop.screens.company.company_panel import CompanyPanel
from rayafin_desktop.desktop.theme import font
from rayafin_desktop.desktop.theme.fonts import BASE, CARD_TITLE, REGULAR, SEMIBOLD
from rayafin_desktop.desktop.theme.sizes import GUTTER, ROW_GRID, grown
from rayafin_desktop.desktop.wording import tr
from rayafin_desktop.desktop.workspace import Workspace

from .own_settings import ELSEWHERE, SECTION, other_places, own_settings
from .setting_line import SettingLine, SettingSpec

_SECTIONS_WIDTH = 200
_WIDEST = 780
_COMPANY = "Company"
_KEY = Qt.ItemDataRole.UserRole


class SettingsPage(Surface):
    """Everything applies at once and can be undone from the message."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__("app")
        self.key, self.title = "settings", tr("Settings")
        self.ready = False
        self._workspace = workspace
        self._specs: list[SettingSpec] = own_settings()
        self.lines: dict[str, SettingLine] = {}
        self.search = FilterBox(tr("Search settings"), tr("Search settings"))
        self.search.setFixedWidth(grown(288))
        self.search.filtered.connect(self._show)
        self.header = PageHeader(self.title)
        self.header.add_action(self.search)
        self.sections = QListWidget()
        self.sections.setObjectName("sections")
        self.sections.setFrameShape(QFrame.Shape.NoFrame)
        self.sections.setAccessibleName(tr("Sections"))
        self.sections.viewport().setAutoFillBackground(False)
        self.sections.currentRowChanged.connect(lambda _: self._section_chosen())
        self.panel = CompanyPanel(workspace)
        self._body = column(spacing=12)
        content = box(column(self._body, None))
        content.setMaximumWidth(grown(_WIDEST))
        line = row(content, None)
        line.setStretch(0, 100)
        area = ScrollColumn(box(column(line, None, margins=(GUTTER, 16, GUTTER, GUTTER))))
        side = row(box(column(self.sections, margins=(12, 16, 12, 16))), area, spacing=0)
        side.setStretch(1, 1)
        self.setLayout(column(self.header, Rule(), side, spacing=0))
        self.setFocusProxy(self.sections)
        preferences().changed.connect(self._chosen_elsewhere)
        self.restyle()
        self._fill_sections()
        self._read()

    def restyle(self) -> None:
        self.sections.setFixedWidth(grown(_SECTIONS_WIDTH))
        self.sections.setFont(font(BASE))

    def show_params(self, params: dict[str, object]) -> None:
        """`section` names the section to show, `text` what to search."""
        if "text" in params:
            self.search.setText(str(params["text"]))
        for at in range(self.sections.count()):
            if self.sections.item(at).data(_KEY) == params.get("section"):
                self.sections.setCurrentRow(at)

    def close_page(self) -> None:
        """The page is thrown away."""
        self.panel.let_go()
        preferences().changed.disconnect(self._chosen_elsewhere)

    # What there is

    def _read(self) -> None:
        if not self._workspace.may("setting.read"):
            self._take([])
            return
        from rayafin_desktop.features.companies.queries import setting_rows

        self._workspace.read(setting_rows, self._take, owner=self, slot="settings")

    def _take(self, rows: list[Any]) -> None:
        company = [
            SettingSpec(r.id, r.section, r.label, r.help, r.value, tuple(r.choices), r.may_change)
            for r in rows
        ]
        elsewhere = [spec for spec, permission in other_places() if self._workspace.may(permission)]
        self._specs = [*own_settings(), *company, *elsewhere]
        self._fill_sections()
        self.ready = True

    def _fill_sections(self) -> None:
        chosen = self.section()
        names = [SECTION, _COMPANY, *dict.fromkeys(s.section for s in self._specs if s.section != SECTION)]
        if ELSEWHERE in names:
            names = [*(name for name in names if name != ELSEWHERE), ELSEWHERE]
        self.sections.blockSignals(True)
        self.sections.clear()
        for name in names:
            item = QListWidgetItem(tr(name))
            item.setData(_KEY, name)
            item.setSizeHint(QSize(100, grown(ROW_GRID)))
            self.sections.addItem(item)
        self.sections.setCurrentRow(names.index(chosen) if chosen in names else 0)
        self.sections.blockSignals(False)
        self._show(self.search.text())

    def section(self) -> str:
        """The section chosen."""
        item = self.sections.currentItem()
        return str(item.data(_KEY)) if self.sections.count() else SECTION

    # Showing

    def _section_chosen(self) -> None:
        self.search.blockSignals(True)
        self.search.clear()
        self.search.blockSignals(False)
        self._show("")

    def _show(self, text: str) -> None:
        wanted = text.strip()
        self.panel.setParent(None)
        clear(self._body)
        self.lines.clear()
        if not wanted and self.section() == _COMPANY:
            self._body.addWidget(self.panel)
            self.panel.show()
            return
        shown = [
            spec for spec in self._specs if (spec.fits(wanted) if wanted else spec.section == self.section())
        ]
        for name in dict.fromkeys(spec.section for spec in shown):
            self._body.addWidget(self._card(name, [spec for spec in shown if spec.section == name]))
        if not shown:
            words = tr("No setting matches “{text}”.", text=wanted)
            self._body.addWidget(Label(words, BASE, REGULAR, "text2"))

    def _card(self, name: str, specs: list[SettingSpec]) -> Card:
        card = Card(spacing=0)
        card.column.addWidget(Label(tr(name), CARD_TITLE, SEMIBOLD))
        card.column.addSpacing(4)
        for at, spec in enumerate(specs):
            if at:
                card.column.addWidget(Rule())
            line = SettingLine(spec, self._workspace.formats)
            line.changed.connect(self._change)
            line.opened.connect(self._workspace.open)
            self.lines[spec.key] = line
            card.column.addWidget(line)
        return card

    # Changing

    def _change(self, key: str, value: object) -> None:
        spec = next(one for one in self._specs if one.key == key)
        self._apply(spec, value, undo_to=spec.value)

    def _apply(self, spec: SettingSpec, value: Any, undo_to: Any = None, *, undoable: bool = True) -> None:
        """Set a value here or in the company; then tell it, with a way back."""

        def told(_: object = None) -> None:
            self._remember(spec.key, value)

            def undo() -> None:
                self._apply(spec, undo_to, undoable=False)

            text = tr("{setting} changed", setting=tr(spec.label))
            self._workspace.say(text, undo if undoable else None)

        if spec.section == SECTION:
            preferences().choose(spec.key, value)
            told()
            return
        from rayafin_desktop.features.companies.commands import ChangeSetting

        command = ChangeSetting(key=spec.key, value=_plain(value))
        self._workspace.execute(
            command, told, owner=self, failed=lambda error: self._refused(spec, undo_to, error)
        )

    def _remember(self, key: str, value: Any) -> None:
        self._specs = [replace(one, value=value) if one.key == key else one for one in self._specs]
        if key in self.lines:
            self.lines[key].show_value(value)

    def _refused(self, spec: SettingSpec, value: Any, error: Exception) -> None:
        line = self.lines.get(spec.key)
        if line is None or not isinstance(error, RayafinError):
            self._workspace.refused.emit(error)
            return
        line.show_value(value)
        line.set_error("\n".join(self._workspace.sentences(error)))

    def _chosen_elsewhere(self, name: str) -> None:
        """Ctrl and +, the palette or another window chose it."""
        if name in self.lines:
            self._remember(name, getattr(preferences(), name))


def _plain(value: Any) -> Any:
    """A value as the command takes it."""
    return value if isinstance(value, bool | int | str) or value is None else str(value)

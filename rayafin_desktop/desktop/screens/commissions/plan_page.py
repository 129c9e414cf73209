"""A commission plan: whom it pays, how much, on what; tiers, targets and sub-brokers in small grids."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from enum import StrEnum
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView

from rayafin_desktop.base.errors import Problem, RayafinError
from rayafin_desktop.desktop.components.banner import Banner
from rayafin_desktop.desktop.components.button import Button
from rayafin_desktop.desktop.components.card import Card
from rayafin_desktop.desktop.components.hint_bar import HintBar
from rayafin_desktop.desktop.components.label import Label
from rayafin_desktop.desktop.components.layout import Rule, Surface, box, column, row
from rayafin_desktop.desktop.components.page_header import PageHeader
from rayafin_desktop.desktop.components.scroll import ScrollColumn
from rayafin_desktop.desktop.forms.enter_flow import EnterFlow
from rayafin_desktop.desktop.forms.form_fields import FormFields
from rayafin_desktop.desktop.grid.line_columns import LineKind
from rayafin_desktop.desktop.grid.line_grid import LineGrid
from rayafin_desktop.desktop.grid.line_model import LineModel
from rayafin_desktop.desktop.keys import install
from rayafin_desktop.desktop.problems import spread
from rayafin_desktop.desktop.theme.fonts import REGULAR, SEMIBOLD, SMALL
from rayafin_desktop.desktop.theme.sizes import GUTTER
from rayafin_desktop.desktop.wording import tr
from rayafin_desktop.desktop.workspace import Workspace
from rayafin_desktop.engine.screens import Field
from rayafin_desktop.features.commissions.model import Payer
from rayafin_desktop.features.commissions.periods import Period
from rayafin_desktop.features.commissions.plans import SaveCommissionPlan
from rayafin_desktop.features.commissions.queries import PlanDetail, plan_detail
from rayafin_desktop.features.commissions.rules import Basis, TierBy, TierMode, Trigger
from rayafin_desktop.features.commissions.screens import PLAN_FIELDS

from .plan_lines import (
    ShareLine,
    TargetLine,
    TierLine,
    share_kind,
    share_of,
    target_kind,
    target_of,
    tier_kind,
    tier_of,
)

_LINES = 3
_CHOICES: Mapping[str, type[StrEnum]] = {
    "payer": Payer,
    "basis": Basis,
    "trigger": Trigger,
    "tier_mode": TierMode,
    "tier_by": TierBy,
    "period": Period,
}


class PlanGrid(LineGrid[Any]):
    """One of the small grids; `lines` is its model."""

    def __init__(self, workspace: Workspace, kind: LineKind[Any], name: str) -> None:
        self.lines: LineModel[Any] = LineModel(kind, workspace.formats)
        super().__init__(self.lines, name)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.clearSelection()


class PlanPage(Surface):
    """A new plan, or the one of `id`."""

    key = "commission_plan.form"
    nav_key = "commission_plans"

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self.title = tr("New commission plan")
        self.record_id: UUID | None = None
        self.detail: PlanDetail | None = None
        self._saving = False
        self._build()
        workspace.formats_changed.connect(self._formats_changed)

    def _build(self) -> None:
        workspace = self._workspace
        self.header = PageHeader(self.title, crumbs=(tr("Commission plans"),))
        self.header.crumb_chosen.connect(lambda _: workspace.open("commission_plans"))
        self.button = Button(tr("Save plan"), "primary", "check")
        self.button.clicked.connect(self.save)
        self.button.setVisible(workspace.may("commission_plan.save"))
        self.header.add_action(self.button)
        self.banner = Banner("neg")
        self.banner.hide()
        self.fields = FormFields(workspace, _translated(PLAN_FIELDS), EnterFlow(self))

        def find(query: str) -> Any:
            return lambda text, show: workspace.suggest(query, text, show, owner=self)

        self.grids = {
            "tiers": PlanGrid(workspace, tier_kind(), tr("Tiers")),
            "shares": PlanGrid(
                workspace, share_kind(find("agent_lookup"), find("supplier_lookup")), tr("Sub-brokers")
            ),
            "targets": PlanGrid(
                workspace, target_kind(find("item_lookup"), find("customer_lookup")), tr("Applies to")
            ),
        }
        hints = {
            "tiers": tr("Above the amount or quantity the other rate begins"),
            "shares": tr("Percent of the commission; what is left is his own"),
            "targets": tr("Without a line the plan is for everything"),
        }
        titles = {"tiers": tr("Tiers"), "shares": tr("Sub-brokers"), "targets": tr("Applies to")}
        parts = {}
        order = list(self.grids)
        for at, (name, grid) in enumerate(self.grids.items()):
            card = Card(padding=1, spacing=0)
            card.column.addWidget(grid)
            card.setFixedHeight(grid.height_for(_LINES) + 2)
            head = row(
                Label(titles[name], SMALL, SEMIBOLD, "text2"),
                Label(hints[name], SMALL, REGULAR, "text3"),
                None,
            )
            parts[name] = column(head, card, spacing=6)
            following = self.grids[order[at + 1]] if at + 1 < len(order) else self.button
            grid.left_forward.connect(lambda to=following: to.setFocus(Qt.FocusReason.TabFocusReason))
            grid.lines.formats = workspace.formats
        pair = row(parts["tiers"], parts["shares"], spacing=16)
        pair.setStretch(0, 2)
        pair.setStretch(1, 3)
        self.history = Label("", SMALL, REGULAR, "text3", wrap=True)
        form = column(
            self.banner, self.fields, pair, parts["targets"], self.history, None,
            spacing=14, margins=(GUTTER, 16, GUTTER, 12),
        )  # fmt: skip
        self.hints = HintBar(
            (("Enter", tr("Next field")), ("Ctrl+Del", tr("Remove line")), ("Ctrl+Enter", tr("Save plan")),
             ("Esc", tr("Back")))
        )  # fmt: skip
        page = column(self.header, Rule(), ScrollColumn(box(form)), self.hints, spacing=0)
        page.setStretch(2, 1)
        self.setLayout(page)
        self.setFocusProxy(self.fields.boxes["name"].input)
        self.shortcuts = install(self, "form", {"primary": self.save, "save": self.save})

    # What the window asks of a page

    def show_params(self, params: dict[str, Any]) -> None:
        """Show the plan `id`; without one, a new plan."""
        if "id" in params:
            self.record_id = id_ = UUID(str(params["id"]))
            self._workspace.read(lambda read: plan_detail(read, id_), self._take, owner=self, slot="plan")

    def close_page(self) -> None:
        """Let go of the window's signals."""
        self._workspace.formats_changed.disconnect(self._formats_changed)

    @property
    def ready(self) -> bool:
        """Whether the plan is shown."""
        return self.record_id is None or self.detail is not None

    def _take(self, detail: PlanDetail) -> None:
        self.detail = detail
        self.title = detail.name
        self.header.title.setText(detail.name)
        self.fields.set_values(detail)
        self.grids["tiers"].lines.set_lines(
            [TierLine(above=one.above, rate=one.rate) for one in detail.tiers]
        )
        self.grids["targets"].lines.set_lines(
            [
                TargetLine(
                    item_id=one.item_id,
                    item=one.item_name,
                    hsn=one.hsn,
                    customer_id=one.customer_id,
                    customer=one.customer_name,
                )
                for one in detail.targets
            ]
        )
        self.grids["shares"].lines.set_lines(
            [
                ShareLine(
                    member_id=one.member_id,
                    member=one.name if one.member_id else "",
                    party_id=one.party_id,
                    party=one.name if one.party_id else "",
                    percent=one.percent,
                )
                for one in detail.shares
            ]
        )
        formats = self._workspace.formats
        versions = ", ".join(
            tr("version {n} of {day}", n=formats.count(one.plan_version), day=formats.date(one.made_on))
            for one in detail.versions
        )
        self.history.setText(tr("What has been earned keeps its version: {versions}", versions=versions))
        self.history.setVisible(bool(detail.versions))

    # Saving

    def save(self) -> None:
        """Save the plan; problems come back to their fields and cells."""
        if self._saving or not all(grid.settle() for grid in self.grids.values()):
            return
        missing = self.fields.check()
        self.fields.show_errors(missing)
        if missing:
            return
        values = self.fields.values()
        values["priority"] = values["priority"] or 0
        # A combo box gives its values back as plain text.
        values |= {name: choices(values[name]) for name, choices in _CHOICES.items()}
        detail = self.detail
        command = SaveCommissionPlan(
            id=detail.id if detail else None,
            version=detail.version if detail else None,
            tiers=tuple(tier_of(line) for line in self.grids["tiers"].lines.lines()),
            targets=tuple(target_of(line) for line in self.grids["targets"].lines.lines()),
            shares=tuple(share_of(line) for line in self.grids["shares"].lines.lines()),
            **values,
        )
        self._saving = True
        self._workspace.execute(command, self._saved, owner=self, failed=self._refused)

    def _saved(self, _id: UUID) -> None:
        self._saving = False
        self._workspace.say(tr("Plan saved"))
        self._workspace.open("commission_plans")
        self._workspace.close(self)

    def _refused(self, error: Exception) -> None:
        self._saving = False
        if not isinstance(error, RayafinError):
            self._workspace.refused.emit(error)
            return
        found = spread(error, frozenset(self.fields.boxes), self._workspace.sentence)
        self.fields.show_errors(found.by_field)
        cells: dict[str, dict[tuple[int, int], str]] = {}
        for problem in error.problems:
            place = self._cell(problem)
            if place is not None:
                name, cell = place
                cells.setdefault(name, {}).setdefault(cell, self._workspace.sentence(problem))
        for name, grid in self.grids.items():
            grid.lines.set_errors(cells.get(name, {}))
        if found.rest:
            self.banner.say("\n".join(found.rest), "neg")
        else:
            self.banner.hide()

    def _cell(self, problem: Problem) -> tuple[str, tuple[int, int]] | None:
        parts = problem.field.split(".")
        grid = self.grids.get(parts[0])
        if grid is None or len(parts) < 2:
            return None
        wanted = parts[2].removesuffix("_id") if len(parts) > 2 else ""
        keys = [one.key for one in grid.lines.kind.columns]
        return parts[0], (int(parts[1]), keys.index(wanted) if wanted in keys else 1)

    def _formats_changed(self) -> None:
        for grid in self.grids.values():
            grid.lines.formats = self._workspace.formats
            grid.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._workspace.back()
            return
        super().keyPressEvent(event)


def _translated(fields: tuple[Field, ...]) -> tuple[Field, ...]:
    """The fields with their choices in the language of the window."""
    return tuple(
        replace(one, choices=tuple(replace(choice, label=tr(choice.label)) for choice in one.choices))
        for one in fields
    )

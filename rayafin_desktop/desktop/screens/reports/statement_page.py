"""A customer's or supplier's statement, opened from its row."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from rayafin_desktop.desktop.backend import Suggestion
from rayafin_desktop.engine.work import Read

from .report_page import ReportPage


class StatementPage(ReportPage):
    """The report `party-statement` of the party `id`."""

    key = "party.statement"

    def show_params(self, params: dict[str, Any]) -> None:
        """Show the statement of this party; the period stays with the page."""
        party_id = params.get("id")
        if not isinstance(party_id, UUID):
            super().show_params({"id": "party-statement"})
            return

        def named(read: Read) -> Suggestion:
            from rayafin_desktop.features.parties.queries import party_detail

            party = party_detail(read, party_id)
            return Suggestion(id=party.id, title=party.name, code=party.code)

        self._workspace.read(named, self._show_party, owner=self, slot="party")

    def _show_party(self, party: Suggestion) -> None:
        super().show_params({"id": "party-statement", "party": party})

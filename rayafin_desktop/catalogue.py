"""The one list of features, lowest tier first. Adding a feature is one line here."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import Any
from uuid import UUID

from rayafin_desktop.base.errors import NotFound
from rayafin_desktop.engine.blockers import Blocker
from rayafin_desktop.engine.commands import Command, Handled
from rayafin_desktop.engine.feature import Document, Feature, Gate, Inspection
from rayafin_desktop.engine.listing import ListQuery
from rayafin_desktop.engine.messages import ENGINE_MESSAGES, MessageBook
from rayafin_desktop.engine.permissions import PermissionTable
from rayafin_desktop.engine.report import Report, ReportParameter
from rayafin_desktop.engine.settings import Setting
from rayafin_desktop.engine.work import Happening, Reaction, Read
from rayafin_desktop.paper.messages import PAPER_MESSAGES

from .features.access.feature import FEATURE as ACCESS
from .features.api_keys.feature import FEATURE as API_KEYS
from .features.approvals.feature import FEATURE as APPROVALS
from .features.audit.feature import FEATURE as AUDIT
from .features.banking.feature import FEATURE as BANKING
from .features.billing.feature import FEATURE as BILLING
from .features.brokerage.feature import FEATURE as BROKERAGE
from .features.claims.feature import FEATURE as CLAIMS
from .features.closing.feature import FEATURE as CLOSING
from .features.commissions.feature import FEATURE as COMMISSIONS
from .features.commodities.feature import FEATURE as COMMODITIES
from .features.companies.feature import FEATURE as COMPANIES
from .features.currencies.feature import FEATURE as CURRENCIES
from .features.deliveries.feature import FEATURE as DELIVERIES
from .features.desk.feature import FEATURE as DESK
from .features.devices.feature import FEATURE as DEVICES
from .features.disputes.feature import FEATURE as DISPUTES
from .features.documents.feature import FEATURE as DOCUMENTS
from .features.exchange.feature import FEATURE as EXCHANGE
from .features.items.feature import FEATURE as ITEMS
from .features.ledger.feature import FEATURE as LEDGER
from .features.lots.feature import FEATURE as LOTS
from .features.matching.feature import FEATURE as MATCHING
from .features.messages.feature import FEATURE as MESSAGES
from .features.offers.feature import FEATURE as OFFERS
from .features.orders.feature import FEATURE as ORDERS
from .features.parties.feature import FEATURE as PARTIES
from .features.partners.feature import FEATURE as PARTNERS
from .features.payments.feature import FEATURE as PAYMENTS
from .features.periods.feature import FEATURE as PERIODS
from .features.prices.feature import FEATURE as PRICES
from .features.privacy.feature import FEATURE as PRIVACY
from .features.purchases.feature import FEATURE as PURCHASES
from .features.recurring.feature import FEATURE as RECURRING
from .features.reports.feature import FEATURE as REPORTS
from .features.revaluation.feature import FEATURE as REVALUATION
from .features.statements.feature import FEATURE as STATEMENTS
from .features.tax.feature import FEATURE as TAX
from .features.tax_returns.feature import FEATURE as TAX_RETURNS
from .features.trades.feature import FEATURE as TRADES
from .features.withholding.feature import FEATURE as WITHHOLDING

FEATURES: Sequence[Feature] = (
    COMPANIES,
    ACCESS,
    API_KEYS,
    DOCUMENTS,
    AUDIT,
    PERIODS,
    CURRENCIES,
    PARTIES,
    TAX,
    WITHHOLDING,
    ITEMS,
    PRICES,
    COMMODITIES,
    LEDGER,
    BILLING,
    ORDERS,
    PURCHASES,
    PAYMENTS,
    BANKING,
    REVALUATION,
    COMMISSIONS,
    PARTNERS,
    LOTS,
    TRADES,
    OFFERS,
    DELIVERIES,
    CLAIMS,
    BROKERAGE,
    MATCHING,
    MESSAGES,
    DESK,
    APPROVALS,
    DISPUTES,
    CLOSING,
    RECURRING,
    REPORTS,
    STATEMENTS,
    TAX_RETURNS,
    EXCHANGE,
    DEVICES,
    PRIVACY,
)


class Catalogue:
    """All features seen as one: look-ups by name over what their manifests declare."""

    def __init__(self, features: Sequence[Feature] = FEATURES) -> None:
        self.features = tuple(features)

    @cached_property
    def commands(self) -> Mapping[str, Handled]:
        found: dict[str, Handled] = {}
        for feature in self.features:
            for handled in feature.commands:
                if handled.name in found:
                    raise ValueError(f"two features handle {handled.name}")
                found[handled.name] = handled
        return found

    @cached_property
    def reactions(self) -> Mapping[type[Happening], Sequence[Reaction]]:
        found: dict[type[Happening], list[Reaction]] = {}
        for feature in self.features:
            for reacts in feature.reactions:
                found.setdefault(reacts.happening, []).append(reacts.reaction)
        return found

    @cached_property
    def gates(self) -> Sequence[Gate]:
        return tuple(gate for feature in self.features for gate in feature.gates)

    @cached_property
    def inspections(self) -> Sequence[Inspection]:
        return tuple(one for feature in self.features for one in feature.inspections)

    @cached_property
    def blockers(self) -> Sequence[Blocker]:
        return tuple(blocker for feature in self.features for blocker in feature.blockers)

    @cached_property
    def queries(self) -> Mapping[str, ListQuery]:
        return {query.name: query for feature in self.features for query in feature.queries}

    @cached_property
    def records(self) -> Mapping[str, Callable[[Read, UUID], Any]]:
        return {name: load for feature in self.features for name, load in feature.records.items()}

    @cached_property
    def screens(self) -> Sequence[Any]:
        return tuple(screen for feature in self.features for screen in feature.screens)

    @cached_property
    def settings(self) -> Mapping[str, Setting[Any]]:
        return {setting.key: setting for feature in self.features for setting in feature.settings}

    @cached_property
    def documents(self) -> Mapping[str, Document]:
        return {document.kind: document for feature in self.features for document in feature.documents}

    @cached_property
    def reports(self) -> Mapping[str, Report]:
        return {report.name: report for feature in self.features for report in feature.reports}

    @cached_property
    def report_parameters(self) -> Mapping[str, ReportParameter]:
        return {one.name: one for feature in self.features for one in feature.report_parameters}

    @cached_property
    def permissions(self) -> PermissionTable:
        return PermissionTable(feature.grants for feature in self.features)

    @cached_property
    def messages(self) -> MessageBook:
        return MessageBook(
            [ENGINE_MESSAGES, PAPER_MESSAGES, *(feature.messages for feature in self.features)]
        )

    def handled(self, command: type[Command[Any]]) -> Handled:
        return self.command_named(command.__name__)

    def command_named(self, name: str) -> Handled:
        """The command of this name; NotFound (`command.unknown`) otherwise."""
        found = self.commands.get(name)
        if found is None:
            raise NotFound("command.unknown", {"name": name}, field="command")
        return found

    def query(self, name: str) -> ListQuery:
        """The list of this name; NotFound (`query.unknown`) otherwise."""
        found = self.queries.get(name)
        if found is None:
            raise NotFound("query.unknown", {"name": name})
        return found

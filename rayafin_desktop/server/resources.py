"""Where the catalogue's lists, records and commands stand in the API.

Whatever a feature declares has an address of its own without a line here: a list `/invoices`, a command
`/commands/PostInvoice`, a record `/records/invoice-detail/{id}`, a report `/reports/ar-aging`, a document
`/documents/invoice`. The table below only adds the addresses people expect: one thing of a list, its parts,
making one, and what can be done with it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

PREFIX = "/api/v1"
# First parts of an address that no list may be named.
RESERVED = frozenset({"auth", "commands", "records", "reports", "documents", "sync", "company"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """`POST /<resource>/{id}/<action>`: a command whose `id_field` is taken from the address."""

    command: str
    id_field: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Resource:
    """A list with what belongs to it; all by the names the features gave them."""

    query: str
    record: str = ""  # GET /<resource>/{id}
    create: str = ""  # POST /<resource>
    parts: Mapping[str, str] = field(default_factory=dict)  # GET /<resource>/{id}/<part>
    actions: Mapping[str, Action] = field(default_factory=dict)
    document: str = ""  # GET /<resource>/{id}/pdf, by the record's `number`


def dashed(name: str) -> str:
    return name.replace("_", "-")


def address(name: str) -> str:
    return f"{PREFIX}/{dashed(name)}"


def _do(command: str, id_field: str) -> Action:
    return Action(command=command, id_field=id_field)


_INVOICE_PARTS = {
    "lines": "invoice_line_rows",
    "allocations": "invoice_allocations",
    "open": "invoice_open",
    "reminders": "invoice_reminders",
    "attachments": "attachments_of",
    "history": "record_history",
}
_BILL_PARTS = {
    "lines": "bill_line_rows",
    "allocations": "bill_allocations",
    "open": "bill_open",
    "attachments": "attachments_of",
    "history": "record_history",
}
_ORDER_PARTS = {
    "lines": "order_line_rows",
    "remaining": "order_remaining_rows",
    "invoices": "order_invoice_rows",
    "history": "record_history",
}

RESOURCES: Sequence[Resource] = (
    Resource(query="companies", create="CreateCompany"),
    Resource(
        query="users",
        record="member_detail",
        create="AddUser",
        actions={
            "deactivate": _do("DeactivateUser", "user_id"),
            "reactivate": _do("ReactivateUser", "user_id"),
            "password": _do("SetPassword", "user_id"),
        },
    ),
    Resource(
        query="invites",
        create="InviteUser",
        actions={"renew": _do("RenewInvite", "invite_id"), "revoke": _do("RevokeInvite", "invite_id")},
    ),
    Resource(query="api_keys", create="CreateApiKey", actions={"revoke": _do("RevokeApiKey", "key_id")}),
    Resource(
        query="parties",
        record="party",
        create="SaveParty",
        parts={
            "contacts": "party_contacts",
            "prices": "party_prices",
            "open-items": "open_items",
            "history": "record_history",
        },
        actions={
            "deactivate": _do("DeactivateParty", "id"),
            "reactivate": _do("ReactivateParty", "id"),
        },
    ),
    Resource(query="customers", record="party"),
    Resource(query="suppliers", record="party"),
    Resource(
        query="items",
        record="item",
        create="SaveItem",
        actions={
            "deactivate": _do("DeactivateItem", "id"),
            "reactivate": _do("ReactivateItem", "id"),
        },
    ),
    Resource(query="units", record="unit", create="SaveUnit"),
    Resource(
        query="price_lists", record="price_list", create="SavePriceList", parts={"prices": "listed_prices"}
    ),
    Resource(query="prices", create="SavePrice"),
    Resource(query="tax_codes", create="SaveTaxCode", parts={"rates": "tax_rate_rows"}),
    Resource(query="exchange_rates", record="exchange_rate", create="SaveExchangeRate"),
    Resource(query="accounts", record="account", create="SaveAccount", parts={"lines": "account_lines"}),
    Resource(query="cost_centres", record="cost_centre", create="SaveCostCentre"),
    Resource(
        query="journal",
        record="entry",
        create="PostJournal",
        parts={"lines": "entry_lines"},
        actions={"reverse": _do("ReverseEntry", "entry_id")},
    ),
    Resource(
        query="invoices",
        record="invoice_detail",
        create="IssueInvoice",
        parts=_INVOICE_PARTS,
        actions={"void": _do("VoidInvoice", "invoice_id"), "post": _do("PostInvoice", "invoice_id")},
        document="invoice",
    ),
    Resource(
        query="credit_notes",
        record="invoice_detail",
        create="PostCreditNote",
        parts={"lines": "invoice_line_rows", "history": "record_history"},
        document="credit_note",
    ),
    Resource(query="quotes", record="order_detail", parts=_ORDER_PARTS, document="quote"),
    Resource(query="orders", record="order_detail", create="SaveOrder", parts=_ORDER_PARTS, document="order"),
    Resource(
        query="bills",
        record="bill_detail",
        create="IssueBill",
        parts=_BILL_PARTS,
        actions={"void": _do("VoidBill", "bill_id"), "post": _do("PostBill", "bill_id")},
        document="bill",
    ),
    Resource(
        query="debit_notes",
        record="bill_detail",
        create="IssueDebitNote",
        parts={"lines": "bill_line_rows"},
        document="debit_note",
    ),
    Resource(
        query="expenses",
        record="bill_detail",
        create="RecordExpense",
        parts={"lines": "bill_line_rows"},
        document="expense",
    ),
    Resource(
        query="payments",
        record="payment",
        create="ReceivePayment",
        parts={"allocations": "payment_allocations", "history": "record_history"},
        actions={
            "allocate": _do("AllocatePayment", "payment_id"),
            "reverse": _do("ReversePayment", "payment_id"),
        },
    ),
    Resource(query="money_accounts", record="money_account", create="SaveMoneyAccount"),
    Resource(query="bank_lines", parts={"entries": "matched_entries"}),
    Resource(query="bank_statements", create="ImportBankStatement"),
    Resource(query="bank_rules", record="bank_rule", create="SaveBankRule"),
    Resource(query="commissions", parts={"steps": "commission_steps", "events": "commission_events"}),
    Resource(query="commission_plans", record="commission_plan", create="SaveCommissionPlan"),
    Resource(
        query="commission_settlements", record="commission_settlement", document="commission-settlement"
    ),
    Resource(
        query="approvals",
        record="ticket",
        parts={"steps": "ticket_steps"},
        actions={
            "approve": _do("ApproveTicket", "ticket_id"),
            "refuse": _do("RefuseTicket", "ticket_id"),
            "withdraw": _do("WithdrawTicket", "ticket_id"),
        },
    ),
    Resource(query="approval_rules", record="approval_rule", create="SaveApprovalRule"),
    Resource(query="disputes", create="OpenDispute", parts={"steps": "dispute_steps"}),
    Resource(query="recurring", create="SaveRecurring", parts={"occurrences": "occurrence_rows"}),
    Resource(query="revaluations", create="RevalueCurrencies", parts={"lines": "revaluation_lines"}),
)
BY_QUERY: Mapping[str, Resource] = {one.query: one for one in RESOURCES}

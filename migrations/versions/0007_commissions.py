"""Commissions: tiers, targets, shares and versions of plans; snapshots by seat; settlements with papers.

The four tables are made anew and their rows copied. Going back keeps what the older program knows: first
seats of members, and what was settled with them; outside agents, brokerage and shares are lost.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.schema import CreateTableAs

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

ID = sa.LargeBinary(16).with_variant(sa.Uuid(), "postgresql")

Values = dict[str, sa.ColumnElement[Any]]
OLD = ("commission_entries", "commissions", "commission_settlements", "commission_plans")
NEW = (
    "commission_entries",
    "commission_settlements",
    "commission_lines",
    "commissions",
    "commission_plan_versions",
    "commission_plan_shares",
    "commission_plan_targets",
    "commission_plan_tiers",
    "commission_plans",
)
ROW = ("company_id", "id", "version", "created_at", "updated_at", "deleted_at")
PLAN = (*ROW, "name", "member_id", "basis", "trigger", "rate", "counts_write_off", "is_active")
COMMISSION = (
    *ROW, "invoice_id", "member_id", "cycle", "plan_id", "plan_version", "basis", "trigger", "rate",
    "counts_write_off", "currency", "fx_rate", "gross_minor", "net_minor", "quantity", "frozen_on", "is_live",
)  # fmt: skip
SETTLEMENT = (
    *ROW, "number", "member_id", "currency", "settled_on", "amount_minor", "status", "paid_on", "account_id",
    "reference",
)  # fmt: skip
ENTRY = (
    *ROW, "commission_id", "member_id", "step", "happened_on", "cause", "settled_minor", "credited_net_minor",
    "target_minor", "amount_minor", "base_minor", "currency", "status", "settlement_id", "why",
)  # fmt: skip


def upgrade() -> None:
    _set_aside(OLD)
    _create_new()
    no, yes = sa.false(), sa.true()
    zero: sa.ColumnElement[int] = sa.literal_column("0")
    plan: Values = {
        "payer": _word("WE"),
        "own_customers": yes,
        "unit": _word(""),
        "tier_mode": _word("SLAB"),
        "tier_by": _word("DOCUMENT"),
        "period": _word("MONTH"),
        "priority": zero,
        "counts_charges": no,
        "counts_tax": no,
        "revision": sa.column("version"),
    }
    _bring("commission_plans", PLAN, plan)
    snapshot: Values = {
        "seat": _word("AGENT"),
        "seat_no": sa.literal_column("1"),
        "is_whole": yes,
        "cost_minor": zero,
        "turnover": zero,
        "turnover_before": zero,
    }
    _bring("commissions", COMMISSION, snapshot)
    settled: Values = {
        "is_income": no,
        "recovered_minor": zero,
        "recovered_base_minor": zero,
        "withheld_minor": zero,
    }
    _bring("commission_settlements", SETTLEMENT, settled)
    _bring("commission_entries", ENTRY, {"seat": _word("AGENT")})
    _forget(OLD)


def downgrade() -> None:
    _set_aside(NEW)
    _create_old()
    plans = _kept("commission_plans", *PLAN, "payer")
    other = plans.alias("other")
    first = ~sa.exists().where(
        other.c.company_id == plans.c.company_id,
        other.c.payer == "WE",
        other.c.member_id == plans.c.member_id,
        other.c.id < plans.c.id,
    )
    _bring(
        "commission_plans", PLAN, {}, plans.c.payer == "WE", plans.c.member_id.is_not(None), first, kept=plans
    )
    commissions = _kept("commissions", *COMMISSION, "seat", "seat_no")
    plan = sa.table("commission_plans", sa.column("company_id"), sa.column("id"))
    known_plan = (
        sa.select(plan.c.id)
        .where(plan.c.company_id == commissions.c.company_id, plan.c.id == commissions.c.plan_id)
        .scalar_subquery()
    )
    _bring(
        "commissions",
        COMMISSION,
        {"plan_id": known_plan},
        commissions.c.seat_no == 1,
        commissions.c.seat == "AGENT",
        commissions.c.member_id.is_not(None),
        kept=commissions,
    )
    runs = _kept("commission_settlements", *SETTLEMENT)
    c = runs.c
    has_account = sa.or_(c.status != "PAID", c.account_id.is_not(None))
    _bring(
        "commission_settlements",
        SETTLEMENT,
        {},
        c.member_id.is_not(None),
        c.amount_minor > 0,
        has_account,
        kept=runs,
    )
    entries = _kept("commission_entries", *ENTRY)
    e = entries.c
    settlements = sa.table("commission_settlements", sa.column("company_id"), sa.column("id"))
    known = sa.exists().where(settlements.c.company_id == e.company_id, settlements.c.id == e.settlement_id)
    fine = sa.or_(e.settlement_id.is_(None), known)
    snapshots = sa.table("commissions", sa.column("company_id"), sa.column("id"))
    _bring(
        "commission_entries",
        ENTRY,
        {
            "status": sa.case((fine, e.status), else_=_word("APPROVED")),
            "settlement_id": sa.case((fine, e.settlement_id)),
        },
        sa.exists().where(snapshots.c.company_id == e.company_id, snapshots.c.id == e.commission_id),
        kept=entries,
    )
    _forget(NEW)


def _word(text: str) -> sa.ColumnElement[str]:
    return sa.literal(text, literal_execute=True)


def _kept(table: str, *columns: str) -> sa.TableClause:
    """The rows that were set aside."""
    return sa.table(f"kept_{table}", *(sa.column(name) for name in columns))


def _bring(
    table: str,
    columns: tuple[str, ...],
    values: Values,
    *where: sa.ColumnElement[bool],
    kept: sa.TableClause | None = None,
) -> None:
    """Copy the rows set aside into the new table; `values` are those of columns made or changed.

    What `where` and `values` say of the rows they say of `kept`.
    """
    kept = _kept(table, *columns) if kept is None else kept
    names = list(dict.fromkeys((*columns, *values)))
    into = sa.table(table, *(sa.column(name) for name in names))
    found = (values[name] if name in values else kept.c[name] for name in names)
    rows = sa.select(*found).select_from(kept)
    op.execute(sa.insert(into).from_select(names, rows.where(*where)))


def _set_aside(tables: tuple[str, ...]) -> None:
    """Copy the rows into plain tables and drop the real ones, the referring first."""
    for table in tables:
        everything: sa.Select[Any] = sa.select(sa.literal_column("*")).select_from(sa.table(table))
        op.execute(CreateTableAs(everything, f"kept_{table}"))
    for table in tables:
        op.drop_table(table)


def _forget(tables: tuple[str, ...]) -> None:
    for table in tables:
        op.drop_table(f"kept_{table}")


def _create_new() -> None:
    op.create_table(
        "commission_plans",
        sa.Column("company_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("created_at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("updated_at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("deleted_at", sa.BigInteger(), autoincrement=False),
        sa.Column("name", sa.String(length=200), autoincrement=False, nullable=False),
        sa.Column("payer", sa.String(6), autoincrement=False, nullable=False),
        sa.Column("member_id", ID, autoincrement=False),
        sa.Column("party_id", ID, autoincrement=False),
        sa.Column("own_customers", sa.Boolean(), autoincrement=False, nullable=False),
        sa.Column("basis", sa.String(8), autoincrement=False, nullable=False),
        sa.Column("trigger", sa.String(15), autoincrement=False, nullable=False),
        sa.Column("rate", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("unit", sa.String(length=20), autoincrement=False, nullable=False),
        sa.Column("tier_mode", sa.String(5), autoincrement=False, nullable=False),
        sa.Column("tier_by", sa.String(8), autoincrement=False, nullable=False),
        sa.Column("period", sa.String(7), autoincrement=False, nullable=False),
        sa.Column("priority", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("counts_write_off", sa.Boolean(), autoincrement=False, nullable=False),
        sa.Column("counts_charges", sa.Boolean(), autoincrement=False, nullable=False),
        sa.Column("counts_tax", sa.Boolean(), autoincrement=False, nullable=False),
        sa.Column("revision", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("is_active", sa.Boolean(), autoincrement=False, nullable=False),
        sa.CheckConstraint(
            "basis IN ('NET', 'MARGIN', 'QUANTITY', 'LUMP')", name=op.f("ck_commission_plans_basis")
        ),
        sa.CheckConstraint(
            "payer IN ('WE', 'BUYER', 'SELLER', 'BOTH')", name=op.f("ck_commission_plans_payer")
        ),
        sa.CheckConstraint(
            "payer NOT IN ('SELLER', 'BOTH') OR party_id IS NOT NULL", name=op.f("ck_commission_plans_seller")
        ),
        sa.CheckConstraint(
            "period IN ('MONTH', 'QUARTER', 'HALF', 'YEAR')", name=op.f("ck_commission_plans_period")
        ),
        sa.CheckConstraint(
            "rate >= 0 AND (basis NOT IN ('NET', 'MARGIN') OR rate <= 100000000)",
            name=op.f("ck_commission_plans_rate"),
        ),
        sa.CheckConstraint("tier_by IN ('DOCUMENT', 'TURNOVER')", name=op.f("ck_commission_plans_tier_by")),
        sa.CheckConstraint("tier_mode IN ('SLAB', 'WHOLE')", name=op.f("ck_commission_plans_tier_mode")),
        sa.CheckConstraint(
            "trigger IN ('CONTRACT', 'DELIVERY', 'POST', 'PAYMENT_PRORATA', 'PAID_FULL')",
            name=op.f("ck_commission_plans_trigger"),
        ),
        sa.CheckConstraint("member_id IS NULL OR party_id IS NULL", name=op.f("ck_commission_plans_whom")),
        sa.ForeignKeyConstraint(
            ["company_id", "member_id"],
            ["members.company_id", "members.id"],
            name=op.f("fk_commission_plans_company_id_member_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "party_id"],
            ["parties.company_id", "parties.id"],
            name=op.f("fk_commission_plans_company_id_party_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id"], ["companies.key"], name=op.f("fk_commission_plans_company_id")
        ),
        sa.PrimaryKeyConstraint("company_id", "id", name=op.f("pk_commission_plans")),
        sqlite_with_rowid=True,
    )
    op.create_index(
        "ix_commission_plans_member_id", "commission_plans", ["company_id", "member_id"], unique=False
    )
    op.create_index(
        "ix_commission_plans_name_id", "commission_plans", ["company_id", "name", "id"], unique=False
    )
    op.create_index(
        "ix_commission_plans_party_id", "commission_plans", ["company_id", "party_id"], unique=False
    )
    op.create_table(
        "commission_plan_tiers",
        sa.Column("company_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("commission_plan_id", ID, autoincrement=False, nullable=False),
        sa.Column("line_no", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("above", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("rate", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id", "commission_plan_id"],
            ["commission_plans.company_id", "commission_plans.id"],
            name=op.f("fk_commission_plan_tiers_company_id_commission_plan_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id"], ["companies.key"], name=op.f("fk_commission_plan_tiers_company_id")
        ),
        sa.PrimaryKeyConstraint(
            "company_id", "commission_plan_id", "line_no", name=op.f("pk_commission_plan_tiers")
        ),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "commission_plan_targets",
        sa.Column("company_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("commission_plan_id", ID, autoincrement=False, nullable=False),
        sa.Column("line_no", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("item_id", ID, autoincrement=False),
        sa.Column("hsn", sa.String(length=12), autoincrement=False, nullable=False),
        sa.Column("customer_id", ID, autoincrement=False),
        sa.ForeignKeyConstraint(
            ["company_id", "commission_plan_id"],
            ["commission_plans.company_id", "commission_plans.id"],
            name=op.f("fk_commission_plan_targets_company_id_commission_plan_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "customer_id"],
            ["parties.company_id", "parties.id"],
            name=op.f("fk_commission_plan_targets_company_id_customer_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "item_id"],
            ["items.company_id", "items.id"],
            name=op.f("fk_commission_plan_targets_company_id_item_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id"], ["companies.key"], name=op.f("fk_commission_plan_targets_company_id")
        ),
        sa.PrimaryKeyConstraint(
            "company_id", "commission_plan_id", "line_no", name=op.f("pk_commission_plan_targets")
        ),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "commission_plan_shares",
        sa.Column("company_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("commission_plan_id", ID, autoincrement=False, nullable=False),
        sa.Column("line_no", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("member_id", ID, autoincrement=False),
        sa.Column("party_id", ID, autoincrement=False),
        sa.Column("percent", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.CheckConstraint(
            "(member_id IS NULL) <> (party_id IS NULL)", name=op.f("ck_commission_plan_shares_whom")
        ),
        sa.CheckConstraint("percent BETWEEN 0 AND 100000000", name=op.f("ck_commission_plan_shares_percent")),
        sa.ForeignKeyConstraint(
            ["company_id", "commission_plan_id"],
            ["commission_plans.company_id", "commission_plans.id"],
            name=op.f("fk_commission_plan_shares_company_id_commission_plan_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "member_id"],
            ["members.company_id", "members.id"],
            name=op.f("fk_commission_plan_shares_company_id_member_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "party_id"],
            ["parties.company_id", "parties.id"],
            name=op.f("fk_commission_plan_shares_company_id_party_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id"], ["companies.key"], name=op.f("fk_commission_plan_shares_company_id")
        ),
        sa.PrimaryKeyConstraint(
            "company_id", "commission_plan_id", "line_no", name=op.f("pk_commission_plan_shares")
        ),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "commission_plan_versions",
        sa.Column("company_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("created_at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("updated_at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("deleted_at", sa.BigInteger(), autoincrement=False),
        sa.Column("plan_id", ID, autoincrement=False, nullable=False),
        sa.Column("plan_version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("terms", sa.Text(), autoincrement=False),
        sa.ForeignKeyConstraint(
            ["company_id", "plan_id"],
            ["commission_plans.company_id", "commission_plans.id"],
            name=op.f("fk_commission_plan_versions_company_id_plan_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id"], ["companies.key"], name=op.f("fk_commission_plan_versions_company_id")
        ),
        sa.PrimaryKeyConstraint("company_id", "id", name=op.f("pk_commission_plan_versions")),
        sa.UniqueConstraint(
            "company_id",
            "plan_id",
            "plan_version",
            name=op.f("uq_commission_plan_versions_company_id_plan_id_plan_version"),
        ),
        sqlite_with_rowid=True,
    )
    op.create_table(
        "commissions",
        sa.Column("company_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("created_at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("updated_at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("deleted_at", sa.BigInteger(), autoincrement=False),
        sa.Column("invoice_id", ID, autoincrement=False, nullable=False),
        sa.Column("seat", sa.String(9), autoincrement=False, nullable=False),
        sa.Column("seat_no", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("member_id", ID, autoincrement=False),
        sa.Column("party_id", ID, autoincrement=False),
        sa.Column("cycle", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("plan_id", ID, autoincrement=False),
        sa.Column("plan_version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("basis", sa.String(8), autoincrement=False, nullable=False),
        sa.Column("trigger", sa.String(15), autoincrement=False, nullable=False),
        sa.Column("rate", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("counts_write_off", sa.Boolean(), autoincrement=False, nullable=False),
        sa.Column("terms", sa.Text(), autoincrement=False),
        sa.Column("percents", sa.Text(), autoincrement=False),
        sa.Column("share_at", sa.Integer(), autoincrement=False),
        sa.Column("is_whole", sa.Boolean(), autoincrement=False, nullable=False),
        sa.Column("currency", sa.String(length=3), autoincrement=False, nullable=False),
        sa.Column("fx_rate", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("gross_minor", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("net_minor", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("cost_minor", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("quantity", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("period_from", sa.Date(), autoincrement=False),
        sa.Column("turnover", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("turnover_before", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("frozen_on", sa.Date(), autoincrement=False, nullable=False),
        sa.Column("is_live", sa.Boolean(), autoincrement=False, nullable=False),
        sa.CheckConstraint(
            "basis IN ('NET', 'MARGIN', 'QUANTITY', 'LUMP')", name=op.f("ck_commissions_basis")
        ),
        sa.CheckConstraint(
            "seat IN ('AGENT', 'SUB_AGENT', 'BUYER', 'SELLER')", name=op.f("ck_commissions_seat")
        ),
        sa.CheckConstraint(
            "trigger IN ('CONTRACT', 'DELIVERY', 'POST', 'PAYMENT_PRORATA', 'PAID_FULL')",
            name=op.f("ck_commissions_trigger"),
        ),
        sa.CheckConstraint("(member_id IS NULL) <> (party_id IS NULL)", name=op.f("ck_commissions_whom")),
        sa.CheckConstraint("cycle >= 1", name=op.f("ck_commissions_cycle")),
        sa.CheckConstraint("rate >= 0", name=op.f("ck_commissions_rate")),
        sa.ForeignKeyConstraint(
            ["company_id", "invoice_id"],
            ["invoices.company_id", "invoices.id"],
            name=op.f("fk_commissions_company_id_invoice_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "member_id"],
            ["members.company_id", "members.id"],
            name=op.f("fk_commissions_company_id_member_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "party_id"],
            ["parties.company_id", "parties.id"],
            name=op.f("fk_commissions_company_id_party_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "plan_id"],
            ["commission_plans.company_id", "commission_plans.id"],
            name=op.f("fk_commissions_company_id_plan_id"),
        ),
        sa.ForeignKeyConstraint(["company_id"], ["companies.key"], name=op.f("fk_commissions_company_id")),
        sa.PrimaryKeyConstraint("company_id", "id", name=op.f("pk_commissions")),
        sa.UniqueConstraint(
            "company_id",
            "invoice_id",
            "cycle",
            "seat_no",
            name=op.f("uq_commissions_company_id_invoice_id_cycle_seat_no"),
        ),
        sqlite_with_rowid=True,
    )
    op.create_index(
        "ix_commissions_member_id_frozen_on",
        "commissions",
        ["company_id", "member_id", "frozen_on"],
        unique=False,
    )
    op.create_index(
        "ix_commissions_party_id_frozen_on",
        "commissions",
        ["company_id", "party_id", "frozen_on"],
        unique=False,
        sqlite_where=sa.text("party_id IS NOT NULL"),
        postgresql_where=sa.text("party_id IS NOT NULL"),
    )
    op.create_index(
        "ix_commissions_plan_id_period_from",
        "commissions",
        ["company_id", "plan_id", "period_from"],
        unique=False,
        sqlite_where=sa.text("period_from IS NOT NULL"),
        postgresql_where=sa.text("period_from IS NOT NULL"),
    )
    op.create_index(
        "uq_commissions_invoice_id_seat_no",
        "commissions",
        ["company_id", "invoice_id", "seat_no"],
        unique=True,
        sqlite_where=sa.text("is_live"),
        postgresql_where=sa.text("is_live"),
    )
    op.create_table(
        "commission_lines",
        sa.Column("company_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("commission_id", ID, autoincrement=False, nullable=False),
        sa.Column("line_no", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("net_minor", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("cost_minor", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("quantity", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("unit", sa.String(length=20), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id", "commission_id"],
            ["commissions.company_id", "commissions.id"],
            name=op.f("fk_commission_lines_company_id_commission_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id"], ["companies.key"], name=op.f("fk_commission_lines_company_id")
        ),
        sa.PrimaryKeyConstraint("company_id", "commission_id", "line_no", name=op.f("pk_commission_lines")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "commission_settlements",
        sa.Column("company_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("created_at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("updated_at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("deleted_at", sa.BigInteger(), autoincrement=False),
        sa.Column("number", sa.String(length=40), autoincrement=False, nullable=False),
        sa.Column("member_id", ID, autoincrement=False),
        sa.Column("party_id", ID, autoincrement=False),
        sa.Column("is_income", sa.Boolean(), autoincrement=False, nullable=False),
        sa.Column("currency", sa.String(length=3), autoincrement=False, nullable=False),
        sa.Column("settled_on", sa.Date(), autoincrement=False, nullable=False),
        sa.Column("amount_minor", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("recovered_minor", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("recovered_base_minor", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("withheld_minor", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("status", sa.String(9), autoincrement=False, nullable=False),
        sa.Column("paid_on", sa.Date(), autoincrement=False),
        sa.Column("account_id", ID, autoincrement=False),
        sa.Column("invoice_id", ID, autoincrement=False),
        sa.Column("bill_id", ID, autoincrement=False),
        sa.Column("reference", sa.String(length=200), autoincrement=False, nullable=False),
        sa.CheckConstraint(
            "(status = 'PAID') = (paid_on IS NOT NULL) AND (account_id IS NULL OR status = 'PAID')",
            name=op.f("ck_commission_settlements_paid"),
        ),
        sa.CheckConstraint(
            "amount_minor > 0 OR (amount_minor < 0 AND status IN ('CARRIED', 'CANCELLED'))",
            name=op.f("ck_commission_settlements_amount"),
        ),
        sa.CheckConstraint(
            "status IN ('OPEN', 'PAID', 'CANCELLED', 'CARRIED')",
            name=op.f("ck_commission_settlements_status"),
        ),
        sa.CheckConstraint(
            "(member_id IS NULL) <> (party_id IS NULL)", name=op.f("ck_commission_settlements_whom")
        ),
        sa.CheckConstraint(
            "invoice_id IS NULL OR bill_id IS NULL", name=op.f("ck_commission_settlements_paper")
        ),
        sa.CheckConstraint(
            "recovered_minor BETWEEN 0 AND amount_minor OR recovered_minor = 0",
            name=op.f("ck_commission_settlements_recovered"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "account_id"],
            ["accounts.company_id", "accounts.id"],
            name=op.f("fk_commission_settlements_company_id_account_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "bill_id"],
            ["bills.company_id", "bills.id"],
            name=op.f("fk_commission_settlements_company_id_bill_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "invoice_id"],
            ["invoices.company_id", "invoices.id"],
            name=op.f("fk_commission_settlements_company_id_invoice_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "member_id"],
            ["members.company_id", "members.id"],
            name=op.f("fk_commission_settlements_company_id_member_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "party_id"],
            ["parties.company_id", "parties.id"],
            name=op.f("fk_commission_settlements_company_id_party_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id"], ["companies.key"], name=op.f("fk_commission_settlements_company_id")
        ),
        sa.PrimaryKeyConstraint("company_id", "id", name=op.f("pk_commission_settlements")),
        sa.UniqueConstraint("company_id", "number", name=op.f("uq_commission_settlements_company_id_number")),
        sqlite_with_rowid=True,
    )
    op.create_index(
        "ix_commission_settlements_member_id_settled_on",
        "commission_settlements",
        ["company_id", "member_id", "settled_on"],
        unique=False,
    )
    op.create_index(
        "ix_commission_settlements_party_id_settled_on",
        "commission_settlements",
        ["company_id", "party_id", "settled_on"],
        unique=False,
        sqlite_where=sa.text("party_id IS NOT NULL"),
        postgresql_where=sa.text("party_id IS NOT NULL"),
    )
    op.create_index(
        "ix_commission_settlements_settled_on_id",
        "commission_settlements",
        ["company_id", "settled_on", "id"],
        unique=False,
    )
    op.create_index(
        "uq_commission_settlements_bill_id",
        "commission_settlements",
        ["company_id", "bill_id"],
        unique=True,
        sqlite_where=sa.text("bill_id IS NOT NULL"),
        postgresql_where=sa.text("bill_id IS NOT NULL"),
    )
    op.create_index(
        "uq_commission_settlements_invoice_id",
        "commission_settlements",
        ["company_id", "invoice_id"],
        unique=True,
        sqlite_where=sa.text("invoice_id IS NOT NULL"),
        postgresql_where=sa.text("invoice_id IS NOT NULL"),
    )
    op.create_table(
        "commission_entries",
        sa.Column("company_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("created_at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("updated_at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("deleted_at", sa.BigInteger(), autoincrement=False),
        sa.Column("commission_id", ID, autoincrement=False, nullable=False),
        sa.Column("member_id", ID, autoincrement=False),
        sa.Column("party_id", ID, autoincrement=False),
        sa.Column("seat", sa.String(9), autoincrement=False, nullable=False),
        sa.Column("step", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("happened_on", sa.Date(), autoincrement=False, nullable=False),
        sa.Column("cause", sa.String(8), autoincrement=False, nullable=False),
        sa.Column("settled_minor", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("credited_net_minor", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("target_minor", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("amount_minor", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("base_minor", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("currency", sa.String(length=3), autoincrement=False, nullable=False),
        sa.Column("status", sa.String(8), autoincrement=False, nullable=False),
        sa.Column("settlement_id", ID, autoincrement=False),
        sa.Column("reverses_id", ID, autoincrement=False),
        sa.Column("why", sa.Text(), autoincrement=False, nullable=False),
        sa.CheckConstraint(
            "(status IN ('SETTLED', 'PAID')) = (settlement_id IS NOT NULL)",
            name=op.f("ck_commission_entries_settlement"),
        ),
        sa.CheckConstraint(
            "cause IN ('SETTLED', 'REOPENED', 'POSTED', 'CREDITED', 'VOIDED')",
            name=op.f("ck_commission_entries_cause"),
        ),
        sa.CheckConstraint(
            "seat IN ('AGENT', 'SUB_AGENT', 'BUYER', 'SELLER')", name=op.f("ck_commission_entries_seat")
        ),
        sa.CheckConstraint(
            "status IN ('PENDING', 'EARNED', 'APPROVED', 'SETTLED', 'PAID', 'REVERSED')",
            name=op.f("ck_commission_entries_status"),
        ),
        sa.CheckConstraint(
            "(member_id IS NULL) <> (party_id IS NULL)", name=op.f("ck_commission_entries_whom")
        ),
        sa.CheckConstraint("amount_minor <> 0", name=op.f("ck_commission_entries_amount")),
        sa.CheckConstraint(
            "reverses_id IS NULL OR amount_minor < 0", name=op.f("ck_commission_entries_reverses")
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "commission_id"],
            ["commissions.company_id", "commissions.id"],
            name=op.f("fk_commission_entries_company_id_commission_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "member_id"],
            ["members.company_id", "members.id"],
            name=op.f("fk_commission_entries_company_id_member_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "party_id"],
            ["parties.company_id", "parties.id"],
            name=op.f("fk_commission_entries_company_id_party_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "reverses_id"],
            ["commission_entries.company_id", "commission_entries.id"],
            name=op.f("fk_commission_entries_company_id_reverses_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "settlement_id"],
            ["commission_settlements.company_id", "commission_settlements.id"],
            name=op.f("fk_commission_entries_company_id_settlement_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id"], ["companies.key"], name=op.f("fk_commission_entries_company_id")
        ),
        sa.PrimaryKeyConstraint("company_id", "id", name=op.f("pk_commission_entries")),
        sa.UniqueConstraint(
            "company_id",
            "commission_id",
            "step",
            name=op.f("uq_commission_entries_company_id_commission_id_step"),
        ),
        sqlite_with_rowid=True,
    )
    op.create_index(
        "ix_commission_entries_happened_on_id",
        "commission_entries",
        ["company_id", "happened_on", "id"],
        unique=False,
    )
    op.create_index(
        "ix_commission_entries_member_id_status",
        "commission_entries",
        ["company_id", "member_id", "status"],
        unique=False,
    )
    op.create_index(
        "ix_commission_entries_party_id_status",
        "commission_entries",
        ["company_id", "party_id", "status"],
        unique=False,
        sqlite_where=sa.text("party_id IS NOT NULL"),
        postgresql_where=sa.text("party_id IS NOT NULL"),
    )
    op.create_index(
        "ix_commission_entries_settlement_id",
        "commission_entries",
        ["company_id", "settlement_id"],
        unique=False,
        sqlite_where=sa.text("settlement_id IS NOT NULL"),
        postgresql_where=sa.text("settlement_id IS NOT NULL"),
    )
    op.create_index(
        "ix_commission_entries_status_happened_on",
        "commission_entries",
        ["company_id", "status", "happened_on"],
        unique=False,
    )


def _create_old() -> None:
    op.create_table(
        "commission_plans",
        sa.Column("company_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("created_at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("updated_at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("deleted_at", sa.BigInteger(), autoincrement=False),
        sa.Column("name", sa.String(length=200), autoincrement=False, nullable=False),
        sa.Column("member_id", ID, autoincrement=False, nullable=False),
        sa.Column("basis", sa.String(8), autoincrement=False, nullable=False),
        sa.Column("trigger", sa.String(15), autoincrement=False, nullable=False),
        sa.Column("rate", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("counts_write_off", sa.Boolean(), autoincrement=False, nullable=False),
        sa.Column("is_active", sa.Boolean(), autoincrement=False, nullable=False),
        sa.CheckConstraint(
            "basis IN ('NET', 'MARGIN', 'QUANTITY', 'LUMP')", name=op.f("ck_commission_plans_basis")
        ),
        sa.CheckConstraint(
            "rate >= 0 AND (basis NOT IN ('NET', 'MARGIN') OR rate <= 100000000)",
            name=op.f("ck_commission_plans_rate"),
        ),
        sa.CheckConstraint(
            "trigger IN ('CONTRACT', 'DELIVERY', 'POST', 'PAYMENT_PRORATA', 'PAID_FULL')",
            name=op.f("ck_commission_plans_trigger"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "member_id"],
            ["members.company_id", "members.id"],
            name=op.f("fk_commission_plans_company_id_member_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id"], ["companies.key"], name=op.f("fk_commission_plans_company_id")
        ),
        sa.PrimaryKeyConstraint("company_id", "id", name=op.f("pk_commission_plans")),
        sqlite_with_rowid=True,
    )
    op.create_index(
        "ix_commission_plans_name_id", "commission_plans", ["company_id", "name", "id"], unique=False
    )
    op.create_index(
        "uq_commission_plans_member_id",
        "commission_plans",
        ["company_id", "member_id"],
        unique=True,
        sqlite_where=sa.text("deleted_at IS NULL"),
        postgresql_where=sa.text("deleted_at IS NULL"),
    )
    op.create_table(
        "commission_settlements",
        sa.Column("company_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("created_at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("updated_at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("deleted_at", sa.BigInteger(), autoincrement=False),
        sa.Column("number", sa.String(length=40), autoincrement=False, nullable=False),
        sa.Column("member_id", ID, autoincrement=False, nullable=False),
        sa.Column("currency", sa.String(length=3), autoincrement=False, nullable=False),
        sa.Column("settled_on", sa.Date(), autoincrement=False, nullable=False),
        sa.Column("amount_minor", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("status", sa.String(9), autoincrement=False, nullable=False),
        sa.Column("paid_on", sa.Date(), autoincrement=False),
        sa.Column("account_id", ID, autoincrement=False),
        sa.Column("reference", sa.String(length=200), autoincrement=False, nullable=False),
        sa.CheckConstraint(
            "(status = 'PAID') = (paid_on IS NOT NULL) AND (status = 'PAID') = (account_id IS NOT NULL)",
            name=op.f("ck_commission_settlements_paid"),
        ),
        sa.CheckConstraint(
            "status IN ('OPEN', 'PAID', 'CANCELLED')", name=op.f("ck_commission_settlements_status")
        ),
        sa.CheckConstraint("amount_minor > 0", name=op.f("ck_commission_settlements_amount")),
        sa.ForeignKeyConstraint(
            ["company_id", "account_id"],
            ["accounts.company_id", "accounts.id"],
            name=op.f("fk_commission_settlements_company_id_account_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "member_id"],
            ["members.company_id", "members.id"],
            name=op.f("fk_commission_settlements_company_id_member_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id"], ["companies.key"], name=op.f("fk_commission_settlements_company_id")
        ),
        sa.PrimaryKeyConstraint("company_id", "id", name=op.f("pk_commission_settlements")),
        sa.UniqueConstraint("company_id", "number", name=op.f("uq_commission_settlements_company_id_number")),
        sqlite_with_rowid=True,
    )
    op.create_index(
        "ix_commission_settlements_member_id_settled_on",
        "commission_settlements",
        ["company_id", "member_id", "settled_on"],
        unique=False,
    )
    op.create_index(
        "ix_commission_settlements_settled_on_id",
        "commission_settlements",
        ["company_id", "settled_on", "id"],
        unique=False,
    )
    op.create_table(
        "commissions",
        sa.Column("company_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("created_at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("updated_at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("deleted_at", sa.BigInteger(), autoincrement=False),
        sa.Column("invoice_id", ID, autoincrement=False, nullable=False),
        sa.Column("member_id", ID, autoincrement=False, nullable=False),
        sa.Column("cycle", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("plan_id", ID, autoincrement=False),
        sa.Column("plan_version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("basis", sa.String(8), autoincrement=False, nullable=False),
        sa.Column("trigger", sa.String(15), autoincrement=False, nullable=False),
        sa.Column("rate", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("counts_write_off", sa.Boolean(), autoincrement=False, nullable=False),
        sa.Column("currency", sa.String(length=3), autoincrement=False, nullable=False),
        sa.Column("fx_rate", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("gross_minor", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("net_minor", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("quantity", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("frozen_on", sa.Date(), autoincrement=False, nullable=False),
        sa.Column("is_live", sa.Boolean(), autoincrement=False, nullable=False),
        sa.CheckConstraint(
            "basis IN ('NET', 'MARGIN', 'QUANTITY', 'LUMP')", name=op.f("ck_commissions_basis")
        ),
        sa.CheckConstraint(
            "trigger IN ('CONTRACT', 'DELIVERY', 'POST', 'PAYMENT_PRORATA', 'PAID_FULL')",
            name=op.f("ck_commissions_trigger"),
        ),
        sa.CheckConstraint("cycle >= 1", name=op.f("ck_commissions_cycle")),
        sa.CheckConstraint("rate >= 0", name=op.f("ck_commissions_rate")),
        sa.ForeignKeyConstraint(
            ["company_id", "invoice_id"],
            ["invoices.company_id", "invoices.id"],
            name=op.f("fk_commissions_company_id_invoice_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "member_id"],
            ["members.company_id", "members.id"],
            name=op.f("fk_commissions_company_id_member_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "plan_id"],
            ["commission_plans.company_id", "commission_plans.id"],
            name=op.f("fk_commissions_company_id_plan_id"),
        ),
        sa.ForeignKeyConstraint(["company_id"], ["companies.key"], name=op.f("fk_commissions_company_id")),
        sa.PrimaryKeyConstraint("company_id", "id", name=op.f("pk_commissions")),
        sa.UniqueConstraint(
            "company_id",
            "invoice_id",
            "member_id",
            "cycle",
            name=op.f("uq_commissions_company_id_invoice_id_member_id_cycle"),
        ),
        sqlite_with_rowid=True,
    )
    op.create_index(
        "ix_commissions_member_id_frozen_on",
        "commissions",
        ["company_id", "member_id", "frozen_on"],
        unique=False,
    )
    op.create_index(
        "uq_commissions_invoice_id_member_id",
        "commissions",
        ["company_id", "invoice_id", "member_id"],
        unique=True,
        sqlite_where=sa.text("is_live"),
        postgresql_where=sa.text("is_live"),
    )
    op.create_table(
        "commission_entries",
        sa.Column("company_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("created_at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("updated_at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("deleted_at", sa.BigInteger(), autoincrement=False),
        sa.Column("commission_id", ID, autoincrement=False, nullable=False),
        sa.Column("member_id", ID, autoincrement=False, nullable=False),
        sa.Column("step", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("happened_on", sa.Date(), autoincrement=False, nullable=False),
        sa.Column("cause", sa.String(8), autoincrement=False, nullable=False),
        sa.Column("settled_minor", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("credited_net_minor", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("target_minor", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("amount_minor", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("base_minor", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("currency", sa.String(length=3), autoincrement=False, nullable=False),
        sa.Column("status", sa.String(8), autoincrement=False, nullable=False),
        sa.Column("settlement_id", ID, autoincrement=False),
        sa.Column("why", sa.Text(), autoincrement=False, nullable=False),
        sa.CheckConstraint(
            "(status IN ('SETTLED', 'PAID')) = (settlement_id IS NOT NULL)",
            name=op.f("ck_commission_entries_settlement"),
        ),
        sa.CheckConstraint(
            "cause IN ('SETTLED', 'REOPENED', 'POSTED', 'CREDITED', 'VOIDED')",
            name=op.f("ck_commission_entries_cause"),
        ),
        sa.CheckConstraint(
            "status IN ('PENDING', 'EARNED', 'APPROVED', 'SETTLED', 'PAID', 'REVERSED')",
            name=op.f("ck_commission_entries_status"),
        ),
        sa.CheckConstraint("amount_minor <> 0", name=op.f("ck_commission_entries_amount")),
        sa.ForeignKeyConstraint(
            ["company_id", "commission_id"],
            ["commissions.company_id", "commissions.id"],
            name=op.f("fk_commission_entries_company_id_commission_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "member_id"],
            ["members.company_id", "members.id"],
            name=op.f("fk_commission_entries_company_id_member_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "settlement_id"],
            ["commission_settlements.company_id", "commission_settlements.id"],
            name=op.f("fk_commission_entries_company_id_settlement_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id"], ["companies.key"], name=op.f("fk_commission_entries_company_id")
        ),
        sa.PrimaryKeyConstraint("company_id", "id", name=op.f("pk_commission_entries")),
        sa.UniqueConstraint(
            "company_id",
            "commission_id",
            "step",
            name=op.f("uq_commission_entries_company_id_commission_id_step"),
        ),
        sqlite_with_rowid=True,
    )
    op.create_index(
        "ix_commission_entries_happened_on_id",
        "commission_entries",
        ["company_id", "happened_on", "id"],
        unique=False,
    )
    op.create_index(
        "ix_commission_entries_member_id_status",
        "commission_entries",
        ["company_id", "member_id", "status"],
        unique=False,
    )
    op.create_index(
        "ix_commission_entries_settlement_id",
        "commission_entries",
        ["company_id", "settlement_id"],
        unique=False,
        sqlite_where=sa.text("settlement_id IS NOT NULL"),
        postgresql_where=sa.text("settlement_id IS NOT NULL"),
    )
    op.create_index(
        "ix_commission_entries_status_happened_on",
        "commission_entries",
        ["company_id", "status", "happened_on"],
        unique=False,
    )

"""Brokerage charges of contracts."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

ID = sa.LargeBinary(16).with_variant(sa.Uuid(), "postgresql")


def upgrade() -> None:
    op.create_table(
        "brokerage_charges",
        sa.Column("company_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("created_at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("updated_at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("deleted_at", sa.BigInteger(), autoincrement=False),
        sa.Column("trade_id", ID, autoincrement=False, nullable=False),
        sa.Column("delivery_id", ID, autoincrement=False),
        sa.Column("side", sa.String(length=4), autoincrement=False, nullable=False),
        sa.Column("party_id", ID, autoincrement=False, nullable=False),
        sa.Column("step", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("cause", sa.String(length=10), autoincrement=False, nullable=False),
        sa.Column("happened_on", sa.Date(), autoincrement=False, nullable=False),
        sa.Column("due_on", sa.Date(), autoincrement=False, nullable=False),
        sa.Column("basis", sa.String(length=8), autoincrement=False, nullable=False),
        sa.Column("trigger", sa.String(length=8), autoincrement=False, nullable=False),
        sa.Column("rate", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("unit", sa.String(length=5), autoincrement=False),
        sa.Column("counts_allowances", sa.Boolean(), autoincrement=False, nullable=False),
        sa.Column("base_minor", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("kg", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("packages", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("target_minor", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("amount_minor", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("currency", sa.String(length=3), autoincrement=False, nullable=False),
        sa.Column("fx_rate", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("booked_minor", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("lump_no", sa.Integer(), autoincrement=False),
        sa.Column("state", sa.String(length=9), autoincrement=False, nullable=False),
        sa.Column("invoice_id", ID, autoincrement=False),
        sa.Column("invoice_line_no", sa.Integer(), autoincrement=False),
        sa.Column("against_id", ID, autoincrement=False),
        sa.Column("why", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("branch_id", ID, autoincrement=False),
        sa.CheckConstraint(
            "against_id IS NULL OR amount_minor < 0", name=op.f("ck_brokerage_charges_against")
        ),
        sa.CheckConstraint("amount_minor <> 0", name=op.f("ck_brokerage_charges_amount")),
        sa.CheckConstraint(
            "basis IN ('PERCENT', 'PER_UNIT', 'LUMP')", name=op.f("ck_brokerage_charges_basis")
        ),
        sa.CheckConstraint(
            "(state IN ('BILLED', 'SETTLED')) = (invoice_id IS NOT NULL)",
            name=op.f("ck_brokerage_charges_billed"),
        ),
        sa.CheckConstraint(
            "cause IN ('MADE', 'AMENDED', 'DELIVERED', 'TAKEN_BACK', 'ALLOWED', 'ENDED', 'REOPENED')",
            name=op.f("ck_brokerage_charges_cause"),
        ),
        sa.CheckConstraint(
            "(invoice_id IS NULL) = (invoice_line_no IS NULL)", name=op.f("ck_brokerage_charges_line")
        ),
        sa.CheckConstraint("lump_no IS NULL OR amount_minor > 0", name=op.f("ck_brokerage_charges_lump")),
        sa.CheckConstraint("side IN ('BUY', 'SELL')", name=op.f("ck_brokerage_charges_side")),
        sa.CheckConstraint(
            "state IN ('DUE', 'BILLED', 'SETTLED', 'CANCELLED')", name=op.f("ck_brokerage_charges_state")
        ),
        sa.CheckConstraint("trigger IN ('CONTRACT', 'DELIVERY')", name=op.f("ck_brokerage_charges_trigger")),
        sa.CheckConstraint(
            "unit IN ('BALE', 'CANDY', 'QTL', 'MT', 'KG', 'MAUND', 'BAG', 'LB', 'FCL', 'LORRY')",
            name=op.f("ck_brokerage_charges_unit"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id"], ["companies.key"], name=op.f("fk_brokerage_charges_company_id")
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "against_id"],
            ["invoices.company_id", "invoices.id"],
            name=op.f("fk_brokerage_charges_company_id_against_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "delivery_id"],
            ["deliveries.company_id", "deliveries.id"],
            name=op.f("fk_brokerage_charges_company_id_delivery_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "invoice_id"],
            ["invoices.company_id", "invoices.id"],
            name=op.f("fk_brokerage_charges_company_id_invoice_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "party_id"],
            ["parties.company_id", "parties.id"],
            name=op.f("fk_brokerage_charges_company_id_party_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "trade_id"],
            ["trades.company_id", "trades.id"],
            name=op.f("fk_brokerage_charges_company_id_trade_id"),
        ),
        sa.PrimaryKeyConstraint("company_id", "id", name=op.f("pk_brokerage_charges")),
        sa.UniqueConstraint(
            "company_id",
            "trade_id",
            "side",
            "step",
            name=op.f("uq_brokerage_charges_company_id_trade_id_side_step"),
        ),
        sqlite_with_rowid=True,
    )
    op.create_index("ix_brokerage_charges_due_on_id", "brokerage_charges", ["company_id", "due_on", "id"])
    op.create_index(
        "ix_brokerage_charges_invoice_id",
        "brokerage_charges",
        ["company_id", "invoice_id"],
        sqlite_where=sa.text("invoice_id IS NOT NULL"),
        postgresql_where=sa.text("invoice_id IS NOT NULL"),
    )
    op.create_index(
        "ix_brokerage_charges_party_id_state", "brokerage_charges", ["company_id", "party_id", "state"]
    )
    op.create_index(
        "ix_brokerage_charges_state_due_on", "brokerage_charges", ["company_id", "state", "due_on"]
    )
    op.create_index(
        "uq_brokerage_charges_trade_id_side_lump_no",
        "brokerage_charges",
        ["company_id", "trade_id", "side", "lump_no"],
        unique=True,
        sqlite_where=sa.text("lump_no IS NOT NULL"),
        postgresql_where=sa.text("lump_no IS NOT NULL"),
    )


def downgrade() -> None:
    op.drop_table("brokerage_charges")

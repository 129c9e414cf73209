"""Deliveries under contracts, with weighings, deductions, charges and lots."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

ID = sa.LargeBinary(16).with_variant(sa.Uuid(), "postgresql")


def upgrade() -> None:
    op.create_table(
        "deliveries",
        sa.Column("company_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("created_at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("updated_at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("deleted_at", sa.BigInteger(), autoincrement=False),
        sa.Column("number", sa.String(length=40), autoincrement=False, nullable=False),
        sa.Column("trade_id", ID, autoincrement=False, nullable=False),
        sa.Column("state", sa.String(length=9), autoincrement=False, nullable=False),
        sa.Column("lifted_on", sa.Date(), autoincrement=False, nullable=False),
        sa.Column("delivered_on", sa.Date(), autoincrement=False),
        sa.Column("lorry_no", sa.String(length=40), autoincrement=False, nullable=False),
        sa.Column("lr_no", sa.String(length=40), autoincrement=False, nullable=False),
        sa.Column("transporter_id", ID, autoincrement=False),
        sa.Column("driver_phone", sa.String(length=40), autoincrement=False, nullable=False),
        sa.Column("packages", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("weight_rule", sa.String(length=9), autoincrement=False, nullable=False),
        sa.Column("net_kg", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("billed_kg", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("currency", sa.String(length=3), autoincrement=False, nullable=False),
        sa.Column("goods_minor", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("allowance_minor", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("charges_minor", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("value_minor", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("freight_minor", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("freight_advance_minor", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("seller_bill_no", sa.String(length=40), autoincrement=False, nullable=False),
        sa.Column("seller_bill_on", sa.Date(), autoincrement=False),
        sa.Column("seller_bill_minor", sa.BigInteger(), autoincrement=False),
        sa.Column("invoice_id", ID, autoincrement=False),
        sa.Column("bill_id", ID, autoincrement=False),
        sa.Column("freight_bill_id", ID, autoincrement=False),
        sa.Column("void_reason", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("notes", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("branch_id", ID, autoincrement=False),
        sa.CheckConstraint(
            "(state = 'DELIVERED') <= (delivered_on IS NOT NULL)", name=op.f("ck_deliveries_delivered")
        ),
        sa.CheckConstraint("packages >= 0", name=op.f("ck_deliveries_packages")),
        sa.CheckConstraint("state IN ('LIFTED', 'DELIVERED', 'VOID')", name=op.f("ck_deliveries_state")),
        sa.CheckConstraint("net_kg >= 0 AND billed_kg >= 0", name=op.f("ck_deliveries_weight")),
        sa.CheckConstraint(
            "weight_rule IN ('AVERAGE', 'LOADING', 'UNLOADING', 'LOWER')",
            name=op.f("ck_deliveries_weight_rule"),
        ),
        sa.ForeignKeyConstraint(["company_id"], ["companies.key"], name=op.f("fk_deliveries_company_id")),
        sa.ForeignKeyConstraint(
            ["company_id", "bill_id"],
            ["bills.company_id", "bills.id"],
            name=op.f("fk_deliveries_company_id_bill_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "freight_bill_id"],
            ["bills.company_id", "bills.id"],
            name=op.f("fk_deliveries_company_id_freight_bill_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "invoice_id"],
            ["invoices.company_id", "invoices.id"],
            name=op.f("fk_deliveries_company_id_invoice_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "trade_id"],
            ["trades.company_id", "trades.id"],
            name=op.f("fk_deliveries_company_id_trade_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "transporter_id"],
            ["parties.company_id", "parties.id"],
            name=op.f("fk_deliveries_company_id_transporter_id"),
        ),
        sa.PrimaryKeyConstraint("company_id", "id", name=op.f("pk_deliveries")),
        sa.UniqueConstraint("company_id", "number", name=op.f("uq_deliveries_company_id_number")),
        sqlite_with_rowid=True,
    )
    op.create_index("ix_deliveries_lifted_on_id", "deliveries", ["company_id", "lifted_on", "id"])
    op.create_index("ix_deliveries_state_lifted_on", "deliveries", ["company_id", "state", "lifted_on"])
    op.create_index("ix_deliveries_trade_id_lifted_on", "deliveries", ["company_id", "trade_id", "lifted_on"])
    op.create_index(
        "uq_deliveries_bill_id",
        "deliveries",
        ["company_id", "bill_id"],
        unique=True,
        sqlite_where=sa.text("bill_id IS NOT NULL"),
        postgresql_where=sa.text("bill_id IS NOT NULL"),
    )
    op.create_index(
        "uq_deliveries_invoice_id",
        "deliveries",
        ["company_id", "invoice_id"],
        unique=True,
        sqlite_where=sa.text("invoice_id IS NOT NULL"),
        postgresql_where=sa.text("invoice_id IS NOT NULL"),
    )
    op.create_table(
        "delivery_weighings",
        sa.Column("company_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("delivery_id", ID, autoincrement=False, nullable=False),
        sa.Column("line_no", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.String(length=9), autoincrement=False, nullable=False),
        sa.Column("slip_no", sa.String(length=40), autoincrement=False, nullable=False),
        sa.Column("weighed_on", sa.Date(), autoincrement=False),
        sa.Column("bridge", sa.String(length=200), autoincrement=False, nullable=False),
        sa.Column("gross_kg", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("tare_kg", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.CheckConstraint("at IN ('LOADING', 'UNLOADING')", name=op.f("ck_delivery_weighings_at")),
        sa.ForeignKeyConstraint(
            ["company_id"], ["companies.key"], name=op.f("fk_delivery_weighings_company_id")
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "delivery_id"],
            ["deliveries.company_id", "deliveries.id"],
            name=op.f("fk_delivery_weighings_company_id_delivery_id"),
        ),
        sa.PrimaryKeyConstraint("company_id", "delivery_id", "line_no", name=op.f("pk_delivery_weighings")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "delivery_deductions",
        sa.Column("company_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("delivery_id", ID, autoincrement=False, nullable=False),
        sa.Column("line_no", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(length=8), autoincrement=False, nullable=False),
        sa.Column("weight_kg", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("note", sa.String(length=200), autoincrement=False, nullable=False),
        sa.CheckConstraint(
            "kind IN ('TARE', 'SHORTAGE', 'MOISTURE', 'QUALITY', 'OTHER')",
            name=op.f("ck_delivery_deductions_kind"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id"], ["companies.key"], name=op.f("fk_delivery_deductions_company_id")
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "delivery_id"],
            ["deliveries.company_id", "deliveries.id"],
            name=op.f("fk_delivery_deductions_company_id_delivery_id"),
        ),
        sa.PrimaryKeyConstraint("company_id", "delivery_id", "line_no", name=op.f("pk_delivery_deductions")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "delivery_charges",
        sa.Column("company_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("delivery_id", ID, autoincrement=False, nullable=False),
        sa.Column("line_no", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("name", sa.String(length=200), autoincrement=False, nullable=False),
        sa.Column("amount_minor", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id"], ["companies.key"], name=op.f("fk_delivery_charges_company_id")
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "delivery_id"],
            ["deliveries.company_id", "deliveries.id"],
            name=op.f("fk_delivery_charges_company_id_delivery_id"),
        ),
        sa.PrimaryKeyConstraint("company_id", "delivery_id", "line_no", name=op.f("pk_delivery_charges")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "delivery_lots",
        sa.Column("company_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("delivery_id", ID, autoincrement=False, nullable=False),
        sa.Column("line_no", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("lot_id", ID, autoincrement=False, nullable=False),
        sa.Column("packages", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("weight_kg", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("allowance_minor", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("why", sa.Text(), autoincrement=False),
        sa.ForeignKeyConstraint(["company_id"], ["companies.key"], name=op.f("fk_delivery_lots_company_id")),
        sa.ForeignKeyConstraint(
            ["company_id", "delivery_id"],
            ["deliveries.company_id", "deliveries.id"],
            name=op.f("fk_delivery_lots_company_id_delivery_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "lot_id"],
            ["lots.company_id", "lots.id"],
            name=op.f("fk_delivery_lots_company_id_lot_id"),
        ),
        sa.PrimaryKeyConstraint("company_id", "delivery_id", "line_no", name=op.f("pk_delivery_lots")),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    op.drop_table("delivery_lots")
    op.drop_table("delivery_charges")
    op.drop_table("delivery_deductions")
    op.drop_table("delivery_weighings")
    op.drop_table("deliveries")

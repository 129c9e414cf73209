"""Commodities with their parameters and varieties, places, freight, clauses and allowances."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

ID = sa.LargeBinary(16).with_variant(sa.Uuid(), "postgresql")


def upgrade() -> None:
    op.create_table(
        "commodities",
        sa.Column("company_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("created_at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("updated_at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("deleted_at", sa.BigInteger(), autoincrement=False),
        sa.Column("code", sa.String(length=40), autoincrement=False, nullable=False),
        sa.Column("name", sa.String(length=200), autoincrement=False, nullable=False),
        sa.Column("item_id", ID, autoincrement=False),
        sa.Column("unit", sa.String(length=5), autoincrement=False, nullable=False),
        sa.Column("price_unit", sa.String(length=5), autoincrement=False, nullable=False),
        sa.Column("package_unit", sa.String(length=5), autoincrement=False, nullable=False),
        sa.Column("package_kg", sa.BigInteger(), autoincrement=False),
        sa.Column("kg_per_price_unit", sa.String(length=30), autoincrement=False, nullable=False),
        sa.Column("tolerance_percent", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("price_low", sa.BigInteger(), autoincrement=False),
        sa.Column("price_high", sa.BigInteger(), autoincrement=False),
        sa.Column("allowance_table_id", ID, autoincrement=False),
        sa.Column("is_active", sa.Boolean(), autoincrement=False, nullable=False),
        sa.CheckConstraint("price_low IS NULL OR price_high >= price_low", name=op.f("ck_commodities_band")),
        sa.CheckConstraint(
            "package_unit IN ('BALE', 'CANDY', 'QTL', 'MT', 'KG', 'MAUND', 'BAG', 'LB', 'FCL', 'LORRY')",
            name=op.f("ck_commodities_package_unit"),
        ),
        sa.CheckConstraint(
            "price_unit IN ('BALE', 'CANDY', 'QTL', 'MT', 'KG', 'MAUND', 'BAG', 'LB', 'FCL', 'LORRY')",
            name=op.f("ck_commodities_price_unit"),
        ),
        sa.CheckConstraint("tolerance_percent >= 0", name=op.f("ck_commodities_tolerance")),
        sa.CheckConstraint(
            "unit IN ('BALE', 'CANDY', 'QTL', 'MT', 'KG', 'MAUND', 'BAG', 'LB', 'FCL', 'LORRY')",
            name=op.f("ck_commodities_unit"),
        ),
        sa.ForeignKeyConstraint(["company_id"], ["companies.key"], name=op.f("fk_commodities_company_id")),
        sa.ForeignKeyConstraint(
            ["company_id", "item_id"],
            ["items.company_id", "items.id"],
            name=op.f("fk_commodities_company_id_item_id"),
        ),
        sa.PrimaryKeyConstraint("company_id", "id", name=op.f("pk_commodities")),
        sqlite_with_rowid=True,
    )
    op.create_index("ix_commodities_name_id", "commodities", ["company_id", "name", "id"])
    op.create_index(
        "uq_commodities_code",
        "commodities",
        ["company_id", "code"],
        unique=True,
        sqlite_where=sa.text("deleted_at IS NULL"),
        postgresql_where=sa.text("deleted_at IS NULL"),
    )
    op.create_table(
        "commodity_parameters",
        sa.Column("company_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("commodity_id", ID, autoincrement=False, nullable=False),
        sa.Column("line_no", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("code", sa.String(length=40), autoincrement=False, nullable=False),
        sa.Column("name", sa.String(length=200), autoincrement=False, nullable=False),
        sa.Column("unit", sa.String(length=20), autoincrement=False, nullable=False),
        sa.Column("better", sa.String(length=6), autoincrement=False, nullable=False),
        sa.Column("decimals", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("usual_min", sa.BigInteger(), autoincrement=False),
        sa.Column("usual_max", sa.BigInteger(), autoincrement=False),
        sa.CheckConstraint(
            "better IN ('HIGHER', 'LOWER', 'WITHIN')", name=op.f("ck_commodity_parameters_better")
        ),
        sa.ForeignKeyConstraint(
            ["company_id"], ["companies.key"], name=op.f("fk_commodity_parameters_company_id")
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "commodity_id"],
            ["commodities.company_id", "commodities.id"],
            name=op.f("fk_commodity_parameters_company_id_commodity_id"),
        ),
        sa.PrimaryKeyConstraint(
            "company_id", "commodity_id", "line_no", name=op.f("pk_commodity_parameters")
        ),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "commodity_varieties",
        sa.Column("company_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("commodity_id", ID, autoincrement=False, nullable=False),
        sa.Column("line_no", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("name", sa.String(length=40), autoincrement=False, nullable=False),
        sa.Column("also", sa.Text(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id"], ["companies.key"], name=op.f("fk_commodity_varieties_company_id")
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "commodity_id"],
            ["commodities.company_id", "commodities.id"],
            name=op.f("fk_commodity_varieties_company_id_commodity_id"),
        ),
        sa.PrimaryKeyConstraint("company_id", "commodity_id", "line_no", name=op.f("pk_commodity_varieties")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "locations",
        sa.Column("company_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("created_at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("updated_at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("deleted_at", sa.BigInteger(), autoincrement=False),
        sa.Column("code", sa.String(length=40), autoincrement=False, nullable=False),
        sa.Column("name", sa.String(length=200), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(length=9), autoincrement=False, nullable=False),
        sa.Column("state", sa.String(length=10), autoincrement=False, nullable=False),
        sa.Column("country", sa.String(length=2), autoincrement=False, nullable=False),
        sa.Column("also", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("maund_kg", sa.BigInteger(), autoincrement=False),
        sa.Column("is_active", sa.Boolean(), autoincrement=False, nullable=False),
        sa.CheckConstraint(
            "kind IN ('STATION', 'PORT', 'WAREHOUSE', 'MILL')", name=op.f("ck_locations_kind")
        ),
        sa.ForeignKeyConstraint(["company_id"], ["companies.key"], name=op.f("fk_locations_company_id")),
        sa.PrimaryKeyConstraint("company_id", "id", name=op.f("pk_locations")),
        sqlite_with_rowid=True,
    )
    op.create_index("ix_locations_name_id", "locations", ["company_id", "name", "id"])
    op.create_index(
        "uq_locations_code",
        "locations",
        ["company_id", "code"],
        unique=True,
        sqlite_where=sa.text("deleted_at IS NULL"),
        postgresql_where=sa.text("deleted_at IS NULL"),
    )
    op.create_table(
        "freight_rates",
        sa.Column("company_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("created_at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("updated_at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("deleted_at", sa.BigInteger(), autoincrement=False),
        sa.Column("origin_id", ID, autoincrement=False, nullable=False),
        sa.Column("destination_id", ID, autoincrement=False, nullable=False),
        sa.Column("from_on", sa.Date(), autoincrement=False, nullable=False),
        sa.Column("currency", sa.String(length=3), autoincrement=False, nullable=False),
        sa.Column("per_mt", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("days", sa.Integer(), autoincrement=False, nullable=False),
        sa.CheckConstraint("per_mt >= 0", name=op.f("ck_freight_rates_rate")),
        sa.ForeignKeyConstraint(["company_id"], ["companies.key"], name=op.f("fk_freight_rates_company_id")),
        sa.ForeignKeyConstraint(
            ["company_id", "destination_id"],
            ["locations.company_id", "locations.id"],
            name=op.f("fk_freight_rates_company_id_destination_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "origin_id"],
            ["locations.company_id", "locations.id"],
            name=op.f("fk_freight_rates_company_id_origin_id"),
        ),
        sa.PrimaryKeyConstraint("company_id", "id", name=op.f("pk_freight_rates")),
        sqlite_with_rowid=True,
    )
    op.create_index(
        "uq_freight_rates_origin_id_destination_id_currency_from_on",
        "freight_rates",
        ["company_id", "origin_id", "destination_id", "currency", "from_on"],
        unique=True,
        sqlite_where=sa.text("deleted_at IS NULL"),
        postgresql_where=sa.text("deleted_at IS NULL"),
    )
    op.create_table(
        "trade_clauses",
        sa.Column("company_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("created_at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("updated_at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("deleted_at", sa.BigInteger(), autoincrement=False),
        sa.Column("code", sa.String(length=40), autoincrement=False, nullable=False),
        sa.Column("name", sa.String(length=200), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(length=8), autoincrement=False, nullable=False),
        sa.Column("text", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("days", sa.Integer(), autoincrement=False),
        sa.Column("percent", sa.BigInteger(), autoincrement=False),
        sa.Column("in_working_days", sa.Boolean(), autoincrement=False, nullable=False),
        sa.Column("is_standard", sa.Boolean(), autoincrement=False, nullable=False),
        sa.Column("is_active", sa.Boolean(), autoincrement=False, nullable=False),
        sa.CheckConstraint(
            "kind IN ('DELIVERY', 'PAYMENT', 'PASSING', 'WEIGHT', 'CLAIM', 'GENERAL')",
            name=op.f("ck_trade_clauses_kind"),
        ),
        sa.ForeignKeyConstraint(["company_id"], ["companies.key"], name=op.f("fk_trade_clauses_company_id")),
        sa.PrimaryKeyConstraint("company_id", "id", name=op.f("pk_trade_clauses")),
        sqlite_with_rowid=True,
    )
    op.create_index("ix_trade_clauses_kind_name_id", "trade_clauses", ["company_id", "kind", "name", "id"])
    op.create_index(
        "uq_trade_clauses_code",
        "trade_clauses",
        ["company_id", "code"],
        unique=True,
        sqlite_where=sa.text("deleted_at IS NULL"),
        postgresql_where=sa.text("deleted_at IS NULL"),
    )
    op.create_table(
        "allowance_tables",
        sa.Column("company_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("created_at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("updated_at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("deleted_at", sa.BigInteger(), autoincrement=False),
        sa.Column("name", sa.String(length=200), autoincrement=False, nullable=False),
        sa.Column("commodity_id", ID, autoincrement=False),
        sa.Column("is_active", sa.Boolean(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id"], ["companies.key"], name=op.f("fk_allowance_tables_company_id")
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "commodity_id"],
            ["commodities.company_id", "commodities.id"],
            name=op.f("fk_allowance_tables_company_id_commodity_id"),
        ),
        sa.PrimaryKeyConstraint("company_id", "id", name=op.f("pk_allowance_tables")),
        sqlite_with_rowid=True,
    )
    op.create_index(
        "uq_allowance_tables_name",
        "allowance_tables",
        ["company_id", "name"],
        unique=True,
        sqlite_where=sa.text("deleted_at IS NULL"),
        postgresql_where=sa.text("deleted_at IS NULL"),
    )
    op.create_table(
        "allowance_steps",
        sa.Column("company_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("allowance_table_id", ID, autoincrement=False, nullable=False),
        sa.Column("line_no", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("parameter", sa.String(length=40), autoincrement=False, nullable=False),
        sa.Column("direction", sa.String(length=5), autoincrement=False, nullable=False),
        sa.Column("step", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("basis", sa.String(length=14), autoincrement=False, nullable=False),
        sa.Column("rate", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("counts_part", sa.Boolean(), autoincrement=False, nullable=False),
        sa.Column("reject_at", sa.BigInteger(), autoincrement=False),
        sa.CheckConstraint(
            "basis IN ('WEIGHT_PERCENT', 'PRICE_PERCENT', 'PER_PRICE_UNIT')",
            name=op.f("ck_allowance_steps_basis"),
        ),
        sa.CheckConstraint("direction IN ('ABOVE', 'BELOW')", name=op.f("ck_allowance_steps_direction")),
        sa.ForeignKeyConstraint(
            ["company_id"], ["companies.key"], name=op.f("fk_allowance_steps_company_id")
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "allowance_table_id"],
            ["allowance_tables.company_id", "allowance_tables.id"],
            name=op.f("fk_allowance_steps_company_id_allowance_table_id"),
        ),
        sa.PrimaryKeyConstraint(
            "company_id", "allowance_table_id", "line_no", name=op.f("pk_allowance_steps")
        ),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    op.drop_table("allowance_steps")
    op.drop_table("allowance_tables")
    op.drop_table("trade_clauses")
    op.drop_table("freight_rates")
    op.drop_table("locations")
    op.drop_table("commodity_varieties")
    op.drop_table("commodity_parameters")
    op.drop_table("commodities")

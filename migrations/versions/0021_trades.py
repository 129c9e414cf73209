"""Contracts of the trade desk, their numbers, limits, lots, brokerage, shares and amendments."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

ID = sa.LargeBinary(16).with_variant(sa.Uuid(), "postgresql")


def upgrade() -> None:
    op.create_table(
        "trade_counters",
        sa.Column("company_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("created_at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("updated_at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("deleted_at", sa.BigInteger(), autoincrement=False),
        sa.Column("kind", sa.String(length=8), autoincrement=False, nullable=False),
        sa.Column("year", sa.String(length=20), autoincrement=False, nullable=False),
        sa.Column("next_n", sa.Integer(), autoincrement=False, nullable=False),
        sa.CheckConstraint(
            "kind IN ('OFFER', 'TRADE', 'DELIVERY', 'CLAIM')", name=op.f("ck_trade_counters_kind")
        ),
        sa.CheckConstraint("next_n > 0", name=op.f("ck_trade_counters_next")),
        sa.ForeignKeyConstraint(["company_id"], ["companies.key"], name=op.f("fk_trade_counters_company_id")),
        sa.PrimaryKeyConstraint("company_id", "id", name=op.f("pk_trade_counters")),
        sa.UniqueConstraint(
            "company_id", "kind", "year", name=op.f("uq_trade_counters_company_id_kind_year")
        ),
        sqlite_with_rowid=True,
    )
    op.create_table(
        "brokerage_rates",
        sa.Column("company_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("created_at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("updated_at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("deleted_at", sa.BigInteger(), autoincrement=False),
        sa.Column("side", sa.String(length=4), autoincrement=False, nullable=False),
        sa.Column("party_id", ID, autoincrement=False),
        sa.Column("commodity_id", ID, autoincrement=False),
        sa.Column("from_on", sa.Date(), autoincrement=False, nullable=False),
        sa.Column("basis", sa.String(length=8), autoincrement=False, nullable=False),
        sa.Column("trigger", sa.String(length=8), autoincrement=False, nullable=False),
        sa.Column("rate", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("unit", sa.String(length=5), autoincrement=False),
        sa.Column("is_active", sa.Boolean(), autoincrement=False, nullable=False),
        sa.CheckConstraint("basis IN ('PERCENT', 'PER_UNIT', 'LUMP')", name=op.f("ck_brokerage_rates_basis")),
        sa.CheckConstraint("rate >= 0", name=op.f("ck_brokerage_rates_rate")),
        sa.CheckConstraint("side IN ('BUY', 'SELL')", name=op.f("ck_brokerage_rates_side")),
        sa.CheckConstraint("trigger IN ('CONTRACT', 'DELIVERY')", name=op.f("ck_brokerage_rates_trigger")),
        sa.CheckConstraint(
            "unit IN ('BALE', 'CANDY', 'QTL', 'MT', 'KG', 'MAUND', 'BAG', 'LB', 'FCL', 'LORRY')",
            name=op.f("ck_brokerage_rates_unit"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id"], ["companies.key"], name=op.f("fk_brokerage_rates_company_id")
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "commodity_id"],
            ["commodities.company_id", "commodities.id"],
            name=op.f("fk_brokerage_rates_company_id_commodity_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "party_id"],
            ["parties.company_id", "parties.id"],
            name=op.f("fk_brokerage_rates_company_id_party_id"),
        ),
        sa.PrimaryKeyConstraint("company_id", "id", name=op.f("pk_brokerage_rates")),
        sqlite_with_rowid=True,
    )
    op.create_index("ix_brokerage_rates_from_on_id", "brokerage_rates", ["company_id", "from_on", "id"])
    op.create_index("ix_brokerage_rates_commodity_id", "brokerage_rates", ["company_id", "commodity_id"])
    op.create_index("ix_brokerage_rates_party_id", "brokerage_rates", ["company_id", "party_id"])
    op.create_table(
        "trades",
        sa.Column("company_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("created_at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("updated_at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("deleted_at", sa.BigInteger(), autoincrement=False),
        sa.Column("commodity_id", ID, autoincrement=False, nullable=False),
        sa.Column("variety", sa.String(length=40), autoincrement=False, nullable=False),
        sa.Column("grade", sa.String(length=40), autoincrement=False, nullable=False),
        sa.Column("crop_year", sa.String(length=9), autoincrement=False, nullable=False),
        sa.Column("quantity", sa.BigInteger(), autoincrement=False),
        sa.Column("unit", sa.String(length=5), autoincrement=False, nullable=False),
        sa.Column("tolerance_percent", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("package_kg", sa.BigInteger(), autoincrement=False),
        sa.Column("packing", sa.String(length=200), autoincrement=False, nullable=False),
        sa.Column("lorries", sa.Integer(), autoincrement=False),
        sa.Column("price", sa.BigInteger(), autoincrement=False),
        sa.Column("price_unit", sa.String(length=5), autoincrement=False, nullable=False),
        sa.Column("kg_per_price_unit", sa.String(length=30), autoincrement=False, nullable=False),
        sa.Column("price_type", sa.String(length=7), autoincrement=False),
        sa.Column("currency", sa.String(length=3), autoincrement=False, nullable=False),
        sa.Column("basis", sa.String(length=12), autoincrement=False),
        sa.Column("tax_term", sa.String(length=8), autoincrement=False),
        sa.Column("origin_id", ID, autoincrement=False),
        sa.Column("destination_id", ID, autoincrement=False),
        sa.Column("delivery_from", sa.Date(), autoincrement=False),
        sa.Column("delivery_to", sa.Date(), autoincrement=False),
        sa.Column("payment_type", sa.String(length=7), autoincrement=False),
        sa.Column("payment_days", sa.Integer(), autoincrement=False),
        sa.Column("advance_percent", sa.BigInteger(), autoincrement=False),
        sa.Column("discount_percent", sa.BigInteger(), autoincrement=False),
        sa.Column("number", sa.String(length=40), autoincrement=False, nullable=False),
        sa.Column("traded_on", sa.Date(), autoincrement=False, nullable=False),
        sa.Column("buyer_id", ID, autoincrement=False),
        sa.Column("seller_id", ID, autoincrement=False),
        sa.Column("buyer_broker_id", ID, autoincrement=False),
        sa.Column("seller_broker_id", ID, autoincrement=False),
        sa.Column("broker_member_id", ID, autoincrement=False),
        sa.Column("state", sa.String(length=14), autoincrement=False, nullable=False),
        sa.Column("est_weight_kg", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("est_value_minor", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("delivered_kg", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("delivered_packages", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("delivered_minor", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("allowance_table_id", ID, autoincrement=False),
        sa.Column("passing_days", sa.Integer(), autoincrement=False),
        sa.Column("claim_days", sa.Integer(), autoincrement=False),
        sa.Column("claim_working_days", sa.Boolean(), autoincrement=False, nullable=False),
        sa.Column("arbitration", sa.String(length=200), autoincrement=False, nullable=False),
        sa.Column("po_number", sa.String(length=200), autoincrement=False, nullable=False),
        sa.Column("clauses", sa.Text(), autoincrement=False),
        sa.Column("notes", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("note_sent_at", sa.BigInteger(), autoincrement=False),
        sa.Column("note_sent_to", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("buyer_confirmed_at", sa.BigInteger(), autoincrement=False),
        sa.Column("buyer_confirmed_by", sa.String(length=200), autoincrement=False, nullable=False),
        sa.Column("seller_confirmed_at", sa.BigInteger(), autoincrement=False),
        sa.Column("seller_confirmed_by", sa.String(length=200), autoincrement=False, nullable=False),
        sa.Column("revision", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("snapshot", sa.Text(), autoincrement=False),
        sa.Column("content_hash", sa.String(length=64), autoincrement=False, nullable=False),
        sa.Column("closed_on", sa.Date(), autoincrement=False),
        sa.Column("close_reason", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("failed_side", sa.String(length=4), autoincrement=False),
        sa.Column("market_price", sa.BigInteger(), autoincrement=False),
        sa.Column("penalty", sa.BigInteger(), autoincrement=False),
        sa.Column("invoice_back_minor", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("external_reference", sa.String(length=80), autoincrement=False),
        sa.Column("branch_id", ID, autoincrement=False),
        sa.CheckConstraint(
            "buyer_id IS NULL OR seller_id IS NULL OR buyer_id <> seller_id", name=op.f("ck_trades_apart")
        ),
        sa.CheckConstraint(
            "basis IN ('EX_GIN', 'EX_WAREHOUSE', 'EX_PLANT', 'FOR', 'DELIVERED', 'SPOT', 'FOB', 'CIF', 'CNF', 'CPT', 'ICE')",
            name=op.f("ck_trades_basis"),
        ),
        sa.CheckConstraint("delivered_packages >= 0 AND delivered_kg >= 0", name=op.f("ck_trades_delivered")),
        sa.CheckConstraint("failed_side IN ('BUY', 'SELL')", name=op.f("ck_trades_failed_side")),
        sa.CheckConstraint("buyer_id IS NOT NULL OR seller_id IS NOT NULL", name=op.f("ck_trades_parties")),
        sa.CheckConstraint(
            "payment_type IN ('CASH', 'SPOT', 'CREDIT', 'ADVANCE', 'LC', 'BG', 'CAD', 'DP', 'DA', 'TT')",
            name=op.f("ck_trades_payment_type"),
        ),
        sa.CheckConstraint("price >= 0", name=op.f("ck_trades_price")),
        sa.CheckConstraint(
            "price_type IN ('FIRM', 'LAST', 'NETT', 'ON_CALL')", name=op.f("ck_trades_price_type")
        ),
        sa.CheckConstraint(
            "price_unit IN ('BALE', 'CANDY', 'QTL', 'MT', 'KG', 'MAUND', 'BAG', 'LB', 'FCL', 'LORRY')",
            name=op.f("ck_trades_price_unit"),
        ),
        sa.CheckConstraint("quantity > 0", name=op.f("ck_trades_quantity")),
        sa.CheckConstraint(
            "state IN ('OPEN', 'PART_DELIVERED', 'DELIVERED', 'CLOSED', 'CANCELLED', 'DEFAULTED')",
            name=op.f("ck_trades_state"),
        ),
        sa.CheckConstraint("tax_term IN ('PLUS_GST', 'INCL_GST')", name=op.f("ck_trades_tax_term")),
        sa.CheckConstraint(
            "unit IN ('BALE', 'CANDY', 'QTL', 'MT', 'KG', 'MAUND', 'BAG', 'LB', 'FCL', 'LORRY')",
            name=op.f("ck_trades_unit"),
        ),
        sa.ForeignKeyConstraint(["company_id"], ["companies.key"], name=op.f("fk_trades_company_id")),
        sa.ForeignKeyConstraint(
            ["company_id", "allowance_table_id"],
            ["allowance_tables.company_id", "allowance_tables.id"],
            name=op.f("fk_trades_company_id_allowance_table_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "broker_member_id"],
            ["members.company_id", "members.id"],
            name=op.f("fk_trades_company_id_broker_member_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "buyer_broker_id"],
            ["parties.company_id", "parties.id"],
            name=op.f("fk_trades_company_id_buyer_broker_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "buyer_id"],
            ["parties.company_id", "parties.id"],
            name=op.f("fk_trades_company_id_buyer_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "commodity_id"],
            ["commodities.company_id", "commodities.id"],
            name=op.f("fk_trades_company_id_commodity_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "destination_id"],
            ["locations.company_id", "locations.id"],
            name=op.f("fk_trades_company_id_destination_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "origin_id"],
            ["locations.company_id", "locations.id"],
            name=op.f("fk_trades_company_id_origin_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "seller_broker_id"],
            ["parties.company_id", "parties.id"],
            name=op.f("fk_trades_company_id_seller_broker_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "seller_id"],
            ["parties.company_id", "parties.id"],
            name=op.f("fk_trades_company_id_seller_id"),
        ),
        sa.PrimaryKeyConstraint("company_id", "id", name=op.f("pk_trades")),
        sa.UniqueConstraint("company_id", "number", name=op.f("uq_trades_company_id_number")),
        sqlite_with_rowid=True,
    )
    op.create_index("ix_trades_buyer_id_traded_on", "trades", ["company_id", "buyer_id", "traded_on"])
    op.create_index("ix_trades_commodity_id_traded_on", "trades", ["company_id", "commodity_id", "traded_on"])
    op.create_index("ix_trades_seller_id_traded_on", "trades", ["company_id", "seller_id", "traded_on"])
    op.create_index("ix_trades_state_traded_on", "trades", ["company_id", "state", "traded_on"])
    op.create_index("ix_trades_traded_on_id", "trades", ["company_id", "traded_on", "id"])
    op.create_index(
        "uq_trades_external_reference",
        "trades",
        ["company_id", "external_reference"],
        unique=True,
        sqlite_where=sa.text("external_reference IS NOT NULL"),
        postgresql_where=sa.text("external_reference IS NOT NULL"),
    )
    op.create_table(
        "trade_limits",
        sa.Column("company_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("trade_id", ID, autoincrement=False, nullable=False),
        sa.Column("line_no", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("parameter", sa.String(length=40), autoincrement=False, nullable=False),
        sa.Column("min_value", sa.BigInteger(), autoincrement=False),
        sa.Column("max_value", sa.BigInteger(), autoincrement=False),
        sa.ForeignKeyConstraint(["company_id"], ["companies.key"], name=op.f("fk_trade_limits_company_id")),
        sa.ForeignKeyConstraint(
            ["company_id", "trade_id"],
            ["trades.company_id", "trades.id"],
            name=op.f("fk_trade_limits_company_id_trade_id"),
        ),
        sa.PrimaryKeyConstraint("company_id", "trade_id", "line_no", name=op.f("pk_trade_limits")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "trade_lots",
        sa.Column("company_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("trade_id", ID, autoincrement=False, nullable=False),
        sa.Column("line_no", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("lot_id", ID, autoincrement=False, nullable=False),
        sa.Column("packages", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("delivered", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("released", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("result", sa.String(length=9), autoincrement=False, nullable=False),
        sa.Column("lot_test_id", ID, autoincrement=False),
        sa.Column("allowance_minor", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("why", sa.Text(), autoincrement=False),
        sa.Column("decided_on", sa.Date(), autoincrement=False),
        sa.Column("decision", sa.String(length=8), autoincrement=False),
        sa.Column("decision_reason", sa.Text(), autoincrement=False, nullable=False),
        sa.CheckConstraint("decision IN ('TAKEN', 'REJECTED')", name=op.f("ck_trade_lots_decision")),
        sa.CheckConstraint(
            "result IN ('UNTESTED', 'PASSED', 'ALLOWANCE', 'FAILED')", name=op.f("ck_trade_lots_result")
        ),
        sa.ForeignKeyConstraint(["company_id"], ["companies.key"], name=op.f("fk_trade_lots_company_id")),
        sa.ForeignKeyConstraint(
            ["company_id", "lot_id"],
            ["lots.company_id", "lots.id"],
            name=op.f("fk_trade_lots_company_id_lot_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "lot_test_id"],
            ["lot_tests.company_id", "lot_tests.id"],
            name=op.f("fk_trade_lots_company_id_lot_test_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "trade_id"],
            ["trades.company_id", "trades.id"],
            name=op.f("fk_trade_lots_company_id_trade_id"),
        ),
        sa.PrimaryKeyConstraint("company_id", "trade_id", "line_no", name=op.f("pk_trade_lots")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_trade_lots_lot_id", "trade_lots", ["company_id", "lot_id"])
    op.create_table(
        "trade_brokerages",
        sa.Column("company_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("trade_id", ID, autoincrement=False, nullable=False),
        sa.Column("line_no", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("side", sa.String(length=4), autoincrement=False, nullable=False),
        sa.Column("basis", sa.String(length=8), autoincrement=False, nullable=False),
        sa.Column("trigger", sa.String(length=8), autoincrement=False, nullable=False),
        sa.Column("rate", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("unit", sa.String(length=5), autoincrement=False),
        sa.CheckConstraint(
            "basis IN ('PERCENT', 'PER_UNIT', 'LUMP')", name=op.f("ck_trade_brokerages_basis")
        ),
        sa.CheckConstraint("side IN ('BUY', 'SELL')", name=op.f("ck_trade_brokerages_side")),
        sa.CheckConstraint("trigger IN ('CONTRACT', 'DELIVERY')", name=op.f("ck_trade_brokerages_trigger")),
        sa.CheckConstraint(
            "unit IN ('BALE', 'CANDY', 'QTL', 'MT', 'KG', 'MAUND', 'BAG', 'LB', 'FCL', 'LORRY')",
            name=op.f("ck_trade_brokerages_unit"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id"], ["companies.key"], name=op.f("fk_trade_brokerages_company_id")
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "trade_id"],
            ["trades.company_id", "trades.id"],
            name=op.f("fk_trade_brokerages_company_id_trade_id"),
        ),
        sa.PrimaryKeyConstraint("company_id", "trade_id", "line_no", name=op.f("pk_trade_brokerages")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "trade_shares",
        sa.Column("company_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("trade_id", ID, autoincrement=False, nullable=False),
        sa.Column("line_no", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("side", sa.String(length=4), autoincrement=False, nullable=False),
        sa.Column("party_id", ID, autoincrement=False),
        sa.Column("member_id", ID, autoincrement=False),
        sa.Column("percent", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.CheckConstraint("percent > 0 AND percent <= 100000000", name=op.f("ck_trade_shares_percent")),
        sa.CheckConstraint("side IN ('BUY', 'SELL')", name=op.f("ck_trade_shares_side")),
        sa.CheckConstraint("(party_id IS NULL) <> (member_id IS NULL)", name=op.f("ck_trade_shares_whom")),
        sa.ForeignKeyConstraint(["company_id"], ["companies.key"], name=op.f("fk_trade_shares_company_id")),
        sa.ForeignKeyConstraint(
            ["company_id", "member_id"],
            ["members.company_id", "members.id"],
            name=op.f("fk_trade_shares_company_id_member_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "party_id"],
            ["parties.company_id", "parties.id"],
            name=op.f("fk_trade_shares_company_id_party_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "trade_id"],
            ["trades.company_id", "trades.id"],
            name=op.f("fk_trade_shares_company_id_trade_id"),
        ),
        sa.PrimaryKeyConstraint("company_id", "trade_id", "line_no", name=op.f("pk_trade_shares")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "trade_amendments",
        sa.Column("company_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("created_at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("updated_at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("deleted_at", sa.BigInteger(), autoincrement=False),
        sa.Column("trade_id", ID, autoincrement=False, nullable=False),
        sa.Column("revision", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("amended_on", sa.Date(), autoincrement=False, nullable=False),
        sa.Column("amended_by", sa.String(length=200), autoincrement=False, nullable=False),
        sa.Column("reason", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("changes", sa.Text(), autoincrement=False),
        sa.Column("content_hash", sa.String(length=64), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id"], ["companies.key"], name=op.f("fk_trade_amendments_company_id")
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "trade_id"],
            ["trades.company_id", "trades.id"],
            name=op.f("fk_trade_amendments_company_id_trade_id"),
        ),
        sa.PrimaryKeyConstraint("company_id", "id", name=op.f("pk_trade_amendments")),
        sa.UniqueConstraint(
            "company_id",
            "trade_id",
            "revision",
            name=op.f("uq_trade_amendments_company_id_trade_id_revision"),
        ),
        sqlite_with_rowid=True,
    )


def downgrade() -> None:
    op.drop_table("trade_amendments")
    op.drop_table("trade_shares")
    op.drop_table("trade_brokerages")
    op.drop_table("trade_lots")
    op.drop_table("trade_limits")
    op.drop_table("trades")
    op.drop_table("brokerage_rates")
    op.drop_table("trade_counters")

"""Offers and the rounds in which they are negotiated."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

ID = sa.LargeBinary(16).with_variant(sa.Uuid(), "postgresql")


def upgrade() -> None:
    op.create_table(
        "offers",
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
        sa.Column("kind", sa.String(length=7), autoincrement=False, nullable=False),
        sa.Column("side", sa.String(length=4), autoincrement=False, nullable=False),
        sa.Column("party_id", ID, autoincrement=False),
        sa.Column("broker_id", ID, autoincrement=False),
        sa.Column("offered_at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("valid_until", sa.BigInteger(), autoincrement=False),
        sa.Column("state", sa.String(length=9), autoincrement=False, nullable=False),
        sa.Column("taken_quantity", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("said_by", sa.String(length=200), autoincrement=False, nullable=False),
        sa.Column("text", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("message_id", ID, autoincrement=False),
        sa.Column("notes", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("close_reason", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("limits_text", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("terms_text", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("external_reference", sa.String(length=80), autoincrement=False),
        sa.Column("branch_id", ID, autoincrement=False),
        sa.CheckConstraint(
            "basis IN ('EX_GIN', 'EX_WAREHOUSE', 'EX_PLANT', 'FOR', 'DELIVERED', 'SPOT', 'FOB', 'CIF', 'CNF', 'CPT', 'ICE')",
            name=op.f("ck_offers_basis"),
        ),
        sa.CheckConstraint("kind IN ('OFFER', 'BID', 'ENQUIRY')", name=op.f("ck_offers_kind")),
        sa.CheckConstraint(
            "payment_type IN ('CASH', 'SPOT', 'CREDIT', 'ADVANCE', 'LC', 'BG', 'CAD', 'DP', 'DA', 'TT')",
            name=op.f("ck_offers_payment_type"),
        ),
        sa.CheckConstraint("price IS NULL OR price >= 0", name=op.f("ck_offers_price")),
        sa.CheckConstraint(
            "price_type IN ('FIRM', 'LAST', 'NETT', 'ON_CALL')", name=op.f("ck_offers_price_type")
        ),
        sa.CheckConstraint(
            "price_unit IN ('BALE', 'CANDY', 'QTL', 'MT', 'KG', 'MAUND', 'BAG', 'LB', 'FCL', 'LORRY')",
            name=op.f("ck_offers_price_unit"),
        ),
        sa.CheckConstraint("quantity IS NULL OR quantity > 0", name=op.f("ck_offers_quantity")),
        sa.CheckConstraint("side IN ('BUY', 'SELL')", name=op.f("ck_offers_side")),
        sa.CheckConstraint(
            "state IN ('OPEN', 'AGREED', 'REJECTED', 'WITHDRAWN')", name=op.f("ck_offers_state")
        ),
        sa.CheckConstraint("tax_term IN ('PLUS_GST', 'INCL_GST')", name=op.f("ck_offers_tax_term")),
        sa.CheckConstraint(
            "unit IN ('BALE', 'CANDY', 'QTL', 'MT', 'KG', 'MAUND', 'BAG', 'LB', 'FCL', 'LORRY')",
            name=op.f("ck_offers_unit"),
        ),
        sa.ForeignKeyConstraint(["company_id"], ["companies.key"], name=op.f("fk_offers_company_id")),
        sa.ForeignKeyConstraint(
            ["company_id", "broker_id"],
            ["parties.company_id", "parties.id"],
            name=op.f("fk_offers_company_id_broker_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "commodity_id"],
            ["commodities.company_id", "commodities.id"],
            name=op.f("fk_offers_company_id_commodity_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "destination_id"],
            ["locations.company_id", "locations.id"],
            name=op.f("fk_offers_company_id_destination_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "origin_id"],
            ["locations.company_id", "locations.id"],
            name=op.f("fk_offers_company_id_origin_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "party_id"],
            ["parties.company_id", "parties.id"],
            name=op.f("fk_offers_company_id_party_id"),
        ),
        sa.PrimaryKeyConstraint("company_id", "id", name=op.f("pk_offers")),
        sa.UniqueConstraint("company_id", "number", name=op.f("uq_offers_company_id_number")),
        sqlite_with_rowid=True,
    )
    op.create_index("ix_offers_offered_at_id", "offers", ["company_id", "offered_at", "id"])
    op.create_index("ix_offers_party_id_offered_at", "offers", ["company_id", "party_id", "offered_at"])
    op.create_index(
        "ix_offers_state_commodity_id_side", "offers", ["company_id", "state", "commodity_id", "side"]
    )
    op.create_index("ix_offers_valid_until_id", "offers", ["company_id", "valid_until", "id"])
    op.create_index(
        "uq_offers_external_reference",
        "offers",
        ["company_id", "external_reference"],
        unique=True,
        sqlite_where=sa.text("external_reference IS NOT NULL"),
        postgresql_where=sa.text("external_reference IS NOT NULL"),
    )
    op.create_table(
        "offer_limits",
        sa.Column("company_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("offer_id", ID, autoincrement=False, nullable=False),
        sa.Column("line_no", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("parameter", sa.String(length=40), autoincrement=False, nullable=False),
        sa.Column("min_value", sa.BigInteger(), autoincrement=False),
        sa.Column("max_value", sa.BigInteger(), autoincrement=False),
        sa.ForeignKeyConstraint(["company_id"], ["companies.key"], name=op.f("fk_offer_limits_company_id")),
        sa.ForeignKeyConstraint(
            ["company_id", "offer_id"],
            ["offers.company_id", "offers.id"],
            name=op.f("fk_offer_limits_company_id_offer_id"),
        ),
        sa.PrimaryKeyConstraint("company_id", "offer_id", "line_no", name=op.f("pk_offer_limits")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "offer_lots",
        sa.Column("company_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("offer_id", ID, autoincrement=False, nullable=False),
        sa.Column("line_no", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("lot_id", ID, autoincrement=False, nullable=False),
        sa.Column("packages", sa.Integer(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(["company_id"], ["companies.key"], name=op.f("fk_offer_lots_company_id")),
        sa.ForeignKeyConstraint(
            ["company_id", "lot_id"],
            ["lots.company_id", "lots.id"],
            name=op.f("fk_offer_lots_company_id_lot_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "offer_id"],
            ["offers.company_id", "offers.id"],
            name=op.f("fk_offer_lots_company_id_offer_id"),
        ),
        sa.PrimaryKeyConstraint("company_id", "offer_id", "line_no", name=op.f("pk_offer_lots")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "negotiations",
        sa.Column("company_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("created_at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("updated_at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("deleted_at", sa.BigInteger(), autoincrement=False),
        sa.Column("offer_id", ID, autoincrement=False, nullable=False),
        sa.Column("party_id", ID, autoincrement=False),
        sa.Column("state", sa.String(length=9), autoincrement=False, nullable=False),
        sa.Column("rounds", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("last_side", sa.String(length=4), autoincrement=False, nullable=False),
        sa.Column("last_price", sa.BigInteger(), autoincrement=False),
        sa.Column("last_quantity", sa.BigInteger(), autoincrement=False),
        sa.Column("bid_price", sa.BigInteger(), autoincrement=False),
        sa.Column("asked_price", sa.BigInteger(), autoincrement=False),
        sa.Column("last_at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("valid_until", sa.BigInteger(), autoincrement=False),
        sa.Column("trade_id", ID, autoincrement=False),
        sa.Column("broker_id", ID, autoincrement=False),
        sa.CheckConstraint("last_side IN ('BUY', 'SELL')", name=op.f("ck_negotiations_last_side")),
        sa.CheckConstraint(
            "state IN ('OPEN', 'AGREED', 'REJECTED', 'WITHDRAWN', 'EXPIRED')",
            name=op.f("ck_negotiations_state"),
        ),
        sa.ForeignKeyConstraint(["company_id"], ["companies.key"], name=op.f("fk_negotiations_company_id")),
        sa.ForeignKeyConstraint(
            ["company_id", "broker_id"],
            ["parties.company_id", "parties.id"],
            name=op.f("fk_negotiations_company_id_broker_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "offer_id"],
            ["offers.company_id", "offers.id"],
            name=op.f("fk_negotiations_company_id_offer_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "party_id"],
            ["parties.company_id", "parties.id"],
            name=op.f("fk_negotiations_company_id_party_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "trade_id"],
            ["trades.company_id", "trades.id"],
            name=op.f("fk_negotiations_company_id_trade_id"),
        ),
        sa.PrimaryKeyConstraint("company_id", "id", name=op.f("pk_negotiations")),
        sqlite_with_rowid=True,
    )
    op.create_index("ix_negotiations_last_at_id", "negotiations", ["company_id", "last_at", "id"])
    op.create_index("ix_negotiations_offer_id", "negotiations", ["company_id", "offer_id"])
    op.create_index("ix_negotiations_party_id_last_at", "negotiations", ["company_id", "party_id", "last_at"])
    op.create_index("ix_negotiations_state_last_at", "negotiations", ["company_id", "state", "last_at"])
    op.create_index("ix_negotiations_trade_id", "negotiations", ["company_id", "trade_id"])
    op.create_index(
        "uq_negotiations_offer_id_party_id",
        "negotiations",
        ["company_id", "offer_id", "party_id"],
        unique=True,
        sqlite_where=sa.text("state = 'OPEN'"),
        postgresql_where=sa.text("state = 'OPEN'"),
    )
    op.create_table(
        "negotiation_rounds",
        sa.Column("company_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("negotiation_id", ID, autoincrement=False, nullable=False),
        sa.Column("line_no", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(length=8), autoincrement=False, nullable=False),
        sa.Column("side", sa.String(length=4), autoincrement=False, nullable=False),
        sa.Column("price", sa.BigInteger(), autoincrement=False),
        sa.Column("quantity", sa.BigInteger(), autoincrement=False),
        sa.Column("terms", sa.Text(), autoincrement=False),
        sa.Column("said_at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("said_by", sa.String(length=200), autoincrement=False, nullable=False),
        sa.Column("noted_by", sa.String(length=200), autoincrement=False, nullable=False),
        sa.Column("valid_until", sa.BigInteger(), autoincrement=False),
        sa.Column("text", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("message_id", ID, autoincrement=False),
        sa.CheckConstraint(
            "kind IN ('OFFER', 'COUNTER', 'ACCEPT', 'REJECT', 'WITHDRAW', 'EXPIRE')",
            name=op.f("ck_negotiation_rounds_kind"),
        ),
        sa.CheckConstraint("side IN ('BUY', 'SELL')", name=op.f("ck_negotiation_rounds_side")),
        sa.ForeignKeyConstraint(
            ["company_id"], ["companies.key"], name=op.f("fk_negotiation_rounds_company_id")
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "negotiation_id"],
            ["negotiations.company_id", "negotiations.id"],
            name=op.f("fk_negotiation_rounds_company_id_negotiation_id"),
        ),
        sa.PrimaryKeyConstraint(
            "company_id", "negotiation_id", "line_no", name=op.f("pk_negotiation_rounds")
        ),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    op.drop_table("negotiation_rounds")
    op.drop_table("negotiations")
    op.drop_table("offer_lots")
    op.drop_table("offer_limits")
    op.drop_table("offers")

"""Lots and their tests."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

ID = sa.LargeBinary(16).with_variant(sa.Uuid(), "postgresql")


def upgrade() -> None:
    op.create_table(
        "lots",
        sa.Column("company_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("created_at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("updated_at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("deleted_at", sa.BigInteger(), autoincrement=False),
        sa.Column("lot_no", sa.String(length=40), autoincrement=False, nullable=False),
        sa.Column("party_id", ID, autoincrement=False),
        sa.Column("commodity_id", ID, autoincrement=False, nullable=False),
        sa.Column("variety", sa.String(length=40), autoincrement=False, nullable=False),
        sa.Column("grade", sa.String(length=40), autoincrement=False, nullable=False),
        sa.Column("crop_year", sa.String(length=9), autoincrement=False, nullable=False),
        sa.Column("gin", sa.String(length=200), autoincrement=False, nullable=False),
        sa.Column("location_id", ID, autoincrement=False),
        sa.Column("packages", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("package_unit", sa.String(length=5), autoincrement=False, nullable=False),
        sa.Column("weight_kg", sa.BigInteger(), autoincrement=False),
        sa.Column("press_from", sa.Integer(), autoincrement=False),
        sa.Column("press_to", sa.Integer(), autoincrement=False),
        sa.Column("price", sa.BigInteger(), autoincrement=False),
        sa.Column("price_unit", sa.String(length=5), autoincrement=False),
        sa.Column("currency", sa.String(length=3), autoincrement=False, nullable=False),
        sa.Column("ready_on", sa.Date(), autoincrement=False),
        sa.Column("expires_on", sa.Date(), autoincrement=False),
        sa.Column("state", sa.String(length=9), autoincrement=False, nullable=False),
        sa.Column("reserved", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("delivered", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("notes", sa.Text(), autoincrement=False, nullable=False),
        sa.CheckConstraint(
            "package_unit IN ('BALE', 'CANDY', 'QTL', 'MT', 'KG', 'MAUND', 'BAG', 'LB', 'FCL', 'LORRY')",
            name=op.f("ck_lots_package_unit"),
        ),
        sa.CheckConstraint("packages > 0", name=op.f("ck_lots_packages")),
        sa.CheckConstraint("press_from IS NULL OR press_to >= press_from", name=op.f("ck_lots_press")),
        sa.CheckConstraint(
            "price_unit IN ('BALE', 'CANDY', 'QTL', 'MT', 'KG', 'MAUND', 'BAG', 'LB', 'FCL', 'LORRY')",
            name=op.f("ck_lots_price_unit"),
        ),
        sa.CheckConstraint("state IN ('OPEN', 'SOLD', 'WITHDRAWN')", name=op.f("ck_lots_state")),
        sa.CheckConstraint(
            "reserved >= 0 AND delivered >= 0 AND reserved + delivered <= packages",
            name=op.f("ck_lots_taken"),
        ),
        sa.ForeignKeyConstraint(["company_id"], ["companies.key"], name=op.f("fk_lots_company_id")),
        sa.ForeignKeyConstraint(
            ["company_id", "commodity_id"],
            ["commodities.company_id", "commodities.id"],
            name=op.f("fk_lots_company_id_commodity_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "location_id"],
            ["locations.company_id", "locations.id"],
            name=op.f("fk_lots_company_id_location_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "party_id"],
            ["parties.company_id", "parties.id"],
            name=op.f("fk_lots_company_id_party_id"),
        ),
        sa.PrimaryKeyConstraint("company_id", "id", name=op.f("pk_lots")),
        sqlite_with_rowid=True,
    )
    op.create_index("ix_lots_commodity_id_state", "lots", ["company_id", "commodity_id", "state"])
    op.create_index("ix_lots_expires_on_id", "lots", ["company_id", "expires_on", "id"])
    op.create_index("ix_lots_lot_no_id", "lots", ["company_id", "lot_no", "id"])
    op.create_index(
        "uq_lots_party_id_lot_no_crop_year",
        "lots",
        ["company_id", "party_id", "lot_no", "crop_year"],
        unique=True,
        sqlite_where=sa.text("deleted_at IS NULL"),
        postgresql_where=sa.text("deleted_at IS NULL"),
    )
    op.create_table(
        "lot_tests",
        sa.Column("company_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("created_at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("updated_at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("deleted_at", sa.BigInteger(), autoincrement=False),
        sa.Column("lot_id", ID, autoincrement=False, nullable=False),
        sa.Column("tested_on", sa.Date(), autoincrement=False, nullable=False),
        sa.Column("sampled_on", sa.Date(), autoincrement=False),
        sa.Column("lab", sa.String(length=200), autoincrement=False, nullable=False),
        sa.Column("lab_id", ID, autoincrement=False),
        sa.Column("sample_no", sa.String(length=40), autoincrement=False, nullable=False),
        sa.Column("report_no", sa.String(length=40), autoincrement=False, nullable=False),
        sa.Column("note", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("corrected", sa.Integer(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(["company_id"], ["companies.key"], name=op.f("fk_lot_tests_company_id")),
        sa.ForeignKeyConstraint(
            ["company_id", "lab_id"],
            ["parties.company_id", "parties.id"],
            name=op.f("fk_lot_tests_company_id_lab_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "lot_id"],
            ["lots.company_id", "lots.id"],
            name=op.f("fk_lot_tests_company_id_lot_id"),
        ),
        sa.PrimaryKeyConstraint("company_id", "id", name=op.f("pk_lot_tests")),
        sqlite_with_rowid=True,
    )
    op.create_index(
        "ix_lot_tests_lot_id_tested_on_id", "lot_tests", ["company_id", "lot_id", "tested_on", "id"]
    )
    op.create_table(
        "lot_test_values",
        sa.Column("company_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("lot_test_id", ID, autoincrement=False, nullable=False),
        sa.Column("line_no", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("parameter", sa.String(length=40), autoincrement=False, nullable=False),
        sa.Column("value", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id"], ["companies.key"], name=op.f("fk_lot_test_values_company_id")
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "lot_test_id"],
            ["lot_tests.company_id", "lot_tests.id"],
            name=op.f("fk_lot_test_values_company_id_lot_test_id"),
        ),
        sa.PrimaryKeyConstraint("company_id", "lot_test_id", "line_no", name=op.f("pk_lot_test_values")),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    op.drop_table("lot_test_values")
    op.drop_table("lot_tests")
    op.drop_table("lots")

"""What the desk knows of parties: profiles, roles, banks, KYC and certificates."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

ID = sa.LargeBinary(16).with_variant(sa.Uuid(), "postgresql")


def upgrade() -> None:
    op.create_table(
        "partner_profiles",
        sa.Column("company_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("created_at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("updated_at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("deleted_at", sa.BigInteger(), autoincrement=False),
        sa.Column("party_id", ID, autoincrement=False, nullable=False),
        sa.Column("station_id", ID, autoincrement=False),
        sa.Column("also", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("is_blocked", sa.Boolean(), autoincrement=False, nullable=False),
        sa.Column("block_reason", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("kyc_required", sa.Boolean(), autoincrement=False, nullable=False),
        sa.Column("notes", sa.Text(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id"], ["companies.key"], name=op.f("fk_partner_profiles_company_id")
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "party_id"],
            ["parties.company_id", "parties.id"],
            name=op.f("fk_partner_profiles_company_id_party_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "station_id"],
            ["locations.company_id", "locations.id"],
            name=op.f("fk_partner_profiles_company_id_station_id"),
        ),
        sa.PrimaryKeyConstraint("company_id", "id", name=op.f("pk_partner_profiles")),
        sqlite_with_rowid=True,
    )
    op.create_index(
        "ix_partner_profiles_is_blocked_id", "partner_profiles", ["company_id", "is_blocked", "id"]
    )
    op.create_index(
        "uq_partner_profiles_party_id",
        "partner_profiles",
        ["company_id", "party_id"],
        unique=True,
        sqlite_where=sa.text("deleted_at IS NULL"),
        postgresql_where=sa.text("deleted_at IS NULL"),
    )
    op.create_table(
        "partner_roles",
        sa.Column("company_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("partner_profile_id", ID, autoincrement=False, nullable=False),
        sa.Column("line_no", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("role", sa.String(length=11), autoincrement=False, nullable=False),
        sa.CheckConstraint(
            "role IN ('BUYER', 'SELLER', 'BROKER', 'SUB_BROKER', 'GINNER', 'MILL', 'TRADER', 'EXPORTER', 'TRANSPORTER', 'LAB', 'WAREHOUSE')",
            name=op.f("ck_partner_roles_role"),
        ),
        sa.ForeignKeyConstraint(["company_id"], ["companies.key"], name=op.f("fk_partner_roles_company_id")),
        sa.ForeignKeyConstraint(
            ["company_id", "partner_profile_id"],
            ["partner_profiles.company_id", "partner_profiles.id"],
            name=op.f("fk_partner_roles_company_id_partner_profile_id"),
        ),
        sa.PrimaryKeyConstraint("company_id", "partner_profile_id", "line_no", name=op.f("pk_partner_roles")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "partner_banks",
        sa.Column("company_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("partner_profile_id", ID, autoincrement=False, nullable=False),
        sa.Column("line_no", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("bank", sa.String(length=200), autoincrement=False, nullable=False),
        sa.Column("account_name", sa.String(length=200), autoincrement=False, nullable=False),
        sa.Column("account_no", sa.String(length=40), autoincrement=False, nullable=False),
        sa.Column("ifsc", sa.String(length=20), autoincrement=False, nullable=False),
        sa.Column("is_primary", sa.Boolean(), autoincrement=False, nullable=False),
        sa.Column("verified_on", sa.Date(), autoincrement=False),
        sa.ForeignKeyConstraint(["company_id"], ["companies.key"], name=op.f("fk_partner_banks_company_id")),
        sa.ForeignKeyConstraint(
            ["company_id", "partner_profile_id"],
            ["partner_profiles.company_id", "partner_profiles.id"],
            name=op.f("fk_partner_banks_company_id_partner_profile_id"),
        ),
        sa.PrimaryKeyConstraint("company_id", "partner_profile_id", "line_no", name=op.f("pk_partner_banks")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "kyc_records",
        sa.Column("company_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("created_at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("updated_at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("deleted_at", sa.BigInteger(), autoincrement=False),
        sa.Column("party_id", ID, autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(length=7), autoincrement=False, nullable=False),
        sa.Column("number", sa.String(length=40), autoincrement=False, nullable=False),
        sa.Column("status", sa.String(length=8), autoincrement=False, nullable=False),
        sa.Column("entered_by_id", ID, autoincrement=False),
        sa.Column("decided_on", sa.Date(), autoincrement=False),
        sa.Column("decided_by", sa.String(length=200), autoincrement=False, nullable=False),
        sa.Column("expires_on", sa.Date(), autoincrement=False),
        sa.Column("note", sa.Text(), autoincrement=False, nullable=False),
        sa.CheckConstraint(
            "kind IN ('PAN', 'GSTIN', 'AADHAAR', 'UDYAM', 'IEC', 'LICENCE', 'CHEQUE', 'ADDRESS', 'OTHER')",
            name=op.f("ck_kyc_records_kind"),
        ),
        sa.CheckConstraint(
            "status IN ('PENDING', 'VERIFIED', 'REJECTED')", name=op.f("ck_kyc_records_status")
        ),
        sa.CheckConstraint(
            "(status = 'PENDING') = (decided_on IS NULL)", name=op.f("ck_kyc_records_verified")
        ),
        sa.ForeignKeyConstraint(["company_id"], ["companies.key"], name=op.f("fk_kyc_records_company_id")),
        sa.ForeignKeyConstraint(
            ["company_id", "party_id"],
            ["parties.company_id", "parties.id"],
            name=op.f("fk_kyc_records_company_id_party_id"),
        ),
        sa.PrimaryKeyConstraint("company_id", "id", name=op.f("pk_kyc_records")),
        sqlite_with_rowid=True,
    )
    op.create_index(
        "ix_kyc_records_expires_on_id",
        "kyc_records",
        ["company_id", "expires_on", "id"],
    )
    op.create_index("ix_kyc_records_party_id_kind", "kyc_records", ["company_id", "party_id", "kind"])
    op.create_index("ix_kyc_records_status_id", "kyc_records", ["company_id", "status", "id"])
    op.create_table(
        "certifications",
        sa.Column("company_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("created_at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("updated_at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("deleted_at", sa.BigInteger(), autoincrement=False),
        sa.Column("party_id", ID, autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(length=9), autoincrement=False, nullable=False),
        sa.Column("name", sa.String(length=200), autoincrement=False, nullable=False),
        sa.Column("number", sa.String(length=40), autoincrement=False, nullable=False),
        sa.Column("issuer", sa.String(length=200), autoincrement=False, nullable=False),
        sa.Column("issued_on", sa.Date(), autoincrement=False),
        sa.Column("expires_on", sa.Date(), autoincrement=False),
        sa.Column("entered_by_id", ID, autoincrement=False),
        sa.Column("verified_on", sa.Date(), autoincrement=False),
        sa.Column("verified_by", sa.String(length=200), autoincrement=False, nullable=False),
        sa.CheckConstraint(
            "kind IN ('FSSAI', 'APEDA', 'GOTS', 'BCI', 'ISO_9001', 'ISO_22000', 'ORGANIC', 'APMC', 'OTHER')",
            name=op.f("ck_certifications_kind"),
        ),
        sa.ForeignKeyConstraint(["company_id"], ["companies.key"], name=op.f("fk_certifications_company_id")),
        sa.ForeignKeyConstraint(
            ["company_id", "party_id"],
            ["parties.company_id", "parties.id"],
            name=op.f("fk_certifications_company_id_party_id"),
        ),
        sa.PrimaryKeyConstraint("company_id", "id", name=op.f("pk_certifications")),
        sqlite_with_rowid=True,
    )
    op.create_index(
        "ix_certifications_expires_on_id",
        "certifications",
        ["company_id", "expires_on", "id"],
    )
    op.create_index("ix_certifications_party_id_kind", "certifications", ["company_id", "party_id", "kind"])


def downgrade() -> None:
    op.drop_table("certifications")
    op.drop_table("kyc_records")
    op.drop_table("partner_banks")
    op.drop_table("partner_roles")
    op.drop_table("partner_profiles")

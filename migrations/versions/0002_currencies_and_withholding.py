"""Exchange rates by day, tax withheld at source, and revaluations of foreign amounts."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

ID = sa.LargeBinary(16).with_variant(sa.Uuid(), "postgresql")


def upgrade() -> None:
    op.create_table(
        "exchange_rates",
        sa.Column("company_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("created_at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("updated_at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("deleted_at", sa.BigInteger(), autoincrement=False, nullable=True),
        sa.Column("currency", sa.String(length=3), autoincrement=False, nullable=False),
        sa.Column("dated_on", sa.Date(), autoincrement=False, nullable=False),
        sa.Column("rate", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("source", sa.String(length=200), autoincrement=False, nullable=False),
        sa.CheckConstraint("rate > 0", name=op.f("ck_exchange_rates_rate")),
        sa.ForeignKeyConstraint(["company_id"], ["companies.key"], name=op.f("fk_exchange_rates_company_id")),
        sa.PrimaryKeyConstraint("company_id", "id", name=op.f("pk_exchange_rates")),
        sqlite_with_rowid=True,
    )
    op.create_index(
        "ix_exchange_rates_dated_on_id", "exchange_rates", ["company_id", "dated_on", "id"], unique=False
    )
    op.create_index(
        "uq_exchange_rates_currency_dated_on",
        "exchange_rates",
        ["company_id", "currency", "dated_on"],
        unique=True,
        sqlite_where=sa.text("deleted_at IS NULL"),
        postgresql_where=sa.text("deleted_at IS NULL"),
    )
    op.create_table(
        "withholding_sections",
        sa.Column("company_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("created_at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("updated_at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("deleted_at", sa.BigInteger(), autoincrement=False, nullable=True),
        sa.Column("code", sa.String(length=40), autoincrement=False, nullable=False),
        sa.Column("name", sa.String(length=200), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(length=3), autoincrement=False, nullable=False),
        sa.Column("is_active", sa.Boolean(), autoincrement=False, nullable=False),
        sa.CheckConstraint("kind IN ('TDS', 'TCS')", name=op.f("ck_withholding_sections_kind")),
        sa.ForeignKeyConstraint(
            ["company_id"], ["companies.key"], name=op.f("fk_withholding_sections_company_id")
        ),
        sa.PrimaryKeyConstraint("company_id", "id", name=op.f("pk_withholding_sections")),
        sqlite_with_rowid=True,
    )
    op.create_index(
        "uq_withholding_sections_code",
        "withholding_sections",
        ["company_id", "code"],
        unique=True,
        sqlite_where=sa.text("deleted_at IS NULL"),
        postgresql_where=sa.text("deleted_at IS NULL"),
    )
    op.create_table(
        "revaluations",
        sa.Column("company_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("created_at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("updated_at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("deleted_at", sa.BigInteger(), autoincrement=False, nullable=True),
        sa.Column("revalued_on", sa.Date(), autoincrement=False, nullable=False),
        sa.Column("entry_id", ID, autoincrement=False, nullable=False),
        sa.Column("reversal_id", ID, autoincrement=False, nullable=False),
        sa.Column("gain_minor", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("loss_minor", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("taken_back_on", sa.Date(), autoincrement=False, nullable=True),
        sa.Column("reason", sa.Text(), autoincrement=False, nullable=False),
        sa.CheckConstraint(
            "(taken_back_on IS NULL) = (reason = '')", name=op.f("ck_revaluations_taken_back")
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "entry_id"],
            ["journal_entries.company_id", "journal_entries.id"],
            name=op.f("fk_revaluations_company_id_entry_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "reversal_id"],
            ["journal_entries.company_id", "journal_entries.id"],
            name=op.f("fk_revaluations_company_id_reversal_id"),
        ),
        sa.ForeignKeyConstraint(["company_id"], ["companies.key"], name=op.f("fk_revaluations_company_id")),
        sa.PrimaryKeyConstraint("company_id", "id", name=op.f("pk_revaluations")),
        sqlite_with_rowid=True,
    )
    op.create_index(
        "ix_revaluations_revalued_on_id", "revaluations", ["company_id", "revalued_on", "id"], unique=False
    )
    op.create_index(
        "uq_revaluations_revalued_on",
        "revaluations",
        ["company_id", "revalued_on"],
        unique=True,
        sqlite_where=sa.text("taken_back_on IS NULL"),
        postgresql_where=sa.text("taken_back_on IS NULL"),
    )
    op.create_table(
        "withholding_rates",
        sa.Column("company_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("withholding_section_id", ID, autoincrement=False, nullable=False),
        sa.Column("line_no", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("from_on", sa.Date(), autoincrement=False, nullable=False),
        sa.Column("cites", sa.String(length=40), autoincrement=False, nullable=False),
        sa.Column("rate", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("no_pan_rate", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("single_minor", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("year_minor", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("excess_only", sa.Boolean(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id", "withholding_section_id"],
            ["withholding_sections.company_id", "withholding_sections.id"],
            name=op.f("fk_withholding_rates_company_id_withholding_section_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id"], ["companies.key"], name=op.f("fk_withholding_rates_company_id")
        ),
        sa.PrimaryKeyConstraint(
            "company_id", "withholding_section_id", "line_no", name=op.f("pk_withholding_rates")
        ),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "party_withholdings",
        sa.Column("company_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("created_at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("updated_at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("deleted_at", sa.BigInteger(), autoincrement=False, nullable=True),
        sa.Column("party_id", ID, autoincrement=False, nullable=False),
        sa.Column("section_id", ID, autoincrement=False, nullable=False),
        sa.Column("certificate_no", sa.String(length=200), autoincrement=False, nullable=False),
        sa.Column("certificate_rate", sa.BigInteger(), autoincrement=False, nullable=True),
        sa.Column("certificate_until", sa.Date(), autoincrement=False, nullable=True),
        sa.Column("pan", sa.String(length=40), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id", "party_id"],
            ["parties.company_id", "parties.id"],
            name=op.f("fk_party_withholdings_company_id_party_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "section_id"],
            ["withholding_sections.company_id", "withholding_sections.id"],
            name=op.f("fk_party_withholdings_company_id_section_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id"], ["companies.key"], name=op.f("fk_party_withholdings_company_id")
        ),
        sa.PrimaryKeyConstraint("company_id", "id", name=op.f("pk_party_withholdings")),
        sqlite_with_rowid=True,
    )
    op.create_index(
        "uq_party_withholdings_party_id",
        "party_withholdings",
        ["company_id", "party_id"],
        unique=True,
        sqlite_where=sa.text("deleted_at IS NULL"),
        postgresql_where=sa.text("deleted_at IS NULL"),
    )
    op.create_table(
        "revaluation_lines",
        sa.Column("company_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("revaluation_id", ID, autoincrement=False, nullable=False),
        sa.Column("line_no", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("account_id", ID, autoincrement=False, nullable=False),
        sa.Column("party_id", ID, autoincrement=False, nullable=True),
        sa.Column("currency", sa.String(length=3), autoincrement=False, nullable=False),
        sa.Column("amount_minor", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("rate", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("booked_minor", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("worth_minor", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("difference_minor", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id", "account_id"],
            ["accounts.company_id", "accounts.id"],
            name=op.f("fk_revaluation_lines_company_id_account_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "party_id"],
            ["parties.company_id", "parties.id"],
            name=op.f("fk_revaluation_lines_company_id_party_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "revaluation_id"],
            ["revaluations.company_id", "revaluations.id"],
            name=op.f("fk_revaluation_lines_company_id_revaluation_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id"], ["companies.key"], name=op.f("fk_revaluation_lines_company_id")
        ),
        sa.PrimaryKeyConstraint("company_id", "revaluation_id", "line_no", name=op.f("pk_revaluation_lines")),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    op.drop_table("revaluation_lines")
    op.drop_table("party_withholdings")
    op.drop_table("withholding_rates")
    op.drop_table("revaluations")
    op.drop_table("withholding_sections")
    op.drop_table("exchange_rates")

"""Bank statements, their lines, matches, reconciliations and rules."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

ID = sa.LargeBinary(16).with_variant(sa.Uuid(), "postgresql")


def upgrade() -> None:
    op.create_table(
        "bank_reconciliations",
        sa.Column("company_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("created_at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("updated_at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("deleted_at", sa.BigInteger(), autoincrement=False, nullable=True),
        sa.Column("account_id", ID, autoincrement=False, nullable=False),
        sa.Column("reconciled_on", sa.Date(), autoincrement=False, nullable=False),
        sa.Column("currency", sa.String(length=3), autoincrement=False, nullable=False),
        sa.Column("books_minor", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("bank_minor", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("unpresented_minor", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("unpresented", sa.Integer(), autoincrement=False, nullable=False),
        sa.CheckConstraint(
            "bank_minor + unpresented_minor = books_minor", name=op.f("ck_bank_reconciliations_explained")
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "account_id"],
            ["accounts.company_id", "accounts.id"],
            name=op.f("fk_bank_reconciliations_company_id_account_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id"], ["companies.key"], name=op.f("fk_bank_reconciliations_company_id")
        ),
        sa.PrimaryKeyConstraint("company_id", "id", name=op.f("pk_bank_reconciliations")),
        sqlite_with_rowid=True,
    )
    op.create_index(
        "ix_bank_reconciliations_account_id_reconciled_on",
        "bank_reconciliations",
        ["company_id", "account_id", "reconciled_on"],
        unique=False,
    )
    op.create_index(
        "ix_bank_reconciliations_reconciled_on_id",
        "bank_reconciliations",
        ["company_id", "reconciled_on", "id"],
        unique=False,
    )
    op.create_table(
        "bank_rules",
        sa.Column("company_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("created_at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("updated_at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("deleted_at", sa.BigInteger(), autoincrement=False, nullable=True),
        sa.Column("contains", sa.String(length=200), autoincrement=False, nullable=False),
        sa.Column("incoming", sa.Boolean(), autoincrement=False, nullable=True),
        sa.Column("booked_to_id", ID, autoincrement=False, nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("memo", sa.String(length=200), autoincrement=False, nullable=False),
        sa.CheckConstraint("contains <> ''", name=op.f("ck_bank_rules_contains")),
        sa.ForeignKeyConstraint(
            ["company_id", "booked_to_id"],
            ["accounts.company_id", "accounts.id"],
            name=op.f("fk_bank_rules_company_id_booked_to_id"),
        ),
        sa.ForeignKeyConstraint(["company_id"], ["companies.key"], name=op.f("fk_bank_rules_company_id")),
        sa.PrimaryKeyConstraint("company_id", "id", name=op.f("pk_bank_rules")),
        sqlite_with_rowid=True,
    )
    op.create_index("ix_bank_rules_position_id", "bank_rules", ["company_id", "position", "id"], unique=False)
    op.create_table(
        "bank_statements",
        sa.Column("company_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("created_at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("updated_at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("deleted_at", sa.BigInteger(), autoincrement=False, nullable=True),
        sa.Column("account_id", ID, autoincrement=False, nullable=False),
        sa.Column("file_name", sa.String(length=200), autoincrement=False, nullable=False),
        sa.Column("format", sa.String(length=20), autoincrement=False, nullable=False),
        sa.Column("digest", sa.String(length=64), autoincrement=False, nullable=False),
        sa.Column("part", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("reference", sa.String(length=200), autoincrement=False, nullable=False),
        sa.Column("currency", sa.String(length=3), autoincrement=False, nullable=False),
        sa.Column("first_on", sa.Date(), autoincrement=False, nullable=False),
        sa.Column("last_on", sa.Date(), autoincrement=False, nullable=False),
        sa.Column("opening_minor", sa.BigInteger(), autoincrement=False, nullable=True),
        sa.Column("closing_minor", sa.BigInteger(), autoincrement=False, nullable=True),
        sa.Column("lines_read", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("lines_added", sa.Integer(), autoincrement=False, nullable=False),
        sa.CheckConstraint("first_on <= last_on", name=op.f("ck_bank_statements_days")),
        sa.ForeignKeyConstraint(
            ["company_id", "account_id"],
            ["accounts.company_id", "accounts.id"],
            name=op.f("fk_bank_statements_company_id_account_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id"], ["companies.key"], name=op.f("fk_bank_statements_company_id")
        ),
        sa.PrimaryKeyConstraint("company_id", "id", name=op.f("pk_bank_statements")),
        sa.UniqueConstraint(
            "company_id",
            "account_id",
            "digest",
            "part",
            name=op.f("uq_bank_statements_company_id_account_id_digest_part"),
        ),
        sqlite_with_rowid=True,
    )
    op.create_index(
        "ix_bank_statements_account_id_last_on",
        "bank_statements",
        ["company_id", "account_id", "last_on"],
        unique=False,
    )
    op.create_index(
        "ix_bank_statements_last_on_id", "bank_statements", ["company_id", "last_on", "id"], unique=False
    )
    op.create_table(
        "bank_lines",
        sa.Column("company_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("created_at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("updated_at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("deleted_at", sa.BigInteger(), autoincrement=False, nullable=True),
        sa.Column("statement_id", ID, autoincrement=False, nullable=False),
        sa.Column("account_id", ID, autoincrement=False, nullable=False),
        sa.Column("identity", sa.String(length=60), autoincrement=False, nullable=False),
        sa.Column("booked_on", sa.Date(), autoincrement=False, nullable=False),
        sa.Column("value_on", sa.Date(), autoincrement=False, nullable=True),
        sa.Column("amount_minor", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("currency", sa.String(length=3), autoincrement=False, nullable=False),
        sa.Column("counterparty", sa.String(length=200), autoincrement=False, nullable=False),
        sa.Column("counterparty_account", sa.String(length=64), autoincrement=False, nullable=False),
        sa.Column("reference", sa.String(length=200), autoincrement=False, nullable=False),
        sa.Column("text", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("status", sa.String(length=7), autoincrement=False, nullable=False),
        sa.Column("reason", sa.Text(), autoincrement=False, nullable=False),
        sa.CheckConstraint("(status = 'IGNORED') = (reason <> '')", name=op.f("ck_bank_lines_reason")),
        sa.CheckConstraint("status IN ('NEW', 'MATCHED', 'IGNORED')", name=op.f("ck_bank_lines_status")),
        sa.CheckConstraint("amount_minor <> 0", name=op.f("ck_bank_lines_amount")),
        sa.ForeignKeyConstraint(
            ["company_id", "account_id"],
            ["accounts.company_id", "accounts.id"],
            name=op.f("fk_bank_lines_company_id_account_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "statement_id"],
            ["bank_statements.company_id", "bank_statements.id"],
            name=op.f("fk_bank_lines_company_id_statement_id"),
        ),
        sa.ForeignKeyConstraint(["company_id"], ["companies.key"], name=op.f("fk_bank_lines_company_id")),
        sa.PrimaryKeyConstraint("company_id", "id", name=op.f("pk_bank_lines")),
        sa.UniqueConstraint(
            "company_id", "account_id", "identity", name=op.f("uq_bank_lines_company_id_account_id_identity")
        ),
        sqlite_with_rowid=True,
    )
    op.create_index(
        "ix_bank_lines_account_id_status_booked_on",
        "bank_lines",
        ["company_id", "account_id", "status", "booked_on"],
        unique=False,
    )
    op.create_index(
        "ix_bank_lines_booked_on_id", "bank_lines", ["company_id", "booked_on", "id"], unique=False
    )
    op.create_index("ix_bank_lines_statement_id", "bank_lines", ["company_id", "statement_id"], unique=False)
    op.create_index(
        "ix_bank_lines_status_booked_on", "bank_lines", ["company_id", "status", "booked_on"], unique=False
    )
    op.create_table(
        "bank_matches",
        sa.Column("company_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("created_at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("updated_at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("deleted_at", sa.BigInteger(), autoincrement=False, nullable=True),
        sa.Column("bank_line_id", ID, autoincrement=False, nullable=False),
        sa.Column("account_id", ID, autoincrement=False, nullable=False),
        sa.Column("entry_id", ID, autoincrement=False, nullable=False),
        sa.Column("leg_no", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("amount_minor", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.CheckConstraint("amount_minor <> 0", name=op.f("ck_bank_matches_amount")),
        sa.ForeignKeyConstraint(
            ["company_id", "account_id"],
            ["accounts.company_id", "accounts.id"],
            name=op.f("fk_bank_matches_company_id_account_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "bank_line_id"],
            ["bank_lines.company_id", "bank_lines.id"],
            name=op.f("fk_bank_matches_company_id_bank_line_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "entry_id"],
            ["journal_entries.company_id", "journal_entries.id"],
            name=op.f("fk_bank_matches_company_id_entry_id"),
        ),
        sa.ForeignKeyConstraint(["company_id"], ["companies.key"], name=op.f("fk_bank_matches_company_id")),
        sa.PrimaryKeyConstraint("company_id", "id", name=op.f("pk_bank_matches")),
        sqlite_with_rowid=True,
    )
    op.create_index(
        "ix_bank_matches_bank_line_id", "bank_matches", ["company_id", "bank_line_id"], unique=False
    )
    op.create_index(
        "uq_bank_matches_entry_id_leg_no",
        "bank_matches",
        ["company_id", "entry_id", "leg_no"],
        unique=True,
        sqlite_where=sa.text("deleted_at IS NULL"),
        postgresql_where=sa.text("deleted_at IS NULL"),
    )


def downgrade() -> None:
    op.drop_table("bank_matches")
    op.drop_table("bank_lines")
    op.drop_table("bank_statements")
    op.drop_table("bank_rules")
    op.drop_table("bank_reconciliations")

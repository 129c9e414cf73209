"""The first schema: companies, access, documents, audit, parties, tax, items, ledger, billing, payments,
commissions, and what only one of the two engines needs (triggers, search).

Frozen: a change of the model is a new revision.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

# 16 bytes on SQLite, uuid on PostgreSQL; sqlalchemy.Uuid would keep 32 characters on SQLite.
ID = sa.LargeBinary(16).with_variant(sa.Uuid(), "postgresql")

ON_SQLITE = (
    (
        "CREATE TRIGGER audit_entries_kept BEFORE UPDATE OF company_id, n, id, command, user_id, "
        "user_name, device_id, at, why, body, payload_digest, hash ON audit_entries BEGIN SELECT "
        "RAISE(ABORT, 'audit.immutable'); END"
    ),
    (
        "CREATE TRIGGER audit_entries_undeletable BEFORE DELETE ON audit_entries BEGIN SELECT "
        "RAISE(ABORT, 'audit.immutable'); END"
    ),
    (
        "CREATE TRIGGER entries_balanced_insert AFTER INSERT ON journal_entries FOR EACH ROW WHEN EXISTS "
        "(SELECT 1 FROM (SELECT COUNT(*) AS legs, SUM(base_minor) AS difference, SUM(CASE WHEN posted_on "
        "= NEW.posted_on THEN 0 ELSE 1 END) AS otherwise_dated FROM legs WHERE company_id = "
        "NEW.company_id AND entry_id = NEW.id) AS found WHERE legs < 2 OR difference <> 0 OR "
        "otherwise_dated <> 0) BEGIN SELECT RAISE(ABORT, 'entry.unbalanced'); END"
    ),
    (
        "CREATE TRIGGER entries_immutable_update BEFORE UPDATE ON journal_entries FOR EACH ROW BEGIN "
        "SELECT RAISE(ABORT, 'entry.immutable'); END"
    ),
    (
        "CREATE TRIGGER entries_immutable_delete BEFORE DELETE ON journal_entries FOR EACH ROW BEGIN "
        "SELECT RAISE(ABORT, 'entry.immutable'); END"
    ),
    "CREATE INDEX ix_items_lower_name ON items (company_id, lower(name), id)",
    "CREATE INDEX ix_items_lower_code ON items (company_id, lower(code), id)",
    "CREATE INDEX ix_parties_lower_name ON parties (company_id, lower(name), id)",
    "CREATE INDEX ix_parties_lower_code ON parties (company_id, lower(code), id)",
    (
        "CREATE TRIGGER legs_sealed_insert BEFORE INSERT ON legs FOR EACH ROW WHEN EXISTS (SELECT 1 FROM "
        "journal_entries WHERE company_id = NEW.company_id AND id = NEW.entry_id) BEGIN SELECT "
        "RAISE(ABORT, 'entry.immutable'); END"
    ),
    (
        "CREATE TRIGGER legs_immutable_update BEFORE UPDATE ON legs FOR EACH ROW BEGIN SELECT "
        "RAISE(ABORT, 'entry.immutable'); END"
    ),
    (
        "CREATE TRIGGER legs_immutable_delete BEFORE DELETE ON legs FOR EACH ROW BEGIN SELECT "
        "RAISE(ABORT, 'entry.immutable'); END"
    ),
    (
        "CREATE VIRTUAL TABLE search_index USING fts5(body, kind UNINDEXED, company_id UNINDEXED, id "
        "UNINDEXED, tokenize = 'trigram')"
    ),
)

ON_POSTGRESQL = (
    (
        "CREATE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE "
        "EXCEPTION 'audit.immutable'; END $$"
    ),
    (
        "CREATE TRIGGER audit_entries_kept BEFORE UPDATE OF company_id, n, id, command, user_id, "
        "user_name, device_id, at, why, body, payload_digest, hash ON audit_entries FOR EACH ROW EXECUTE "
        "FUNCTION refuse_audit_change()"
    ),
    (
        "CREATE TRIGGER audit_entries_undeletable BEFORE DELETE ON audit_entries FOR EACH ROW EXECUTE "
        "FUNCTION refuse_audit_change()"
    ),
    (
        "CREATE TRIGGER audit_entries_not_emptied BEFORE TRUNCATE ON audit_entries FOR EACH STATEMENT "
        "EXECUTE FUNCTION refuse_audit_change()"
    ),
    (
        "CREATE OR REPLACE FUNCTION entries_balanced() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF "
        "EXISTS (SELECT 1 FROM (SELECT COUNT(*) AS legs, SUM(base_minor) AS difference, SUM(CASE WHEN "
        "posted_on = NEW.posted_on THEN 0 ELSE 1 END) AS otherwise_dated FROM legs WHERE company_id = "
        "NEW.company_id AND entry_id = NEW.id) AS found WHERE legs < 2 OR difference <> 0 OR "
        "otherwise_dated <> 0) THEN RAISE EXCEPTION 'entry.unbalanced'; END IF; RETURN NEW; END $$"
    ),
    (
        "CREATE TRIGGER entries_balanced AFTER INSERT ON journal_entries FOR EACH ROW EXECUTE FUNCTION "
        "entries_balanced()"
    ),
    (
        "CREATE OR REPLACE FUNCTION entries_immutable() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        "RAISE EXCEPTION 'entry.immutable'; END $$"
    ),
    (
        "CREATE TRIGGER entries_immutable BEFORE UPDATE OR DELETE ON journal_entries FOR EACH ROW EXECUTE "
        "FUNCTION entries_immutable()"
    ),
    "CREATE INDEX ix_items_lower_name ON items (company_id, lower(name), id)",
    "CREATE INDEX ix_items_lower_code ON items (company_id, lower(code), id)",
    "CREATE INDEX ix_parties_lower_name ON parties (company_id, lower(name), id)",
    "CREATE INDEX ix_parties_lower_code ON parties (company_id, lower(code), id)",
    (
        "CREATE OR REPLACE FUNCTION legs_sealed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF EXISTS "
        "(SELECT 1 FROM journal_entries WHERE company_id = NEW.company_id AND id = NEW.entry_id) THEN "
        "RAISE EXCEPTION 'entry.immutable'; END IF; RETURN NEW; END $$"
    ),
    "CREATE TRIGGER legs_sealed BEFORE INSERT ON legs FOR EACH ROW EXECUTE FUNCTION legs_sealed()",
    (
        "CREATE OR REPLACE FUNCTION legs_immutable() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE "
        "EXCEPTION 'entry.immutable'; END $$"
    ),
    (
        "CREATE TRIGGER legs_immutable BEFORE UPDATE OR DELETE ON legs FOR EACH ROW EXECUTE FUNCTION "
        "legs_immutable()"
    ),
    (
        "CREATE TABLE search_index (company_id integer NOT NULL, kind varchar(40) NOT NULL, id uuid NOT "
        "NULL, body text NOT NULL, grams text[] NOT NULL, PRIMARY KEY (company_id, kind, id))"
    ),
    "CREATE INDEX ix_search_index_grams ON search_index USING gin (grams)",
)

GONE_FROM_POSTGRESQL = (
    "DROP FUNCTION IF EXISTS legs_sealed()",
    "DROP FUNCTION IF EXISTS legs_immutable()",
    "DROP FUNCTION IF EXISTS entries_balanced()",
    "DROP FUNCTION IF EXISTS entries_immutable()",
    "DROP FUNCTION IF EXISTS refuse_audit_change()",
)


def upgrade() -> None:
    op.create_table(
        "audit_entries",
        sa.Column("company_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("n", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("id", ID, nullable=False),
        sa.Column("command", sa.String(length=80), nullable=False),
        sa.Column("user_id", ID),
        sa.Column("user_name", sa.String(length=200), nullable=False),
        sa.Column("device_id", ID, nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("why", sa.Text()),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("clear", sa.Text()),
        sa.Column("payload_digest", sa.LargeBinary(length=32), nullable=False),
        sa.Column("hash", sa.LargeBinary(length=32), nullable=False),
        sa.PrimaryKeyConstraint("company_id", "n", name=op.f("pk_audit_entries")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "book_facts",
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("value", sa.String(length=200), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_book_facts")),
    )
    op.create_table(
        "chains",
        sa.Column("company_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("n", sa.BigInteger(), nullable=False),
        sa.Column("head", sa.LargeBinary(length=32), nullable=False),
        sa.Column("reference_n", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("company_id", name=op.f("pk_chains")),
    )
    op.create_table(
        "companies",
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("created_at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("updated_at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("deleted_at", sa.BigInteger(), autoincrement=False),
        sa.Column("key", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("code", sa.String(length=40), autoincrement=False, nullable=False),
        sa.Column("name", sa.String(length=200), autoincrement=False, nullable=False),
        sa.Column("legal_name", sa.String(length=200), autoincrement=False, nullable=False),
        sa.Column("country", sa.String(length=2), autoincrement=False, nullable=False),
        sa.Column("state", sa.String(length=10), autoincrement=False, nullable=False),
        sa.Column("currency", sa.String(length=3), autoincrement=False, nullable=False),
        sa.Column("fiscal_year_first_month", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("locale", sa.String(length=10), autoincrement=False, nullable=False),
        sa.Column("tax_id", sa.String(length=40), autoincrement=False, nullable=False),
        sa.Column("address", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("phone", sa.String(length=40), autoincrement=False, nullable=False),
        sa.Column("email", sa.String(length=254), autoincrement=False, nullable=False),
        sa.Column("website", sa.String(length=200), autoincrement=False, nullable=False),
        sa.Column("bank_details", sa.Text(), autoincrement=False),
        sa.Column("logo_sha", sa.String(length=64), autoincrement=False, nullable=False),
        sa.Column("is_active", sa.Boolean(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_companies")),
        sa.UniqueConstraint("code", name=op.f("uq_companies_code")),
        sa.UniqueConstraint("key", name=op.f("uq_companies_key")),
        sqlite_with_rowid=True,
    )
    op.create_table(
        "outbox",
        sa.Column("company_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("n", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("payload", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("company_id", "n", name=op.f("pk_outbox")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "users",
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("created_at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("updated_at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("deleted_at", sa.BigInteger(), autoincrement=False),
        sa.Column("email", sa.String(length=254), autoincrement=False, nullable=False),
        sa.Column("name", sa.String(length=200), autoincrement=False, nullable=False),
        sa.Column("password_hash", sa.String(length=200), autoincrement=False, nullable=False),
        sa.Column("is_active", sa.Boolean(), autoincrement=False, nullable=False),
        sa.Column("failed_sign_ins", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("locked_until", sa.BigInteger(), autoincrement=False),
        sa.Column("last_sign_in_at", sa.BigInteger(), autoincrement=False),
        sa.Column("last_company_key", sa.Integer(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_users")),
        sa.UniqueConstraint("email", name=op.f("uq_users_email")),
        sqlite_with_rowid=True,
    )
    op.create_table(
        "accounts",
        sa.Column("company_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("created_at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("updated_at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("deleted_at", sa.BigInteger(), autoincrement=False),
        sa.Column("code", sa.String(length=40), autoincrement=False, nullable=False),
        sa.Column("name", sa.String(length=200), autoincrement=False, nullable=False),
        sa.Column("type", sa.String(9), autoincrement=False, nullable=False),
        sa.Column("parent_id", ID, autoincrement=False),
        sa.Column("is_group", sa.Boolean(), autoincrement=False, nullable=False),
        sa.Column("role", sa.String(22), autoincrement=False),
        sa.Column("currency", sa.String(length=3), autoincrement=False),
        sa.Column("holds_money", sa.Boolean(), autoincrement=False, nullable=False),
        sa.Column("is_active", sa.Boolean(), autoincrement=False, nullable=False),
        sa.CheckConstraint(
            "role IN ('receivable', 'payable', 'bank', 'cash', 'undeposited', 'customer_advance', 'supplier_advance', 'sales', 'sales_returns', 'sales_allowance', 'purchases', 'purchase_returns', 'freight_out', 'freight_in', 'round_off', 'discount_allowed', 'discount_received', 'bank_charges', 'bad_debt', 'expense', 'stock', 'commission_expense', 'commission_accrued', 'commission_recoverable', 'brokerage_income', 'brokerage_accrued', 'output_cgst', 'output_sgst', 'output_utgst', 'output_igst', 'output_cess', 'input_cgst', 'input_sgst', 'input_utgst', 'input_igst', 'input_cess', 'rcm_payable_cgst', 'rcm_payable_sgst', 'rcm_payable_utgst', 'rcm_payable_igst', 'rcm_payable_cess', 'rcm_input_cgst', 'rcm_input_sgst', 'rcm_input_utgst', 'rcm_input_igst', 'rcm_input_cess', 'output_vat', 'input_vat', 'rcm_payable_vat', 'rcm_input_vat', 'output_sales_tax', 'tds_receivable', 'tds_payable', 'tcs_receivable', 'tcs_payable', 'fx_gain', 'fx_loss', 'capital', 'opening_equity', 'retained_earnings')",
            name=op.f("ck_accounts_role"),
        ),
        sa.CheckConstraint(
            "type IN ('asset', 'liability', 'equity', 'income', 'expense')", name=op.f("ck_accounts_type")
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "parent_id"],
            ["accounts.company_id", "accounts.id"],
            name=op.f("fk_accounts_company_id_parent_id"),
        ),
        sa.ForeignKeyConstraint(["company_id"], ["companies.key"], name=op.f("fk_accounts_company_id")),
        sa.PrimaryKeyConstraint("company_id", "id", name=op.f("pk_accounts")),
        sa.UniqueConstraint("company_id", "code", name=op.f("uq_accounts_company_id_code")),
        sa.UniqueConstraint("company_id", "role", name=op.f("uq_accounts_company_id_role")),
        sqlite_with_rowid=True,
    )
    op.create_table(
        "blobs",
        sa.Column("company_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("created_at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("updated_at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("deleted_at", sa.BigInteger(), autoincrement=False),
        sa.Column("sha256", sa.String(length=64), autoincrement=False, nullable=False),
        sa.Column("content", sa.LargeBinary(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(["company_id"], ["companies.key"], name=op.f("fk_blobs_company_id")),
        sa.PrimaryKeyConstraint("company_id", "id", name=op.f("pk_blobs")),
        sa.UniqueConstraint("company_id", "sha256", name=op.f("uq_blobs_company_id_sha256")),
        sqlite_with_rowid=True,
    )
    op.create_table(
        "journal_entries",
        sa.Column("company_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("created_at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("updated_at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("deleted_at", sa.BigInteger(), autoincrement=False),
        sa.Column("entry_no", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("posted_on", sa.Date(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(length=30), autoincrement=False, nullable=False),
        sa.Column("source_kind", sa.String(length=30), autoincrement=False, nullable=False),
        sa.Column("source_id", ID, autoincrement=False),
        sa.Column("narration", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("total_minor", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("reverses_id", ID, autoincrement=False),
        sa.ForeignKeyConstraint(
            ["company_id", "reverses_id"],
            ["journal_entries.company_id", "journal_entries.id"],
            name=op.f("fk_journal_entries_company_id_reverses_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id"], ["companies.key"], name=op.f("fk_journal_entries_company_id")
        ),
        sa.PrimaryKeyConstraint("company_id", "id", name=op.f("pk_journal_entries")),
        sa.UniqueConstraint("company_id", "entry_no", name=op.f("uq_journal_entries_company_id_entry_no")),
        sa.UniqueConstraint(
            "company_id", "reverses_id", name=op.f("uq_journal_entries_company_id_reverses_id")
        ),
        sqlite_with_rowid=True,
    )
    op.create_index(
        "ix_journal_entries_kind_posted_on",
        "journal_entries",
        ["company_id", "kind", "posted_on"],
        unique=False,
    )
    op.create_index(
        "ix_journal_entries_posted_on_entry_no",
        "journal_entries",
        ["company_id", "posted_on", "entry_no"],
        unique=False,
    )
    op.create_index(
        "ix_journal_entries_source_kind_source_id",
        "journal_entries",
        ["company_id", "source_kind", "source_id"],
        unique=False,
    )
    op.create_table(
        "members",
        sa.Column("company_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("created_at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("updated_at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("deleted_at", sa.BigInteger(), autoincrement=False),
        sa.Column("user_id", ID, autoincrement=False, nullable=False),
        sa.Column("role", sa.String(10), autoincrement=False, nullable=False),
        sa.Column("commission_rate", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("is_active", sa.Boolean(), autoincrement=False, nullable=False),
        sa.CheckConstraint(
            "role IN ('owner', 'accountant', 'cashier', 'broker', 'auditor')", name=op.f("ck_members_role")
        ),
        sa.ForeignKeyConstraint(["company_id"], ["companies.key"], name=op.f("fk_members_company_id")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_members_user_id")),
        sa.PrimaryKeyConstraint("company_id", "id", name=op.f("pk_members")),
        sa.UniqueConstraint("company_id", "user_id", name=op.f("uq_members_company_id_user_id")),
        sqlite_with_rowid=True,
    )
    op.create_table(
        "number_series",
        sa.Column("company_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("created_at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("updated_at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("deleted_at", sa.BigInteger(), autoincrement=False),
        sa.Column("code", sa.String(length=40), autoincrement=False, nullable=False),
        sa.Column("name", sa.String(length=200), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(11), autoincrement=False, nullable=False),
        sa.Column("template", sa.String(length=40), autoincrement=False, nullable=False),
        sa.Column("rolls_yearly", sa.Boolean(), autoincrement=False, nullable=False),
        sa.Column("device", sa.String(length=10), autoincrement=False, nullable=False),
        sa.Column("is_default", sa.Boolean(), autoincrement=False, nullable=False),
        sa.Column("is_active", sa.Boolean(), autoincrement=False, nullable=False),
        sa.CheckConstraint("kind IN ('INVOICE', 'CREDIT_NOTE')", name=op.f("ck_number_series_kind")),
        sa.ForeignKeyConstraint(["company_id"], ["companies.key"], name=op.f("fk_number_series_company_id")),
        sa.PrimaryKeyConstraint("company_id", "id", name=op.f("pk_number_series")),
        sa.UniqueConstraint("company_id", "code", name=op.f("uq_number_series_company_id_code")),
        sqlite_with_rowid=True,
    )
    op.create_table(
        "settings",
        sa.Column("company_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("created_at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("updated_at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("deleted_at", sa.BigInteger(), autoincrement=False),
        sa.Column("key", sa.String(length=200), autoincrement=False, nullable=False),
        sa.Column("value", sa.Text(), autoincrement=False),
        sa.ForeignKeyConstraint(["company_id"], ["companies.key"], name=op.f("fk_settings_company_id")),
        sa.PrimaryKeyConstraint("company_id", "id", name=op.f("pk_settings")),
        sa.UniqueConstraint("company_id", "key", name=op.f("uq_settings_company_id_key")),
        sqlite_with_rowid=True,
    )
    op.create_table(
        "tax_codes",
        sa.Column("company_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("created_at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("updated_at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("deleted_at", sa.BigInteger(), autoincrement=False),
        sa.Column("code", sa.String(length=40), autoincrement=False, nullable=False),
        sa.Column("name", sa.String(length=200), autoincrement=False, nullable=False),
        sa.Column("category", sa.String(6), autoincrement=False, nullable=False),
        sa.Column("country", sa.String(length=2), autoincrement=False, nullable=False),
        sa.Column("for_sales", sa.Boolean(), autoincrement=False, nullable=False),
        sa.Column("for_purchases", sa.Boolean(), autoincrement=False, nullable=False),
        sa.Column("exemption_reason", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("is_active", sa.Boolean(), autoincrement=False, nullable=False),
        sa.CheckConstraint(
            "category IN ('S', 'Z', 'E', 'AE', 'K', 'G', 'O', 'L', 'M', 'B', 'GST', 'NIL', 'EXM', 'NON', 'RCM', 'COMP', 'EXPWP', 'EXPWOP', 'SEZWP', 'SEZWOP', 'NOSUP')",
            name=op.f("ck_tax_codes_category"),
        ),
        sa.ForeignKeyConstraint(["company_id"], ["companies.key"], name=op.f("fk_tax_codes_company_id")),
        sa.PrimaryKeyConstraint("company_id", "id", name=op.f("pk_tax_codes")),
        sqlite_with_rowid=True,
    )
    op.create_index(
        "uq_tax_codes_code",
        "tax_codes",
        ["company_id", "code"],
        unique=True,
        sqlite_where=sa.text("deleted_at IS NULL"),
        postgresql_where=sa.text("deleted_at IS NULL"),
    )
    op.create_table(
        "units",
        sa.Column("company_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("created_at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("updated_at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("deleted_at", sa.BigInteger(), autoincrement=False),
        sa.Column("code", sa.String(length=20), autoincrement=False, nullable=False),
        sa.Column("name", sa.String(length=200), autoincrement=False, nullable=False),
        sa.Column("decimals", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("gst_code", sa.String(length=3), autoincrement=False, nullable=False),
        sa.Column("unece_code", sa.String(length=3), autoincrement=False, nullable=False),
        sa.Column("is_active", sa.Boolean(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(["company_id"], ["companies.key"], name=op.f("fk_units_company_id")),
        sa.PrimaryKeyConstraint("company_id", "id", name=op.f("pk_units")),
        sqlite_with_rowid=True,
    )
    op.create_index(
        "uq_units_code",
        "units",
        ["company_id", "code"],
        unique=True,
        sqlite_where=sa.text("deleted_at IS NULL"),
        postgresql_where=sa.text("deleted_at IS NULL"),
    )
    op.create_table(
        "voucher_counters",
        sa.Column("company_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("created_at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("updated_at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("deleted_at", sa.BigInteger(), autoincrement=False),
        sa.Column("series", sa.String(length=40), autoincrement=False, nullable=False),
        sa.Column("year", sa.String(length=10), autoincrement=False, nullable=False),
        sa.Column("next_n", sa.Integer(), autoincrement=False, nullable=False),
        sa.CheckConstraint("next_n > 0", name=op.f("ck_voucher_counters_next")),
        sa.ForeignKeyConstraint(
            ["company_id"], ["companies.key"], name=op.f("fk_voucher_counters_company_id")
        ),
        sa.PrimaryKeyConstraint("company_id", "id", name=op.f("pk_voucher_counters")),
        sa.UniqueConstraint(
            "company_id", "series", "year", name=op.f("uq_voucher_counters_company_id_series_year")
        ),
        sqlite_with_rowid=True,
    )
    op.create_table(
        "account_months",
        sa.Column("company_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("account_id", ID, nullable=False),
        sa.Column("month", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("debit_minor", sa.BigInteger(), nullable=False),
        sa.Column("credit_minor", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id", "account_id"],
            ["accounts.company_id", "accounts.id"],
            name=op.f("fk_account_months_company_id_account_id"),
        ),
        sa.PrimaryKeyConstraint("company_id", "account_id", "month", name=op.f("pk_account_months")),
        info={"derived": True},
        sqlite_with_rowid=False,
    )
    op.create_table(
        "attachments",
        sa.Column("company_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("created_at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("updated_at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("deleted_at", sa.BigInteger(), autoincrement=False),
        sa.Column("blob_id", ID, autoincrement=False, nullable=False),
        sa.Column("sha256", sa.String(length=64), autoincrement=False, nullable=False),
        sa.Column("name", sa.String(length=200), autoincrement=False, nullable=False),
        sa.Column("media_type", sa.String(length=100), autoincrement=False, nullable=False),
        sa.Column("size_bytes", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(length=40), autoincrement=False, nullable=False),
        sa.Column("record_id", ID, autoincrement=False, nullable=False),
        sa.Column("note", sa.String(length=200), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id", "blob_id"],
            ["blobs.company_id", "blobs.id"],
            name=op.f("fk_attachments_company_id_blob_id"),
        ),
        sa.ForeignKeyConstraint(["company_id"], ["companies.key"], name=op.f("fk_attachments_company_id")),
        sa.PrimaryKeyConstraint("company_id", "id", name=op.f("pk_attachments")),
        sqlite_with_rowid=True,
    )
    op.create_index("ix_attachments_blob_id", "attachments", ["company_id", "blob_id"], unique=False)
    op.create_index("ix_attachments_created_at", "attachments", ["company_id", "created_at"], unique=False)
    op.create_index("ix_attachments_name", "attachments", ["company_id", "name"], unique=False)
    op.create_index("ix_attachments_record_id", "attachments", ["company_id", "record_id"], unique=False)
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
        "items",
        sa.Column("company_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("created_at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("updated_at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("deleted_at", sa.BigInteger(), autoincrement=False),
        sa.Column("code", sa.String(length=40), autoincrement=False, nullable=False),
        sa.Column("name", sa.String(length=200), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(7), autoincrement=False, nullable=False),
        sa.Column("unit", sa.String(length=20), autoincrement=False, nullable=False),
        sa.Column("hsn", sa.String(length=10), autoincrement=False, nullable=False),
        sa.Column("description", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("sale_price", sa.BigInteger(), autoincrement=False),
        sa.Column("cost_price", sa.BigInteger(), autoincrement=False),
        sa.Column("tax_code_id", ID, autoincrement=False),
        sa.Column("is_active", sa.Boolean(), autoincrement=False, nullable=False),
        sa.CheckConstraint("kind IN ('goods', 'service')", name=op.f("ck_items_kind")),
        sa.CheckConstraint("sale_price >= 0 AND cost_price >= 0", name=op.f("ck_items_prices")),
        sa.ForeignKeyConstraint(
            ["company_id", "tax_code_id"],
            ["tax_codes.company_id", "tax_codes.id"],
            name=op.f("fk_items_company_id_tax_code_id"),
        ),
        sa.ForeignKeyConstraint(["company_id"], ["companies.key"], name=op.f("fk_items_company_id")),
        sa.PrimaryKeyConstraint("company_id", "id", name=op.f("pk_items")),
        sqlite_with_rowid=True,
    )
    op.create_index(
        "uq_items_code",
        "items",
        ["company_id", "code"],
        unique=True,
        sqlite_where=sa.text("deleted_at IS NULL"),
        postgresql_where=sa.text("deleted_at IS NULL"),
    )
    op.create_table(
        "parties",
        sa.Column("company_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("created_at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("updated_at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("deleted_at", sa.BigInteger(), autoincrement=False),
        sa.Column("code", sa.String(length=40), autoincrement=False, nullable=False),
        sa.Column("name", sa.String(length=200), autoincrement=False, nullable=False),
        sa.Column("is_customer", sa.Boolean(), autoincrement=False, nullable=False),
        sa.Column("is_supplier", sa.Boolean(), autoincrement=False, nullable=False),
        sa.Column("tax_id", sa.String(length=40), autoincrement=False, nullable=False),
        sa.Column("country", sa.String(length=2), autoincrement=False, nullable=False),
        sa.Column("state", sa.String(length=10), autoincrement=False, nullable=False),
        sa.Column("address_1", sa.String(length=200), autoincrement=False, nullable=False),
        sa.Column("address_2", sa.String(length=200), autoincrement=False, nullable=False),
        sa.Column("city", sa.String(length=100), autoincrement=False, nullable=False),
        sa.Column("postal_code", sa.String(length=20), autoincrement=False, nullable=False),
        sa.Column("email", sa.String(length=254), autoincrement=False, nullable=False),
        sa.Column("phone", sa.String(length=40), autoincrement=False, nullable=False),
        sa.Column("payment_terms_days", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("credit_limit_minor", sa.BigInteger(), autoincrement=False),
        sa.Column("currency", sa.String(length=3), autoincrement=False, nullable=False),
        sa.Column("agent_id", ID, autoincrement=False),
        sa.Column("notes", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("is_active", sa.Boolean(), autoincrement=False, nullable=False),
        sa.CheckConstraint("credit_limit_minor >= 0", name=op.f("ck_parties_credit_limit")),
        sa.CheckConstraint("payment_terms_days >= 0", name=op.f("ck_parties_terms")),
        sa.ForeignKeyConstraint(
            ["company_id", "agent_id"],
            ["members.company_id", "members.id"],
            name=op.f("fk_parties_company_id_agent_id"),
        ),
        sa.ForeignKeyConstraint(["company_id"], ["companies.key"], name=op.f("fk_parties_company_id")),
        sa.PrimaryKeyConstraint("company_id", "id", name=op.f("pk_parties")),
        sqlite_with_rowid=True,
    )
    op.create_index("ix_parties_tax_id", "parties", ["company_id", "tax_id"], unique=False)
    op.create_index(
        "uq_parties_code",
        "parties",
        ["company_id", "code"],
        unique=True,
        sqlite_where=sa.text("deleted_at IS NULL"),
        postgresql_where=sa.text("deleted_at IS NULL"),
    )
    op.create_table(
        "series_counters",
        sa.Column("company_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("created_at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("updated_at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("deleted_at", sa.BigInteger(), autoincrement=False),
        sa.Column("series_id", ID, autoincrement=False, nullable=False),
        sa.Column("year", sa.String(length=10), autoincrement=False, nullable=False),
        sa.Column("first_n", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("next_n", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("last_on", sa.Date(), autoincrement=False),
        sa.CheckConstraint("next_n > 0 AND first_n > 0", name=op.f("ck_series_counters_next")),
        sa.ForeignKeyConstraint(
            ["company_id", "series_id"],
            ["number_series.company_id", "number_series.id"],
            name=op.f("fk_series_counters_company_id_series_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id"], ["companies.key"], name=op.f("fk_series_counters_company_id")
        ),
        sa.PrimaryKeyConstraint("company_id", "id", name=op.f("pk_series_counters")),
        sa.UniqueConstraint(
            "company_id", "series_id", "year", name=op.f("uq_series_counters_company_id_series_id_year")
        ),
        sqlite_with_rowid=True,
    )
    op.create_table(
        "tax_rates",
        sa.Column("company_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("tax_code_id", ID, autoincrement=False, nullable=False),
        sa.Column("line_no", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("from_on", sa.Date(), autoincrement=False, nullable=False),
        sa.Column("until_on", sa.Date(), autoincrement=False),
        sa.Column("rate", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("cess_rate", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id", "tax_code_id"],
            ["tax_codes.company_id", "tax_codes.id"],
            name=op.f("fk_tax_rates_company_id_tax_code_id"),
        ),
        sa.ForeignKeyConstraint(["company_id"], ["companies.key"], name=op.f("fk_tax_rates_company_id")),
        sa.PrimaryKeyConstraint("company_id", "tax_code_id", "line_no", name=op.f("pk_tax_rates")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "contacts",
        sa.Column("company_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("party_id", ID, autoincrement=False, nullable=False),
        sa.Column("line_no", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("name", sa.String(length=200), autoincrement=False, nullable=False),
        sa.Column("role", sa.String(length=200), autoincrement=False, nullable=False),
        sa.Column("email", sa.String(length=254), autoincrement=False, nullable=False),
        sa.Column("phone", sa.String(length=40), autoincrement=False, nullable=False),
        sa.Column("gets_documents", sa.Boolean(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id", "party_id"],
            ["parties.company_id", "parties.id"],
            name=op.f("fk_contacts_company_id_party_id"),
        ),
        sa.ForeignKeyConstraint(["company_id"], ["companies.key"], name=op.f("fk_contacts_company_id")),
        sa.PrimaryKeyConstraint("company_id", "party_id", "line_no", name=op.f("pk_contacts")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "invoices",
        sa.Column("company_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("created_at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("updated_at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("deleted_at", sa.BigInteger(), autoincrement=False),
        sa.Column("kind", sa.String(11), autoincrement=False, nullable=False),
        sa.Column("state", sa.String(6), autoincrement=False, nullable=False),
        sa.Column("number", sa.String(length=40), autoincrement=False),
        sa.Column("series_id", ID, autoincrement=False),
        sa.Column("series_year", sa.String(length=10), autoincrement=False, nullable=False),
        sa.Column("series_n", sa.Integer(), autoincrement=False),
        sa.Column("issued_on", sa.Date(), autoincrement=False, nullable=False),
        sa.Column("due_on", sa.Date(), autoincrement=False, nullable=False),
        sa.Column("terms_days", sa.Integer(), autoincrement=False),
        sa.Column("supplied_on", sa.Date(), autoincrement=False),
        sa.Column("party_id", ID, autoincrement=False),
        sa.Column("reference", sa.String(length=200), autoincrement=False, nullable=False),
        sa.Column("currency", sa.String(length=3), autoincrement=False, nullable=False),
        sa.Column("rate", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("prices_include_tax", sa.Boolean(), autoincrement=False, nullable=False),
        sa.Column("tax_policy", sa.String(13), autoincrement=False, nullable=False),
        sa.Column("discount_percent", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("discount_minor", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("charges_minor", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("ship_to", sa.Text(), autoincrement=False),
        sa.Column("chosen_place", sa.String(length=10), autoincrement=False, nullable=False),
        sa.Column("reverse_charge", sa.Boolean(), autoincrement=False, nullable=False),
        sa.Column("to_sez", sa.Boolean(), autoincrement=False, nullable=False),
        sa.Column("is_intermediary", sa.Boolean(), autoincrement=False, nullable=False),
        sa.Column("notes", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("terms", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("buyer_name", sa.String(length=200), autoincrement=False, nullable=False),
        sa.Column("buyer_address", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("buyer_tax_id", sa.String(length=40), autoincrement=False, nullable=False),
        sa.Column("buyer_state", sa.String(length=10), autoincrement=False, nullable=False),
        sa.Column("buyer_country", sa.String(length=2), autoincrement=False, nullable=False),
        sa.Column("seller_tax_id", sa.String(length=40), autoincrement=False, nullable=False),
        sa.Column("place_of_supply", sa.String(length=10), autoincrement=False, nullable=False),
        sa.Column("why", sa.Text(), autoincrement=False),
        sa.Column("lines_minor", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("document_discount_minor", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("net_minor", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("tax_minor", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("round_off_minor", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("total_minor", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("settled_minor", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("tax_engine", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("settled_on", sa.Date(), autoincrement=False),
        sa.Column("days_to_pay", sa.Integer(), autoincrement=False),
        sa.Column("posted_at", sa.BigInteger(), autoincrement=False),
        sa.Column("entry_id", ID, autoincrement=False),
        sa.Column("original_id", ID, autoincrement=False),
        sa.Column("applied_minor", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("reason", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("external_reference", sa.String(length=80), autoincrement=False),
        sa.CheckConstraint("kind IN ('INVOICE', 'CREDIT_NOTE')", name=op.f("ck_invoices_kind")),
        sa.CheckConstraint("state = 'DRAFT' OR number IS NOT NULL", name=op.f("ck_invoices_numbered")),
        sa.CheckConstraint("state IN ('DRAFT', 'POSTED', 'VOID')", name=op.f("ck_invoices_state")),
        sa.CheckConstraint(
            "tax_policy IN ('PER_TAX_GROUP', 'PER_LINE')", name=op.f("ck_invoices_tax_policy")
        ),
        sa.CheckConstraint("rate > 0", name=op.f("ck_invoices_rate")),
        sa.CheckConstraint(
            "settled_minor >= 0 AND (settled_minor <= total_minor OR settled_minor = 0)",
            name=op.f("ck_invoices_settled"),
        ),
        sa.CheckConstraint(
            "total_minor = net_minor + tax_minor + round_off_minor", name=op.f("ck_invoices_total")
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "entry_id"],
            ["journal_entries.company_id", "journal_entries.id"],
            name=op.f("fk_invoices_company_id_entry_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "original_id"],
            ["invoices.company_id", "invoices.id"],
            name=op.f("fk_invoices_company_id_original_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "party_id"],
            ["parties.company_id", "parties.id"],
            name=op.f("fk_invoices_company_id_party_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "series_id"],
            ["number_series.company_id", "number_series.id"],
            name=op.f("fk_invoices_company_id_series_id"),
        ),
        sa.ForeignKeyConstraint(["company_id"], ["companies.key"], name=op.f("fk_invoices_company_id")),
        sa.PrimaryKeyConstraint("company_id", "id", name=op.f("pk_invoices")),
        sa.UniqueConstraint("company_id", "kind", "number", name=op.f("uq_invoices_company_id_kind_number")),
        sqlite_with_rowid=True,
    )
    op.create_index(
        "ix_invoices_due_on",
        "invoices",
        ["company_id", "due_on"],
        unique=False,
        sqlite_where=sa.text("state = 'POSTED' AND settled_minor <> total_minor"),
        postgresql_where=sa.text("state = 'POSTED' AND settled_minor <> total_minor"),
    )
    op.create_index(
        "ix_invoices_kind_issued_on_id", "invoices", ["company_id", "kind", "issued_on", "id"], unique=False
    )
    op.create_index(
        "ix_invoices_original_id",
        "invoices",
        ["company_id", "original_id"],
        unique=False,
        sqlite_where=sa.text("original_id IS NOT NULL"),
        postgresql_where=sa.text("original_id IS NOT NULL"),
    )
    op.create_index(
        "ix_invoices_party_id_issued_on", "invoices", ["company_id", "party_id", "issued_on"], unique=False
    )
    op.create_index(
        "ix_invoices_series_id_series_year_series_n",
        "invoices",
        ["company_id", "series_id", "series_year", "series_n"],
        unique=False,
    )
    op.create_index(
        "ix_invoices_settled_on",
        "invoices",
        ["company_id", "settled_on"],
        unique=False,
        sqlite_where=sa.text("settled_on IS NOT NULL"),
        postgresql_where=sa.text("settled_on IS NOT NULL"),
    )
    op.create_index(
        "ix_invoices_state_kind",
        "invoices",
        ["company_id", "state", "kind"],
        unique=False,
        sqlite_where=sa.text("state = 'DRAFT'"),
        postgresql_where=sa.text("state = 'DRAFT'"),
    )
    op.create_index(
        "uq_invoices_external_reference",
        "invoices",
        ["company_id", "external_reference"],
        unique=True,
        sqlite_where=sa.text("external_reference IS NOT NULL AND deleted_at IS NULL"),
        postgresql_where=sa.text("external_reference IS NOT NULL AND deleted_at IS NULL"),
    )
    op.create_table(
        "legs",
        sa.Column("company_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("entry_id", ID, autoincrement=False, nullable=False),
        sa.Column("line_no", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("account_id", ID, autoincrement=False, nullable=False),
        sa.Column("party_id", ID, autoincrement=False),
        sa.Column("posted_on", sa.Date(), autoincrement=False, nullable=False),
        sa.Column("amount_minor", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("currency", sa.String(length=3), autoincrement=False, nullable=False),
        sa.Column("base_minor", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("rate", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("memo", sa.Text(), autoincrement=False, nullable=False),
        sa.CheckConstraint("amount_minor <> 0 OR base_minor <> 0", name=op.f("ck_legs_amount")),
        sa.ForeignKeyConstraint(
            ["company_id", "account_id"],
            ["accounts.company_id", "accounts.id"],
            name=op.f("fk_legs_company_id_account_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "entry_id"],
            ["journal_entries.company_id", "journal_entries.id"],
            name=op.f("fk_legs_company_id_entry_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "party_id"],
            ["parties.company_id", "parties.id"],
            name=op.f("fk_legs_company_id_party_id"),
        ),
        sa.ForeignKeyConstraint(["company_id"], ["companies.key"], name=op.f("fk_legs_company_id")),
        sa.PrimaryKeyConstraint("company_id", "entry_id", "line_no", name=op.f("pk_legs")),
        sqlite_with_rowid=False,
    )
    op.create_index(
        "ix_legs_account_id_posted_on_base_minor",
        "legs",
        ["company_id", "account_id", "posted_on", "base_minor"],
        unique=False,
    )
    op.create_index(
        "ix_legs_party_id_posted_on",
        "legs",
        ["company_id", "party_id", "posted_on"],
        unique=False,
        sqlite_where=sa.text("party_id IS NOT NULL"),
        postgresql_where=sa.text("party_id IS NOT NULL"),
    )
    op.create_table(
        "party_balances",
        sa.Column("company_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("party_id", ID, nullable=False),
        sa.Column("receivable_minor", sa.BigInteger(), nullable=False),
        sa.Column("payable_minor", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id", "party_id"],
            ["parties.company_id", "parties.id"],
            name=op.f("fk_party_balances_company_id_party_id"),
        ),
        sa.PrimaryKeyConstraint("company_id", "party_id", name=op.f("pk_party_balances")),
        info={"derived": True},
        sqlite_with_rowid=False,
    )
    op.create_table(
        "payments",
        sa.Column("company_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("created_at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("updated_at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("deleted_at", sa.BigInteger(), autoincrement=False),
        sa.Column("kind", sa.String(7), autoincrement=False, nullable=False),
        sa.Column("number", sa.String(length=40), autoincrement=False, nullable=False),
        sa.Column("party_id", ID, autoincrement=False, nullable=False),
        sa.Column("dated_on", sa.Date(), autoincrement=False, nullable=False),
        sa.Column("account_id", ID, autoincrement=False, nullable=False),
        sa.Column("currency", sa.String(length=3), autoincrement=False, nullable=False),
        sa.Column("rate", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("amount_minor", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("withheld_minor", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("charges_minor", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("discount_minor", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("total_minor", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("allocated_minor", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("method", sa.String(6), autoincrement=False, nullable=False),
        sa.Column("strategy", sa.String(11), autoincrement=False, nullable=False),
        sa.Column("reference", sa.String(length=200), autoincrement=False, nullable=False),
        sa.Column("memo", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("external_id", sa.String(length=200), autoincrement=False, nullable=False),
        sa.Column("status", sa.String(8), autoincrement=False, nullable=False),
        sa.Column("reversed_on", sa.Date(), autoincrement=False),
        sa.Column("reversal_reason", sa.Text(), autoincrement=False, nullable=False),
        sa.CheckConstraint(
            "(status = 'REVERSED') = (reversed_on IS NOT NULL) AND (status = 'POSTED' OR allocated_minor = 0)",
            name=op.f("ck_payments_reversed"),
        ),
        sa.CheckConstraint("kind IN ('RECEIPT')", name=op.f("ck_payments_kind")),
        sa.CheckConstraint(
            "method IN ('BANK', 'CASH', 'CHEQUE', 'UPI', 'CARD', 'OTHER')", name=op.f("ck_payments_method")
        ),
        sa.CheckConstraint("status IN ('POSTED', 'REVERSED')", name=op.f("ck_payments_status")),
        sa.CheckConstraint(
            "strategy IN ('INSTRUCTION', 'EXACT_MATCH', 'FIFO', 'LIFO', 'LARGEST', 'MANUAL', 'PRO_RATA')",
            name=op.f("ck_payments_strategy"),
        ),
        sa.CheckConstraint("allocated_minor BETWEEN 0 AND total_minor", name=op.f("ck_payments_allocated")),
        sa.CheckConstraint(
            "amount_minor >= 0 AND withheld_minor >= 0 AND charges_minor >= 0 AND discount_minor >= 0",
            name=op.f("ck_payments_amounts"),
        ),
        sa.CheckConstraint("rate > 0", name=op.f("ck_payments_rate")),
        sa.CheckConstraint(
            "total_minor = amount_minor + withheld_minor + charges_minor + discount_minor AND total_minor > 0",
            name=op.f("ck_payments_total"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "account_id"],
            ["accounts.company_id", "accounts.id"],
            name=op.f("fk_payments_company_id_account_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "party_id"],
            ["parties.company_id", "parties.id"],
            name=op.f("fk_payments_company_id_party_id"),
        ),
        sa.ForeignKeyConstraint(["company_id"], ["companies.key"], name=op.f("fk_payments_company_id")),
        sa.PrimaryKeyConstraint("company_id", "id", name=op.f("pk_payments")),
        sa.UniqueConstraint("company_id", "kind", "number", name=op.f("uq_payments_company_id_kind_number")),
        sqlite_with_rowid=True,
    )
    op.create_index("ix_payments_dated_on_id", "payments", ["company_id", "dated_on", "id"], unique=False)
    op.create_index("ix_payments_number_id", "payments", ["company_id", "number", "id"], unique=False)
    op.create_index(
        "ix_payments_party_id",
        "payments",
        ["company_id", "party_id"],
        unique=False,
        sqlite_where=sa.text("allocated_minor < total_minor AND status = 'POSTED'"),
        postgresql_where=sa.text("allocated_minor < total_minor AND status = 'POSTED'"),
    )
    op.create_index(
        "ix_payments_party_id_dated_on", "payments", ["company_id", "party_id", "dated_on"], unique=False
    )
    op.create_index("ix_payments_reference", "payments", ["company_id", "reference"], unique=False)
    op.create_index(
        "ix_payments_total_minor_id", "payments", ["company_id", "total_minor", "id"], unique=False
    )
    op.create_index(
        "uq_payments_external_id",
        "payments",
        ["company_id", "external_id"],
        unique=True,
        sqlite_where=sa.text("external_id <> ''"),
        postgresql_where=sa.text("external_id <> ''"),
    )
    op.create_table(
        "shipping_addresses",
        sa.Column("company_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("party_id", ID, autoincrement=False, nullable=False),
        sa.Column("line_no", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("label", sa.String(length=200), autoincrement=False, nullable=False),
        sa.Column("address_1", sa.String(length=200), autoincrement=False, nullable=False),
        sa.Column("address_2", sa.String(length=200), autoincrement=False, nullable=False),
        sa.Column("city", sa.String(length=100), autoincrement=False, nullable=False),
        sa.Column("postal_code", sa.String(length=20), autoincrement=False, nullable=False),
        sa.Column("state", sa.String(length=10), autoincrement=False, nullable=False),
        sa.Column("country", sa.String(length=2), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id", "party_id"],
            ["parties.company_id", "parties.id"],
            name=op.f("fk_shipping_addresses_company_id_party_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id"], ["companies.key"], name=op.f("fk_shipping_addresses_company_id")
        ),
        sa.PrimaryKeyConstraint("company_id", "party_id", "line_no", name=op.f("pk_shipping_addresses")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "allocations",
        sa.Column("company_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("created_at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("updated_at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("deleted_at", sa.BigInteger(), autoincrement=False),
        sa.Column("payment_id", ID, autoincrement=False, nullable=False),
        sa.Column("invoice_id", ID, autoincrement=False, nullable=False),
        sa.Column("allocated_on", sa.Date(), autoincrement=False, nullable=False),
        sa.Column("amount_minor", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("base_minor", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("reverses_id", ID, autoincrement=False),
        sa.Column("reason", sa.Text(), autoincrement=False, nullable=False),
        sa.CheckConstraint("reverses_id IS NULL OR reason <> ''", name=op.f("ck_allocations_reason")),
        sa.CheckConstraint(
            "amount_minor <> 0 AND (amount_minor < 0) = (reverses_id IS NOT NULL)",
            name=op.f("ck_allocations_amount"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "invoice_id"],
            ["invoices.company_id", "invoices.id"],
            name=op.f("fk_allocations_company_id_invoice_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "payment_id"],
            ["payments.company_id", "payments.id"],
            name=op.f("fk_allocations_company_id_payment_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "reverses_id"],
            ["allocations.company_id", "allocations.id"],
            name=op.f("fk_allocations_company_id_reverses_id"),
        ),
        sa.ForeignKeyConstraint(["company_id"], ["companies.key"], name=op.f("fk_allocations_company_id")),
        sa.PrimaryKeyConstraint("company_id", "id", name=op.f("pk_allocations")),
        sqlite_with_rowid=True,
    )
    op.create_index("ix_allocations_invoice_id", "allocations", ["company_id", "invoice_id"], unique=False)
    op.create_index("ix_allocations_payment_id", "allocations", ["company_id", "payment_id"], unique=False)
    op.create_index(
        "uq_allocations_reverses_id",
        "allocations",
        ["company_id", "reverses_id"],
        unique=True,
        sqlite_where=sa.text("reverses_id IS NOT NULL"),
        postgresql_where=sa.text("reverses_id IS NOT NULL"),
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
        "invoice_lines",
        sa.Column("company_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("invoice_id", ID, autoincrement=False, nullable=False),
        sa.Column("line_no", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("item_id", ID, autoincrement=False),
        sa.Column("description", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("hsn", sa.String(length=12), autoincrement=False, nullable=False),
        sa.Column("unit", sa.String(length=20), autoincrement=False, nullable=False),
        sa.Column("is_service", sa.Boolean(), autoincrement=False, nullable=False),
        sa.Column("quantity", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("unit_price", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("discount_percent", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("discount_minor", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("tax_code_id", ID, autoincrement=False),
        sa.Column("category", sa.String(6), autoincrement=False, nullable=False),
        sa.Column("tax_rate", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("reverse_charge", sa.Boolean(), autoincrement=False, nullable=False),
        sa.Column("amount_minor", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("line_discount_minor", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("document_discount_minor", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("charge_minor", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("net_minor", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("tax_minor", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("total_minor", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("taxes", sa.Text(), autoincrement=False),
        sa.Column("original_line_no", sa.Integer(), autoincrement=False),
        sa.Column("returned_qty", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.CheckConstraint(
            "category IN ('S', 'Z', 'E', 'AE', 'K', 'G', 'O', 'L', 'M', 'B', 'GST', 'NIL', 'EXM', 'NON', 'RCM', 'COMP', 'EXPWP', 'EXPWOP', 'SEZWP', 'SEZWOP', 'NOSUP')",
            name=op.f("ck_invoice_lines_category"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "invoice_id"],
            ["invoices.company_id", "invoices.id"],
            name=op.f("fk_invoice_lines_company_id_invoice_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "item_id"],
            ["items.company_id", "items.id"],
            name=op.f("fk_invoice_lines_company_id_item_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "tax_code_id"],
            ["tax_codes.company_id", "tax_codes.id"],
            name=op.f("fk_invoice_lines_company_id_tax_code_id"),
        ),
        sa.ForeignKeyConstraint(["company_id"], ["companies.key"], name=op.f("fk_invoice_lines_company_id")),
        sa.PrimaryKeyConstraint("company_id", "invoice_id", "line_no", name=op.f("pk_invoice_lines")),
        sqlite_with_rowid=False,
    )
    op.create_index(
        "ix_invoice_lines_item_id",
        "invoice_lines",
        ["company_id", "item_id"],
        unique=False,
        sqlite_where=sa.text("item_id IS NOT NULL"),
        postgresql_where=sa.text("item_id IS NOT NULL"),
    )
    op.create_table(
        "invoice_taxes",
        sa.Column("company_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("invoice_id", ID, autoincrement=False, nullable=False),
        sa.Column("line_no", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("category", sa.String(6), autoincrement=False, nullable=False),
        sa.Column("head", sa.String(length=10), autoincrement=False, nullable=False),
        sa.Column("rate", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("taxable_minor", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("tax_minor", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("is_self_assessed", sa.Boolean(), autoincrement=False, nullable=False),
        sa.CheckConstraint(
            "category IN ('S', 'Z', 'E', 'AE', 'K', 'G', 'O', 'L', 'M', 'B', 'GST', 'NIL', 'EXM', 'NON', 'RCM', 'COMP', 'EXPWP', 'EXPWOP', 'SEZWP', 'SEZWOP', 'NOSUP')",
            name=op.f("ck_invoice_taxes_category"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "invoice_id"],
            ["invoices.company_id", "invoices.id"],
            name=op.f("fk_invoice_taxes_company_id_invoice_id"),
        ),
        sa.ForeignKeyConstraint(["company_id"], ["companies.key"], name=op.f("fk_invoice_taxes_company_id")),
        sa.PrimaryKeyConstraint("company_id", "invoice_id", "line_no", name=op.f("pk_invoice_taxes")),
        sqlite_with_rowid=False,
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
    sqlite = op.get_bind().dialect.name == "sqlite"
    for statement in ON_SQLITE if sqlite else ON_POSTGRESQL:
        op.get_bind().exec_driver_sql(statement)


def downgrade() -> None:
    op.drop_table("search_index")
    op.drop_table("commission_entries")
    op.drop_table("invoice_taxes")
    op.drop_table("invoice_lines")
    op.drop_table("commissions")
    op.drop_table("allocations")
    op.drop_table("shipping_addresses")
    op.drop_table("payments")
    op.drop_table("party_balances")
    op.drop_table("legs")
    op.drop_table("invoices")
    op.drop_table("contacts")
    op.drop_table("tax_rates")
    op.drop_table("series_counters")
    op.drop_table("parties")
    op.drop_table("items")
    op.drop_table("commission_settlements")
    op.drop_table("commission_plans")
    op.drop_table("attachments")
    op.drop_table("account_months")
    op.drop_table("voucher_counters")
    op.drop_table("units")
    op.drop_table("tax_codes")
    op.drop_table("settings")
    op.drop_table("number_series")
    op.drop_table("members")
    op.drop_table("journal_entries")
    op.drop_table("blobs")
    op.drop_table("accounts")
    op.drop_table("users")
    op.drop_table("outbox")
    op.drop_table("companies")
    op.drop_table("chains")
    op.drop_table("book_facts")
    op.drop_table("audit_entries")
    if op.get_bind().dialect.name == "postgresql":
        for statement in GONE_FROM_POSTGRESQL:
            op.get_bind().exec_driver_sql(statement)

"""Locks per area with exceptions, enforced by a trigger of the ledger, and closed financial years.

The setting `ledger.closed_until` becomes the lock of everything. Going down gives the setting back as it
was; locks of single areas, exceptions and closings are lost.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

ID = sa.LargeBinary(16).with_variant(sa.Uuid(), "postgresql")

ON_SQLITE = (
    (
        "CREATE TRIGGER entries_outside_locks_insert BEFORE INSERT ON journal_entries FOR EACH ROW "
        "WHEN EXISTS (SELECT 1 FROM period_locks AS l WHERE l.company_id = NEW.company_id AND "
        "l.deleted_at IS NULL AND l.locked_until >= NEW.posted_on AND (l.area IN ('all', 'year', "
        "'hard') OR (l.area = 'sales' AND (NEW.kind IN ('invoice', 'credit_note') OR (NEW.kind = "
        "'reversal' AND NEW.source_kind IN ('invoice')))) OR (l.area = 'purchase' AND (NEW.kind IN "
        "('bill', 'debit_note', 'expense') OR (NEW.kind = 'reversal' AND NEW.source_kind IN "
        "('bill')))) OR (l.area = 'tax' AND ((NEW.kind IN ('invoice', 'credit_note') OR (NEW.kind = "
        "'reversal' AND NEW.source_kind IN ('invoice'))) OR (NEW.kind IN ('bill', 'debit_note', "
        "'expense') OR (NEW.kind = 'reversal' AND NEW.source_kind IN ('bill')))))) AND NOT EXISTS "
        "(SELECT 1 FROM lock_passes AS p JOIN lock_exceptions AS x ON x.company_id = p.company_id "
        "AND x.id = p.exception_id WHERE p.company_id = NEW.company_id AND p.entry_id = NEW.id AND "
        "x.deleted_at IS NULL AND NEW.posted_on BETWEEN x.first_on AND x.last_on AND x.created_at "
        "<= NEW.created_at AND NEW.created_at < x.ends_at AND ((l.area = 'all' AND (x.area = 'all' "
        "OR (x.area = 'sales' AND (NEW.kind IN ('invoice', 'credit_note') OR (NEW.kind = 'reversal' "
        "AND NEW.source_kind IN ('invoice')))) OR (x.area = 'purchase' AND (NEW.kind IN ('bill', "
        "'debit_note', 'expense') OR (NEW.kind = 'reversal' AND NEW.source_kind IN ('bill')))) OR "
        "(x.area = 'year' AND (NEW.kind IN ('close'))))) OR (l.area IN ('sales', 'purchase') AND "
        "(x.area = l.area OR x.area = 'all')) OR (l.area = 'tax' AND x.area = 'tax') OR (l.area = "
        "'year' AND x.area = 'year' AND (NEW.kind IN ('close')))))) BEGIN SELECT RAISE(ABORT, "
        "'entry.inside_lock'); END"
    ),
    (
        "CREATE TRIGGER hard_locks_kept_update BEFORE UPDATE ON period_locks FOR EACH ROW WHEN "
        "(OLD.area = 'hard') BEGIN SELECT RAISE(ABORT, 'lock.hard'); END"
    ),
    (
        "CREATE TRIGGER hard_locks_kept_delete BEFORE DELETE ON period_locks FOR EACH ROW WHEN "
        "(OLD.area = 'hard') BEGIN SELECT RAISE(ABORT, 'lock.hard'); END"
    ),
    (
        "CREATE TRIGGER lock_passes_kept_update BEFORE UPDATE ON lock_passes FOR EACH ROW  BEGIN "
        "SELECT RAISE(ABORT, 'lock_pass.immutable'); END"
    ),
    (
        "CREATE TRIGGER lock_passes_kept_delete BEFORE DELETE ON lock_passes FOR EACH ROW  BEGIN "
        "SELECT RAISE(ABORT, 'lock_pass.immutable'); END"
    ),
)
ON_POSTGRESQL = (
    (
        "CREATE OR REPLACE FUNCTION entries_outside_locks() RETURNS trigger LANGUAGE plpgsql AS $$ "
        "BEGIN IF EXISTS (SELECT 1 FROM period_locks AS l WHERE l.company_id = NEW.company_id AND "
        "l.deleted_at IS NULL AND l.locked_until >= NEW.posted_on AND (l.area IN ('all', 'year', "
        "'hard') OR (l.area = 'sales' AND (NEW.kind IN ('invoice', 'credit_note') OR (NEW.kind = "
        "'reversal' AND NEW.source_kind IN ('invoice')))) OR (l.area = 'purchase' AND (NEW.kind IN "
        "('bill', 'debit_note', 'expense') OR (NEW.kind = 'reversal' AND NEW.source_kind IN "
        "('bill')))) OR (l.area = 'tax' AND ((NEW.kind IN ('invoice', 'credit_note') OR (NEW.kind = "
        "'reversal' AND NEW.source_kind IN ('invoice'))) OR (NEW.kind IN ('bill', 'debit_note', "
        "'expense') OR (NEW.kind = 'reversal' AND NEW.source_kind IN ('bill')))))) AND NOT EXISTS "
        "(SELECT 1 FROM lock_passes AS p JOIN lock_exceptions AS x ON x.company_id = p.company_id "
        "AND x.id = p.exception_id WHERE p.company_id = NEW.company_id AND p.entry_id = NEW.id AND "
        "x.deleted_at IS NULL AND NEW.posted_on BETWEEN x.first_on AND x.last_on AND x.created_at "
        "<= NEW.created_at AND NEW.created_at < x.ends_at AND ((l.area = 'all' AND (x.area = 'all' "
        "OR (x.area = 'sales' AND (NEW.kind IN ('invoice', 'credit_note') OR (NEW.kind = 'reversal' "
        "AND NEW.source_kind IN ('invoice')))) OR (x.area = 'purchase' AND (NEW.kind IN ('bill', "
        "'debit_note', 'expense') OR (NEW.kind = 'reversal' AND NEW.source_kind IN ('bill')))) OR "
        "(x.area = 'year' AND (NEW.kind IN ('close'))))) OR (l.area IN ('sales', 'purchase') AND "
        "(x.area = l.area OR x.area = 'all')) OR (l.area = 'tax' AND x.area = 'tax') OR (l.area = "
        "'year' AND x.area = 'year' AND (NEW.kind IN ('close')))))) THEN RAISE EXCEPTION "
        "'entry.inside_lock'; END IF; RETURN NEW; END $$"
    ),
    (
        "CREATE TRIGGER entries_outside_locks BEFORE INSERT ON journal_entries FOR EACH ROW EXECUTE "
        "FUNCTION entries_outside_locks()"
    ),
    (
        "CREATE OR REPLACE FUNCTION hard_locks_kept() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        "RAISE EXCEPTION 'lock.hard'; END $$"
    ),
    (
        "CREATE TRIGGER hard_locks_kept BEFORE UPDATE OR DELETE ON period_locks FOR EACH ROW WHEN "
        "(OLD.area = 'hard') EXECUTE FUNCTION hard_locks_kept()"
    ),
    (
        "CREATE OR REPLACE FUNCTION lock_passes_kept() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        "RAISE EXCEPTION 'lock_pass.immutable'; END $$"
    ),
    (
        "CREATE TRIGGER lock_passes_kept BEFORE UPDATE OR DELETE ON lock_passes FOR EACH ROW  "
        "EXECUTE FUNCTION lock_passes_kept()"
    ),
)
# The day stands in the setting as JSON text, between quotation marks.
OLD_SETTING_ON_SQLITE = (
    "INSERT INTO period_locks (company_id, id, version, created_at, updated_at, area, locked_until, reason) "
    "SELECT company_id, id, 1, updated_at, updated_at, 'all', replace(value, '\"', ''), "
    "'Books closed until (setting)' FROM settings WHERE key = 'ledger.closed_until' "
    "AND deleted_at IS NULL AND value <> '\"1900-01-01\"'"
)
OLD_SETTING_ON_POSTGRESQL = (
    "INSERT INTO period_locks (company_id, id, version, created_at, updated_at, area, locked_until, reason) "
    "SELECT company_id, id, 1, updated_at, updated_at, 'all', CAST(replace(value, '\"', '') AS date), "
    "'Books closed until (setting)' FROM settings WHERE key = 'ledger.closed_until' "
    "AND deleted_at IS NULL AND value <> '\"1900-01-01\"'"
)
GONE_FROM_POSTGRESQL = (
    "DROP FUNCTION entries_outside_locks()",
    "DROP FUNCTION hard_locks_kept()",
    "DROP FUNCTION lock_passes_kept()",
)


def upgrade() -> None:
    op.create_table(
        "period_locks",
        sa.Column("company_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("created_at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("updated_at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("deleted_at", sa.BigInteger()),
        sa.Column("area", sa.String(length=8), autoincrement=False, nullable=False),
        sa.Column("locked_until", sa.Date(), autoincrement=False, nullable=False),
        sa.Column("reason", sa.Text(), autoincrement=False, nullable=False),
        sa.CheckConstraint(
            "area IN ('sales', 'purchase', 'tax', 'all', 'year', 'hard')", name=op.f("ck_period_locks_area")
        ),
        sa.ForeignKeyConstraint(["company_id"], ["companies.key"], name=op.f("fk_period_locks_company_id")),
        sa.PrimaryKeyConstraint("company_id", "id", name=op.f("pk_period_locks")),
    )
    op.create_index(
        op.f("uq_period_locks_area"),
        "period_locks",
        ["company_id", "area"],
        unique=True,
        sqlite_where=sa.text("deleted_at IS NULL AND area <> 'hard'"),
        postgresql_where=sa.text("deleted_at IS NULL AND area <> 'hard'"),
    )
    op.create_index(
        op.f("ix_period_locks_created_at"), "period_locks", ["company_id", "created_at"], unique=False
    )
    op.create_table(
        "lock_exceptions",
        sa.Column("company_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("created_at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("updated_at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("deleted_at", sa.BigInteger()),
        sa.Column("area", sa.String(length=8), autoincrement=False, nullable=False),
        sa.Column("user_id", ID),
        sa.Column("role", sa.String(length=10)),
        sa.Column("first_on", sa.Date(), autoincrement=False, nullable=False),
        sa.Column("last_on", sa.Date(), autoincrement=False, nullable=False),
        sa.Column("ends_at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("reason", sa.Text(), autoincrement=False, nullable=False),
        sa.CheckConstraint(
            "area IN ('sales', 'purchase', 'tax', 'all', 'year', 'hard')",
            name=op.f("ck_lock_exceptions_area"),
        ),
        sa.CheckConstraint("area <> 'hard'", name=op.f("ck_lock_exceptions_never_hard")),
        sa.CheckConstraint(
            "role IN ('owner', 'accountant', 'cashier', 'broker', 'auditor')",
            name=op.f("ck_lock_exceptions_role"),
        ),
        sa.CheckConstraint("user_id IS NULL OR role IS NULL", name=op.f("ck_lock_exceptions_who")),
        sa.CheckConstraint("first_on <= last_on", name=op.f("ck_lock_exceptions_window")),
        sa.ForeignKeyConstraint(
            ["company_id"], ["companies.key"], name=op.f("fk_lock_exceptions_company_id")
        ),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_lock_exceptions_user_id")),
        sa.PrimaryKeyConstraint("company_id", "id", name=op.f("pk_lock_exceptions")),
    )
    op.create_index(
        op.f("ix_lock_exceptions_created_at"), "lock_exceptions", ["company_id", "created_at"], unique=False
    )
    op.create_table(
        "lock_passes",
        sa.Column("company_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("created_at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("updated_at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("deleted_at", sa.BigInteger()),
        sa.Column("entry_id", ID, autoincrement=False, nullable=False),
        sa.Column("exception_id", ID, autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(["company_id"], ["companies.key"], name=op.f("fk_lock_passes_company_id")),
        sa.ForeignKeyConstraint(
            ["company_id", "exception_id"],
            ["lock_exceptions.company_id", "lock_exceptions.id"],
            name=op.f("fk_lock_passes_company_id_exception_id"),
        ),
        sa.PrimaryKeyConstraint("company_id", "id", name=op.f("pk_lock_passes")),
        sa.UniqueConstraint(
            "company_id",
            "entry_id",
            "exception_id",
            name=op.f("uq_lock_passes_company_id_entry_id_exception_id"),
        ),
    )
    op.create_table(
        "year_closings",
        sa.Column("company_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("created_at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("updated_at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("deleted_at", sa.BigInteger()),
        sa.Column("label", sa.String(length=40), autoincrement=False, nullable=False),
        sa.Column("first_on", sa.Date(), autoincrement=False, nullable=False),
        sa.Column("last_on", sa.Date(), autoincrement=False, nullable=False),
        sa.Column("entry_id", ID),
        sa.Column("profit_minor", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("balances", sa.Text()),
        sa.Column("checkpoint", sa.LargeBinary(length=32), autoincrement=False, nullable=False),
        sa.Column("audit_n", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("audit_head", sa.LargeBinary(length=32), autoincrement=False, nullable=False),
        sa.Column("reason", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("closed_by", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("reopened_at", sa.BigInteger()),
        sa.Column("reopened_by", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("reopen_reason", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("reversal_id", ID),
        sa.ForeignKeyConstraint(["company_id"], ["companies.key"], name=op.f("fk_year_closings_company_id")),
        sa.ForeignKeyConstraint(
            ["company_id", "entry_id"],
            ["journal_entries.company_id", "journal_entries.id"],
            name=op.f("fk_year_closings_company_id_entry_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "reversal_id"],
            ["journal_entries.company_id", "journal_entries.id"],
            name=op.f("fk_year_closings_company_id_reversal_id"),
        ),
        sa.PrimaryKeyConstraint("company_id", "id", name=op.f("pk_year_closings")),
    )
    op.create_index(
        op.f("ix_year_closings_last_on_id"), "year_closings", ["company_id", "last_on", "id"], unique=False
    )
    op.create_index(
        op.f("uq_year_closings_last_on"),
        "year_closings",
        ["company_id", "last_on"],
        unique=True,
        sqlite_where=sa.text("reopened_at IS NULL AND deleted_at IS NULL"),
        postgresql_where=sa.text("reopened_at IS NULL AND deleted_at IS NULL"),
    )
    sqlite = op.get_bind().dialect.name == "sqlite"
    op.get_bind().exec_driver_sql(OLD_SETTING_ON_SQLITE if sqlite else OLD_SETTING_ON_POSTGRESQL)
    op.get_bind().exec_driver_sql(
        "UPDATE settings SET deleted_at = updated_at WHERE key = 'ledger.closed_until' AND deleted_at IS NULL"
    )
    for statement in ON_SQLITE if sqlite else ON_POSTGRESQL:
        op.get_bind().exec_driver_sql(statement)


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.get_bind().exec_driver_sql("DROP TRIGGER entries_outside_locks_insert")
    else:
        op.get_bind().exec_driver_sql("DROP TRIGGER entries_outside_locks ON journal_entries")
    op.get_bind().exec_driver_sql(
        "UPDATE settings SET deleted_at = NULL WHERE key = 'ledger.closed_until' AND deleted_at = updated_at"
    )
    op.drop_table("year_closings")
    op.drop_table("lock_passes")
    op.drop_table("lock_exceptions")
    op.drop_table("period_locks")
    if op.get_bind().dialect.name == "postgresql":
        for statement in GONE_FROM_POSTGRESQL:
            op.get_bind().exec_driver_sql(statement)

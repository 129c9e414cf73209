"""Purchases: bills with their lines and taxes, and number series for them.

Going back loses all bills; their journal entries stay.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

ID = sa.LargeBinary(16).with_variant(sa.Uuid(), "postgresql")

SALES = "kind IN ('INVOICE', 'CREDIT_NOTE')"
ALL = "kind IN ('INVOICE', 'CREDIT_NOTE', 'BILL', 'DEBIT_NOTE', 'EXPENSE', 'SELF_INVOICE')"


def upgrade() -> None:
    _series_of(SALES, ALL, 11, 12)
    op.create_table(
        "bills",
        sa.Column("company_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("created_at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("updated_at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("deleted_at", sa.BigInteger(), autoincrement=False),
        sa.Column("kind", sa.String(10), autoincrement=False, nullable=False),
        sa.Column("state", sa.String(6), autoincrement=False, nullable=False),
        sa.Column("number", sa.String(length=40), autoincrement=False),
        sa.Column("series_id", ID, autoincrement=False),
        sa.Column("series_year", sa.String(length=10), autoincrement=False, nullable=False),
        sa.Column("series_n", sa.Integer(), autoincrement=False),
        sa.Column("supplier_reference", sa.String(length=80), autoincrement=False, nullable=False),
        sa.Column("issued_on", sa.Date(), autoincrement=False, nullable=False),
        sa.Column("booked_on", sa.Date(), autoincrement=False, nullable=False),
        sa.Column("due_on", sa.Date(), autoincrement=False, nullable=False),
        sa.Column("terms_days", sa.Integer(), autoincrement=False),
        sa.Column("supplied_on", sa.Date(), autoincrement=False),
        sa.Column("party_id", ID, autoincrement=False),
        sa.Column("currency", sa.String(length=3), autoincrement=False, nullable=False),
        sa.Column("rate", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("prices_include_tax", sa.Boolean(), autoincrement=False, nullable=False),
        sa.Column("tax_policy", sa.String(13), autoincrement=False, nullable=False),
        sa.Column("discount_percent", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("discount_minor", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("charges_minor", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("chosen_place", sa.String(length=10), autoincrement=False, nullable=False),
        sa.Column("reverse_charge", sa.Boolean(), autoincrement=False, nullable=False),
        sa.Column("supplier_scheme", sa.String(12), autoincrement=False),
        sa.Column("tax_overrides", sa.Text(), autoincrement=False),
        sa.Column("override_reason", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("notes", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("supplier_name", sa.String(length=200), autoincrement=False, nullable=False),
        sa.Column("supplier_address", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("supplier_tax_id", sa.String(length=40), autoincrement=False, nullable=False),
        sa.Column("supplier_state", sa.String(length=10), autoincrement=False, nullable=False),
        sa.Column("supplier_country", sa.String(length=2), autoincrement=False, nullable=False),
        sa.Column("own_tax_id", sa.String(length=40), autoincrement=False, nullable=False),
        sa.Column("place_of_supply", sa.String(length=10), autoincrement=False, nullable=False),
        sa.Column("why", sa.Text(), autoincrement=False),
        sa.Column("lines_minor", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("document_discount_minor", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("net_minor", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("tax_minor", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("round_off_minor", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("total_minor", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("self_assessed_minor", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("blocked_minor", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("settled_minor", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("tax_engine", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("settled_on", sa.Date(), autoincrement=False),
        sa.Column("days_to_pay", sa.Integer(), autoincrement=False),
        sa.Column("posted_at", sa.BigInteger(), autoincrement=False),
        sa.Column("entry_id", ID, autoincrement=False),
        sa.Column("original_id", ID, autoincrement=False),
        sa.Column("applied_minor", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("paid_from_id", ID, autoincrement=False),
        sa.Column("self_number", sa.String(length=40), autoincrement=False),
        sa.Column("self_series_id", ID, autoincrement=False),
        sa.Column("self_series_year", sa.String(length=10), autoincrement=False, nullable=False),
        sa.Column("self_series_n", sa.Integer(), autoincrement=False),
        sa.Column("reason", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("external_reference", sa.String(length=80), autoincrement=False),
        sa.CheckConstraint("kind IN ('BILL', 'DEBIT_NOTE', 'EXPENSE')", name=op.f("ck_bills_kind")),
        sa.CheckConstraint("state = 'DRAFT' OR number IS NOT NULL", name=op.f("ck_bills_numbered")),
        sa.CheckConstraint("state IN ('DRAFT', 'POSTED', 'VOID')", name=op.f("ck_bills_state")),
        sa.CheckConstraint(
            "supplier_scheme IN ('REGULAR', 'UNREGISTERED', 'COMPOSITION', 'SEZ')",
            name=op.f("ck_bills_supplier_scheme"),
        ),
        sa.CheckConstraint("tax_policy IN ('PER_TAX_GROUP', 'PER_LINE')", name=op.f("ck_bills_tax_policy")),
        sa.CheckConstraint("rate > 0", name=op.f("ck_bills_rate")),
        sa.CheckConstraint(
            "settled_minor >= 0 AND (settled_minor <= total_minor OR settled_minor = 0)",
            name=op.f("ck_bills_settled"),
        ),
        sa.CheckConstraint(
            "total_minor = net_minor + tax_minor + round_off_minor", name=op.f("ck_bills_total")
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "entry_id"],
            ["journal_entries.company_id", "journal_entries.id"],
            name=op.f("fk_bills_company_id_entry_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "original_id"],
            ["bills.company_id", "bills.id"],
            name=op.f("fk_bills_company_id_original_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "paid_from_id"],
            ["accounts.company_id", "accounts.id"],
            name=op.f("fk_bills_company_id_paid_from_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "party_id"],
            ["parties.company_id", "parties.id"],
            name=op.f("fk_bills_company_id_party_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "self_series_id"],
            ["number_series.company_id", "number_series.id"],
            name=op.f("fk_bills_company_id_self_series_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "series_id"],
            ["number_series.company_id", "number_series.id"],
            name=op.f("fk_bills_company_id_series_id"),
        ),
        sa.ForeignKeyConstraint(["company_id"], ["companies.key"], name=op.f("fk_bills_company_id")),
        sa.PrimaryKeyConstraint("company_id", "id", name=op.f("pk_bills")),
        sa.UniqueConstraint("company_id", "kind", "number", name=op.f("uq_bills_company_id_kind_number")),
        sqlite_with_rowid=True,
    )
    op.create_index(
        "ix_bills_due_on",
        "bills",
        ["company_id", "due_on"],
        unique=False,
        sqlite_where=sa.text("state = 'POSTED' AND settled_minor <> total_minor"),
        postgresql_where=sa.text("state = 'POSTED' AND settled_minor <> total_minor"),
    )
    op.create_index(
        "ix_bills_kind_issued_on_id", "bills", ["company_id", "kind", "issued_on", "id"], unique=False
    )
    op.create_index(
        "ix_bills_original_id",
        "bills",
        ["company_id", "original_id"],
        unique=False,
        sqlite_where=sa.text("original_id IS NOT NULL"),
        postgresql_where=sa.text("original_id IS NOT NULL"),
    )
    op.create_index(
        "ix_bills_party_id_issued_on", "bills", ["company_id", "party_id", "issued_on"], unique=False
    )
    op.create_index(
        "ix_bills_party_id_supplier_reference",
        "bills",
        ["company_id", "party_id", "supplier_reference"],
        unique=False,
        sqlite_where=sa.text("supplier_reference <> ''"),
        postgresql_where=sa.text("supplier_reference <> ''"),
    )
    op.create_index(
        "ix_bills_self_series_id_self_series_year_self_series_n",
        "bills",
        ["company_id", "self_series_id", "self_series_year", "self_series_n"],
        unique=False,
        sqlite_where=sa.text("self_series_id IS NOT NULL"),
        postgresql_where=sa.text("self_series_id IS NOT NULL"),
    )
    op.create_index(
        "ix_bills_series_id_series_year_series_n",
        "bills",
        ["company_id", "series_id", "series_year", "series_n"],
        unique=False,
    )
    op.create_index(
        "ix_bills_settled_on",
        "bills",
        ["company_id", "settled_on"],
        unique=False,
        sqlite_where=sa.text("settled_on IS NOT NULL"),
        postgresql_where=sa.text("settled_on IS NOT NULL"),
    )
    op.create_index(
        "ix_bills_state_kind",
        "bills",
        ["company_id", "state", "kind"],
        unique=False,
        sqlite_where=sa.text("state = 'DRAFT'"),
        postgresql_where=sa.text("state = 'DRAFT'"),
    )
    op.create_index(
        "uq_bills_external_reference",
        "bills",
        ["company_id", "external_reference"],
        unique=True,
        sqlite_where=sa.text("external_reference IS NOT NULL AND deleted_at IS NULL"),
        postgresql_where=sa.text("external_reference IS NOT NULL AND deleted_at IS NULL"),
    )
    op.create_table(
        "bill_lines",
        sa.Column("company_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("bill_id", ID, autoincrement=False, nullable=False),
        sa.Column("line_no", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("item_id", ID, autoincrement=False),
        sa.Column("account_id", ID, autoincrement=False),
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
        sa.Column("claim_tax", sa.Boolean(), autoincrement=False, nullable=False),
        sa.Column("is_creditable", sa.Boolean(), autoincrement=False, nullable=False),
        sa.Column("amount_minor", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("line_discount_minor", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("document_discount_minor", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("charge_minor", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("net_minor", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("tax_minor", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("total_minor", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("cost_minor", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("taxes", sa.Text(), autoincrement=False),
        sa.Column("own_taxes", sa.Text(), autoincrement=False),
        sa.Column("original_line_no", sa.Integer(), autoincrement=False),
        sa.Column("returned_qty", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.CheckConstraint(
            "category IN ('S', 'Z', 'E', 'AE', 'K', 'G', 'O', 'L', 'M', 'B', 'GST', 'NIL', 'EXM', 'NON', 'RCM', 'COMP', 'EXPWP', 'EXPWOP', 'SEZWP', 'SEZWOP', 'NOSUP')",
            name=op.f("ck_bill_lines_category"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "account_id"],
            ["accounts.company_id", "accounts.id"],
            name=op.f("fk_bill_lines_company_id_account_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "bill_id"],
            ["bills.company_id", "bills.id"],
            name=op.f("fk_bill_lines_company_id_bill_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "item_id"],
            ["items.company_id", "items.id"],
            name=op.f("fk_bill_lines_company_id_item_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "tax_code_id"],
            ["tax_codes.company_id", "tax_codes.id"],
            name=op.f("fk_bill_lines_company_id_tax_code_id"),
        ),
        sa.ForeignKeyConstraint(["company_id"], ["companies.key"], name=op.f("fk_bill_lines_company_id")),
        sa.PrimaryKeyConstraint("company_id", "bill_id", "line_no", name=op.f("pk_bill_lines")),
        sqlite_with_rowid=False,
    )
    op.create_index(
        "ix_bill_lines_item_id",
        "bill_lines",
        ["company_id", "item_id"],
        unique=False,
        sqlite_where=sa.text("item_id IS NOT NULL"),
        postgresql_where=sa.text("item_id IS NOT NULL"),
    )
    op.create_table(
        "bill_taxes",
        sa.Column("company_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("bill_id", ID, autoincrement=False, nullable=False),
        sa.Column("line_no", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("category", sa.String(6), autoincrement=False, nullable=False),
        sa.Column("head", sa.String(length=10), autoincrement=False, nullable=False),
        sa.Column("rate", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("taxable_minor", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("tax_minor", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("is_self_assessed", sa.Boolean(), autoincrement=False, nullable=False),
        sa.Column("is_creditable", sa.Boolean(), autoincrement=False, nullable=False),
        sa.CheckConstraint(
            "category IN ('S', 'Z', 'E', 'AE', 'K', 'G', 'O', 'L', 'M', 'B', 'GST', 'NIL', 'EXM', 'NON', 'RCM', 'COMP', 'EXPWP', 'EXPWOP', 'SEZWP', 'SEZWOP', 'NOSUP')",
            name=op.f("ck_bill_taxes_category"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "bill_id"],
            ["bills.company_id", "bills.id"],
            name=op.f("fk_bill_taxes_company_id_bill_id"),
        ),
        sa.ForeignKeyConstraint(["company_id"], ["companies.key"], name=op.f("fk_bill_taxes_company_id")),
        sa.PrimaryKeyConstraint("company_id", "bill_id", "line_no", name=op.f("pk_bill_taxes")),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    op.drop_table("bill_taxes")
    op.drop_table("bill_lines")
    op.drop_table("bills")
    op.execute(
        "DELETE FROM series_counters WHERE series_id IN "
        "(SELECT id FROM number_series WHERE kind NOT IN ('INVOICE', 'CREDIT_NOTE'))"
    )
    op.execute("DELETE FROM number_series WHERE kind NOT IN ('INVOICE', 'CREDIT_NOTE')")
    _series_of(ALL, SALES, 12, 11)


def _series_of(old: str, new: str, old_length: int, new_length: int) -> None:
    """Let number series be of other kinds.

    On SQLite the words of the table are changed in place, as https://sqlite.org/lang_altertable.html
    describes for constraints: a copy could not take the place of a table that others point at.
    """
    if op.get_bind().dialect.name == "postgresql":
        op.drop_constraint(op.f("ck_number_series_kind"), "number_series")
        op.alter_column("number_series", "kind", type_=sa.String(new_length))
        op.create_check_constraint(op.f("ck_number_series_kind"), "number_series", new)
        return
    op.execute("PRAGMA writable_schema = ON")
    op.get_bind().execute(
        sa.text(
            "UPDATE sqlite_master SET sql = replace(replace(sql, :old, :new), :old_type, :new_type) "
            "WHERE type = 'table' AND name = 'number_series'"
        ),
        {
            "old": old,
            "new": new,
            "old_type": f"kind VARCHAR({old_length})",
            "new_type": f"kind VARCHAR({new_length})",
        },
    )
    op.execute("PRAGMA writable_schema = RESET")

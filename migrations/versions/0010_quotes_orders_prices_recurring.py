"""Quotes and orders, price lists, recurring documents, and what parties have ordered.

Going back loses them all; invoices made of them stay.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

ID = sa.LargeBinary(16).with_variant(sa.Uuid(), "postgresql")


def upgrade() -> None:
    op.create_table(
        "order_counters",
        sa.Column("company_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("created_at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("updated_at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("deleted_at", sa.BigInteger(), autoincrement=False),
        sa.Column("kind", sa.String(5), autoincrement=False, nullable=False),
        sa.Column("year", sa.String(10), autoincrement=False, nullable=False),
        sa.Column("next_n", sa.Integer(), autoincrement=False, nullable=False),
        sa.CheckConstraint("kind IN ('QUOTE', 'ORDER')", name=op.f("ck_order_counters_kind")),
        sa.ForeignKeyConstraint(["company_id"], ["companies.key"], name=op.f("fk_order_counters_company_id")),
        sa.CheckConstraint("next_n > 0", name=op.f("ck_order_counters_next")),
        sa.UniqueConstraint(
            "company_id", "kind", "year", name=op.f("uq_order_counters_company_id_kind_year")
        ),
        sa.PrimaryKeyConstraint("company_id", "id", name=op.f("pk_order_counters")),
    )
    op.create_table(
        "price_lists",
        sa.Column("company_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("created_at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("updated_at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("deleted_at", sa.BigInteger(), autoincrement=False),
        sa.Column("code", sa.String(40), autoincrement=False, nullable=False),
        sa.Column("name", sa.String(200), autoincrement=False, nullable=False),
        sa.Column("currency", sa.String(3), autoincrement=False, nullable=False),
        sa.Column("valid_from", sa.Date(), autoincrement=False, nullable=False),
        sa.Column("valid_until", sa.Date(), autoincrement=False),
        sa.Column("prices_include_tax", sa.Boolean(), autoincrement=False, nullable=False),
        sa.Column("is_default", sa.Boolean(), autoincrement=False, nullable=False),
        sa.Column("is_active", sa.Boolean(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(["company_id"], ["companies.key"], name=op.f("fk_price_lists_company_id")),
        sa.PrimaryKeyConstraint("company_id", "id", name=op.f("pk_price_lists")),
        sa.CheckConstraint(
            "valid_until IS NULL OR valid_until >= valid_from", name=op.f("ck_price_lists_validity")
        ),
    )
    op.create_index(
        "uq_price_lists_code_valid_from",
        "price_lists",
        ["company_id", "code", "valid_from"],
        unique=True,
        sqlite_where=sa.text("deleted_at IS NULL"),
        postgresql_where=sa.text("deleted_at IS NULL"),
    )
    op.create_table(
        "party_commitments",
        sa.Column("company_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("party_id", ID, autoincrement=False, nullable=False),
        sa.Column("orders_minor", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id", "party_id"],
            ["parties.company_id", "parties.id"],
            name=op.f("fk_party_commitments_company_id_party_id"),
        ),
        sa.PrimaryKeyConstraint("company_id", "party_id", name=op.f("pk_party_commitments")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "party_price_lists",
        sa.Column("company_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("created_at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("updated_at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("deleted_at", sa.BigInteger(), autoincrement=False),
        sa.Column("party_id", ID, autoincrement=False, nullable=False),
        sa.Column("list_code", sa.String(40), autoincrement=False),
        sa.PrimaryKeyConstraint("company_id", "id", name=op.f("pk_party_price_lists")),
        sa.UniqueConstraint("company_id", "party_id", name=op.f("uq_party_price_lists_company_id_party_id")),
        sa.ForeignKeyConstraint(
            ["company_id", "party_id"],
            ["parties.company_id", "parties.id"],
            name=op.f("fk_party_price_lists_company_id_party_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id"], ["companies.key"], name=op.f("fk_party_price_lists_company_id")
        ),
    )
    op.create_table(
        "prices",
        sa.Column("company_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("created_at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("updated_at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("deleted_at", sa.BigInteger(), autoincrement=False),
        sa.Column("price_list_id", ID, autoincrement=False, nullable=False),
        sa.Column("item_id", ID, autoincrement=False, nullable=False),
        sa.Column("from_qty", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("price", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id", "price_list_id"],
            ["price_lists.company_id", "price_lists.id"],
            name=op.f("fk_prices_company_id_price_list_id"),
        ),
        sa.CheckConstraint("price >= 0", name=op.f("ck_prices_price")),
        sa.ForeignKeyConstraint(["company_id"], ["companies.key"], name=op.f("fk_prices_company_id")),
        sa.CheckConstraint("from_qty >= 0", name=op.f("ck_prices_from_qty")),
        sa.PrimaryKeyConstraint("company_id", "id", name=op.f("pk_prices")),
        sa.ForeignKeyConstraint(
            ["company_id", "item_id"],
            ["items.company_id", "items.id"],
            name=op.f("fk_prices_company_id_item_id"),
        ),
    )
    op.create_index("ix_prices_item_id", "prices", ["company_id", "item_id"], unique=False)
    op.create_index(
        "uq_prices_price_list_id_item_id_from_qty",
        "prices",
        ["company_id", "price_list_id", "item_id", "from_qty"],
        unique=True,
        sqlite_where=sa.text("deleted_at IS NULL"),
        postgresql_where=sa.text("deleted_at IS NULL"),
    )
    op.create_table(
        "recurring_templates",
        sa.Column("company_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("created_at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("updated_at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("deleted_at", sa.BigInteger(), autoincrement=False),
        sa.Column("name", sa.String(200), autoincrement=False, nullable=False),
        sa.Column("party_id", ID, autoincrement=False),
        sa.Column("content", sa.Text(), autoincrement=False),
        sa.Column("currency", sa.String(3), autoincrement=False, nullable=False),
        sa.Column("total_minor", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("frequency", sa.String(9), autoincrement=False, nullable=False),
        sa.Column("every", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("day", sa.Integer(), autoincrement=False),
        sa.Column("starts_on", sa.Date(), autoincrement=False, nullable=False),
        sa.Column("until_on", sa.Date(), autoincrement=False),
        sa.Column("most", sa.Integer(), autoincrement=False),
        sa.Column("making", sa.String(5), autoincrement=False, nullable=False),
        sa.Column("is_paused", sa.Boolean(), autoincrement=False, nullable=False),
        sa.Column("next_on", sa.Date(), autoincrement=False),
        sa.Column("made", sa.Integer(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("company_id", "id", name=op.f("pk_recurring_templates")),
        sa.ForeignKeyConstraint(
            ["company_id"], ["companies.key"], name=op.f("fk_recurring_templates_company_id")
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "party_id"],
            ["parties.company_id", "parties.id"],
            name=op.f("fk_recurring_templates_company_id_party_id"),
        ),
        sa.CheckConstraint("making IN ('DRAFT', 'POST')", name=op.f("ck_recurring_templates_making")),
        sa.CheckConstraint(
            "frequency IN ('DAILY', 'WEEKLY', 'MONTHLY', 'QUARTERLY', 'YEARLY')",
            name=op.f("ck_recurring_templates_frequency"),
        ),
        sa.CheckConstraint("day IS NULL OR day BETWEEN 1 AND 31", name=op.f("ck_recurring_templates_day")),
        sa.CheckConstraint("every > 0", name=op.f("ck_recurring_templates_every")),
    )
    op.create_index(
        "ix_recurring_templates_name_id", "recurring_templates", ["company_id", "name", "id"], unique=False
    )
    op.create_index(
        "ix_recurring_templates_next_on",
        "recurring_templates",
        ["company_id", "next_on"],
        unique=False,
        sqlite_where=sa.text("next_on IS NOT NULL"),
        postgresql_where=sa.text("next_on IS NOT NULL"),
    )
    op.create_table(
        "sales_orders",
        sa.Column("company_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("created_at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("updated_at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("deleted_at", sa.BigInteger(), autoincrement=False),
        sa.Column("kind", sa.String(5), autoincrement=False, nullable=False),
        sa.Column("state", sa.String(8), autoincrement=False, nullable=False),
        sa.Column("number", sa.String(40), autoincrement=False),
        sa.Column("issued_on", sa.Date(), autoincrement=False, nullable=False),
        sa.Column("due_on", sa.Date(), autoincrement=False, nullable=False),
        sa.Column("terms_days", sa.Integer(), autoincrement=False),
        sa.Column("supplied_on", sa.Date(), autoincrement=False),
        sa.Column("party_id", ID, autoincrement=False),
        sa.Column("reference", sa.String(200), autoincrement=False, nullable=False),
        sa.Column("currency", sa.String(3), autoincrement=False, nullable=False),
        sa.Column("rate", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("prices_include_tax", sa.Boolean(), autoincrement=False, nullable=False),
        sa.Column("tax_policy", sa.String(13), autoincrement=False, nullable=False),
        sa.Column("discount_percent", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("discount_minor", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("charges_minor", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("ship_to", sa.Text(), autoincrement=False),
        sa.Column("chosen_place", sa.String(10), autoincrement=False, nullable=False),
        sa.Column("reverse_charge", sa.Boolean(), autoincrement=False, nullable=False),
        sa.Column("to_sez", sa.Boolean(), autoincrement=False, nullable=False),
        sa.Column("is_intermediary", sa.Boolean(), autoincrement=False, nullable=False),
        sa.Column("notes", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("terms", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("buyer_name", sa.String(200), autoincrement=False, nullable=False),
        sa.Column("buyer_address", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("buyer_tax_id", sa.String(40), autoincrement=False, nullable=False),
        sa.Column("buyer_state", sa.String(10), autoincrement=False, nullable=False),
        sa.Column("buyer_country", sa.String(2), autoincrement=False, nullable=False),
        sa.Column("seller_tax_id", sa.String(40), autoincrement=False, nullable=False),
        sa.Column("place_of_supply", sa.String(10), autoincrement=False, nullable=False),
        sa.Column("why", sa.Text(), autoincrement=False),
        sa.Column("lines_minor", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("document_discount_minor", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("net_minor", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("tax_minor", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("round_off_minor", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("total_minor", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("tax_engine", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("quote_id", ID, autoincrement=False),
        sa.Column("unbilled_minor", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("unbilled_base_minor", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("reason", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("external_reference", sa.String(80), autoincrement=False),
        sa.Column("branch_id", ID, autoincrement=False, nullable=True),
        sa.ForeignKeyConstraint(
            ["company_id", "party_id"],
            ["parties.company_id", "parties.id"],
            name=op.f("fk_sales_orders_company_id_party_id"),
        ),
        sa.CheckConstraint(
            "state IN ('DRAFT', 'SENT', 'ACCEPTED', 'DECLINED', 'OPEN', 'PART', 'INVOICED', 'CLOSED')",
            name=op.f("ck_sales_orders_state"),
        ),
        sa.CheckConstraint(
            "total_minor = net_minor + tax_minor + round_off_minor", name=op.f("ck_sales_orders_total")
        ),
        sa.ForeignKeyConstraint(["company_id"], ["companies.key"], name=op.f("fk_sales_orders_company_id")),
        sa.CheckConstraint("state = 'DRAFT' OR number IS NOT NULL", name=op.f("ck_sales_orders_numbered")),
        sa.UniqueConstraint(
            "company_id", "kind", "number", name=op.f("uq_sales_orders_company_id_kind_number")
        ),
        sa.CheckConstraint(
            "tax_policy IN ('PER_TAX_GROUP', 'PER_LINE')", name=op.f("ck_sales_orders_tax_policy")
        ),
        sa.PrimaryKeyConstraint("company_id", "id", name=op.f("pk_sales_orders")),
        sa.ForeignKeyConstraint(
            ["company_id", "quote_id"],
            ["sales_orders.company_id", "sales_orders.id"],
            name=op.f("fk_sales_orders_company_id_quote_id"),
        ),
        sa.CheckConstraint("rate > 0", name=op.f("ck_sales_orders_rate")),
        sa.CheckConstraint("unbilled_minor >= 0", name=op.f("ck_sales_orders_unbilled")),
        sa.CheckConstraint("kind IN ('QUOTE', 'ORDER')", name=op.f("ck_sales_orders_kind")),
    )
    op.create_index(
        "ix_sales_orders_kind_issued_on_id",
        "sales_orders",
        ["company_id", "kind", "issued_on", "id"],
        unique=False,
    )
    op.create_index(
        "ix_sales_orders_kind_state", "sales_orders", ["company_id", "kind", "state"], unique=False
    )
    op.create_index(
        "ix_sales_orders_party_id_issued_on",
        "sales_orders",
        ["company_id", "party_id", "issued_on"],
        unique=False,
    )
    op.create_index(
        "ix_sales_orders_quote_id",
        "sales_orders",
        ["company_id", "quote_id"],
        unique=False,
        sqlite_where=sa.text("quote_id IS NOT NULL"),
        postgresql_where=sa.text("quote_id IS NOT NULL"),
    )
    op.create_index(
        "uq_sales_orders_external_reference",
        "sales_orders",
        ["company_id", "external_reference"],
        unique=True,
        sqlite_where=sa.text("external_reference IS NOT NULL AND deleted_at IS NULL"),
        postgresql_where=sa.text("external_reference IS NOT NULL AND deleted_at IS NULL"),
    )
    op.create_table(
        "order_draws",
        sa.Column("company_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("created_at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("updated_at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("deleted_at", sa.BigInteger(), autoincrement=False),
        sa.Column("order_id", ID, autoincrement=False, nullable=False),
        sa.Column("line_id", ID, autoincrement=False, nullable=False),
        sa.Column("invoice_id", ID, autoincrement=False, nullable=False),
        sa.Column("invoice_line_no", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("quantity", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("returned_qty", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("state", sa.String(6), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id", "invoice_id"],
            ["invoices.company_id", "invoices.id"],
            name=op.f("fk_order_draws_company_id_invoice_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "order_id"],
            ["sales_orders.company_id", "sales_orders.id"],
            name=op.f("fk_order_draws_company_id_order_id"),
        ),
        sa.PrimaryKeyConstraint("company_id", "id", name=op.f("pk_order_draws")),
        sa.ForeignKeyConstraint(["company_id"], ["companies.key"], name=op.f("fk_order_draws_company_id")),
        sa.CheckConstraint("state IN ('DRAFT', 'POSTED', 'VOID')", name=op.f("ck_order_draws_state")),
    )
    op.create_index("ix_order_draws_line_id", "order_draws", ["company_id", "line_id"], unique=False)
    op.create_index("ix_order_draws_order_id", "order_draws", ["company_id", "order_id"], unique=False)
    op.create_index(
        "uq_order_draws_invoice_id_invoice_line_no",
        "order_draws",
        ["company_id", "invoice_id", "invoice_line_no"],
        unique=True,
        sqlite_where=sa.text("deleted_at IS NULL"),
        postgresql_where=sa.text("deleted_at IS NULL"),
    )
    op.create_table(
        "order_lines",
        sa.Column("company_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("sales_order_id", ID, autoincrement=False, nullable=False),
        sa.Column("line_no", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("line_id", ID, autoincrement=False, nullable=False),
        sa.Column("item_id", ID, autoincrement=False),
        sa.Column("description", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("hsn", sa.String(12), autoincrement=False, nullable=False),
        sa.Column("unit", sa.String(20), autoincrement=False, nullable=False),
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
        sa.Column("invoiced_qty", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("drafted_qty", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("company_id", "sales_order_id", "line_no", name=op.f("pk_order_lines")),
        sa.CheckConstraint(
            "category IN ('S', 'Z', 'E', 'AE', 'K', 'G', 'O', 'L', 'M', 'B', 'GST', 'NIL', 'EXM', 'NON', 'RCM', 'COMP', 'EXPWP', 'EXPWOP', 'SEZWP', 'SEZWOP', 'NOSUP')",
            name=op.f("ck_order_lines_category"),
        ),
        sa.ForeignKeyConstraint(["company_id"], ["companies.key"], name=op.f("fk_order_lines_company_id")),
        sa.ForeignKeyConstraint(
            ["company_id", "sales_order_id"],
            ["sales_orders.company_id", "sales_orders.id"],
            name=op.f("fk_order_lines_company_id_sales_order_id"),
        ),
        sa.UniqueConstraint("company_id", "line_id", name=op.f("uq_order_lines_company_id_line_id")),
        sa.ForeignKeyConstraint(
            ["company_id", "tax_code_id"],
            ["tax_codes.company_id", "tax_codes.id"],
            name=op.f("fk_order_lines_company_id_tax_code_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "item_id"],
            ["items.company_id", "items.id"],
            name=op.f("fk_order_lines_company_id_item_id"),
        ),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "recurring_occurrences",
        sa.Column("company_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("created_at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("updated_at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("deleted_at", sa.BigInteger(), autoincrement=False),
        sa.Column("recurring_template_id", ID, autoincrement=False, nullable=False),
        sa.Column("occurs_on", sa.Date(), autoincrement=False, nullable=False),
        sa.Column("n", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("invoice_id", ID, autoincrement=False),
        sa.Column("external_reference", sa.String(80), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id", "recurring_template_id"],
            ["recurring_templates.company_id", "recurring_templates.id"],
            name=op.f("fk_recurring_occurrences_company_id_recurring_template_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "invoice_id"],
            ["invoices.company_id", "invoices.id"],
            name=op.f("fk_recurring_occurrences_company_id_invoice_id"),
        ),
        sa.PrimaryKeyConstraint("company_id", "id", name=op.f("pk_recurring_occurrences")),
        sa.UniqueConstraint(
            "company_id",
            "recurring_template_id",
            "occurs_on",
            name=op.f("uq_recurring_occurrences_company_id_recurring_template_id_occurs_on"),
        ),
        sa.UniqueConstraint(
            "company_id",
            "external_reference",
            name=op.f("uq_recurring_occurrences_company_id_external_reference"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id"], ["companies.key"], name=op.f("fk_recurring_occurrences_company_id")
        ),
    )
    op.create_index(
        "ix_recurring_occurrences_invoice_id",
        "recurring_occurrences",
        ["company_id", "invoice_id"],
        unique=False,
    )


def downgrade() -> None:
    for table in (
        "recurring_occurrences",
        "order_lines",
        "order_draws",
        "sales_orders",
        "recurring_templates",
        "prices",
        "party_price_lists",
        "party_commitments",
        "price_lists",
        "order_counters",
    ):
        op.drop_table(table)

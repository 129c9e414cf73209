"""Reminders with the documents they were about, and the indexes that aging is read from.

Going back loses the reminders.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

ID = sa.LargeBinary(16).with_variant(sa.Uuid(), "postgresql")
OPEN = "state = 'POSTED' AND settled_minor <> total_minor"
AGED = ["company_id", "party_id", "currency", "kind", "due_on", "total_minor", "settled_minor", "state"]


def upgrade() -> None:
    op.create_table(
        "reminders",
        sa.Column("company_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("created_at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("updated_at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("deleted_at", sa.BigInteger(), autoincrement=False),
        sa.Column("number", sa.String(length=40), autoincrement=False, nullable=False),
        sa.Column("party_id", ID, autoincrement=False, nullable=False),
        sa.Column("level", sa.String(8), autoincrement=False, nullable=False),
        sa.Column("sent_on", sa.Date(), autoincrement=False, nullable=False),
        sa.Column("channel", sa.String(7), autoincrement=False, nullable=False),
        sa.Column("currency", sa.String(3), autoincrement=False, nullable=False),
        sa.Column("total_minor", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("note", sa.Text(), autoincrement=False, nullable=False),
        sa.CheckConstraint(
            "channel IN ('LETTER', 'EMAIL', 'PHONE', 'MESSAGE')", name=op.f("ck_reminders_channel")
        ),
        sa.CheckConstraint("level IN ('FRIENDLY', 'FIRM', 'FINAL')", name=op.f("ck_reminders_level")),
        sa.CheckConstraint("total_minor > 0", name=op.f("ck_reminders_total")),
        sa.ForeignKeyConstraint(
            ["company_id", "party_id"],
            ["parties.company_id", "parties.id"],
            name=op.f("fk_reminders_company_id_party_id"),
        ),
        sa.ForeignKeyConstraint(["company_id"], ["companies.key"], name=op.f("fk_reminders_company_id")),
        sa.PrimaryKeyConstraint("company_id", "id", name=op.f("pk_reminders")),
        sa.UniqueConstraint("company_id", "number", name=op.f("uq_reminders_company_id_number")),
        sqlite_with_rowid=True,
    )
    op.create_index("ix_reminders_party_id_sent_on", "reminders", ["company_id", "party_id", "sent_on"])
    op.create_index("ix_reminders_sent_on_id", "reminders", ["company_id", "sent_on", "id"])
    op.create_table(
        "reminded_documents",
        sa.Column("company_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("created_at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("updated_at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("deleted_at", sa.BigInteger(), autoincrement=False),
        sa.Column("reminder_id", ID, autoincrement=False, nullable=False),
        sa.Column("invoice_id", ID, autoincrement=False, nullable=False),
        sa.Column("open_minor", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("counts", sa.Boolean(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id", "reminder_id"],
            ["reminders.company_id", "reminders.id"],
            name=op.f("fk_reminded_documents_company_id_reminder_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "invoice_id"],
            ["invoices.company_id", "invoices.id"],
            name=op.f("fk_reminded_documents_company_id_invoice_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id"], ["companies.key"], name=op.f("fk_reminded_documents_company_id")
        ),
        sa.PrimaryKeyConstraint("company_id", "id", name=op.f("pk_reminded_documents")),
        sa.UniqueConstraint(
            "company_id",
            "reminder_id",
            "invoice_id",
            name=op.f("uq_reminded_documents_company_id_reminder_id_invoice_id"),
        ),
        sqlite_with_rowid=True,
    )
    op.create_index(
        "ix_reminded_documents_invoice_id",
        "reminded_documents",
        ["company_id", "invoice_id"],
        sqlite_where=sa.text("counts"),
        postgresql_where=sa.text("counts"),
    )
    for table in ("invoices", "bills"):
        op.create_index(
            _index_of(table), table, AGED, sqlite_where=sa.text(OPEN), postgresql_where=sa.text(OPEN)
        )


def _index_of(table: str) -> str:
    return f"ix_{table}_party_id_currency_kind_due_on_total_minor_settled_minor_state"[:63]


def downgrade() -> None:
    for table in ("invoices", "bills"):
        op.drop_index(_index_of(table), table)
    op.drop_table("reminded_documents")
    op.drop_table("reminders")

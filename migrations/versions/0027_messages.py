"""Trade messages."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None

ID = sa.LargeBinary(16).with_variant(sa.Uuid(), "postgresql")


def upgrade() -> None:
    op.create_table(
        "trade_messages",
        sa.Column("company_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("created_at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("updated_at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("deleted_at", sa.BigInteger(), autoincrement=False),
        sa.Column("received_at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("sent_at", sa.BigInteger(), autoincrement=False),
        sa.Column("source", sa.String(length=8), autoincrement=False, nullable=False),
        sa.Column("sender", sa.String(length=200), autoincrement=False, nullable=False),
        sa.Column("chat", sa.String(length=200), autoincrement=False, nullable=False),
        sa.Column("text", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("state", sa.String(length=9), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(length=40), autoincrement=False, nullable=False),
        sa.Column("commodity", sa.String(length=40), autoincrement=False, nullable=False),
        sa.Column("parsed", sa.Text(), autoincrement=False),
        sa.Column("party_id", ID, autoincrement=False),
        sa.Column("offer_id", ID, autoincrement=False),
        sa.Column("became_kind", sa.String(length=40), autoincrement=False, nullable=False),
        sa.Column("became_id", ID, autoincrement=False),
        sa.Column("decided_at", sa.BigInteger(), autoincrement=False),
        sa.Column("discard_reason", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("branch_id", ID, autoincrement=False),
        sa.CheckConstraint("(became_id IS NULL) = (became_kind = '')", name=op.f("ck_trade_messages_became")),
        sa.CheckConstraint("state <> 'SAVED' OR became_id IS NOT NULL", name=op.f("ck_trade_messages_saved")),
        sa.CheckConstraint(
            "source IN ('PASTE', 'WHATSAPP', 'EMAIL', 'PHONE')", name=op.f("ck_trade_messages_source")
        ),
        sa.CheckConstraint("state IN ('NEW', 'SAVED', 'DISCARDED')", name=op.f("ck_trade_messages_state")),
        sa.ForeignKeyConstraint(["company_id"], ["companies.key"], name=op.f("fk_trade_messages_company_id")),
        sa.ForeignKeyConstraint(
            ["company_id", "offer_id"],
            ["offers.company_id", "offers.id"],
            name=op.f("fk_trade_messages_company_id_offer_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "party_id"],
            ["parties.company_id", "parties.id"],
            name=op.f("fk_trade_messages_company_id_party_id"),
        ),
        sa.PrimaryKeyConstraint("company_id", "id", name=op.f("pk_trade_messages")),
        sqlite_with_rowid=True,
    )
    op.create_index("ix_trade_messages_party_id_id", "trade_messages", ["company_id", "party_id", "id"])
    op.create_index("ix_trade_messages_received_at_id", "trade_messages", ["company_id", "received_at", "id"])
    op.create_index(
        "ix_trade_messages_sent_at_id",
        "trade_messages",
        ["company_id", "sent_at", "id"],
        sqlite_where=sa.text("sent_at IS NOT NULL"),
        postgresql_where=sa.text("sent_at IS NOT NULL"),
    )
    op.create_index(
        "ix_trade_messages_state_received_at_id",
        "trade_messages",
        ["company_id", "state", "received_at", "id"],
    )


def downgrade() -> None:
    """Takes every message with it; offers keep the text they were read from."""
    op.drop_table("trade_messages")

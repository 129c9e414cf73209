"""Claims under contracts, with their steps; the claim that opened a dispute."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

ID = sa.LargeBinary(16).with_variant(sa.Uuid(), "postgresql")


def upgrade() -> None:
    op.create_table(
        "claims",
        sa.Column("company_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("created_at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("updated_at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("deleted_at", sa.BigInteger(), autoincrement=False),
        sa.Column("number", sa.String(length=40), autoincrement=False, nullable=False),
        sa.Column("trade_id", ID, autoincrement=False, nullable=False),
        sa.Column("delivery_id", ID, autoincrement=False),
        sa.Column("lot_id", ID, autoincrement=False),
        sa.Column("kind", sa.String(length=7), autoincrement=False, nullable=False),
        sa.Column("side", sa.String(length=4), autoincrement=False, nullable=False),
        sa.Column("party_id", ID, autoincrement=False),
        sa.Column("against_id", ID, autoincrement=False),
        sa.Column("opened_on", sa.Date(), autoincrement=False, nullable=False),
        sa.Column("opened_by", sa.String(length=200), autoincrement=False, nullable=False),
        sa.Column("counted_from", sa.Date(), autoincrement=False),
        sa.Column("deadline_on", sa.Date(), autoincrement=False),
        sa.Column("late_reason", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("due_on", sa.Date(), autoincrement=False, nullable=False),
        sa.Column("text", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("currency", sa.String(length=3), autoincrement=False, nullable=False),
        sa.Column("claimed_minor", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("proposed_minor", sa.BigInteger(), autoincrement=False),
        sa.Column("agreed_minor", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("facts", sa.Text(), autoincrement=False),
        sa.Column("state", sa.String(length=11), autoincrement=False, nullable=False),
        sa.Column("arbitration_body", sa.String(length=200), autoincrement=False, nullable=False),
        sa.Column("arbitration_no", sa.String(length=40), autoincrement=False, nullable=False),
        sa.Column("arbitration_on", sa.Date(), autoincrement=False),
        sa.Column("resolution", sa.String(length=12), autoincrement=False),
        sa.Column("outcome", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("settled_on", sa.Date(), autoincrement=False),
        sa.Column("settled_by", sa.String(length=200), autoincrement=False, nullable=False),
        sa.Column("invoice_id", ID, autoincrement=False),
        sa.Column("bill_id", ID, autoincrement=False),
        sa.Column("branch_id", ID, autoincrement=False),
        sa.CheckConstraint("agreed_minor >= 0", name=op.f("ck_claims_agreed")),
        sa.CheckConstraint("claimed_minor > 0", name=op.f("ck_claims_claimed")),
        sa.CheckConstraint("kind IN ('QUALITY', 'WEIGHT', 'LATE', 'OTHER')", name=op.f("ck_claims_kind")),
        sa.CheckConstraint(
            "deadline_on IS NULL OR opened_on <= deadline_on OR late_reason <> ''",
            name=op.f("ck_claims_late"),
        ),
        sa.CheckConstraint("invoice_id IS NULL OR bill_id IS NULL", name=op.f("ck_claims_paper")),
        sa.CheckConstraint(
            "resolution IN ('ALLOWANCE', 'INVOICE_BACK', 'WITHDRAWN')", name=op.f("ck_claims_resolution")
        ),
        sa.CheckConstraint("(state = 'SETTLED') = (resolution IS NOT NULL)", name=op.f("ck_claims_settled")),
        sa.CheckConstraint(
            "(state = 'SETTLED') = (settled_on IS NOT NULL)", name=op.f("ck_claims_settled_on")
        ),
        sa.CheckConstraint("side IN ('BUY', 'SELL')", name=op.f("ck_claims_side")),
        sa.CheckConstraint("state IN ('OPEN', 'ARBITRATION', 'SETTLED')", name=op.f("ck_claims_state")),
        sa.ForeignKeyConstraint(["company_id"], ["companies.key"], name=op.f("fk_claims_company_id")),
        sa.ForeignKeyConstraint(
            ["company_id", "against_id"],
            ["parties.company_id", "parties.id"],
            name=op.f("fk_claims_company_id_against_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "bill_id"],
            ["bills.company_id", "bills.id"],
            name=op.f("fk_claims_company_id_bill_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "delivery_id"],
            ["deliveries.company_id", "deliveries.id"],
            name=op.f("fk_claims_company_id_delivery_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "invoice_id"],
            ["invoices.company_id", "invoices.id"],
            name=op.f("fk_claims_company_id_invoice_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "lot_id"], ["lots.company_id", "lots.id"], name=op.f("fk_claims_company_id_lot_id")
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "party_id"],
            ["parties.company_id", "parties.id"],
            name=op.f("fk_claims_company_id_party_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "trade_id"],
            ["trades.company_id", "trades.id"],
            name=op.f("fk_claims_company_id_trade_id"),
        ),
        sa.PrimaryKeyConstraint("company_id", "id", name=op.f("pk_claims")),
        sa.UniqueConstraint("company_id", "number", name=op.f("uq_claims_company_id_number")),
        sqlite_with_rowid=True,
    )
    op.create_index("ix_claims_opened_on_id", "claims", ["company_id", "opened_on", "id"])
    op.create_index(
        "ix_claims_party_id_opened_on",
        "claims",
        ["company_id", "party_id", "opened_on"],
        sqlite_where=sa.text("party_id IS NOT NULL"),
        postgresql_where=sa.text("party_id IS NOT NULL"),
    )
    op.create_index("ix_claims_state_due_on", "claims", ["company_id", "state", "due_on"])
    op.create_index("ix_claims_trade_id", "claims", ["company_id", "trade_id"])
    op.create_table(
        "claim_steps",
        sa.Column("company_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("claim_id", ID, autoincrement=False, nullable=False),
        sa.Column("line_no", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(length=11), autoincrement=False, nullable=False),
        sa.Column("noted_at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("name", sa.String(length=200), autoincrement=False, nullable=False),
        sa.Column("side", sa.String(length=4), autoincrement=False),
        sa.Column("text", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("amount_minor", sa.BigInteger(), autoincrement=False),
        sa.CheckConstraint("kind IN ('NOTE', 'PROPOSAL', 'ARBITRATION')", name=op.f("ck_claim_steps_kind")),
        sa.CheckConstraint("side IN ('BUY', 'SELL')", name=op.f("ck_claim_steps_side")),
        sa.ForeignKeyConstraint(["company_id"], ["companies.key"], name=op.f("fk_claim_steps_company_id")),
        sa.ForeignKeyConstraint(
            ["company_id", "claim_id"],
            ["claims.company_id", "claims.id"],
            name=op.f("fk_claim_steps_company_id_claim_id"),
        ),
        sa.PrimaryKeyConstraint("company_id", "claim_id", "line_no", name=op.f("pk_claim_steps")),
        sqlite_with_rowid=False,
    )
    op.add_column("disputes", sa.Column("claim_id", ID, autoincrement=False))


def downgrade() -> None:
    op.drop_column("disputes", "claim_id")
    op.drop_table("claim_steps")
    op.drop_table("claims")

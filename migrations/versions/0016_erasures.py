"""Erasures: whose personal data was erased, when, and which entries of the log it touched.

Going back loses the list; the entries of the audit log that tell of it stay.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

ID = sa.LargeBinary(16).with_variant(sa.Uuid(), "postgresql")


def upgrade() -> None:
    op.create_table(
        "erasures",
        sa.Column("company_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("created_at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("updated_at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("deleted_at", sa.BigInteger(), autoincrement=False),
        sa.Column("erasure_no", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("subject", sa.String(5), autoincrement=False, nullable=False),
        sa.Column("subject_id", ID, autoincrement=False, nullable=False),
        sa.Column("erased_on", sa.Date(), autoincrement=False, nullable=False),
        sa.Column("records", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("entries", sa.Text(), autoincrement=False),
        sa.Column("facts", sa.Text(), autoincrement=False),
        sa.Column("kept", sa.Text(), autoincrement=False),
        sa.CheckConstraint("subject IN ('PARTY', 'USER')", name=op.f("ck_erasures_subject")),
        sa.ForeignKeyConstraint(["company_id"], ["companies.key"], name=op.f("fk_erasures_company_id")),
        sa.PrimaryKeyConstraint("company_id", "id", name=op.f("pk_erasures")),
        sa.UniqueConstraint("company_id", "erasure_no", name=op.f("uq_erasures_company_id_erasure_no")),
        sqlite_with_rowid=True,
    )
    op.create_index("ix_erasures_subject_id", "erasures", ["company_id", "subject_id"])


def downgrade() -> None:
    op.drop_table("erasures")

"""Cost centres, and the one a leg of a journal entry is for.

Going back loses the cost centres and what was posted for each; entries and their amounts stay. Legs written
for a cost centre then no longer fit their digest in the audit log.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

ID = sa.LargeBinary(16).with_variant(sa.Uuid(), "postgresql")
INDEX = "ix_legs_cost_centre_id_account_id_posted_on_base_minor"


def upgrade() -> None:
    op.create_table(
        "cost_centres",
        sa.Column("company_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("created_at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("updated_at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("deleted_at", sa.BigInteger(), autoincrement=False),
        sa.Column("code", sa.String(length=40), autoincrement=False, nullable=False),
        sa.Column("name", sa.String(length=200), autoincrement=False, nullable=False),
        sa.Column("is_active", sa.Boolean(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(["company_id"], ["companies.key"], name=op.f("fk_cost_centres_company_id")),
        sa.PrimaryKeyConstraint("company_id", "id", name=op.f("pk_cost_centres")),
        sa.UniqueConstraint("company_id", "code", name=op.f("uq_cost_centres_company_id_code")),
    )
    op.create_index("ix_cost_centres_name", "cost_centres", ["company_id", "name"], unique=False)
    op.add_column("legs", sa.Column("cost_centre_id", ID, autoincrement=False))
    op.create_index(
        INDEX,
        "legs",
        ["company_id", "cost_centre_id", "account_id", "posted_on", "base_minor"],
        unique=False,
        sqlite_where=sa.text("cost_centre_id IS NOT NULL"),
        postgresql_where=sa.text("cost_centre_id IS NOT NULL"),
    )


def downgrade() -> None:
    op.drop_index(INDEX, table_name="legs")
    op.drop_column("legs", "cost_centre_id")
    op.drop_table("cost_centres")

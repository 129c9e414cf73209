"""Numbers that stand on no document, and why: what a device gave out and the server could not carry out.

Going back loses the list; the numbers are gaps again.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

ID = sa.LargeBinary(16).with_variant(sa.Uuid(), "postgresql")


def upgrade() -> None:
    op.create_table(
        "voided_numbers",
        sa.Column("company_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("created_at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("updated_at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("deleted_at", sa.BigInteger(), autoincrement=False),
        sa.Column("series_id", ID, autoincrement=False, nullable=False),
        sa.Column("year", sa.String(10), autoincrement=False, nullable=False),
        sa.Column("n", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.String(40), autoincrement=False, nullable=False),
        sa.Column("reason", sa.String(200), autoincrement=False, nullable=False),
        sa.Column("operation_id", ID, autoincrement=False),
        sa.ForeignKeyConstraint(["company_id"], ["companies.key"], name=op.f("fk_voided_numbers_company_id")),
        sa.PrimaryKeyConstraint("company_id", "id", name=op.f("pk_voided_numbers")),
        sa.UniqueConstraint(
            "company_id",
            "series_id",
            "year",
            "n",
            name=op.f("uq_voided_numbers_company_id_series_id_year_n"),
        ),
        sqlite_with_rowid=True,
    )


def downgrade() -> None:
    op.drop_table("voided_numbers")

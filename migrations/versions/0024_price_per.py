"""For how many units the price of an invoice's or bill's line is, where that is not one."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

TABLES = ("invoice_lines", "bill_lines")


def upgrade() -> None:
    for table in TABLES:
        op.add_column(table, sa.Column("price_per", sa.String(length=30), autoincrement=False))


def downgrade() -> None:
    for table in TABLES:
        op.drop_column(table, "price_per")

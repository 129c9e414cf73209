"""Keys for programs that ask the server, and the answers it keeps for repeated requests.

Going back loses both.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

ID = sa.LargeBinary(16).with_variant(sa.Uuid(), "postgresql")


def upgrade() -> None:
    op.create_table(
        "api_keys",
        sa.Column("company_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("created_at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("updated_at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("deleted_at", sa.BigInteger(), autoincrement=False),
        sa.Column("name", sa.String(length=200), autoincrement=False, nullable=False),
        sa.Column("member_id", ID, autoincrement=False, nullable=False),
        sa.Column("beginning", sa.String(length=20), autoincrement=False, nullable=False),
        sa.Column("key_hash", sa.String(length=64), autoincrement=False, nullable=False),
        sa.Column("read_only", sa.Boolean(), autoincrement=False, nullable=False),
        sa.Column("permissions", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("expires_at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("revoked_at", sa.BigInteger(), autoincrement=False),
        sa.Column("last_used_at", sa.BigInteger(), autoincrement=False),
        sa.ForeignKeyConstraint(
            ["company_id", "member_id"],
            ["members.company_id", "members.id"],
            name=op.f("fk_api_keys_company_id_member_id"),
        ),
        sa.ForeignKeyConstraint(["company_id"], ["companies.key"], name=op.f("fk_api_keys_company_id")),
        sa.PrimaryKeyConstraint("company_id", "id", name=op.f("pk_api_keys")),
        sa.UniqueConstraint("company_id", "key_hash", name=op.f("uq_api_keys_company_id_key_hash")),
        sqlite_with_rowid=True,
    )
    op.create_table(
        "answers",
        sa.Column("company_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("key", sa.LargeBinary(32), autoincrement=False, nullable=False),
        sa.Column("asked", sa.LargeBinary(32), autoincrement=False, nullable=False),
        sa.Column("status", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("sealed", sa.LargeBinary(), autoincrement=False, nullable=False),
        sa.Column("expires_at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("company_id", "key", name=op.f("pk_answers")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_answers_company_id_expires_at", "answers", ["company_id", "expires_at"])


def downgrade() -> None:
    op.drop_table("answers")
    op.drop_table("api_keys")

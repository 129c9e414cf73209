"""Sessions: who is signed in where.

Going back loses them; everybody signs in again.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

ID = sa.LargeBinary(16).with_variant(sa.Uuid(), "postgresql")


def upgrade() -> None:
    op.create_table(
        "sessions",
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("created_at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("updated_at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("deleted_at", sa.BigInteger(), autoincrement=False),
        sa.Column("user_id", ID, autoincrement=False, nullable=False),
        sa.Column("what", sa.String(6), autoincrement=False, nullable=False),
        sa.Column("label", sa.String(length=200), autoincrement=False, nullable=False),
        sa.Column("company_key", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("started_at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("last_seen_at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("ends_at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("family_hash", sa.String(length=64), autoincrement=False, nullable=False),
        sa.Column("refresh_hash", sa.String(length=64), autoincrement=False, nullable=False),
        sa.Column("revoked_at", sa.BigInteger(), autoincrement=False),
        sa.Column("revoked_why", sa.String(length=20), autoincrement=False, nullable=False),
        sa.CheckConstraint("what IN ('window', 'api', 'device')", name=op.f("ck_sessions_what")),
        sa.CheckConstraint("ends_at > started_at", name=op.f("ck_sessions_ends")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_sessions_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sessions")),
        sa.UniqueConstraint("refresh_hash", name=op.f("uq_sessions_refresh_hash")),
        sqlite_with_rowid=True,
    )
    op.create_index("ix_sessions_user_id_started_at", "sessions", ["user_id", "started_at"])


def downgrade() -> None:
    op.drop_table("sessions")

"""Second factors, codes for a new password, and what a lockout counts in a day.

Going back loses them: everybody signs in with the password alone.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

ID = sa.LargeBinary(16).with_variant(sa.Uuid(), "postgresql")
LIVING = "deleted_at IS NULL"


def _common() -> list[sa.Column[object]]:
    return [
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("created_at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("updated_at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("deleted_at", sa.BigInteger(), autoincrement=False),
        sa.Column("user_id", ID, autoincrement=False, nullable=False),
    ]


def upgrade() -> None:
    op.add_column("users", sa.Column("day_failures", sa.Integer(), autoincrement=False))
    op.add_column("users", sa.Column("day_began_at", sa.BigInteger(), autoincrement=False))
    op.add_column("sessions", sa.Column("proved_at", sa.BigInteger(), autoincrement=False))
    op.create_table(
        "second_factors",
        *_common(),
        sa.Column("sealed_secret", sa.String(length=200), autoincrement=False, nullable=False),
        sa.Column("confirmed_at", sa.BigInteger(), autoincrement=False),
        sa.Column("last_step", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("recovery_hashes", sa.Text(), autoincrement=False),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_second_factors_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_second_factors")),
        sqlite_with_rowid=True,
    )
    op.create_index(
        "uq_second_factors_user_id",
        "second_factors",
        ["user_id"],
        unique=True,
        sqlite_where=sa.text(LIVING),
        postgresql_where=sa.text(LIVING),
    )
    op.create_table(
        "password_resets",
        *_common(),
        sa.Column("code_hash", sa.String(length=64), autoincrement=False, nullable=False),
        sa.Column("expires_at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("issued_by", sa.String(length=200), autoincrement=False, nullable=False),
        sa.Column("attempts", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("used_at", sa.BigInteger(), autoincrement=False),
        sa.Column("revoked_at", sa.BigInteger(), autoincrement=False),
        sa.CheckConstraint("attempts >= 0", name=op.f("ck_password_resets_attempts")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_password_resets_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_password_resets")),
        sa.UniqueConstraint("code_hash", name=op.f("uq_password_resets_code_hash")),
        sqlite_with_rowid=True,
    )
    op.create_index("ix_password_resets_user_id_expires_at", "password_resets", ["user_id", "expires_at"])


def downgrade() -> None:
    op.drop_table("password_resets")
    op.drop_table("second_factors")
    op.drop_column("sessions", "proved_at")
    op.drop_column("users", "day_began_at")
    op.drop_column("users", "day_failures")

"""What a company keeps so that devices can follow it: changes, operations, images, digests.

Going back loses the operations and makes every device join anew.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

ID = sa.LargeBinary(16).with_variant(sa.Uuid(), "postgresql")


def _unit_table(name: str, *columns: sa.Column[Any]) -> None:
    op.create_table(
        name,
        sa.Column("company_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("table_name", sa.String(length=63), nullable=False),
        sa.Column("unit", sa.String(length=400), nullable=False),
        *columns,
        sa.PrimaryKeyConstraint("company_id", "table_name", "unit", name=op.f(f"pk_{name}")),
        sqlite_with_rowid=False,
    )


def upgrade() -> None:
    op.create_table(
        "sharing",
        sa.Column("company_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("part", sa.String(length=10), nullable=False),
        sa.Column("digested_n", sa.BigInteger(), nullable=False),
        sa.Column("device_id", ID),
        sa.Column("prefix", sa.String(length=10), nullable=False),
        sa.Column("cursor_n", sa.BigInteger(), nullable=False),
        sa.Column("operation_n", sa.BigInteger(), nullable=False),
        sa.Column("operation_link", sa.String(length=64), nullable=False),
        sa.Column("acknowledged_n", sa.BigInteger(), nullable=False),
        sa.Column("position", sa.String(length=480), nullable=False),
        sa.Column("server", sa.String(length=300), nullable=False),
        sa.Column("done_at", sa.BigInteger()),
        sa.PrimaryKeyConstraint("company_id", name=op.f("pk_sharing")),
    )
    _unit_table("changes", sa.Column("n", sa.BigInteger(), nullable=False))
    op.create_index("ix_changes_n", "changes", ["company_id", "n", "table_name", "unit"])
    _unit_table("before_images", sa.Column("image", sa.Text(), nullable=False))
    op.create_table(
        "operations",
        sa.Column("company_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("device_id", ID, nullable=False),
        sa.Column("n", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("id", ID, nullable=False),
        sa.Column("link", sa.String(length=64), nullable=False),
        sa.Column("command", sa.String(length=80), nullable=False),
        sa.Column("user_id", ID),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("text", sa.LargeBinary(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("answer", sa.Text()),
        sa.Column("change_n", sa.BigInteger()),
        sa.Column("received_at", sa.BigInteger()),
        sa.PrimaryKeyConstraint("company_id", "device_id", "n", name=op.f("pk_operations")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_operations_id", "operations", ["company_id", "id"])
    op.create_index("ix_operations_state", "operations", ["company_id", "state", "device_id", "n"])
    _unit_table(
        "staged_units",
        sa.Column("n", sa.BigInteger(), nullable=False),
        sa.Column("image", sa.Text(), nullable=False),
    )
    _unit_table("unit_digests", sa.Column("digest", sa.LargeBinary(length=16), nullable=False))
    op.create_table(
        "bucket_digests",
        sa.Column("company_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("table_name", sa.String(length=63), nullable=False),
        sa.Column("bucket", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("total", sa.LargeBinary(length=16), nullable=False),
        sa.Column("units", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("company_id", "table_name", "bucket", name=op.f("pk_bucket_digests")),
        sqlite_with_rowid=False,
    )

    op.create_table(
        "devices",
        sa.Column("company_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("created_at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("updated_at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("deleted_at", sa.BigInteger(), autoincrement=False),
        sa.Column("user_id", ID, autoincrement=False, nullable=False),
        sa.Column("name", sa.String(length=200), autoincrement=False, nullable=False),
        sa.Column("prefix", sa.String(length=10), autoincrement=False, nullable=False),
        sa.Column("joined_at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("revoked_at", sa.BigInteger(), autoincrement=False),
        sa.Column("why_revoked", sa.String(length=200), autoincrement=False, nullable=False),
        sa.Column("succeeds", ID, autoincrement=False),
        sa.ForeignKeyConstraint(["company_id"], ["companies.key"], name=op.f("fk_devices_company_id")),
        sa.ForeignKeyConstraint(
            ["company_id", "succeeds"],
            ["devices.company_id", "devices.id"],
            name=op.f("fk_devices_company_id_succeeds"),
        ),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_devices_user_id")),
        sa.PrimaryKeyConstraint("company_id", "id", name=op.f("pk_devices")),
        sa.UniqueConstraint("company_id", "prefix", name=op.f("uq_devices_company_id_prefix")),
        sqlite_with_rowid=True,
    )
    op.create_index("ix_devices_user_id", "devices", ["company_id", "user_id"])
    op.create_table(
        "enrolment_codes",
        sa.Column("company_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("created_at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("updated_at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("deleted_at", sa.BigInteger(), autoincrement=False),
        sa.Column("user_id", ID, autoincrement=False, nullable=False),
        sa.Column("code_hash", sa.String(length=64), autoincrement=False, nullable=False),
        sa.Column("expires_at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("attempts", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("redeemed_at", sa.BigInteger(), autoincrement=False),
        sa.Column("device_id", ID, autoincrement=False),
        sa.ForeignKeyConstraint(
            ["company_id"], ["companies.key"], name=op.f("fk_enrolment_codes_company_id")
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "device_id"],
            ["devices.company_id", "devices.id"],
            name=op.f("fk_enrolment_codes_company_id_device_id"),
        ),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_enrolment_codes_user_id")),
        sa.PrimaryKeyConstraint("company_id", "id", name=op.f("pk_enrolment_codes")),
        sa.UniqueConstraint("company_id", "code_hash", name=op.f("uq_enrolment_codes_company_id_code_hash")),
        sqlite_with_rowid=True,
    )
    op.create_table(
        "sync_exceptions",
        sa.Column("company_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("created_at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("updated_at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("deleted_at", sa.BigInteger(), autoincrement=False),
        sa.Column("device_id", ID, autoincrement=False, nullable=False),
        sa.Column("operation_id", ID, autoincrement=False, nullable=False),
        sa.Column("operation_n", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("user_id", ID, autoincrement=False, nullable=False),
        sa.Column("command", sa.String(length=80), autoincrement=False, nullable=False),
        sa.Column("body", sa.Text(), autoincrement=False),
        sa.Column("kind", sa.String(length=11), autoincrement=False, nullable=False),
        sa.Column("problems", sa.Text(), autoincrement=False),
        sa.Column("made_at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("record_kind", sa.String(length=40), autoincrement=False, nullable=False),
        sa.Column("record_id", ID, autoincrement=False),
        sa.Column("state", sa.String(length=4), autoincrement=False, nullable=False),
        sa.Column("decision", sa.String(length=8), autoincrement=False),
        sa.Column("decided_by", sa.String(length=200), autoincrement=False, nullable=False),
        sa.Column("decided_at", sa.BigInteger(), autoincrement=False),
        sa.Column("note", sa.Text(), autoincrement=False, nullable=False),
        sa.CheckConstraint(
            "decision IN ('ACCEPTED', 'REPEATED', 'DROPPED')", name=op.f("ck_sync_exceptions_decision")
        ),
        sa.CheckConstraint(
            "kind IN ('ADJUSTED', 'REFUSED', 'OVERWRITTEN')", name=op.f("ck_sync_exceptions_kind")
        ),
        sa.CheckConstraint("state IN ('OPEN', 'DONE')", name=op.f("ck_sync_exceptions_state")),
        sa.ForeignKeyConstraint(
            ["company_id"], ["companies.key"], name=op.f("fk_sync_exceptions_company_id")
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "device_id"],
            ["devices.company_id", "devices.id"],
            name=op.f("fk_sync_exceptions_company_id_device_id"),
        ),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_sync_exceptions_user_id")),
        sa.PrimaryKeyConstraint("company_id", "id", name=op.f("pk_sync_exceptions")),
        sa.UniqueConstraint(
            "company_id", "operation_id", name=op.f("uq_sync_exceptions_company_id_operation_id")
        ),
        sqlite_with_rowid=True,
    )
    op.create_index("ix_sync_exceptions_state_made_at", "sync_exceptions", ["company_id", "state", "made_at"])
    op.create_index("ix_sync_exceptions_user_id", "sync_exceptions", ["company_id", "user_id"])
    op.create_table(
        "device_contacts",
        sa.Column("company_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("device_id", ID, nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("next_token_hash", sa.String(length=64), nullable=False),
        sa.Column("last_seen_at", sa.BigInteger(), nullable=False),
        sa.Column("cursor_n", sa.BigInteger(), nullable=False),
        sa.Column("clock_skew_seconds", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.String(length=40), nullable=False),
        sa.PrimaryKeyConstraint("company_id", "device_id", name=op.f("pk_device_contacts")),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    for name in (
        "device_contacts",
        "sync_exceptions",
        "enrolment_codes",
        "devices",
        "bucket_digests",
        "unit_digests",
        "staged_units",
        "operations",
        "before_images",
        "changes",
        "sharing",
    ):
        op.drop_table(name)

"""Branches, invitations and changed roles, approvals and disputes, and the marks of records.

Going back loses them; documents keep no branch then.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

ID = sa.LargeBinary(16).with_variant(sa.Uuid(), "postgresql")

# A branch stands in them without a foreign key: SQLite would have to copy the whole table for one.
BRANCHED = ("members", "journal_entries", "payments", "invoices", "bills")


def upgrade() -> None:
    for table in BRANCHED:
        op.add_column(table, sa.Column("branch_id", ID))
    op.create_table(
        "approval_rules",
        sa.Column("company_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("created_at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("updated_at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("deleted_at", sa.BigInteger(), autoincrement=False, nullable=True),
        sa.Column("name", sa.String(length=200), autoincrement=False, nullable=False),
        sa.Column("subject", sa.String(length=30), autoincrement=False, nullable=False),
        sa.Column("limit_minor", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("approver_roles", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("approver_members", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("approvers", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("approvers_exempt", sa.Boolean(), autoincrement=False, nullable=False),
        sa.Column("expires_days", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("is_active", sa.Boolean(), autoincrement=False, nullable=False),
        sa.CheckConstraint("approvers BETWEEN 1 AND 9", name=op.f("ck_approval_rules_approvers")),
        sa.CheckConstraint("expires_days > 0", name=op.f("ck_approval_rules_expires")),
        sa.CheckConstraint("limit_minor >= 0", name=op.f("ck_approval_rules_limit")),
        sa.ForeignKeyConstraint(["company_id"], ["companies.key"], name=op.f("fk_approval_rules_company_id")),
        sa.PrimaryKeyConstraint("company_id", "id", name=op.f("pk_approval_rules")),
        sqlite_with_rowid=True,
    )
    op.create_index(
        "ix_approval_rules_subject_limit_minor",
        "approval_rules",
        ["company_id", "subject", "limit_minor"],
        unique=False,
    )
    op.create_table(
        "branches",
        sa.Column("company_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("created_at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("updated_at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("deleted_at", sa.BigInteger(), autoincrement=False, nullable=True),
        sa.Column("code", sa.String(length=40), autoincrement=False, nullable=False),
        sa.Column("name", sa.String(length=200), autoincrement=False, nullable=False),
        sa.Column("address", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("state", sa.String(length=10), autoincrement=False, nullable=False),
        sa.Column("tax_id", sa.String(length=40), autoincrement=False, nullable=False),
        sa.Column("is_active", sa.Boolean(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(["company_id"], ["companies.key"], name=op.f("fk_branches_company_id")),
        sa.PrimaryKeyConstraint("company_id", "id", name=op.f("pk_branches")),
        sa.UniqueConstraint("company_id", "code", name=op.f("uq_branches_company_id_code")),
        sqlite_with_rowid=True,
    )
    op.create_table(
        "marks",
        sa.Column("company_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("record_id", ID, nullable=False),
        sa.Column("mark", sa.String(length=30), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["company_id"], ["companies.key"], name=op.f("fk_marks_company_id")),
        sa.PrimaryKeyConstraint("company_id", "kind", "record_id", "mark", name=op.f("pk_marks")),
        info={"derived": True},
        sqlite_with_rowid=False,
    )
    op.create_table(
        "role_changes",
        sa.Column("company_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("created_at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("updated_at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("deleted_at", sa.BigInteger(), autoincrement=False, nullable=True),
        sa.Column("role", sa.String(10), autoincrement=False, nullable=False),
        sa.Column("permission", sa.String(length=80), autoincrement=False, nullable=False),
        sa.Column("granted", sa.Boolean(), autoincrement=False, nullable=False),
        sa.CheckConstraint(
            "role IN ('owner', 'accountant', 'cashier', 'broker', 'auditor')",
            name=op.f("ck_role_changes_role"),
        ),
        sa.ForeignKeyConstraint(["company_id"], ["companies.key"], name=op.f("fk_role_changes_company_id")),
        sa.PrimaryKeyConstraint("company_id", "id", name=op.f("pk_role_changes")),
        sqlite_with_rowid=True,
    )
    op.create_index(
        "uq_role_changes_role_permission",
        "role_changes",
        ["company_id", "role", "permission"],
        unique=True,
        sqlite_where=sa.text("deleted_at IS NULL"),
        postgresql_where=sa.text("deleted_at IS NULL"),
    )
    op.create_table(
        "approval_tickets",
        sa.Column("company_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("created_at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("updated_at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("deleted_at", sa.BigInteger(), autoincrement=False, nullable=True),
        sa.Column("ticket_no", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("status", sa.String(9), autoincrement=False, nullable=False),
        sa.Column("command", sa.String(length=80), autoincrement=False, nullable=False),
        sa.Column("payload", sa.Text(), autoincrement=False, nullable=True),
        sa.Column("payload_digest", sa.String(length=64), autoincrement=False, nullable=False),
        sa.Column("confirmed", sa.Text(), autoincrement=False, nullable=True),
        sa.Column("subject", sa.String(length=30), autoincrement=False, nullable=False),
        sa.Column("party_name", sa.String(length=200), autoincrement=False, nullable=False),
        sa.Column("amount_minor", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("picture", sa.Text(), autoincrement=False, nullable=True),
        sa.Column("rule_id", ID, autoincrement=False, nullable=False),
        sa.Column("rule_name", sa.String(length=200), autoincrement=False, nullable=False),
        sa.Column("limit_minor", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("approver_roles", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("approver_members", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("approvers", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("approvals", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("maker_user_id", ID, autoincrement=False, nullable=False),
        sa.Column("maker_name", sa.String(length=200), autoincrement=False, nullable=False),
        sa.Column("asked_at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("expires_on", sa.Date(), autoincrement=False, nullable=False),
        sa.Column("record_kind", sa.String(length=30), autoincrement=False, nullable=False),
        sa.Column("record_id", ID, autoincrement=False, nullable=True),
        sa.Column("record_version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("decided_at", sa.BigInteger(), autoincrement=False, nullable=True),
        sa.Column("decided_by", sa.String(length=200), autoincrement=False, nullable=False),
        sa.Column("reason", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("failure", sa.Text(), autoincrement=False, nullable=True),
        sa.Column("done_kind", sa.String(length=30), autoincrement=False, nullable=False),
        sa.Column("done_id", ID, autoincrement=False, nullable=True),
        sa.Column("branch_id", ID, autoincrement=False, nullable=True),
        sa.CheckConstraint(
            "status IN ('PENDING', 'APPROVED', 'REFUSED', 'WITHDRAWN', 'OUTDATED')",
            name=op.f("ck_approval_tickets_status"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "rule_id"],
            ["approval_rules.company_id", "approval_rules.id"],
            name=op.f("fk_approval_tickets_company_id_rule_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id"], ["companies.key"], name=op.f("fk_approval_tickets_company_id")
        ),
        sa.ForeignKeyConstraint(
            ["maker_user_id"], ["users.id"], name=op.f("fk_approval_tickets_maker_user_id")
        ),
        sa.PrimaryKeyConstraint("company_id", "id", name=op.f("pk_approval_tickets")),
        sa.UniqueConstraint("company_id", "ticket_no", name=op.f("uq_approval_tickets_company_id_ticket_no")),
        sqlite_with_rowid=True,
    )
    op.create_index(
        "ix_approval_tickets_amount_minor",
        "approval_tickets",
        ["company_id", "amount_minor"],
        unique=False,
    )
    op.create_index(
        "ix_approval_tickets_maker_user_id_ticket_no",
        "approval_tickets",
        ["company_id", "maker_user_id", "ticket_no"],
        unique=False,
    )
    op.create_index(
        "ix_approval_tickets_record_id",
        "approval_tickets",
        ["company_id", "record_id"],
        unique=False,
        sqlite_where=sa.text("record_id IS NOT NULL"),
        postgresql_where=sa.text("record_id IS NOT NULL"),
    )
    op.create_index(
        "ix_approval_tickets_status_ticket_no",
        "approval_tickets",
        ["company_id", "status", "ticket_no"],
        unique=False,
    )
    op.create_table(
        "invites",
        sa.Column("company_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("created_at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("updated_at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("deleted_at", sa.BigInteger(), autoincrement=False, nullable=True),
        sa.Column("email", sa.String(length=254), autoincrement=False, nullable=False),
        sa.Column("role", sa.String(10), autoincrement=False, nullable=False),
        sa.Column("commission_rate", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("branch_id", ID, autoincrement=False, nullable=True),
        sa.Column("code_hash", sa.String(length=64), autoincrement=False, nullable=False),
        sa.Column("expires_at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("invited_by", sa.String(length=200), autoincrement=False, nullable=False),
        sa.Column("attempts", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("redeemed_at", sa.BigInteger(), autoincrement=False, nullable=True),
        sa.Column("revoked_at", sa.BigInteger(), autoincrement=False, nullable=True),
        sa.Column("member_id", ID, autoincrement=False, nullable=True),
        sa.CheckConstraint(
            "role IN ('owner', 'accountant', 'cashier', 'broker', 'auditor')", name=op.f("ck_invites_role")
        ),
        sa.CheckConstraint("attempts >= 0", name=op.f("ck_invites_attempts")),
        sa.ForeignKeyConstraint(
            ["company_id", "member_id"],
            ["members.company_id", "members.id"],
            name=op.f("fk_invites_company_id_member_id"),
        ),
        sa.ForeignKeyConstraint(["company_id"], ["companies.key"], name=op.f("fk_invites_company_id")),
        sa.PrimaryKeyConstraint("company_id", "id", name=op.f("pk_invites")),
        sa.UniqueConstraint("company_id", "code_hash", name=op.f("uq_invites_company_id_code_hash")),
        sqlite_with_rowid=True,
    )
    op.create_index(
        "ix_invites_email",
        "invites",
        ["company_id", "email"],
        unique=False,
    )
    op.create_table(
        "ticket_decisions",
        sa.Column("company_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("ticket_id", ID, autoincrement=False, nullable=False),
        sa.Column("line_no", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("user_id", ID, autoincrement=False, nullable=False),
        sa.Column("name", sa.String(length=200), autoincrement=False, nullable=False),
        sa.Column("decided_at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("verdict", sa.String(8), autoincrement=False, nullable=False),
        sa.Column("note", sa.Text(), autoincrement=False, nullable=False),
        sa.CheckConstraint("verdict IN ('APPROVED', 'REFUSED')", name=op.f("ck_ticket_decisions_verdict")),
        sa.ForeignKeyConstraint(
            ["company_id", "ticket_id"],
            ["approval_tickets.company_id", "approval_tickets.id"],
            name=op.f("fk_ticket_decisions_company_id_ticket_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id"], ["companies.key"], name=op.f("fk_ticket_decisions_company_id")
        ),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_ticket_decisions_user_id")),
        sa.PrimaryKeyConstraint("company_id", "ticket_id", "line_no", name=op.f("pk_ticket_decisions")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "disputes",
        sa.Column("company_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("created_at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("updated_at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("deleted_at", sa.BigInteger(), autoincrement=False, nullable=True),
        sa.Column("dispute_no", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(length=30), autoincrement=False, nullable=False),
        sa.Column("record_id", ID, autoincrement=False, nullable=False),
        sa.Column("number", sa.String(length=200), autoincrement=False, nullable=False),
        sa.Column("party_id", ID, autoincrement=False, nullable=True),
        sa.Column("party_name", sa.String(length=200), autoincrement=False, nullable=False),
        sa.Column("reason", sa.String(9), autoincrement=False, nullable=False),
        sa.Column("claim", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("disputed_minor", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("currency", sa.String(length=3), autoincrement=False, nullable=False),
        sa.Column("opened_on", sa.Date(), autoincrement=False, nullable=False),
        sa.Column("opened_by", sa.String(length=200), autoincrement=False, nullable=False),
        sa.Column("due_on", sa.Date(), autoincrement=False, nullable=False),
        sa.Column("resolution", sa.String(11), autoincrement=False, nullable=True),
        sa.Column("outcome", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("settled_on", sa.Date(), autoincrement=False, nullable=True),
        sa.Column("settled_by", sa.String(length=200), autoincrement=False, nullable=False),
        sa.Column("credit_note_id", ID, autoincrement=False, nullable=True),
        sa.Column("branch_id", ID, autoincrement=False, nullable=True),
        sa.CheckConstraint(
            "credit_note_id IS NULL OR resolution = 'CREDIT_NOTE'", name=op.f("ck_disputes_credited")
        ),
        sa.CheckConstraint(
            "reason IN ('QUALITY', 'QUANTITY', 'PRICE', 'DELIVERY', 'TAX', 'DUPLICATE', 'OTHER')",
            name=op.f("ck_disputes_reason"),
        ),
        sa.CheckConstraint(
            "resolution IN ('WITHDRAWN', 'CREDIT_NOTE', 'PAID')", name=op.f("ck_disputes_resolution")
        ),
        sa.CheckConstraint("(resolution IS NULL) = (settled_on IS NULL)", name=op.f("ck_disputes_settled")),
        sa.CheckConstraint("disputed_minor > 0", name=op.f("ck_disputes_amount")),
        sa.ForeignKeyConstraint(
            ["company_id", "credit_note_id"],
            ["invoices.company_id", "invoices.id"],
            name=op.f("fk_disputes_company_id_credit_note_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "party_id"],
            ["parties.company_id", "parties.id"],
            name=op.f("fk_disputes_company_id_party_id"),
        ),
        sa.ForeignKeyConstraint(["company_id"], ["companies.key"], name=op.f("fk_disputes_company_id")),
        sa.PrimaryKeyConstraint("company_id", "id", name=op.f("pk_disputes")),
        sa.UniqueConstraint("company_id", "dispute_no", name=op.f("uq_disputes_company_id_dispute_no")),
        sqlite_with_rowid=True,
    )
    op.create_index(
        "ix_disputes_due_on",
        "disputes",
        ["company_id", "due_on"],
        unique=False,
        sqlite_where=sa.text("resolution IS NULL"),
        postgresql_where=sa.text("resolution IS NULL"),
    )
    op.create_index(
        "ix_disputes_party_id_dispute_no",
        "disputes",
        ["company_id", "party_id", "dispute_no"],
        unique=False,
    )
    op.create_index(
        "uq_disputes_record_id",
        "disputes",
        ["company_id", "record_id"],
        unique=True,
        sqlite_where=sa.text("resolution IS NULL"),
        postgresql_where=sa.text("resolution IS NULL"),
    )
    op.create_table(
        "dispute_notes",
        sa.Column("company_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("dispute_id", ID, autoincrement=False, nullable=False),
        sa.Column("line_no", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(8), autoincrement=False, nullable=False),
        sa.Column("noted_at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("name", sa.String(length=200), autoincrement=False, nullable=False),
        sa.Column("text", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("amount_minor", sa.BigInteger(), autoincrement=False, nullable=True),
        sa.CheckConstraint("kind IN ('NOTE', 'PROPOSAL')", name=op.f("ck_dispute_notes_kind")),
        sa.ForeignKeyConstraint(
            ["company_id", "dispute_id"],
            ["disputes.company_id", "disputes.id"],
            name=op.f("fk_dispute_notes_company_id_dispute_id"),
        ),
        sa.ForeignKeyConstraint(["company_id"], ["companies.key"], name=op.f("fk_dispute_notes_company_id")),
        sa.PrimaryKeyConstraint("company_id", "dispute_id", "line_no", name=op.f("pk_dispute_notes")),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    op.drop_table("dispute_notes")
    op.drop_table("disputes")
    op.drop_table("ticket_decisions")
    op.drop_table("invites")
    op.drop_table("approval_tickets")
    op.drop_table("role_changes")
    op.drop_table("marks")
    op.drop_table("branches")
    op.drop_table("approval_rules")
    for table in reversed(BRANCHED):
        op.drop_column(table, "branch_id")

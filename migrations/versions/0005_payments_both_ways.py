"""Payments both ways: to suppliers, refunds, set-offs, write-offs and transfers; details of money accounts.

Going back loses everything that is not a receipt of a customer allocated to invoices, and of receipts
what notes, write-offs and tax collected at source were part of them; their journal entries stay.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

ID = sa.LargeBinary(16).with_variant(sa.Uuid(), "postgresql")

# Table -> column -> (type, what rows from before get; None where it may be empty).
NEW: Mapping[str, Mapping[str, tuple[sa.types.TypeEngine[Any], str | None]]] = {
    "payments": {
        "tcs_minor": (sa.BigInteger(), "0"),
        "write_off_minor": (sa.BigInteger(), "0"),
        "credit_minor": (sa.BigInteger(), "0"),
        "section": (sa.String(20), "''"),
        "to_account_id": (ID, None),
        "to_amount_minor": (sa.BigInteger(), "0"),
        "to_currency": (sa.String(3), None),
    },
    "allocations": {
        "bill_id": (ID, None),
        "advance_id": (ID, None),
        "write_off_minor": (sa.BigInteger(), "0"),
        "funds": (sa.Boolean(), "false"),
    },
}
# Columns that may be empty from now on.
OPTIONAL = {"payments": ("party_id", "account_id"), "allocations": ("invoice_id",)}
# Table -> check -> (before, now); None where there is none.
CHECKS: Mapping[str, Mapping[str, tuple[str | None, str | None]]] = {
    "payments": {
        "kind": (
            "kind IN ('RECEIPT')",
            (
                "kind IN ('RECEIPT', 'PAYMENT', 'REFUND', 'SUPPLIER_REFUND', 'SET_OFF', 'SUPPLIER_SET_OFF', "
                "'WRITE_OFF', 'TRANSFER')"
            ),
        ),
        "amounts": (
            "amount_minor >= 0 AND withheld_minor >= 0 AND charges_minor >= 0 AND discount_minor >= 0",
            (
                "amount_minor >= 0 AND withheld_minor >= 0 AND charges_minor >= 0 AND discount_minor >= 0 AND "
                "tcs_minor BETWEEN 0 AND amount_minor AND write_off_minor >= 0 AND credit_minor >= 0 AND "
                "to_amount_minor >= 0"
            ),
        ),
        "total": (
            "total_minor = amount_minor + withheld_minor + charges_minor + discount_minor AND total_minor > 0",
            (
                "total_minor = amount_minor - tcs_minor + withheld_minor + discount_minor + write_off_minor + "
                "credit_minor + CASE WHEN kind IN ('RECEIPT', 'SUPPLIER_REFUND') THEN charges_minor ELSE 0 END "
                "AND (total_minor > 0 OR status = 'REVERSED')"
            ),
        ),
        "party": (None, "(kind = 'TRANSFER') = (party_id IS NULL)"),
        "account": (None, "account_id IS NOT NULL OR amount_minor + charges_minor + withheld_minor = 0"),
        "transfer": (None, "(kind = 'TRANSFER') = (to_account_id IS NOT NULL)"),
    },
    "allocations": {
        "one_document": (
            None,
            (
                "(CASE WHEN invoice_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN bill_id IS NULL THEN 0 ELSE 1 END) "
                "+ (CASE WHEN advance_id IS NULL THEN 0 ELSE 1 END) = 1"
            ),
        ),
        "write_off": (
            None,
            (
                "write_off_minor = 0 OR ((write_off_minor > 0) = (amount_minor > 0) AND abs(write_off_minor) <= "
                "abs(amount_minor) AND NOT funds)"
            ),
        ),
    },
}
# Table -> column -> what it points at.
POINTS: Mapping[str, Mapping[str, str]] = {
    "payments": {"to_account_id": "accounts"},
    "allocations": {"bill_id": "bills", "advance_id": "payments"},
}
INDEXES = (
    ("ix_payments_kind_dated_on_id", "payments", ["company_id", "kind", "dated_on", "id"], None),
    ("ix_allocations_bill_id", "allocations", ["company_id", "bill_id"], "bill_id IS NOT NULL"),
    ("ix_allocations_advance_id", "allocations", ["company_id", "advance_id"], "advance_id IS NOT NULL"),
)


def upgrade() -> None:
    if _on_sqlite():
        _copied("invoices", [*_clauses("invoices"), "written_off_minor BIGINT"], {})
    else:
        op.add_column("invoices", sa.Column("written_off_minor", sa.BigInteger(), nullable=True))
    op.create_table(
        "money_accounts",
        sa.Column("company_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("created_at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("updated_at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("deleted_at", sa.BigInteger(), autoincrement=False),
        sa.Column("account_id", ID, autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(6), autoincrement=False, nullable=False),
        sa.Column("bank_name", sa.String(200), autoincrement=False, nullable=False),
        sa.Column("branch", sa.String(200), autoincrement=False, nullable=False),
        sa.Column("holder", sa.String(200), autoincrement=False, nullable=False),
        sa.Column("account_number", sa.String(40), autoincrement=False, nullable=False),
        sa.Column("ifsc", sa.String(20), autoincrement=False, nullable=False),
        sa.Column("iban", sa.String(40), autoincrement=False, nullable=False),
        sa.Column("bic", sa.String(20), autoincrement=False, nullable=False),
        sa.Column("note", sa.Text(), autoincrement=False, nullable=False),
        sa.CheckConstraint("kind IN ('BANK', 'CASH', 'CARD', 'WALLET')", name=op.f("ck_money_accounts_kind")),
        sa.ForeignKeyConstraint(
            ["company_id", "account_id"],
            ["accounts.company_id", "accounts.id"],
            name=op.f("fk_money_accounts_company_id_account_id"),
        ),
        sa.ForeignKeyConstraint(["company_id"], ["companies.key"], name=op.f("fk_money_accounts_company_id")),
        sa.PrimaryKeyConstraint("company_id", "id", name=op.f("pk_money_accounts")),
        sa.UniqueConstraint("company_id", "account_id", name=op.f("uq_money_accounts_company_id_account_id")),
    )
    for table in NEW:
        _widen_sqlite(table) if _on_sqlite() else _widen_postgresql(table)
    for name, table, columns, where in INDEXES:
        only = sa.text(where) if where else None
        op.create_index(name, table, columns, sqlite_where=only, postgresql_where=only)


def downgrade() -> None:
    for name, table, _, _ in INDEXES:
        op.drop_index(name, table)
    payments = sa.table(
        "payments",
        *map(sa.column, ("id", "kind", "amount_minor", "tcs_minor", "write_off_minor", "credit_minor")),
        sa.column("discount_minor"),
    )
    allocations = sa.table(
        "allocations",
        *map(sa.column, ("payment_id", "invoice_id", "reverses_id")),
        sa.column("funds", sa.Boolean()),
    )
    p, a = payments.c, allocations.c
    others = sa.select(p.id).where(p.kind != "RECEIPT")
    gone = sa.or_(a.invoice_id.is_(None), a.funds, a.payment_id.in_(others))
    op.execute(sa.delete(allocations).where(gone, a.reverses_id.is_not(None)))
    op.execute(sa.delete(allocations).where(gone))
    op.execute(sa.delete(payments).where(p.kind != "RECEIPT"))
    op.execute(
        sa.update(payments)
        .where(p.tcs_minor + p.write_off_minor + p.credit_minor > 0)
        .values(
            amount_minor=p.amount_minor - p.tcs_minor,
            discount_minor=p.discount_minor + p.write_off_minor + p.credit_minor,
            tcs_minor=0,
            write_off_minor=0,
            credit_minor=0,
        )
    )
    for table in NEW:
        _narrow_sqlite(table) if _on_sqlite() else _narrow_postgresql(table)
    op.drop_table("money_accounts")
    if _on_sqlite():
        kept = [line for line in _clauses("invoices") if not line.startswith("written_off_minor ")]
        _copied("invoices", kept, {})
    else:
        op.drop_column("invoices", "written_off_minor")


def _on_sqlite() -> bool:
    return op.get_bind().dialect.name == "sqlite"


def _widen_postgresql(table: str) -> None:
    for column, (kind, fill) in NEW[table].items():
        default = sa.text(fill) if fill else None
        op.add_column(table, sa.Column(column, kind, nullable=fill is None, server_default=default))
        if fill:
            op.alter_column(table, column, server_default=None)
    for column in OPTIONAL[table]:
        op.alter_column(table, column, nullable=True)
    if table == "payments":
        op.alter_column(table, "kind", type_=sa.String(16))
    _exchange_checks(table, old=0, new=1)
    for column, to in POINTS[table].items():
        name = op.f(f"fk_{table}_company_id_{column}")
        op.create_foreign_key(name, table, to, ["company_id", column], ["company_id", "id"])


def _narrow_postgresql(table: str) -> None:
    for column in POINTS[table]:
        op.drop_constraint(op.f(f"fk_{table}_company_id_{column}"), table, type_="foreignkey")
    _exchange_checks(table, old=1, new=0)
    if table == "payments":
        op.alter_column(table, "kind", type_=sa.String(7))
    for column in OPTIONAL[table]:
        op.alter_column(table, column, nullable=False)
    for column in NEW[table]:
        op.drop_column(table, column)


def _exchange_checks(table: str, *, old: int, new: int) -> None:
    for name, texts in CHECKS[table].items():
        if texts[old] is not None:
            op.drop_constraint(op.f(f"ck_{table}_{name}"), table, type_="check")
        if (wanted := texts[new]) is not None:
            op.create_check_constraint(op.f(f"ck_{table}_{name}"), table, wanted)


# SQLite changes no constraint of a table: it is copied. The new table is written from the old one's own text,
# so that columns of other revisions stay, whatever their order.


def _widen_sqlite(table: str) -> None:
    lines = _clauses(table)
    for column in OPTIONAL[table]:
        lines = [re.sub(rf"^({column} \S+) NOT NULL$", r"\1", line) for line in lines]
    if table == "payments":
        lines = [line.replace("kind VARCHAR(7)", "kind VARCHAR(16)") for line in lines]
    lines = _without_checks(table, lines)
    dialect = op.get_bind().dialect
    added = [
        f"{column} {kind.compile(dialect=dialect)}{' NOT NULL' if fill else ''}"
        for column, (kind, fill) in NEW[table].items()
    ]
    lines += added
    lines += [
        f"CONSTRAINT fk_{table}_company_id_{column} FOREIGN KEY(company_id, {column}) "
        f"REFERENCES {to} (company_id, id)"
        for column, to in POINTS[table].items()
    ]
    lines += [_check(table, name, texts[1]) for name, texts in CHECKS[table].items() if texts[1]]
    _copied(table, lines, {column: fill for column, (_, fill) in NEW[table].items() if fill})


def _narrow_sqlite(table: str) -> None:
    lines = _without_checks(table, _clauses(table))
    for column in OPTIONAL[table]:
        lines = [re.sub(rf"^({column} \S+)$", r"\1 NOT NULL", line) for line in lines]
    if table == "payments":
        lines = [line.replace("kind VARCHAR(16)", "kind VARCHAR(7)") for line in lines]
    points = tuple(f"CONSTRAINT fk_{table}_company_id_{column} " for column in POINTS[table])
    gone = tuple(f"{column} " for column in NEW[table])
    lines = [line for line in lines if not line.startswith(points + gone)]
    lines += [_check(table, name, texts[0]) for name, texts in CHECKS[table].items() if texts[0]]
    _copied(table, lines, {})


def _clauses(table: str) -> list[str]:
    """Columns and constraints of a table as it stands, one text each."""
    found = op.get_bind().exec_driver_sql(
        "SELECT sql FROM sqlite_master WHERE type = 'table' AND name = ?", (table,)
    )
    body = str(found.scalar()).partition("(")[2].rpartition(")")[0]
    clauses, depth, quoted = [""], 0, False
    for letter in body:
        quoted ^= letter == "'"
        depth += 0 if quoted else (letter == "(") - (letter == ")")
        if letter == "," and not depth and not quoted:
            clauses.append("")
        else:
            clauses[-1] += letter
    return [" ".join(clause.split()) for clause in clauses]


def _without_checks(table: str, lines: list[str]) -> list[str]:
    names = tuple(f"CONSTRAINT ck_{table}_{name} " for name in CHECKS[table])
    return [line for line in lines if not line.startswith(names)]


def _check(table: str, name: str, condition: str | None) -> str:
    return f"CONSTRAINT ck_{table}_{name} CHECK ({condition})"


def _copied(table: str, lines: list[str], filled: Mapping[str, str]) -> None:
    """Make the table anew from these clauses, with its rows and its indexes."""
    connection = op.get_bind()
    indexes = connection.exec_driver_sql(
        "SELECT sql FROM sqlite_master WHERE type = 'index' AND tbl_name = ? AND sql IS NOT NULL", (table,)
    ).fetchall()
    inspector = sa.inspect(connection)
    before = {column["name"] for column in inspector.get_columns(table)}
    # SQLite wants columns before constraints.
    constraints = ("CONSTRAINT ", "PRIMARY KEY", "FOREIGN KEY", "UNIQUE", "CHECK")
    body = ", \n\t".join(sorted(lines, key=lambda line: line.startswith(constraints)))
    made = f"CREATE TABLE {table}_next (\n\t{body}\n)"
    connection.exec_driver_sql(made)
    inspector.clear_cache()
    kept = [column["name"] for column in inspector.get_columns(f"{table}_next") if column["name"] in before]
    old = sa.table(table, *map(sa.column, kept))
    new = sa.table(f"{table}_next", *map(sa.column, [*kept, *filled]))
    values = [old.c[name] for name in kept] + [sa.literal_column(value) for value in filled.values()]
    op.execute(sa.insert(new).from_select([*kept, *filled], sa.select(*values)))
    op.drop_table(table)
    op.rename_table(f"{table}_next", table)
    for (sql,) in indexes:
        connection.exec_driver_sql(sql)

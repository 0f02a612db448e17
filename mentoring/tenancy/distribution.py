"""Distribute the tables over the nodes of Citus: tenant tables by organization, global ones as reference tables."""

from dataclasses import dataclass
from typing import Any

# A tenant table that every node has: which memberships an account has is asked across organizations, and rows of many
# tables refer to memberships.
REFERENCE_TENANT_TABLES = ("tenancy_membership",)
# Otherwise a statement for all shards uses several connections, and a foreign key to a reference table of the same
# transaction is refused.
SEQUENTIAL = "SET LOCAL citus.multi_shard_modify_mode TO 'sequential'"

TABLES = """
    SELECT c.oid::regclass::text,
           EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'organization_id'
                   AND NOT a.attisdropped)
    FROM pg_class c
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND c.relname <> 'pg_dist_partition'
      AND NOT EXISTS (SELECT FROM pg_depend d
                      WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')
    ORDER BY c.relname
"""
FOREIGN_KEYS = """
    SELECT k.conrelid::regclass::text, k.confrelid::regclass::text, quote_ident(k.conname), pg_get_constraintdef(k.oid)
    FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid
    WHERE k.contype = 'f' AND k.connamespace = 'public'::regnamespace AND k.conparentid = 0
    ORDER BY c.relname, k.conname
"""


@dataclass(frozen=True)
class Key:
    table: str
    target: str
    name: str
    definition: str


def is_installed(cursor: Any) -> bool:
    cursor.execute("SELECT EXISTS (SELECT FROM pg_extension WHERE extname = 'citus')")
    return cursor.fetchone()[0]


def distributed_tables(cursor: Any) -> set[str]:
    """Return the tables that Citus has distributed, reference tables included; none where it is not installed."""
    cursor.execute("SELECT to_regclass('pg_dist_partition') IS NOT NULL")
    if not cursor.fetchone()[0]:
        return set()
    cursor.execute("SELECT logicalrelid::regclass::text FROM pg_dist_partition")
    return {row[0] for row in cursor.fetchall()}


def is_distributed(cursor: Any) -> bool:
    """Return whether `bin/manage distribute` was run for this database."""
    return "tenancy_organization" in distributed_tables(cursor)


def reference_sql(table: str) -> str:
    return f"SELECT create_reference_table('{table}')"


def distribute_sql(table: str) -> str:
    """Return the statement that distributes a tenant table; all of them share their places (colocation)."""
    if table in REFERENCE_TENANT_TABLES:
        return reference_sql(table)
    return f"SELECT create_distributed_table('{table}', 'organization_id')"


def plan(cursor: Any) -> list[str]:
    """Return the statements that distribute what is not distributed yet, for one transaction, in order.

    Citus refuses foreign keys between a distributed table and one that is not, so the keys are dropped first and added
    again, as they were, when both sides are in place.
    """
    cursor.execute(TABLES)
    is_tenant = dict(cursor.fetchall())
    cursor.execute(FOREIGN_KEYS)
    keys = [Key(*row) for row in cursor.fetchall()]
    missing = set(is_tenant) - distributed_tables(cursor)
    if not missing:
        return []
    moved = [key for key in keys if {key.table, key.target} & missing]
    ordered = sorted(
        missing, key=lambda table: (is_tenant[table], table not in REFERENCE_TENANT_TABLES, table)
    )
    return [
        SEQUENTIAL,
        *(f"ALTER TABLE {key.table} DROP CONSTRAINT {key.name}" for key in moved),
        *(distribute_sql(table) if is_tenant[table] else reference_sql(table) for table in ordered),
        *(f"ALTER TABLE {key.table} ADD CONSTRAINT {key.name} {key.definition}" for key in moved),
    ]

"""The shape of the house: layers, sizes, names, and that nothing tenant-owned is overlooked."""

import subprocess
import sys
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command

from mentoring.tenancy.base import TenantModel
from tests.conftest import statements_without_organization
from tests.factories.everything import EVERY_MODEL

ROOT = Path(__file__).parent.parent
APPS = ["mentoring", "programs", "goals", "surveys", "reports"]
MODULES = [
    path
    for folder in [*APPS, "tests", "benchmarks"]
    for path in sorted((ROOT / folder).rglob("*.py"))
    if "migrations" not in path.parts
]
FORBIDDEN_NAMES = {
    "utils",
    "helpers",
    "common",
    "core",
    "manager",
    "managers",
    "service",
    "services",
    "handler",
    "handlers",
}


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(ROOT)))
def test_module_is_not_over_500_lines_and_named_by_its_subject(path):
    assert len(path.read_text().splitlines()) <= 500
    assert path.stem not in FORBIDDEN_NAMES


def test_layers_hold():
    lint = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([lint, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_no_migration_is_missing(db):
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_every_tenant_model_has_a_factory():
    """The walls, the canary and the archive walk the factories: a model without one would escape them."""
    assert {m for m in apps.get_models() if issubclass(m, TenantModel)} == set(EVERY_MODEL)


TENANT = frozenset({"tenancy_membership", "tenancy_apitoken"})


@pytest.mark.parametrize(
    ("statement", "missing"),
    [
        (
            'SELECT "tenancy_membership"."id" FROM "tenancy_membership" WHERE "tenancy_membership"."id" = %s',
            1,
        ),
        ('SELECT 1 FROM "tenancy_membership" WHERE "tenancy_membership"."organization_id" = %s', 0),
        ('SELECT 1 FROM "tenancy_membership" U0 WHERE U0."organization_id" = %s', 0),
        ('DELETE FROM "tenancy_membership" WHERE "tenancy_membership"."id" IN (%s)', 1),
        ('UPDATE "tenancy_membership" SET "role" = %s WHERE "tenancy_membership"."id" = %s', 1),
        ('INSERT INTO "tenancy_membership" ("id", "organization_id") VALUES (%s, %s)', 0),
        ('SELECT 1 FROM "tenancy_organization"', 0),
        (
            'SELECT 1 FROM "tenancy_apitoken" INNER JOIN "tenancy_membership" ON ("tenancy_apitoken"."membership_id" ='
            ' "tenancy_membership"."id") WHERE "tenancy_apitoken"."organization_id" = %s',
            1,
        ),
    ],
)
def test_the_watch_over_statements_sees_a_missing_organization(statement, missing):
    """The negative control of the fixture in conftest.py that watches every statement of every test."""
    assert len(statements_without_organization(statement, TENANT)) == missing

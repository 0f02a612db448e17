"""The shape of the house: layers, sizes, names, and that nothing tenant-owned is overlooked."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command

from mentoring.mail.extensions import MESSAGE_KINDS
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
    done = subprocess.run(
        [lint, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False, timeout=300
    )
    assert done.returncode == 0, done.stdout


def registries(path: Path) -> Iterator[str]:
    """Yield the names in a module that hold a Registry, or in signals.py a Signal (health has a Signal of its own).

    Those of an instance are named by the module.
    """
    classes = {"Registry", "Signal"} if path.stem == "signals" else {"Registry"}
    for node in ast.walk(ast.parse(path.read_text())):
        if not isinstance(node, ast.Assign | ast.AnnAssign) or not isinstance(node.value, ast.Call):
            continue
        if ast.unparse(node.value.func).partition("[")[0].rpartition(".")[2] not in classes:
            continue
        for target in node.targets if isinstance(node, ast.Assign) else [node.target]:
            yield ast.unparse(target).replace("self.", f"{path.stem}.")


def test_architecture_page_lists_every_registry_and_signal_with_its_module():
    page = (ROOT / "docs" / "architecture.md").read_text()
    section = page.partition("\n## Registries\n")[2].partition("\n## ")[0]
    listed = re.findall(r"^\| `([^`]+)` \| `([^`]+)` \|", section, re.MULTILINE)
    product = [path for path in MODULES if path.relative_to(ROOT).parts[0] in APPS]
    existing = [(name, str(path.relative_to(ROOT))) for path in product for name in registries(path)]
    assert sorted(listed) == sorted(existing)


@pytest.mark.parametrize(
    "document", ["README.md", "CONTRIBUTING.md", "docs/architecture.md", "docs/outcomes.md"]
)
def test_every_path_named_in_the_documentation_exists(document):
    named = re.findall(r"`([a-z_.]+/[\w./-]*)`", (ROOT / document).read_text())
    started_or_written = {"bin/test", "bin/run"} | {name for name in named if name.startswith("var/")}
    assert [name for name in named if name not in started_or_written and not (ROOT / name).exists()] == []


def test_architecture_page_names_the_folder_of_every_email():
    page = (ROOT / "docs" / "architecture.md").read_text()
    [row] = re.findall(r"^\| the text of an email \|.*$", page, re.MULTILINE)
    folders = {f"templates/{kind.template.rpartition('/')[0]}/" for kind in MESSAGE_KINDS}
    assert "templates/members/mail/" in folders
    assert sorted(folder for folder in folders if f"`{folder}`" not in row) == []


def test_every_name_in_the_glossary_exists():
    page = (ROOT / "docs" / "glossary.md").read_text()
    rows = [
        line.split(" | ") for line in page.splitlines() if line.startswith("| ") and line.count(" | ") >= 3
    ]
    names = {part for row in rows for name in re.findall(r"`([^`]+)`", row[2]) for part in name.split(".")}
    product = [path for path in MODULES if path.relative_to(ROOT).parts[0] in APPS]
    code = "\n".join(f"{path}\n{path.read_text()}" for path in product)
    assert len(names) > 50
    assert names - set(re.findall(r"\w+", code)) == set()


def test_no_migration_is_missing(db):
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_every_tenant_model_has_a_factory():
    """The isolation tests, the canary and the archive use the factories: a model without one would not be covered."""
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


def test_templates_read_like_html():
    """A line of a template is short enough to be read in a diff."""
    long = [
        f"{path.relative_to(ROOT)}:{number} has {len(line)} characters"
        for path in sorted((ROOT / "templates").rglob("*.*"))
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if len(line) > 140
    ]
    assert long == []

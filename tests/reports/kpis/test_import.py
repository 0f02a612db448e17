"""Values of KPIs from a file."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils import timezone

from mentoring.imports.actions import check_rows, import_rows, start_import
from mentoring.tenancy.actor import Actor
from mentoring.tenancy.scope import tenant_scope
from reports.models import KpiValue
from tests.factories.programs import make_program
from tests.factories.reports import make_kpi_value, make_program_kpi


@pytest.fixture
def kpi(organization):
    with tenant_scope(organization.id):
        program = make_program(starts_on=date(2026, 3, 2))
        return make_program_kpi(program=program, name="Posts filled from within")


def bring(organization, program_id, *rows):
    content = "\n".join(["KPI;Datum;Wert;Anzahl;Quelle", *rows]).encode()
    by = Actor.system("test")
    with tenant_scope(organization.id):
        run, _mapping = start_import(
            "kpi-values",
            content,
            by=by,
            as_of=date(2026, 11, 2),
            target_id=program_id,
            file_name="kpis.csv",
        )
        check_rows(run, now=timezone.now())
        import_rows(run, by=by, now=timezone.now())
        run.refresh_from_db()
    return run


def test_file_adds_updates_and_leaves_values(kpi, organization):
    with tenant_scope(organization.id):
        make_kpi_value(kpi=kpi, taken_on=date(2026, 2, 1), value=25)
    rows = "posts filled from within;2026-02-01;27;11;HR", "Posts filled from within;2026-06-01;38,5;8;"
    run = bring(organization, kpi.program_id, *rows)
    assert (run.added, run.updated, run.skipped) == (1, 1, 0)
    with tenant_scope(organization.id):
        found = KpiValue.objects.order_by("taken_on").values_list("value", "people", "source")
        assert list(found) == [(Decimal(27), 11, "HR"), (Decimal("38.50"), 8, "")]


@pytest.mark.parametrize(
    "row",
    [
        "Unknown;2026-02-01;27;11;",
        "Posts filled from within;2026-02-01;27;4;",
        "Posts filled from within;2099-02-01;27;11;",
        "Posts filled from within;2026-02-01;9999999999999,99;11;",
    ],
)
def test_file_refuses_what_the_form_refuses(kpi, organization, row):
    assert bring(organization, kpi.program_id, row).skipped == 1
    with tenant_scope(organization.id):
        assert not KpiValue.objects.exists()

"""The page and its files for one program whose numbers are known, and who may take what."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mentoring.tenancy.scope import tenant_scope
from reports.models import OutcomeRun
from tests.factories.reports import make_outcome_run
from tests.reports.printed import printed_numbers
from tests.reports.studies import Study, calculated, make_study_program

pytestmark = pytest.mark.raw_sql


@pytest.fixture
def program(organization):
    """70 who took part, of whom 56 stayed; 80 colleagues, of whom 48 stayed."""
    program = make_study_program(organization)
    study = Study()
    study.leave(study.add(70, takes_part=True)[56:])
    study.leave(study.add(80, takes_part=False)[48:])
    with tenant_scope(organization.id):
        study.bring_in(program=program.pk)
    calculated(organization, program)
    return program


def address(program, rest: str = "") -> str:
    return f"/o/acme/programs/{program.pk}/outcomes/{rest}"


def test_a_published_difference_is_printed_with_its_verdict(program, client_of, analyst):
    page = client_of(analyst).get(address(program, "?more=all")).content.decode()
    numbers = printed_numbers(page)
    figure = "mentee.retention.year.program"
    assert [numbers[figure, name] for name in ("difference", "low", "high")] == [
        "20 points", "5.2 points", "33.4 points",
    ]  # fmt: skip
    assert "20 more of every 100 stayed after 12 months than in the comparison group." in page
    assert "volunteers gained little" in page  # the caveat of self-selection stands beside it
    assert "caused" not in page


def test_menu_leads_from_a_program_to_its_outcomes_and_to_those_of_others(
    program, organization, client_of, administrator, analyst
):
    other = make_study_program(organization, name="Other")
    today = client_of(administrator).get(f"/o/acme/programs/{program.pk}/").content.decode()
    assert f'href="{address(program)}"' in today
    page = client_of(analyst).get(address(program)).content.decode()
    assert f'href="{address(program)}" aria-current="page"' in page
    assert f'href="{address(other)}"' in page
    everywhere = client_of(analyst).get("/o/acme/outcomes/").content.decode()
    assert 'href="/o/acme/outcomes/" aria-current="page"' in everywhere


def test_what_is_for_exploring_comes_when_asked_for(program, client_of, analyst):
    client = client_of(analyst)
    first, more = (client.get(address(program, rest)).content.decode() for rest in ("", "?more=all"))
    key = ("mentee.by.department.Sales", "participants")
    assert key not in printed_numbers(first)
    assert 'href="?more=all#details"' in first
    assert printed_numbers(more)[key] == "70"


def test_without_results_the_page_has_one_button(organization, client_of, analyst):
    program = make_study_program(organization)
    client = client_of(analyst)
    page = client.get(address(program)).content.decode()
    assert "No results yet" in page
    assert "Calculate" in page
    assert client.get(address(program, "numbers.csv")).status_code == 404


def test_asking_twice_waits_for_one_run(organization, client_of, analyst):
    program = make_study_program(organization)
    client = client_of(analyst)
    for _time in range(2):
        client.post(address(program, "calculate/"))
    with tenant_scope(organization.id):
        assert OutcomeRun.objects.filter(program=program).count() == 1


def test_what_counts_as_leaving_is_fixed_once(organization, client_of, administrator):
    program = make_study_program(organization)
    client = client_of(administrator)
    client.post(address(program, "decide/"), {"leave_kind": "resignation", "primary_months": "18"})
    run = calculated(organization, program)
    assert (run.leave_kind, run.primary_months) == ("resignation", 18)
    answer = client.post(
        address(program, "decide/"), {"leave_kind": "all", "primary_months": "12"}, follow=True
    )
    assert "can no longer be changed" in answer.content.decode()
    with tenant_scope(organization.id):
        assert OutcomeRun.objects.get(program=program).leave_kind == "resignation"


@pytest.mark.parametrize("runs", [1, 3])
def test_page_reads_what_is_stored(runs, program, organization, client_of, analyst):
    with tenant_scope(organization.id):
        for _run in range(runs - 1):
            make_outcome_run(program=program)
    client = client_of(analyst)
    client.get(address(program))
    with CaptureQueriesContext(
        connection,
    ) as queries:
        client.get(address(program))
    disclosed = [q["sql"] for q in queries if "reports_" in q["sql"] and q["sql"].startswith("SELECT")]
    assert len(disclosed) == 4  # the switch, the plan, the runs without contents, the newest with them

"""Where one cohort is too small, all cohorts of the organization follow by themselves, and the page says so."""

from datetime import date

import pytest

from mentoring.tenancy.scope import tenant_scope
from reports.models import OutcomeRun
from tests.reports.printed import printed_numbers
from tests.reports.studies import START, Study, bring, calculated, figure, make_study_program, value

pytestmark = pytest.mark.raw_sql
LATER = date(2025, 2, 1)
SAID = "A single cohort may be too small"


@pytest.fixture
def programs(organization):
    """Two cohorts of fifteen mentees a month apart; twelve of each stayed, and 140 of 200 other colleagues."""
    programs = [
        make_study_program(organization, name="Spring", starts_on=START),
        make_study_program(organization, name="Summer", starts_on=LATER, ends_on=date(2025, 8, 1)),
    ]
    study = Study()
    first = study.add(15, takes_part=True)
    second = study.add(15, takes_part=False)
    study.leave([*first[12:], *second[12:]])
    study.leave(study.add(200, takes_part=False)[140:])
    with tenant_scope(organization.id):
        study.bring_in(program=programs[0].pk)
        bring(
            "participants", ["employee_id", "role"], [[it, "mentee"] for it in second], program=programs[1].pk
        )
    return programs


def test_small_cohorts_are_pooled_by_themselves(programs, organization, client_of, analyst):
    spring, summer = [calculated(organization, program) for program in programs]
    alone = figure(spring, "mentee.retention.year.program")
    assert alone["state"] == "too_few"
    assert value(alone, "participants_rate") is None
    together = figure(spring, "mentee.retention.year.pooled")
    assert together["state"] == "no_detectable_difference"
    assert together["programs"] == ["Spring", "Summer"]
    assert [value(together, name) for name in ("participants", "participants_events")] == [30, 24]
    # Who joined the second cohort was a colleague of the first before: some of the fifteen are drawn to it.
    assert 200 <= value(together, "others") <= 215
    assert {"code": "contaminated", "people": 15} in together["notes"]
    # The same figure seen from the other program.
    assert figure(summer, "mentee.retention.year.pooled")["numbers"] == together["numbers"]
    base = f"/o/acme/programs/{programs[0].pk}/outcomes/"
    client = client_of(analyst)
    page = client.get(base).content.decode()
    assert f"{SAID} to show a difference. These are the results of Spring, Summer together" in page
    printed = printed_numbers(client.get(f"{base}?more=all").content.decode())[
        "mentee.retention.year.pooled", "participants"
    ]
    disclosed = {it["key"]: it for it in client.get(f"/api/v1{base}").json()["figures"]}
    assert printed == "30"
    assert disclosed["mentee.retention.year.pooled"]["programs"] == ["Spring", "Summer"]


def test_a_large_cohort_stands_alone(organization, client_of, analyst):
    program = make_study_program(organization)
    other = make_study_program(organization, name="Other", starts_on=LATER)
    study = Study()
    study.leave(study.add(70, takes_part=True)[56:])
    second = study.add(30, takes_part=False)
    study.leave([*second[15:], *study.add(80, takes_part=False)[48:]])
    study.promote(["P1", "P2", "P3", "P4", "P5", *[f"P{n}" for n in range(10, 40)]])
    with tenant_scope(organization.id):
        study.bring_in(program=program.pk)
        bring("participants", ["employee_id", "role"], [[it, "mentee"] for it in second], program=other.pk)
    run = calculated(organization, program)
    assert {it["state"] for it in run.figures if it["is_primary"]} == {"detectable_difference"}
    assert not [it for it in run.figures if it["scope"] == "pooled"]
    page = client_of(analyst).get(f"/o/acme/programs/{program.pk}/outcomes/").content.decode()
    assert SAID not in page
    with tenant_scope(organization.id):
        assert OutcomeRun.objects.filter(program=other, state="waiting").exists()

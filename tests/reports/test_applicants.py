"""People who applied and were not matched as the comparison group, chosen before the first calculation."""

from datetime import date

import pytest

from mentoring.people.models import Person
from mentoring.tenancy.actor import Actor
from mentoring.tenancy.scope import tenant_scope
from programs.models import Participant
from reports.models import OutcomePlan
from reports.outcomes.actions import decide_outcome_plan
from reports.outcomes.cohorts import EARLIER, cohorts_of, person_of
from reports.outcomes.employment_history import EmploymentHistory
from reports.outcomes.people_export import included_people_csv
from tests.factories.programs import make_match
from tests.reports.studies import START, Study, calculated, figure, make_study_program, value

UNTIL = date(2026, 11, 2)


@pytest.fixture
def program(organization):
    """60 mentees applied: 30 are matched on the first day, 30 are not, of whom ten wait and ten were declined."""
    program = make_study_program(organization)
    study = Study()
    mentees = study.add(60, takes_part=True)
    study.leave(mentees[:3])
    study.leave(mentees[30:40])
    study.leave(study.add(100, takes_part=False)[:50])
    study.add(30, takes_part=True, role="mentor", level="5")
    with tenant_scope(organization.id):
        decide_outcome_plan(program, leave_kind="all", compares_with="applicants", by=Actor.system("test"))
        study.bring_in(program=program.pk)
        of = {it.person.employee_id: it for it in Participant.objects.select_related("person")}
        for n in range(30):
            make_match(program=program, mentor=of[f"P{161 + n}"], mentee=of[f"P{1 + n}"], started_on=START)
        for state, numbers in (("waiting", range(31, 41)), ("declined", range(41, 51))):
            Participant.objects.filter(pk__in=[of[f"P{n}"].pk for n in numbers]).update(state=state)
    return program


def cohort_of(program):
    history = EmploymentHistory.read(until=UNTIL, compares_with="applicants")
    return next(it for it in cohorts_of(history, program) if it.role == "mentee")


def test_participants_are_the_matched_and_the_others_applied_without_a_match(program, organization):
    run = calculated(organization, program)
    found = figure(run, "mentee.retention.year.program")
    assert [value(found, it) for it in ("participants", "participants_events", "others", "others_events")] == [
        30, 27, 30, 20,
    ]  # fmt: skip
    assert found["compares_with"] == "applicants"
    assert found["caveats"] == ["selected_applicants"]


def test_the_page_says_who_is_compared(program, organization, client_of, analyst):
    calculated(organization, program)
    page = client_of(analyst).get(f"/o/acme/programs/{program.pk}/outcomes/?more=all").content.decode()
    assert "Both groups applied." in page
    assert "had applied for the same role" in page
    assert "volunteers gained little" not in page


def test_the_choice_is_fixed_with_the_first_calculation(program, organization, client_of, administrator):
    client_of(administrator).post(
        f"/o/acme/programs/{program.pk}/outcomes/decide/", {"leave_kind": "all", "primary_months": "12"}
    )
    with tenant_scope(organization.id):
        assert OutcomePlan.objects.get(program=program).compares_with == "colleagues"
    run = calculated(organization, program)
    assert run.compares_with == "colleagues"
    client_of(administrator).post(
        f"/o/acme/programs/{program.pk}/outcomes/decide/",
        {"leave_kind": "all", "primary_months": "12", "compares_with": "applicants"},
    )
    with tenant_scope(organization.id):
        assert OutcomePlan.objects.get(program=program).compares_with == "colleagues"


def test_who_is_matched_later_is_compared_until_then(program, organization):
    """Half are matched six months later. They were sure to stay until then, so the others would look worse."""
    with tenant_scope(organization.id):
        later = program.matches.order_by("id")[:15]
        for match in later:
            match.started_on = date(2025, 7, 1)
            match.save()
        cohort = cohort_of(program)
        earlier = [p for p in cohort.others if p.key.endswith(EARLIER)]
        assert earlier
        assert {person_of(p.key) for p in earlier} <= {str(match.mentee.person_id) for match in later}
        assert all(p.index_on == START for p in earlier)
        # Three had left before they were matched.
        assert len(cohort.participants) + cohort.not_employed == 30
        names = {person_of(p.key) for p in cohort.others}
        assert Person.objects.filter(pk__in=names).count() == len(names)
    run = calculated(organization, program)
    with tenant_scope(organization.id):
        included_people_csv(run)


def test_who_applied_after_a_first_day_is_not_compared_from_it(program, organization):
    with tenant_scope(organization.id):
        Participant.objects.filter(state="waiting").update(enrolled_on=date(2025, 6, 1))
        assert len(cohort_of(program).others) == 20

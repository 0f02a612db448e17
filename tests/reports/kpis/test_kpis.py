"""KPIs of a program: sources and what follows from them, gaps, primary ones, values, and what is withheld."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from goals.models import Objective
from mentoring.tenancy.actor import Actor
from mentoring.tenancy.scope import tenant_scope
from programs.actions import copy_program
from programs.models import Participant
from reports.enums import KpiLevel, Quadrant
from reports.kpis.actions import create_kpi, declare_primary, record_kpi_value, undo_primary, update_kpi
from reports.kpis.selectors import kpis_of, measured_kpis
from reports.kpis.setup_task import objectives_task
from reports.kpis.sources import level_of, quadrant_of
from reports.models import KpiValue, ProgramKpi
from tests.factories.goals import make_goal, make_objective
from tests.factories.people import make_event, make_person
from tests.factories.programs import make_match, make_participant, make_program
from tests.factories.reports import make_kpi, make_kpi_value, make_outcome_run, make_program_kpi
from tests.factories.surveys import make_wave, make_wave_result

TODAY = date(2027, 11, 2)
BY = Actor.system("test")


@pytest.fixture
def program(organization):
    with tenant_scope(organization.id):
        return make_program(name="Rising Leaders", starts_on=date(2026, 3, 2), ends_on=date(2026, 8, 31))


def measure(program, **fields):
    make_program_kpi(program=program, **fields)
    [found] = measured_kpis(kpis_of([program]), today=TODAY)
    return found


@pytest.mark.parametrize(
    ("source", "reference", "level", "quadrant"),
    [
        ("hr", "retention", KpiLevel.RESULTS, Quadrant.PROGRAM_OUTCOME),
        ("skill", "any", KpiLevel.LEARNING, Quadrant.PROGRAM_OUTCOME),
        ("program", "sessions", KpiLevel.ACTIVITY, Quadrant.PROGRAM_PROCESS),
        ("program", "goals_met", KpiLevel.BEHAVIOR, Quadrant.PROGRAM_PROCESS),
        ("survey", "relationship-listening", KpiLevel.REACTION, Quadrant.RELATIONSHIP_PROCESS),
        ("survey", "relationship-again", KpiLevel.REACTION, Quadrant.RELATIONSHIP_OUTCOME),
        ("survey", "program-match-fit", KpiLevel.REACTION, Quadrant.PROGRAM_PROCESS),
        ("survey", "productivity-better", KpiLevel.RESULTS, Quadrant.PROGRAM_OUTCOME),
        ("entered", "", KpiLevel.RESULTS, Quadrant.PROGRAM_OUTCOME),
        ("", "", None, None),
    ],
)
def test_level_and_quadrant_follow_from_the_source(source, reference, level, quadrant):
    assert level_of(source, reference) == level
    assert quadrant_of(source, reference) == quadrant


def test_kpi_without_source_or_baseline_is_a_gap_from_the_first_day(program, organization):
    with tenant_scope(organization.id):
        objective = make_objective(program=program, baseline=None)
        make_program_kpi(objective=objective, source="", name="A")
        make_program_kpi(objective=objective, source="hr", reference="retention", name="B")
        make_program_kpi(objective=objective, source="program", reference="goals_met", name="C")
        make_program_kpi(objective=objective, source="entered", baseline=12, name="D")
        found = {it.kpi.name: it.gap for it in measured_kpis(kpis_of([program]), today=TODAY)}
    assert found == {"A": "source", "B": "baseline", "C": "", "D": ""}


def test_entered_values_are_placed_by_their_day(program, organization):
    with tenant_scope(organization.id):
        kpi = make_program_kpi(program=program)
        days = (date(2026, 2, 1), 27), (date(2026, 5, 1), 30), (date(2026, 6, 1), 38), (date(2026, 9, 1), 46), (date(2027, 1, 1), 50)  # fmt: skip  # noqa: E501
        for day, value in days:
            make_kpi_value(kpi=kpi, taken_on=day, value=value, people=11)
        [found] = measured_kpis(kpis_of([program]), today=TODAY)
    result = found.result
    assert [it.value for it in (result.before, result.during, result.after)] == [27, 38, 46]
    assert (found.baseline, found.actual.value, found.target) == (27, 46, 90)


def test_retention_is_that_of_the_newest_outcomes(program, organization):
    def figure(months, *, is_primary, rate, events):
        names = {"participants": 77, "participants_events": events, "participants_rate": rate}
        more = {"adjusted": 0.017, "adjusted_low": -0.061, "adjusted_high": 0.068} if is_primary else {}
        numbers = [
            {"name": name, "value": value, "unit": "", "is_withheld": False, "bound": "exactly"}
            for name, value in (names | more).items()
        ]
        return {
            "role": "mentee", "scope": "program", "measure": "retention", "window_months": months,
            "is_primary": is_primary, "numbers": numbers, "state": "not_comparable", "as_of": "2026-11-26",
            "opens_on": None, "subject": "", "notes": [],
        }  # fmt: skip

    with tenant_scope(organization.id):
        make_outcome_run(
            program=program,
            figures=[
                figure(6.0, is_primary=False, rate=76 / 77, events=76),
                figure(12.0, is_primary=True, rate=73 / 77, events=73),
            ],
        )
        found = measure(program, source="hr", reference="retention", baseline=89)
    assert found.result.state == "not_comparable"
    assert round(found.result.during.value, 1) == 98.7
    assert (round(found.actual.value, 1), found.actual.n) == (94.8, 77)
    assert (round(found.actual.low, 1), round(found.actual.high, 1)) == (87.4, 98.0)
    difference = found.result.difference
    assert [round(it, 1) for it in (difference.value, difference.low, difference.high)] == [1.7, -6.1, 6.8]


def mentees(program, count, *, begun=date(2026, 3, 2)):
    return [make_participant(program=program, role="mentee", enrolled_on=begun).person for _n in range(count)]


def test_regretted_departures_are_resignations_within_a_year(program, organization):
    with tenant_scope(organization.id):
        people = mentees(program, 20)
        for person, reason, day in (
            (people[0], "resignation", date(2026, 9, 1)),
            (people[1], "resignation", date(2027, 3, 3)),
            *((it, "retirement", date(2026, 9, 1)) for it in people[2:7]),
        ):
            make_event(person=person, kind="exit", happened_on=day, exit_reason=reason)
        found = measure(program, source="hr", reference="regretted_departures", direction="down", baseline=8)
    assert (found.actual.value, found.actual.n) == (5.0, 20)
    assert found.unit == "%"


def test_regretted_departures_do_not_say_how_many_left_in_another_way(program, organization):
    with tenant_scope(organization.id):
        people = mentees(program, 20)
        make_event(person=people[0], kind="exit", happened_on=date(2026, 9, 1), exit_reason="resignation")
        make_event(person=people[1], kind="exit", happened_on=date(2026, 9, 1), exit_reason="dismissal")
        found = measure(program, source="hr", reference="regretted_departures", direction="down", baseline=8)
    assert (found.result.state, found.actual, found.result.after.n) == ("suppressed", None, None)


def test_internal_moves_are_compared_with_the_year_before(program, organization):
    with tenant_scope(organization.id):
        people = mentees(program, 20)
        for person, day in ((people[0], date(2025, 9, 1)), *((it, date(2026, 9, 1)) for it in people[:5])):
            make_event(person=person, kind="move", happened_on=day)
        found = measure(program, source="hr", reference="internal_moves")
    assert (found.result.before.value, found.result.after.value) == (5.0, 25.0)


def test_rates_open_after_a_year_and_need_twenty_people(program, organization):
    with tenant_scope(organization.id):
        mentees(program, 20, begun=date(2026, 12, 1))
        early = measure(program, source="hr", reference="internal_moves")
        assert (early.result.state, early.result.opens_on) == ("too_early", date(2027, 12, 1))
        Participant.objects.filter(program=program).delete()
        mentees(program, 19)
        [few] = measured_kpis(kpis_of([program]), today=TODAY)
    assert few.result.state == "too_few"
    assert few.actual is None


def test_time_to_role_is_the_median_of_those_who_have_one(program, organization):
    with tenant_scope(organization.id):
        people = mentees(program, 20)
        for person, month in zip(people, (4, 5, 6, 8, 9), strict=False):
            make_event(person=person, kind="promotion", happened_on=date(2026, month, 2))
        found = measure(program, source="hr", reference="time_to_role", direction="down", unit="", baseline=9)
    assert (found.actual.value, found.actual.n, found.unit) == (3, 5, "months")


def test_goals_met_of_fewer_than_five_are_withheld(program, organization):
    with tenant_scope(organization.id):
        for _n in range(4):
            make_goal(match=make_match(program=program), state="met")
        found = measure(program, source="program", reference="goals_met", target=60)
        assert found.result.state == "suppressed"
        assert found.actual is None
        make_goal(match=make_match(program=program), state="dropped")
        [found] = measured_kpis(kpis_of([program]), today=TODAY)
    assert (found.actual.value, found.actual.n) == (80.0, 5)
    assert found.is_reached


@pytest.fixture
def closed_wave(program, organization):
    """A closed wave of mentees, 94% of whom agree."""
    numbers = [
        {"name": "favorable", "value": 0.94, "unit": "share", "is_withheld": False, "bound": "exactly"}
    ]
    figure = {
        "key": "question.relationship-again", "measure": "agreement5", "state": "no_comparison", "as_of": "2026-09-14",
        "n": 47, "question": "relationship-again", "attribute": "", "numbers": numbers,
    }  # fmt: skip
    with tenant_scope(organization.id):
        wave = make_wave(state="closed", closed_at="2026-09-14T08:00:00Z", opens_on=date(2026, 9, 1))
        wave.survey.program, wave.survey.role, wave.survey.kind = program, "mentee", "end"
        wave.survey.save()
        make_wave_result(wave=wave, figures=[figure])
        return wave


def test_survey_question_is_read_from_published_results_only(program, organization, closed_wave):
    with tenant_scope(organization.id):
        found = measure(program, source="survey", reference="relationship-again", target=90)
    assert (found.result.after.value, found.result.after.n) == (94.0, 47)
    assert found.is_reached


@pytest.mark.parametrize(("asked", "role"), [("mentee", "mentor"), ("mentor", "mentee")])
def test_survey_question_that_the_role_was_not_asked_has_no_value(
    program, organization, closed_wave, asked, role
):
    with tenant_scope(organization.id):
        closed_wave.survey.role = asked
        closed_wave.survey.save()
        found = measure(program, source="survey", reference="relationship-again", role=role, target=90)
    assert (found.result.state, found.actual) == ("no_data", None)


def test_three_kpis_are_primary_and_no_longer_change(program, organization):
    with tenant_scope(organization.id):
        kpis = [make_program_kpi(program=program, source="hr", reference="retention") for _n in range(4)]
        for kpi in kpis[:3]:
            declare_primary(kpi, by=BY, today=TODAY)
        with pytest.raises(ValidationError, match="Three KPIs are primary already"):
            declare_primary(kpis[3], by=BY, today=TODAY)
        with pytest.raises(ValidationError, match="and no longer changes"):
            update_kpi(kpis[0], values={"target": Decimal(80)}, by=BY)
        kpis[0].refresh_from_db()
        update_kpi(kpis[0], values={"baseline": Decimal(80)}, by=BY)
        with pytest.raises(ValidationError, match="and no longer changes"):
            update_kpi(kpis[0], values={"baseline": Decimal(70)}, by=BY)
        with pytest.raises(ValidationError, match="no longer changes"):
            undo_primary(kpis[1], by=BY, today=date(2027, 11, 3))
        undo_primary(kpis[1], by=BY, today=TODAY)
        declare_primary(kpis[3], by=BY, today=TODAY)
        assert ProgramKpi.objects.filter(primary_on=TODAY).count() == 3


def test_kpi_without_a_source_cannot_be_primary(program, organization):
    with tenant_scope(organization.id), pytest.raises(ValidationError, match="Choose a source first"):
        declare_primary(make_program_kpi(program=program, source=""), by=BY, today=TODAY)


@pytest.mark.parametrize(
    "place",
    [
        {"source": "hr", "reference": "happiness"},
        {"source": "skill", "reference": "not-an-id"},
        {"source": "survey", "reference": "never-asked"},
        {"source": "hr", "reference": ""},
        {"source": "entered", "reference": "retention"},
    ],
)
def test_kpi_refers_to_something_that_exists(program, organization, place):
    with tenant_scope(organization.id):
        objective = make_objective(program=program)
        with pytest.raises(ValidationError):
            create_kpi(program, values={"objective": objective, "name": "Posts", **place}, by=BY)
        skill = make_kpi(name="Leadership")
        values = {"objective": objective, "name": "Skill", "source": "skill", "reference": str(skill.pk)}
        create_kpi(program, values=values, by=BY)


def test_kpi_belongs_to_an_objective_of_its_program(program, organization):
    with tenant_scope(organization.id):
        values = {"objective": make_objective(), "name": "Posts", "source": "entered"}
        with pytest.raises(ValidationError, match="Choose an objective of this program"):
            create_kpi(program, values=values, by=BY)


def test_value_of_a_day_is_replaced_and_never_about_four_people(program, organization):
    with tenant_scope(organization.id):
        kpi = make_program_kpi(program=program)
        for value in (27, 28):
            values = {"taken_on": date(2026, 2, 1), "value": Decimal(value), "people": 11, "source": "HR"}
            record_kpi_value(kpi, values=values, by=BY, today=TODAY)
        assert KpiValue.objects.get().value == 28
        with pytest.raises(ValidationError, match="fewer than 5 people"):
            record_kpi_value(kpi, values={**values, "people": 4}, by=BY, today=TODAY)
        with pytest.raises(ValidationError, match="a day that has passed"):
            record_kpi_value(kpi, values={**values, "taken_on": date(2027, 11, 3)}, by=BY, today=TODAY)
        other = make_program_kpi(program=program, source="hr", reference="retention")
        with pytest.raises(ValidationError, match="come from its source"):
            record_kpi_value(other, values=values, by=BY, today=TODAY)


def test_reading_takes_as_many_queries_for_three_kpis_of_each_source_as_for_one(
    program, organization, django_assert_num_queries
):
    with tenant_scope(organization.id):
        skill = make_kpi(name="Leadership")
        sources = [
            ("hr", "retention"), ("hr", "internal_moves"), ("program", "sessions"), ("program", "goals_met"),
            ("survey", "relationship-again"), ("skill", str(skill.pk)), ("entered", ""),
        ]  # fmt: skip
        make_participant(program=program, role="mentee", person=make_person())
        for _n in range(1, 3):
            for source, reference in sources:
                make_program_kpi(program=program, source=source, reference=reference)
            # One for the number of people, whose size the targets of rates are held against.
            with django_assert_num_queries(11):
                measured_kpis(kpis_of([program]), today=TODAY)


def test_objectives_and_kpis_are_a_task_of_the_setup(program, organization):
    with tenant_scope(organization.id):
        program.organization = organization
        assert objectives_task(program, TODAY).state == "optional"
        kpi = make_program_kpi(program=program, source="")
        assert objectives_task(program, TODAY).why == "1 objective. 1 has no KPI with a source."
        update_kpi(kpi, values={"source": "entered"}, by=BY)
        task = objectives_task(program, TODAY)
    assert (task.state, task.why) == ("done", "1 objective.")


def test_objectives_and_kpis_are_copied_with_a_program(program, organization):
    with tenant_scope(organization.id):
        objective = make_objective(program=program, due_on=date(2027, 6, 30))
        make_objective(program=program, statement="Given up", state="dropped")
        kpi = make_program_kpi(objective=objective, name="Posts", primary_on=TODAY)
        make_kpi_value(kpi=kpi)
        copy = copy_program(program, name="Leaders 2027", starts_on=date(2027, 3, 2), by=BY)
        copied = Objective.objects.get(program=copy)
        assert (copied.statement, copied.due_on) == (objective.statement, date(2028, 6, 29))
        assert copied.next_review_on == date(2027, 6, 2)
        kpi = ProgramKpi.objects.get(program=copy)
        assert (kpi.objective, kpi.name, kpi.source, kpi.primary_on) == (copied, "Posts", "entered", None)
        assert not KpiValue.objects.filter(kpi=kpi).exists()

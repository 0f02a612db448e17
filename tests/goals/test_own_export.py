"""The two of a match export all about their goals; the same file comes in again elsewhere, in both languages."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.utils import translation

from goals.enums import GoalState
from goals.exports import own_goals_table
from goals.models import CheckIn, Goal, Milestone, OrganizationGoal
from mentoring.audit.models import AuditEvent
from mentoring.tenancy.scope import tenant_scope
from programs.models import Match
from programs.selectors.parties import parties_in
from tests.exported import csv_rows
from tests.factories.goals import make_check_in, make_goal, make_milestone, make_objective
from tests.factories.people import make_person
from tests.factories.programs import make_match, make_participant, make_program
from tests.goals.test_my_goals import sides  # noqa: F401 - a fixture
from tests.imports.importing import bring_in, counts, faults
from tests.programs.test_agreements import pair  # noqa: F401 - a fixture

GOAL = ("title", "skill", "measure", "baseline", "target", "unit", "due_on", "state", "closed_on", "attainment",
        "progress_percent", "current_value", "is_stuck", "last_check_in_on", "exceeded_from", "direction",
        "objective__statement")  # fmt: skip
CHECK_IN = ("goal__title", "checked_on", "progress_percent", "value", "pace", "is_stuck", "note")
MILESTONE = ("goal__title", "title", "due_on", "done_on")
SERVED = "None of the first 2 years leave"


def fill(match: Match) -> None:
    """Two check-ins on one day, milestones done and open, and a goal that lowers something and is met."""
    numbers = {
        "baseline": Decimal("2.5"),
        "target": Decimal(4),
        "exceeded_from": Decimal("4.4"),
        "unit": "of 5",
    }
    objective = make_objective(program=match.program, statement=SERVED)
    speak = make_goal(match=match, title="MARK speak", skill="Presenting", objective=objective, measure="MARK rating",
                      due_on=date(2027, 1, 31), current_value=Decimal("3.4"), progress_percent=60, is_stuck=True,
                      last_check_in_on=date(2026, 10, 9), **numbers)  # fmt: skip
    for hour, value, percent, pace in ((9, "3.1", 40, "slower"), (10, "3.4", 60, "stuck")):
        make_check_in(goal=speak, checked_on=date(2026, 10, 9), value=Decimal(value), progress_percent=percent,
                      pace=pace, is_stuck=pace == "stuck", note=f"MARK note {pace}",
                      created_at=datetime(2026, 10, 9, hour, tzinfo=UTC))  # fmt: skip
    make_milestone(goal=speak, title="MARK outline", due_on=date(2026, 10, 1), done_on=date(2026, 9, 30))
    make_milestone(goal=speak, title="MARK rehearsal", due_on=None)
    make_goal(match=match, title="MARK overtime", measure="hours", baseline=9, target=3, direction="lower",
              exceeded_from=1, state="met", met_on=date(2026, 10, 2), closed_on=date(2026, 10, 2),
              attainment="exceeded", current_value=1, progress_percent=100, last_check_in_on=date(2026, 10, 2),
              due_on=None)  # fmt: skip
    make_check_in(goal=Goal.objects.get(title="MARK overtime"), checked_on=date(2026, 10, 2), value=1,
                  progress_percent=100, note="")  # fmt: skip
    make_goal(match=match, title="MARK draft", state="draft", agreed_on=None, due_on=None)


def everything(match: Match) -> tuple:
    return tuple(
        list(rows.order_by(*order).values_list(*names))
        for rows, names, order in (
            (Goal.objects.filter(match=match), GOAL, ["title"]),
            (CheckIn.objects.filter(goal__match=match), CHECK_IN, ["checked_on", "value"]),
            (Milestone.objects.filter(goal__match=match), MILESTONE, ["title"]),
        )
    )


@pytest.mark.parametrize("language", ["en", "de"])
def test_the_file_comes_in_again_elsewhere_as_it_was(scope, language):
    program = make_program(starts_on=date(2026, 1, 1))
    person = make_person(email="bo@example.org")
    mentee = make_participant(program=program, role="mentee", person=person)
    match = make_match(program=program, mentee=mentee, overridden_by=None)
    fill(match)
    with translation.override(language):
        text = own_goals_table(parties_in(match)[1]).csv.removeprefix("\ufeff")
    other = make_program(name="Elsewhere", starts_on=date(2026, 1, 1))
    again = make_match(
        program=other,
        mentee=make_participant(program=other, role="mentee", person=person),
        overridden_by=None,
    )
    make_objective(program=other, organization_goal=OrganizationGoal.objects.get(), statement=SERVED)
    run = bring_in(text, kind="goals", target_id=other.pk)
    assert (faults(run), counts(run)) == ([], (6, 0, 0, 0))
    assert everything(again) == everything(match)
    assert counts(bring_in(text, kind="goals", target_id=other.pk)) == (0, 0, 6, 0)
    assert everything(again) == everything(match)


def test_both_sides_and_nobody_else_export_milestones_and_notes(
    pair,  # noqa: F811
    sides,  # noqa: F811
    mentor,
    mentee,
    administrator,
    organization,
    client_of,
):
    with tenant_scope(organization.id):
        fill(pair)
    path = f"/o/acme/my/matches/{pair.pk}/goals/export/"
    for member in (mentor, mentee):
        rows = csv_rows(client_of(member).post(path))
        assert len(rows) == 6
        assert {row["Note"] for row in rows} == {"MARK note slower", "MARK note stuck", ""}
        assert {row["Milestone"] for row in rows} == {"MARK outline", "MARK rehearsal", ""}
    assert client_of(administrator).post(path).status_code == 404
    for table in ("", "check-ins"):
        given = {"format": "csv", "table": table}
        answer = client_of(administrator).post(f"/o/acme/programs/{pair.program_id}/goals/export/", given)
        assert "MARK" not in answer.content.decode()
    with tenant_scope(organization.id):
        events = AuditEvent.objects.filter(action="goals.export_own_goals")
        assert [event.values for event in events] == [{"rows": 6}] * 2
        assert "MARK" not in str(list(AuditEvent.objects.values()))


def test_staff_export_the_numbers_of_check_ins(pair, administrator, organization, client_of):  # noqa: F811
    with tenant_scope(organization.id):
        fill(pair)
    given = {"format": "csv", "table": "check-ins"}
    rows = csv_rows(client_of(administrator).post(f"/o/acme/programs/{pair.program_id}/goals/export/", given))
    assert [(row["Goal"], row["Checked on"], row["Progress (percent)"], row["Value"]) for row in rows] == [
        ("Goal", "2026-10-02", "100", "1"),
        ("Presenting", "2026-10-09", "40", "3.1"),
        ("Presenting", "2026-10-09", "60", "3.4"),
    ]
    with tenant_scope(organization.id):
        assert AuditEvent.objects.filter(action="goals.export_check_ins").count() == 1


def test_status_of_an_agreed_goal_in_german():
    """The people of a match agree to it ("zugestimmt"); the goal then is "vereinbart", the word of the import."""
    with translation.override("de"):
        assert str(GoalState.AGREED.label) == "Vereinbart"

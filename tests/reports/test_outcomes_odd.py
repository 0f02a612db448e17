"""Organizations that nobody thought of: through the import, the job, the page, the API and the files."""

import csv
import io
import re
from datetime import date

import pytest
from django.utils import timezone

from mentoring.people.models import Person
from mentoring.tenancy.actor import Actor
from mentoring.tenancy.scope import tenant_scope
from programs.models import Program
from reports.outcomes.actions import request_outcomes
from reports.outcomes.people_export import included_people_csv
from tests.reports.studies import START, Study, bring, calculated, figure, make_study_program, value

pytestmark = pytest.mark.raw_sql
STAYED, END = "mentee.retention.year.program", date(2025, 7, 1)
VERDICTS = re.compile(
    r"more of every 100|fewer of every 100|larger than chance would|caused|significant", re.IGNORECASE
)


def everybody_takes_part(study: Study) -> None:
    study.leave(study.add(60, takes_part=True)[50:])


def nobody_has_a_level(study: Study) -> None:
    study.leave(study.add(30, takes_part=True, level="")[25:])
    study.leave(study.add(80, takes_part=False, level="")[60:])


def everybody_left(study: Study) -> None:
    study.leave(study.add(30, takes_part=True), month=2)
    study.leave(study.add(80, takes_part=False), month=2)


def nobody_left(study: Study) -> None:
    study.add(30, takes_part=True)
    study.add(80, takes_part=False)


def one_participant(study: Study) -> None:
    study.leave(study.add(1, takes_part=True))
    study.leave(study.add(80, takes_part=False)[60:])


def one_colleague(study: Study) -> None:
    study.leave(study.add(60, takes_part=True)[50:])
    study.leave(study.add(1, takes_part=False))


def no_level_in_common(study: Study) -> None:
    study.leave(study.add(30, takes_part=True, level="Director")[25:])
    study.leave(study.add(80, takes_part=False, level="Clerk")[60:])


def events_before_hire(study: Study) -> None:
    study.add(30, takes_part=True)
    late = study.add(40, takes_part=False, hired=date(2025, 6, 1))
    study.events += [[person, "exit", date(2019, 5, 1), "resignation"] for person in late[:20]]
    study.events += [[person, "promotion", date(2019, 4, 1), "1 to 2"] for person in late[:20]]
    study.leave(study.add(60, takes_part=False)[50:])


def all_hired_after_the_start(study: Study) -> None:
    study.add(30, takes_part=True, hired=date(2025, 3, 1))
    study.add(40, takes_part=False, hired=date(2025, 3, 1))


def left_before_the_start(study: Study) -> None:
    study.leave(study.add(30, takes_part=True), month=-3)
    study.add(40, takes_part=False)


def mentor_and_mentee_at_once(study: Study) -> None:
    both = study.add(30, takes_part=True)
    study.participants += [[person, "mentor"] for person in both]
    study.leave(both[:5])
    study.leave(study.add(90, takes_part=False)[70:])


def without_hire_dates(study: Study) -> None:
    study.leave(study.add(30, takes_part=True, hired="")[25:])
    study.leave(study.add(80, takes_part=False, hired="")[60:])


def odd_names(study: Study) -> None:
    study.leave(study.add(30, takes_part=True, level="1+1", department="<b>R&D</b>", location="Łódź %s")[25:])
    study.leave(
        study.add(80, takes_part=False, level="1+1", department="<b>R&D</b>", location="Łódź %s")[60:]
    )


def same_value_for_all(study: Study) -> None:
    mine, theirs = study.add(30, takes_part=True), study.add(60, takes_part=False)
    for ids, values in ((mine, 4), (theirs, 2)):
        study.read(ids, "rating", START, [values] * len(ids))
        study.read(ids, "rating", END, [values] * len(ids))
    study.leave(mine[25:])
    study.leave(theirs[40:])


ODD = [
    everybody_takes_part, nobody_has_a_level, everybody_left, nobody_left, one_participant, one_colleague,
    no_level_in_common, events_before_hire, all_hired_after_the_start, left_before_the_start,
    mentor_and_mentee_at_once, without_hire_dates, odd_names, same_value_for_all,
]  # fmt: skip


@pytest.mark.parametrize("odd", ODD, ids=lambda odd: odd.__name__)
def test_odd_organization_has_a_page_without_a_false_word(odd, organization, client_of, analyst):
    study = Study()
    odd(study)
    program = make_study_program(organization)
    with tenant_scope(organization.id):
        study.bring_in(program=program.pk)
    run = calculated(organization, program)
    assert run.state == "done"
    client, base = client_of(analyst), f"/o/acme/programs/{program.pk}/outcomes/"
    page = client.get(base)
    answer = client.get(f"/api/v1{base}")
    assert [page.status_code, answer.status_code] == [200, 200]
    for name in ("numbers.csv", "numbers.xlsx"):
        assert client.get(base + name).status_code == 200
    with tenant_scope(organization.id):
        assert included_people_csv(run)
    html = page.content.decode()
    assert not re.search(r"\b(None|nan|inf)\b", html)
    if not any("verdict" in it["allowed"] for it in answer.json()["figures"]):
        assert not VERDICTS.search(html)
    for it in answer.json()["figures"]:
        assert it["conclusion"]
        groups = [n for n in it["numbers"] if n["unit"] == "people" and not n["name"].endswith("_events")]
        assert all(n["value"] not in (1, 2, 3, 4) for n in groups)


def test_states_of_odd_organizations(organization):
    """What is said of some of them: the first state that applies."""
    for odd, state in (
        (everybody_takes_part, "no_comparison"), (one_participant, "suppressed"), (one_colleague, "suppressed"),
        (no_level_in_common, "no_comparison"), (nobody_left, "too_few"), (left_before_the_start, None),
    ):  # fmt: skip
        with tenant_scope(organization.id):
            Program.objects.all().delete()
            Person.objects.all().delete()
        study = Study()
        odd(study)
        program = make_study_program(organization)
        with tenant_scope(organization.id):
            study.bring_in(program=program.pk)
        run = calculated(organization, program)
        assert (figure(run, STAYED)["state"] if run.figures else None) == state, odd.__name__


def test_a_program_of_the_future_says_so(organization, client_of, analyst):
    program = make_study_program(organization, starts_on=date(2030, 1, 1), ends_on=None, state="open")
    study = Study()
    study.add(30, takes_part=True)
    with tenant_scope(organization.id):
        study.bring_in(program=program.pk)
        request_outcomes(program, by=Actor.system("test"), now=timezone.now())
    calculated(organization, program)
    page = client_of(analyst).get(f"/o/acme/programs/{program.pk}/outcomes/").content.decode()
    assert "The program has not begun" in page


def test_who_came_back_was_here(organization):
    """Left long ago and hired again before the start: here on the first day. Left after it and back later: gone."""
    study = Study()
    mine = study.add(40, takes_part=True, hired=date(2023, 5, 1))
    back = study.add(20, takes_part=False, hired=date(2025, 9, 1))
    study.add(60, takes_part=False)
    study.events += [[person, "exit", date(2022, 2, 1), "resignation"] for person in mine]
    study.leave(back, month=2)
    program = make_study_program(organization)
    with tenant_scope(organization.id):
        study.bring_in(program=program.pk)
    found = figure(calculated(organization, program), STAYED)
    assert [value(found, name) for name in ("participants", "participants_events")] == [40, 40]
    assert [value(found, name) for name in ("others", "others_events")] == [80, 60]


def test_values_of_groups_are_shown_and_small_ones_are_not(organization, client_of, analyst):
    study = Study()
    study.add(30, takes_part=True)
    study.add(60, takes_part=False, department="Operations")
    study.add(3, takes_part=False, department="Legal")
    program = make_study_program(organization)
    rows = [
        ["", group, "engagement", day, score]
        for group, scores in (
            ("Sales", (3.5, 4.25)),
            ("Legal", (1.5, 2.5)),
            ("Everybody in Berlin", (3.75, 4)),
        )
        for day, score in zip((START, END), scores, strict=True)
    ]
    with tenant_scope(organization.id):
        study.bring_in(program=program.pk)
        bring("kpi-readings", ["Employee ID", "Group", "KPI", "Date", "Value"], rows)
    run = calculated(organization, program)
    assert value(figure(run, "group.kpi.engagement.Everybody in Berlin"), "after_value") == 4
    client, base = client_of(analyst), f"/o/acme/programs/{program.pk}/outcomes/"
    page = client.get(base).content.decode()
    legal = next(it for it in client.get(f"/api/v1{base}").json()["figures"] if it["group"] == "Legal")
    assert (legal["state"], legal["numbers"]) == ("suppressed", [])
    assert "3.75 before, 4 after" in page
    sheet = list(csv.reader(io.StringIO(client.get(f"{base}numbers.csv").content.decode("utf-8-sig"))))
    assert ["Everybody in Berlin" in row[0] for row in sheet].count(True) == 2
    assert not any("Legal" in row[0] for row in sheet)

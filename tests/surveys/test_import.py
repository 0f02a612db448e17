"""Answers from a file: a closed wave for each survey and day, results without a response rate, and undo."""

from datetime import date

import pytest

from surveys.actions import calculate_results, update_survey
from surveys.models import Answer, LinkingSecret, Response, Wave, WaveResult
from tests.factories.people import make_person
from tests.factories.programs import make_participant
from tests.imports.importing import bring_in, counts, faults, undo
from tests.surveys.answered import CLOSED_AT, answer, closed_wave, survey_of

pytestmark = pytest.mark.usefixtures("scope")
HEADER = "person,survey,date,question,answer"


@pytest.fixture
def people(scope, program):
    found = [make_person(employee_id=f"E{n}") for n in range(12)]
    return [make_participant(program=program, role="mentee", person=person) for person in found]


@pytest.fixture
def start(scope, program, by):
    return survey_of(program, by=by, kind="start", name="Start")


def bring(program, *rows: str):
    return bring_in("\n".join([HEADER, *rows]) + "\n", kind="survey-answers", target_id=program.pk)


def test_answers_of_every_type_are_read_from_words(program, people, start):
    run = bring(
        program,
        "E0,Start,2026-03-01,Meetings as planned,Strongly agree",
        "E0,Start,2026-03-01,match-fit,Stimme zu",
        "E0,Start,2026-03-01,skills-confidence,7",
        "E0,Start,2026-03-01,Do you meet online?,Ja",
        "E0,Start,2026-03-01,where,Büro; On a walk",
        "E0,Start,2026-03-01,hours,2.5",
        "E0,Start,2026-03-01,next,2026-04-01",
        "E0,Start,2026-03-01,recommend,Prefer not to say",
        'E0,Start,2026-03-01,change,"More time, please."',
    )
    assert (counts(run), faults(run)) == ((9, 0, 0, 0), [])
    wave = Wave.objects.get()
    assert (wave.survey_id, wave.state, wave.opens_on, wave.is_imported) == (
        start.pk, "closed", date(2026, 3, 1), True,
    )  # fmt: skip
    given = {
        row.question.key: (row.state, row.number and float(row.number), row.choices, row.text, row.day)
        for row in Answer.objects.select_related("question")
    }
    assert given == {
        "as-planned": ("given", 5.0, [], "", None),
        "match-fit": ("given", 4.0, [], "", None),
        "skills-confidence": ("given", 7.0, [], "", None),
        "met-online": ("given", 1.0, [], "", None),
        "where": ("given", None, ["office", "walk"], "", None),
        "hours": ("given", 2.5, [], "", None),
        "next": ("given", None, [], "", date(2026, 4, 1)),
        "recommend": ("prefer_not", None, [], "", None),
        "change": ("given", None, [], "More time, please.", None),
    }
    response = Response.objects.get()
    assert (response.person_id, len(response.person_key)) == (None, 64)


def test_the_same_file_again_changes_nothing_and_a_correction_changes_one(program, people, start):
    row = "E0,Start,2026-03-01,skills-confidence,"
    bring(program, row + "7", "E1,Start,2026-03-01,skills-confidence,5")
    assert counts(bring(program, row + "7", "E1,Start,2026-03-01,skills-confidence,6")) == (0, 1, 1, 0)
    assert (Wave.objects.count(), Response.objects.count(), Answer.objects.count()) == (1, 2, 2)
    assert LinkingSecret.objects.count() == 1


def test_imported_start_is_what_the_end_is_compared_with(scope, program, people, start, by):
    bring(program, *[f"E{n},Start,2026-03-01,skills-confidence,{3 + n % 3}" for n in range(12)])
    end = survey_of(program, by=by, name="End")
    answers = [answer(n, **{"skills-confidence": 5 + n % 3 + n % 2}) for n in range(12)]
    wave = closed_wave(end, people, answers)
    # The wave's responses are linked by the secret that the import has made.
    secret = LinkingSecret.objects.get().secret
    from surveys.linking import person_key

    for response, participant in zip(Response.objects.filter(wave=wave).order_by("pk"), people, strict=True):
        response.person_key = person_key(secret, participant.person_id)
        response.save()
    result = calculate_results(wave, organization=scope, now=CLOSED_AT)
    change = next(figure for figure in result.figures if figure["key"] == "change.skills-confidence")
    assert (change["n"], change["notes"][0]["kind"]) == (12, "start")


def test_results_of_an_imported_wave_have_no_response_rate(scope, program, people, start):
    bring(program, *[f"E{n},Start,2026-03-01,as-planned,{1 + n % 5}" for n in range(12)])
    result = calculate_results(Wave.objects.get(), organization=scope, now=CLOSED_AT)
    keys = [figure["key"] for figure in result.figures]
    assert "response" not in keys
    assert next(figure["n"] for figure in result.figures if figure["key"] == "question.as-planned") == 12


def test_confidential_answers_are_refused_once_the_secret_is_destroyed(program, people, start):
    LinkingSecret.objects.create(program=program, secret="", destroyed_at=CLOSED_AT)
    run = bring(program, "E0,Start,2026-03-01,hours,2")
    assert (counts(run)[0], faults(run)) == (0, [(2, "survey", "unlinkable")])
    assert not Response.objects.exists()


def test_answers_with_names_need_no_secret(program, people, start, by):
    update_survey(start, {"mode": "named"}, by=by)
    bring(program, "E0,Start,2026-03-01,hours,2")
    assert Response.objects.get().person_id == people[0].person_id
    assert not LinkingSecret.objects.exists()


def test_undo_takes_everything_back(scope, program, people, start):
    run = bring(program, *[f"E{n},Start,2026-03-01,as-planned,4" for n in range(6)])
    calculate_results(Wave.objects.get(), organization=scope, now=CLOSED_AT)
    undo(run)
    for model in (Wave, Response, Answer, WaveResult, LinkingSecret):
        assert not model.objects.exists()
    start.versions.get().refresh_from_db()
    assert not start.versions.get().is_answered


@pytest.mark.parametrize(
    ("row", "found"),
    [
        ("E0,Winter,2026-03-01,hours,2", (2, "survey", "no-survey")),
        ("E0,Start,2026-03-01,weight,2", (2, "question", "no-question")),
        ("E0,Start,2026-03-01,as-planned,6", (2, "answer", "answer")),
        ("E0,Start,2026-03-01,where,Moon", (2, "answer", "answer")),
        ("E0,Start,2099-03-01,hours,2", (2, "asked_on", "future")),
        ("E98,Start,2026-03-01,hours,2", (2, "person", "not-asked")),
    ],
)
def test_row_that_cannot_be_read_is_named(program, people, start, row, found):
    make_person(employee_id="E98")
    run = bring(program, row)
    assert (counts(run)[0], faults(run)) == (0, [found])
    assert not Wave.objects.exists()

"""Answered waves in the database, for everything that is read from results."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

from programs.models import Participant, Program
from surveys.actions import QuestionSpec, calculate_results, create_survey
from surveys.linking import person_key
from surveys.models import Answer, Invitation, LinkingSecret, Question, Response, Survey, Wave, WaveResult
from tests.factories.people import make_attributes, make_person
from tests.factories.programs import make_participant

SECRET = "ab" * 32
CLOSED_AT = datetime(2026, 9, 20, 12, tzinfo=UTC)


def text_of(words: str, **more: str) -> dict[str, dict[str, str]]:
    return {"en": {"text": words, **more}, "de": {"text": words, **more}}


SPECS = [
    QuestionSpec(
        "as-planned", "agreement5", text_of("Meetings happen as planned.", label="Meetings as planned")
    ),
    QuestionSpec("match-fit", "agreement5", text_of("The match fits my goals.", label="Match fits")),
    QuestionSpec("skills-confidence", "scale0to10", text_of("How confident are you?", label="Confidence")),
    QuestionSpec(
        "recommend", "scale0to10", text_of("Would you recommend the program?", label="Recommendation")
    ),
    QuestionSpec("met-online", "yes_no", text_of("Do you meet online?", label="Online")),
    QuestionSpec(
        "where",
        "several_choices",
        text_of("Where do you meet?", label="Where"),
        options=[
            {"key": "office", "texts": {"en": "Office", "de": "Büro"}},
            {"key": "walk", "texts": {"en": "On a walk", "de": "Beim Spaziergang"}},
        ],
    ),
    QuestionSpec("hours", "number", text_of("Hours a month", label="Hours a month"), unit="hours"),
    QuestionSpec("next", "date", text_of("When do you meet next?", label="Next meeting")),
    QuestionSpec("change", "short_text", text_of("What should change?")),
]


def mentees_of(program: Program, count: int, *, departments: Sequence[str] = ("Sales",)) -> list[Participant]:
    """Make mentees, in the departments in turn."""
    found = []
    for number in range(count):
        person = make_person(first_name=f"Given{number}", last_name=f"Family{number}")
        make_attributes(
            person=person, department=departments[number % len(departments)], valid_from=date(2025, 1, 1)
        )
        found.append(make_participant(program=program, role="mentee", person=person))
    return found


def survey_of(program: Program, *, by: Any, kind: str = "end", name: str = "End", **more: Any) -> Survey:
    return create_survey(
        program, name=name, kind=kind, role="mentee", mode="confidential", languages=["en", "de"],
        title={"en": name, "de": name}, questions=SPECS, by=by, **more,
    )  # fmt: skip


def closed_wave(
    survey: Survey,
    invited: Sequence[Participant],
    answers: Sequence[Mapping[str, Any]],
    *,
    opens_on: date = date(2026, 9, 1),
    late: Sequence[int] = (),
) -> Wave:
    """Make a closed wave in which the first people gave these answers; a missing one was left out ("prefer not")."""
    version = survey.versions.order_by("-number").first()
    closed_at = datetime.combine(opens_on + timedelta(days=19), datetime.min.time(), UTC)
    opened_at = datetime.combine(opens_on, datetime.min.time(), UTC)
    wave = Wave.objects.create(
        survey=survey, version=version, mode=survey.mode, state="closed", opens_on=opens_on, joins_until=opens_on,
        closes_on=opens_on + timedelta(days=14), open_days=14, opened_at=opened_at, closed_at=closed_at,
    )  # fmt: skip
    LinkingSecret.objects.get_or_create(program=survey.program, defaults={"secret": SECRET})
    questions = {question.key: question for question in Question.objects.filter(version=version)}
    for number, participant in enumerate(invited):
        has_answered = number < len(answers)
        at = opened_at + timedelta(days=6 if number in late else 1)
        Invitation.objects.create(
            wave=wave, participant=participant, person=participant.person, invited_at=opened_at,
            closes_at=closed_at, started_at=at if has_answered else None, answered_at=at if has_answered else None,
        )  # fmt: skip
        if has_answered:
            response = Response.objects.create(
                wave=wave, version=version, started_at=at, submitted_at=at,
                person_key=person_key(SECRET, participant.person_id),
            )  # fmt: skip
            Answer.objects.bulk_create(
                Answer(response=response, question=questions[key], **stored(questions[key].type, value))
                for key, value in answers[number].items()
            )
    return wave


def stored(type_: str, value: Any) -> dict[str, Any]:
    if value is None:
        return {"state": "prefer_not"}
    if type_ == "several_choices":
        return {"choices": list(value)}
    if type_ == "short_text":
        return {"text": value}
    if type_ == "date":
        return {"day": value}
    return {"number": value}


def result_of(wave: Wave, organization: Any) -> WaveResult:
    found = calculate_results(wave, organization=organization, now=CLOSED_AT)
    assert found is not None
    return found


def answer(number: int, **more: Any) -> dict[str, Any]:
    """Return a full set of answers that differs from person to person."""
    return {
        "as-planned": 1 + number % 5,
        "match-fit": 3 + number % 3,
        "skills-confidence": 4 + number % 5,
        "recommend": 5 + number % 6,
        "met-online": number % 2,
        "where": ["office"] if number % 3 else ["office", "walk"],
        "hours": 2 + number % 4,
        "next": date(2026, 9 + number % 2, 20),
        "change": f"More time, please ({number}).",
        **more,
    }

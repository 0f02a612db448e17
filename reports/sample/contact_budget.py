"""A survey of the made-up organization that would go over the contact budget: a pulse is five days old."""

from datetime import date, timedelta

from mentoring.tenancy.actor import Actor
from programs.models import Program
from surveys.actions import QuestionSpec, create_survey, schedule_survey
from surveys.enums import SurveyKind, SurveyMode, Trigger

BY = Actor.system("sample")
# After the pulse, and before 30 days have passed.
IN = timedelta(days=10)


def add_survey_over_budget(program: Program, *, today: date) -> None:
    """Plan a second survey for the mentees of the running program, ten days from now."""
    survey = create_survey(
        program,
        name="Meeting formats",
        kind=SurveyKind.HALF_TIME,
        role="mentee",
        mode=SurveyMode.CONFIDENTIAL,
        languages=["en", "de"],
        title={"en": "How do you like to meet?", "de": "Wie treffen Sie sich am liebsten?"},
        questions=[
            QuestionSpec(
                "meeting-format",
                "agreement5",
                {
                    "en": {"text": "The way we meet suits me."},
                    "de": {"text": "Die Art, wie wir uns treffen, passt für mich."},
                },
            )
        ],
        by=BY,
    )
    schedule_survey(survey, trigger=Trigger.DATE, first_on=today + IN, by=BY, today=today)

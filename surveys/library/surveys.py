"""The surveys of the library. Mentors and mentees get separate surveys, so no figure is ever of both."""

from collections.abc import Sequence
from dataclasses import replace

from surveys.library import bank
from surveys.library.question import LibraryQuestion, LibrarySurvey, in_both, named_skill

MENTEE, MENTOR = "mentee", "mentor"
ANONYMOUS, CONFIDENTIAL, NAMED = "anonymous", "confidential", "named"
MOST_SKILLS = 3


LIBRARY: tuple[LibrarySurvey, ...] = (
    LibrarySurvey(
        "mentee-start",
        MENTEE,
        in_both("Start, mentees", "Start, Mentees"),
        in_both("Where mentees stand when they begin.", "Wo Mentees am Anfang stehen."),
        "start",
        CONFIDENTIAL,
        "match_days",
        3,
        (bank.SKILL_CONFIDENCE, bank.MATCH_FIT, bank.PURPOSE),
    ),
    LibrarySurvey(
        "mentee-pulse",
        MENTEE,
        in_both("Pulse, mentees", "Kurzumfrage, Mentees"),
        in_both("How the meetings are going, in a minute or two.", "Wie die Treffen laufen, in ein bis zwei Minuten."),
        "pulse",
        CONFIDENTIAL,
        "match_interval",
        60,
        (bank.AS_PLANNED, bank.PREPARATION, bank.MATCH_FIT, bank.PRODUCTIVITY, bank.CHANGE),
    ),
    LibrarySurvey(
        "mentee-half-time",
        MENTEE,
        in_both("Half-time, mentees", "Halbzeit, Mentees"),
        in_both(
            "Trust, openness and growth, asked anonymously halfway through.",
            "Vertrauen, Offenheit und Entwicklung, zur Halbzeit anonym gefragt.",
        ),
        "half_time",
        ANONYMOUS,
        "half_time",
        6,
        (
            bank.AS_PLANNED, bank.LISTENING, bank.PROBLEMS, bank.DISAGREEMENT, bank.CONFIDENTIALITY,
            bank.EXPECTATIONS, bank.USEFUL_FEEDBACK, bank.NEW_THINGS, bank.SAFE_EXIT, bank.STAY, bank.KEEP,
            bank.CHANGE,
        ),
    ),
    LibrarySurvey(
        "mentee-end",
        MENTEE,
        in_both("End, mentees", "Abschluss, Mentees"),
        in_both(
            "What the mentoring has changed, and how it was.",
            "Was das Mentoring verändert hat und wie es war.",
        ),
        "end",
        CONFIDENTIAL,
        "closing",
        0,
        (
            bank.SKILL_CONFIDENCE, bank.SKILL_THEN, bank.MATCH_FIT, bank.PURPOSE, bank.LISTENING,
            bank.PREPARATION, bank.AS_PLANNED, bank.AGAIN, bank.NEXT_ROLE, bank.OPEN_DOOR,
            bank.PRODUCTIVITY, bank.EXAMPLE, bank.RECOMMEND, bank.KEEP, bank.CHANGE,
        ),
    ),
    LibrarySurvey(
        "mentee-after",
        MENTEE,
        in_both("Six months after, mentees", "Sechs Monate danach, Mentees"),
        in_both("What has lasted.", "Was geblieben ist."),
        "six_months",
        CONFIDENTIAL,
        "months_after",
        6,
        (
            bank.SKILL_CONFIDENCE, bank.NEXT_ROLE, bank.PRODUCTIVITY, bank.AGAIN, bank.RECOMMEND,
            bank.CHANGED_AT_WORK,
        ),
    ),
    LibrarySurvey(
        "mentor-start",
        MENTOR,
        in_both("Start, mentors", "Start, Mentor/innen"),
        in_both("Where mentors stand when they begin.", "Wo Mentorinnen und Mentoren am Anfang stehen."),
        "start",
        CONFIDENTIAL,
        "match_days",
        3,
        (bank.MENTOR_CONFIDENCE, bank.KNOWS_GOAL, bank.SUPPORTED),
    ),
    LibrarySurvey(
        "mentor-pulse",
        MENTOR,
        in_both("Pulse, mentors", "Kurzumfrage, Mentor/innen"),
        in_both(
            "What mentors need, in a minute or two.",
            "Was Mentorinnen und Mentoren brauchen, in ein bis zwei Minuten.",
        ),
        "pulse",
        CONFIDENTIAL,
        "match_interval",
        60,
        (bank.AS_PLANNED, bank.KNOWS_GOAL, bank.MANAGEABLE_TIME, bank.SUPPORTED, bank.CHANGE),
    ),
    LibrarySurvey(
        "mentor-half-time",
        MENTOR,
        in_both("Half-time, mentors", "Halbzeit, Mentor/innen"),
        in_both(
            "Trust, openness and growth, asked anonymously halfway through.",
            "Vertrauen, Offenheit und Entwicklung, zur Halbzeit anonym gefragt.",
        ),
        "half_time",
        ANONYMOUS,
        "half_time",
        6,
        (
            bank.AS_PLANNED, bank.KNOWS_GOAL, bank.MANAGEABLE_TIME, bank.SUPPORTED, bank.DISAGREEMENT,
            bank.CONFIDENTIALITY, bank.EXPECTATIONS, bank.USEFUL_FEEDBACK, bank.NEW_THINGS, bank.SAFE_EXIT,
            bank.STAY, bank.CHANGE,
        ),
    ),
    LibrarySurvey(
        "mentor-end",
        MENTOR,
        in_both("End, mentors", "Abschluss, Mentor/innen"),
        in_both(
            "What mentors have gained, and what they needed.",
            "Was Mentorinnen und Mentoren mitnehmen und was sie gebraucht haben.",
        ),
        "end",
        CONFIDENTIAL,
        "closing",
        0,
        (
            bank.MENTOR_CONFIDENCE, bank.KNOWS_GOAL, bank.PURPOSE, bank.PREPARATION, bank.AS_PLANNED,
            bank.MANAGEABLE_TIME, bank.SUPPORTED, bank.LEARNED, bank.RECOMMEND, bank.KEEP, bank.CHANGE,
        ),
    ),
    LibrarySurvey(
        "mentor-after",
        MENTOR,
        in_both("Six months after, mentors", "Sechs Monate danach, Mentor/innen"),
        in_both("What mentors still use.", "Was Mentorinnen und Mentoren weiter nutzen."),
        "six_months",
        CONFIDENTIAL,
        "months_after",
        6,
        (bank.MENTOR_CONFIDENCE, bank.LEARNED, bank.RECOMMEND, bank.CHANGED_AT_WORK),
    ),
    LibrarySurvey(
        "mentor-feedback",
        MENTEE,
        in_both("Feedback for the mentor", "Rückmeldung für die Mentorin oder den Mentor"),
        in_both(
            "Keep, more, less: three sentences from mentees to their mentor, by name.",
            "Beibehalten, mehr, weniger: drei Sätze von Mentees an ihre Mentorin oder ihren Mentor, mit Namen.",
        ),
        "pulse",
        NAMED,
        "sessions",
        6,
        (bank.FEEDBACK_KEEP, bank.FEEDBACK_MORE, bank.FEEDBACK_LESS),
        is_in_default_plan=False,
    ),
)  # fmt: skip


def library_survey(key: str, skills: Sequence[str] = ()) -> LibrarySurvey | None:
    """Return the survey of that key, with one anchor question for each named skill (at most three)."""
    found = next((survey for survey in LIBRARY if survey.key == key), None)
    if found is None or not skills:
        return found
    return replace(found, questions=tuple(_with_skills(found.questions, skills[:MOST_SKILLS])))


def _with_skills(questions: Sequence[LibraryQuestion], skills: Sequence[str]) -> list[LibraryQuestion]:
    """Return the questions with the general one on skill confidence replaced by one for each skill.

    The look back asks about one skill, so it goes where several are named.
    """
    result: list[LibraryQuestion] = []
    for question in questions:
        if question is bank.SKILL_CONFIDENCE:
            result += [
                named_skill(question, skill, number, bank.NAMED_SKILL)
                for number, skill in enumerate(skills, 1)
            ]
        elif question is not bank.SKILL_THEN:
            result.append(question)
    return result

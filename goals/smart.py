"""Hints on the wording of a goal: specific, measurable, achievable, relevant, time-bound. Pure.

Rules, not a language model, for English and German. They say what is missing; they never score a goal or a person, and
they never block.
"""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from goals.enums import Direction, InReach, MeasureKind

# Words that name a direction or a wish but nothing that somebody else could see.
VAGUE = frozenset(
    [
        "better",
        "good",
        "more",
        "less",
        "improve",
        "improvement",
        "improving",
        "communication",
        "skills",
        "develop",
        "grow",
        "growth",
        "understand",
        "know",
        "learn",
        "be",
        "become",
        "successful",
        "confident",
        "effective",
        "effectively",
        "efficient",
        "professional",
        "generally",
        "various",
        "things",
        "something",
        "stuff",
        "my",
        "the",
        "a",
        "an",
        "and",
        "or",
        "at",
        "in",
        "on",
        "of",
        "to",
        "for",
        "with",
        "as",
        "i",
        "will",
        "want",
        "would",
        "like",
        "try",
        "get",
        "besser",
        "gut",
        "mehr",
        "weniger",
        "verbessern",
        "verbesserung",
        "kommunikation",
        "fähigkeiten",
        "entwickeln",
        "wachsen",
        "verstehen",
        "kennen",
        "wissen",
        "lernen",
        "sein",
        "werden",
        "erfolgreich",
        "sicher",
        "sicherer",
        "effektiv",
        "effektiver",
        "effizient",
        "professionell",
        "allgemein",
        "verschiedene",
        "dinge",
        "etwas",
        "mein",
        "meine",
        "meinen",
        "meiner",
        "mich",
        "mir",
        "der",
        "die",
        "das",
        "den",
        "dem",
        "ein",
        "eine",
        "einen",
        "einer",
        "und",
        "oder",
        "an",
        "in",
        "im",
        "am",
        "auf",
        "von",
        "zu",
        "zum",
        "zur",
        "für",
        "mit",
        "als",
        "ich",
        "will",
        "möchte",
        "würde",
        "gerne",
        "versuchen",
        "soll",
        "sollte",
    ]
)
# Words that answer "what helps?" and "why now?" without naming anything: nothing, no idea, told to, because it matters.
EMPTY = frozenset(
    """
    nothing none nobody no not nope don't dont know idea sure yet unclear unknown tbd it is was me us this that so just
    because why important useful nice boss manager says said told tells wants asked have has must should need needs
    nichts keine keiner keinen kein niemand nein nicht weiß weiss keinerlei ahnung noch unklar unbekannt es ist war uns
    dies so halt eben weil warum wichtig nützlich schön chef chefin vorgesetzter vorgesetzte sagt sagte gesagt wollte
    muss müssen brauche brauchen hat habe das dass
    """.casefold().split()
)
WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
SUBJECTIVE = re.compile(
    r"\b(feel(s|ing)?|feeling|sense|gut|gefühl|fühle|fühlt|eindruck|impression|somehow|irgendwie)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class GoalAnswers:
    """The answers given so far. None and "" are questions that have not been answered."""

    title: str = ""
    kind: str = ""
    direction: str = Direction.RAISE
    measure: str = ""
    baseline: Decimal | None = None
    target: Decimal | None = None
    support: str = ""
    obstacles: str = ""
    in_reach: str = ""
    relevance: str = ""
    due_on: date | None = None


@dataclass(frozen=True)
class SmartCheck:
    """One letter: clear, or missing with what to add and an example, or not yet answered."""

    letter: str
    name: str
    is_clear: bool
    text: str = ""
    example: str = ""
    is_open: bool = False


def smart_checks(answers: GoalAnswers, *, today: date, last_day: date | None) -> list[SmartCheck]:
    """Return the five checks. `last_day` is the end of the program, if it has one."""
    return [
        _specific(answers),
        _measurable(answers),
        _achievable(answers),
        _relevant(answers),
        _time_bound(answers, today=today, last_day=last_day),
    ]


def telling_words(text: str) -> int:
    """Return how many words of a text name something, without vague and filling words."""
    return len(_words(text) - VAGUE)


def _answering_words(text: str) -> int:
    """Return how many words of an answer name something, without those of an evasive answer too."""
    return len(_words(text) - VAGUE - EMPTY)


def _words(text: str) -> set[str]:
    return {word.casefold() for word in WORD.findall(text)}


def _specific(answers: GoalAnswers) -> SmartCheck:
    name = _("Specific")
    if not answers.title.strip():
        return SmartCheck("S", name, False, is_open=True)
    if telling_words(answers.title) >= 2 and len(WORD.findall(answers.title)) >= 3:
        return SmartCheck("S", name, True)
    text = _("Say what you will do, and with whom or where.")
    return SmartCheck("S", name, False, text, _("“present our roadmap to the sales team without slides”"))


def _measurable(answers: GoalAnswers) -> SmartCheck:
    name = _("Measurable")
    if not (answers.measure.strip() or answers.target is not None or answers.kind == MeasureKind.DONE):
        return SmartCheck("M", name, False, is_open=True)
    text, example = "", ""
    if telling_words(answers.measure) < 2:
        text = _("Say what can be counted, looked up or asked for.")
        example = _("“average rating on the feedback card after each talk”")
    elif SUBJECTIVE.search(answers.measure):
        text = _("A feeling is hard to check. Name something that others can see, too.")
        example = _("“number of meetings that I chair alone”")
    elif answers.kind != MeasureKind.DONE:
        text, example = _numbers(answers)
    return SmartCheck("M", name, not text, text, example)


def _numbers(answers: GoalAnswers) -> tuple[str, str]:
    if answers.baseline is None or answers.target is None:
        return _("Give today's value and the target."), _("“from 2 to 5”")
    if answers.target == answers.baseline:
        return _("Today's value and the target are the same."), _("“from 2 to 5”")
    if (answers.target > answers.baseline) != (answers.direction == Direction.RAISE):
        return _("The target lies in the other direction."), _("“lower from 9 to 3”")
    return "", ""


def _achievable(answers: GoalAnswers) -> SmartCheck:
    name = _("Achievable")
    if not (answers.in_reach or answers.support.strip() or answers.obstacles.strip()):
        return SmartCheck("A", name, False, is_open=True)
    if answers.in_reach == InReach.NO:
        text = _("It does not seem to be in reach. Make it smaller, or say what you need.")
        return SmartCheck("A", name, False, text, _("“first two teams instead of all five”"))
    if not _answering_words(answers.support):
        text = _("Say what or who helps you.")
        return SmartCheck("A", name, False, text, _("“Karin from Finance listens to a dry run”"))
    return SmartCheck("A", name, True)


def _relevant(answers: GoalAnswers) -> SmartCheck:
    name = _("Relevant")
    if not answers.relevance.strip():
        return SmartCheck("R", name, False, is_open=True)
    if _answering_words(answers.relevance) >= 2 and len(WORD.findall(answers.relevance)) >= 4:
        return SmartCheck("R", name, True)
    text = _("Say why it matters to you or your work now.")
    return SmartCheck("R", name, False, text, _("“the review in February decides on the new platform”"))


def _time_bound(answers: GoalAnswers, *, today: date, last_day: date | None) -> SmartCheck:
    name = _("Time-bound")
    if answers.due_on is None:
        return SmartCheck("T", name, False, is_open=True)
    if answers.due_on <= today:
        return SmartCheck("T", name, False, _("This date has passed."), _("a date before the program ends"))
    if last_day is not None and answers.due_on > last_day:
        text = _("This is after the program ends.")
        return SmartCheck("T", name, False, text, _("a date before the program ends"))
    return SmartCheck("T", name, True)

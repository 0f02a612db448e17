"""The questions and topics of programs and organizations that have not edited theirs, in the reader's language."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from programs.enums import Audience, QuestionKind


@dataclass(frozen=True)
class DefaultQuestion:
    key: str
    audience: Audience
    kind: QuestionKind
    text: str | Promise
    hint: str | Promise = ""
    options: Sequence[str | Promise] = ()
    is_required: bool = False


WANTED = DefaultQuestion(
    "topics-wanted",
    Audience.MENTEES,
    QuestionKind.TOPICS,
    _("What would help you most?"),
    _("Choose the two or three that matter most."),
    is_required=True,
)
OFFERED = DefaultQuestion(
    "topics-offered",
    Audience.MENTORS,
    QuestionKind.TOPICS,
    _("What can you help others with?"),
    _("Choose what you would be glad to talk about."),
    is_required=True,
)
WHY = DefaultQuestion(
    "why", Audience.MENTEES, QuestionKind.TEXT, _("Why now?"), _("Two or three sentences."), is_required=True
)
EXPERIENCE = DefaultQuestion(
    "experience",
    Audience.MENTORS,
    QuestionKind.TEXT,
    _("Which experience would you like to pass on?"),
    _("Two or three sentences."),
)
WHEN = DefaultQuestion(
    "when",
    Audience.BOTH,
    QuestionKind.SEVERAL,
    _("When can you usually meet?"),
    options=(
        pgettext_lazy("time of day", "Mornings"),
        pgettext_lazy("time of day", "Midday"),
        pgettext_lazy("time of day", "Afternoons"),
        pgettext_lazy("time of day", "Evenings"),
    ),
)
HOW = DefaultQuestion(
    "how",
    Audience.BOTH,
    QuestionKind.ONE,
    _("How would you rather meet?"),
    options=(_("In person"), _("By video"), _("Either is fine")),
)
LEADING = DefaultQuestion(
    "leading",
    Audience.MENTEES,
    QuestionKind.SCALE,
    _("How much have you led people so far?"),
    options=(_("Not at all"), _("For years")),
)
QUESTION = DefaultQuestion(
    "question",
    Audience.MENTEES,
    QuestionKind.TEXT,
    _("What is your question?"),
    _("Your mentor reads it before you meet."),
    is_required=True,
)

STANDARD = (WANTED, OFFERED, WHY, EXPERIENCE, WHEN, HOW)
BY_TEMPLATE = {
    "leadership": (WANTED, OFFERED, LEADING, WHY, EXPERIENCE, WHEN, HOW),
    "onboarding": (WANTED, OFFERED, WHEN, HOW),
    "returners": (WANTED, OFFERED, WHEN, HOW),
    "flash": (QUESTION, WANTED, OFFERED, HOW),
}

TOPICS: tuple[str | Promise, ...] = (
    _("Leading a team for the first time"),
    _("Leading without authority"),
    _("Giving feedback"),
    _("Delegation"),
    _("Negotiation"),
    _("Speaking in front of groups"),
    _("Planning my next role"),
    _("Working across cultures"),
    _("Budgets and business cases"),
    _("Managing projects"),
    _("Strategy"),
    _("Work and family"),
)


def default_questions(template: str) -> Sequence[DefaultQuestion]:
    """Return the questions that a program with this template starts with."""
    return BY_TEMPLATE.get(template, STANDARD)

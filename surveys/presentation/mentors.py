"""Results of mentors with their texts: one for the page, CSV, Excel and the API."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from mentoring.tenancy.models import Membership
from surveys.models import MentorResult, Question
from surveys.presentation.figures import question_label, question_text
from surveys.presentation.numbers import limits_text, number_text
from surveys.results.figure import Number
from surveys.results.levels import share_numbers


@dataclass(frozen=True)
class PresentedMentorResult:
    """What the mentees of a mentor answered to a question; a bound where nearly all of few answered alike."""

    mentor_id: UUID
    mentor: str
    question: str
    label: str
    text: str
    n: int
    share: float
    bound: str
    low: float | None
    high: float | None
    favorable: str
    limits: str
    first_on: date
    last_on: date
    calculated_at: datetime


@dataclass(frozen=True)
class MentorReport:
    results: Sequence[PresentedMentorResult]

    @property
    def questions(self) -> list[tuple[str, str]]:
        return list({it.question: it.label for it in self.results}.items())

    def of(self, question: str) -> list[PresentedMentorResult]:
        return [it for it in self.results if it.question == question]


def mentor_report(membership: Membership) -> MentorReport:
    """Return the results of all mentors by question and name, without the member's own. Two queries."""
    found = list(
        MentorResult.objects.exclude(mentor__membership=membership)
        .select_related("mentor")
        .order_by("question_key", "mentor__last_name", "mentor__first_name", "pk")
    )
    asked = {
        each.key: each
        for each in Question.objects.filter(key__in={it.question_key for it in found})
        .order_by("key", "-version__created_at")
        .distinct("key")
    }
    return MentorReport([_present(it, asked.get(it.question_key)) for it in found])


def _present(result: MentorResult, question: Question | None) -> PresentedMentorResult:
    numbers = {it.name: it for it in share_numbers("favorable", result.favorable, result.n)}
    share: Number = numbers["favorable"]
    low, high = (
        round(it.value, 3) if (it := numbers.get(f"favorable_{end}")) and it.value is not None else None
        for end in ("low", "high")
    )
    return PresentedMentorResult(
        mentor_id=result.mentor_id,
        mentor=result.mentor.name,
        question=result.question_key,
        label=question_label(question) if question else result.question_key,
        text=question_text(question) if question else "",
        n=result.n,
        share=round(share.value or 0.0, 3),
        bound=str(share.bound),
        low=low,
        high=high,
        favorable=number_text(share.value, "share", bound=share.bound),
        limits=limits_text(low, high, "share"),
        first_on=result.first_on,
        last_on=result.last_on,
        calculated_at=result.calculated_at,
    )

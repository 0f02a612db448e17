"""How many answers an anonymous survey is likely to get, from earlier response rates."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q

from mentoring.statistics import MINIMUM_GROUP
from surveys.enums import SurveyMode, WaveState
from surveys.models import Survey, Wave
from surveys.results.disclosure import Disclosure

# Without earlier surveys, and with fewer invitations than that.
USUAL_RATE = 0.5
ENOUGH_INVITATIONS = 10
LATEST_WAVES = 50
# How many answered is not stored where fewer than five did.
UNDER_FIVE = 2


@dataclass(frozen=True)
class LikelyAnswers:
    invited: int
    answers: int

    @property
    def is_possible(self) -> bool:
        return self.invited >= MINIMUM_GROUP

    @property
    def is_probably_hidden(self) -> bool:
        """Return whether there is no answer to spare: one fewer than expected, and nothing is shown."""
        return self.answers <= MINIMUM_GROUP


def likely_answers(survey: Survey, invited: int) -> LikelyAnswers:
    """Return how many of so many people will answer at the rate of the program, else of the organization. One query."""
    rows = (
        Wave.objects.filter(state=WaveState.CLOSED, is_imported=False)
        .annotate(
            count=Count("invitations"),
            finished=Count("invitations", filter=Q(invitations__answered_at__isnull=False)),
        )
        .order_by("-closed_at", "pk")
        .values_list("survey__program", "count", "finished", "mode", "answered")[:LATEST_WAVES]
    )
    found = [
        (program_id, count, _answers(mode, count, finished, answered))
        for program_id, count, finished, mode, answered in rows
    ]
    own = _rate((count, answered) for program_id, count, answered in found if program_id == survey.program_id)
    rate = own or _rate((count, answered) for _program, count, answered in found) or USUAL_RATE
    return LikelyAnswers(invited, round(invited * rate))


def _answers(mode: str, invited: int, finished: int, answered: int | None) -> int:
    """Return how many answered a wave; about how many where that is not shown, unless answers have a name."""
    if mode == SurveyMode.NAMED:
        return finished
    if mode == SurveyMode.CONFIDENTIAL:
        answered = finished
    if answered is None or answered < MINIMUM_GROUP:
        return UNDER_FIVE
    return answered if Disclosure(invited, answered).allows_counts else invited - UNDER_FIVE


def _rate(waves: Iterable[tuple[int, int]]) -> float | None:
    counted = list(waves)
    invited = sum(count for count, _answered in counted)
    if invited < ENOUGH_INVITATIONS:
        return None
    return sum(min(count, answered) for count, answered in counted) / invited

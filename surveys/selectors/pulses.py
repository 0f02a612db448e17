"""Pulses that few people answer."""

from collections import defaultdict
from typing import Any
from uuid import UUID

from django.db.models import Count, F, Q

from mentoring.statistics import MINIMUM_GROUP
from surveys.enums import SurveyKind, SurveyMode, WaveState
from surveys.models import Survey, Wave

# After so many waves in a row with a lower response, a pulse stops.
WAVES, LEAST_RESPONSE = 2, 0.3


def unanswered_pulses() -> list[Survey]:
    """Return the pulses that are sent although under 30% answered their last two closed waves. Two queries.

    Waves of fewer than five people do not count, nor those before somebody started the survey again. Unless answers
    have names, under five count as four: that a pulse stops, or does not, says no more than its results.
    """
    surveys = Survey.objects.filter(
        kind=SurveyKind.PULSE, archived_at=None, stopped_at=None, program__isnull=False
    ).select_related("program")
    waves = (
        Wave.objects.filter(survey__in=surveys, state=WaveState.CLOSED, is_imported=False)
        .filter(Q(survey__restarted_at=None) | Q(opened_at__gt=F("survey__restarted_at")))
        .annotate(
            asked=Count("invitations"),
            finished=Count("invitations", filter=Q(invitations__answered_at__isnull=False)),
        )
        .filter(asked__gte=MINIMUM_GROUP)
        .order_by("-closes_on", "-opened_at")
    )
    by_survey: dict[UUID, list[Wave]] = defaultdict(list)
    for wave in waves:
        by_survey[wave.survey_id].append(wave)
    return [
        survey
        for survey in surveys
        if len(latest := by_survey.get(survey.pk, [])[:WAVES]) == WAVES and all(map(_is_low, latest))
    ]


def _is_low(wave: Any) -> bool:
    answered = wave.answered if wave.mode == SurveyMode.ANONYMOUS else wave.finished
    if wave.mode != SurveyMode.NAMED:
        answered = max(answered or 0, MINIMUM_GROUP - 1)
    return answered < LEAST_RESPONSE * wave.asked

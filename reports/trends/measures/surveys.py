"""Surveys: the favorable share of each question from wave to wave, as published and nothing else."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from mentoring.statistics import MINIMUM_GROUP, Rate
from programs.models import Program
from reports.trends.months import Month
from reports.trends.series import Point, Series, Step
from surveys.models import Question, WaveResult
from surveys.presentation.figures import question_label

SHARES = {"agreement5": "favorable", "yes_no": "yes"}
# The answers that are counted in the share.
COUNTED = {"agreement5": ("4", "5"), "yes_no": ("yes",)}


def survey_trends(program: Program, months: Sequence[Month]) -> list[Series]:
    """Return the questions that were asked in two waves or more. Two queries.

    Read are the stored results of closed waves: what they withhold is not in the series. Waves have dates of their
    own, so `months` plays no part.
    """
    results = (
        WaveResult.objects.filter(wave__survey__program=program)
        .select_related("wave__survey")
        .order_by("wave__closes_on", "wave_id")
    )
    points: dict[tuple[Any, str], list[Point]] = defaultdict(list)
    surveys = {}
    for result in results:
        for figure in result.figures:
            point = _point(figure, result.wave.closes_on)
            if point is not None:
                surveys[result.wave.survey_id] = result.wave.survey
                points[result.wave.survey_id, figure["question"]].append(point)
    repeated = {key: found for key, found in points.items() if len(found) > 1}
    asked = Question.objects.filter(
        version__survey__in={survey for survey, _key in repeated}, key__in={key for _survey, key in repeated}
    )
    labels = {
        (survey, question.key): question_label(question)
        for question in asked.select_related("version").order_by("version__number")
        for survey in [question.version.survey_id]
    }
    return [
        Series(
            f"surveys.{survey}.{key}",
            surveys[survey].name,
            labels.get((survey, key), key),
            _("Of those who answered, the share that agreed (4 or 5 of 5) or said yes, in each wave."),
            found,
            step=Step.WAVE,
        )
        for (survey, key), found in repeated.items()
    ]


def _point(figure: Mapping[str, Any], on: date) -> Point | None:
    """Return the published share of a figure; None where it is withheld or only a bound is shown."""
    name = SHARES.get(figure["measure"])
    share = next((it for it in figure["numbers"] if it["name"] == name), None)
    n = figure["n"]
    if share is None or share["value"] is None or share["bound"] != "exactly" or (n or 0) < MINIMUM_GROUP:
        return None
    return Point(on, Rate(_events(figure, share["value"]), n))


def _events(figure: Mapping[str, Any], share: float) -> int:
    """Return how many it were: the published counts of the answers, since anonymous shares are stored in steps.

    Where a count is withheld, what the published share says.
    """
    counts = {cell["value"]: cell["count"] for cell in figure["cells"]}
    if counts and None not in counts.values() and sum(counts.values()) == figure["n"]:
        return sum(counts.get(value, 0) for value in COUNTED[figure["measure"]])
    return round(share * figure["n"])

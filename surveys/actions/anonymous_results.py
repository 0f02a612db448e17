"""Publish what may be shown of an anonymous wave."""

from collections.abc import Sequence
from datetime import datetime
from random import SystemRandom

from django.db import transaction

from mentoring.tenancy.models import Organization
from surveys.enums import SurveyMode, WaveState
from surveys.models import CommentPool, Wave, WaveResult
from surveys.results.anonymous import anonymous_figures, published_again
from surveys.results.comments import MINIMUM_RESPONSES
from surveys.results.disclosure import MINIMUM_INVITED, Disclosure
from surveys.results.pooling import WaveTexts, pooled_comments, shown_texts
from surveys.results.wave import METHOD_VERSION, stored_figures
from surveys.selectors.anonymous_input import anonymous_input, wave_texts
from surveys.selectors.wave_input import name_mask


@transaction.atomic
def publish_anonymous(wave: Wave, *, now: datetime) -> WaveResult | None:
    """Calculate and store what may be shown of a closed anonymous wave. Everything that is shown reads it.

    Publishing again changes nothing, or only figures with at least five answers more (`published_again`). No audit
    event: nothing is decided, and closing the wave has one.
    """
    # The race: the task of the close and the hourly one. Both lock the wave, and the second finds the result.
    locked = (
        Wave.objects.select_for_update(of=("self",), no_key=True)
        .select_related("survey__program", "version")
        .get(pk=wave.pk)
    )
    if locked.state != WaveState.CLOSED or locked.mode != SurveyMode.ANONYMOUS:
        return None
    organization = Organization.objects.get(pk=locked.organization_id)
    closed_on = organization.local_date(locked.closed_at or now)
    given = anonymous_input(locked, closed_on=closed_on)
    disclosure, figures = Disclosure.of(given), anonymous_figures(given)
    result = WaveResult.objects.filter(wave=locked).first()
    if result is None:
        result = WaveResult(wave=locked, figures=stored_figures(figures), comments={})
    else:
        again = published_again(result.figures, figures)
        if again == result.figures:
            return result
        result.figures = again
    result.method_version, result.calculated_at = METHOD_VERSION, now
    _add_comments(result, disclosure)
    result.save()
    return result


def _add_comments(result: WaveResult, disclosure: Disclosure) -> None:
    """Add the comments of the wave, or those of a pool of it with others. What is shown already stays as it is."""
    texts = wave_texts(result.wave)
    if not texts or result.was_pooled or any(shown is not None for shown in result.comments.values()):
        return
    names = name_mask(result.wave)
    if disclosure.allows_comments:
        result.comments = {
            key: shown_texts(given, names, random=SystemRandom()) for key, given in texts.items()
        }
        return
    result.comments = dict.fromkeys(texts)
    if not disclosure.allows_pooled_comments:
        return
    waiting = [each for each in _waiting(result) if texts.keys() & each.comments.keys()]
    of_program = [each for each in waiting if each.wave.survey.program_id == result.wave.survey.program_id]
    for others in (of_program, waiting):
        waves = [WaveTexts(each.wave.answered or 0, wave_texts(each.wave)) for each in others]
        waves.append(WaveTexts(disclosure.answered, texts))
        comments = pooled_comments(
            waves, name_mask(*(each.wave for each in (result, *others))), random=SystemRandom()
        )
        if comments:
            _store_pool([*others, result], comments)
            return


def _store_pool(results: Sequence[WaveResult], comments: dict[str, list[str]]) -> None:
    """Publish comments of several waves; the last of them was just closed, and is saved by the caller."""
    *others, result = results
    result.pool = CommentPool.objects.create(
        program=result.wave.survey.program, comments=comments, published_at=result.calculated_at
    )
    result.was_pooled = True
    for other in others:
        other.pool, other.was_pooled = result.pool, True
        other.save(update_fields=["pool", "was_pooled"])


def _waiting(result: WaveResult) -> list[WaveResult]:
    """Return the results of other anonymous waves whose comments nobody has seen. Of both roles and all programs.

    Not of those that were in a pool that has been deleted with its program: what two pools have in common would be the
    comments of one wave.
    """
    # The race: two waves that are closed at once take the same third one. The second waits here and does not find it.
    found = (
        WaveResult.objects.select_for_update(of=("self",))
        .filter(
            was_pooled=False,
            wave__survey__program__is_test_run=result.wave.survey.program.is_test_run,
            wave__mode=SurveyMode.ANONYMOUS,
            wave__invited__gte=MINIMUM_INVITED,
            wave__answered__lt=MINIMUM_RESPONSES,
        )
        .exclude(pk=result.pk)
        .select_related("wave__survey", "wave__version")
        .order_by("pk")
    )
    return [each for each in found if each.comments and set(each.comments.values()) == {None}]

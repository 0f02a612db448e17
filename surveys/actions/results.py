"""Calculate the results of a wave and keep them."""

from datetime import datetime
from random import SystemRandom

from django.db import connection, transaction

from mentoring.audit.actions import record
from mentoring.tenancy.actor import Actor
from mentoring.tenancy.models import Organization
from mentoring.ui.tabular import Table
from surveys.actions.anonymous_results import publish_anonymous
from surveys.actions.mentor_results import publish_mentor_results
from surveys.enums import SurveyMode, WaveState
from surveys.exports import results_table
from surveys.models import Wave, WaveResult
from surveys.results.wave import METHOD_VERSION, stored_figures, wave_comments, wave_figures
from surveys.selectors.wave_input import name_mask, wave_input


@transaction.atomic
def calculate_results(wave: Wave, *, organization: Organization, now: datetime) -> WaveResult | None:
    """Calculate and keep the figures of a closed wave. Calculated ones stay as they are: see WaveResult.

    No audit event: nothing is decided, and closing the wave has one.
    """
    locked = (
        Wave.objects.select_for_update(of=("self",))
        .select_related("survey__program", "version")
        .get(pk=wave.pk)
    )
    if locked.state != WaveState.CLOSED:
        return None
    if locked.mode == SurveyMode.ANONYMOUS:
        return publish_anonymous(locked, now=now)
    # The race: the task of the close and the hourly one. Both lock the wave, and the second finds the result.
    found = WaveResult.objects.filter(wave=locked).first()
    if found is not None:
        return found
    # The race: two waves are closed at once, and both results show sums of the same answers, which together disclose
    # few, or both take answers of a third wave into results of mentors. The second waits.
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"survey-results:{organization.pk}"]
        )
    given = wave_input(locked, organization=organization)
    result = WaveResult.objects.create(
        wave=locked,
        figures=stored_figures(wave_figures(given)),
        comments=wave_comments(given, name_mask(locked), random=SystemRandom()),
        method_version=METHOD_VERSION,
        calculated_at=now,
    )
    publish_mentor_results(locked, now=now)
    return result


@transaction.atomic
def export_wave_results(result: WaveResult, *, by: Actor) -> Table:
    """Return the numbers of the page as a table and record the export."""
    table = results_table(result)
    survey = result.wave.survey
    record("surveys.export_wave_results", survey, by=by, label=survey.name, values={"rows": len(table.rows)})
    return table

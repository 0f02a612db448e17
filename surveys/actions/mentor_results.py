"""Publish what at least five mentees of a mentor answered, when a confidential wave has closed."""

from datetime import datetime

from django.db import transaction

from mentoring.audit.actions import record
from mentoring.tenancy.actor import Actor
from mentoring.ui.tabular import Table
from programs.enums import ParticipantRole
from surveys.enums import SurveyMode
from surveys.exports import mentor_results_table
from surveys.models import MentorResult, MentorResultMentee, Wave
from surveys.presentation.mentors import MentorReport
from surveys.results.mentor_pools import MenteeAnswer, pools
from surveys.selectors.mentor_answers import answers_about, mentors_of


@transaction.atomic
def publish_mentor_results(wave: Wave, *, now: datetime) -> int:
    """Add the answers of a closed wave to the results of mentors where that is allowed; return to how many results.

    Called by calculate_results, whose lock makes waves that are closed at once wait for each other.

    No audit event: nothing is decided, and closing the wave has one.
    """
    if wave.mode != SurveyMode.CONFIDENTIAL or wave.survey.role != ParticipantRole.MENTEE:
        return 0
    if wave.survey.program is None or wave.survey.program.is_test_run:
        return 0
    known = answers_about(mentors_of(wave))
    changed = 0
    for key, answers in known.answers.items():
        for mentor, added in pools(answers, known.totals[key], known.counted.get(key, {})).items():
            _add(mentor, key, added, now=now)
            changed += 1
    return changed


def _add(mentor: object, key: str, added: list[MenteeAnswer], *, now: datetime) -> None:
    days = [answer.given_on for answer in added]
    favorable = sum(answer.is_favorable for answer in added)
    found = MentorResult.objects.filter(mentor=mentor, question_key=key).first()
    if found is None:
        found = MentorResult(
            mentor_id=mentor, question_key=key, n=0, favorable=0, first_on=min(days), last_on=max(days)
        )
    found.n += len(added)
    found.favorable += favorable
    found.first_on, found.last_on = min(found.first_on, *days), max(found.last_on, *days)
    found.calculated_at = now
    found.save()
    MentorResultMentee.objects.bulk_create(
        MentorResultMentee(result=found, person_id=answer.mentee, wave_id=answer.wave) for answer in added
    )


@transaction.atomic
def export_mentor_results(report: MentorReport, *, by: Actor) -> Table:
    """Return the results of mentors as a table and record the export."""
    table = mentor_results_table(report)
    record("surveys.export_mentor_results", by=by, values={"rows": len(table.rows)})
    return table

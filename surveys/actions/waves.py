"""Open and close waves."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from mentoring.audit.actions import record
from mentoring.statistics import MINIMUM_GROUP
from mentoring.tenancy.actor import Actor
from mentoring.tenancy.models import Organization
from mentoring.tenancy.tasks import enqueue
from surveys.actions.anonymous_closing import seal_answers
from surveys.actions.inviting import invite
from surveys.enums import SurveyMode, WaveState
from surveys.linking import new_secret
from surveys.models import LinkingSecret, Response, Schedule, Survey, Wave
from surveys.program_settings import open_days_in, reminder_days_in
from surveys.question_modes import require_mode
from surveys.selectors.audience import audience_of
from surveys.selectors.budget import half_to_ask, next_turn
from surveys.selectors.due import Candidate


@transaction.atomic
def launch_wave(
    survey: Survey,
    *,
    organization: Organization,
    by: Actor,
    now: datetime,
    audience: Mapping[str, Sequence[str]] | None = None,
    open_days: int | None = None,
    reminded_on: Sequence[int] | None = None,
    asks_half: bool = False,
    merges: bool = False,
) -> Wave:
    """Open a wave now and invite the audience: by default everybody of the program in the survey's role.

    With `asks_half`, a random half of them. With `merges`, people over their contact budget get the survey in the
    email of their next one.
    """
    # The race: two people press the button. The second sees the wave of the first.
    locked = Survey.objects.select_for_update(of=("self",)).select_related("program").get(pk=survey.pk)
    today = organization.local_date(now)
    if locked.program is None:
        raise ValidationError(_("This is a template. Create the survey in a program first."))
    if locked.archived_at is not None:
        raise ValidationError(_("This survey is archived."))
    if locked.stopped_at is not None:
        raise ValidationError(
            _(
                "This survey has stopped because few people answered. Start it again in the listening plan first."
            )
        )
    if locked.waves.open().filter(schedule=None).exists():
        raise ValidationError(_("This survey is open already. Close it before you send it again."))
    participants = audience_of(locked.program, locked.role, audience or {}, on=today).filter(paused_on=None)
    candidates = [Candidate(participant, None, today, 1) for participant in participants.order_by("pk")]
    turn = next_turn(locked)
    open_days = open_days_in(locked.program) if open_days is None else open_days
    wave = open_wave(
        locked,
        opens_on=today,
        joins_until=today,
        open_days=open_days,
        reminded_on=reminder_days_in(locked.program, open_days) if reminded_on is None else list(reminded_on),
        half=half_to_ask(locked, turn=turn, people=len(candidates), is_chosen=asks_half),
        now=now,
    )
    if not candidates:
        raise ValidationError(_("Nobody in the program belongs to this audience."))
    invited = invite(wave, candidates, organization=organization, by=by, now=now, merges=merges)
    if wave.mode == SurveyMode.ANONYMOUS and invited < MINIMUM_GROUP:
        raise ValidationError(
            _("An anonymous survey needs at least 5 people. Talk to them, or use a survey with names.")
        )
    record("surveys.launch_wave", locked, by=by, values={"count": invited}, label=locked.name)
    return wave


def open_wave(
    survey: Survey,
    *,
    opens_on: date,
    joins_until: date,
    open_days: int,
    reminded_on: Sequence[int],
    now: datetime,
    schedule: Schedule | None = None,
    round: int = 1,
    half: int | None = None,
) -> Wave:
    """Create a wave of the survey's newest version. Refuses surveys without questions."""
    version = survey.versions.order_by("-number").first()
    keys = set(version.questions.filter(is_hidden=False).values_list("key", flat=True)) if version else set()
    if version is None or not keys:
        raise ValidationError(_("This survey has no questions yet."))
    require_mode(keys, survey.mode)
    if survey.mode == SurveyMode.ANONYMOUS and not version.is_answered:
        # Otherwise the first answer would do so, in its own transaction.
        version.is_answered = True
        version.save(update_fields=["is_answered"])
    if survey.mode == SurveyMode.CONFIDENTIAL:
        require_secret(survey)
    wave = Wave(
        survey=survey,
        version=version,
        schedule=schedule,
        round=round,
        half=half,
        mode=survey.mode,
        segments=survey.segments if survey.mode == SurveyMode.ANONYMOUS else [],
        opens_on=opens_on,
        joins_until=joins_until,
        closes_on=joins_until + timedelta(days=open_days),
        open_days=open_days,
        reminded_on=list(reminded_on),
        opened_at=now,
    )
    wave.full_clean(exclude=["organization"])
    wave.save()
    return wave


def require_secret(survey: Survey) -> LinkingSecret:
    """Return the linking secret of the survey's program; create it for its first confidential survey."""
    found, _is_new = LinkingSecret.objects.get_or_create(
        program=survey.program, defaults={"secret": new_secret()}
    )
    if not found.secret:
        raise ValidationError(
            _("The answers of this program can no longer be linked. Use a survey with names instead.")
        )
    return found


@transaction.atomic
def close_wave(wave: Wave, *, by: Actor, now: datetime) -> Wave:
    """Close a wave: nothing can be answered any more, and its links stop working. Closing twice changes nothing.

    Closed early, this is its last day.

    Everything that makes anonymous answers untraceable is in this transaction, except the removal of the replaced
    rows from the files (vacuum_replaced_rows), which the task does, and the hourly run if the task is lost.
    """
    # Without FOR UPDATE: an anonymous answer that is being sent waits for the wave (its foreign key) while this waits
    # for the answer's token.
    waves = Wave.objects.select_for_update(of=("self",), no_key=True).select_related("survey", "organization")
    locked = waves.get(pk=wave.pk)
    if locked.state == WaveState.CLOSED:
        return locked
    locked.state, locked.closed_at = WaveState.CLOSED, now
    last = max(locked.organization.local_date(now), locked.opens_on)
    locked.closes_on, locked.joins_until = min(locked.closes_on, last), min(locked.joins_until, last)
    changed = ["state", "closed_at", "closes_on", "joins_until"]
    if locked.mode == SurveyMode.ANONYMOUS:
        seal_answers(locked)
        changed += ["invited", "answered", "participation"]
    locked.save(update_fields=changed)
    enqueue("surveys.calculate_results", locked.pk)
    record("surveys.close_wave", locked.survey, by=by, label=locked.survey.name)
    return locked


@transaction.atomic
def destroy_linking_secret(secret: LinkingSecret, *, by: Actor, now: datetime) -> None:
    """Destroy the secret of a program, so that nobody can tell whose its confidential responses are.

    Called when what needs the link has been calculated. Refused while a confidential survey is open. The times of the
    responses go too: each is that of one invitation.
    """
    locked = LinkingSecret.objects.select_for_update(of=("self",)).get(pk=secret.pk)
    if locked.destroyed_at:
        return
    waves = Wave.objects.filter(survey__program=locked.program_id, mode=SurveyMode.CONFIDENTIAL)
    if waves.open().exists():
        raise ValidationError(_("A confidential survey of this program is open."))
    locked.secret, locked.destroyed_at = "", now
    locked.save(update_fields=["secret", "destroyed_at"])
    Response.objects.filter(wave__in=waves).update(started_at=None, submitted_at=None)
    record("surveys.destroy_linking_secret", locked.program, by=by, label=locked.program.name)

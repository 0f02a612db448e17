"""The last sign of life of matches: whatever either side has done, as a day of the organization."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Max, Q, QuerySet

from mentoring.tenancy.models import Organization
from programs.enums import MatchState, SessionState
from programs.extensions import SIGNS_OF_LIFE
from programs.models import (
    AgreementAcceptance,
    Match,
    MatchChange,
    MatchMessage,
    MeetingQuestion,
    Note,
    Program,
    Session,
    StillMeetingQuestion,
)
from programs.program_settings import SILENCE_ASK


def matches_that_may_be_silent(program: Program, *, today: date) -> QuerySet[Match]:
    """Return active matches that neither met nor planned to meet for so long. They may still not be silent.

    None whose sessions come from files: a file that comes late is not silence.
    """
    quiet_since = date.fromordinal(today.toordinal() - SILENCE_ASK.of(program))
    return (
        Match.objects.filter(program=program, state=MatchState.ACTIVE, started_on__lte=quiet_since)
        .filter(sessions_known_until=None)
        .filter(Q(last_held_on__isnull=True) | Q(last_held_on__lte=quiet_since))
        .filter(Q(next_planned_on__isnull=True) | Q(next_planned_on__lt=today))
        .with_current_people(today)
    )


def last_signs_of_life(matches: Sequence[Match], organization: Organization) -> dict[UUID, date]:
    """Return the day of the last sign of life of each match. One query for each kind of sign."""
    last = {match.pk: max(match.started_on, match.last_held_on or match.started_on) for match in matches}
    ids = list(last)
    planned = Session.objects.filter(match__in=ids, state=SessionState.PLANNED)
    for found in (
        _latest(planned, "happens_on"),
        _latest(MeetingQuestion.objects.filter(match__in=ids), "answered_at"),
        _latest(MatchMessage.objects.filter(match__in=ids), "sent_at"),
        _latest(Note.objects.filter(match__in=ids), "written_at"),
        _latest(AgreementAcceptance.objects.filter(match__in=ids), "accepted_at"),
        _latest(MatchChange.objects.filter(match__in=ids), "made_at"),
        _latest(StillMeetingQuestion.objects.filter(match__in=ids), "answered_at"),
        *(provider(ids) for provider in SIGNS_OF_LIFE),
    ):
        for match_id, sign in found.items():
            last[match_id] = max(last[match_id], local_day(sign, organization))
    return last


def _latest(rows: Any, field: str) -> Mapping[UUID, Any]:
    found: Iterable[tuple[UUID, Any]] = rows.values_list("match_id").annotate(latest=Max(field))
    return {match_id: latest for match_id, latest in found if latest is not None}


def local_day(sign: date | datetime, organization: Organization) -> date:
    """Return the organization's day of a moment, or the day itself."""
    return organization.local_date(sign) if isinstance(sign, datetime) else sign

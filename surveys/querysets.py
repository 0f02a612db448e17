from datetime import datetime, timedelta
from typing import Self

from django.apps import apps
from django.db.models import Exists, F, OuterRef, Q, QuerySet

from mentoring.tenancy.models import Membership
from mentoring.tenancy.rules import sees_assigned_programs_only
from programs.querysets import OfProgramsQuerySet, programs_of
from surveys.enums import SurveyMode, WaveState


class SurveyQuerySet(OfProgramsQuerySet):
    def visible_to(self, membership: Membership) -> Self:
        """Return the surveys of programs that the member may see, and the organization's templates."""
        if not sees_assigned_programs_only(membership):
            return self
        return self.filter(Q(program=None) | Q(program__in=programs_of(membership)))


class WaveQuerySet(OfProgramsQuerySet):
    program_path = "survey__program"

    def open(self) -> Self:
        return self.filter(state=WaveState.OPEN)

    def without_results(self) -> Self:
        """Return the closed waves whose results have not been calculated, the first closed first."""
        return self.filter(state=WaveState.CLOSED, results=None).order_by("closed_at", "pk")

    def to_vacuum(self, now: datetime) -> Self:
        """Return closed anonymous waves whose replaced rows are to be removed: after the close, and an hour later.

        What an open transaction could still see at the first time is removed at the second.
        """
        hour = timedelta(hours=1)
        again = Q(vacuumed_at__lt=F("closed_at") + hour, closed_at__lte=now - hour)
        return self.filter(Q(vacuumed_at=None) | again, state=WaveState.CLOSED, mode=SurveyMode.ANONYMOUS)

    def with_people_to_remind(self, now: datetime) -> Self:
        """Return open waves with somebody who may be reminded, today or on a day to come."""
        waiting = apps.get_model("surveys", "Invitation").objects.filter(
            wave=OuterRef("pk"),
            answered_at=None,
            declined_at=None,
            closes_at__gt=now,
            invited_at__lt=now - timedelta(days=1),
            reminders__lt=OuterRef("reminded_on__len"),
        )
        return self.open().filter(Exists(waiting))

    def over(self, now: datetime) -> Self:
        """Return open waves whose last day has ended everywhere on Earth."""
        return self.open().filter(closes_on__lt=(now - timedelta(hours=12)).date())


class InvitationQuerySet(QuerySet):
    def with_token(self) -> Self:
        """Return the invitations to anonymous waves whose answers have not arrived, and all others."""
        tokens = apps.get_model("surveys", "AnswerToken").objects.filter(invitation=OuterRef("pk"))
        return self.filter(~Q(wave__mode=SurveyMode.ANONYMOUS) | Exists(tokens))

    def answered(self) -> Self:
        return self.filter(answered_at__isnull=False)

    def answerable(self, now: datetime) -> Self:
        """Return the invitations that can be answered at that time: answered ones too, but not anonymously."""
        return self.with_token().open(now)

    def open(self, now: datetime) -> Self:
        """Return the invitations to open waves, whether they have been answered or not."""
        return self.filter(closes_at__gt=now, wave__state=WaveState.OPEN)

    def unanswered(self) -> Self:
        return self.with_token().filter(answered_at=None)


class WaveResultQuerySet(OfProgramsQuerySet):
    program_path = "wave__survey__program"

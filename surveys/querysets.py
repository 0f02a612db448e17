from typing import Self

from django.db.models import Q, QuerySet

from mentoring.tenancy.models import Membership
from mentoring.tenancy.rules import sees_assigned_programs_only
from programs.querysets import OfProgramsQuerySet, programs_of
from surveys.enums import WaveState


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


class InvitationQuerySet(QuerySet):
    def answered(self) -> Self:
        return self.filter(answered_at__isnull=False)

    def unanswered(self) -> Self:
        return self.filter(answered_at=None)


class WaveResultQuerySet(OfProgramsQuerySet):
    program_path = "wave__survey__program"

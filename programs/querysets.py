from datetime import date

from django.db import models
from django.db.models import F

from programs.enums import Health, MatchState, ParticipantRole, SessionState


class ProgramQuerySet(models.QuerySet):
    def newest_first(self) -> "ProgramQuerySet":
        return self.order_by("-starts_on", "name", "id")


class ParticipantQuerySet(models.QuerySet):
    def mentors(self) -> "ParticipantQuerySet":
        return self.filter(role=ParticipantRole.MENTOR)

    def mentees(self) -> "ParticipantQuerySet":
        return self.filter(role=ParticipantRole.MENTEE)


class MatchQuerySet(models.QuerySet):
    def under_way(self) -> "MatchQuerySet":
        """Introduced and not ended: what health is worked out for."""
        return self.filter(state__in=[MatchState.ACTIVE, MatchState.PAUSED])

    def with_people(self) -> "MatchQuerySet":
        return self.select_related("mentor__person", "mentee__person")

    def worst_first(self) -> "MatchQuerySet":
        rank = models.Case(
            *(models.When(health=health, then=models.Value(n)) for n, health in enumerate(Health.values)),
            output_field=models.SmallIntegerField(),
        )
        return self.order_by(rank, F("health_since").asc(nulls_last=True), "id")


class SessionQuerySet(models.QuerySet):
    def held(self) -> "SessionQuerySet":
        return self.filter(state=SessionState.HELD)

    def between(self, first: date, last: date) -> "SessionQuerySet":
        """Sessions from the first to the last day, both included."""
        return self.filter(happens_on__gte=first, happens_on__lte=last)

from datetime import date

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import F, OuterRef, Q
from django.db.models.functions import JSONObject

from programs.enums import Health, MatchState, ParticipantRole, SessionState


class ProgramQuerySet(models.QuerySet):
    def with_quiet_days(self) -> "ProgramQuerySet":
        """Annotate the quiet periods as a list of {starts_on, ends_on, reason}: they cost no query of their own."""
        periods = self.model._meta.get_field("quiet_periods").related_model.objects.filter(
            program=OuterRef("pk")
        )
        days = JSONObject(starts_on=F("starts_on"), ends_on=F("ends_on"), reason=F("reason"))
        return self.annotate(quiet=ArraySubquery(periods.order_by("starts_on").values(json=days)))

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

    def introduced(self) -> "MatchQuerySet":
        """Matches that the two know of: what every list and count is about."""
        return self.exclude(state__in=[MatchState.PROPOSED, MatchState.APPROVED])

    def of_somebody_called(self, name: str) -> "MatchQuerySet":
        """Matches of which one side has a name, normalized, with a word that begins like this."""
        return self.filter(
            Q(mentor__person__name_norm__startswith=name)
            | Q(mentor__person__name_norm__contains=f" {name}")
            | Q(mentee__person__name_norm__startswith=name)
            | Q(mentee__person__name_norm__contains=f" {name}")
        )

    def with_people(self) -> "MatchQuerySet":
        return self.select_related("mentor__person", "mentee__person")

    def worst_first(self, *, best_first: bool = False) -> "MatchQuerySet":
        rank = models.Case(
            *(models.When(health=health, then=models.Value(n)) for n, health in enumerate(Health.values)),
            output_field=models.SmallIntegerField(),
        )
        if best_first:
            return self.order_by(rank.desc(), F("health_since").desc(nulls_first=True), "-id")
        return self.order_by(rank, F("health_since").asc(nulls_last=True), "id")


class SessionQuerySet(models.QuerySet):
    def held(self) -> "SessionQuerySet":
        return self.filter(state=SessionState.HELD)

    def between(self, first: date, last: date) -> "SessionQuerySet":
        """Sessions from the first to the last day, both included."""
        return self.filter(happens_on__gte=first, happens_on__lte=last)

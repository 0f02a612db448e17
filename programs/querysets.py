from datetime import date, datetime, timedelta
from typing import Any, Self

from django.apps import apps
from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import Case, F, OuterRef, Q, Value, When
from django.db.models.functions import JSONObject

from mentoring.tenancy.models import Membership
from mentoring.tenancy.rules import sees_assigned_programs_only
from programs.enums import (
    DRAFTS,
    ApplicationState,
    Health,
    MatchState,
    ParticipantRole,
    ParticipantState,
    SessionState,
)


def departed(prefix: str, on: date) -> Q:
    """Return the condition that the person at this path has left the organization by that day."""
    return Q(**{f"{prefix}left_on__lte": on}) | Q(**{f"{prefix}left_on": None, f"{prefix}is_departed": True})


def programs_of(membership: Membership) -> models.QuerySet:
    """Return the ids of the programs that the member is assigned to, for a subquery."""
    return (
        apps.get_model("programs", "ProgramCoordinator")
        .objects.filter(membership=membership)
        .values("program")
    )


class OfProgramsQuerySet(models.QuerySet):
    """Rows of programs. Pages, API, search and exports all select what a member may see by `visible_to`."""

    program_path = "program"

    def visible_to(self, membership: Membership) -> Self:
        """Return the rows of programs that the member may see; the rules refuse roles that see no programs.

        Coordinators see the programs they are assigned to, other roles all.
        """
        if not sees_assigned_programs_only(membership):
            return self
        return self.filter(**{f"{self.program_path}__in": programs_of(membership)})


class ProgramQuerySet(OfProgramsQuerySet):
    program_path = "pk"

    def with_breaks(self) -> "ProgramQuerySet":
        """Annotate `break_list`, a list of {starts_on, ends_on, reason}, without another query."""
        periods = self.model._meta.get_field("breaks").related_model.objects.filter(program=OuterRef("pk"))
        days = JSONObject(starts_on=F("starts_on"), ends_on=F("ends_on"), reason=F("reason"))
        return self.annotate(break_list=ArraySubquery(periods.order_by("starts_on").values(json=days)))

    def newest_first(self) -> "ProgramQuerySet":
        return self.order_by("-starts_on", "name", "id")

    def without_test_runs(self) -> "ProgramQuerySet":
        """Return real programs: no figure counts the made-up people of test runs."""
        return self.filter(is_test_run=False)


class ParticipantQuerySet(OfProgramsQuerySet):
    def with_current_state(self, on: date) -> "ParticipantQuerySet":
        """Annotate `current_state`: "left" for people who have left the organization by that day, else the state."""
        has_left = departed("person__", on)
        return self.annotate(
            current_state=Case(
                When(has_left, then=Value(ParticipantState.LEFT.value)),
                default=F("state"),
                output_field=models.CharField(),
            )
        )

    def matching_name(self, name: str) -> "ParticipantQuerySet":
        """Return people whose normalized name has a word starting with `name`."""
        return self.filter(Q(person__name_norm__startswith=name) | Q(person__name_norm__contains=f" {name}"))

    def mentors(self) -> "ParticipantQuerySet":
        return self.filter(role=ParticipantRole.MENTOR)

    def mentees(self) -> "ParticipantQuerySet":
        return self.filter(role=ParticipantRole.MENTEE)


class ApplicationQuerySet(OfProgramsQuerySet):
    def received(self) -> "ApplicationQuerySet":
        """Return those that were submitted. Others are read by their applicants only."""
        return self.exclude(submitted_at=None)

    def current(self) -> "ApplicationQuerySet":
        return self.exclude(state=ApplicationState.WITHDRAWN)


def _own(membership: Membership) -> Q:
    return Q(mentor__person__membership=membership) | Q(mentee__person__membership=membership)


class AbsenceQuerySet(OfProgramsQuerySet):
    program_path = "participant__program"

    def entered(self) -> "AbsenceQuerySet":
        """Return absences that somebody entered, without the days of pauses."""
        return self.filter(is_pause=False)


class MatchQuerySet(OfProgramsQuerySet):
    def visible_or_own(self, membership: Membership) -> "MatchQuerySet":
        """Return also the matches in which the member is mentor or mentee, whoever runs the program."""
        if not sees_assigned_programs_only(membership):
            return self
        return self.filter(_own(membership) | Q(program__in=programs_of(membership)))

    def own(self, membership: Membership) -> "MatchQuerySet":
        """Return the matches in which the member is mentor or mentee."""
        return self.filter(_own(membership))

    def under_way(self) -> "MatchQuerySet":
        """Return matches that are introduced and not ended."""
        return self.filter(state__in=[MatchState.ACTIVE, MatchState.PAUSED])

    def taking_places(self) -> "MatchQuerySet":
        """Return matches that take one of the mentor's places: all except ended ones, drafts included."""
        return self.exclude(state=MatchState.ENDED)

    def drafts(self) -> "MatchQuerySet":
        """Return matches that nobody has been introduced to: proposed and approved ones."""
        return self.filter(state__in=DRAFTS)

    def introduced(self) -> "MatchQuerySet":
        """Return matches that both people know of: all except proposed and approved ones."""
        return self.exclude(state__in=DRAFTS)

    def with_name_starting(self, name: str) -> "MatchQuerySet":
        """Return matches of people whose normalized name has a word starting with `name`."""
        return self.filter(
            Q(mentor__person__name_norm__startswith=name)
            | Q(mentor__person__name_norm__contains=f" {name}")
            | Q(mentee__person__name_norm__startswith=name)
            | Q(mentee__person__name_norm__contains=f" {name}")
        )

    def with_main_signal(self, code: str) -> "MatchQuerySet":
        """Return matches whose calculated status is due to this signal, without overridden ones."""
        return self.filter(signals__0__code=code, override="").exclude(health=Health.FINISHED)

    def with_current_people(self, on: date) -> "MatchQuerySet":
        """Return matches of which nobody has left the organization by that day."""
        return self.exclude(departed("mentor__person__", on)).exclude(departed("mentee__person__", on))

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


class SessionQuerySet(OfProgramsQuerySet):
    def held(self) -> "SessionQuerySet":
        return self.filter(state=SessionState.HELD)

    def between(self, first: date, last: date) -> "SessionQuerySet":
        """Return sessions from `first` to `last`, both included."""
        return self.filter(happens_on__gte=first, happens_on__lte=last)


class ResourceQuerySet(OfProgramsQuerySet):
    def light(self) -> "ResourceQuerySet":
        """Do not load the files themselves, which may have 5 MB each."""
        return self.defer("content")

    def offered(self) -> "ResourceQuerySet":
        """Return those that were not removed, without their files, in order."""
        return self.light().filter(removed_at=None).order_by("position", "id")


class MeetingInquiryQuerySet(models.QuerySet):
    def open(self, at: datetime) -> "MeetingInquiryQuerySet":
        """Inquiries whose page still works."""
        return self.filter(expires_at__gt=at)

    def renewable(self, at: datetime) -> "MeetingInquiryQuerySet":
        """Inquiries whose page has expired, not long ago."""
        return self.filter(expires_at__lte=at, expires_at__gt=at - timedelta(days=60))


class HelpRequestQuerySet(models.QuerySet):
    def open(self) -> "HelpRequestQuerySet":
        return self.filter(resolved_at__isnull=True)


class NoteQuerySet(models.QuerySet):
    def readable_by(self, party: Any) -> "NoteQuerySet":
        """Return the notes of a match that one of its sides reads: their own, and what the partner has shared."""
        return self.filter(
            Q(author=party.participant) | Q(is_private=False), match=party.match, deleted_at__isnull=True
        )


class ConcernQuerySet(models.QuerySet):
    def named(self, membership: Membership) -> "ConcernQuerySet":
        """Return the concerns that name the member as their reader or the deputy."""
        return self.filter(Q(reader=membership) | Q(deputy=membership))

    def without_readers(self) -> "ConcernQuerySet":
        """Return the concerns that wait for an answer of people who have both left."""
        active = Membership.objects.active()
        return self.filter(answered_at=None).exclude(reader__in=active).exclude(deputy__in=active)

    def of_others(self, membership: Membership) -> "ConcernQuerySet":
        """Leave out the concerns about matches of the member."""
        own = Q(match__mentor__person__membership=membership) | Q(
            match__mentee__person__membership=membership
        )
        return self.exclude(own)

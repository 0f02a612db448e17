"""The briefing as its mentor or mentee reads it: signed in, or by the link of a reminder."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from mentoring.mail.rendering import recipient_locale
from mentoring.tenancy.links import LinkView
from mentoring.ui.formats import date as show_date
from mentoring.ui.notices import notify
from mentoring.ui.rendering import render
from programs.actions.briefings import mark_briefing_read, mark_briefing_unread
from programs.briefing_text import blocks
from programs.enums import ParticipantRole, ParticipantState
from programs.extensions import PartyRow, PartyStep
from programs.models import Participant
from programs.selectors.announcements import program_contact
from programs.selectors.briefings import briefing_of, read_at_of, readings_of
from programs.selectors.parties import Party
from programs.selectors.resources import current_stage, resource_for, resources_for, stage_of
from programs.views.my_participations import OwnParticipation
from programs.views.parties import PartyView
from programs.views.resources import file_response


def briefing_context(participant: Participant) -> dict[str, Any]:
    """Return what the page shows of a participation: the briefing and resources. Six queries."""
    program = participant.program
    stage = current_stage(participant, today=program.organization.local_date(timezone.now()))
    return {
        "participant": participant,
        "program": program,
        "is_mentor": participant.role == ParticipantRole.MENTOR,
        "blocks": blocks(briefing_of(program, participant.role)),
        "read_at": read_at_of(participant),
        "contact": program_contact(program),
        "stage": stage,
        "groups": resources_for(participant, stage),
    }


class MyBriefing(OwnParticipation):
    def get(self, request: HttpRequest, **kwargs: object) -> HttpResponse:
        context = briefing_context(self.participant) | {
            "read_url": self.address("my-briefing-read"),
            "has_left": self.participant.state == ParticipantState.LEFT,
            "file_url": lambda it: self.address("my-resource", resource_id=it.pk),
        }
        return render(request, "programs/my_briefing.html", context)


class MyBriefingRead(OwnParticipation):
    def post(self, request: HttpRequest, **kwargs: object) -> HttpResponse:
        try:
            mark_briefing_read(self.participant, by=self.actor, at=timezone.now())
        except ValidationError as error:
            return self.show_error(error)
        notify(request, _("Marked as read."), undo_url=self.address("my-briefing-unread"))
        return redirect(self.address("my-briefing"))


class MyBriefingUnread(OwnParticipation):
    def post(self, request: HttpRequest, **kwargs: object) -> HttpResponse:
        try:
            mark_briefing_unread(self.participant, by=self.actor)
        except ValidationError as error:
            return self.show_error(error)
        notify(request, _("No longer marked as read."))
        return redirect(self.address("my-briefing"))


class MyResource(OwnParticipation):
    """Download a file that the participant is offered; everybody else gets 404."""

    def get(self, request: HttpRequest, resource_id: UUID, **kwargs: object) -> HttpResponse:
        return _download(self.participant, resource_id)


class MyMatchResources(PartyView):
    """A section of the page of a match; a separate page without JavaScript."""

    def get(self, request: HttpRequest, slug: str, match_id: UUID) -> HttpResponse:
        stage = stage_of(self.match.program, self.match, today=self.today)
        participant = self.party.participant
        participant.program = self.match.program
        of_own = {"slug": slug, "participant_id": participant.pk}
        context = {
            "party": self.party,
            "match": self.match,
            "stage": stage,
            "groups": resources_for(participant, stage),
            "file_url": lambda it: reverse("programs:my-resource", kwargs={**of_own, "resource_id": it.pk}),
            "briefing_url": reverse("programs:my-briefing", kwargs=of_own),
        }
        return render(request, "programs/my_resources.html", context, block="section")


def _download(participant: Participant, resource_id: UUID) -> HttpResponse:
    resource = resource_for(participant, resource_id)
    if resource is None:
        raise Http404
    return file_response(resource)


class BriefingLink(LinkView):
    """For one participant, without signing in, as long as they take part."""

    purpose = "briefing"
    target: Participant

    @classmethod
    def find(cls, target_id: UUID) -> Participant | None:
        found = Participant.objects.filter(state=ParticipantState.ACCEPTED).select_related(
            "program", "person"
        )
        return found.filter(pk=target_id).first()

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        person, organization = self.target.person, self.organization
        self.target.program.organization = organization
        with recipient_locale(
            person.language or organization.language, person.time_zone or organization.time_zone
        ):
            return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest) -> HttpResponse:
        if "file" in request.GET:
            return self.download(request.GET["file"])
        context = briefing_context(self.target) | {
            "organization": self.organization,
            "read_url": "",
            "file_url": lambda it: f"?file={it.pk}",
        }
        return render(request, "programs/briefing_link.html", context)

    def download(self, wanted: str) -> HttpResponse:
        try:
            return _download(self.target, UUID(wanted))
        except ValueError as error:
            raise Http404 from error

    def post(self, request: HttpRequest) -> HttpResponse:
        with suppress(ValidationError):  # of those who have just left, the link is no longer valid
            mark_briefing_read(self.target, by=self.actor, at=timezone.now())
        return redirect(self.path_to(self.target, self.organization))


class BriefingCard:
    """The briefing on the card of a match: a step before the first session, and always a line. One query each."""

    def steps(self, parties: Sequence[Party], *, now: datetime) -> Mapping[UUID, PartyStep]:
        new = [party for party in parties if not party.match.held_count]
        read = readings_of([party.participant.pk for party in new]) if new else {}
        return {
            party.match.pk: PartyStep(
                rank=45,
                heading=_("Before your first session"),
                text=_("What mentoring is, how to begin, and when to ask for help. Takes five minutes."),
                label=_("Read the briefing"),
                url=_address(party),
            )
            for party in new
            if party.participant.pk not in read
        }

    def rows(self, parties: Sequence[Party], *, now: datetime) -> Mapping[UUID, Sequence[PartyRow]]:
        read = readings_of([party.participant.pk for party in parties])
        rows = {}
        for party in parties:
            at = read.get(party.participant.pk)
            text = (
                _("Read on %(day)s") % {"day": show_date(timezone.localtime(at))} if at else _("Not read yet")
            )
            rows[party.match.pk] = [PartyRow(_("Briefing"), text, "", _address(party), "book-open")]
        return rows


def _address(party: Party) -> str:
    slug = party.match.program.organization.slug
    return reverse("programs:my-briefing", kwargs={"slug": slug, "participant_id": party.participant.pk})

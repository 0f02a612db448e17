"""Introduce the people of approved matches: every email is previewed, then sent or scheduled, with undo."""

from collections.abc import Collection
from datetime import datetime, time
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mentoring.mail.preview import preview_unqueued
from mentoring.members.rules import can_assign_role
from mentoring.tenancy.enums import Role
from mentoring.ui.formats import date as show_date
from mentoring.ui.notices import notify
from programs.actions.introductions import cancel_introduction, send_introductions
from programs.editable_emails import contact_name
from programs.enums import MatchState
from programs.forms import IntroductionForm
from programs.introduction_emails import INTRODUCTION, introduction_values
from programs.models import Introduction
from programs.rules import can_set_up_programs, can_write_to_participants
from programs.selectors.drafts import Draft, drafts_of
from programs.selectors.email_texts import own_texts_of
from programs.selectors.introductions import (
    Introduced,
    introduced_people,
    invited_with_introduction,
    latest_introductions,
)
from programs.views.base import add_errors
from programs.views.matching import MatchingPage

PREVIEWS_ON_A_PAGE = 20
# On the chosen day at this hour, in the organization's time zone.
HOUR = time(9)


class Introductions(MatchingPage):
    """GET shows every email; `page` turns over. POST sends them, now or on a day."""

    rule = can_write_to_participants

    def get(self, request: HttpRequest, slug: str, program_id: UUID) -> HttpResponse:
        return self.show(IntroductionForm(initial={"when": "now"}))

    def post(self, request: HttpRequest, slug: str, program_id: UUID) -> HttpResponse:
        form = IntroductionForm(request.POST)
        if not form.is_valid():
            return self.show(form, status=422)
        planned_for = None
        if form.cleaned_data["when"] == "later":
            zone = ZoneInfo(self.organization.time_zone)
            planned_for = datetime.combine(form.cleaned_data["day"], HOUR, zone)
        try:
            made = send_introductions(
                self.program,
                match_ids=[it.match.pk for it in self.ready()],
                planned_for=planned_for,
                by=self.actor,
                at=timezone.now(),
                today=self.today,
            )
        except ValidationError as error:
            add_errors(form, error)
            return self.show(form, status=422)
        notify(
            request,
            self.confirmation(made),
            undo_url=self.address("introduction-cancel", introduction_id=made.pk),
        )
        return self.to("introductions")

    def confirmation(self, made: Introduction) -> str:
        if made.planned_for:
            day = show_date(made.planned_for.date())
            return _("Introductions scheduled for %(day)s.") % {"day": day}
        text = ngettext(
            "%(num)s introduction goes out in two minutes.",
            "%(num)s introductions go out in two minutes.",
            made.recipients,
        )
        return text % {"num": made.recipients}

    def ready(self) -> list[Draft]:
        """Return the approved matches that are not scheduled and break no rule."""
        return [it for it in self.approved if it.broken is None and it.match.introduction_id is None]

    @property
    def approved(self) -> list[Draft]:
        return drafts_of(self.program, today=self.today, state=MatchState.APPROVED)

    def show(self, form: IntroductionForm, status: int = 200) -> HttpResponse:
        approved = [it for it in self.approved if it.match.introduction_id is None]
        ready = [it for it in approved if it.broken is None]
        people = introduced_people(ready)
        reachable = [it for it in people if it.recipient.email]
        pages = Paginator(reachable, PREVIEWS_ON_A_PAGE)
        shown = pages.get_page(self.request.GET.get("page"))
        invited = self.without_account(reachable)
        return self.render(
            "programs/introductions.html",
            "introductions",
            status,
            form=form,
            emails=self.previews(list(shown), invited),
            shown=shown,
            count=len(reachable),
            matches=len(ready),
            unreachable=[it for it in people if not it.recipient.email],
            without_account=len(invited),
            can_invite=can_assign_role(self.membership, Role.PARTICIPANT),
            broken=[it for it in approved if it.broken],
            made=latest_introductions(self.program),
            contact=contact_name(self.program),
            can_change_texts=can_set_up_programs(self.membership),
        )

    def without_account(self, people: list[Introduced]) -> set[UUID]:
        """Return the people (ids) whom the introduction invites as well."""
        ids = [it.participant.person_id for it in people]
        found = invited_with_introduction(self.program, ids, at=timezone.now(), today=self.today)
        return {it.person.pk for it in found}

    def previews(
        self, people: list[Introduced], invited: Collection[UUID]
    ) -> list[tuple[Introduced, str, str]]:
        """Return each email as its recipient gets it, in their language."""
        own, contact = own_texts_of(self.program), contact_name(self.program)
        can_invite = can_assign_role(self.membership, Role.PARTICIPANT)
        found: list[tuple[Introduced, str, str]] = []
        for person in people:
            with translation.override(person.recipient.language or self.organization.language):
                values: dict[str, Any] = introduction_values(self.program, person, own, contact)
                if can_invite and person.participant.person_id in invited:
                    values["action_label"] = _("Accept invitation")
                subject, text = preview_unqueued(INTRODUCTION, person.recipient, values, self.organization)
            found.append((person, subject, text))
        return found


class IntroductionCancel(MatchingPage):
    rule = can_write_to_participants

    def post(self, request: HttpRequest, slug: str, program_id: UUID, introduction_id: UUID) -> HttpResponse:
        found = get_object_or_404(Introduction, pk=introduction_id, program=self.program)
        try:
            cancel_introduction(found, by=self.actor, at=timezone.now(), today=self.today)
        except ValidationError as error:
            self.show_error(error)
        else:
            notify(request, _("Introductions canceled. The matches are approved, and no email was sent."))
        return self.to("introductions")

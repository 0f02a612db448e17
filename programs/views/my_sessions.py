"""Sessions as mentors and mentees plan, move, record and cancel them."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from mentoring.ui import formats
from mentoring.ui.notices import notify
from mentoring.ui.rendering import render
from programs.actions.planning import (
    cancel_session,
    move_session,
    plan_session,
    update_agenda,
    withdraw_session,
)
from programs.actions.sessions import delete_session, record_session, restore_session, update_session
from programs.agenda_prompts import agenda_prompts
from programs.calendar_invitation import google_link, outlook_link, teams_link
from programs.enums import SessionState
from programs.forms import AgendaForm, PlanSessionForm, RecordSessionForm
from programs.models import Session
from programs.selectors.notes import notes_of
from programs.selectors.parties import Party, parties_of_participant
from programs.session_emails import entry_of, rows_of
from programs.session_times import moment_of, place_name
from programs.views.base import add_errors
from programs.views.parties import PartyView
from programs.views.sessions import KEPT
from programs.views.undo import recall, remember


class MySessionBase(PartyView):
    """Times are typed and shown in the reader's own time zone."""

    @property
    def zone(self) -> str:
        return timezone.get_current_timezone_name()

    def address(self, name: str, session: Session) -> str:
        arguments = {"slug": self.organization.slug, "match_id": self.match.pk, "session_id": session.pk}
        return reverse(f"programs:{name}", kwargs=arguments)

    def there(self, moment: datetime | None) -> str:
        """Return the time at the partner's place, where it differs: "2:00 PM in Lisbon"."""
        zone = self.party.partner.person.time_zone
        if not zone or moment is None:
            return ""
        local = moment.astimezone(ZoneInfo(zone))
        if local.utcoffset() == moment.astimezone(ZoneInfo(self.zone)).utcoffset():
            return ""
        with timezone.override(ZoneInfo(zone)):
            return _("%(time)s in %(place)s") % {"time": formats.time(moment), "place": place_name(zone)}

    def others(self) -> list[Party]:
        """Return a mentor's other active matches in the program, which may join a session."""
        if not self.party.is_mentor:
            return []
        parties = parties_of_participant(self.party.participant)
        return [it for it in parties if it.match.pk != self.match.pk and it.match.state == "active"]


class MySessionPlan(MySessionBase):
    def get(self, request: HttpRequest, slug: str, match_id: UUID) -> HttpResponse:
        last = Session.objects.filter(match=self.match).exclude(starts_at=None).order_by("-starts_at").first()
        initial: dict[str, Any] = {"minutes": 60}
        if last:
            initial = {
                "minutes": last.minutes or 60,
                "place": last.place,
                "at": timezone.localtime(last.starts_at).time(),
            }
        return self.show(PlanSessionForm(initial=initial, others=self.others()))

    def post(self, request: HttpRequest, slug: str, match_id: UUID) -> HttpResponse:
        others = self.others()
        form = PlanSessionForm(request.POST, others=others)
        if form.is_valid():
            data = form.cleaned_data
            joining = [it.match for it in others if str(it.match.pk) in data["joining"]]
            try:
                [session, *_more] = plan_session(
                    [self.match, *joining],
                    starts_at=moment_of(data["day"], data["at"], self.zone),
                    minutes=data["minutes"],
                    time_zone=self.zone,
                    place=data["place"],
                    agenda=data["agenda"],
                    by=self.actor,
                    now=self.now,
                )
            except ValidationError as error:
                add_errors(form, error, starts_at="day")
            else:
                mine = Session.objects.get(match=self.match, starts_at=session.starts_at)
                undo = self.address("my-session-withdraw", mine)
                notify(request, _("Session planned. Invitations go out in two minutes."), undo_url=undo)
                return redirect(self.address("my-session", mine))
        return self.show(form, status=422)

    def show(self, form: PlanSessionForm, status: int = 200) -> HttpResponse:
        context = {
            "party": self.party,
            "form": form,
            "zone": place_name(self.zone),
            "prompts": agenda_prompts(self.match.held_count),
        }
        return render(self.request, "programs/my_session_plan.html", context, status=status)


class MySessionRecord(MySessionBase):
    """Enter a session that has been held already."""

    def get(self, request: HttpRequest, slug: str, match_id: UUID) -> HttpResponse:
        return self.show(RecordSessionForm(initial={"day": self.today, "minutes": 60}))

    def post(self, request: HttpRequest, slug: str, match_id: UUID) -> HttpResponse:
        form = RecordSessionForm(request.POST)
        if form.is_valid():
            data = form.cleaned_data
            try:
                starts_at = moment_of(data["day"], data["at"], self.zone) if data["at"] else None
                day = self.organization.local_date(starts_at) if starts_at else data["day"]
                session = record_session(
                    self.match,
                    happens_on=day,
                    state=SessionState.HELD,
                    minutes=data["minutes"],
                    starts_at=starts_at,
                    by=self.actor,
                    today=self.today,
                )
            except ValidationError as error:
                add_errors(form, error, happens_on="day")
            else:
                undo = self.address("my-session-delete", session)
                notify(request, _("Session saved."), undo_url=undo)
                return self.back()
        return self.show(form, status=422)

    def show(self, form: RecordSessionForm, status: int = 200) -> HttpResponse:
        context = {"party": self.party, "form": form}
        return render(self.request, "programs/my_session_record.html", context, status=status)


class MySessionView(MySessionBase):
    """Loads one session of the caller's match."""

    session: Session

    def load(self) -> Any:
        party = super().load()
        self.session = get_object_or_404(Session, match=self.match, pk=self.kwargs["session_id"])
        self.session.match, self.session.program = self.match, self.match.program
        return party

    def notify_with_undo(self, text: str) -> None:
        notify(self.request, text, undo_url=self.address("my-session-restore", self.session))


class MySession(MySessionView):
    """One session: when and where, its agenda, and what can be done with it."""

    def get(self, request: HttpRequest, slug: str, match_id: UUID, session_id: UUID) -> HttpResponse:
        return self.show()

    def post(self, request: HttpRequest, slug: str, match_id: UUID, session_id: UUID) -> HttpResponse:
        """Move the session."""
        form = PlanSessionForm(request.POST, others=[])
        if form.is_valid():
            data = form.cleaned_data
            remember(request, self.session, KEPT)
            try:
                move_session(
                    self.session,
                    starts_at=moment_of(data["day"], data["at"], self.zone),
                    minutes=data["minutes"],
                    time_zone=self.zone,
                    place=data["place"],
                    by=self.actor,
                    now=self.now,
                )
            except ValidationError as error:
                add_errors(form, error, starts_at="day")
            else:
                self.notify_with_undo(_("Session moved. Invitations go out in two minutes."))
                return redirect(self.address("my-session", self.session))
        return self.show(status=422, form=form)

    def show(self, status: int = 200, **given: Any) -> HttpResponse:
        session = self.session
        starts_at = timezone.localtime(session.starts_at) if session.starts_at else None
        initial = {
            "day": starts_at.date() if starts_at else session.happens_on,
            "at": starts_at.time() if starts_at else None,
            "minutes": session.minutes or 60,
            "place": session.place,
        }
        context = {
            "party": self.party,
            "match": self.match,
            "notes": notes_of(self.party, session_id=session.pk),
            "session": session,
            "starts_at": starts_at,
            "ends_at": starts_at + timedelta(minutes=session.minutes or 60) if starts_at else None,
            "there": self.there(session.starts_at),
            "is_past": session.starts_at <= self.now
            if session.starts_at
            else session.happens_on <= self.today,
            "calendars": self.calendars(),
            "form": PlanSessionForm(initial=initial, others=[]),
            "agenda_form": AgendaForm(initial={"agenda": session.agenda}),
            "prompts": agenda_prompts(self.match.held_count),
            **given,
        }
        return render(self.request, "programs/my_session.html", context, status=status)

    def calendars(self) -> list[tuple[str, str]]:
        """Return links that prefill a calendar; only where the time is known and nobody has to be told otherwise."""
        if self.session.state != SessionState.PLANNED or self.session.starts_at is None:
            return []
        entry = entry_of(rows_of(self.session.pk), now=self.now)
        return [
            ("Outlook", outlook_link(entry)),
            ("Google Calendar", google_link(entry)),
            ("Microsoft Teams", teams_link(entry)),
        ]


class MySessionAgenda(MySessionView):
    def post(self, request: HttpRequest, slug: str, match_id: UUID, session_id: UUID) -> HttpResponse:
        form = AgendaForm(request.POST)
        if form.is_valid():
            update_agenda(self.session, agenda=form.cleaned_data["agenda"], by=self.actor)
            notify(request, _("Agenda saved."))
        else:
            self.show_error(
                ValidationError([message for errors in form.errors.values() for message in errors])
            )
        return redirect(self.address("my-session", self.session))


class MySessionCancel(MySessionView):
    def post(self, request: HttpRequest, slug: str, match_id: UUID, session_id: UUID) -> HttpResponse:
        remember(request, self.session, KEPT)
        cancel_session(self.session, by=self.actor, now=self.now)
        self.notify_with_undo(_("Session canceled."))
        return redirect(self.address("my-session", self.session))


class MySessionWithdraw(MySessionView):
    """Undo planning."""

    def post(self, request: HttpRequest, slug: str, match_id: UUID, session_id: UUID) -> HttpResponse:
        withdraw_session(self.session, by=self.actor, now=self.now)
        notify(request, _("Session not planned."))
        return self.back()


class MySessionHeld(MySessionView):
    """Mark a session as held, or with `state` as missed."""

    def post(self, request: HttpRequest, slug: str, match_id: UUID, session_id: UUID) -> HttpResponse:
        remember(request, self.session, KEPT)
        state = SessionState.MISSED if request.POST.get("state") == "missed" else SessionState.HELD
        try:
            update_session(
                self.session,
                happens_on=self.session.happens_on,
                state=state,
                minutes=self.session.minutes,
                by=self.actor,
                today=self.today,
            )
        except ValidationError as error:
            self.show_error(error)
        else:
            self.notify_with_undo(_("Session saved."))
        return self.back()


class MySessionDelete(MySessionView):
    """Delete a session that was recorded by mistake. One with invitations is cancelled instead."""

    def post(self, request: HttpRequest, slug: str, match_id: UUID, session_id: UUID) -> HttpResponse:
        remember(request, self.session, KEPT)
        if self.session.state == SessionState.PLANNED and self.session.starts_at:
            withdraw_session(self.session, by=self.actor, now=self.now)
        else:
            delete_session(self.session, by=self.actor, today=self.today)
        self.notify_with_undo(_("Session deleted."))
        return self.back()


class MySessionRestore(MySessionBase):
    """Undo what was done to a session last. The session may not exist any more."""

    def post(self, request: HttpRequest, slug: str, match_id: UUID, session_id: UUID) -> HttpResponse:
        values = recall(request, Session, session_id)
        try:
            if values is None:
                raise ValidationError(_("This change can no longer be undone."))
            self.restore(session_id, values)
        except ValidationError as error:
            self.show_error(error)
        else:
            notify(request, _("Session restored."))
        return self.back()

    def restore(self, session_id: UUID, values: dict[str, Any]) -> None:
        session = Session.objects.filter(match=self.match, pk=session_id).first()
        if session is None or values["state"] != SessionState.PLANNED or values["starts_at"] is None:
            restore_session(self.match, session_id, values, by=self.actor, today=self.today)
            return
        # Calendars have followed the change, so they have to follow its undoing.
        session.match, session.program = self.match, self.match.program
        move_session(
            session,
            starts_at=values["starts_at"],
            minutes=values["minutes"],
            time_zone=values["time_zone"],
            place=values["place"],
            by=self.actor,
            now=self.now,
        )

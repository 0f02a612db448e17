"""Pages that record, update, delete and restore sessions of a match."""

from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from mentoring.ui.notices import notify
from programs.actions import delete_session, record_session, restore_session, update_session
from programs.forms import SessionForm
from programs.models import Session
from programs.rules import can_edit_match
from programs.views.base import add_errors
from programs.views.matches import MatchView
from programs.views.undo import recall, remember

KEPT = (
    "happens_on", "starts_at", "time_zone", "state", "minutes", "place", "rating", "agenda", "joint_id",
    "counts_minutes", "external_id", "calendar_sequence",
)  # fmt: skip


class SessionCreate(MatchView):
    rule = can_edit_match

    def get(self, request: HttpRequest, slug: str, program_id: UUID, match_id: UUID) -> HttpResponse:
        return self.show()

    def post(self, request: HttpRequest, slug: str, program_id: UUID, match_id: UUID) -> HttpResponse:
        form = SessionForm(request.POST, prefix="session")
        if form.is_valid():
            try:
                record_session(self.match, **form.cleaned_data, by=self.actor, today=self.today)
            except ValidationError as error:
                add_errors(form, error)
            else:
                notify(request, _("Session saved. Status updated."))
                return self.back()
        return self.show(status=422, session_form=form)


class SessionView(MatchView):
    """Load a session of the match."""

    rule = can_edit_match
    session: Session

    def load(self) -> Session:
        match = super().load()
        self.session = get_object_or_404(Session, match=match, pk=self.kwargs["session_id"])
        self.session.match = match
        return self.session

    def notify_with_undo(self, text: str) -> None:
        undo_url = self.address("programs:session-restore", session_id=self.kwargs["session_id"])
        notify(self.request, text, undo_url=undo_url)


class SessionUpdate(SessionView):
    """The page of the match with the form in the row of the session."""

    def get(self, request: HttpRequest, **kwargs: object) -> HttpResponse:
        names = ("happens_on", "state", "minutes")
        initial = {name: getattr(self.session, name) for name in names}
        return self.show(edited=self.session.pk, edit_form=SessionForm(initial=initial))

    def post(self, request: HttpRequest, **kwargs: object) -> HttpResponse:
        form = SessionForm(request.POST)
        if form.is_valid():
            try:
                update_session(self.session, **form.cleaned_data, by=self.actor, today=self.today)
            except ValidationError as error:
                add_errors(form, error)
            else:
                remember(request, self.session, KEPT)
                self.notify_with_undo(_("Session saved. Status updated."))
                return self.back()
        return self.show(status=422, edited=self.session.pk, edit_form=form)


class SessionDelete(SessionView):
    def post(self, request: HttpRequest, **kwargs: object) -> HttpResponse:
        remember(request, self.session, KEPT)
        try:
            delete_session(self.session, by=self.actor, today=self.today)
        except ValidationError as error:
            self.show_error(error)
        else:
            self.notify_with_undo(_("Session deleted. Status updated."))
        return self.back()


class SessionRestore(MatchView):
    """Undo an update or a deletion. The session may not exist."""

    rule = can_edit_match

    def post(self, request: HttpRequest, session_id: UUID, **kwargs: object) -> HttpResponse:
        values = recall(request, Session, session_id)
        try:
            if values is None:
                raise ValidationError(_("This change can no longer be undone."))
            restore_session(self.match, session_id, values, by=self.actor, today=self.today)
        except ValidationError as error:
            self.show_error(error)
        else:
            notify(request, _("Session restored. Status updated."))
        return self.back()

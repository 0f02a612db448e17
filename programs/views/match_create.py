"""Match two participants by hand: choose a mentee, then one of the mentors, best first."""

from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from mentoring.people.names import normalize_name
from mentoring.ui.notices import notify
from mentoring.ui.rendering import render
from programs.actions.match_states import create_match
from programs.enums import ParticipantRole
from programs.forms import MatchCreateForm, MatchCreateQuery
from programs.models import Participant
from programs.rules import can_edit_match
from programs.selectors.mentors import mentees_to_match, mentor_choices
from programs.views.base import ProgramView, add_errors


class MatchCreate(ProgramView):
    """`mentee` in the query string is the mentee; `q` searches in the list of the step."""

    rule = can_edit_match

    def get(self, request: HttpRequest, slug: str, program_id: UUID) -> HttpResponse:
        return self.show(MatchCreateForm(initial={"started_on": self.today}))

    def post(self, request: HttpRequest, slug: str, program_id: UUID) -> HttpResponse:
        form = MatchCreateForm(request.POST)
        mentee = self.mentee
        if form.is_valid() and mentee is not None:
            mentors = Participant.objects.filter(program=self.program)
            mentor = get_object_or_404(mentors, pk=form.cleaned_data["mentor"])
            try:
                match = create_match(
                    self.program,
                    mentor=mentor,
                    mentee=mentee,
                    started_on=form.cleaned_data["started_on"],
                    by=self.actor,
                    today=self.today,
                )
            except ValidationError as error:
                add_errors(form, error)
            else:
                notify(request, _("Match created. Nobody gets an email, so tell both yourself."))
                return self.to("match-detail", match_id=match.pk)
        return self.show(form, status=422)

    @property
    def query(self) -> dict[str, Any]:
        query = MatchCreateQuery(self.request.GET)
        query.is_valid()
        return query.cleaned_data

    @property
    def mentee(self) -> Participant | None:
        mentee_id = self.query.get("mentee")
        if mentee_id is None:
            return None
        mentees = Participant.objects.filter(program=self.program, role=ParticipantRole.MENTEE)
        return get_object_or_404(mentees.select_related("person"), pk=mentee_id)

    def show(self, form: MatchCreateForm, status: int = 200) -> HttpResponse:
        mentee, q = self.mentee, self.query.get("q") or ""
        name = normalize_name(q)
        context: dict[str, Any] = {"program": self.program, "form": form, "mentee": mentee, "q": q}
        if mentee is None:
            context["mentees"] = mentees_to_match(self.program, name=name)
        else:
            context["choice"] = mentor_choices(self.program, [mentee], today=self.today, name=name)[mentee.pk]
        return render(self.request, "programs/match_new.html", context, status=status)

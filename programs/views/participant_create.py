"""Add one person of the directory to a program: search, choose, enter the role."""

from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from mentoring.people.models import Person
from mentoring.people.rules import can_create_people
from mentoring.people.selectors import PeopleFilters, people_on
from mentoring.ui.notices import notify
from mentoring.ui.rendering import render
from programs.actions.participants import create_participant
from programs.forms import ParticipantForm, ParticipantQuery
from programs.models.participant import split_topics
from programs.rules import can_edit_match
from programs.selectors.participants import programs_of_person
from programs.views.base import ProgramView, add_errors

FOUND_SHOWN = 20


class ParticipantCreate(ProgramView):
    """`q` searches the directory; `person` is the person chosen."""

    rule = can_edit_match

    def get(self, request: HttpRequest, slug: str, program_id: UUID) -> HttpResponse:
        return self.show(ParticipantForm())

    def post(self, request: HttpRequest, slug: str, program_id: UUID) -> HttpResponse:
        form, person = ParticipantForm(request.POST), self.person
        if form.is_valid() and person is not None:
            data = {**form.cleaned_data, "topics": split_topics(form.cleaned_data["topics"])}
            try:
                create_participant(self.program, person=person, **data, by=self.actor, today=self.today)
            except ValidationError as error:
                add_errors(form, error)
            else:
                notify(request, _("%(name)s added.") % {"name": person.name})
                return self.to("participant-list")
        return self.show(form, status=422)

    @property
    def query(self) -> dict[str, Any]:
        query = ParticipantQuery(self.request.GET)
        query.is_valid()
        return query.cleaned_data

    @property
    def person(self) -> Person | None:
        person_id = self.query.get("person")
        return (
            get_object_or_404(Person.objects.visible_to(self.membership), pk=person_id) if person_id else None
        )

    def show(self, form: ParticipantForm, status: int = 200) -> HttpResponse:
        person, q = self.person, self.query.get("q") or ""
        context: dict[str, Any] = {"program": self.program, "form": form, "person": person, "q": q}
        if person is not None:
            roles = [
                it
                for it in programs_of_person(person.pk, membership=self.membership, today=self.today)
                if it.program_id == self.program.pk
            ]
            context["roles"] = [it.get_role_display() for it in roles]
        elif q:
            found = people_on(self.today, PeopleFilters(q=q), membership=self.membership)
            people = list(found.by_name()[: FOUND_SHOWN + 1])
            context["people"], context["has_more"] = people[:FOUND_SHOWN], len(people) > FOUND_SHOWN
        context["can_create_person"] = can_create_people(self.membership)
        return render(self.request, "programs/participant_new.html", context, status=status)

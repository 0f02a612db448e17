"""The directory as of today, and a person's page."""

from datetime import date
from typing import ClassVar
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mentoring.members.extensions import SEARCH_SHOWN, HomeStep, SearchResult
from mentoring.people.actions import create_person, export_people
from mentoring.people.extensions import PERSON_SECTIONS
from mentoring.people.forms import PeopleFilter, PersonForm
from mentoring.people.models import Person
from mentoring.people.rules import can_create_people, can_export_people, can_see_people
from mentoring.people.selectors import attribute_choices, history_of, people_on
from mentoring.tenancy.views import Rule, TenantView
from mentoring.ui.keyset import read_page
from mentoring.ui.navigation import NavItem
from mentoring.ui.notices import notify
from mentoring.ui.rendering import render
from mentoring.ui.tables import Column, Columns, filters_of
from mentoring.ui.tabular import table_response

PEOPLE = NavItem(
    "people",
    gettext_lazy("Directory"),
    "contact-round",
    "people:person-list",
    visible=can_see_people,
    group="organization",
    in_bottom_bar=True,
    order=30,
)
COLUMNS = [
    Column("name", gettext_lazy("Name")),
    Column("department", gettext_lazy("Department"), narrow="fact"),
    Column("level", gettext_lazy("Level"), narrow="away"),
    Column("location", gettext_lazy("Location"), narrow="away"),
]


class PeopleView(TenantView):
    rule: ClassVar[Rule] = can_see_people

    @property
    def today(self) -> date:
        return self.organization.local_date(timezone.now())


class PersonList(PeopleView):
    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        filters = PeopleFilter(request.GET).filters()
        people = people_on(self.today, filters, membership=self.membership)
        choices = attribute_choices(self.today, membership=self.membership)
        context = {
            "page": read_page(people, by=("name_norm", "id"), cursor=request.GET.get("cursor", "")),
            "count": people.count(),
            "filters": filters,
            "departments": _options(_("All departments"), choices["department"]),
            "levels": _options(_("All levels"), choices["level"]),
            "locations": _options(_("All locations"), choices["location"]),
            "presence": [("", _("Current")), ("1", _("Has left"))],
            "columns": Columns(request, COLUMNS),
            "can_export": can_export_people(self.membership),
            "export_fields": filters_of(request),
        }
        return render(request, "people/person_list.html", context, block="list")


class PersonExport(PeopleView):
    """A POST, because the export is recorded in the audit log."""

    rule = can_export_people

    def post(self, request: HttpRequest, slug: str) -> HttpResponse:
        table = export_people(PeopleFilter(request.POST).filters(), day=self.today, by=self.actor)
        name = f"people-{slug}-{self.today:%Y-%m-%d}"
        return table_response(name, table, file_format=request.POST.get("format", ""))


class PersonCreate(PeopleView):
    """Add one person. `next` is a page of this organization to return to, with the person in its query string."""

    rule = can_create_people

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        return self.show(PersonForm())

    def post(self, request: HttpRequest, slug: str) -> HttpResponse:
        form = PersonForm(request.POST)
        if form.is_valid():
            try:
                person = create_person(**form.cleaned_data, by=self.actor, today=self.today)
            except ValidationError as error:
                form.add_error(None, ValidationError(error.messages))
            else:
                notify(request, _("%(name)s added to the directory.") % {"name": person.name})
                if next_url := self.next_page:
                    return redirect(f"{next_url}?person={person.pk}")
                return redirect("people:person-detail", slug=slug, person_id=person.pk)
        return self.show(form, status=422)

    def show(self, form: PersonForm, status: int = 200) -> HttpResponse:
        return render(self.request, "people/person_new.html", {"form": form}, status=status)


class PersonDetail(PeopleView):
    loaded: Person

    def load(self) -> Person:
        return get_object_or_404(Person.objects.visible_to(self.membership), pk=self.kwargs["person_id"])

    def get(self, request: HttpRequest, slug: str, person_id: UUID) -> HttpResponse:
        history = history_of(self.loaded, day=self.today)
        context = {
            "person": self.loaded,
            "has_left": self.loaded.has_left(self.today),
            "current": history.attributes[0] if history.attributes else None,
            "history": history,
            "sections": [
                (section.label, reverse(section.url_name, kwargs=self.kwargs))
                for section in PERSON_SECTIONS
                if section.visible(self.membership)
            ],
        }
        return render(request, "people/person_detail.html", context)


def _options(everything: str, found: list[str]) -> list[tuple[str, str]]:
    return [("", everything), *((value, value) for value in found)]


def directory_step(request: HttpRequest) -> HomeStep | None:
    """Return the first step while the directory is empty: to import it. One query."""
    if Person.objects.exists():
        return None
    return HomeStep(
        gettext_lazy("Import your directory"),
        gettext_lazy(
            "Upload or paste the list that your HR system exports. You see a preview before anything is imported."
        ),
        reverse("imports:run-create", kwargs={"slug": request.organization.slug, "kind": "directory"}),
    )


class PeopleSearch:
    """Finds people by the start of a word of their name, or of their email address. One query."""

    label = gettext_lazy("People")
    icon = "user-round"

    def find(self, request: HttpRequest, text: str) -> list[SearchResult]:
        if not can_see_people(request.membership):
            return []
        people = Person.objects.visible_to(request.membership).matching(text).by_name()[:SEARCH_SHOWN]
        return [
            SearchResult(
                person.name,
                " · ".join(filter(None, (person.job_title, person.email))),
                reverse(
                    "people:person-detail", kwargs={"slug": request.organization.slug, "person_id": person.pk}
                ),
            )
            for person in people
        ]

"""The concerns of those who are named for them. Not even owners open the concerns of others."""

from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from mentoring.tenancy.rules import is_member, is_owner
from mentoring.tenancy.views import TenantView
from mentoring.ui.notices import notify
from mentoring.ui.rendering import render
from programs.actions.concerns import answer_concern, name_reader
from programs.forms.support import ConcernReaderForm
from programs.models import Concern
from programs.rules import can_name_reader, can_read_concern
from programs.selectors.concerns import concerns_for, concerns_without_readers, possible_readers
from programs.selectors.parties import Party
from programs.views.base import add_errors


class ConcernList(TenantView):
    """The concerns that the caller is named for."""

    rule = is_member

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        context = {
            "layout": self.layout,
            "concerns": concerns_for(self.membership),
            "without_readers": concerns_without_readers(self.membership) if is_owner(self.membership) else [],
        }
        return render(request, "programs/concern_list.html", context)


class ConcernReader(TenantView):
    """Owners name somebody for a concern whose readers have both left. They see no text and not who raised it."""

    rule = can_name_reader

    def load(self) -> Any:
        found = Concern.objects.without_readers().of_others(self.membership)
        people = ("match__program", "match__mentor__person", "match__mentee__person")
        return get_object_or_404(found.select_related(*people), pk=self.kwargs["concern_id"])

    def get(self, request: HttpRequest, slug: str, concern_id: UUID) -> HttpResponse:
        return self.show(ConcernReaderForm(members=possible_readers(self.loaded.match)))

    def post(self, request: HttpRequest, slug: str, concern_id: UUID) -> HttpResponse:
        form = ConcernReaderForm(request.POST, members=possible_readers(self.loaded.match))
        if form.is_valid():
            today = self.organization.local_date(timezone.now())
            try:
                name_reader(self.loaded, form.cleaned_data["reader"], by=self.actor, today=today)
            except ValidationError as error:
                add_errors(form, error)
            else:
                notify(request, _("Named. They have been told."))
                return redirect("programs:concern-list", slug=slug)
        return self.show(form, status=422)

    def show(self, form: ConcernReaderForm, status: int = 200) -> HttpResponse:
        context = {"layout": self.layout, "form": form, "concern": self.loaded}
        return render(self.request, "programs/concern_reader.html", context, status=status)


class ConcernView(TenantView):
    """Everybody who is not named gets 404, so that nobody learns that there is a concern."""

    rule = can_read_concern

    def load(self) -> Any:
        people = ("match__program", "match__mentor__person", "match__mentee__person", "author__person")
        named = Concern.objects.named(self.membership).select_related(*people)
        return get_object_or_404(named, pk=self.kwargs["concern_id"])


class ConcernDetail(ConcernView):
    def get(self, request: HttpRequest, slug: str, concern_id: UUID) -> HttpResponse:
        concern = self.loaded
        is_mentor = concern.author_id == concern.match.mentor_id
        author = Party(concern.match, "mentor" if is_mentor else "mentee")
        context = {"layout": self.layout, "concern": concern, "text": concern.read(), "author": author}
        return render(request, "programs/concern_detail.html", context)


class ConcernAnswer(ConcernView):
    def post(self, request: HttpRequest, slug: str, concern_id: UUID) -> HttpResponse:
        answer_concern(self.loaded, by=self.actor, at=timezone.now())
        notify(request, _("Marked as answered."))
        return redirect("programs:concern-list", slug=slug)

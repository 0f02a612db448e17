"""The concerns of those who are named for them. Not even owners open the concerns of others."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from mentoring.tenancy.rules import is_member
from mentoring.tenancy.views import TenantView
from mentoring.ui.notices import notify
from mentoring.ui.rendering import render
from programs.actions.concerns import answer_concern
from programs.models import Concern
from programs.rules import can_read_concern
from programs.selectors.concerns import concerns_for
from programs.selectors.parties import Party


class ConcernList(TenantView):
    """The concerns that the caller is named for."""

    rule = is_member

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        context = {"concerns": concerns_for(self.membership)}
        return render(request, "programs/concern_list.html", context)


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
        context = {"concern": concern, "text": concern.read(), "author": author}
        return render(request, "programs/concern_detail.html", context)


class ConcernAnswer(ConcernView):
    def post(self, request: HttpRequest, slug: str, concern_id: UUID) -> HttpResponse:
        answer_concern(self.loaded, by=self.actor, at=timezone.now())
        notify(request, _("Marked as answered."))
        return redirect("programs:concern-list", slug=slug)

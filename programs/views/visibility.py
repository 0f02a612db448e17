"""“What can my administrator see about me?”, for every member, and what they have written as a file."""

import json

from django.http import HttpRequest, HttpResponse

from mentoring.tenancy.rules import is_member
from mentoring.tenancy.views import TenantView
from mentoring.ui.rendering import render
from programs.actions.exports import export_own_texts
from programs.selectors.meeting_pages import help_readers
from programs.selectors.visibility import visibility_of


class MyVisibility(TenantView):
    rule = is_member

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        context = {"seen": visibility_of(self.membership), "staff": help_readers()}
        return render(request, "programs/my_visibility.html", context)


class MyTexts(TenantView):
    """Download one's own notes, review answers and concerns. There is no such export of others."""

    rule = is_member

    def post(self, request: HttpRequest, slug: str) -> HttpResponse:
        body = json.dumps(export_own_texts(self.membership, by=self.actor), ensure_ascii=False, indent=2)
        response = HttpResponse(body, content_type="application/json")
        response.headers["Content-Disposition"] = 'attachment; filename="my-texts.json"'
        response.headers["Cache-Control"] = "no-store"
        return response

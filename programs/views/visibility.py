"""“What can my administrator see about me?”, for every member."""

from django.http import HttpRequest, HttpResponse

from mentoring.tenancy.rules import is_member
from mentoring.tenancy.views import TenantView
from mentoring.ui.rendering import render
from programs.selectors.meeting_pages import help_readers
from programs.selectors.visibility import visibility_of


class MyVisibility(TenantView):
    rule = is_member

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        context = {"seen": visibility_of(self.membership), "staff": help_readers()}
        return render(request, "programs/my_visibility.html", context)

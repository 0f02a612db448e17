"""Search in an organization: a dialog on every page, and a page without JavaScript."""

from django.http import HttpRequest, HttpResponse

from mentoring.members.forms import SearchForm
from mentoring.members.selectors import search_groups
from mentoring.tenancy.rules import is_member
from mentoring.tenancy.views import TenantView
from mentoring.ui.rendering import render


class Search(TenantView):
    rule = is_member

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        form = SearchForm(request.GET)
        text = form.cleaned_data["q"] if form.is_valid() else ""
        context = {
            "layout": self.layout,
            "q": text,
            "groups": search_groups(request, text),
        }
        return render(request, "members/search.html", context, block="results")

"""All components on one page, and a page of each layout, in both themes, for axe and screenshots.

Public, because it contains sample content only.
"""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from . import errors, sample_charts, samples
from .notices import Notice
from .rendering import render
from .tables import Column, Columns

THEMES = ("light", "dark")
SAMPLES = ("administrator", "participant", "respondent", "sign-in")
ERRORS = {
    "error-400": errors.bad_request,
    "error-403": errors.permission_denied,
    "error-404": errors.page_not_found,
    "error-413": errors.request_too_large,
    "error-429": lambda request: errors.too_many_requests(request, retry_after=240),
    "error-500": errors.server_error,
    "error-csrf": errors.csrf_failure,
}


@require_safe
def components(request: HttpRequest) -> HttpResponse:
    context = _sample_context(request)
    query, state = request.GET.get("q", "").casefold(), request.GET.get("state", "all")
    found = [
        match
        for match in context["matches"]
        if query in f"{match.mentor} {match.mentee}".casefold() and state in {"all", match.state}
    ]
    context |= {"found": found[:6], "pages": [*SAMPLES, *ERRORS]}
    return render(request, "ui/styleguide/components.html", context, block="matches")


@require_safe
def sample(request: HttpRequest, page: str) -> HttpResponse:
    if page in ERRORS:
        return ERRORS[page](request)
    if page not in SAMPLES:
        raise Http404
    return render(request, f"ui/styleguide/{page}.html", _sample_context(request))


def _sample_context(request: HttpRequest) -> dict[str, Any]:
    # The attributes of a member's request that layouts read.
    request.navigation = samples.navigation()
    request.membership = request.organization = samples.ORGANIZATION
    theme = request.GET.get("theme")
    columns = Columns(
        request,
        [
            Column("match", "Match", sortable=True),
            Column("state", "Health", sortable=True),
            Column("sessions", "Sessions held", numeric=True, sortable=True),
            Column("next", "Next session", sortable=True),
            Column("goals", "Goals", numeric=True),
        ],
        default="match",
    )
    return {
        "theme": theme if theme in THEMES else None,
        "columns": columns,
        "matches": samples.matches(50),
        "form": samples.SampleForm(),
        "wrong_form": samples.SampleForm({"name": "", "capacity": "12"}, prefix="wrong"),
        "code_form": samples.CodeForm({"code": "12"}),
        "charts": sample_charts.all_kinds(),
        "sessions_chart": sample_charts.sessions(),
        "ratings_chart": sample_charts.ratings(),
        "answers_chart": sample_charts.answers(),
        "today": samples.TODAY,
        "notice": Notice("Priya Raman and Jon Lindqvist are matched.", "ok", "#undo"),
    }

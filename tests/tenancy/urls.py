"""Pages for the tests of tenant isolation only."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.urls import include, path

from mentoring.tenancy.models import Membership
from mentoring.tenancy.rules import is_administrator, is_member
from mentoring.tenancy.views import TenantView
from tests.factories.tenancy import make_api_token, make_membership


class Whoami(TenantView):
    rule = is_member

    def get(self, request, slug):
        return HttpResponse(f"{self.organization.name} {self.membership.role} {self.actor.kind}")


class AdministratorsOnly(TenantView):
    rule = is_administrator

    def get(self, request, slug):
        return HttpResponse("ok")


class WriteThen(TenantView):
    """Writes a row, then ends as asked."""

    rule = is_member

    def post(self, request, slug, ending):
        make_api_token(membership=self.membership, name="half")
        match ending:
            case "fine":
                return HttpResponse("ok")
            case "crash":
                raise RuntimeError("on purpose")
            case "missing":
                raise Http404
            case "refused":
                raise PermissionDenied
            case "answered-500":
                return HttpResponse(status=500)


class LateStream(TenantView):
    rule = is_member

    def get(self, request, slug):
        def rows():
            yield from (str(m.id) for m in Membership.objects.all())

        return StreamingHttpResponse(rows())


def public(request, slug):
    return HttpResponse(f"{request.organization.name} {request.membership} {make_membership().role}")


urlpatterns = [
    path("o/<slug:slug>/whoami/", Whoami.as_view()),
    path("o/<slug:slug>/administrators/", AdministratorsOnly.as_view()),
    path("o/<slug:slug>/write/<str:ending>/", WriteThen.as_view()),
    path("o/<slug:slug>/late-stream/", LateStream.as_view()),
    path("p/<slug:slug>/", public),
    path("", include("mentoring.urls")),
]

"""Open the scope of the organization in the URL and load the membership."""

import re
from collections.abc import Callable

from django.contrib.auth.views import redirect_to_login
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django_htmx.http import HttpResponseClientRedirect

from mentoring.prepared_lookup import PreparedLookup
from mentoring.tenancy.enums import MembershipState
from mentoring.tenancy.models import SLUG, Membership, Organization
from mentoring.tenancy.scope import tenant_scope

# Pages of members, public pages, capability links, API. The rest of the path is the URL configuration's.
ADDRESS = re.compile(
    rf"^/(?:(?P<members>o)|(?P<public>p)|(?P<link>l/[a-z-]+)|(?P<api>api/v1/o))/(?P<slug>{SLUG})/"
)
ORGANIZATION = PreparedLookup(Organization, '"slug" = %s AND "is_active"')
MEMBERSHIP = PreparedLookup(
    Membership, '"tenancy_membership"."organization_id" = %s AND "user_id" = %s AND "state" = %s'
)


class OrganizationMiddleware:
    """Answer non-members with 404 and anonymous requests with the sign-in page, even for unknown organizations.

    The slug is an untrusted hint. For pages of members, the membership is loaded inside the scope in every request,
    so a role change or a removal takes effect with the next one. For the API, DRF authenticates inside the scope; a
    capability link authorizes itself. Streaming responses run after the scope and fail on tenant data.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.organization = request.membership = None
        address = ADDRESS.match(request.path_info)
        if not address:
            return self.get_response(request)
        if address["members"] and not request.user.is_authenticated:
            return sign_in_first(request)
        organization = ORGANIZATION.get(address["slug"])
        if organization is None:
            if address["link"] or address["api"]:
                return self.get_response(request)  # answers as for any invalid link or token
            raise Http404
        with tenant_scope(organization.id):
            request.organization = organization
            if address["members"]:
                request.membership = membership_of(request, organization)
            response = self.get_response(request)
            if response.status_code >= 500:
                transaction.set_rollback(True)
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> None:
        # Django turns the exception into a response before it reaches the scope, which would commit partial work.
        if request.organization is not None:
            transaction.set_rollback(True)


def sign_in_first(request: HttpRequest) -> HttpResponse:
    redirect = redirect_to_login(request.get_full_path())
    return HttpResponseClientRedirect(redirect.url) if getattr(request, "htmx", False) else redirect


def membership_of(request: HttpRequest, organization: Organization) -> Membership:
    membership = MEMBERSHIP.get(organization.id, request.user.pk, MembershipState.ACTIVE)
    if membership is None:
        raise Http404
    membership.user, membership.organization = request.user, organization  # saves two queries
    return membership

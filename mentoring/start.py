"""The start page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from mentoring.accounts.extensions import PENDING_PAGES
from mentoring.members.sign_up import can_create_organization, is_first_run
from mentoring.tenancy.definers import my_memberships
from mentoring.tenancy.enums import Role
from mentoring.ui.rendering import render


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """Show the welcome page, or redirect to a pending page or the person's only organization, or list them."""
    if not request.user.is_authenticated:
        return render(request, "accounts/welcome.html", {"is_first_run": is_first_run()})
    for find in PENDING_PAGES:
        address = find(request.user)
        if address:
            return redirect(address)
    memberships = my_memberships(request.user.pk)
    if len(memberships) == 1:
        return redirect(f"/o/{memberships[0].slug}/")
    organizations = [(it.name, f"/o/{it.slug}/", Role(it.role).label) for it in memberships]
    context = {
        "organizations": organizations,
        "create_url": reverse("members:organization-create") if can_create_organization(request) else None,
    }
    return render(request, "accounts/organizations.html", context)

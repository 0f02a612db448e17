"""Create an organization; its home page and settings; the list of a person's organizations."""

from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views import View

from mentoring.members.actions.organizations import create_organization, update_organization
from mentoring.members.extensions import HOME_PARTS, HOME_STEPS
from mentoring.members.forms import NewOrganizationForm, OrganizationForm
from mentoring.members.models import MemberInvite
from mentoring.members.selectors import administrators, organization_numbers, suggest_slug
from mentoring.members.sign_up import can_create_organization
from mentoring.tenancy.definers import my_memberships
from mentoring.tenancy.enums import Role
from mentoring.tenancy.rules import is_administrator, is_member
from mentoring.tenancy.views import TenantView
from mentoring.ui.notices import notify
from mentoring.ui.rendering import render


class OrganizationList(LoginRequiredMixin, View):
    """List the person's organizations, with links to open and to leave each."""

    def get(self, request: HttpRequest) -> HttpResponse:
        mine = [(it, Role(it.role).label) for it in my_memberships(request.user.pk)]
        context = {"mine": mine, "can_create": can_create_organization(request)}
        return render(request, "members/organization_list.html", context)


class OrganizationCreate(LoginRequiredMixin, View):
    def dispatch(self, request: HttpRequest) -> HttpResponseBase:
        if request.user.is_authenticated and not can_create_organization(request):
            raise PermissionDenied
        return super().dispatch(request)

    def get(self, request: HttpRequest) -> HttpResponse:
        user = request.user
        form = NewOrganizationForm(
            initial={"language": user.language or request.LANGUAGE_CODE, "time_zone": user.time_zone}
        )
        return render(request, "members/organization_new.html", {"form": form})

    def post(self, request: HttpRequest) -> HttpResponse:
        form = NewOrganizationForm(request.POST)
        if form.is_valid():
            data = form.cleaned_data
            data["slug"] = data["slug"] or suggest_slug(data["name"])
            try:
                organization = create_organization(**data, by=request.user)
            except ValidationError as error:
                form.add_error(None, error)
            else:
                notify(
                    request,
                    _("Organization created: %(name)s. You are its owner.") % {"name": organization.name},
                )
                return redirect("members:home", slug=organization.slug)
        return render(request, "members/organization_new.html", {"form": form}, status=422)


class OrganizationHome(TenantView):
    """The home page of an organization."""

    rule = is_member

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        parts = [part for build in HOME_PARTS if (part := build(request)) is not None]
        context = {"parts": parts, "membership": self.membership}
        if not is_administrator(self.membership):
            context |= {"layout": self.layout, "who_runs_it": administrators()}
            return render(request, "members/home_member.html", context)
        context |= {
            "numbers": organization_numbers(),
            "pending": MemberInvite.objects.pending(timezone.now()).count(),
            "steps": [step for build in HOME_STEPS if (step := build(request)) is not None],
        }
        return render(request, "members/home_administrator.html", context)


class OrganizationEdit(TenantView):
    rule = is_administrator

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        return self._page(OrganizationForm(instance=self.organization))

    def post(self, request: HttpRequest, slug: str) -> HttpResponse:
        form = OrganizationForm(request.POST, instance=self.organization)
        if form.is_valid():
            try:
                update_organization(self.organization, **form.cleaned_data, by=self.actor)
            except ValidationError as error:
                form.add_error(None, error)
            else:
                notify(request, _("Changes saved."))
                return redirect("members:organization-edit", slug=slug)
        return self._page(form, status=422)

    def _page(self, form: OrganizationForm, status: int = 200) -> HttpResponse:
        return render(self.request, "members/organization_edit.html", {"form": form}, status=status)

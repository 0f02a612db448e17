"""Pages for the members of an organization: list, details, role, removal and restoration."""

from typing import ClassVar
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mentoring.members.actions.members import (
    change_member_role,
    leave_organization,
    remove_member,
    restore_member,
)
from mentoring.members.forms import MemberFilter, RoleForm
from mentoring.members.querysets import members_with_name, searched
from mentoring.members.rules import can_manage_member
from mentoring.tenancy.enums import MembershipState, Role
from mentoring.tenancy.models import Membership
from mentoring.tenancy.rules import is_administrator, is_member
from mentoring.tenancy.views import Rule, TenantView
from mentoring.ui.keyset import read_page
from mentoring.ui.notices import notify
from mentoring.ui.rendering import render
from mentoring.ui.tables import Column, Columns

COLUMNS = [
    Column("name", gettext_lazy("Name"), sortable=True),
    Column("email", gettext_lazy("Email"), narrow="fact"),
    Column("role", gettext_lazy("Role"), narrow="state"),
    Column("joined", gettext_lazy("Joined"), sortable=True, narrow="away"),
]
ORDERS = {
    "name": ("sort_name", "id"),
    "-name": ("-sort_name", "-id"),
    "joined": ("joined_at", "id"),
    "-joined": ("-joined_at", "-id"),
}


def filter_values(request: HttpRequest) -> dict[str, str]:
    """Return the values of the filter; without a query string, the form is skipped."""
    if not request.GET:
        return {}
    chosen = MemberFilter(request.GET)
    chosen.is_valid()
    return chosen.cleaned_data


class MemberList(TenantView):
    rule = is_administrator

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        asked = filter_values(request)
        state = asked.get("state") or MembershipState.ACTIVE
        members = searched(members_with_name().filter(state=state), asked.get("q") or "")
        if asked.get("role"):
            members = members.with_role(asked["role"])
        columns = Columns(request, COLUMNS, default="name")
        rows = members.values_list("id", "name", "email", "role", "joined_at", "sort_name", named=True)
        page = read_page(rows, by=ORDERS[columns.sort], cursor=request.GET.get("cursor", ""))
        roles = {value: str(label) for value, label in Role.choices}
        context = {
            "page": page,
            "count": len(page.rows) if page.is_whole else members.count(),
            "columns": columns,
            "asked": {"q": asked.get("q") or "", "role": asked.get("role") or "", "state": state},
            "is_filtered": bool(asked.get("q") or asked.get("role")),
            "roles": [("", _("All roles")), *roles.items()],
            "role_labels": roles,
            "states": MembershipState.choices,
        }
        return render(request, "members/member_list.html", context, block="list")


class MemberView(TenantView):
    """Base of the pages and operations for one member."""

    rule: ClassVar[Rule] = is_administrator
    loaded: Membership

    def load(self) -> Membership:
        return get_object_or_404(Membership.objects.select_related("user"), pk=self.kwargs["member"])

    def back(self) -> HttpResponse:
        return redirect("members:member-detail", slug=self.organization.slug, member=self.loaded.pk)

    def refuse(self, error: ValidationError) -> HttpResponse:
        notify(self.request, " ".join(error.messages), level=messages.ERROR)
        return self.back()

    def address(self, name: str, **arguments: str) -> str:
        slug = self.organization.slug
        return reverse(f"members:{name}", kwargs={"slug": slug, "member": self.loaded.pk, **arguments})


class MemberDetail(MemberView):
    def get(self, request: HttpRequest, slug: str, member: UUID) -> HttpResponse:
        context = {
            "member": self.loaded,
            "form": RoleForm(initial={"role": self.loaded.role}, by=self.membership),
            "is_me": self.loaded.pk == self.membership.pk,
            "can_manage": can_manage_member(self.membership, self.loaded),
        }
        return render(request, "members/member_detail.html", context)


class MemberRole(MemberView):
    """Change the role to the posted one or, for undo, to the one in the URL."""

    rule = can_manage_member

    def post(self, request: HttpRequest, slug: str, member: UUID, role: str = "") -> HttpResponse:
        form = RoleForm({"role": role} if role else request.POST, by=self.membership)
        if not form.is_valid():
            return self.refuse(ValidationError(_("Choose a role.")))
        before = self.loaded.role
        try:
            changed = change_member_role(self.loaded, role=form.cleaned_data["role"], by=self.actor)
        except ValidationError as error:
            return self.refuse(error)
        words = {"name": self.loaded.user, "role": changed.get_role_display()}
        if changed.pk == self.membership.pk:
            # No undo: the new role may lack the permission.
            notify(request, _("Your role is now %(role)s.") % words)
            return redirect("members:home", slug=slug)
        undo = "" if role or before == changed.role else self.address("member-role-restore", role=before)
        notify(request, _("Role changed: %(name)s is now %(role)s.") % words, undo_url=undo)
        return self.back()


class MemberRemove(MemberView):
    rule = can_manage_member

    def post(self, request: HttpRequest, slug: str, member: UUID) -> HttpResponse:
        try:
            remove_member(self.loaded, by=self.actor, at=timezone.now())
        except ValidationError as error:
            return self.refuse(error)
        notify(
            request,
            _("Member removed: %(name)s.") % {"name": self.loaded.user},
            undo_url=self.address("member-restore"),
        )
        return redirect("members:member-list", slug=slug)


class MemberRestore(MemberView):
    rule = can_manage_member

    def post(self, request: HttpRequest, slug: str, member: UUID) -> HttpResponse:
        try:
            restored = restore_member(self.loaded, by=self.actor)
        except ValidationError as error:
            return self.refuse(error)
        words = {"name": self.loaded.user, "role": restored.get_role_display()}
        notify(request, _("Member restored: %(name)s (%(role)s).") % words)
        return self.back()


class MemberLeave(TenantView):
    """Ask for confirmation, because returning requires an invitation."""

    rule = is_member

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        return render(request, "members/leave.html", {"membership": self.membership})

    def post(self, request: HttpRequest, slug: str) -> HttpResponse:
        try:
            leave_organization(self.membership, by=self.actor, at=timezone.now())
        except ValidationError as error:
            notify(request, " ".join(error.messages), level=messages.ERROR)
            return redirect("members:leave", slug=slug)
        notify(request, _("You have left %(name)s.") % {"name": self.organization.name})
        return redirect("members:organization-list")

"""Assign coordinators to a program, on its setup page."""

from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from mentoring.tenancy.models import Membership
from mentoring.ui.notices import notify
from programs.actions import assign_coordinator, remove_coordinator
from programs.forms import CoordinatorForm
from programs.rules import can_set_up_programs
from programs.views.base import ProgramView


class CoordinatorView(ProgramView):
    rule = can_set_up_programs

    def member(self, member_id: UUID) -> Membership:
        return get_object_or_404(Membership.objects.select_related("user"), pk=member_id)

    def address(self, name: str, member: Membership) -> str:
        kwargs = {"slug": self.organization.slug, "program_id": self.program.pk, "member": member.pk}
        return reverse(f"programs:{name}", kwargs=kwargs)

    def assign(self, member: Membership) -> HttpResponse:
        try:
            assign_coordinator(self.program, member, by=self.actor)
        except ValidationError as error:
            self.show_error(error)
        else:
            text = _("%(name)s now coordinates this program.") % {"name": member.user}
            notify(self.request, text, undo_url=self.address("coordinator-remove", member))
        return self.to("program-update")


class CoordinatorAssign(CoordinatorView):
    def post(self, request: HttpRequest, slug: str, program_id: UUID) -> HttpResponse:
        form = CoordinatorForm(request.POST, program=self.program)
        if form.is_valid():
            return self.assign(form.cleaned_data["member"])
        self.show_error(ValidationError(_("Choose one of the coordinators.")))
        return self.to("program-update")


class CoordinatorRestore(CoordinatorView):
    """Undo a removal."""

    def post(self, request: HttpRequest, slug: str, program_id: UUID, member: UUID) -> HttpResponse:
        return self.assign(self.member(member))


class CoordinatorRemove(CoordinatorView):
    def post(self, request: HttpRequest, slug: str, program_id: UUID, member: UUID) -> HttpResponse:
        found = self.member(member)
        remove_coordinator(self.program, found, by=self.actor)
        text = _("%(name)s no longer coordinates this program.") % {"name": found.user}
        notify(request, text, undo_url=self.address("coordinator-restore", found))
        return self.to("program-update")

"""Pages for invitations: list, create, resend and withdraw."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from mentoring.members.actions.invite_limits import MAX_BATCH
from mentoring.members.actions.invites import (
    invite_people,
    resend_invite,
    withdraw_batch,
    withdraw_invite,
)
from mentoring.members.enums import InviteState
from mentoring.members.forms import InviteFilter, InviteForm
from mentoring.members.models import MemberInvite
from mentoring.members.rules import can_manage_invite
from mentoring.members.selectors import AddressCheck, check_addresses
from mentoring.tenancy.enums import Role
from mentoring.tenancy.rules import is_administrator
from mentoring.tenancy.views import TenantView
from mentoring.ui.keyset import read_page
from mentoring.ui.notices import notify
from mentoring.ui.rendering import render
from mentoring.ui.tables import Column, Columns

COLUMNS = [
    Column("email", gettext_lazy("Email")),
    Column("role", gettext_lazy("Role")),
    Column("by", gettext_lazy("Invited by")),
    Column("sent", gettext_lazy("Sent")),
    Column("state", gettext_lazy("Status")),
    Column("actions", gettext_lazy("Actions"), hidden=True),
]


class InviteList(TenantView):
    rule = is_administrator

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        now = timezone.now()
        chosen = InviteFilter(request.GET)
        chosen.is_valid()
        state = chosen.cleaned_data.get("state") or ""
        invites = MemberInvite.objects.select_related("invited_by__user").with_shown_state(now)
        if state:
            invites = invites.in_state(state, now)
        page = read_page(invites, by=("-invited_at", "-id"), cursor=request.GET.get("cursor", ""))
        context = {
            "page": page,
            "columns": Columns(request, COLUMNS),
            "state": state,
            "states": [("", _("All statuses")), *InviteState.choices],
            "state_labels": dict(InviteState.choices),
            "manageable": {invite.pk for invite in page.rows if can_manage_invite(self.membership, invite)},
        }
        return render(request, "members/invite_list.html", context, block="list")


class InviteCreate(TenantView):
    """Invite one or many addresses. Invalid ones must be corrected or explicitly skipped first."""

    rule = is_administrator

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        form = InviteForm(
            initial={"language": self.organization.language, "role": Role.PARTICIPANT}, by=self.membership
        )
        return self._page(form)

    def post(self, request: HttpRequest, slug: str) -> HttpResponse:
        form, now = InviteForm(request.POST, by=self.membership), timezone.now()
        if not form.is_valid():
            return self._page(form, status=422)
        data = form.cleaned_data
        check = check_addresses(data.pop("addresses"), at=now)
        if not check.good or (check.faults and "others" not in request.POST):
            return self._page(form, check, status=422)
        try:
            invites = invite_people(check.good, **data, by=self.actor, at=now)
        except ValidationError as error:
            form.add_error(None, error)
            return self._page(form, status=422)
        self._notify(invites)
        return redirect("members:invite-list", slug=slug)

    def _notify(self, invites: list[MemberInvite]) -> None:
        if len(invites) == 1:
            notify(self.request, _("Invitation sent to %(email)s.") % {"email": invites[0].email})
            return
        text = ngettext(
            "%(number)s invitation will be sent in two minutes.",
            "%(number)s invitations will be sent in two minutes.",
            len(invites),
        )
        batch = {"slug": self.organization.slug, "batch": invites[0].batch_id}
        undo = reverse("members:invite-batch-withdraw", kwargs=batch)
        notify(self.request, text % {"number": len(invites)}, undo_url=undo)

    def _page(self, form: InviteForm, check: AddressCheck | None = None, status: int = 200) -> HttpResponse:
        context = {"form": form, "check": check, "at_once": MAX_BATCH}
        return render(self.request, "members/invite_new.html", context, status=status)


class InviteView(TenantView):
    rule = can_manage_invite
    loaded: MemberInvite

    def load(self) -> MemberInvite:
        return get_object_or_404(MemberInvite, pk=self.kwargs["invite"])

    def back(self) -> HttpResponse:
        return redirect("members:invite-list", slug=self.organization.slug)


class InviteResend(InviteView):
    def post(self, request: HttpRequest, slug: str, invite: UUID) -> HttpResponse:
        try:
            sent = resend_invite(self.loaded, by=self.actor, at=timezone.now())
        except ValidationError as error:
            notify(request, " ".join(error.messages), level=messages.ERROR)
        else:
            words = {"email": sent.email}
            notify(request, _("Invitation resent to %(email)s. The previous link no longer works.") % words)
        return self.back()


class InviteWithdraw(InviteView):
    def post(self, request: HttpRequest, slug: str, invite: UUID) -> HttpResponse:
        try:
            withdraw_invite(self.loaded, by=self.actor, at=timezone.now())
        except ValidationError as error:
            notify(request, " ".join(error.messages), level=messages.ERROR)
        else:
            words = {"email": self.loaded.email}
            notify(request, _("Invitation for %(email)s withdrawn.") % words)
        return self.back()


class InviteBatchWithdraw(TenantView):
    """Undo of inviting many people."""

    rule = is_administrator

    def post(self, request: HttpRequest, slug: str, batch: UUID) -> HttpResponse:
        count = withdraw_batch(batch, by=self.actor, at=timezone.now())
        text = ngettext("%(number)s invitation withdrawn.", "%(number)s invitations withdrawn.", count)
        notify(request, text % {"number": count})
        return redirect("members:invite-list", slug=slug)

"""The page that an invitation's link opens."""

from urllib.parse import urlencode
from uuid import UUID

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from mentoring.accounts.link_sign_in import INVITED_ADDRESS, has_account, sign_in_new_account
from mentoring.members.actions.invites import accept_invite
from mentoring.members.models import MemberInvite
from mentoring.members.rules import needs_invited_address
from mentoring.tenancy.links import LinkView
from mentoring.tenancy.models import Membership
from mentoring.ui.notices import notify
from mentoring.ui.rendering import render


class InviteLink(LinkView):
    """Show the invitation (GET) and accept it (POST)."""

    purpose = "invite"
    target: MemberInvite

    @classmethod
    def find(cls, target_id: UUID) -> MemberInvite | None:
        invites = MemberInvite.objects.select_related("invited_by__user").pending(timezone.now())
        return invites.filter(pk=target_id).first()

    def get(self, request: HttpRequest, error: str = "", status: int = 200) -> HttpResponse:
        user = request.user if request.user.is_authenticated else None
        is_member = bool(user) and Membership.objects.active().filter(user=user).exists()
        context = {
            "invite": self.target,
            "organization": self.organization,
            "user": user,
            "is_member": is_member,
            "is_other_address": user is not None and user.email != self.target.email,
            "joins_without_code": user is None and self._joins_without_code(),
            "needs_invited_address": needs_invited_address(self.target.role),
            "sign_in_again_url": reverse("accounts:sign-in-again")
            + "?"
            + urlencode({"next": request.path}, safe="/"),
            "error": error,
        }
        return render(request, "members/invite_link.html", context, status=status)

    def post(self, request: HttpRequest) -> HttpResponse:
        user = request.user if request.user.is_authenticated else None
        if user is None and self._joins_without_code():
            user = sign_in_new_account(request, email=self.target.email)
        if user is None:
            request.session[INVITED_ADDRESS] = self.target.email
            return redirect_to_login(request.get_full_path())
        try:
            accept_invite(self.target, user=user, by=self.actor, at=timezone.now())
        except ValidationError as error:
            return self.get(request, error=" ".join(error.messages), status=422)
        notify(request, _("Welcome to %(name)s.") % {"name": self.organization.name})
        home = reverse("members:home", kwargs={"slug": self.organization.slug})
        if user.name:
            return redirect(home)
        return redirect(reverse("accounts:about-you") + "?" + urlencode({"next": home}, safe="/"))

    def _joins_without_code(self) -> bool:
        """Return whether the link alone verifies the address: for lower roles, and addresses without an account."""
        return not needs_invited_address(self.target.role) and not has_account(self.target.email)

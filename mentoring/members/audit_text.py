"""Audit log texts for this app's actions."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from mentoring.audit.extensions import KINDS, NAMES, SENTENCES, Sentence
from mentoring.members.models import MemberInvite
from mentoring.tenancy.enums import Role, TokenScope

ROLES = {"role": Role.choices, "before": Role.choices}
AUDIT_TEXT = {
    "create_organization": Sentence(_("Create organization"), _("%(who)s created %(thing)s.")),
    "confirm_organization": Sentence(
        _("Confirm the organization"),
        _("%(thing)s was confirmed. Its name may appear in the sender of emails."),
    ),
    "update_organization": Sentence(_("Change settings"), _("%(who)s changed the settings of %(thing)s.")),
    "change_member_role": Sentence(
        _("Change a role"), _("%(who)s changed the role of %(thing)s from %(before)s to %(role)s."), ROLES
    ),
    "remove_member": Sentence(_("Remove a member"), _("%(who)s removed %(thing)s (%(role)s)."), ROLES),
    "leave_organization": Sentence(_("Leave organization"), _("%(who)s left (%(role)s)."), ROLES),
    "restore_member": Sentence(
        _("Restore a member"), _("%(who)s restored the membership of %(thing)s (%(role)s)."), ROLES
    ),
    "invite_person": Sentence(_("Invite a person"), _("%(who)s invited %(thing)s as %(role)s."), ROLES),
    "resend_invite": Sentence(
        _("Resend an invitation"), _("%(who)s resent the invitation for %(thing)s (%(role)s)."), ROLES
    ),
    "withdraw_invite": Sentence(
        _("Withdraw an invitation"), _("%(who)s withdrew the invitation for %(thing)s (%(role)s)."), ROLES
    ),
    "accept_invite": Sentence(
        _("Accept an invitation"),
        _("%(thing)s accepted an invitation and became a member (%(role)s)."),
        ROLES,
    ),
    "create_api_token": Sentence(
        _("Create API token"),
        _("%(who)s created the API token %(thing)s (%(scopes)s, %(days)s days)."),
        {"scopes": TokenScope.choices},
    ),
    "revoke_api_token": Sentence(_("Revoke API token"), _("%(who)s revoked the API token %(thing)s.")),
}


def register() -> None:
    for order, (name, sentence) in enumerate(AUDIT_TEXT.items()):
        SENTENCES.register(f"members.{name}", sentence, order=order)
    KINDS.register("tenancy.organization", _("Organization"))
    KINDS.register("members.memberinvite", _("Invitation"))
    KINDS.register("tenancy.apitoken", _("API token"))
    NAMES.register("members.memberinvite", invite_names)


def invite_names(ids: set[UUID]) -> dict[UUID, str]:
    return dict(MemberInvite.objects.filter(id__in=ids).values_list("id", "email"))

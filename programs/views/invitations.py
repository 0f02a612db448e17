"""Invite participants and remind them: preview, send, undo."""

from collections.abc import Callable
from typing import ClassVar
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import ngettext

from mentoring.mail.preview import preview_unqueued
from mentoring.members.actions.directory_invites import InviteBatch
from mentoring.members.models import INVITE_LIFE, MemberInvite
from mentoring.tenancy.rules import is_administrator
from mentoring.ui.notices import notify
from mentoring.ui.rendering import render
from programs.actions.invitations import invite_participants, remind_participants, undo_invitations
from programs.email_examples import EXAMPLE_LINK
from programs.emails import INVITATION, INVITATION_REMINDER, invitation_values
from programs.openings import opened_for
from programs.selectors.accounts import InvitationPlan, Invitee, invitation_plan, reminder_plan
from programs.views.base import ProgramView

NAMES_SHOWN = 200


class ParticipantInvite(ProgramView):
    """GET shows who gets the email, who does not, and the email; POST sends it. `person` limits it to some."""

    rule = is_administrator
    is_reminder: ClassVar[bool] = False
    kind: ClassVar[str] = INVITATION
    plan: ClassVar[Callable[..., InvitationPlan]] = staticmethod(invitation_plan)
    send: ClassVar[Callable[..., InviteBatch]] = staticmethod(invite_participants)

    def get(self, request: HttpRequest, slug: str, program_id: UUID) -> HttpResponse:
        return self.show()

    def post(self, request: HttpRequest, slug: str, program_id: UUID) -> HttpResponse:
        try:
            batch = self.send(self.program, by=self.actor, **self.selection)
        except ValidationError as error:
            self.show_error(error)
            return self.show(status=422)
        arguments = {"slug": slug, "program_id": program_id, "batch_id": batch.id}
        name = "participant-remind-undo" if self.is_reminder else "participant-invite-undo"
        notify(
            request, self.confirmation(batch.count), undo_url=reverse(f"programs:{name}", kwargs=arguments)
        )
        return self.to("participant-list")

    @cached_property
    def selection(self) -> dict[str, object]:
        now = timezone.now()
        chosen = self.request.GET.getlist("person")
        return {"at": now, "today": self.today, "person_ids": _ids(chosen) if chosen else None}

    def confirmation(self, count: int) -> str:
        if self.is_reminder:
            text = ngettext(
                "%(num)s reminder goes out in two minutes.", "%(num)s reminders go out in two minutes.", count
            )
        else:
            text = ngettext(
                "%(num)s invitation goes out in two minutes.",
                "%(num)s invitations go out in two minutes.",
                count,
            )
        return text % {"num": count}

    def show(self, status: int = 200) -> HttpResponse:
        plan = self.plan(self.program, **self.selection)
        context = {
            "program": self.program,
            "is_reminder": self.is_reminder,
            "count": len(plan.included),
            "included": [it.person for it in plan.included[:NAMES_SHOWN]],
            "excluded": [
                (why, len(people), [it.person for it in people[:NAMES_SHOWN]])
                for why, people in plan.excluded.items()
            ],
            "email": self.example(plan.included[0]) if plan.included else None,
        }
        return render(self.request, "programs/participant_invite.html", context, status=status)

    def example(self, invitee: Invitee) -> tuple[str, str]:
        invite = MemberInvite(invited_by=self.membership, expires_at=timezone.now() + INVITE_LIFE)
        values = invitation_values(self.program, self.organization, invite, link=EXAMPLE_LINK)
        values = opened_for(self.kind, values, self.program, invitee.recipient)
        return preview_unqueued(self.kind, invitee.recipient, values, self.organization)


class ParticipantRemind(ParticipantInvite):
    is_reminder = True
    kind = INVITATION_REMINDER
    plan = staticmethod(reminder_plan)
    send = staticmethod(remind_participants)


class ParticipantInviteUndo(ProgramView):
    """Take back invitations within two minutes."""

    rule = is_administrator
    is_reminder: ClassVar[bool] = False

    def post(self, request: HttpRequest, slug: str, program_id: UUID, batch_id: UUID) -> HttpResponse:
        try:
            count = undo_invitations(
                self.program, batch_id, is_reminder=self.is_reminder, by=self.actor, at=timezone.now()
            )
        except ValidationError as error:
            self.show_error(error)
        else:
            text = ngettext("%(num)s email was not sent.", "%(num)s emails were not sent.", count)
            notify(request, text % {"num": count})
        return self.to("participant-list")


class ParticipantRemindUndo(ParticipantInviteUndo):
    is_reminder = True


def _ids(texts: list[str]) -> list[UUID]:
    """Return the valid ids; others select nobody."""
    found = []
    for text in texts:
        try:
            found.append(UUID(text))
        except ValueError:
            continue
    return found

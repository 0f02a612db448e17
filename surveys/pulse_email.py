"""The email that says that a pulse has stopped because few people answered."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from mentoring.mail.actions import queue_message
from mentoring.mail.enums import Category
from mentoring.mail.extensions import MessageKind, register_kind
from mentoring.mail.models import OutboxMessage
from mentoring.mail.recipients import Recipient
from mentoring.tenancy.actor import Actor
from mentoring.tenancy.models import Membership, Organization
from mentoring.tenancy.scope import current_organization_id
from surveys.models import Survey

STOPPED = "surveys.pulse_stopped"


def queue_pulse_stopped(survey: Survey, membership: Membership, *, by: Actor) -> None:
    """Queue the email to somebody who runs the program."""
    user = membership.user
    queue_message(
        STOPPED,
        recipient=Recipient(user.email, str(user), user.language, user.time_zone),
        about=survey,
        dedup_key=f"{STOPPED}:{survey.pk.hex}:{membership.pk.hex}:{survey.stopped_at:%Y-%m-%d}",
        by=by,
        scope_id=survey.program_id,
    )


def stopped_context(message: OutboxMessage) -> Mapping[str, Any] | None:
    """Return what the email says; None once the survey was started again."""
    found = Survey.objects.select_related("program")
    survey = found.filter(pk=message.about_id, stopped_at__isnull=False, archived_at=None).first()
    if survey is None or survey.program is None:
        return None
    organization = Organization.objects.get(pk=current_organization_id())
    path = reverse("surveys:plan", kwargs={"slug": organization.slug, "program_id": survey.program_id})
    return {
        "survey": survey.name,
        "program": survey.program.name,
        "action_url": f"{settings.BASE_URL}{path}",
        "action_label": _("Open the listening plan"),
    }


def register() -> None:
    register_kind(
        MessageKind(
            name=STOPPED,
            label=_("A survey has stopped"),
            category=Category.REMINDERS,
            template="surveys/mail/pulse_stopped",
            subject=_("The survey %(survey)s has stopped"),
            context=stopped_context,
        )
    )

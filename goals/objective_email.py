"""The email that reminds those who run a program of an objective's review."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from goals.models import Objective
from mentoring.mail.actions import BulkItem, queue_bulk
from mentoring.mail.enums import Category, Priority
from mentoring.mail.extensions import MessageKind, register_kind
from mentoring.mail.models import OutboxMessage
from mentoring.mail.recipients import Recipient
from mentoring.tenancy.actor import Actor
from mentoring.tenancy.enums import Role
from mentoring.tenancy.models import Membership, Organization
from mentoring.tenancy.scope import current_organization_id
from programs.models import ProgramCoordinator

OBJECTIVE_REVIEW = "goals.objective_review"


def queue_review_reminders(objectives: Sequence[Objective], *, by: Actor) -> int:
    """Queue an email to each coordinator of the program, or to the administrators; return how many are new.

    Two queries.
    """
    coordinators: dict[UUID, list[Membership]] = defaultdict(list)
    assigned = ProgramCoordinator.objects.filter(
        program__in={it.program_id for it in objectives},
        membership__state="active",
        membership__role=Role.COORDINATOR,
    )
    for row in assigned.select_related("membership__user").order_by("pk"):
        coordinators[row.program_id].append(row.membership)
    administrators = list(
        Membership.objects.active()
        .with_role(Role.OWNER, Role.ADMINISTRATOR)
        .select_related("user")
        .order_by("pk")
    )
    items = []
    for objective in objectives:
        for membership in coordinators.get(objective.program_id) or administrators:
            user = membership.user
            recipient = Recipient(user.email, str(user), user.language, user.time_zone)
            key = f"{OBJECTIVE_REVIEW}:{objective.pk.hex}:{objective.next_review_on}:{membership.pk.hex}"
            items.append(BulkItem(recipient, key, objective, scope_id=objective.program_id))
    return len(queue_bulk(OBJECTIVE_REVIEW, items, by=by).messages) if items else 0


def review_reminder_context(message: OutboxMessage) -> Mapping[str, Any] | None:
    """Return what the email says; None once the review was made."""
    organization = Organization.objects.get(pk=current_organization_id())
    today = organization.local_date(timezone.now())
    due = Objective.objects.review_due(today).select_related("program")
    objective = due.filter(pk=message.about_id).first()
    if objective is None or f":{objective.next_review_on}:" not in message.dedup_key:
        return None
    arguments = {"slug": organization.slug, "program_id": objective.program_id, "objective_id": objective.pk}
    return {
        "statement": objective.statement,
        "program": objective.program.name,
        "due_on": objective.next_review_on,
        "action_url": f"{settings.BASE_URL}{reverse('goals:objective-review', kwargs=arguments)}",
        "action_label": _("Review objective"),
    }


def register() -> None:
    register_kind(
        MessageKind(
            name=OBJECTIVE_REVIEW,
            label=_("Reminder to review an objective"),
            category=Category.REMINDERS,
            template="goals/mail/objective_review",
            subject=_("An objective of %(program)s is due for review"),
            context=review_reminder_context,
            is_automatic=True,
            priority=Priority.REMINDER,
        )
    )

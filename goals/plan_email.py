"""The email that reminds a mentor of plans that are due or stale, with one link for each."""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from goals.enums import PlanStatus
from goals.selectors.plan_reminders import PLAN_REMINDER, PlanReminder, plans_to_remind_of
from mentoring.mail.actions import BulkItem, queue_bulk
from mentoring.mail.enums import Category, Priority
from mentoring.mail.extensions import MessageKind
from mentoring.mail.models import OutboxMessage
from mentoring.tenancy.actor import Actor
from mentoring.tenancy.links import LINK_VIEWS
from mentoring.tenancy.models import Organization
from mentoring.tenancy.scope import current_organization_id
from programs.email_texts import OF_RECIPIENT, EditableText
from programs.openings import register_opening

# The home page goes on saying that the plan is due.
EXPIRES_AFTER = timedelta(days=7)


def queue_plan_reminders(reminders: Iterable[PlanReminder], *, by: Actor) -> int:
    """Queue one email for each plan; those of a mentor are combined when they are sent. Return how many are new."""
    items = [
        BulkItem(it.mentor.recipient, it.key, it.plan, scope_id=it.plan.match.program_id) for it in reminders
    ]
    return len(queue_bulk(PLAN_REMINDER, items, by=by).messages) if items else 0


def plan_reminder_contexts(messages: Sequence[OutboxMessage]) -> dict[UUID, dict[str, Any]]:
    """Return what each email says; nothing for a plan that was saved since, or whose match is paused or has ended."""
    organization = Organization.objects.get(pk=current_organization_id())
    today = organization.local_date(timezone.now())
    about = {message.about_id for message in messages if message.about_id}
    current = {it.about: it for it in plans_to_remind_of(today=today, plan_ids=about)}
    found = {}
    for message in messages:
        reminder = current.get(message.dedup_key.rpartition(":")[0] + ":")
        if reminder is not None:
            found[message.pk] = _context(reminder, organization)
    return found


def merged_plan_reminders(messages: Sequence[OutboxMessage]) -> dict[str, Any] | None:
    """Return one email about the plans of all mentees, each with its own link."""
    contexts = list(plan_reminder_contexts(messages).values())
    plans = {plan["url"]: plan for context in contexts for plan in context["plans"]}
    if len(plans) < 2:
        return contexts[0] if contexts else None
    return {**contexts[0], "plans": list(plans.values()), "action_url": ""}


def _context(reminder: PlanReminder, organization: Organization) -> dict[str, Any]:
    plan = reminder.plan
    url = LINK_VIEWS["plan"].url_to(plan, organization)
    return {
        "plans": [
            {
                "mentee": plan.match.mentee.person.name,
                "revised_on": plan.revised_on,
                "due_on": reminder.due_on,
                "is_stale": reminder.status == PlanStatus.STALE,
                "url": url,
            }
        ],
        "program": plan.match.program.name,
        "action_url": url,
        "action_label": _("Confirm or change"),
    }


def register() -> None:
    register_opening(
        MessageKind(
            name=PLAN_REMINDER,
            label=_("Reminder to update the action plan"),
            category=Category.REMINDERS,
            template="goals/mail/plan_reminder",
            subject="",
            context=lambda message: plan_reminder_contexts([message]).get(message.pk),
            contexts=plan_reminder_contexts,
            merge=merged_plan_reminders,
            is_automatic=True,
            priority=Priority.REMINDER,
            expires_after=EXPIRES_AFTER,
        ),
        EditableText(
            _("Reminder to update the action plan"),
            _("To mentors, before an action plan is due and after. The plans follow."),
            _("Is your action plan up to date?"),
            _("If nothing has changed, one tap on the page is enough. You do not sign in."),
            OF_RECIPIENT,
            lambda it: {"program": it["program"]},
        ),
        order=45,
    )

"""The emails of goals with their links: agree to a goal, and check in on one that has not moved."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from goals.models import GoalAgreement
from goals.selectors.quiet_goals import QUIET_GOAL, QuietGoal, quiet_goals
from goals.sentence import sentence_of, shown
from mentoring.mail.actions import BulkItem, queue_bulk, queue_message
from mentoring.mail.enums import Category, Priority
from mentoring.mail.extensions import MessageKind, register_kind
from mentoring.mail.models import OutboxMessage
from mentoring.tenancy.actor import Actor
from mentoring.tenancy.links import LINK_VIEWS
from mentoring.tenancy.models import Organization
from mentoring.tenancy.scope import current_organization_id
from programs.email_texts import OF_RECIPIENT, EditableText
from programs.openings import register_opening
from programs.selectors.parties import Party

AGREEMENT_REQUEST = "goals.agreement_request"
# After a week the weekly limit has let other email go first; the home page still says that the goal has not moved.
REMINDER_EXPIRES_AFTER = timedelta(days=7)
# Read in the language of the recipient, which is active only after the contexts of a batch are there.
sentence_lazy, shown_lazy = lazy(sentence_of, str), lazy(shown, str)


def ask_to_agree(agreement: GoalAgreement, *, party: Party, by: Actor) -> None:
    """Queue the email, if the person has an address. Once for each version of the goal's words."""
    if party.person.email:
        queue_message(
            AGREEMENT_REQUEST,
            recipient=party.recipient,
            about=agreement,
            dedup_key=f"{AGREEMENT_REQUEST}:{agreement.pk.hex}:{agreement.link_version}",
            by=by,
            scope_id=party.match.program_id,
        )


def agreement_context(message: OutboxMessage) -> Mapping[str, Any] | None:
    """Return what the email says; None once the goal has changed, was agreed or is no longer open."""
    found = GoalAgreement.objects.select_related(
        "goal__match__program", "goal__match__mentor__person", "goal__match__mentee__person"
    )
    agreement = found.filter(pk=message.about_id, agreed_at=None, goal__state="proposed").first()
    if agreement is None or not message.dedup_key.endswith(f":{agreement.link_version}"):
        return None
    organization = Organization.objects.get(pk=current_organization_id())
    asker = Party(agreement.goal.match, agreement.role).partner.person.name
    return {
        "asker": asker,
        "program": agreement.goal.match.program.name,
        "sentence": sentence_lazy(agreement.goal),
        "action_url": LINK_VIEWS["goal"].url_to(agreement, organization),
        "action_label": _("Read and agree"),
    }


def queue_reminders(quiet: Iterable[QuietGoal], *, by: Actor) -> int:
    """Queue one email per goal and stretch of silence; return how many are new."""
    items = [
        BulkItem(it.mentee.recipient, it.key, it.goal, scope_id=it.goal.match.program_id) for it in quiet
    ]
    return len(queue_bulk(QUIET_GOAL, items, by=by).messages) if items else 0


def reminder_contexts(messages: Sequence[OutboxMessage]) -> dict[UUID, dict[str, Any]]:
    """Return what each reminder says; nothing for a goal that has moved or ended, or whose match is paused."""
    organization = Organization.objects.get(pk=current_organization_id())
    today = organization.local_date(timezone.now())
    found = quiet_goals(today=today, goal_ids={message.about_id for message in messages if message.about_id})
    quiet = {it.key: it for it in found}
    return {
        message.pk: _reminder(quiet[message.dedup_key], organization)
        for message in messages
        if message.dedup_key in quiet
    }


def merged_reminders(messages: Sequence[OutboxMessage]) -> dict[str, Any] | None:
    """Return one email about several goals of a person, each with its own link."""
    contexts = list(reminder_contexts(messages).values())
    if not contexts:
        return None
    if len(contexts) == 1:
        return contexts[0]
    goals = [goal for context in contexts for goal in context["goals"]]
    return {**contexts[0], "goals": goals, "action_url": ""}


def _reminder(quiet: QuietGoal, organization: Organization) -> dict[str, Any]:
    goal, url = quiet.goal, LINK_VIEWS["check-in"].url_to(quiet.goal, organization)
    latest = shown_lazy(goal.current_value, goal) if goal.target is not None else ""
    return {
        "goals": [{"title": goal.title, "since": quiet.since, "latest": latest, "url": url}],
        "program": goal.match.program.name,
        "action_url": url,
        "action_label": _("Check in"),
    }


def register() -> None:
    register_opening(
        MessageKind(
            name=QUIET_GOAL,
            label=_("Reminder to check in on a goal"),
            category=Category.REMINDERS,
            template="goals/mail/quiet_goal",
            subject="",
            context=lambda message: reminder_contexts([message]).get(message.pk),
            contexts=reminder_contexts,
            merge=merged_reminders,
            is_automatic=True,
            is_private=True,
            priority=Priority.REMINDER,
            expires_after=REMINDER_EXPIRES_AFTER,
        ),
        EditableText(
            _("Reminder to check in on a goal"),
            _("To mentees, when a goal has had no check-in for a while. The goals follow."),
            _("How is your goal going?"),
            _("It takes 20 seconds, and you do not sign in. “Stuck” is a good answer too."),
            OF_RECIPIENT,
            lambda it: {"program": it["program"]},
        ),
        order=40,
    )
    register_kind(
        MessageKind(
            name=AGREEMENT_REQUEST,
            label=_("Request to agree on a goal"),
            category=Category.MESSAGES,
            template="goals/mail/agreement_request",
            subject=_("%(asker)s asks you to agree on a goal"),
            context=agreement_context,
            is_private=True,
        )
    )

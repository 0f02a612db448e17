"""The email that asks one side to agree to a goal, and its link."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goals.models import GoalAgreement
from goals.sentence import sentence_of
from mentoring.mail.actions import queue_message
from mentoring.mail.enums import Category
from mentoring.mail.extensions import MessageKind, register_kind
from mentoring.mail.models import OutboxMessage
from mentoring.tenancy.actor import Actor
from mentoring.tenancy.links import LINK_VIEWS
from mentoring.tenancy.models import Organization
from mentoring.tenancy.scope import current_organization_id
from programs.selectors.parties import Party

AGREEMENT_REQUEST = "goals.agreement_request"


def ask_to_agree(agreement: GoalAgreement, *, party: Party, by: Actor) -> None:
    """Queue the email, if the person has an address. Once for each version of the goal's words."""
    if party.person.email:
        queue_message(
            AGREEMENT_REQUEST,
            recipient=party.recipient,
            about=agreement,
            dedup_key=f"{AGREEMENT_REQUEST}:{agreement.pk.hex}:{agreement.link_version}",
            by=by,
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
        "sentence": sentence_of(agreement.goal),
        "action_url": LINK_VIEWS["goal"].url_to(agreement, organization),
        "action_label": _("Read and agree"),
    }


def register() -> None:
    register_kind(
        MessageKind(
            name=AGREEMENT_REQUEST,
            label=gettext_lazy("Request to agree on a goal"),
            category=Category.MESSAGES,
            template="goals/mail/agreement_request",
            subject=gettext_lazy("%(asker)s asks you to agree on a goal"),
            context=agreement_context,
            is_private=True,
        )
    )

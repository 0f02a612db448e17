"""The email that asks one side for a review."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from mentoring.mail.actions import BulkItem, queue_bulk
from mentoring.mail.enums import Category, Priority
from mentoring.mail.extensions import MessageKind
from mentoring.mail.models import OutboxMessage
from mentoring.tenancy.actor import Actor
from mentoring.tenancy.links import LINK_VIEWS
from mentoring.tenancy.models import Organization
from mentoring.tenancy.scope import current_organization_id
from programs.email_texts import OF_RECIPIENT, PARTNER, EditableText
from programs.enums import MatchState
from programs.models import ReviewAnswer
from programs.openings import register_opening
from programs.selectors.parties import Party
from programs.selectors.support_forecast import REVIEW

PEOPLE = ("review__match__program", "review__match__mentor__person", "review__match__mentee__person")


def queue_reviews(answers: Sequence[ReviewAnswer], *, by: Actor) -> None:
    """Queue one email for each side that has an address."""
    items = []
    for answer in answers:
        party = Party(answer.review.match, answer.role)
        if party.person.email:
            key = f"{REVIEW}:{answer.pk.hex}"
            items.append(BulkItem(party.recipient, key, answer, scope_id=party.match.program_id))
    if items:
        queue_bulk(REVIEW, items, by=by)


def review_context(message: OutboxMessage) -> Mapping[str, Any] | None:
    """Return what the email says; None once the side has answered or the match has ended."""
    found = ReviewAnswer.objects.select_related(*PEOPLE).filter(answered_at=None)
    answer = found.filter(pk=message.about_id, review__match__state=MatchState.ACTIVE).first()
    if answer is None:
        return None
    organization = Organization.objects.get(pk=current_organization_id())
    match = answer.review.match
    return {
        "partner": Party(match, answer.role).partner.person.name,
        "program": match.program.name,
        "count": match.held_count,
        "action_url": LINK_VIEWS["review"].url_to(answer, organization),
        "action_label": _("Answer five questions"),
    }


def register() -> None:
    register_opening(
        MessageKind(
            name=REVIEW,
            label=_("Request for a review"),
            category=Category.REMINDERS,
            template="programs/mail/review",
            subject="",
            context=review_context,
            is_automatic=True,
            priority=Priority.REMINDER,
        ),
        EditableText(
            _("Request for a review"),
            _("To mentor and mentee, after every few sessions. Who reads the answers follows."),
            _("How is it going with {partner}?"),
            _(
                "You have met {count} times. Five questions help the two of you to adjust what you do. Takes two "
                "minutes."
            ),
            {**OF_RECIPIENT, **PARTNER, "count": _("The number of sessions held")},
            lambda it: {name: it[name] for name in ("partner", "program", "count")},
        ),
        order=30,
    )

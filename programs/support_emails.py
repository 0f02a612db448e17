"""The emails about concerns and about the end of a match. None contains what somebody has written."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from mentoring.mail.actions import BulkItem, queue_bulk, queue_message
from mentoring.mail.enums import Category, Priority
from mentoring.mail.extensions import MessageKind, register_kind
from mentoring.mail.models import OutboxMessage
from mentoring.mail.recipients import Recipient
from mentoring.tenancy.actor import Actor
from mentoring.tenancy.links import LINK_VIEWS
from mentoring.tenancy.models import Membership, Organization
from mentoring.tenancy.scope import current_organization_id
from mentoring.ui.formats import date
from programs.email_texts import OF_RECIPIENT, PARTNER, EditableText
from programs.enums import MatchState
from programs.models import Concern, MatchChange, StillMeetingQuestion
from programs.openings import register_opening
from programs.selectors.parties import Party
from programs.selectors.support_forecast import STILL_MEETING

CONCERN = "programs.concern"
READERS_LEFT = "programs.concern_readers_left"
MATCH_ENDED = "programs.match_ended"


def tell_of_concern(concern: Concern, membership: Membership, *, by: Actor) -> None:
    """Queue the email to a reader of a concern: that there is one, by when to answer, and where to read it."""
    user = membership.user
    queue_message(
        CONCERN,
        recipient=Recipient(user.email, str(user), user.language, user.time_zone),
        about=concern,
        dedup_key=f"{CONCERN}:{concern.pk.hex}:{membership.pk.hex}",
        by=by,
        scope_id=concern.match.program_id,
    )


def concern_context(message: OutboxMessage) -> Mapping[str, Any] | None:
    concern = (
        Concern.objects.select_related("match__program").filter(pk=message.about_id, answered_at=None).first()
    )
    if concern is None:
        return None
    organization = Organization.objects.get(pk=current_organization_id())
    path = reverse("programs:concern-detail", kwargs={"slug": organization.slug, "concern_id": concern.pk})
    return {
        "program": concern.match.program.name,
        "respond_by": concern.respond_by,
        "action_url": f"{settings.BASE_URL}{path}",
        "action_label": _("Read the concern"),
    }


def tell_that_readers_left(concern: Concern, owner: Membership, *, by: Actor) -> bool:
    """Queue the email that asks an owner to name somebody for a concern; return whether it is new.

    The day of the answer changes when somebody is named, so that owners are told again if that person leaves, too.
    """
    user = owner.user
    queued = queue_message(
        READERS_LEFT,
        recipient=Recipient(user.email, str(user), user.language, user.time_zone),
        about=concern,
        dedup_key=f"{READERS_LEFT}:{concern.pk.hex}:{owner.pk.hex}:{concern.respond_by}",
        by=by,
        scope_id=concern.match.program_id,
    )
    return queued is not None


def readers_left_context(message: OutboxMessage) -> Mapping[str, Any] | None:
    left = Concern.objects.without_readers().select_related("match__program")
    concern = left.filter(pk=message.about_id).first()
    if concern is None:
        return None
    organization = Organization.objects.get(pk=current_organization_id())
    path = reverse("programs:concern-reader", kwargs={"slug": organization.slug, "concern_id": concern.pk})
    return {
        "program": concern.match.program.name,
        "action_url": f"{settings.BASE_URL}{path}",
        "action_label": _("Name somebody"),
    }


def queue_match_ended(change: MatchChange, leaver: Party, *, by: Actor) -> None:
    """Queue one email to each side that the match has ended; they go out after two minutes."""
    for party in (leaver, leaver.partner):
        if party.person.email:
            queue_message(
                MATCH_ENDED,
                recipient=party.recipient,
                about=change,
                dedup_key=f"{MATCH_ENDED}:{change.pk.hex}:{party.role}",
                by=by,
                bulk=True,
                scope_id=party.match.program_id,
            )


def match_ended_context(message: OutboxMessage) -> Mapping[str, Any] | None:
    """Return what one side is told; None once the exit was taken back."""
    people = ("match__program", "match__mentor__person", "match__mentee__person")
    change = MatchChange.objects.select_related(*people).filter(pk=message.about_id).first()
    if change is None or change.match.state != MatchState.ENDED:
        return None
    party = Party(change.match, message.dedup_key.rpartition(":")[2])
    organization = Organization.objects.get(pk=current_organization_id())
    path = reverse("programs:my-match", kwargs={"slug": organization.slug, "match_id": change.match_id})
    return {
        "partner": party.partner.person.name,
        "program": change.match.program.name,
        "is_leaver": change.made_by_id is not None and party.person.membership_id == change.made_by_id,
        "action_url": f"{settings.BASE_URL}{path}",
        "action_label": _("Open your match"),
    }


def queue_still_meeting(questions: Sequence[StillMeetingQuestion], *, by: Actor) -> None:
    """Queue one email for each question whose person has an address."""
    items = []
    for question in questions:
        party = Party(question.match, question.role)
        if party.person.email:
            key = f"{STILL_MEETING}:{question.pk.hex}"
            items.append(BulkItem(party.recipient, key, question, scope_id=question.match.program_id))
    if items:
        queue_bulk(STILL_MEETING, items, by=by)


def still_meeting_context(message: OutboxMessage) -> Mapping[str, Any] | None:
    """Return what one side is asked; None once the match was heard of or has ended."""
    people = ("match__program", "match__mentor__person", "match__mentee__person")
    found = StillMeetingQuestion.objects.select_related(*people)
    question = found.filter(pk=message.about_id, closed_at=None, match__state=MatchState.ACTIVE).first()
    if question is None:
        return None
    organization = Organization.objects.get(pk=current_organization_id())
    party = Party(question.match, question.role)
    return {
        "partner": party.partner.person.name,
        "program": question.match.program.name,
        "since": question.silent_since,
        "confirm_on": question.confirm_on,
        "action_url": LINK_VIEWS["still-meeting"].url_to(question, organization),
        "action_label": _("We’re still meeting"),
    }


def register() -> None:
    register_kind(
        MessageKind(
            name=MATCH_ENDED,
            label=_("A match has ended"),
            category=Category.MESSAGES,
            template="programs/mail/match_ended",
            subject=_("Your mentoring with %(partner)s has ended"),
            context=match_ended_context,
        )
    )
    register_opening(
        MessageKind(
            name=STILL_MEETING,
            label=_("Are you still meeting?"),
            category=Category.REMINDERS,
            template="programs/mail/still_meeting",
            subject="",
            context=still_meeting_context,
            is_automatic=True,
            priority=Priority.REMINDER,
        ),
        EditableText(
            _("Are you still meeting?"),
            _("To mentor and mentee, after a long silence. What happens without an answer follows."),
            _("Are you and {partner} still meeting?"),
            _(
                "We have had no news of your match in {program} since {date}.\n\nIf you are still meeting, one tap is "
                "enough. You do not need to sign in."
            ),
            {**OF_RECIPIENT, **PARTNER, "date": _("The day of the last sign of life")},
            lambda it: {"partner": it["partner"], "program": it["program"], "date": date(it["since"])},
        ),
        order=35,
    )
    register_kind(
        MessageKind(
            name=CONCERN,
            label=_("A concern was raised"),
            category=Category.ACCOUNT,
            template="programs/mail/concern",
            subject=_("A concern in %(program)s"),
            context=concern_context,
            is_private=True,
        )
    )
    register_kind(
        MessageKind(
            name=READERS_LEFT,
            label=_("The people named for a concern have left"),
            category=Category.ACCOUNT,
            template="programs/mail/concern_readers_left",
            subject=_("Nobody is responsible for a concern in %(program)s"),
            context=readers_left_context,
            is_private=True,
        )
    )

"""The next step "Did you meet?" on the card of a match."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from programs.enums import MeetingAnswer
from programs.extensions import PartyStep
from programs.models import MeetingQuestion
from programs.selectors.meeting_pages import AskedMatch
from programs.selectors.parties import Party

RANK = 20


class MeetingSteps:
    """Asks about each match with an open inquiry. One query."""

    def steps(self, parties: Sequence[Party], *, now: datetime) -> Mapping[UUID, PartyStep]:
        by_match = {party.match.pk: party for party in parties}
        sides = Q()
        for party in parties:
            sides |= Q(match=party.match.pk, role=party.role)
        questions = (
            MeetingQuestion.objects.filter(sides, answer="", inquiry__expires_at__gt=now)
            .order_by("inquiry__asked_at")
            .defer("before")
        )
        return {
            q.match_id: _step(q, by_match[q.match_id]) for q in questions if by_match[q.match_id].is_current
        }


def _step(question: MeetingQuestion, party: Party) -> PartyStep:
    question.match = party.match
    slug = party.match.program.organization.slug
    page = reverse("programs:own-inquiry", kwargs={"slug": slug, "inquiry_id": question.inquiry_id})
    asked = AskedMatch(question, party, None, asks_fit=False)
    if question.about_on is None:
        text = _("Your answer keeps reminders away.")
        return PartyStep(RANK, asked.text, text, _("Answer"), page)
    return PartyStep(
        RANK,
        asked.text,
        _("Saved with one tap. You can add more afterwards."),
        _("Yes, we met"),
        page,
        is_post=True,
        fields={f"{asked.prefix}-met": MeetingAnswer.YES, "then": "more"},
        other_label=_("Other answer"),
        other_url=page,
    )

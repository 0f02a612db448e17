"""The card on the home page of people who have a survey to answer."""

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import ngettext

from mentoring.members.extensions import HOME_PARTS, HomePart
from surveys.answer_values import text_in
from surveys.selectors.answering import last_day, open_invitations


def register() -> None:
    HOME_PARTS.register("surveys", open_surveys, order=15)


def open_surveys(request: HttpRequest) -> HomePart | None:
    """Show a link to each survey that the member has not finished. One query."""
    now = timezone.now()
    found = open_invitations(now).filter(person__membership=request.membership, answered_at=None)
    language = getattr(request, "LANGUAGE_CODE", "en")
    surveys = [
        (
            invitation.pk,
            text_in(invitation.wave.survey.title, language),
            invitation.wave.survey.program.name,
            last_day(invitation, request.organization),
            invitation.started_at is not None,
        )
        for invitation in found.order_by("closes_at", "pk")
    ]
    if not surveys:
        return None
    text = ngettext("%(n)s survey to answer", "%(n)s surveys to answer", len(surveys))
    return HomePart("surveys/home_card.html", {"surveys": surveys}, heading=text % {"n": len(surveys)})

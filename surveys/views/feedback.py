"""Feedback by name on the mentor's page of a match. Nobody else reads it there."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import translation

from mentoring.ui.rendering import render
from programs.views.parties import PartyView
from surveys.answer_values import text_in
from surveys.selectors.feedback import feedback_for


class MyFeedback(PartyView):
    """A section of the match's page; a page of its own without JavaScript."""

    def get(self, request: HttpRequest, slug: str, match_id: UUID) -> HttpResponse:
        language = (translation.get_language() or "en")[:2]
        given = [
            (each.given_on, [(text_in(texts, language).get("label", ""), text) for texts, text in each.texts])
            for each in feedback_for(self.party)
        ]
        context = {"party": self.party, "given": given}
        return render(request, "surveys/my_feedback.html", context, block="section")

"""A question as on a phone, inside the builder. Nothing is saved."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation
from django.utils.decorators import method_decorator
from django.views.decorators.clickjacking import xframe_options_sameorigin

from mentoring.ui.middleware import CONTENT_SECURITY_POLICY
from mentoring.ui.rendering import render
from surveys.asking import asked_question
from surveys.selectors.builder import Built, built_survey
from surveys.views.builder import SurveyView

IN_OWN_PAGES = CONTENT_SECURITY_POLICY.replace("frame-ancestors 'none'", "frame-ancestors 'self'")


@method_decorator(xframe_options_sameorigin, name="dispatch")
class QuestionPreview(SurveyView):
    def get(self, request: HttpRequest, key: str, **kwargs: object) -> HttpResponse:
        built = built_survey(self.survey, self.language())
        line = built.line(key)
        if line is None:
            raise Http404
        with translation.override(self.language()):
            context = {
                "asked": asked_question(line.question, self.language()),
                "number": line.number or 1,
                "total": max(1, len(built.shown)),
                "next_url": self._next(built, key),
            }
            response = render(request, "surveys/preview.html", context)
        response.headers["Content-Security-Policy"] = IN_OWN_PAGES
        return response

    def _next(self, built: Built, key: str) -> str:
        """Return the address of the next question's preview; after the last one, of the first."""
        keys = [question.key for question in built.shown] or [key]
        following = keys[(keys.index(key) + 1) % len(keys)] if key in keys else keys[0]
        arguments = {
            "slug": self.organization.slug,
            "program_id": self.program.pk,
            "survey_id": self.survey.pk,
        }
        address = reverse("surveys:preview", kwargs={**arguments, "key": following})
        return f"{address}?language={self.language()}"

"""The pages of a survey as participants get them, in a frame of the builder. Nothing is saved."""

from datetime import timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import translation
from django.utils.decorators import method_decorator
from django.views.decorators.clickjacking import xframe_options_sameorigin

from mentoring.ui.middleware import CONTENT_SECURITY_POLICY
from mentoring.ui.rendering import render
from surveys.answer_values import text_in
from surveys.asking import asked_question
from surveys.models import Invitation, Question, Wave
from surveys.selectors.answering import AnswerForm
from surveys.selectors.builder import built_survey
from surveys.views.builder import SurveyView

IN_OWN_PAGES = CONTENT_SECURITY_POLICY.replace("frame-ancestors 'none'", "frame-ancestors 'self'")
OPEN_FOR = timedelta(days=13)


@method_decorator(xframe_options_sameorigin, name="dispatch")
class QuestionPreview(SurveyView):
    """The page of a question, or the first page with `?start`. A hidden question is shown alone."""

    def get(self, request: HttpRequest, key: str, **kwargs: object) -> HttpResponse:
        questions, number = self._questions(key)
        with translation.override(self.language()):
            form = self._form(questions)
            context = {
                "is_preview": True,
                "which": "start" if "start" in request.GET and not form.is_on_one_page else "questions",
                "form": form,
                "asked": [
                    (each, [])
                    for n, each in enumerate(form.questions, 1)
                    if form.is_on_one_page or n == number
                ],
                "number": number,
                "errors": {},
                "organization": self.organization,
                "is_last": form.is_on_one_page or number == len(questions),
                "action": self._url(key),
                "start_url": self._url(questions[0].key),
                "back_url": self._url(questions[number - 2].key)
                if number > 1
                else f"{self._url(key)}&start=1",
                "stop_url": self._url(key),
                "other_languages": [],
                "home_url": "",
            }
            response = render(request, "surveys/answer.html", context)
        response.headers["Content-Security-Policy"] = IN_OWN_PAGES
        return response

    def post(self, request: HttpRequest, key: str, **kwargs: object) -> HttpResponse:
        """Go to the next question; from the last one to the first."""
        questions, number = self._questions(key)
        return redirect(self._url(questions[number % len(questions)].key))

    def _questions(self, key: str) -> tuple[list[Question], int]:
        """Return what is asked, and the number of the question with that key."""
        built = built_survey(self.survey, self.language())
        line = built.line(key)
        if line is None:
            raise Http404
        return (built.shown, line.number) if line.number else ([line.question], 1)

    def _form(self, questions: list[Question]) -> AnswerForm:
        language = self.language()
        wave = Wave(survey=self.survey, mode=self.survey.mode)
        return AnswerForm(
            invitation=Invitation(wave=wave),
            title=text_in(self.survey.title, language),
            intro=text_in(self.survey.intro, language),
            questions=[asked_question(question, language) for question in questions],
            question_ids={},
            given={},
            language=language,
            languages=[],
            last_day=self.today + OPEN_FOR,
        )

    def _url(self, key: str) -> str:
        return f"{self.address('preview', key=key)}?language={self.language()}"

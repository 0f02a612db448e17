"""The builder: the questions of a survey, one question, and a preview as on a phone."""

from typing import Any, ClassVar
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import get_language, get_language_info, ngettext
from django.utils.translation import gettext as _

from mentoring.tenancy.views import Rule
from mentoring.ui.middleware import CONTENT_SECURITY_POLICY
from mentoring.ui.notices import notify
from mentoring.ui.rendering import render
from programs.views.base import ProgramView, add_errors
from programs.views.undo import recall, remember
from surveys.actions import (
    QuestionSpec,
    add_question,
    move_question,
    remove_question,
    restore_question,
    send_survey_test,
    update_question,
)
from surveys.actions.from_library import add_library_question
from surveys.actions.questions import COPIED
from surveys.enums import QuestionType
from surveys.forms import QuestionForm
from surveys.models import Question, Survey
from surveys.rules import can_edit_surveys
from surveys.selectors.builder import Built, addable, also_asked_in, built_survey, new_key
from surveys.views.tabs import survey_tabs


class SurveyView(ProgramView):
    """Load a survey of the program."""

    rule: ClassVar[Rule] = can_edit_surveys
    survey: Survey

    def load(self) -> Any:
        program = super().load()
        self.survey = get_object_or_404(Survey, program=program, pk=self.kwargs["survey_id"])
        self.survey.program = program
        return self.survey

    def language(self) -> str:
        """Return the language whose texts are edited: that of the query string, else the reader's, else the first."""
        choices = (self.request.GET.get("language", ""), (get_language() or "")[:2])
        found = (language for language in choices if language in self.survey.languages)
        return next(found, next(iter(self.survey.languages), "en"))

    def address(self, name: str, **more: object) -> str:
        arguments = {
            "slug": self.organization.slug,
            "program_id": self.program.pk,
            "survey_id": self.survey.pk,
        }
        return reverse(f"surveys:{name}", kwargs={**arguments, **more})

    def to_question(self, key: str = "") -> HttpResponse:
        if not key:
            return redirect(self.address("builder"))
        asked = self.request.GET.get("language", "")
        query = f"?language={asked}" if asked in self.survey.languages else ""
        return redirect(self.address("question", key=key) + query)

    def builder(
        self, built: Built, form: QuestionForm | None, *, key: str = "", status: int = 200
    ) -> HttpResponse:
        language = self.language()
        context = {
            "program": self.program,
            "survey": self.survey,
            "built": built,
            "title": _title(built),
            "tabs": survey_tabs(self.survey, self.organization.slug, "builder"),
            "line": built.line(key) if key else None,
            "form": form,
            "languages": [
                (each, get_language_info(each)["name_local"], each == language)
                for each in self.survey.languages
            ],
            "text_language": language,
            # Whoever translates goes from question to question in that language.
            "is_chosen": self.request.GET.get("language") == language,
            "language_names": {
                each: get_language_info(each)["name_translated"] for each in self.survey.languages
            },
            "types": QuestionType.choices,
            "times": _times(built),
            "addable": addable(built),
            "also_asked_in": also_asked_in(self.survey, key) if key else [],
        }
        response = render(self.request, "surveys/builder.html", context, status=status)
        # The preview is a page of its own in a frame.
        response.headers["Content-Security-Policy"] = f"{CONTENT_SECURITY_POLICY}; frame-src 'self'"
        return response


class SurveyBuilder(SurveyView):
    def get(self, request: HttpRequest, **kwargs: object) -> HttpResponse:
        built = built_survey(self.survey, self.language())
        if not built.lines:
            return self.builder(built, None)
        line = built.lines[0]
        return self.builder(
            built, QuestionForm(language=self.language(), question=line.question), key=line.key
        )


class QuestionUpdate(SurveyView):
    def get(self, request: HttpRequest, key: str, **kwargs: object) -> HttpResponse:
        built = built_survey(self.survey, self.language())
        line = built.line(key)
        if line is None:
            raise Http404
        return self.builder(built, QuestionForm(language=self.language(), question=line.question), key=key)

    def post(self, request: HttpRequest, key: str, **kwargs: object) -> HttpResponse:
        built = built_survey(self.survey, self.language())
        line = built.line(key)
        if line is None:
            # It was removed meanwhile, in another window: what was typed can be added as a new question.
            form = QuestionForm(request.POST, language=self.language())
            form.add_error(None, _("This question has been removed meanwhile. You can add it as a new one."))
            return self.builder(built, form, status=422)
        form = QuestionForm(request.POST, language=self.language(), question=line.question)
        if form.is_valid():
            try:
                changed = update_question(self.survey, key, form.values(), by=self.actor)
            except ValidationError as error:
                add_errors(form, error, texts="text")
            else:
                self.saved(built, changed.version_id)
                return self.to_question(key)
        return self.builder(built, form, key=key, status=422)

    def saved(self, built: Built, version_id: UUID) -> None:
        if built.version is not None and built.version.pk != version_id:
            notify(self.request, _("Question saved in version %(n)s.") % {"n": built.version.number + 1})
        else:
            notify(self.request, _("Question saved."))


class QuestionCreate(SurveyView):
    def get(self, request: HttpRequest, **kwargs: object) -> HttpResponse:
        built = built_survey(self.survey, self.language())
        type_ = request.GET.get("type", "")
        initial = {
            "type": type_ if type_ in QuestionType.values else QuestionType.AGREEMENT,
            "allows_not_applicable": True,
        }
        return self.builder(built, QuestionForm(language=self.language(), initial=initial))

    def post(self, request: HttpRequest, **kwargs: object) -> HttpResponse:
        form = QuestionForm(request.POST, language=self.language())
        if form.is_valid():
            key = new_key(self.survey, form.cleaned_data["text"])
            try:
                question = add_question(self.survey, QuestionSpec(key=key, **form.values()), by=self.actor)
            except ValidationError as error:
                add_errors(form, error, texts="text")
            else:
                notify(request, _("Question added."))
                return self.to_question(question.key)
        return self.builder(built_survey(self.survey, self.language()), form, status=422)


class SurveyTest(SurveyView):
    """Send the invitation to the caller's own address."""

    def post(self, request: HttpRequest, **kwargs: object) -> HttpResponse:
        try:
            message = send_survey_test(self.survey, self.membership, by=self.actor)
        except ValidationError as error:
            self.show_error(error)
        else:
            notify(
                request, _("Test email to %(address)s is on its way.") % {"address": message.recipient_email}
            )
        return self.to_question()


class QuestionChange(SurveyView):
    """What a button beside a question does. A POST returns to the question."""

    def change(self, key: str) -> str:
        """Do it; return the key of the question to return to."""
        raise TypeError(f"{type(self).__name__} must implement change()")

    def post(self, request: HttpRequest, key: str, **kwargs: object) -> HttpResponse:
        try:
            key = self.change(key)
        except ValidationError as error:
            self.show_error(error)
        return self.to_question(key)


class LibraryQuestionAdd(QuestionChange):
    def change(self, key: str) -> str:
        question = add_library_question(self.survey, key, by=self.actor)
        notify(self.request, _("Question added."))
        return question.key


class QuestionMove(QuestionChange):
    def change(self, key: str) -> str:
        keys = [line.key for line in built_survey(self.survey, self.language()).lines]
        if key not in keys:
            raise Http404
        step = -1 if self.request.POST.get("direction") == "up" else 1
        place = keys.index(key) + step
        if 0 <= place < len(keys):
            move_question(self.survey, key, position=place + 1, by=self.actor)
        return key


class QuestionHide(QuestionChange):
    """Hide a question, or show it again."""

    def change(self, key: str) -> str:
        is_hidden = self.request.POST.get("hidden") == "1"
        update_question(self.survey, key, {"is_hidden": is_hidden}, by=self.actor)
        if is_hidden:
            # Posted without a field, this very address shows the question again.
            notify(self.request, _("Question hidden."), undo_url=self.request.path)
        else:
            notify(self.request, _("Question shown again."))
        return key


class QuestionRemove(QuestionChange):
    def change(self, key: str) -> str:
        line = built_survey(self.survey, self.language()).line(key)
        if line is None:
            raise Http404
        remove_question(self.survey, key, by=self.actor)
        remember(self.request, line.question, COPIED)
        undo = self.address("question-restore", question_id=line.question.pk)
        notify(self.request, _("Question removed."), undo_url=undo)
        return ""


class QuestionRestore(SurveyView):
    """Undo the removal of a question, by who has removed it."""

    def post(self, request: HttpRequest, question_id: UUID, **kwargs: object) -> HttpResponse:
        values = recall(request, Question, question_id)
        try:
            if values is None:
                raise ValidationError(_("This change can no longer be undone."))
            question = restore_question(self.survey, values, by=self.actor)
        except ValidationError as error:
            self.show_error(error)
            return self.to_question()
        notify(request, _("Question restored."))
        return self.to_question(question.key)


def _title(built: Built) -> str:
    count = len(built.shown)
    if not count:
        return _("No questions yet")
    questions = ngettext("%(n)s question", "%(n)s questions", count) % {"n": count}
    minutes = ngettext("about %(n)s minute", "about %(n)s minutes", built.minutes) % {"n": built.minutes}
    return f"{questions}, {minutes}"


def _times(built: Built) -> list[tuple[str, str]]:
    """Return the estimate line by line, as minutes and seconds, and the sum."""
    labels = dict(QuestionType.choices)
    found = [
        (f"{count} × {labels[type_]}" if type_ else _("First page"), f"{seconds // 60}:{seconds % 60:02}")
        for type_, count, seconds in built.times
    ]
    total = ngettext("About %(n)s minute", "About %(n)s minutes", built.minutes) % {"n": built.minutes}
    return [*found, (total, f"{built.seconds // 60}:{built.seconds % 60:02}")]

"""The profile questions of a program and the organization's topics: add, edit, order, remove with undo."""

from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from mentoring.ui.notices import notify
from mentoring.ui.rendering import render
from programs.actions.profile import (
    add_question,
    add_topic,
    move_question,
    remove_question,
    remove_topic,
    restore_question,
    restore_topic,
    update_question,
)
from programs.enums import Audience
from programs.forms import ProfileQuestionForm, TopicForm
from programs.models import Topic
from programs.rules import can_set_up_programs
from programs.selectors.profile import questions_of, topic_names
from programs.views.base import ProgramView, add_errors


class ProfileView(ProgramView):
    rule = can_set_up_programs

    def address(self, name: str, **arguments: Any) -> str:
        of_program = {"slug": self.organization.slug, "program_id": self.program.pk}
        return reverse(f"programs:{name}", kwargs={**of_program, **arguments})

    def list(self, status: int = 200, topic_form: TopicForm | None = None) -> HttpResponse:
        context = {
            "program": self.program,
            "questions": questions_of(self.program),
            "topics": topic_names(),
            "topic_form": topic_form or TopicForm(),
            "both": Audience.BOTH,
        }
        return render(self.request, "programs/profile_questions.html", context, status=status)

    def form(self, form: ProfileQuestionForm, *, key: str = "", status: int = 200) -> HttpResponse:
        context = {"program": self.program, "form": form, "key": key}
        return render(self.request, "programs/profile_question.html", context, status=status)


class ProfileQuestions(ProfileView):
    def get(self, request: HttpRequest, **kwargs: object) -> HttpResponse:
        return self.list()


class ProfileQuestionCreate(ProfileView):
    def get(self, request: HttpRequest, **kwargs: object) -> HttpResponse:
        return self.form(ProfileQuestionForm())

    def post(self, request: HttpRequest, **kwargs: object) -> HttpResponse:
        form = ProfileQuestionForm(request.POST)
        if form.is_valid():
            try:
                add_question(self.program, values=form.cleaned_data, by=self.actor)
            except ValidationError as error:
                add_errors(form, error)
            else:
                notify(request, _("Question added."))
                return self.to("profile-questions")
        return self.form(form, status=422)


class ProfileQuestionUpdate(ProfileView):
    def get(self, request: HttpRequest, key: str, **kwargs: object) -> HttpResponse:
        found = next((it for it in questions_of(self.program) if it.key == key), None)
        if found is None:
            raise Http404
        return self.form(ProfileQuestionForm(initial=ProfileQuestionForm.initial_of(found)), key=key)

    def post(self, request: HttpRequest, key: str, **kwargs: object) -> HttpResponse:
        form = ProfileQuestionForm(request.POST)
        if form.is_valid():
            try:
                update_question(self.program, key, values=form.cleaned_data, by=self.actor)
            except ValidationError as error:
                add_errors(form, error)
            else:
                notify(request, _("Question saved."))
                return self.to("profile-questions")
        return self.form(form, key=key, status=422)


class ProfileQuestionRemove(ProfileView):
    def post(self, request: HttpRequest, key: str, **kwargs: object) -> HttpResponse:
        try:
            remove_question(self.program, key, by=self.actor, at=timezone.now())
        except ValidationError as error:
            self.show_error(error)
        else:
            undo = self.address("profile-question-restore", key=key)
            notify(request, _("Question removed. Answers are kept."), undo_url=undo)
        return self.to("profile-questions")


class ProfileQuestionRestore(ProfileView):
    def post(self, request: HttpRequest, key: str, **kwargs: object) -> HttpResponse:
        try:
            restore_question(self.program, key, by=self.actor)
        except ValidationError as error:
            self.show_error(error)
        else:
            notify(request, _("Question restored."))
        return self.to("profile-questions")


class ProfileQuestionMove(ProfileView):
    """`up` moves it up, anything else down."""

    def post(self, request: HttpRequest, key: str, **kwargs: object) -> HttpResponse:
        try:
            move_question(self.program, key, up=request.POST.get("to") == "up", by=self.actor)
        except ValidationError as error:
            self.show_error(error)
        return self.to("profile-questions")


class TopicCreate(ProfileView):
    def post(self, request: HttpRequest, **kwargs: object) -> HttpResponse:
        form = TopicForm(request.POST)
        if form.is_valid():
            try:
                add_topic(form.cleaned_data["name"], by=self.actor)
            except ValidationError as error:
                add_errors(form, error)
            else:
                notify(request, _("Topic added."))
                return self.to("profile-questions")
        return self.list(status=422, topic_form=form)


class TopicRemove(ProfileView):
    def post(self, request: HttpRequest, **kwargs: object) -> HttpResponse:
        try:
            removed = remove_topic(request.POST.get("name", ""), by=self.actor, at=timezone.now())
        except ValidationError as error:
            self.show_error(error)
        else:
            undo = self.address("topic-restore", topic_id=removed.pk)
            notify(request, _("Topic removed. Participants who chose it keep it."), undo_url=undo)
        return self.to("profile-questions")


class TopicRestore(ProfileView):
    def post(self, request: HttpRequest, topic_id: UUID, **kwargs: object) -> HttpResponse:
        try:
            restore_topic(get_object_or_404(Topic, pk=topic_id).pk, by=self.actor)
        except ValidationError as error:
            self.show_error(error)
        else:
            notify(request, _("Topic restored."))
        return self.to("profile-questions")

"""Answer a survey: by the link of an email without signing in, or from the home page."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mentoring.mail.rendering import recipient_locale
from mentoring.tenancy.actor import Actor
from mentoring.tenancy.links import LinkView
from mentoring.tenancy.models import Organization
from mentoring.tenancy.rules import is_member
from mentoring.tenancy.scope import current_organization_id
from mentoring.tenancy.views import TenantView
from mentoring.ui.rendering import render
from surveys.actions import record_answers, stop_emails, submit_anonymous_answers
from surveys.answer_values import AnswerValue, read_answer
from surveys.asking import AskedQuestion
from surveys.enums import AnswerState, QuestionType
from surveys.models import Invitation
from surveys.selectors.answering import OPEN_INVITATION, AnswerForm, answer_form, open_invitations

WITHOUT_VALUE = (AnswerState.NOT_APPLICABLE, AnswerState.PREFER_NOT)


class SurveyLink(LinkView):
    """For one person and one wave, until the end of the person's last day."""

    purpose = "survey"
    gone_text = gettext_lazy(
        "There is nothing left to do here: the survey has closed, you have answered, or a newer email has the link."
    )
    target: Invitation

    @classmethod
    def find(cls, target_id: UUID) -> Invitation | None:
        return OPEN_INVITATION.get(current_organization_id(), target_id, timezone.now())

    def get(self, request: HttpRequest) -> HttpResponse:
        return answer_page(request, self.target, self.organization, by=self.actor)

    def post(self, request: HttpRequest) -> HttpResponse:
        return answer_page(request, self.target, self.organization, by=self.actor)


class OwnSurvey(TenantView):
    """The same for a member who has signed in: their own surveys; everybody else gets 404."""

    rule = is_member

    def load(self) -> Invitation:
        own = open_invitations(timezone.now()).filter(person__membership=self.membership)
        return get_object_or_404(own, pk=self.kwargs["invitation_id"])

    def get(self, request: HttpRequest, slug: str, invitation_id: UUID) -> HttpResponse:
        return self._page(request)

    def post(self, request: HttpRequest, slug: str, invitation_id: UUID) -> HttpResponse:
        return self._page(request)

    def _page(self, request: HttpRequest) -> HttpResponse:
        language = translation.get_language() or ""
        return answer_page(request, self.loaded, self.organization, by=self.actor, language=language)


def answer_page(
    request: HttpRequest, invitation: Invitation, organization: Organization, *, by: Actor, language: str = ""
) -> HttpResponse:
    """Show or save a page of the survey, in the person's language or the one they chose.

    `language` is that of the account, if the person has signed in.
    """
    person = invitation.person
    chosen = request.GET.get("lang", "")
    chosen = chosen if chosen in invitation.wave.survey.languages else ""
    language = chosen or language or person.language or organization.language
    with recipient_locale(language, person.time_zone or organization.time_zone):
        page = _Page(request, invitation, organization, language, by)
        return page.save() if request.method == "POST" else page.show()


class _Page:
    def __init__(
        self,
        request: HttpRequest,
        invitation: Invitation,
        organization: Organization,
        language: str,
        by: Actor,
    ) -> None:
        self.request, self.invitation, self.organization, self.by = request, invitation, organization, by
        self.now: datetime = timezone.now()
        self.form: AnswerForm = answer_form(invitation, organization, language=language)
        self.number = self._asked_number()

    def show(self) -> HttpResponse:
        """Show the question of the address, the first page, the thanks, or how to stop the emails."""
        if "stop" in self.request.GET:
            return self._render("stop")
        if self.form.is_anonymous:
            return self._render("questions")
        preset = {each.key for each in self.form.questions} & set(self.request.GET)
        if self.form.is_on_one_page:
            is_done = self.invitation.answered_at is not None and not preset
            return self._render("done" if is_done and "change" not in self.request.GET else "questions")
        if self.number or preset:
            return self._render("questions")
        return self._render("done" if self.invitation.answered_at else "start")

    def save(self) -> HttpResponse:
        """Save the answers of the page, and go to the next one."""
        if "stop" in self.request.POST:
            stop_emails(self.invitation, by=self.by, now=self.now)
            return redirect(self._url(stop=1))
        asked = self._asked()
        values, errors = self._read(asked)
        is_draft = "X-Autosave" in self.request.headers
        missing = {each.key: _missing(each) for each in asked if values.get(each.key) is None}
        errors = {**{key: text for key, text in missing.items() if text and not is_draft}, **errors}
        is_last = not is_draft and not errors and self._is_last
        if self.form.is_anonymous:
            return self._send(values, errors, is_draft=is_draft)
        saved = {key: value for key, value in values.items() if value is not None or key in self.form.given}
        try:
            if saved or is_last:
                record_answers(
                    self.invitation,
                    saved,
                    by=self.by,
                    now=self.now,
                    is_last=is_last,
                    question_ids=self.form.question_ids,
                )
        except ValidationError as error:
            errors["__all__"] = " ".join(error.messages)
        if is_draft:
            return HttpResponse(status=422 if errors else 204)
        if errors:
            return self._render("questions", errors=errors)
        return redirect(self._url() if is_last else self._url(q=self.number + 1))

    def _send(
        self, values: Mapping[str, AnswerValue | None], errors: dict[str, str], *, is_draft: bool
    ) -> HttpResponse:
        """Store anonymous answers. The thanks are the answer to the POST: the link does not work any more."""
        if is_draft:
            return HttpResponse(status=204)  # drafts stay in the browser
        if not errors:
            try:
                submit_anonymous_answers(self.invitation, values, now=self.now)
            except ValidationError as error:
                errors["__all__"] = " ".join(error.messages)
        return self._render("questions", errors=errors) if errors else self._render("sent")

    def _asked_number(self) -> int:
        """Return the number of the question of the address; 0 for the first page, or all on one page."""
        if self.form.is_on_one_page:
            return 0
        written = self.request.GET.get("q", "")
        number = int(written) if written.isdecimal() and len(written) < 4 else 0
        return min(number, len(self.form.questions))

    @property
    def _is_last(self) -> bool:
        return self.form.is_on_one_page or self.number == len(self.form.questions)

    def _asked(self) -> list[AskedQuestion]:
        if self.form.is_on_one_page:
            return list(self.form.questions)
        return [self.form.questions[max(self.number, 1) - 1]]

    def _read(self, asked: list[AskedQuestion]) -> tuple[dict[str, AnswerValue | None], dict[str, str]]:
        values: dict[str, AnswerValue | None] = {}
        errors: dict[str, str] = {}
        for question in asked:
            try:
                values[question.key] = read_answer(
                    question.type,
                    _written(self.request.POST.getlist(question.key), self.form.given.get(question.key, "")),
                    option_keys=question.option_keys,
                    allows_not_applicable=bool(question.not_applicable),
                )
            except ValidationError as error:
                errors[question.key] = " ".join(error.messages)
        return values, errors

    def _render(self, which: str, *, errors: Mapping[str, str] | None = None) -> HttpResponse:
        asked = self._asked() if which == "questions" else []
        number = max(self.number, 1)
        context = {
            "which": which,
            "form": self.form,
            "asked": [(each, self._shown(each, is_refused=each.key in (errors or {}))) for each in asked],
            "number": number,
            "errors": errors or {},
            "organization": self.organization,
            "is_last": self._is_last,
            "has_stopped": self.invitation.declined_at is not None,
            "action": self._url(q=number) if asked and not self.form.is_on_one_page else self._url(),
            "start_url": self._url(q=self.form.first_open),
            "change_url": self._url(change=1) if self.form.is_on_one_page else self._url(q=1),
            "back_url": self._url(q=number - 1) if number > 1 else self._url(),
            "page_url": self._url(),
            "stop_url": self._url(stop=1),
            "other_languages": [
                (code, name, f"?{urlencode({**self.request.GET.dict(), 'lang': code})}")
                for code, name in self.form.languages
                if code != self.form.language
            ],
            "home_url": reverse("members:home", kwargs={"slug": self.organization.slug})
            if getattr(self.request, "membership", None)
            else "",
        }
        return render(self.request, "surveys/answer.html", context, status=422 if errors else 200)

    def _shown(self, question: AskedQuestion, *, is_refused: bool) -> list[str]:
        """Return what is filled in: what was refused, what a reminder's link chose, or what was answered."""
        if self.request.method == "POST":
            sent = self.request.POST.getlist(question.key)
            # Without JavaScript, nobody could take back "prefer not to say" to keep what is typed beside it.
            return _values(sent) or sent if is_refused else sent
        if self.form.is_anonymous:
            return []
        preset = self.request.GET.get(question.key, "")
        if preset in [str(value) for value, _label in (*question.choices, *question.extras)]:
            return [preset]
        given = self.form.given.get(question.key, "")
        return given if isinstance(given, list) else [given]

    def _url(self, **query: Any) -> str:
        if "lang" in self.request.GET:
            query["lang"] = self.form.language
        return f"{self.request.path}?{urlencode(query)}" if query else self.request.path


def _written(sent: list[str], stored: str | list[str]) -> list[str]:
    """Return what was entered; of a value and "prefer not to say" beside it, the one that was not there before."""
    sent = [value.strip() for value in sent if value.strip()]
    values = _values(sent)
    others = [value for value in sent if value not in values]
    if not values or not others:
        return sent
    before = stored if isinstance(stored, list) else [stored]
    if before == others:
        return values
    if sorted(before) == sorted(values):
        return others
    raise ValidationError(_("Enter an answer or choose “Prefer not to say”, not both."))


def _values(sent: list[str]) -> list[str]:
    return [value for value in sent if value.strip() and value not in WITHOUT_VALUE]


def _missing(question: AskedQuestion) -> str:
    if question.type == QuestionType.SHORT_TEXT:
        return ""
    if question.type in (QuestionType.NUMBER, QuestionType.DATE):
        return _("Enter an answer, or choose “Prefer not to say”.")
    return _("Choose an answer. “Prefer not to say” is one.")

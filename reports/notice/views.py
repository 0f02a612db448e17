"""The page of the notice, for administrators, and the link by which people object."""

from typing import Any, ClassVar
from uuid import UUID

from allauth.core.internal import ratelimit
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from mentoring.tenancy.links import LinkView
from mentoring.tenancy.views import Rule, TenantView
from mentoring.ui.notices import notify
from mentoring.ui.rendering import render
from programs.views.base import add_errors
from reports.models import OutcomeNotice
from reports.notice.actions import (
    object_to_comparison,
    replace_objection_link,
    save_notice,
    switch_off_outcomes,
    switch_on_outcomes,
    withdraw_objection,
)
from reports.notice.forms import NoticeForm, ObjectionForm
from reports.notice.selectors import outcome_notice, person_who_objects
from reports.notice.text import LANGUAGES, default_text, notice_text
from reports.rules import can_switch_outcomes

# Wide, because a whole company may share one address.
LIMIT = {"objection": "60/m/ip,600/h/ip"}


class NoticePage(TenantView):
    rule: ClassVar[Rule] = can_switch_outcomes

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        notice = outcome_notice()
        texts = {f"text_{it}": getattr(notice, f"text_{it}") or default_text(it) for it in LANGUAGES}
        return self.page(notice, NoticeForm(initial={**texts, "given_on": notice.given_on}))

    def post(self, request: HttpRequest, slug: str) -> HttpResponse:
        form = NoticeForm(request.POST)
        if form.is_valid():
            today = self.organization.local_date(timezone.now())
            try:
                save_notice(values=form.cleaned_data, by=self.actor, today=today)
            except ValidationError as error:
                add_errors(form, error)
            else:
                notify(request, _("Notice saved."))
                return self.back()
        return self.page(outcome_notice(), form, status=422)

    def page(self, notice: OutcomeNotice, form: NoticeForm, *, status: int = 200) -> HttpResponse:
        is_saved = not notice._state.adding
        link = ObjectionLink.url_to(notice, self.organization) if is_saved else ""
        context: dict[str, Any] = {
            "notice": notice,
            "form": form,
            "link": link,
            "texts": [(it, notice_text(notice, it, link=link)) for it in LANGUAGES] if is_saved else [],
        }
        return render(self.request, "reports/notice.html", context, status=status)

    def back(self) -> HttpResponse:
        return redirect("reports:notice", slug=self.organization.slug)


class SwitchOn(NoticePage):
    http_method_names: ClassVar[list[str]] = ["post"]

    def post(self, request: HttpRequest, slug: str) -> HttpResponse:
        try:
            switch_on_outcomes(by=self.actor)
        except ValidationError as error:
            notify(request, " ".join(error.messages), level=messages.ERROR)
        else:
            notify(request, _("Outcomes switched on."))
        return self.back()


class SwitchOff(NoticePage):
    http_method_names: ClassVar[list[str]] = ["post"]

    def post(self, request: HttpRequest, slug: str) -> HttpResponse:
        switch_off_outcomes(by=self.actor)
        notify(request, _("Outcomes switched off."))
        return self.back()


class ReplaceLink(NoticePage):
    http_method_names: ClassVar[list[str]] = ["post"]

    def post(self, request: HttpRequest, slug: str) -> HttpResponse:
        replace_objection_link(by=self.actor)
        notify(request, _("Link replaced."))
        return self.back()


class ObjectionLink(LinkView):
    """For everybody who was given the notice. The answer does not depend on who is in the directory."""

    purpose = "objection"
    target: OutcomeNotice

    @classmethod
    def find(cls, target_id: UUID) -> OutcomeNotice | None:
        return OutcomeNotice.objects.filter(pk=target_id).first()

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.show(ObjectionForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        form = ObjectionForm(request.POST)
        if not form.is_valid():
            return self.show(form, status=422)
        if not ratelimit.consume(request, app="reports", action="objection", config=LIMIT):
            form.add_error(None, _("Too many attempts. Please wait a few minutes."))
            return self.show(form, status=429)
        person = person_who_objects(**form.cleaned_data)
        is_withdrawn = "withdraw" in request.POST
        if person is not None:
            change = withdraw_objection if is_withdrawn else object_to_comparison
            change(person, by=self.actor)
        return self.show(form, is_done=True, is_withdrawn=is_withdrawn)

    def show(
        self, form: ObjectionForm, *, is_done: bool = False, is_withdrawn: bool = False, status: int = 200
    ) -> HttpResponse:
        context = {
            "form": form,
            "organization": self.organization,
            "is_done": is_done,
            "is_withdrawn": is_withdrawn,
        }
        return render(self.request, "reports/objection.html", context, status=status)

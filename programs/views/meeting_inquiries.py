"""The page "Did you meet?": by the link of an email without signing in, or from the home page."""

from collections.abc import Mapping
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from mentoring.mail.models import OutboxMessage
from mentoring.mail.rendering import recipient_locale
from mentoring.mail.unsubscribing import UnsubscribeLink
from mentoring.tenancy.actor import Actor
from mentoring.tenancy.links import LinkView
from mentoring.tenancy.models import Organization
from mentoring.tenancy.rules import is_member
from mentoring.tenancy.views import TenantView
from mentoring.ui.notices import notify
from mentoring.ui.rendering import render
from programs.actions import MeetingReply, answer_meeting_question, renew_inquiry_link, undo_meeting_answer
from programs.enums import MeetingAnswer
from programs.forms import MeetingReplyForm
from programs.models import MeetingInquiry
from programs.selectors.meeting_inquiries import DID_YOU_MEET
from programs.selectors.meeting_pages import AskedMatch, InquiryPage, help_readers, inquiry_page
from programs.session_times import moment_of
from programs.views.base import add_errors

LENGTHS = (30, 45, 60, 90)
Forms = Mapping[str, MeetingReplyForm]


class MetLink(LinkView):
    """For one person and their matches, for two weeks."""

    purpose = "met"
    is_renewable = True
    target: MeetingInquiry

    @classmethod
    def find(cls, target_id: UUID) -> MeetingInquiry | None:
        return (
            MeetingInquiry.objects.open(timezone.now()).select_related("person").filter(pk=target_id).first()
        )

    @classmethod
    def find_expired(cls, target_id: UUID) -> MeetingInquiry | None:
        return MeetingInquiry.objects.renewable(timezone.now()).filter(pk=target_id).first()

    @classmethod
    def renew(cls, target: MeetingInquiry) -> None:
        renew_inquiry_link(target, by=Actor.link(cls.purpose, target.pk), now=timezone.now())

    def get(self, request: HttpRequest) -> HttpResponse:
        with self._locale():
            return _page(request, self.target, self.organization).show()

    def post(self, request: HttpRequest) -> HttpResponse:
        with self._locale():
            return _page(request, self.target, self.organization).save(by=self.actor)

    def _locale(self) -> AbstractContextManager[None]:
        """Activate the language of the email that led here, in the person's time zone."""
        person, organization = self.target.person, self.organization
        return recipient_locale(
            person.language or organization.language, person.time_zone or organization.time_zone
        )


class OwnInquiry(TenantView):
    """The same for a member who has signed in: their own inquiries; everybody else gets 404."""

    rule = is_member

    def load(self) -> MeetingInquiry:
        own = MeetingInquiry.objects.open(timezone.now()).select_related("person")
        return get_object_or_404(own, pk=self.kwargs["inquiry_id"], person__membership=self.membership)

    def get(self, request: HttpRequest, slug: str, inquiry_id: UUID) -> HttpResponse:
        return _page(request, self.loaded, self.organization, is_signed_in=True).show()

    def post(self, request: HttpRequest, slug: str, inquiry_id: UUID) -> HttpResponse:
        return _page(request, self.loaded, self.organization, is_signed_in=True).save(by=self.actor)


def _page(
    request: HttpRequest, inquiry: MeetingInquiry, organization: Organization, *, is_signed_in: bool = False
) -> "_Page":
    return _Page(request, inquiry, organization, is_signed_in)


class _Page:
    def __init__(
        self, request: HttpRequest, inquiry: MeetingInquiry, organization: Organization, is_signed_in: bool
    ) -> None:
        self.request, self.inquiry, self.organization = request, inquiry, organization
        self.is_signed_in = is_signed_in
        self.now: datetime = timezone.now()
        self.page: InquiryPage = inquiry_page(inquiry, now=self.now)

    def show(self, forms: Forms | None = None, *, error: str = "") -> HttpResponse:
        """Show what is asked and what has been answered; with `forms`, what was refused."""
        changed = self.request.GET.get("change", "")
        asked = [each for each in self.page.asked if str(each.question.pk) == changed] if not forms else []
        asked = asked or (
            [each for each in self.page.asked if forms and each.prefix in forms] or self.page.open
        )
        forms = forms or {}
        given = self.request.GET.get("met", "") if len(asked) == 1 else ""
        context = {
            "page": self.page,
            "asked": [(each, self._shown(each, forms.get(each.prefix), given)) for each in asked],
            "is_changing": bool(changed),
            "answered": [] if changed else self.page.answered,
            "organization": self.organization,
            "answers": [(value, label) for value, label in MeetingAnswer.choices],
            "help_readers": help_readers(),
            "unsubscribe_url": self._unsubscribe_url(),
            "home_url": reverse("members:home", kwargs={"slug": self.organization.slug})
            if self.is_signed_in
            else "",
            "here": self.request.path,
            "error": error,
        }
        status = 422 if error or any(form.errors for form in forms.values()) else 200
        return render(self.request, "programs/meeting_inquiry.html", context, status=status)

    def save(self, *, by: Actor) -> HttpResponse:
        """Save what was answered, all or nothing, or undo one answer."""
        post, today = self.request.POST, self.organization.local_date(self.now)
        if undone := post.get("undo"):
            for each in self.page.answered:
                if str(each.question.pk) == undone:
                    undo_meeting_answer(each.question, by=by, now=self.now, today=today)
                    notify(self.request, _("Answer undone."))
            return redirect(self.request.path)
        forms = {each.prefix: MeetingReplyForm(post, prefix=each.prefix) for each in self.page.asked}
        answered = {prefix: form for prefix, form in forms.items() if form.is_answered}
        if not answered:
            return self.show(error=_("Choose an answer."))
        if not all(form.is_valid() for form in answered.values()):
            return self.show(answered)
        try:
            with transaction.atomic():
                for each in self.page.asked:
                    if each.prefix in answered:
                        self._answer(each, answered[each.prefix], by=by, today=today)
        except ValidationError:
            return self.show(answered)
        if post.get("then") == "more":
            notify(self.request, _("Session saved."))
            first = next(each for each in self.page.asked if each.prefix in answered)
            return redirect(f"{self.request.path}?change={first.question.pk}")
        return redirect(self.request.path)

    def _answer(self, each: AskedMatch, form: MeetingReplyForm, *, by: Actor, today: Any) -> None:
        try:
            answer_meeting_question(
                each.question,
                self._reply(form.cleaned_data),
                data=self.request.POST.dict(),
                prefix=each.prefix,
                by=by,
                now=self.now,
                today=today,
            )
        except ValidationError as error:
            day = "held_on" if form.cleaned_data["met"] == MeetingAnswer.YES else "moved_to"
            add_errors(form, error, happens_on="held_on", starts_at="moved_to", at=day)
            raise

    def _reply(self, data: Mapping[str, Any]) -> MeetingReply:
        """Return the answer; times are the reader's own, days the organization's."""
        held_on, moved_to = data["held_on"], data["moved_to"]
        starts_at, here = None, timezone.get_current_timezone_name()
        if data["met"] == MeetingAnswer.YES and held_on and data["held_at"]:
            starts_at = moment_of(held_on, data["held_at"], here)
            held_on = self.organization.local_date(starts_at)
        if data["met"] == MeetingAnswer.MOVED and moved_to and data["moved_at"]:
            starts_at = moment_of(moved_to, data["moved_at"], here)
            moved_to = self.organization.local_date(starts_at)
        return MeetingReply(
            answer=data["met"],
            held_on=held_on,
            minutes=data["minutes"],
            moved_to=moved_to,
            starts_at=starts_at,
            time_zone=here if starts_at else "",
            rating=data["rating"],
            fit=data["fit"],
            note=data["note"],
            private_note=data["private_note"],
            help_text=data["help_text"],
        )

    def _shown(self, each: AskedMatch, form: MeetingReplyForm | None, given: str) -> dict[str, Any]:
        """Return the values of the form's fields: what was refused, what was answered, or what is likely."""
        question, session, feedback = each.question, each.session, each.feedback
        starts_at = timezone.localtime(session.starts_at) if session and session.starts_at else None
        values: dict[str, Any] = {
            "met": question.answer or (given if given in MeetingAnswer.values else ""),
            "held_on": (
                starts_at.date() if starts_at else session.happens_on if session else question.about_on
            )
            or "",
            "held_at": f"{starts_at:%H:%M}" if starts_at else "",
            "moved_at": f"{starts_at:%H:%M}" if starts_at else "",
            "minutes": session.minutes if session else None,
            "moved_to": "",
            "rating": feedback.rating if feedback else None,
            "fit": feedback.fit if feedback else "",
            "note": each.note,
            "private_note": "",
            "has_private_note": bool(question.before.get("private_note")),
            "help_text": "",
            "errors": {},
        }
        if form is not None:
            values |= {name: form.data.get(form.add_prefix(name), "") for name in form.fields}
            values["minutes"], values["rating"] = _number(values["minutes"]), _number(values["rating"])
            values["errors"] = {name: " ".join(errors) for name, errors in form.errors.items()}
        lengths = {*LENGTHS, values["minutes"]} - {None}
        return {**values, "lengths": sorted(lengths), "wants_fit": each.asks_fit or bool(values["fit"])}

    def _unsubscribe_url(self) -> str:
        """Return where the person switches this email off, if one was sent."""
        message = OutboxMessage.objects.filter(dedup_key=f"{DID_YOU_MEET}:{self.inquiry.pk.hex}").first()
        return UnsubscribeLink.path_to(message, self.organization) if message else ""


def _number(written: str) -> int | None:
    return int(written) if str(written).isdigit() else None

"""The emails of a program: previews, texts that can be changed, and a test to oneself."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from mentoring.mail.extensions import MESSAGE_KINDS
from mentoring.mail.preview import preview_unqueued
from mentoring.mail.recipients import Recipient
from mentoring.ui.notices import notify
from mentoring.ui.rendering import render
from programs.actions.email_texts import reset_email_text, save_email_text, send_text_to_oneself
from programs.editable_emails import contact_name
from programs.email_texts import EDITABLE_TEXTS
from programs.forms import EmailTextForm
from programs.rules import can_set_up_programs
from programs.selectors.email_texts import Texts, own_texts_of, text_of
from programs.text_test_email import TEXT_TEST, example_values
from programs.views.base import ProgramView, add_errors


@dataclass(frozen=True)
class Preview:
    """An email with example names: what can be changed, and the rest of an opening's email, which is fixed."""

    subject: str
    text: str
    fixed: str


class EmailsView(ProgramView):
    """What the pages of a program's emails share."""

    rule = can_set_up_programs

    @cached_property
    def own(self) -> Texts:
        return own_texts_of(self.program)

    @cached_property
    def contact(self) -> str:
        return contact_name(self.program)

    def preview(self, name: str, language: str) -> Preview:
        """Return the email with example names, as it is saved."""
        user = self.membership.user
        to = Recipient(user.email, str(user), language, user.time_zone)
        kind = name if EDITABLE_TEXTS[name].is_opening else TEXT_TEST
        with translation.override(language):
            values = example_values(self.program, name, self.own, self.contact, today=self.today)
            subject, text = preview_unqueued(kind, to, values, self.organization)
        opening = values.get("opening", "")
        return Preview(subject, opening or text, _after(opening, text) if opening else "")

    def address(self, view: str, name: str, language: str) -> str:
        arguments = {"slug": self.organization.slug, "program_id": self.program.pk}
        return reverse(f"programs:{view}", kwargs={**arguments, "text": name, "language": language})


class ProgramEmails(EmailsView):
    """All texts of the program, with a preview in the reader's language."""

    def get(self, request: HttpRequest, slug: str, program_id: UUID) -> HttpResponse:
        language = translation.get_language() or self.organization.language
        rows = [
            (
                text,
                self.preview(name, language),
                [
                    (label, self.address("email-text", name, code), (name, code) in self.own)
                    for code, label in settings.LANGUAGES
                ],
            )
            for name, text in EDITABLE_TEXTS.items()
        ]
        context = {"program": self.program, "rows": rows, "fixed": fixed_emails()}
        return render(request, "programs/program_emails.html", context)


def fixed_emails() -> list[str]:
    """Return the labels of automatic emails without a text that a program can change."""
    kinds = [kind for name, kind in MESSAGE_KINDS.items() if kind.is_automatic and name not in EDITABLE_TEXTS]
    return sorted(str(kind.label) for kind in kinds)


def _after(opening: str, text: str) -> str:
    """Return the rest of the email: what the template shows around the opening."""
    before, _opening, after = text.partition(opening)
    return "\n\n".join(part.strip() for part in (before, after) if part.strip())


class EmailTextView(EmailsView):
    """Load a program whose text the address names, in a language."""

    def load(self) -> Any:
        super().load()
        if self.kwargs["text"] not in EDITABLE_TEXTS or self.kwargs["language"] not in dict(
            settings.LANGUAGES
        ):
            raise Http404
        return self.program


class EmailTextPage(EmailTextView):
    """Change one text in one language."""

    def get(
        self, request: HttpRequest, slug: str, program_id: UUID, text: str, language: str
    ) -> HttpResponse:
        with translation.override(language):
            subject, body = text_of(self.own, text)
        return self.show(EmailTextForm(initial={"subject": subject, "body": body}))

    def post(
        self, request: HttpRequest, slug: str, program_id: UUID, text: str, language: str
    ) -> HttpResponse:
        form = EmailTextForm(request.POST)
        if form.is_valid():
            try:
                save_email_text(
                    self.program, name=text, language=language, **form.cleaned_data, by=self.actor
                )
            except ValidationError as error:
                add_errors(form, error)
            else:
                notify(request, _("Text saved."))
                return self.to("email-text", text=text, language=language)
        return self.show(form, status=422)

    def show(self, form: EmailTextForm, status: int = 200) -> HttpResponse:
        name, language = self.kwargs["text"], self.kwargs["language"]
        context = {
            "program": self.program,
            "form": form,
            "text": EDITABLE_TEXTS[name],
            "language_name": dict(settings.LANGUAGES)[language],
            "placeholders": EDITABLE_TEXTS[name].placeholders.items(),
            "is_own": (name, language) in self.own,
            "email": self.preview(name, language),
            "reset_url": self.address("email-text-reset", name, language),
            "test_url": self.address("email-text-test", name, language),
        }
        return render(self.request, "programs/email_text.html", context, status=status)


class EmailTextReset(EmailTextView):
    def post(
        self, request: HttpRequest, slug: str, program_id: UUID, text: str, language: str
    ) -> HttpResponse:
        reset_email_text(self.program, name=text, language=language, by=self.actor)
        notify(request, _("The standard text is sent again."))
        return self.to("email-text", text=text, language=language)


class EmailTextTest(EmailTextView):
    def post(
        self, request: HttpRequest, slug: str, program_id: UUID, text: str, language: str
    ) -> HttpResponse:
        send_text_to_oneself(self.program, self.membership, name=text, language=language, by=self.actor)
        notify(request, _("Test email sent to %(address)s.") % {"address": self.membership.user.email})
        return self.to("email-text", text=text, language=language)

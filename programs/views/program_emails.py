"""The emails of a program: previews, texts that can be changed, and a test to oneself."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from mentoring.mail.extensions import MESSAGE_KINDS
from mentoring.mail.preview import preview_unqueued
from mentoring.mail.recipients import Recipient
from mentoring.ui.notices import notify
from mentoring.ui.rendering import render
from programs.actions.email_texts import reset_email_text, save_email_text, send_text_to_oneself
from programs.editable_emails import contact_name
from programs.email_texts import EDITABLE, PLACEHOLDERS
from programs.extensions import EMAIL_EXAMPLES
from programs.forms import EmailTextForm
from programs.rules import can_set_up_programs
from programs.selectors.email_texts import own_texts_of, text_of
from programs.text_test_email import TEXT_TEST, example_values
from programs.views.base import ProgramView, add_errors


class EmailsView(ProgramView):
    """What the pages of a program's emails share."""

    rule = can_set_up_programs

    def preview(self, name: str, language: str) -> tuple[str, str]:
        """Return subject and text with example names."""
        with translation.override(language):
            values = example_values(
                self.program, name, own_texts_of(self.program), contact_name(self.program)
            )
            user = self.membership.user
            to = Recipient(user.email, str(user), language, user.time_zone)
            return preview_unqueued(TEXT_TEST, to, values, self.organization)

    def address(self, view: str, name: str, language: str) -> str:
        arguments = {"slug": self.organization.slug, "program_id": self.program.pk}
        return reverse(f"programs:{view}", kwargs={**arguments, "text": name, "language": language})


class ProgramEmails(EmailsView):
    """All texts of the program, with a preview in the reader's language."""

    def get(self, request: HttpRequest, slug: str, program_id: UUID) -> HttpResponse:
        own = own_texts_of(self.program)
        rows = [
            (
                text,
                self.preview(name, translation.get_language() or self.organization.language),
                [
                    (label, self.address("email-text", name, language), (name, language) in own)
                    for language, label in settings.LANGUAGES
                ],
            )
            for name, text in EDITABLE.items()
        ]
        context = {"program": self.program, "rows": rows, "automatic": self.automatic()}
        return render(request, "programs/program_emails.html", context)

    def automatic(self) -> list[tuple[str, str, str]]:
        """Return name, subject and text of each automatic email, in the reader's language."""
        user = self.membership.user
        language = translation.get_language() or self.organization.language
        to = Recipient(user.email, str(user), language, user.time_zone)
        found = []
        for name, example in EMAIL_EXAMPLES.items():
            values = example(self.program, self.today)
            subject, text = preview_unqueued(name, to, values, self.organization)
            found.append((str(MESSAGE_KINDS[name].label), subject, text))
        return found


class EmailTextView(EmailsView):
    """Load a program whose text the address names, in a language."""

    def load(self) -> Any:
        super().load()
        if self.kwargs["text"] not in EDITABLE or self.kwargs["language"] not in dict(settings.LANGUAGES):
            raise Http404
        return self.program


class EmailTextPage(EmailTextView):
    """Change one text in one language."""

    def get(
        self, request: HttpRequest, slug: str, program_id: UUID, text: str, language: str
    ) -> HttpResponse:
        with translation.override(language):
            subject, body = text_of(own_texts_of(self.program), text)
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
            "text": EDITABLE[name],
            "language_name": dict(settings.LANGUAGES)[language],
            "placeholders": PLACEHOLDERS.items(),
            "is_own": (name, language) in own_texts_of(self.program),
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

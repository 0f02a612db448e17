"""Certificates: offered or not, with a preview; and the PDF for the mentor or mentee whose it is."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation
from django.utils.http import content_disposition_header
from django.utils.text import slugify
from django.utils.translation import gettext as _

from mentoring.ui.notices import notify
from mentoring.ui.rendering import render
from programs.actions.certificates import offer_certificates
from programs.certificate_pdf import CertificateText, certificate_pdf
from programs.forms.material import CertificateForm
from programs.rules import can_set_up_programs
from programs.selectors.announcements import program_contact
from programs.selectors.certificates import certificate_of, example_certificate
from programs.views.base import ProgramView
from programs.views.my_participations import OwnParticipation


def pdf_response(text: CertificateText) -> HttpResponse:
    response = HttpResponse(certificate_pdf(text), content_type="application/pdf")
    name = f"{slugify(f'{text.title} {text.program}') or 'certificate'}.pdf"
    response.headers["Content-Disposition"] = content_disposition_header(True, name)
    response.headers["Cache-Control"] = "private, no-store"
    return response


class ProgramCertificate(ProgramView):
    """Whether mentors and mentees can download a certificate, and what it looks like."""

    rule = can_set_up_programs

    def get(self, request: HttpRequest, slug: str, program_id: UUID) -> HttpResponse:
        return self.show(CertificateForm(initial={"is_offered": self.program.offers_certificates}))

    def post(self, request: HttpRequest, slug: str, program_id: UUID) -> HttpResponse:
        form = CertificateForm(request.POST)
        if not form.is_valid():
            return self.show(form, status=422)
        offer_certificates(self.program, **form.cleaned_data, by=self.actor)
        notify(
            request,
            _("Certificates are offered.")
            if self.program.offers_certificates
            else _("Certificates are no longer offered."),
        )
        return self.to("program-certificate")

    def show(self, form: CertificateForm, status: int = 200) -> HttpResponse:
        of_program: dict[str, Any] = {"slug": self.organization.slug, "program_id": self.program.pk}
        context = {
            "program": self.program,
            "form": form,
            "contact": program_contact(self.program),
            "previews": [
                (label, reverse("programs:certificate-preview", kwargs=of_program | {"language": language}))
                for language, label in settings.LANGUAGES
            ],
        }
        return render(self.request, "programs/program_certificate.html", context, status=status)


class CertificatePreview(ProgramView):
    """The certificate with an example name, in one language."""

    rule = can_set_up_programs

    def get(self, request: HttpRequest, slug: str, program_id: UUID, language: str) -> HttpResponse:
        if language not in dict(settings.LANGUAGES):
            raise Http404
        with translation.override(language):
            return pdf_response(example_certificate(self.program, today=self.today))


class MyCertificate(OwnParticipation):
    """Download one's own certificate, in one's own language."""

    def get(self, request: HttpRequest, **kwargs: object) -> HttpResponse:
        text = certificate_of(self.participant, today=self.today)
        if text is None:
            raise Http404
        return pdf_response(text)

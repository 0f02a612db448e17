"""The API of certificates."""

from base64 import b64encode
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from mentoring.api import Answer, Operation, Query, TenantApiView
from mentoring.tenancy.rules import is_member
from programs.api.programs import TAG
from programs.certificate_pdf import certificate_pdf
from programs.models import Participant
from programs.rules import can_see_program
from programs.selectors.certificates import certificate_of


@extend_schema_serializer(
    examples=[
        OpenApiExample("Certificate", value={"name": "Priya Raman", "language": "en", "pdf": "JVBERi0xLjcK"})
    ]
)
class CertificateAnswer(Answer):
    name = serializers.CharField()
    language = serializers.ChoiceField(choices=settings.LANGUAGES)
    pdf = serializers.CharField(help_text=_("The PDF, in Base64."))


class CertificateQuery(Query):
    language = serializers.ChoiceField(choices=settings.LANGUAGES, default="en")


class CertificateApi(TenantApiView):
    rule = is_member
    tag = TAG
    query_class = CertificateQuery
    operations = {
        "get": Operation(
            id="get_certificate",
            summary=_("Get the certificate of a participant"),
            description=_(
                "Where certificates are offered, once a match or the program has ended. Participants get their own."
            ),
            answer=CertificateAnswer,
        )
    }

    def load(self) -> Participant:
        found = Participant.objects.select_related("program", "person")
        if can_see_program(self.membership):
            ids = Participant.objects.visible_to(self.membership).values("pk")
            found = found.filter(Q(pk__in=ids) | Q(person__membership=self.membership))
        else:
            found = found.filter(person__membership=self.membership)
        participant = get_object_or_404(found, pk=self.kwargs["id"])
        participant.program.organization = self.organization
        return participant

    def get(self, request: Request, **kwargs: Any) -> Response:
        with translation.override(self.query["language"]):
            text = certificate_of(self.loaded, today=self.organization.local_date(timezone.now()))
        if text is None:
            raise Http404
        pdf = b64encode(certificate_pdf(text)).decode()
        return self.answer({"name": text.name, "language": self.query["language"], "pdf": pdf})

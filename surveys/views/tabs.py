"""The tabs of one survey."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from surveys.models import Survey


def survey_tabs(survey: Survey, slug: str, current: str) -> list[tuple[str, str, bool]]:
    arguments = {"slug": slug, "program_id": survey.program_id, "survey_id": survey.pk}
    tabs = [
        ("results", _("Results"), "surveys:result-list"),
        ("builder", _("Questions"), "surveys:builder"),
        ("sending", pgettext("survey", "Sending"), "surveys:sending"),
    ]
    return [(label, reverse(name, kwargs=arguments), key == current) for key, label, name in tabs]

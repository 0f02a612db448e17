"""The test of an editable text: the email with example names, to the member who edits it."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import translation
from django.utils.translation import get_language, gettext, ngettext
from django.utils.translation import gettext_lazy as _

from mentoring.mail.enums import Category
from mentoring.mail.extensions import MESSAGE_KINDS
from mentoring.mail.models import OutboxMessage
from mentoring.tenancy.models import Organization
from mentoring.tenancy.scope import current_organization_id
from programs.editable_emails import contact_name, editable_values, register_editable
from programs.email_texts import EDITABLE_TEXTS, INTRODUCTION_MENTEE, INTRODUCTION_MENTOR
from programs.extensions import EMAIL_EXAMPLES
from programs.models import Program
from programs.openings import example_of
from programs.selectors.email_texts import Texts, own_texts_of

TEXT_TEST = "programs.text_test"


def text_test_key(name: str, unique: str) -> str:
    return f"{TEXT_TEST}:{name}:{unique}"


def text_test_context(message: OutboxMessage) -> Mapping[str, Any] | None:
    program = Program.objects.filter(pk=message.about_id).first()
    name = message.dedup_key.split(":")[1]
    if program is None or name not in EDITABLE_TEXTS:
        return None
    program.organization = Organization.objects.get(pk=current_organization_id())
    with translation.override(message.language):
        today = program.organization.local_date(message.created_at)
        return example_values(program, name, own_texts_of(program), contact_name(program), today=today)


def example_values(program: Program, name: str, own: Texts, contact: str, *, today: date) -> dict[str, Any]:
    """Return what the email says with example names, in the active language."""
    if EDITABLE_TEXTS[name].is_opening:
        values = example_of(name, EMAIL_EXAMPLES[name](program, today), own.get((name, get_language() or "")))
        return {**values, "template": MESSAGE_KINDS[name].template}
    partner, partners = gettext("Sam Sample"), []
    if name in (INTRODUCTION_MENTEE, INTRODUCTION_MENTOR):
        topics = ngettext("%(num)s shared topic: %(topics)s.", "%(num)s shared topics: %(topics)s.", 1)
        reason = topics % {"num": 1, "topics": gettext("Negotiating")}
        partners.append(
            {
                "name": partner,
                "job_title": "",
                "email": "sam@example.org",
                "reason": f"{reason} {gettext('Same language.')}",
            }
        )
    return editable_values(
        program,
        name,
        {"first_name": gettext("Alex"), "name": gettext("Alex Example"), "partner_names": partner},
        own=own,
        contact=contact,
        path=reverse("members:home", kwargs={"slug": program.organization.slug}),
        partners=partners,
    )


def register() -> None:
    register_editable(TEXT_TEST, _("Test of a text"), context=text_test_context, category=Category.ACCOUNT)

"""The texts of the audit log for actions of the directory."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from mentoring.audit.extensions import KINDS, NAMES, SENTENCES, Sentence
from mentoring.people.models import Person

AUDIT_TEXT = {
    "create_person": Sentence(_("Add a person"), _("%(who)s added %(thing)s to the directory.")),
    "export_people": Sentence(
        _("Export the directory"), _("%(who)s exported people of the directory (%(rows)s rows).")
    ),
}


def register() -> None:
    for order, (name, sentence) in enumerate(AUDIT_TEXT.items(), 150):
        SENTENCES.register(f"people.{name}", sentence, order=order)
    KINDS.register("people.person", _("Person"))
    NAMES.register("people.person", person_names)


def person_names(ids: set[UUID]) -> dict[UUID, str]:
    return {person.pk: person.name for person in Person.objects.filter(pk__in=ids)}

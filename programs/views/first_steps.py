"""The way from an empty program to its first matches: directory, participants, matches."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from mentoring.people.models import Person
from programs.models import Participant, Program


@dataclass(frozen=True)
class FirstStep:
    label: str
    text: str
    url: str
    is_done: bool
    is_next: bool


def first_steps(program: Program) -> list[FirstStep]:
    """Return the steps of a program without matches; the first that is not done is the next one. Two queries."""
    has_people = Person.objects.exists()
    has_participants = Participant.objects.filter(program=program).exists()
    steps = [
        (_("Import your directory"), _("The people of your organization."), "directory", has_people),
        (_("Add participants"), _("Who takes part as mentor or mentee."), "participants", has_participants),
        (_("Add matches"), _("Who mentors whom, and since when."), "matches", False),
    ]
    following = next(kind for _label, _text, kind, is_done in steps if not is_done)
    slug = program.organization.slug
    return [
        FirstStep(
            label,
            text,
            reverse("imports:run-create", kwargs={"slug": slug, "kind": kind}),
            is_done,
            kind == following,
        )
        for label, text, kind, is_done in steps
    ]

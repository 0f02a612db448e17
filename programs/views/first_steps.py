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
    slug = program.organization.slug
    has_people = Person.objects.exists()
    has_participants = Participant.objects.filter(program=program).exists()
    steps = [
        (
            _("Import your directory"),
            _("The people of your organization."),
            reverse("imports:run-create", kwargs={"slug": slug, "kind": "directory"}),
            has_people,
        ),
        (
            _("Add participants"),
            _("Who takes part as mentor or mentee."),
            reverse("imports:run-create", kwargs={"slug": slug, "kind": "participants"}),
            has_participants,
        ),
        (
            _("Add matches"),
            _("Choose mentors from ranked suggestions, or import existing matches."),
            reverse("programs:matching", kwargs={"slug": slug, "program_id": program.pk}),
            False,
        ),
    ]
    following = next(url for _label, _text, url, is_done in steps if not is_done)
    return [
        FirstStep(label, text, url, is_done, is_next=url == following) for label, text, url, is_done in steps
    ]

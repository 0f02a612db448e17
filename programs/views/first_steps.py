"""The way from an empty program to its first matches: directory, participants, matches."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from mentoring.people.models import Person
from programs.models import Participant, Program


@dataclass(frozen=True)
class FirstStep:
    """What to do, why, and the buttons: label and address, the usual way first."""

    label: str
    text: str
    buttons: Sequence[tuple[str, str]]
    is_done: bool
    is_next: bool


def first_steps(program: Program) -> list[FirstStep]:
    """Return the steps of a program without matches; the first that is not done is the next one. Two queries."""
    slug = program.organization.slug
    has_people = Person.objects.exists()
    has_participants = Participant.objects.filter(program=program).exists()

    def importing(kind: str) -> str:
        return reverse("imports:run-create", kwargs={"slug": slug, "kind": kind})

    matching = reverse("programs:matching", kwargs={"slug": slug, "program_id": program.pk})
    steps = [
        (
            _("Import your directory"),
            _("The people of your organization."),
            [(_("Import your directory"), importing("directory"))],
            has_people,
        ),
        (
            _("Add participants"),
            _("Who takes part as mentor or mentee."),
            [(_("Add participants"), importing("participants"))],
            has_participants,
        ),
        (
            _("Add matches"),
            _("For each mentee, mentors are suggested with the reason."),
            [(_("Choose mentors"), matching), (_("Import matches"), importing("matches"))],
            False,
        ),
    ]
    following = next(label for label, _text, _buttons, is_done in steps if not is_done)
    return [
        FirstStep(label, text, buttons, is_done, label == following)
        for label, text, buttons, is_done in steps
    ]

"""The emails whose text a program can change, with their standard text. Placeholders are replaced, never evaluated."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mentoring.registry import Registry

OF_RECIPIENT: Mapping[str, str | Promise] = {
    "first_name": _("The recipient's first name"),
    "name": _("The recipient's full name"),
    "program": _("The name of the program"),
}
PLACEHOLDERS: Mapping[str, str | Promise] = {
    **OF_RECIPIENT,
    "partner_names": _("The names of the recipient's mentor or mentees"),
    "contact": _("The name of the program contact"),
}
PARTNER: Mapping[str, str | Promise] = {"partner": _("The name of the recipient's mentor or mentee")}
REMATCH = "rematch"
CLOSING = "closing"
INTRODUCTION_MENTEE, INTRODUCTION_MENTOR = "introduction_mentee", "introduction_mentor"


@dataclass(frozen=True)
class EditableText:
    """A text that a program can change: what it is called, when it is sent, and the standard text.

    Of an opening, the email's template shows the rest, which is fixed; `names` reads its placeholders from what the
    email says (programs/openings.py).
    """

    label: str | Promise
    when: str | Promise
    subject: str | Promise
    body: str | Promise
    placeholders: Mapping[str, str | Promise] = field(default_factory=lambda: PLACEHOLDERS)
    names: Callable[[Mapping[str, Any]], Mapping[str, Any]] | None = None

    @property
    def is_opening(self) -> bool:
        return self.names is not None


# By a name of their own, or the name of the kind of email that they open.
EDITABLE_TEXTS: Registry[EditableText] = Registry("texts of emails that a program can change")


WHOLE: Mapping[str, EditableText] = {
    INTRODUCTION_MENTEE: EditableText(
        _("Introduction of the mentor"),
        _("To mentees, when matches are introduced. Their mentor, the reason and the address follow."),
        _("Your mentor is {partner_names}"),
        _(
            "Hello {first_name},\n\nWe would like to introduce you to {partner_names}. Please write to each other "
            "this week and agree on your first session. Half an hour is enough to start.\n\nIf you have questions, "
            "reply to this email. {contact} will answer."
        ),
    ),
    INTRODUCTION_MENTOR: EditableText(
        _("Introduction of mentees"),
        _("To mentors, when matches are introduced. Their mentees, the reasons and the addresses follow."),
        _("You will mentor {partner_names}"),
        _(
            "Hello {first_name},\n\nThank you for being a mentor in {program}. We would like to introduce you to "
            "{partner_names}. Please write to each other this week and agree on your first session. Half an hour is "
            "enough to start.\n\nIf you have questions, reply to this email. {contact} will answer."
        ),
    ),
    REMATCH: EditableText(
        _("End of a match"),
        _("To mentor and mentee, when those who run the program end a match and inform both."),
        _("Your mentoring with {partner_names} has ended"),
        _(
            "Hello {first_name},\n\nYour match with {partner_names} in {program} has ended. This is nobody’s fault: "
            "plans and circumstances change, and not every match fits.\n\nThank you for the time you have given each "
            "other. If you would like another match, or have questions, reply to this email. {contact} will answer."
        ),
    ),
    CLOSING: EditableText(
        _("End of the program"),
        _("To mentors and mentees, when the program is closed."),
        _("{program} has ended"),
        _(
            "Hello {first_name},\n\n{program} has ended. Thank you for taking part and for the time you have given."
            "\n\nAll matches are now shown as finished. Your sessions, goals and notes stay: you can still read them "
            "after signing in, and nobody sees more of them than before.\n\nIf you have questions, reply to this "
            "email. {contact} will answer."
        ),
    ),
}


def register() -> None:
    for order, (name, text) in enumerate(WHOLE.items(), 50):
        EDITABLE_TEXTS.register(name, text, order=order)

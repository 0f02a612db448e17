"""Placeholders of announcements (replaced by plain text, never evaluated) and texts to start from."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from programs.extensions import MESSAGE_STARTS

PLACEHOLDERS: Mapping[str, str | Promise] = {
    "first_name": gettext_lazy("The recipient's first name"),
    "name": gettext_lazy("The recipient's full name"),
    "partner_names": gettext_lazy("The names of the recipient's mentor or mentees"),
    "program": gettext_lazy("The name of the program"),
}
PATTERN = re.compile(r"\{([^{}\n]{1,40})\}")


def fill_in(text: str, values: Mapping[str, str]) -> str:
    """Return the text with each {placeholder} replaced; what is not one stays as it is."""
    return PATTERN.sub(lambda found: values.get(found[1].strip(), found[0]), text)


def refuse_unknown_placeholders(*texts: str, known: Collection[str] = PLACEHOLDERS) -> None:
    unknown = sorted({name for text in texts for name in PATTERN.findall(text) if name.strip() not in known})
    if unknown:
        usable = ", ".join(f"{{{name}}}" for name in known)
        raise ValidationError(
            _("%(unknown)s is not a placeholder. You can use %(known)s.")
            % {"unknown": ", ".join(f"{{{name}}}" for name in unknown), "known": usable}
        )


@dataclass(frozen=True)
class StartingPoint:
    label: str
    subject: str
    body: str


def starting_points() -> dict[str, StartingPoint]:
    """Return the texts to start from, in the active language, by their name in the query string."""
    return {
        "welcome": StartingPoint(
            _("Welcome"),
            _("Welcome to {program}"),
            _(
                "Hello {first_name},\n\nWelcome to {program}. You are matched with {partner_names}. Please write to "
                "each other this week and plan your first session."
            ),
        ),
        "first-session": StartingPoint(
            _("Plan the first session"),
            _("Your first session with {partner_names}"),
            _(
                "Hello {first_name},\n\nYou and {partner_names} have not met yet. Could you suggest a time this week? "
                "If something is in the way, just reply to this email."
            ),
        ),
        "thanks": StartingPoint(
            _("Thank you"),
            _("Thank you for taking part in {program}"),
            _(
                "Hello {first_name},\n\nThank you for the time you have given to {program} and to {partner_names}."
            ),
        ),
        **{name: start() for name, start in MESSAGE_STARTS.items()},
    }

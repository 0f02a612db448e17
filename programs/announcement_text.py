"""Placeholders of announcements: replaced by plain text, never evaluated. Pure."""

import re
from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

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


def refuse_unknown_placeholders(*texts: str) -> None:
    unknown = sorted(
        {name for text in texts for name in PATTERN.findall(text) if name.strip() not in PLACEHOLDERS}
    )
    if unknown:
        known = ", ".join(f"{{{name}}}" for name in PLACEHOLDERS)
        raise ValidationError(
            _("%(unknown)s is not a placeholder. You can use %(known)s.")
            % {"unknown": ", ".join(f"{{{name}}}" for name in unknown), "known": known}
        )

"""Texts and addresses that become part of an email's headers."""

import re
import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from mentoring.email_address import validate_address
from mentoring.visible_text import without_invisible

# Everything that some mail program takes for the end of a line, and the other control characters.
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]+")
# Allowed in a quoted local part but unused in practice; each has a meaning in a header.
UNSAFE_IN_ADDRESS = re.compile(r"[\s\x00-\x20\x7f-\x9f\"(),:;<>\\\[\]]")


def single_line(text: str, length: int = 200) -> str:
    """Return the text as one line without control characters, cut to `length` characters."""
    return " ".join(CONTROL.sub(" ", text).split())[:length].strip()


def checked_address(email: str) -> str:
    """Return the address trimmed; raise ValidationError if it is invalid or unsafe in a header."""
    email = unicodedata.normalize("NFC", without_invisible(email)).strip()
    if UNSAFE_IN_ADDRESS.search(email):
        raise ValidationError(_("Enter a valid email address."), code="invalid")
    validate_address(email)
    return email

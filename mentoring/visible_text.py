"""Characters that nobody sees: they are removed from what people paste, and refused in names."""

import re
import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

# Soft hyphens, zero-width spaces, direction marks and byte order marks. Not the two joiners, which some scripts need.
INVISIBLE = re.compile("[\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]")
JOINERS = "\u200c\u200d"
# Control characters (Cc), format characters (Cf) except the joiners, lone surrogates (Cs), line and paragraph
# separators (Zl, Zp): with these a name can reverse or hide the text around it.
REFUSED_CATEGORIES = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})


def without_invisible(text: str) -> str:
    """Return the text without invisible characters; joiners remain inside words."""
    return text if text.isascii() else INVISIBLE.sub("", text).strip(JOINERS)


def read_code(text: str) -> str:
    """Return a code as typed on a keyboard: full-width digits as ASCII, without spaces and invisible characters."""
    plain = unicodedata.normalize("NFKC", text)
    return "".join(
        sign for sign in plain if sign.isprintable() and not sign.isspace() and sign not in JOINERS
    )


def validate_name(name: str) -> None:
    """Raise ValidationError if a name of a person or an organization has control or direction characters."""
    if name.isascii() and name.isprintable():
        return
    if any(unicodedata.category(sign) in REFUSED_CATEGORIES and sign not in JOINERS for sign in name):
        raise ValidationError(_("Enter a name without control characters."), code="invisible")

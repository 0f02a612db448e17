"""Who reads what is typed into a field: shown below it by the component `field`."""

from typing import Any

from django.utils.translation import gettext_lazy as _

ONLY_THE_TWO = _("Only the two of you read this.")


def read_by(readers: Any, field: Any) -> Any:
    """Return the form field with the text that says who reads it."""
    field.readers = readers
    return field

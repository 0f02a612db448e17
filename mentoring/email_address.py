"""Email addresses: the one normal form by which accounts, invitations, imports and the outbox compare them, and the
form for mail servers. Domains follow IDNA 2008, in which groß.de and gross.de are two domains.
"""

import unicodedata
from functools import lru_cache
from typing import Any

import idna
from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from mentoring.visible_text import without_invisible


def normalize_email(email: str) -> str:
    """Return the form in which two spellings of one address are equal. It is the form that is stored and shown."""
    email = unicodedata.normalize("NFC", without_invisible(email)).strip().lower()
    local, at, domain = email.rpartition("@")
    return f"{local}@{unicode_domain(domain)}" if at else email


def ascii_email(email: str) -> str:
    """Return the address with its domain in ASCII, as SMTP requires."""
    local, _at, domain = email.rpartition("@")
    return f"{local}@{ascii_domain(domain)}"


def validate_address(email: str) -> None:
    """Raise ValidationError unless the address is complete and its domain can be written in ASCII."""
    validate_email(email)
    domain = email.rpartition("@")[2]
    if not ascii_domain(domain).isascii():
        raise ValidationError(_("Enter a valid email address."), code="invalid")


@lru_cache(maxsize=4096)
def ascii_domain(domain: str) -> str:
    """Return the domain in ASCII; unchanged if IDNA 2008 does not allow it."""
    if domain.isascii():
        return domain
    try:
        return idna.encode(domain, uts46=True).decode("ascii")
    except idna.IDNAError:
        return domain


@lru_cache(maxsize=4096)
def unicode_domain(domain: str) -> str:
    """Return the domain in the letters of its language; unchanged if IDNA 2008 does not allow it."""
    if domain.isascii() and "xn--" not in domain:
        return domain
    try:
        return idna.decode(ascii_domain(domain), uts46=True)
    except idna.IDNAError:
        return domain


class EmailAddressField(forms.EmailField):
    """An email field that returns the normalized address."""

    default_validators = [validate_address]

    def to_python(self, value: Any) -> str:
        return normalize_email(super().to_python(value) or "")

"""Translate EMAIL_URL to Django's settings.

local://                                  the local inbox at /mail/ (LOCAL=1 only)
smtp://user:password@host:587             plain, for a relay on the same machine or network
smtp+starttls://user:password@host:587    encrypted by STARTTLS
smtps://user:password@host:465            encrypted from the start
anymail+postmark://TOKEN                  a provider through django-anymail; the token is the provider's API key,
                                          further settings are the query: anymail+mailgun://KEY?SENDER_DOMAIN=x
"""

from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

DEFAULT_PORTS = {"smtp": 25, "smtp+starttls": 587, "smtps": 465}
# The provider's name to its backend in django-anymail and to the name of its key there.
PROVIDERS = {
    "amazon-ses": ("amazon_ses", ""),
    "brevo": ("brevo", "BREVO_API_KEY"),
    "mailersend": ("mailersend", "MAILERSEND_API_TOKEN"),
    "mailgun": ("mailgun", "MAILGUN_API_KEY"),
    "mailjet": ("mailjet", "MAILJET_API_KEY"),
    "mandrill": ("mandrill", "MANDRILL_API_KEY"),
    "postmark": ("postmark", "POSTMARK_SERVER_TOKEN"),
    "resend": ("resend", "RESEND_API_KEY"),
    "sendgrid": ("sendgrid", "SENDGRID_API_KEY"),
    "sparkpost": ("sparkpost", "SPARKPOST_API_KEY"),
}


def email_settings(url: str) -> dict[str, Any]:
    """Return the settings for an EMAIL_URL; raise ImproperlyConfigured if it is invalid."""
    parts = urlsplit(url)
    if parts.scheme == "local":
        return {"EMAIL_BACKEND": "mentoring.mail.local_inbox.LocalInboxBackend"}
    if parts.scheme in DEFAULT_PORTS:
        if parts.query:
            # Other software uses ?tls=1 for encryption; ignoring it would send emails unencrypted.
            raise ImproperlyConfigured(
                f"EMAIL_URL: “?{parts.query}” is not supported. Use smtp+starttls:// or smtps:// for encryption."
            )
        return {
            "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
            "EMAIL_HOST": parts.hostname or "localhost",
            "EMAIL_PORT": parts.port or DEFAULT_PORTS[parts.scheme],
            "EMAIL_HOST_USER": unquote(parts.username or ""),
            "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
            "EMAIL_USE_TLS": parts.scheme == "smtp+starttls",
            "EMAIL_USE_SSL": parts.scheme == "smtps",
        }
    kind, _plus, name = parts.scheme.partition("+")
    if kind == "anymail" and name in PROVIDERS:
        backend, key = PROVIDERS[name]
        # Not .hostname: it would be put into small emails, and keys have both.
        token = unquote(parts.netloc)
        anymail = {f"{backend.upper()}_{option}": value for option, value in parse_qsl(parts.query)}
        return {
            "EMAIL_BACKEND": f"anymail.backends.{backend}.EmailBackend",
            "ANYMAIL": {**({key: token} if key else {}), **anymail},
        }
    raise ImproperlyConfigured(
        "EMAIL_URL has to begin with local://, smtp://, smtp+starttls://, smtps:// or anymail+<provider>:// with "
        f"one of {', '.join(PROVIDERS)}."
    )

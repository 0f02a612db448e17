"""EMAIL_URL: encryption is never dropped in silence."""

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.utils.module_loading import import_string

from mentoring.mail.email_url import PROVIDERS, email_settings


@pytest.mark.parametrize(
    ("url", "tls", "ssl", "port"),
    [
        ("smtp+starttls://u:p%40w@host", True, False, 587),
        ("smtps://u:p%40w@host", False, True, 465),
        ("smtp://u:p%40w@host", False, False, 25),
    ],
)
def test_scheme_determines_encryption(url, tls, ssl, port):
    found = email_settings(url)
    assert (found["EMAIL_USE_TLS"], found["EMAIL_USE_SSL"], found["EMAIL_PORT"]) == (tls, ssl, port)
    assert (found["EMAIL_HOST"], found["EMAIL_HOST_USER"], found["EMAIL_HOST_PASSWORD"]) == (
        "host",
        "u",
        "p@w",
    )


def test_unsupported_encryption_parameter_is_refused():
    with pytest.raises(ImproperlyConfigured, match="smtps://"):
        email_settings("smtp://u:p@host:587/?tls=1")


@pytest.mark.parametrize("query", ["ssl=true", "x"])
def test_every_query_is_refused(query):
    with pytest.raises(ImproperlyConfigured, match="is not supported"):
        email_settings(f"smtps://u:p@host/?{query}")


def test_server_without_a_name_is_this_machine():
    found = email_settings("smtp://")
    assert (found["EMAIL_HOST"], found["EMAIL_PORT"], found["EMAIL_HOST_USER"]) == ("localhost", 25, "")


def test_local_is_the_inbox_of_this_machine():
    assert email_settings("local://") == {"EMAIL_BACKEND": "mentoring.mail.local_inbox.LocalInboxBackend"}


def test_api_key_of_a_provider_keeps_its_case():
    assert email_settings("anymail+postmark://Ab%2Fc-D") == {
        "EMAIL_BACKEND": "anymail.backends.postmark.EmailBackend",
        "ANYMAIL": {"POSTMARK_SERVER_TOKEN": "Ab/c-D"},
    }


def test_further_settings_of_a_provider_are_the_query():
    found = email_settings("anymail+mailgun://Key?SENDER_DOMAIN=mg.example.org")
    assert found["ANYMAIL"] == {"MAILGUN_API_KEY": "Key", "MAILGUN_SENDER_DOMAIN": "mg.example.org"}


@pytest.mark.parametrize("name", [name for name in PROVIDERS if name != "amazon-ses"])  # needs boto3
def test_every_provider_has_its_backend(name):
    import_string(email_settings(f"anymail+{name}://key")["EMAIL_BACKEND"])


@pytest.mark.parametrize("url", ["", "host:25", "imap://host", "anymail+nobody://key", "postmark://key"])
def test_invalid_url_is_refused(url):
    with pytest.raises(ImproperlyConfigured, match="has to begin with"):
        email_settings(url)

"""EMAIL_URL: encryption is never dropped in silence."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from mentoring.mail.email_url import email_settings


@pytest.mark.parametrize(
    ("url", "tls", "ssl", "port"),
    [
        ("smtp+starttls://u:p%40w@host", True, False, 587),
        ("smtps://u:p%40w@host", False, True, 465),
        ("smtp://u:p%40w@host", False, False, 25),
    ],
)
def test_the_scheme_says_how_mail_is_encrypted(url, tls, ssl, port):
    found = email_settings(url)
    assert (found["EMAIL_USE_TLS"], found["EMAIL_USE_SSL"], found["EMAIL_PORT"]) == (tls, ssl, port)
    assert (found["EMAIL_HOST"], found["EMAIL_HOST_USER"], found["EMAIL_HOST_PASSWORD"]) == (
        "host",
        "u",
        "p@w",
    )


def test_encryption_asked_for_as_elsewhere_is_refused():
    with pytest.raises(ImproperlyConfigured, match="smtps://"):
        email_settings("smtp://u:p@host:587/?tls=1")

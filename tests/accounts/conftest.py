import re

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from mentoring.accounts.emails import MAIL_SERVER

SIGN_IN = "/accounts/login/"
ENTER_CODE = "/accounts/login/code/"


@pytest.fixture(autouse=True)
def _no_limits_left_over():
    """Rate limits are kept in the cache, and the mail server's failures in the process; both outlive a test."""
    cache.clear()
    MAIL_SERVER.close()


def last_code(to: str | None = None) -> str:
    """Return the code of the last mail, as a person reads it from the subject."""
    message = next(it for it in reversed(mail.outbox) if to is None or it.to == [to])
    return re.match(r"\d+", message.subject)[0]


def ask_for_code(client: Client, email: str, **query: str):
    return client.post(reverse("account_login", query=query or None), {"email": email})


def sign_in(client: Client, email: str, **query: str):
    """Request and enter a code, and return the last response."""
    answer = ask_for_code(client, email, **query)
    return client.post(answer.url, {"code": last_code()})

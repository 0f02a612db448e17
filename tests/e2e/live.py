"""The product as browsers meet it: a server on loopback, with real commits and a real mail server to deliver to."""

import re
import socket
import threading
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
from aiosmtpd.controller import Controller
from django.conf import settings
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.cache import cache
from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
from django.core.wsgi import get_wsgi_application
from django.test import Client, override_settings
from playwright.sync_api import Page

from mentoring.accounts.models import User


class Mailbox:
    """Take every mail by SMTP and keep it."""

    def __init__(self) -> None:
        self.messages: list[EmailMessage] = []

    async def handle_DATA(self, server, session, envelope) -> str:
        message = message_from_bytes(envelope.content, policy=policy.default)
        message["X-Envelope-To"] = ", ".join(envelope.rcpt_tos)
        self.messages.append(message)
        return "250 OK"

    def last(self, to: str) -> EmailMessage:
        """Return the newest mail to this address; fail when there is none."""
        found = [it for it in self.messages if it["X-Envelope-To"] == to]
        assert found, f"No mail to {to}; there are {[it['X-Envelope-To'] for it in self.messages]}"
        return found[-1]

    def code(self, to: str) -> str:
        return re.match(r"\d{6}", self.last(to)["Subject"])[0]


class QuietHandler(WSGIRequestHandler):
    def log_message(self, format, *args) -> None:
        pass


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    box = Mailbox()
    # Port 0 would be asked for before it is known; the controller checks it by connecting.
    controller = Controller(box, hostname="127.0.0.1", port=_free_port())
    controller.start()
    with override_settings(
        EMAIL_BACKEND="django.core.mail.backends.smtp.EmailBackend",
        EMAIL_HOST="127.0.0.1",
        EMAIL_PORT=controller.port,
    ):
        yield box
    controller.stop()


@pytest.fixture
def live_site(committed_db, mailbox) -> Iterator[str]:
    """Serve the product and yield its address. Nothing is flushed afterwards: use addresses of your own."""
    cache.clear()
    server = ThreadedWSGIServer(("127.0.0.1", 0), QuietHandler)
    server.set_app(StaticFilesHandler(get_wsgi_application()))
    address = f"http://localhost:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    with override_settings(
        ALLOWED_HOSTS=["localhost"], BASE_URL=address, CSRF_TRUSTED_ORIGINS=[address], DEBUG=False
    ):
        thread.start()
        yield address
        server.shutdown()
        thread.join(timeout=30)
        server.server_close()


def sign_in_by_cookie(page: Page, live_site: str, user: User) -> None:
    """Give the browser a session, for journeys that are not about signing in."""
    client = Client()
    client.force_login(user)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_site}])


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]

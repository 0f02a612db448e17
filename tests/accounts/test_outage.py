"""Sign-in while Valkey is unavailable: limits cannot be counted, so codes are refused, and nothing is lost."""

import subprocess
import time

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client

from mentoring.embedded.valkey import binary
from tests.accounts.conftest import ENTER_CODE, ask_for_code, last_code
from tests.factories.tenancy import make_user

pytestmark = pytest.mark.django_db


class Valkey:
    """A real one, which a test may stop and start."""

    def __init__(self, folder) -> None:
        self.folder, self.socket = folder, folder / "s"
        self.start()

    def start(self) -> None:
        words = ["--port", "0", "--unixsocket", self.socket, "--dir", self.folder, "--save", ""]
        self.process = subprocess.Popen([str(word) for word in (binary(), *words)], stdout=subprocess.DEVNULL)
        ends = time.monotonic() + 10
        while not self.socket.exists():
            assert time.monotonic() < ends
            time.sleep(0.02)

    def stop(self) -> None:
        self.process.kill()
        self.process.wait(timeout=60)
        self.socket.unlink(missing_ok=True)


@pytest.fixture
def valkey(settings, tmp_path):
    server = Valkey(tmp_path)
    settings.CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": f"unix://{server.socket}",
        }
    }
    cache.set("is-this-the-one", 1)
    yield server
    server.stop()


def test_no_code_goes_out_while_requests_cannot_be_counted(client, valkey):
    make_user(email="ada@example.org")
    valkey.stop()
    answer = ask_for_code(client, "ada@example.org")
    assert (answer.status_code, answer["Retry-After"]) == (503, "60")
    assert "Temporarily unavailable" in answer.content.decode()
    assert mail.outbox == []
    valkey.start()
    assert ask_for_code(client, "ada@example.org").status_code == 302
    assert len(mail.outbox) == 1


def test_no_code_is_tried_while_tries_cannot_be_counted(client, valkey):
    make_user(email="ada@example.org")
    ask_for_code(client, "ada@example.org")
    valkey.stop()
    for code in ("000000", last_code()):
        assert client.post(ENTER_CODE, {"code": code}).status_code == 503
    assert "_auth_user_id" not in client.session
    valkey.start()
    assert client.post(ENTER_CODE, {"code": last_code()}).status_code == 302
    assert "_auth_user_id" in client.session


def test_pages_that_count_nothing_go_on(client, valkey):
    valkey.stop()
    assert client.get("/accounts/login/").status_code == 200
    assert Client().get("/healthz").status_code == 200

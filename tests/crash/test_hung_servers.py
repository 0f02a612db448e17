"""Servers that hang: stopped by SIGSTOP, they keep their connections and answer nothing. Pages do not wait for them."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest
import requests
from celery import Celery, current_app
from django.db import connection

from mentoring.accounts.emails import PATIENCE_SECONDS
from mentoring.tenancy import tasks
from tests.crash.processes import Processes, wait_for

SIGN_IN = "/accounts/login/"


class Site(Processes):
    """The web server of the product, with a Valkey and a mail server of its own."""

    def __init__(self, folder, database: str) -> None:
        super().__init__(folder, database)
        self.sink = self.running[-1]
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        words = ("-m", "mentoring.embedded.web", "--port", str(self.port), "--workers", "1")
        environment = {**self.environment, "REDIS_URL": f"unix://{self.socket}", "MAIL_CHECKPOINT": ""}
        self.web = self.start([sys.executable, *words], environment)
        wait_for(self.is_up, seconds=60)

    def is_up(self) -> bool:
        try:
            return self.get("/healthz").ok
        except requests.ConnectionError:
            return False

    def get(self, path: str) -> requests.Response:
        return requests.get(f"http://127.0.0.1:{self.port}{path}", timeout=30)

    def sign_in(self, email: str) -> requests.Response:
        """Request a code, as a browser does."""
        with requests.Session() as browser:
            url = f"http://127.0.0.1:{self.port}{SIGN_IN}"
            token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', browser.get(url, timeout=30).text)[
                1
            ]
            data = {"email": email, "csrfmiddlewaretoken": token}
            return browser.post(url, data, headers={"Referer": url}, allow_redirects=False, timeout=30)


@contextmanager
def stopped(process: subprocess.Popen):
    os.kill(process.pid, signal.SIGSTOP)
    try:
        yield
    finally:
        os.kill(process.pid, signal.SIGCONT)


def timed(function, *arguments):
    began = time.monotonic()
    answer = function(*arguments)
    return answer, time.monotonic() - began


@pytest.fixture
def site(committed_db, tmp_path):
    site = Site(tmp_path, connection.settings_dict["NAME"])
    yield site
    site.stop()


def test_hung_valkey_stalls_no_page(site):
    assert site.sign_in("ada@example.org").status_code == 302
    with stopped(site.broker):
        refused, seconds = timed(site.sign_in, "ada@example.org")
        assert (refused.status_code, seconds < 2) == (503, True), seconds
        for path, status, limit in ((SIGN_IN, 200, 1), ("/healthz", 200, 0.1), ("/readyz", 503, 2)):
            answer, seconds = timed(site.get, path)
            assert (answer.status_code, seconds < limit) == (status, True), (path, seconds)
    wait_for(lambda: site.sign_in("ada@example.org").status_code == 302, seconds=10)


def test_hung_mail_server_stalls_no_page(site):
    assert site.sign_in("ada@example.org").status_code == 302
    with stopped(site.sink), ThreadPoolExecutor(8) as people:
        attempts = [people.submit(timed, site.sign_in, f"p{number}@example.org") for number in range(8)]
        ends = time.monotonic() + 3
        time.sleep(0.5)  # until the attempts wait for the mail server
        while time.monotonic() < ends:
            answer, seconds = timed(site.get, "/healthz")
            assert (answer.status_code, seconds < 0.1) == (200, True), seconds
            page, seconds = timed(site.get, SIGN_IN)
            assert (page.status_code, seconds < 1) == (200, True), seconds
        for attempt in attempts:
            answer, seconds = attempt.result(timeout=30)
            assert (answer.status_code, seconds < 7) == (503, True), seconds
            assert "Please try again" in answer.text
    time.sleep(PATIENCE_SECONDS)
    assert site.sign_in("bob@example.org").status_code == 302


def test_hung_broker_stalls_no_request(site, caplog):
    app = Celery("hung", broker=f"redis+socket://{site.socket}", set_as_current=False)
    app.conf.broker_transport_options = current_app.conf.broker_transport_options
    try:
        tasks.send_if_available("test.work", [], app=app)
        with stopped(site.broker):
            _, seconds = timed(lambda: [tasks.send_if_available("test.work", [], app=app) for _ in range(5)])
        assert seconds < 1
        assert caplog.text.count("was not sent to the broker") == 5
    finally:
        tasks.BROKER.close()
        app.close()

"""Answers to a survey: three of one person on one page, through the whole application.

Each page is committed before it is confirmed.

Floor: a WSGI function that parses the form, compares a signature and stores the same three rows in one transaction.
The budget is for durable answers: with BENCH_DURABLE=1, a commit waits for the disk on both sides. Other servers of
bin/bench do not wait, so the floor pays nothing for its commit: that figure has no budget. Several people who answer
at once show how many answers one process takes, whose Python code runs on one core. With BENCH_PEER=1, a package from
PyPI is installed for the run and saves the same answers: see survey_package.
"""

import os
import sys
import time
from collections.abc import Callable, Mapping
from functools import partial
from hashlib import sha256
from hmac import new as hmac_new
from io import BytesIO
from threading import Thread, local
from typing import Any
from urllib.parse import parse_qs, urlencode
from uuid import uuid4

from benchmarks.alternation import ROUNDS, alternate
from benchmarks.figures import print_figure
from benchmarks.survey_package import SurveyPackage

ANSWERS = 400
OF_FLOOR = 0.15
AT_ONCE = 8
LIMIT = 300
TIMES_PEER = 8
GIVEN = {"meetings": "4", "fit": "5", "recommend": "9"}


def answers_hold(organization: Any, wave: Any) -> bool:
    """Print the figure of the answers of people who are invited to the wave, and return whether it holds."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SHOW fsync")
        (waits_for_disk,) = cursor.fetchone()
    holds, answering = [], Answering(organization, wave)
    for at_once in (1, AT_ONCE):
        medians = alternate(
            {"ours": partial(answering.ours, at_once), "floor": partial(answering.floor, at_once)}
        )
        holds.append(
            print_figure(
                "surveys",
                f"{ROUNDS} x {ANSWERS} answers, {at_once} at once",
                unit="s",
                **medians,
                budget=round(medians["floor"] / OF_FLOOR, 4)
                if waits_for_disk == "on" and at_once == 1
                else None,
                answers_per_second={name: round(ANSWERS / value) for name, value in medians.items()},
                waits_for_disk=waits_for_disk,
            )
        )
    if os.environ.get("BENCH_PEER"):
        with SurveyPackage(ANSWERS) as package:
            medians = alternate({"ours": partial(answering.ours, 1), "peer": package.answer})
        times = medians["peer"] / medians["ours"]
        holds.append(
            print_figure(
                "surveys",
                f"{ROUNDS} x {ANSWERS} answers, and of {package.name}",
                unit="s",
                **medians,
                budget=round(medians["peer"] / TIMES_PEER, 4) if waits_for_disk == "on" else None,
                times_peer=round(times, 2),
                waits_for_disk=waits_for_disk,
            )
        )
    return all(holds)


class Answering:
    """The people of a wave answer, each three questions, one after another."""

    def __init__(self, organization: Any, wave: Any) -> None:
        import psycopg2
        from django.conf import settings
        from django.core.handlers.wsgi import WSGIHandler

        from mentoring.tenancy.links import LINK_VIEWS
        from mentoring.tenancy.scope import tenant_scope

        self.application = WSGIHandler()
        with tenant_scope(organization.id):
            invitations = list(wave.invitations.order_by("pk")[: ANSWERS * 3 * (ROUNDS + 1)])
        # Of a list, because threads share it.
        self.paths = iter([LINK_VIEWS["survey"].path_to(each, organization) for each in invitations])
        self.key = settings.SECRET_KEY.encode()
        database = settings.DATABASES["owner"]  # which may create the table of the floor
        names = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
        arguments = {ours: database[theirs] for ours, theirs in names.items() if database[theirs]}
        self.connect = partial(psycopg2.connect, **arguments)
        self.local, self.refused = local(), list[str]()
        with self.connect() as connection, connection.cursor() as cursor:
            cursor.execute(
                "CREATE TABLE IF NOT EXISTS bench_answer (person text, question text, value int, "
                "PRIMARY KEY (person, question))"
            )

    def ours(self, at_once: int) -> float:
        return self._timed(at_once, lambda: post(self.application, next(self.paths), GIVEN))

    def floor(self, at_once: int) -> float:
        return self._timed(at_once, self._answer_floor)

    def _answer_floor(self) -> str:
        person = uuid4().hex
        signature = hmac_new(self.key, person.encode(), sha256).hexdigest()
        return post(self._store, f"/{person}.{signature}/", GIVEN)

    def _timed(self, at_once: int, answer: Callable[[], str]) -> float:
        """Return the seconds of all answers, so many at once, each in a thread with a connection of its own."""
        began = time.perf_counter()
        threads = [Thread(target=self._answer, args=(answer, ANSWERS // at_once)) for _ in range(at_once)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(LIMIT)
        assert not any(thread.is_alive() for thread in threads), f"It took more than {LIMIT} seconds."
        assert not self.refused, self.refused[:3]
        return time.perf_counter() - began

    def _answer(self, answer: Callable[[], str], count: int) -> None:
        from django.db import connections

        try:
            for _ in range(count):
                status = answer()
                if not status.startswith("302"):
                    self.refused.append(status)
        finally:
            connections.close_all()
            if floor := self.local.__dict__.pop("connection", None):
                floor.close()

    def _store(self, environ, start_response):
        person, _, signature = environ["PATH_INFO"].strip("/").partition(".")
        assert hmac_new(self.key, person.encode(), sha256).hexdigest() == signature
        given = parse_qs(environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"])).decode())
        if not hasattr(self.local, "connection"):
            self.local.connection = self.connect()
        with self.local.connection as connection, connection.cursor() as cursor:
            cursor.executemany(
                "INSERT INTO bench_answer VALUES (%s, %s, %s)",
                [(person, key, int(given[key][0])) for key in ("meetings", "fit", "recommend")],
            )
        start_response("302 Found", [("Location", environ["PATH_INFO"])])
        return []


def post(application: Any, path: str, answers: Mapping[str, str]) -> str:
    """Send the answers to a WSGI application, and return its status line."""
    token = "a" * 32
    body = urlencode({"csrfmiddlewaretoken": token, **answers}).encode()
    environ = {
        "REQUEST_METHOD": "POST",
        "PATH_INFO": path,
        "QUERY_STRING": "",
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "127.0.0.1",
        "HTTP_HOST": "localhost",
        "HTTP_COOKIE": f"csrftoken={token}",
        "CONTENT_TYPE": "application/x-www-form-urlencoded",
        "CONTENT_LENGTH": str(len(body)),
        "wsgi.url_scheme": "http",
        "wsgi.input": BytesIO(body),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": False,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
        "wsgi.version": (1, 0),
    }
    answered: list[str] = []
    response = application(environ, lambda status, headers, exc_info=None: answered.append(status))
    b"".join(response)
    if hasattr(response, "close"):
        response.close()
    return answered[0]

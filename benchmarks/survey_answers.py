"""Answers to a survey: three of one person on one page, through the whole application.

Each page is committed before it is confirmed.

Floor: a WSGI function that parses the form, compares a signature and stores the same three rows in one transaction.
The servers of bin/bench do not wait for the disk, so neither side pays for a commit. With BENCH_DURABLE=1 they do.
"""

import sys
import time
from hashlib import sha256
from hmac import new as hmac_new
from io import BytesIO
from typing import Any
from urllib.parse import parse_qs, urlencode
from uuid import uuid4

from benchmarks.alternation import ROUNDS, alternate
from benchmarks.figures import print_figure

ANSWERS = 400
OF_FLOOR = 0.15


def answers_hold(organization: Any, wave: Any) -> bool:
    """Print the figure of the answers of people who are invited to the wave, and return whether it holds."""
    from django.db import connection

    answering = Answering(organization, wave)
    medians = alternate({"ours": answering.ours, "floor": answering.floor})
    with connection.cursor() as cursor:
        cursor.execute("SHOW fsync")
        (waits_for_disk,) = cursor.fetchone()
    return print_figure(
        "surveys",
        f"{ROUNDS} x {ANSWERS} answers",
        unit="s",
        **medians,
        budget=round(medians["floor"] / OF_FLOOR, 4),
        answers_per_second={name: round(ANSWERS / value) for name, value in medians.items()},
        waits_for_disk=waits_for_disk,
    )


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
            invitations = list(wave.invitations.order_by("pk")[: ANSWERS * (ROUNDS + 1)])
        self.paths = iter(LINK_VIEWS["survey"].path_to(each, organization) for each in invitations)
        self.key = settings.SECRET_KEY.encode()
        database = settings.DATABASES["owner"]  # which may create the table of the floor
        names = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
        self.connection = psycopg2.connect(
            **{ours: database[theirs] for ours, theirs in names.items() if database[theirs]}
        )
        with self.connection, self.connection.cursor() as cursor:
            cursor.execute(
                "CREATE TABLE IF NOT EXISTS bench_answer (person text, question text, value int, "
                "PRIMARY KEY (person, question))"
            )

    def ours(self) -> float:
        began = time.perf_counter()
        for _ in range(ANSWERS):
            status = self._post(self.application, next(self.paths))
            assert status.startswith("302"), status
        return time.perf_counter() - began

    def floor(self) -> float:
        began = time.perf_counter()
        for _ in range(ANSWERS):
            person = uuid4().hex
            signature = hmac_new(self.key, person.encode(), sha256).hexdigest()
            assert self._post(self._store, f"/{person}.{signature}/").startswith("302")
        return time.perf_counter() - began

    def _store(self, environ, start_response):
        person, _, signature = environ["PATH_INFO"].strip("/").partition(".")
        assert hmac_new(self.key, person.encode(), sha256).hexdigest() == signature
        given = parse_qs(environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"])).decode())
        with self.connection, self.connection.cursor() as cursor:
            cursor.executemany(
                "INSERT INTO bench_answer VALUES (%s, %s, %s)",
                [(person, key, int(given[key][0])) for key in ("meetings", "fit", "recommend")],
            )
        start_response("302 Found", [("Location", environ["PATH_INFO"])])
        return []

    def _post(self, application, path: str) -> str:
        token = "a" * 32
        body = urlencode(
            {"csrfmiddlewaretoken": token, "meetings": "4", "fit": "5", "recommend": "9"}
        ).encode()
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
        answered = []
        response = application(environ, lambda status, headers, exc_info=None: answered.append(status))
        b"".join(response)
        if hasattr(response, "close"):
            response.close()
        return answered[0]

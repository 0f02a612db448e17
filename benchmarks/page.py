"""The cost of the framework: a signed-in list of 25 members, against a floor without middleware and safeguards.

The floor (benchmarks/page_floor.py) is a WSGI function that runs the same statements with the same parameters over
psycopg2 and writes the same HTML by hand; that the two pages are the same to the byte is checked. Ours adds
authentication, tenant isolation, middleware, rules, forms, headers, templates and translation. Both are called in this
process, so neither the web server nor the network blurs the ratio.

Measured is processor time: this process' and that of the database's process that serves it, page by page in turn.
It is what bounds the pages a second of a machine that is busy, and other programs that run meanwhile hardly move it,
while they can double the time on the clock. A page's figure is the least of a round's, which nothing has disturbed;
the benchmark's is the median of several rounds.
"""

import io
import os
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from time import process_time
from typing import Any
from uuid import uuid4

import dj_database_url
import django
import psycopg2
from django.core.management import call_command

from benchmarks.alternation import alternate
from benchmarks.figures import print_figure
from benchmarks.page_floor import Application, Statement, raw_application, same_page

ROWS = 25
PAGES = 50
SHARE = 0.22


def run() -> bool:
    """Print how long a page takes here and there; ours has to reach 0.22 of the floor's pages per second."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mentoring.settings")
    django.setup()
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    from django.core.handlers.wsgi import WSGIHandler
    from django.db import connection as django_connection

    path, cookie = make_organization()
    ours: Application = WSGIHandler()
    page, statements = record(ours, path, cookie)
    parsed = dj_database_url.parse(os.environ["DATABASE_URL"])
    connection = psycopg2.connect(
        host=parsed["HOST"],
        port=parsed["PORT"] or None,
        user=parsed["USER"],
        password=parsed["PASSWORD"] or None,
        dbname=parsed["NAME"],
    )
    with closing(connection):
        floor = raw_application(connection, statements, page, path=path, cookie=cookie)
        assert same_page(get(floor, path, cookie), page)
        medians = alternate(
            {
                "floor": lambda: least_cost(floor, path, cookie, connection),
                "ours": lambda: least_cost(ours, path, cookie, django_connection.connection),
            }
        )
    budget = medians["floor"] / SHARE
    return print_figure(
        "page",
        f"list of {ROWS} rows",
        unit="ms",
        **medians,
        budget=round(budget, 3),
        share_of_floor=round(medians["floor"] / medians["ours"], 3),
        statements=len(statements),
        kilobytes=round(len(page) / 1024, 1),
    )


def make_organization() -> tuple[str, str]:
    """Make an organization of 25 members; return the path of their list and the cookie of one who may see it."""
    from django.conf import settings
    from django.test import Client

    from mentoring.accounts.models import User
    from mentoring.tenancy.models import Membership, Organization
    from mentoring.tenancy.scope import tenant_scope

    mark = uuid4().hex[:8]
    organization = Organization.objects.create(name="Bench", slug=f"page-{mark}")
    users = [User(email=f"{n}.{mark}@example.org", name=f"Member {n}") for n in range(ROWS)]
    User.objects.bulk_create(users)
    with tenant_scope(organization.id):
        Membership.objects.bulk_create(
            Membership(user=user, role="participant" if n else "owner") for n, user in enumerate(users)
        )
    client = Client()
    client.force_login(users[0], backend=settings.AUTHENTICATION_BACKENDS[0])
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    return f"/o/{organization.slug}/members/", f"{settings.SESSION_COOKIE_NAME}={cookie}"


def record(application: Application, path: str, cookie: str) -> tuple[bytes, list[Statement]]:
    """Return the page, and the statements that it took once everything was warm, with their parameters."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    bound: list[Statement] = []

    def keep(execute: Callable, sql: str, parameters: Any, many: bool, context: dict[str, Any]) -> Any:
        bound.append((sql, parameters))
        return execute(sql, parameters, many, context)

    get(application, path, cookie)
    with CaptureQueriesContext(connection) as captured, connection.execute_wrapper(keep):
        page = get(application, path, cookie)
    assert page.count(b"<tr") > ROWS, page[:500]
    # BEGIN and COMMIT are the connection's own and have no parameters.
    ours = iter(bound)
    return page, [
        (query["sql"], None) if query["sql"] in {"BEGIN", "COMMIT"} else next(ours) for query in captured
    ]


def least_cost(application: Application, path: str, cookie: str, connection: Any) -> float:
    """Return the processor time of an undisturbed page, ours and the database's together, in milliseconds."""
    database = Path(f"/proc/{connection.info.backend_pid}/schedstat")

    def spent() -> float:
        return process_time() * 1000 + int(database.read_text().split()[0]) / 1_000_000

    costs = []
    for _ in range(PAGES):
        before = spent()
        get(application, path, cookie)
        costs.append(spent() - before)
    return min(costs)


def get(application: Application, path: str, cookie: str) -> bytes:
    environ = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": path,
        "QUERY_STRING": "",
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "8000",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "127.0.0.1",
        "HTTP_HOST": "localhost:8000",
        "HTTP_COOKIE": cookie,
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(),
        "wsgi.errors": None,
    }
    statuses: list[str] = []
    answer = application(environ, lambda status, headers, exc_info=None: statuses.append(status))
    body = b"".join(answer)
    if hasattr(answer, "close"):
        answer.close()
    assert statuses == ["200 OK"], statuses
    return body

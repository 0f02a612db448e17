"""The floor of the page benchmark: what somebody would write who wants this one page and nothing around it.

It takes slug and session key out of the request, runs the statements that our page runs (the same text with the same
parameters, BEGIN, SET LOCAL and COMMIT among them), reads all their rows, and writes the page out of them: each
name and address escaped, initials, role and date put into words, the organization's name and slug wherever the page
has them. What comes out is our page to the byte, but for the random token against forged forms.

It does not do what is neither SQL nor HTML: it checks no signature, reads no rule, makes no token, sets no header but
two, asks nothing of the connection before it uses it, and knows one address, one language and one time zone.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from html import escape
from typing import Any

Application = Callable[[dict[str, Any], Callable], Iterable[bytes]]
Statement = tuple[str, Any]

ADDRESS = re.compile(r"^/o/([a-z0-9-]+)/members/$")
KEY = re.compile(r"(?:^|; )[\w-]*session(?:id)?=([a-z0-9]+)")
TOKEN = re.compile(r'(?<=name="csrfmiddlewaretoken" value=")[^"]*')
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
ROLES = {
    "owner": "Owner",
    "administrator": "Administrator",
    "coordinator": "Coordinator",
    "analyst": "Analyst",
    "participant": "Participant",
}


def same_page(page: bytes, other: bytes) -> bool:
    """Say whether two pages are the same to the byte but for the token against forged forms."""
    return TOKEN.sub("", page.decode()) == TOKEN.sub("", other.decode())


def raw_application(
    connection: Any, statements: Sequence[Statement], page: bytes, *, path: str, cookie: str
) -> Application:
    """Return a WSGI function that answers with this page of ours, which those statements made for path and cookie."""
    connection.autocommit = True
    texts = [sql for sql, _ in statements]
    at_organization = next(n for n, sql in enumerate(texts) if 'FROM "tenancy_organization"' in sql)
    at_list = next(n for n, sql in enumerate(texts) if '"sort_name"' in sql)
    with connection.cursor() as cursor:
        results = [fetch(cursor, statement) for statement in statements]
        cursor.execute(*statements[at_organization])
        name_of = [column.name for column in cursor.description].index("name")
    organization, members = results[at_organization][0][name_of], results[at_list]
    slug, key = ADDRESS.match(path)[1], KEY.search(cookie)[1]

    text = page.decode()
    start, end = text.index("<tr", text.index("<tbody")), text.index("</tbody>")
    last = text[text.rindex("<tr", start, end) : end]
    row_parts, row_slots = split(last, [slug, *cells(members[-1])])
    text = f"{text[:start]}\0{text[end:]}"
    parts, slots = split(text, ["\0", escape(organization), slug])

    def application(environ: dict[str, Any], start_response: Callable) -> Iterable[bytes]:
        here, session = ADDRESS.match(environ["PATH_INFO"])[1], KEY.search(environ["HTTP_COOKIE"])[1]
        asked = {slug: here, key: session}
        with connection.cursor() as cursor:
            found = []
            for sql, parameters in statements:
                if parameters:
                    parameters = [asked.get(value, value) for value in parameters]
                found.append(fetch(cursor, (sql, parameters)))
        table = "".join([fill(row_parts, row_slots, (here, *cells(member))) for member in found[at_list]])
        name = escape(found[at_organization][0][name_of])
        body = fill(parts, slots, (table, name, here)).encode()
        start_response(
            "200 OK", [("Content-Type", "text/html; charset=utf-8"), ("Content-Length", str(len(body)))]
        )
        return [body]

    return application


def fetch(cursor: Any, statement: Statement) -> list[tuple]:
    cursor.execute(*statement)
    return cursor.fetchall() if cursor.description else []


def cells(member: tuple) -> tuple[str, ...]:
    """Return what a row shows of a member, as it stands in the page."""
    identifier, name, email, role, joined_at, _sort_name = member
    words = name.split()
    return (
        str(identifier),
        escape(name),
        escape(email),
        ROLES[role],
        f"{MONTHS[joined_at.month - 1]} {joined_at.day}, {joined_at.year}",
        escape((words[0][0] + words[-1][0]).upper()),
    )


def split(text: str, values: Sequence[str]) -> tuple[list[str], list[tuple[int, int]]]:
    """Return the text in pieces, with which piece is which of the values: a template without a language."""
    order = sorted(range(len(values)), key=lambda n: -len(values[n]))
    pieces = re.split("(" + "|".join(re.escape(values[n]) for n in order) + ")", text)
    return pieces, [(at, values.index(piece)) for at, piece in enumerate(pieces) if at % 2]


def fill(pieces: list[str], slots: list[tuple[int, int]], values: tuple[str, ...]) -> str:
    filled = pieces.copy()
    for at, which in slots:
        filled[at] = values[which]
    return "".join(filled)

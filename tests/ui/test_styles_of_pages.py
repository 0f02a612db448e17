"""The layout of administrators loads administrator.css, all others app.css: no class is styled only in the other."""

import re
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from mentoring.tenancy.scope import tenant_scope
from mentoring.ui import bundle
from tests.access import PublicRow, Row
from tests.factories.tenancy import make_membership, make_user
from tests.test_access import ROWS, url_of
from tests.test_canary import text_of

CLASSES = re.compile(r'\bclass="([^"]*)"')
STYLED = re.compile(r"\.([a-z][\w-]*)")


def styled(name: str) -> set[str]:
    css = "".join(path.read_text() for path in bundle.sources(name))
    return set(STYLED.findall(re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)))


STYLED_BY = {name: styled(name) for name in (bundle.STYLES, bundle.ADMINISTRATOR_STYLES)}
EVERYTHING = set.union(*STYLED_BY.values())


def unstyled(client: Client, url: str) -> set[str]:
    """Return the classes of a page that it loads no style sheet for."""
    answer = client.get(url)
    if not answer.headers.get("Content-Type", "").startswith("text/html"):
        return set()
    html = text_of(answer)
    names = [name for name in STYLED_BY if name in html] or [bundle.STYLES]  # a part of a page names none
    loaded = set().union(*(STYLED_BY[name] for name in names))
    return (EVERYTHING - loaded) & {
        name for names in CLASSES.findall(unescape(html)) for name in names.split()
    }


def test_classes_of_one_sheet_only_are_found():
    participants, administrators = STYLED_BY.values()
    assert {"data-table", "stat-tile", "switcher"} <= administrators - participants
    assert {"open-page", "number-scale"} <= participants - administrators
    assert {"card", "button", "icon"} <= participants & administrators


@pytest.mark.parametrize("role", ["owner", "participant"])
def test_page_of_an_organization_has_its_styles(organization, client_of, role):
    with tenant_scope(organization.id):
        member = make_membership(role=role)
    client = client_of(member)
    client.raise_request_exception = False
    rows = [row for row in ROWS.values() if isinstance(row, Row) and row.get and role in row.get.roles]
    assert len(rows) > 20
    assert {row.name: found for row in rows if (found := unstyled(client, url_of(row, member)))} == {}


@pytest.mark.parametrize("signed_in", [False, True])
def test_public_page_has_its_styles(db, signed_in):
    client = Client(raise_request_exception=False)
    if signed_in:
        client.force_login(make_user())
    rows = [row for row in ROWS.values() if isinstance(row, PublicRow)]
    found = {row.name: unstyled(client, reverse(row.name, kwargs=dict(row.arguments))) for row in rows}
    assert {name: classes for name, classes in found.items() if classes} == {}

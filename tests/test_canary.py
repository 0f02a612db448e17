"""The canary: organization B is full of a marked string; nothing that A can open may ever show it."""

import re
from html import unescape

import pytest
from django.core.exceptions import ValidationError
from django.db import DataError, IntegrityError, connection, transaction
from django.urls import reverse

from mentoring.tenancy.scope import tenant_scope
from tests.access import Row
from tests.factories.everything import EVERY_MODEL
from tests.factories.tenancy import make_membership, make_user
from tests.test_access import ROWS

CANARY = "canary-7f3a"
LINK = re.compile(r'(?:href|action|hx-get|src)="(/[^"#]*)"')
PAGES_AT_MOST = 400
GET_ROWS = [row for row in ROWS.values() if isinstance(row, Row) and row.get]


@pytest.fixture
def two_full_organizations(organization, other_organization):
    """Every model has rows in both; those of B carry the mark. Returned: the owner of each."""
    owners = []
    for each, mark in ((organization, "ours"), (other_organization, CANARY)):
        with tenant_scope(each.id):
            owner = make_membership(role="owner", user=make_user(name=f"{mark} owner"))
            for maker in EVERY_MODEL.values():
                for number in range(2):
                    make_marked(maker, f"{mark}{number or ''}")
        owner.organization = each
        owners.append(owner)
    # Without statistics the planner takes each table for one row, and joins everything of an organization.
    with connection.cursor() as cursor:
        for model in EVERY_MODEL:
            cursor.execute(f"ANALYZE {connection.ops.quote_name(model._meta.db_table)}")
    return owners


def make_marked(maker, mark: str) -> None:
    """Make a row; a plain one where the mark has no room; none where one is all there can be."""
    for attempt in (lambda: maker(mark=mark), maker):
        try:
            with transaction.atomic():
                attempt()
            return
        except (IntegrityError, ValidationError, DataError):
            continue


def text_of(answer) -> str:
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return unescape(content.decode("utf-8", "replace"))


@pytest.mark.raw_sql
def test_nothing_that_one_organization_opens_shows_another_ones_text(two_full_organizations, client_of):
    ours, _theirs = two_full_organizations
    client = client_of(ours)
    waiting, seen = [], set()
    for row in GET_ROWS:
        with tenant_scope(ours.organization_id):
            arguments = row.make(ours)
        waiting.append(reverse(row.name, kwargs={"slug": ours.organization.slug, **arguments}))
    opened = 0
    while waiting and opened < PAGES_AT_MOST:
        url = waiting.pop(0)
        if url in seen:
            continue
        seen.add(url)
        answer = client.get(url)
        opened += 1
        text = text_of(answer)
        assert CANARY not in text, f"{url} shows another organization's text"
        assert answer.status_code < 500, url
        if answer.headers.get("Content-Type", "").startswith("text/html"):
            waiting += [
                u
                for u in map(unescape, LINK.findall(text))
                if u.startswith((f"/o/{ours.organization.slug}/", "/api/"))
            ]
    assert opened >= len(GET_ROWS)


@pytest.mark.raw_sql
def test_the_canary_sings_in_its_own_organization(two_full_organizations, client_of):
    """The negative control: what is looked for can be seen by those whom it belongs to."""
    _ours, theirs = two_full_organizations
    client = client_of(theirs)
    texts = []
    for row in GET_ROWS:
        with tenant_scope(theirs.organization_id):
            arguments = row.make(theirs)
        texts.append(
            text_of(client.get(reverse(row.name, kwargs={"slug": theirs.organization.slug, **arguments})))
        )
    assert sum(CANARY in text for text in texts) >= 5


# Their arguments are words of the product, not the id of anything that an organization has.
NAMES_NO_THING = {"imports:kind-template", "imports:run-create"}


@pytest.mark.raw_sql
def test_another_organizations_things_are_not_found_under_our_address(two_full_organizations, client_of):
    ours, theirs = two_full_organizations
    client = client_of(ours)
    for row in GET_ROWS:
        with tenant_scope(theirs.organization_id):
            arguments = row.make(theirs)
        if not arguments or row.name in NAMES_NO_THING:
            continue
        answer = client.get(reverse(row.name, kwargs={"slug": ours.organization.slug, **arguments}))
        assert answer.status_code == 404, row.name
        assert CANARY not in text_of(answer), row.name

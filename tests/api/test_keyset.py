"""Pages of lists neither skip nor repeat rows."""

import base64
import json

import pytest
from django.conf import settings
from django.core import signing

from mentoring.tenancy.scope import tenant_scope
from tests.factories.tenancy import make_api_token

pytestmark = pytest.mark.urls("tests.api.urls")
NOTES = "/api/v1/o/acme/notes/"


@pytest.fixture
def caller(administrator, client_of):
    return client_of(administrator)


def make(organization, membership, *names):
    with tenant_scope(organization.id):
        return [make_api_token(membership=membership, name=name) for name in names]


def names(page):
    return [row["name"] for row in page["results"]]


def follow(caller, url, direction="next"):
    pages = []
    while url:
        assert url.startswith(settings.BASE_URL)
        page = caller.get(url.removeprefix(settings.BASE_URL)).json()
        pages.append(page)
        url = page[direction]
    return pages


@pytest.mark.parametrize("count", [0, 1, 2, 3, 4, 5, 6, 7])
def test_forward_then_back_shows_each_row_once(organization, administrator, caller, count):
    # Ties on the first column, so that the second one decides.
    made = make(organization, administrator, *("abc"[i % 3] for i in range(count)))
    expected = [
        str(t.id) for t in sorted(sorted(made, key=lambda t: t.id, reverse=True), key=lambda t: t.name)
    ]
    pages = follow(caller, f"{settings.BASE_URL}{NOTES}?page_size=2")
    assert [row["id"] for page in pages for row in page["results"]] == expected
    assert len(pages) == max(1, -(-count // 2))
    assert pages[0]["previous"] is None
    back = follow(caller, pages[-1]["previous"], "previous")
    assert [page["results"] for page in back] == [page["results"] for page in pages[-2::-1]]


def test_rows_added_and_removed_meanwhile_shift_nothing(organization, administrator, caller):
    _a, b, *_rest = make(organization, administrator, "a", "b", "c", "d")
    first = caller.get(NOTES + "?page_size=2").json()
    make(organization, administrator, "0", "bb", "e")
    with tenant_scope(organization.id):
        b.delete()
    [second, third] = follow(caller, first["next"])
    assert names(first) + names(second) + names(third) == ["a", "b", "bb", "c", "d", "e"]


def test_links_keep_the_filters_and_ignore_the_host_header(organization, administrator, caller, settings):
    settings.ALLOWED_HOSTS = ["other.example"]
    make(organization, administrator, "a", "b")
    url = caller.get(NOTES + "?page_size=1", headers={"Host": "other.example"}).json()["next"]
    assert url.startswith(f"{settings.BASE_URL}{NOTES}?page_size=1&cursor=")


@pytest.mark.parametrize(
    "change", [lambda c: c[:-1], lambda c: "x" + c, lambda c: signing.dumps([False, "a", "b"])]
)
def test_cursor_that_we_did_not_make_is_refused(organization, administrator, caller, change):
    make(organization, administrator, "a", "b")
    cursor = caller.get(NOTES + "?page_size=1").json()["next"].partition("cursor=")[2]
    answer = caller.get(NOTES, {"cursor": change(cursor)})
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (400, "cursor")


@pytest.mark.parametrize("text", ["\ud800", "a\x00b", "", 7, None])
def test_cursor_with_what_no_column_can_hold_is_refused(organization, administrator, caller, text):
    make(organization, administrator, "a", "b")
    cursor = caller.get(NOTES + "?page_size=1").json()["next"].partition("cursor=")[2]
    direction, mark, *values = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    forged = json.dumps([direction, mark, *[text for _ in values]]).encode()
    answer = caller.get(NOTES, {"cursor": base64.urlsafe_b64encode(forged).decode()})
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (400, "cursor")


def test_cursor_of_another_list_is_refused(organization, administrator, caller):
    make(organization, administrator, "a", "b")
    cursor = caller.get(NOTES + "?page_size=1").json()["next"].partition("cursor=")[2]
    assert caller.get("/api/v1/o/acme/members/", {"cursor": cursor}).status_code == 400

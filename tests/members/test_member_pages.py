import base64
import json
import zlib
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mentoring.accounts.models import User
from mentoring.tenancy.models import Membership
from mentoring.tenancy.scope import tenant_scope
from tests.factories.tenancy import make_membership, make_user

LIST = "/o/acme/members/"
CONTROL = ("SAVEPOINT", "RELEASE", "ROLLBACK", "BEGIN", "COMMIT", "SET ")


def queries_of(client, url: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as caught:
        assert client.get(url).status_code == 200
    return sum(not q["sql"].startswith(CONTROL) for q in caught.captured_queries)


def add_members(organization, count: int, *, first: int = 0) -> None:
    with tenant_scope(organization.id):
        users = User.objects.bulk_create(
            [User(email=f"p{n:04}@example.org", name=f"Person {n:04}") for n in range(first, first + count)]
        )
        Membership.objects.bulk_create([Membership(user=user, role="participant") for user in users])


def test_the_list_costs_the_same_for_any_page_and_counts_only_what_is_not_on_it(administrator, client_of):
    client = client_of(administrator)
    assert ">1 member<" in client.get(LIST).content.decode()
    assert queries_of(client, LIST) == 6
    add_members(administrator.organization, 49)
    assert queries_of(client, LIST) == 6
    assert "50 members" in client.get(LIST).content.decode()
    add_members(administrator.organization, 1000, first=49)
    assert queries_of(client, LIST) == 7
    assert "1,050 members" in client.get(LIST).content.decode()


def names_on(page: str) -> list[str]:
    return [part.split("<")[0] for part in page.split('class="name">')[1:]]


@pytest.mark.parametrize("sort", ["name", "-name", "joined", "-joined"])
def test_pages_follow_each_other_without_gap_or_repeat_in_both_directions(administrator, client_of, sort):
    add_members(administrator.organization, 120)
    with tenant_scope(administrator.organization_id):
        for n, member in enumerate(Membership.objects.order_by("user__email")):
            joined = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(days=n // 7)  # many on one day
            Membership.objects.filter(pk=member.pk).update(joined_at=joined)
    client, url, pages = client_of(administrator), f"{LIST}?sort={sort}", []
    while url:
        page = client.get(url).content.decode()
        pages.append((url, names_on(page)))
        url = neighbor(page, "next")
    seen = [name for _, names in pages for name in names]
    assert (len(seen), len(set(seen))) == (121, 121)
    if sort.endswith("name"):
        assert seen == sorted(seen, reverse=sort.startswith("-"))
    back = client.get(neighbor(client.get(pages[2][0]).content.decode(), "prev")).content.decode()
    assert names_on(back) == pages[1][1]


def neighbor(page: str, rel: str) -> str | None:
    for part in page.split("<a ")[1:]:
        tag = part.split(">")[0]
        if f'rel="{rel}"' in tag:
            return LIST + tag.split('href="')[1].split('"')[0].replace("&amp;", "&")
    return None


def forged(*values) -> str:
    """Return a well-formed cursor of the list by name with other values."""
    mark = zlib.crc32(b"tenancy.Membership:sort_name,id")
    return base64.urlsafe_b64encode(json.dumps(["n", mark, *values]).encode()).decode().rstrip("=")


MADE_UP = [
    "x",
    "%00",
    "💥",
    "a" * 5000,
    forged(),
    forged("a", "no uuid"),
    forged("\ud800", str(UUID(int=0))),
    forged("a\x00b", str(UUID(int=0))),
    forged(7, str(UUID(int=0))),
    forged([], {}),
]


def test_well_formed_cursor_is_followed(administrator, client_of):
    client = client_of(administrator)
    assert names_on(client.get(LIST, {"cursor": forged("a", str(UUID(int=0)))}).content.decode()) == ["Ada"]
    assert names_on(client.get(LIST, {"cursor": forged("b", str(UUID(int=0)))}).content.decode()) == []


@pytest.mark.parametrize("cursor", MADE_UP)
def test_invalid_cursor_shows_the_first_page(administrator, client_of, cursor):
    assert names_on(client_of(administrator).get(LIST, {"cursor": cursor}).content.decode()) == ["Ada"]


def test_filters_by_words_role_and_state(administrator, coordinator, mentor, client_of):
    with tenant_scope(administrator.organization_id):
        make_membership(user=make_user(name="Gone Girl"), state="ended", ended_at="2026-01-01T00:00Z")
    client = client_of(administrator)

    def found(**query):
        return names_on(client.get(LIST, query).content.decode())

    assert found() == ["Ada", "Carl", "Max"]
    assert found(q="CARL example") == ["Carl"]
    assert found(role="participant") == ["Max"]
    assert found(state="ended") == ["Gone Girl"]
    assert found(q="ada", role="participant") == []
    assert found(role="emperor", state="lost") == ["Ada", "Carl", "Max"]
    assert found(q="\x00") == ["Ada", "Carl", "Max"]
    assert found(q="%") == []


def test_htmx_gets_the_list_alone(administrator, client_of):
    page = client_of(administrator).get(LIST, headers={"HX-Request": "true"}).content.decode()
    assert names_on(page) == ["Ada"]
    assert "<html" not in page


def test_changing_a_role_offers_an_undo_that_works(administrator, mentor, client_of):
    client = client_of(administrator)
    page = client.post(f"{LIST}{mentor.pk}/role/", {"role": "analyst"}, follow=True).content.decode()
    assert "Role changed: Max is now Analyst." in page
    undo = f"{LIST}{mentor.pk}/role/participant/restore/"
    assert f'action="{undo}"' in page
    page = client.post(undo, follow=True).content.decode()
    assert "Role changed: Max is now Participant." in page
    assert "restore" not in page
    assert role_of(mentor) == ("participant", "active")


def test_removing_offers_an_undo_that_works(administrator, mentor, client_of):
    client = client_of(administrator)
    page = client.post(f"{LIST}{mentor.pk}/remove/", follow=True).content.decode()
    assert "Member removed: Max." in page
    assert role_of(mentor) == ("participant", "ended")
    assert client_of(mentor).get("/o/acme/").status_code == 404
    assert f'action="{LIST}{mentor.pk}/restore/"' in page
    client.post(f"{LIST}{mentor.pk}/restore/")
    assert role_of(mentor) == ("participant", "active")
    assert client_of(mentor).get("/o/acme/").status_code == 200


def test_giving_up_ones_own_role_offers_no_undo_and_holds_at_once(owner, administrator, client_of):
    client = client_of(administrator)
    page = client.post(f"{LIST}{administrator.pk}/role/", {"role": "analyst"}, follow=True).content.decode()
    assert "Your role is now Analyst." in page
    assert "/restore/" not in page
    assert client.get(LIST).status_code == 403


def test_last_owner_gets_the_reason(owner, client_of):
    client = client_of(owner)
    page = client.post("/o/acme/leave/", follow=True).content.decode()
    assert "You are the only owner." in page
    page = client.post(f"{LIST}{owner.pk}/role/", {"role": "analyst"}, follow=True).content.decode()
    assert "This is the only owner." in page
    assert role_of(owner) == ("owner", "active")


def test_an_administrator_cannot_name_an_owner_nor_see_the_choice(owner, administrator, mentor, client_of):
    client = client_of(administrator)
    assert 'value="owner"' not in client.get(f"{LIST}{mentor.pk}/").content.decode()
    client.post(f"{LIST}{mentor.pk}/role/", {"role": "owner"})
    assert role_of(mentor) == ("participant", "active")
    assert client.post(f"{LIST}{owner.pk}/remove/").status_code == 403
    assert role_of(owner) == ("owner", "active")


def test_former_member_has_no_access_from_the_next_request(mentor, client_of):
    client = client_of(mentor)
    page = client.post("/o/acme/leave/", follow=True).content.decode()
    assert "You have left Acme." in page
    assert client.get("/o/acme/").status_code == 404


def test_a_member_of_another_organization_is_not_found(administrator, outsider, client_of):
    assert client_of(administrator).get(f"{LIST}{outsider.pk}/").status_code == 404
    assert client_of(administrator).post(f"{LIST}{outsider.pk}/remove/").status_code == 404


def role_of(member: Membership) -> tuple[str, str]:
    with tenant_scope(member.organization_id):
        fresh = Membership.objects.get(pk=member.pk)
    return fresh.role, fresh.state

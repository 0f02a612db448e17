"""Search finds people, matches, programs and pages, and only what the member may see."""

import pytest
from django.urls import reverse

from mentoring.members.extensions import SEARCH_SHOWN
from mentoring.tenancy.scope import tenant_scope
from tests.factories.people import make_person
from tests.factories.programs import (
    make_match,
    make_participant,
    make_program,
    make_program_coordinator,
)
from tests.members.test_member_pages import queries_of

PAGE = "/o/acme/search/"
API = "/api/v1/o/acme/search/"
HTMX = {"HX-Request": "true"}


def person(first: str, last: str, **fields):
    return make_person(first_name=first, last_name=last, **fields)


@pytest.fixture
def two_programs(organization, coordinator, mentee):
    """Comfort & Giulia in the coordinator's program; Comte & Mia, who has an account, in another."""
    with tenant_scope(organization.id):
        for name, first, member in (("Commercial Buddies", "Comfort", None), ("Comet", "Comte", mentee)):
            program = make_program(name=name)
            mentor = make_participant(
                program=program,
                role="mentor",
                person=person(first, "Asante", email=f"{first.lower()}@example.org"),
            )
            other = make_participant(program=program, person=person("Mia", first, membership=member))
            make_match(program=program, mentor=mentor, mentee=other, overridden_by=None)
            if not member:
                make_program_coordinator(program=program, membership=coordinator)


def found(client, text: str) -> dict[str, list[str]]:
    groups = client.get(API, {"q": text}).json()["groups"]
    return {group["name"]: [it["title"] for it in group["results"]] for group in groups}


def test_administrators_find_everything_by_the_start_of_a_word(two_programs, administrator, client_of):
    assert found(client_of(administrator), "com") == {
        "people": ["Comfort Asante", "Comte Asante", "Mia Comfort", "Mia Comte"],
        "matches": ["Comfort Asante & Mia Comfort", "Comte Asante & Mia Comte"],
        "programs": ["Comet", "Commercial Buddies"],
    }


def test_people_are_found_by_name_without_accents_and_by_email(organization, administrator, client_of):
    with tenant_scope(organization.id):
        person("Łukasz", "Müller", email="lm@example.org")
    client = client_of(administrator)
    for text in ("lukasz", "LUKASZ mul", "muller", "lm@ex"):
        assert found(client, text)["people"] == ["Łukasz Müller"]
    assert "people" not in found(client, "uller")


def test_coordinators_find_what_is_in_their_programs(two_programs, coordinator, client_of):
    assert found(client_of(coordinator), "com") == {
        "people": ["Comfort Asante", "Mia Comfort"],
        "matches": ["Comfort Asante & Mia Comfort"],
        "programs": ["Commercial Buddies"],
    }


def test_participants_find_their_own_matches_and_pages(two_programs, mentee, client_of):
    client = client_of(mentee)
    assert found(client, "com") == {"matches": ["Comte Asante & Mia Comte"]}
    (match,) = client.get(API, {"q": "com"}).json()["groups"][0]["results"]
    assert "/my/matches/" in match["path"]
    assert client.get(match["path"]).status_code == 200
    assert found(client, "home") == {"pages": ["Home"]}
    assert found(client, "members") == {}


def test_analysts_find_no_names(two_programs, analyst, client_of):
    assert found(client_of(analyst), "com") == {}


def test_pages_are_those_of_the_menu(administrator, coordinator, client_of):
    assert found(client_of(administrator), "audit") == {"pages": ["Audit log"]}
    assert found(client_of(administrator), "log") == {"pages": ["Audit log"]}
    assert found(client_of(coordinator), "audit") == {}


def test_at_most_five_of_each(organization, administrator, client_of):
    with tenant_scope(organization.id):
        for n in range(SEARCH_SHOWN + 2):
            person("Comfort", f"Asante {n}")
    assert len(found(client_of(administrator), "comfort")["people"]) == SEARCH_SHOWN == 5


@pytest.mark.parametrize("text", ["", "  ", "zzz", "%", "\x00", "x" * 200])
def test_odd_texts_find_nothing(two_programs, administrator, client_of, text):
    page = client_of(administrator).get(PAGE, {"q": text})
    assert page.status_code == 200
    assert "Comfort" not in page.content.decode()


def test_search_costs_at_most_eight_queries(two_programs, administrator, coordinator, mentee, client_of):
    for member in (administrator, coordinator, mentee):
        client = client_of(member)
        client.get(PAGE)
        assert queries_of(client, f"{PAGE}?q=com") <= 8
        assert queries_of(client, f"{API}?q=com") <= 8


def test_htmx_gets_the_results_alone(two_programs, administrator, client_of):
    client = client_of(administrator)
    part = client.get(PAGE, {"q": "com"}, headers=HTMX).content.decode()
    assert "Comfort Asante" in part
    assert "<html" not in part
    page = client.get(PAGE, {"q": "<com>"}).content.decode()
    assert "Nothing found for “&lt;com&gt;”." in page


@pytest.mark.parametrize("who", ["administrator", "coordinator", "mentee"])
def test_search_account_and_sign_out_are_on_every_page(request, who, client_of):
    page = client_of(request.getfixturevalue(who)).get("/o/acme/").content.decode()
    account, sign_out = reverse("accounts:profile"), reverse("account_logout")
    assert f'href="{PAGE}" data-dialog="search"' in page
    assert '<dialog class="dialog search-dialog" id="search"' in page
    assert f'href="{account}"' in page
    assert f'<form method="post" action="{sign_out}">' in page

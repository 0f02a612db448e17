"""The table of matches on Today: filters, order, files and saved views."""

import csv
import io
import re

import pytest

from mentoring.audit.models import AuditEvent
from mentoring.tenancy.scope import tenant_scope
from programs.models import SavedView
from tests.factories.people import make_person
from tests.factories.programs import make_participant
from tests.programs.pages import names_on, text_of

pytestmark = pytest.mark.usefixtures("it_is_today")


@pytest.fixture
def url(program):
    return f"/o/acme/programs/{program.pk}/"


@pytest.fixture
def three(organization, program, held):
    """A match on track, one that needs attention and one at risk, by the mentors' last names."""

    def pair(last_name):
        return {
            "mentor": make_participant(
                program=program, role="mentor", person=make_person(first_name="Anna", last_name=last_name)
            ),
            "mentee": make_participant(
                program=program, person=make_person(first_name="Zoë", last_name=f"Of {last_name}")
            ),
        }

    with tenant_scope(organization.id):
        pairs = [pair(name) for name in ("Abel", "Müller", "Çelik")]
    return (
        held(70, 3, 17, 31, **pairs[0]),
        held(70, 25, 40, goals_agreed=0, **pairs[1]),
        held(70, **pairs[2]),
    )


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["Çelik", "Müller", "Abel"]),
        ("health=on_track", ["Abel"]),
        ("health=needs_action", ["Çelik", "Müller"]),
        ("health=nonsense", ["Çelik", "Müller", "Abel"]),
        ("only=no_goal", ["Müller"]),
        ("only=overridden", []),
        ("q=mull", ["Müller"]),
        ("q=Anna+Ç", ["Çelik"]),
        ("q=uller", []),
        ("q=of+abel", ["Abel"]),
        ("q=%00", ["Çelik", "Müller", "Abel"]),
        ("sort=match", ["Abel", "Çelik", "Müller"]),
        ("sort=-match", ["Müller", "Çelik", "Abel"]),
        ("sort=-health", ["Abel", "Müller", "Çelik"]),
        ("sort=held", ["Çelik", "Müller", "Abel"]),
        ("sort=-last", ["Abel", "Müller", "Çelik"]),
        ("sort=last", ["Çelik", "Müller", "Abel"]),
        ("sort=goals&health=needs_action", ["Müller", "Çelik"]),
        ("page=2", []),
    ],
)
def test_matches_are_filtered_and_ordered_by_the_query_string(
    client_of, coordinator, three, url, query, expected
):
    names = [
        name.split(" & ")[0].removeprefix("Anna ")
        for name in names_on(client_of(coordinator).get(f"{url}?{query}"))
    ]
    assert names == expected


def test_htmx_gets_the_table_alone(client_of, coordinator, three, url):
    answer = client_of(coordinator).get(f"{url}?health=at_risk", headers={"HX-Request": "true"})
    assert "<h1" not in answer.content.decode()
    assert len(names_on(answer)) == 1


def test_file_has_the_rows_and_numbers_of_the_page_and_is_written_into_the_log(
    client_of, coordinator, organization, program, three, url
):
    client = client_of(coordinator)
    query = {"health": "needs_action", "sort": "match"}
    page = client.get(url, query).content.decode()
    answer = client.post(f"{url}matches/export/", query)
    rows = list(csv.DictReader(io.StringIO(answer.content.decode().removeprefix("\ufeff"))))
    assert [row["Mentor"] for row in rows] == ["Anna Çelik", "Anna Müller"]
    assert [f"{r['Sessions held']} of {r['Sessions expected']}" for r in rows] == re.findall(
        r'"nowrap">(\d+ of \d+)</span>\s*</td>\n<td data-label="Goals"', page
    )
    assert all(row["Reason"] in text_of(client.get(url, query)) for row in rows)
    with tenant_scope(organization.id):
        event = AuditEvent.objects.get(action="programs.export_matches")
    assert event.values == {"rows": 2, "filters": ["health"]}


def test_file_neutralizes_formulas(client_of, coordinator, organization, program, held, url):
    with tenant_scope(organization.id):
        evil = make_person(first_name="=1+1", last_name="")
        mentor = make_participant(program=program, role="mentor", person=evil)
    held(70, mentor=mentor)
    assert (
        ",'=1+1,"
        in f",{client_of(coordinator).post(f'{url}matches/export/').content.decode().splitlines()[1]}"
    )


def test_views_are_kept_and_deleted_by_their_owner_alone(
    client_of, coordinator, administrator, organization, three, program, url
):
    client = client_of(coordinator)
    client.post(f"{url}views/save/", {"name": "Red ones", "health": "at_risk", "sort": "health"})
    with tenant_scope(organization.id):
        view = SavedView.objects.get()
    assert (view.name, view.query, view.membership_id) == ("Red ones", "health=at_risk", coordinator.pk)
    assert "Red ones" in text_of(client.get(url))
    other = client_of(administrator)
    assert "Red ones" not in text_of(other.get(url))
    assert other.post(f"{url}views/{view.pk}/delete/").status_code == 404
    client.post(f"{url}views/{view.pk}/delete/")
    with tenant_scope(organization.id):
        assert not SavedView.objects.exists()


def test_view_with_a_taken_name_is_refused_in_words(client_of, coordinator, organization, program, url):
    client = client_of(coordinator)
    for _ in range(2):
        answer = client.post(f"{url}views/save/", {"name": "Mine", "health": "at_risk"}, follow=True)
    assert "You already have a view with this name." in text_of(answer)
    with tenant_scope(organization.id):
        assert SavedView.objects.count() == 1

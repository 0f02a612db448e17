"""The API of programs: the same actions as the pages, and nothing that the pages keep to themselves."""

from datetime import timedelta

import pytest

from mentoring.audit.models import AuditEvent
from mentoring.tenancy.scope import tenant_scope
from programs.models import Match, Session
from tests.factories.goals import make_check_in, make_goal, make_milestone
from tests.factories.people import make_person
from tests.factories.programs import make_break, make_note, make_program
from tests.programs.conftest import TODAY

API = "/api/v1/o/acme/"
JSON = {"content_type": "application/json"}


@pytest.fixture
def today_is(monkeypatch):
    """Set the organization's today to TODAY."""
    monkeypatch.setattr("mentoring.tenancy.models.Organization.local_date", lambda organization, at: TODAY)


def test_program_is_made_read_and_changed_in_part(client_of, administrator, organization, program):
    client = client_of(administrator)
    pause = {"starts_on": "2026-12-21", "ends_on": "2027-01-03", "reason": "Holidays"}
    body = {"name": "New", "starts_on": "2026-11-09", "meeting_interval_days": 30, "breaks": [pause]}
    made = client.post(f"{API}programs/", body, **JSON)
    assert (made.status_code, made.json()["state"], made.json()["breaks"]) == (201, "running", [pause])
    one = f"{API}programs/{made.json()['id']}/"
    assert client.get(one).json() == made.json()
    changed = client.patch(one, {"name": "Newer"}, **JSON).json()
    assert changed == made.json() | {"name": "Newer"}
    names = [entry["name"] for entry in client.get(f"{API}programs/").json()["results"]]
    assert names == ["Newer", "Rising Leaders"]
    with tenant_scope(organization.id):
        events = list(AuditEvent.objects.order_by("happened_at").values_list("action", flat=True))
    assert events == ["programs.create_program", "programs.update_program"]


def test_program_with_a_taken_name_is_refused_in_words(client_of, administrator, program):
    answer = client_of(administrator).post(
        f"{API}programs/", {"name": program.name, "starts_on": "2026-11-09"}, **JSON
    )
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["detail"].endswith(".")


def test_changing_the_meeting_frequency_recalculates_health(
    client_of, administrator, program, held, today_is
):
    match = held(80, 40)
    client = client_of(administrator)
    assert client.get(f"{API}matches/{match.pk}/").json()["health"] == "at_risk"
    client.patch(f"{API}programs/{program.pk}/", {"meeting_interval_days": 30}, **JSON)
    assert client.get(f"{API}matches/{match.pk}/").json()["health"] == "on_track"


def test_matches_are_filtered_as_on_the_page(client_of, coordinator, program, held):
    held(70, 3, 17)
    late, none = held(70, 25), held(70, goals_agreed=0)
    client = client_of(coordinator)

    def found(query: str) -> list[str]:
        return [match["id"] for match in client.get(f"{API}matches/?{query}").json()["results"]]

    assert len(found(f"program={program.pk}")) == 3
    assert found("health=attention") == [str(late.pk)]
    assert sorted(found("health=needs_action")) == sorted([str(late.pk), str(none.pk)])
    assert found("only=no_goal") == [str(none.pk)]
    name = client.get(f"{API}matches/{late.pk}/").json()["mentee"]["name"].split()[-1]
    assert str(late.pk) in found(f"q={name}")
    assert found("program=00000000-0000-0000-0000-000000000000") == []


def test_match_says_why_in_a_sentence(client_of, coordinator, held):
    match = held(70)
    answer = client_of(coordinator).get(f"{API}matches/{match.pk}/").json()
    assert answer["signals"] == [
        {
            "code": "first-not-held",
            "level": "at_risk",
            "since": str(TODAY - timedelta(days=41)),
            "fact": "No session held 70 days after the introduction on Aug 24",
            "suggested_step": "Contact both and offer a re-match",
        }
    ]


def test_match_is_overridden_and_the_override_is_removed(
    client_of, coordinator, organization, held, today_is
):
    match = held(70)
    client, url = client_of(coordinator), f"{API}matches/{match.pk}/override/"
    body = {"health": "on_track", "reason": "By phone", "review_on": str(TODAY + timedelta(days=9))}
    answer = client.put(url, body, **JSON).json()
    assert (answer["health"], answer["override"]) == ("on_track", body)
    with tenant_scope(organization.id):
        assert AuditEvent.objects.filter(action="programs.override_health").count() == 1
        assert Match.objects.get().overridden_by_id == coordinator.pk
    assert client.delete(url).status_code == 204
    assert client.get(f"{API}matches/{match.pk}/").json()["health"] == "at_risk"


@pytest.mark.parametrize(
    ("field", "value"),
    [("health", "unknown"), ("reason", " "), ("review_on", str(TODAY)), ("review_on", "tomorrow")],
)
def test_match_is_not_overridden_without_reason_or_day(
    client_of, coordinator, organization, held, today_is, field, value
):
    match = held(70)
    body = {"health": "on_track", "reason": "By phone", "review_on": str(TODAY + timedelta(days=9))}
    answer = client_of(coordinator).put(f"{API}matches/{match.pk}/override/", body | {field: value}, **JSON)
    assert answer.status_code == 400
    with tenant_scope(organization.id):
        assert Match.objects.get().override == ""


def test_session_is_recorded_and_health_follows(client_of, coordinator, organization, held, today_is):
    match = held(70)
    client, url = client_of(coordinator), f"{API}matches/{match.pk}/sessions/"
    made = client.post(url, {"happens_on": str(TODAY), "minutes": 45}, **JSON)
    assert made.status_code == 201
    expected = {
        "match_id": str(match.pk),
        "happens_on": str(TODAY),
        "state": "held",
        "minutes": 45,
        "starts_at": None,
    }
    assert made.json() == expected | {"id": made.json()["id"]}
    assert client.get(url).json()["results"] == [made.json()]
    assert client.get(f"{API}matches/{match.pk}/").json()["health"] == "on_track"
    ahead = client.post(url, {"happens_on": str(TODAY + timedelta(days=1))}, **JSON)
    assert ahead.status_code == 400
    with tenant_scope(organization.id):
        assert Session.objects.count() == 1


def test_what_belongs_to_the_match_is_in_no_answer(client_of, coordinator, organization, held):
    match = held(70, 10)
    with tenant_scope(organization.id):
        Session.objects.update(agenda="PRIVATE", rating=2)
        make_note(match=match, is_private=False, mark="PRIVATE")
        goal = make_goal(match=match, title="Speak", measure="PRIVATE", relevance="PRIVATE")
        make_milestone(goal=goal, title="PRIVATE")
        make_check_in(goal=goal, note="PRIVATE", is_stuck=True)
        make_person(first_name="Leaving", left_on=TODAY + timedelta(days=9000))
    client = client_of(coordinator)
    for path in (
        "matches/",
        f"matches/{match.pk}/",
        f"matches/{match.pk}/sessions/",
        "goals/",
        "check-ins/",
        "participants/",
        "people/",
    ):
        text = client.get(f"{API}{path}").content.decode()
        assert '"results":[]' not in text
        for word in ("PRIVATE", "rating", "left_on", "is_stuck"):
            assert word not in text, path


def test_lists_cost_the_same_for_one_and_for_many(
    client_of, coordinator, held, django_assert_max_num_queries
):
    held(70, 3)
    client = client_of(coordinator)
    for _ in range(2):
        with django_assert_max_num_queries(12):
            client.get(f"{API}matches/")
        for _ in range(3):
            held(70, 3)


def test_breaks_of_other_programs_are_not_included(client_of, administrator, organization, program):
    with tenant_scope(organization.id):
        other = make_program(name="Other", starts_on=program.starts_on)
        make_break(program=other, mark="Other's")
    answers = {p["name"]: p for p in client_of(administrator).get(f"{API}programs/").json()["results"]}
    assert answers["Rising Leaders"]["breaks"] == []
    assert [pause["reason"] for pause in answers["Other"]["breaks"]] == ["Other's"]


def test_session_is_updated_in_part_and_deleted(client_of, coordinator, organization, held, today_is):
    match = held(70, 3)
    client = client_of(coordinator)
    [session] = client.get(f"{API}matches/{match.pk}/sessions/").json()["results"]
    url = f"{API}sessions/{session['id']}/"
    assert client.get(url).json() == session
    assert client.patch(url, {"minutes": 25}, **JSON).json() == session | {"minutes": 25}
    missed = client.patch(url, {"state": "missed"}, **JSON).json()
    assert missed == session | {"minutes": 25, "state": "missed"}
    assert client.get(f"{API}matches/{match.pk}/").json()["held_count"] == 0
    assert client.delete(url).status_code == 204
    assert client.get(url).status_code == 404


def test_absences_of_a_participant_pause_the_deadlines_of_the_match(client_of, coordinator, held, today_is):
    match = held(29)
    client = client_of(coordinator)
    url = f"{API}participants/{match.mentee_id}/absences/"
    days = {"starts_on": str(TODAY - timedelta(days=20)), "ends_on": str(TODAY - timedelta(days=6))}
    made = client.post(url, days, **JSON)
    assert made.status_code == 201
    assert made.json() == days | {"id": made.json()["id"], "participant_id": str(match.mentee_id)}
    assert client.get(url).json()["results"] == [made.json()]
    assert client.get(f"{API}matches/{match.pk}/").json()["health"] == "unknown"
    one = f"{API}absences/{made.json()['id']}/"
    shorter = client.patch(one, {"starts_on": days["ends_on"]}, **JSON).json()
    assert shorter == made.json() | {"starts_on": days["ends_on"]}
    assert client.delete(one).status_code == 204
    assert client.get(f"{API}matches/{match.pk}/").json()["health"] == "at_risk"

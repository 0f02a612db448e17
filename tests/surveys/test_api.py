"""The API of surveys: the same actions as the pages."""

import pytest

from mentoring.audit.models import AuditEvent
from mentoring.tenancy.scope import tenant_scope
from surveys.budget import Limits
from surveys.models import Invitation, Schedule, SurveyVersion
from surveys.selectors.budget import current_limits
from tests.api.conftest import caller_of, secret_of  # noqa: F401 - fixtures

pytestmark = pytest.mark.django_db
API = "/api/v1/o/acme/"
JSON = {"content_type": "application/json"}
QUESTION = {"key": "meetings", "type": "agreement5", "texts": {"en": {"text": "Meetings happen as planned."}}}


@pytest.fixture
def api(client_of, administrator):
    return client_of(administrator)


@pytest.fixture
def made(api, program):
    body = {
        "program_id": str(program.pk),
        "name": "Autumn",
        "kind": "pulse",
        "role": "mentee",
        "mode": "named",
        "languages": ["en"],
        "title": {"en": "How is it going?"},
        "questions": [QUESTION],
    }
    return api.post(f"{API}surveys/", body, **JSON).json()


def test_a_survey_is_created_listed_changed_and_sent(api, organization, program, mentees, made):
    one = f"{API}surveys/{made['id']}/"
    assert api.get(one).json() == made
    assert api.get(f"{API}surveys/?program={program.pk}").json()["results"] == [made]
    assert [each["key"] for each in made["questions"]] == ["meetings"]
    changed = api.patch(one, {"name": "Winter", "questions": []}, **JSON).json()
    assert (changed["name"], changed["version"], changed["questions"]) == ("Winter", 1, [])
    api.patch(one, {"questions": [QUESTION]}, **JSON)
    sent = api.post(f"{one}launch/", {"open_days": 7}, **JSON)
    assert (sent.status_code, sent.json()["invited"], sent.json()["state"]) == (201, 3, "open")
    closed = api.post(f"{API}waves/{sent.json()['id']}/close/").json()
    assert closed["state"] == "closed"
    with tenant_scope(organization.id):
        assert Invitation.objects.count() == 3
        assert SurveyVersion.objects.count() == 1


def test_a_survey_is_scheduled(api, organization, made):
    one = f"{API}surveys/{made['id']}/"
    answer = api.post(f"{one}schedule/", {"trigger": "sessions", "every": 6}, **JSON)
    assert answer.status_code == 201
    assert (answer.json()["every"], answer.json()["reminded_on"]) == (6, [4, 9])
    with tenant_scope(organization.id):
        assert Schedule.objects.count() == 1


def test_a_survey_by_sessions_is_sent_after_six_if_no_number_is_given(api, made):
    one = f"{API}surveys/{made['id']}/schedule/"
    for body in ({"trigger": "sessions"}, {"trigger": "half_time"}):
        answer = api.post(one, body, **JSON)
        assert (answer.status_code, answer.json()["every"]) == (201, 6)


def test_a_schedule_asks_a_random_half_and_merges_if_told_to(api, organization, made):
    one = f"{API}surveys/{made['id']}/schedule/"
    body = {"trigger": "calendar", "every": 3, "first_on": "2099-01-05"}
    assert api.post(one, body | {"asks_half": True}, **JSON).status_code == 201
    assert api.post(one, body | {"merges": True}, **JSON).status_code == 201
    assert api.post(one, body | {"merges": "often"}, **JSON).status_code == 400
    with tenant_scope(organization.id):
        stored = Schedule.objects.order_by("created_at").values_list("asks_half", "merges")
        assert list(stored) == [(True, False), (False, True)]


@pytest.mark.parametrize(
    ("path", "body", "field"),
    [
        ("schedule/", {"trigger": "sessions", "every": 0}, ""),
        ("schedule/", {"trigger": "match_days"}, ""),
        ("schedule/", {"trigger": "date"}, ""),
        ("schedule/", {"trigger": "date", "first_on": "2020-01-01"}, "first_on"),
        ("schedule/", {"trigger": "closing", "reminded_on": [4, 59]}, "reminded_on"),
        ("launch/", {"audience": {"department": ["Nowhere"]}}, ""),
        ("launch/", {"audience": {"age": ["30"]}}, "audience"),
    ],
)
def test_what_cannot_be_sent_is_refused_in_words(api, organization, made, path, body, field):
    answer = api.post(f"{API}surveys/{made['id']}/{path}", body, **JSON)
    assert answer.status_code == 400, answer.content
    [error] = answer.json()["errors"]
    assert error["field"].startswith(field)
    with tenant_scope(organization.id):
        assert not Schedule.objects.exists()
        assert not Invitation.objects.exists()


def test_languages_and_question_types_are_checked(api, program, made):
    one = f"{API}surveys/{made['id']}/"
    for body in (
        {"title": {"xx": "?"}},
        {"questions": [QUESTION | {"type": "one_choice"}]},
        {"questions": [QUESTION, QUESTION]},
        {"questions": [QUESTION | {"texts": {"xx": {"text": "?"}}}]},
        {"questions": [QUESTION] * 61},
    ):
        assert api.patch(one, body, **JSON).status_code == 400
    assert api.get(one).json() == made


def test_a_coordinator_reaches_surveys_of_their_own_programs_only(client_of, coordinator, made):
    api = client_of(coordinator)
    assert api.get(f"{API}surveys/").json()["results"] == []
    assert api.get(f"{API}surveys/{made['id']}/").status_code == 404
    assert api.post(f"{API}surveys/{made['id']}/launch/", {}, **JSON).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_a_list_takes_the_same_queries_for_any_number(
    api, organization, program, made, count, django_assert_num_queries
):
    for number in range(1, count):
        api.post(
            f"{API}surveys/",
            {
                "program_id": str(program.pk),
                "name": f"Autumn {number}",
                "kind": "pulse",
                "role": "mentee",
                "mode": "named",
                "languages": ["en"],
                "title": {"en": "How is it going?"},
                "questions": [QUESTION],
            },
            **JSON,
        )
    with django_assert_num_queries(11):
        assert len(api.get(f"{API}surveys/").json()["results"]) == count


def test_the_contact_budget_is_read_and_changed(api, organization):
    address = f"{API}surveys/contact-budget/"
    assert api.get(address).json() == {"gap_days": 14, "per_month": 1, "per_year": 6}
    changed = api.patch(address, {"gap_days": 21}, **JSON)
    assert changed.json() == api.get(address).json() == {"gap_days": 21, "per_month": 1, "per_year": 6}
    with tenant_scope(organization.id):
        assert AuditEvent.objects.filter(action="surveys.set_contact_budget").count() == 1
    for body in ({"gap_days": 6}, {"per_month": 3}, {"per_year": 13}, {"per_week": 1}):
        assert api.patch(address, body, **JSON).status_code == 400
    with tenant_scope(organization.id):
        assert current_limits() == Limits(21, 1, 6)

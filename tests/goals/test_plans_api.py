"""Action plans through the API: the same actions as on the pages, and no words for those who run the program."""

import pytest

from goals.models import ActionPlan, PlanAction
from mentoring.tenancy.scope import tenant_scope
from tests.programs.test_agreements import pair  # noqa: F401 - a fixture


@pytest.fixture
def base(pair):  # noqa: F811
    return f"/api/v1/o/acme/matches/{pair.pk}/action-plan/"


def put(client, base, revision, *titles):
    actions = [{"title": title, "who": "mentee"} for title in titles]
    return client.put(base, {"base_revision": revision, "actions": actions}, content_type="application/json")


def test_mentor_saves_mentee_reads_and_completes(base, mentor, mentee, client_of, organization):
    client, other = client_of(mentor), client_of(mentee)
    assert client.get(base).json()["status"] == "not_begun"
    saved = put(client, base, 0, "MARK-one", "MARK-two").json()
    assert (saved["status"], saved["revision"], saved["open_count"]) == ("up_to_date", 1, 2)
    read = other.get(base).json()
    assert [it["title"] for it in read["actions"]] == ["MARK-one", "MARK-two"]
    action = read["actions"][0]["id"]
    path = f"/api/v1/o/acme/plan-actions/{action}/complete/"
    done = other.post(path, {}, content_type="application/json").json()
    assert done["done_on"] is not None
    assert other.post(path, {"is_done": False}, content_type="application/json").json()["done_on"] is None
    assert put(other, base, 1, "MARK-three").status_code == 403
    with tenant_scope(organization.id):
        assert PlanAction.objects.count() == 2


def test_another_base_is_refused_and_nothing_is_lost(base, mentor, client_of, organization):
    client = client_of(mentor)
    put(client, base, 0, "MARK-one")
    refused = put(client, base, 0, "MARK-other")
    assert refused.status_code == 400
    assert refused.json()["errors"][0]["field"] == "base_revision"
    with tenant_scope(organization.id):
        assert PlanAction.objects.get().title == "MARK-one"


def test_confirming_is_a_revision_that_is_listed_in_full(base, mentor, mentee, client_of, organization):
    client = client_of(mentor)
    put(client, base, 0, "MARK-one")
    assert client.post(f"{base}confirm/").json()["unchanged_in_a_row"] == 1
    listed = client_of(mentee).get(f"{base}revisions/").json()["results"]
    assert [(it["number"], it["kind"]) for it in listed] == [(2, "unchanged"), (1, "saved")]
    assert listed[1]["actions"][0]["title"] == "MARK-one"
    with tenant_scope(organization.id):
        assert ActionPlan.objects.get().revision == 2


def test_those_who_run_the_program_get_numbers_only(base, mentor, administrator, client_of):
    put(client_of(mentor), base, 0, "MARK-one")
    client = client_of(administrator)
    answer = client.get(base)
    assert "MARK" not in answer.content.decode()
    assert (answer.json()["open_count"], answer.json()["actions"]) == (1, None)
    assert client.get(f"{base}revisions/").status_code == 403
    assert client.post(f"{base}confirm/").status_code == 403
    assert put(client, base, 1, "MARK-two").status_code == 403

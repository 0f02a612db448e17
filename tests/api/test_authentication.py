"""Authentication by token or session, inside the organization of the URL."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from mentoring.tenancy.models import ApiToken, Membership
from mentoring.tenancy.scope import tenant_scope

pytestmark = pytest.mark.urls("tests.api.urls")
ME = "/api/v1/o/acme/me/"


def test_token_acts_as_its_member(coordinator, caller_of):
    answer = caller_of(coordinator, "read", name="Payroll").get(ME)
    assert answer.status_code == 200
    assert answer.json()["member"]["email"] == "carl@example.org"
    assert answer.json()["token"]["name"] == "Payroll"
    assert answer.json()["token"]["scopes"] == ["read"]
    assert answer["Cache-Control"] == "no-store"


def test_session_of_a_member_acts_without_a_token(coordinator, client_of):
    answer = client_of(coordinator).get(ME)
    assert (answer.status_code, answer.json()["token"]) == (200, None)


@pytest.mark.parametrize("slug", ["acme", "no-such-organization", "Not_A_Slug"])
def test_nobody_is_asked_to_sign_in_whether_or_not_the_organization_exists(organization, client, slug):
    answer = client.get(f"/api/v1/o/{slug}/me/")
    assert (answer.status_code, answer["WWW-Authenticate"]) == (401, "Bearer")
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["type"].endswith("#problem-unauthenticated")


@pytest.mark.parametrize("slug", ["acme", "no-such-organization"])
def test_member_of_another_organization_gets_404(organization, outsider, client_of, slug):
    answer = client_of(outsider).get(f"/api/v1/o/{slug}/me/")
    assert (answer.status_code, answer.json()["type"].rpartition("#")[2]) == (404, "problem-not-found")
    assert "WWW-Authenticate" not in answer


@pytest.mark.parametrize("slug", ["acme", "no-such-organization"])
def test_token_of_another_organization_is_unknown(organization, outsider, caller_of, slug):
    caller = caller_of(outsider)
    answer = caller.get(f"/api/v1/o/{slug}/me/")
    assert (answer.status_code, answer["WWW-Authenticate"]) == (401, 'Bearer error="invalid_token"')
    assert caller.get("/api/v1/o/globex/me/").status_code == 200


def test_token_is_tried_before_the_session(coordinator, client_of):
    answer = client_of(coordinator).get(ME, headers={"Authorization": "Bearer mt_wrong"})
    assert answer.status_code == 401


@pytest.mark.parametrize(
    "header", ["Bearer", "Bearer ", "Bearer mt_" + "x" * 43, "bearer a b", "Bearer \xff"]
)
def test_wrong_token_is_refused(organization, client, header):
    answer = client.get(ME, headers={"Authorization": header})
    assert (answer.status_code, answer["WWW-Authenticate"]) == (401, 'Bearer error="invalid_token"')


@pytest.mark.parametrize(
    "fields",
    [
        {"expires_at": timezone.now() - timedelta(seconds=1)},
        {"revoked_at": timezone.now() - timedelta(seconds=1)},
    ],
    ids=["expired", "revoked"],
)
def test_dead_token_is_refused(administrator, caller_of, fields):
    assert caller_of(administrator, **fields).get(ME).status_code == 401


def test_token_dies_with_the_membership_and_with_the_sign_in(
    organization, administrator, coordinator, caller_of
):
    ended, closed = caller_of(administrator), caller_of(coordinator)
    assert [ended.get(ME).status_code, closed.get(ME).status_code] == [200, 200]
    with tenant_scope(organization.id):
        Membership.objects.filter(pk=administrator.pk).update(state="ended", ended_at=timezone.now())
    coordinator.user.is_active = False
    coordinator.user.save()
    assert [ended.get(ME).status_code, closed.get(ME).status_code] == [401, 401]


def test_token_of_a_closed_organization_is_unknown(organization, administrator, caller_of):
    caller = caller_of(administrator)
    organization.is_active = False
    organization.save()
    assert caller.get(ME).status_code == 401


def test_role_change_holds_for_the_token_from_the_next_call(organization, administrator, caller_of):
    caller = caller_of(administrator)
    assert caller.get("/api/v1/o/acme/members/").status_code == 200
    with tenant_scope(organization.id):
        Membership.objects.filter(pk=administrator.pk).update(role="participant")
    assert caller.get("/api/v1/o/acme/members/").status_code == 403


@pytest.mark.parametrize(("scope", "may"), [("read", {"get"}), ("write", {"delete"}), ("export", {"export"})])
def test_token_without_the_scope_gets_its_name(owner, caller_of, scope, may):
    caller = caller_of(owner, scope)
    answers = {
        "get": caller.get("/api/v1/o/acme/notes/"),
        "delete": caller.delete("/api/v1/o/acme/figures/"),
        "export": caller.get("/api/v1/o/acme/figures/"),
    }
    assert {name for name, answer in answers.items() if answer.status_code < 300} == may
    needed = {"get": "read", "delete": "write", "export": "export"}
    for name in answers.keys() - may:
        assert answers[name].status_code == 403
        assert needed[name] in answers[name].json()["detail"]
        assert answers[name].json()["type"].endswith("#problem-scope-missing")
        assert f'scope="{needed[name]}"' in answers[name]["WWW-Authenticate"]


def test_all_scopes_do_not_make_a_role(coordinator, caller_of):
    answer = caller_of(coordinator).get("/api/v1/o/acme/figures/")
    assert (answer.status_code, answer.json()["type"].rpartition("#")[2]) == (403, "problem-forbidden")


def test_session_needs_the_csrf_token_to_write_and_a_bearer_token_does_not(organization, owner, secret_of):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(owner.user)
    assert browser.get("/api/v1/o/acme/figures/").status_code == 200
    answer = browser.delete("/api/v1/o/acme/figures/")
    assert (answer.status_code, answer["Content-Type"]) == (403, "application/problem+json")
    program = Client(enforce_csrf_checks=True, headers={"Authorization": f"Bearer {secret_of(owner)}"})
    assert program.delete("/api/v1/o/acme/figures/").status_code == 204


def test_last_use_of_a_token_is_noted_by_day(organization, administrator, caller_of):
    caller_of(administrator, name="Payroll").get(ME)
    with tenant_scope(organization.id):
        assert ApiToken.objects.get(name="Payroll").last_used_on == timezone.now().date()


def test_actor_of_a_token_is_the_token(administrator, caller_of, client_of):
    body = {"data": {"name": "x"}, "content_type": "application/json"}
    assert caller_of(administrator).post("/api/v1/o/acme/notes/", **body).json()["actor"] == "token"
    assert client_of(administrator).post("/api/v1/o/acme/notes/", **body).json()["actor"] == "member"

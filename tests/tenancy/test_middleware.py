import pytest
from django.db import connection
from django.test import Client

from mentoring.tenancy.enums import MembershipState
from mentoring.tenancy.models import ApiToken, Membership
from mentoring.tenancy.scope import OutsideScope, organization_id_or_none, tenant_scope
from mentoring.tenancy.views import TenantView

pytestmark = pytest.mark.urls("tests.tenancy.urls")


@pytest.fixture
def quiet_client_of(client_of):
    def sign_in(membership):
        client = client_of(membership)
        client.raise_request_exception = False
        return client

    return sign_in


def test_member_sees_the_organization_and_role(administrator, client_of):
    answer = client_of(administrator).get("/o/acme/whoami/")
    assert answer.content == b"Acme administrator member"
    assert organization_id_or_none() is None


def test_page_of_a_member_costs_four_reads(administrator, client_of, django_assert_num_queries):
    client = client_of(administrator)
    # Session, user, organization, membership; and transaction control: savepoint, SET LOCAL, SET LOCAL, release.
    with django_assert_num_queries(4 + 4):
        client.get("/o/acme/whoami/")


@pytest.mark.parametrize("slug", ["acme", "no-such-organization"])
def test_anonymous_people_are_sent_to_sign_in_whether_or_not_it_exists(organization, client, slug):
    answer = client.get(f"/o/{slug}/whoami/?a=b")
    assert (answer.status_code, answer["Location"]) == (
        302,
        f"/accounts/login/?next=/o/{slug}/whoami/%3Fa%3Db",
    )


def test_an_anonymous_fragment_makes_the_whole_page_go_to_sign_in(organization, client):
    answer = client.get("/o/acme/whoami/", headers={"HX-Request": "true"})
    assert answer["HX-Redirect"] == "/accounts/login/?next=/o/acme/whoami/"


def test_strangers_get_404_and_nothing_is_written(organization, outsider, client_of):
    client = client_of(outsider)
    assert client.get("/o/acme/whoami/").status_code == 404
    assert client.post("/o/acme/write/fine/").status_code == 404
    with tenant_scope(organization.id):
        assert ApiToken.objects.count() == 0


def test_unknown_and_inactive_organizations_are_404(administrator, organization, client_of):
    client = client_of(administrator)
    assert client.get("/o/no-such-organization/whoami/").status_code == 404
    organization.is_active = False
    organization.save()
    assert client.get("/o/acme/whoami/").status_code == 404


def test_ended_membership_is_a_stranger_from_the_next_request(administrator, organization, client_of):
    client = client_of(administrator)
    assert client.get("/o/acme/whoami/").status_code == 200
    with tenant_scope(organization.id):
        Membership.objects.update(state=MembershipState.ENDED, ended_at="2026-01-01T00:00Z")
    assert client.get("/o/acme/whoami/").status_code == 404


def test_role_change_holds_from_the_next_request(administrator, organization, client_of):
    client = client_of(administrator)
    assert client.get("/o/acme/administrators/").status_code == 200
    with tenant_scope(organization.id):
        Membership.objects.update(role="participant")
    assert client.get("/o/acme/administrators/").status_code == 403


@pytest.mark.parametrize(
    ("ending", "status", "rows"),
    [("fine", 200, 1), ("crash", 500, 0), ("missing", 404, 0), ("refused", 403, 0), ("answered-500", 500, 0)],
)
def test_only_a_request_that_succeeds_commits(
    administrator, organization, quiet_client_of, ending, status, rows
):
    answer = quiet_client_of(administrator).post(f"/o/acme/write/{ending}/")
    assert answer.status_code == status
    with tenant_scope(organization.id):
        assert ApiToken.objects.count() == rows


def test_streaming_runs_after_the_scope_and_fails_closed(administrator, client_of):
    answer = client_of(administrator).get("/o/acme/late-stream/")
    with pytest.raises(OutsideScope):
        b"".join(answer.streaming_content)


def test_public_page_has_the_scope_and_no_membership(organization, client):
    assert client.get("/p/acme/").content == b"Acme None participant"
    assert client.get("/p/no-such-organization/").status_code == 404


@pytest.mark.raw_sql
def test_a_server_thread_keeps_no_organization_between_requests(
    administrator, organization, outsider, client_of
):
    client_of(administrator).get("/o/acme/whoami/")
    client_of(outsider).get("/o/globex/whoami/")
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('app.organization_id', true)")
        assert cursor.fetchone()[0] in (None, "")


def test_a_view_without_a_rule_cannot_be_defined():
    with pytest.raises(TypeError, match="needs a rule"):
        type("Careless", (TenantView,), {})


def test_put_on_a_page_is_refused(administrator, client_of):
    assert client_of(administrator).put("/o/acme/whoami/").status_code == 405


def test_posting_without_the_csrf_token_is_refused(administrator):
    client = Client(enforce_csrf_checks=True)
    client.force_login(administrator.user)
    assert client.post("/o/acme/write/fine/").status_code == 403

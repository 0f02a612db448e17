import pytest
from django.test import Client

from mentoring.accounts.extensions import PENDING_PAGES
from mentoring.tenancy.models import Membership
from mentoring.tenancy.scope import tenant_scope
from tests.factories.tenancy import make_membership, make_organization, make_user

pytestmark = pytest.mark.django_db


def test_anonymous_visitor_sees_the_welcome_page():
    page = Client().get("/").content.decode()
    assert 'href="/accounts/login/"' in page


def test_member_of_one_organization_goes_there(client_of, mentor):
    assert client_of(mentor).get("/").url == "/o/acme/"


def test_member_of_two_organizations_chooses(client_of, mentor):
    other = make_organization(name="Globex", slug="globex")
    with tenant_scope(other.id):
        make_membership(user=mentor.user, role="analyst")
    answer = client_of(mentor).get("/")
    page = answer.content.decode()
    assert answer.status_code == 200
    assert 'href="/o/acme/"' in page
    assert 'href="/o/globex/"' in page
    assert "Analyst" in page


def test_ended_membership_is_not_listed(client_of, mentor):
    with tenant_scope(mentor.organization_id):
        Membership.objects.filter(pk=mentor.pk).update(state="ended", ended_at="2026-01-01T00:00Z")
    answer = client_of(mentor).get("/")
    assert answer.status_code == 200
    assert "/o/acme/" not in answer.content.decode()


def test_person_without_organization_sees_the_next_step(client):
    client.force_login(make_user(email="ada@example.org", name="Ada"))
    assert "ada@example.org" in client.get("/").content.decode()


def test_pending_page_comes_first(client_of, mentor, monkeypatch):
    monkeypatch.setattr(PENDING_PAGES, "_items", {})
    PENDING_PAGES.register("nothing", lambda user: None, order=1)
    PENDING_PAGES.register("invitation", lambda user: f"/l/for/{user.pk}/", order=2)
    assert client_of(mentor).get("/").url == f"/l/for/{mentor.user_id}/"


def test_start_page_changes_nothing(client_of, mentor):
    assert client_of(mentor).post("/").status_code == 405

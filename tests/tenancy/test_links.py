from uuid import uuid4

import pytest
from django.http import HttpResponse
from django.test import Client

from mentoring.tenancy.links import LinkView
from mentoring.tenancy.models import ApiToken, Membership
from mentoring.tenancy.scope import tenant_scope
from tests.factories.tenancy import make_api_token


class RenameLink(LinkView):
    """Renames a token; its name is the version, so that the link works once."""

    purpose = "test-rename"

    @classmethod
    def find(cls, target_id):
        return ApiToken.objects.filter(pk=target_id).first()

    @classmethod
    def version_of(cls, target):
        return target.name

    def get(self, request):
        return HttpResponse(f"rename {self.target.name}?")

    def post(self, request):
        ApiToken.objects.filter(pk=self.target.pk).update(name="renamed")
        return HttpResponse(f"renamed by {self.actor.kind}")


class OneClickLink(RenameLink):
    purpose = "test-one-click"
    is_csrf_exempt = True


@pytest.fixture
def target(organization):
    with tenant_scope(organization.id):
        return make_api_token(name="first")


def name_of(target) -> str:
    with tenant_scope(target.organization_id):
        return ApiToken.objects.get(pk=target.pk).name


def test_get_shows_and_changes_nothing_even_twice(target, organization, client):
    path = RenameLink.path_to(target, organization)
    for _ in range(2):
        answer = client.get(path)
        assert (answer.status_code, answer.content) == (200, b"rename first?")
    assert name_of(target) == "first"
    assert (answer["Referrer-Policy"], answer["Cache-Control"]) == ("same-origin", "no-store")


def test_post_acts_once(target, organization, client):
    path = RenameLink.path_to(target, organization)
    assert client.post(path).content == b"renamed by link"
    assert name_of(target) == "renamed"
    assert client.post(path).status_code == 404
    assert client.get(path).status_code == 404


def test_link_is_stored_nowhere_and_needs_no_query(target, organization, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert RenameLink.url_to(target, organization).startswith("http://localhost:8000/l/test-rename/acme/")


def test_unknown_used_forged_and_foreign_links_all_look_the_same(
    target, organization, other_organization, client
):
    good = RenameLink.path_to(target, organization)
    with tenant_scope(other_organization.id):
        theirs = make_api_token(name="first")
    dead = [
        good.replace("acme", "no-such-organization"),
        good.replace("acme", "globex"),
        good.replace("test-rename", "test-one-click"),
        good.replace("test-rename", "no-such-purpose"),
        good.replace(target.pk.hex, uuid4().hex),
        good.replace(target.pk.hex, theirs.pk.hex),
        good[:-2] + ("A/" if good[-2] != "A" else "B/"),
        good.split(".")[0] + "/",
        "/l/test-rename/acme/x/",
        RenameLink.path_to(theirs, organization),
    ]
    answers = {(a.status_code, a.content) for a in (client.get(path) for path in dead)}
    assert len(answers) == 1
    status, content = answers.pop()
    assert status == 404
    assert b"This link no longer works" in content


def test_link_signed_with_a_retired_key_still_works(target, organization, client, settings):
    path = RenameLink.path_to(target, organization)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "a new key " * 5
    assert client.get(path).status_code == 200
    settings.SECRET_KEY_FALLBACKS = []
    assert client.get(path).status_code == 404


def test_a_link_gives_no_membership(target, organization, client):
    client.get(RenameLink.path_to(target, organization))
    with tenant_scope(organization.id):
        assert Membership.objects.count() == 1


def test_posting_needs_the_csrf_token_unless_the_purpose_is_for_machines(target, organization):
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(RenameLink.path_to(target, organization)).status_code == 403
    assert strict.post(OneClickLink.path_to(target, organization)).status_code == 200

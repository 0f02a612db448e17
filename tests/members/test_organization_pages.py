import pytest

from mentoring.accounts.models import User
from mentoring.tenancy.models import Membership, Organization
from mentoring.tenancy.scope import tenant_scope
from tests.factories.people import make_person
from tests.factories.tenancy import make_membership, make_user
from tests.members.test_member_pages import queries_of

NEW = "/organizations/new/"
WORDS = {"name": "Init & Sons", "slug": "", "language": "en", "time_zone": "Europe/Berlin"}


@pytest.fixture
def somebody(db, client):
    user = make_user(email="sam@example.org", name="Sam", time_zone="Asia/Tokyo", language="en")
    client.force_login(user)
    return user


def test_creating_an_organization_redirects_to_it(somebody, client):
    answer = client.post(NEW, WORDS)
    assert answer.url == "/o/init-sons/"
    page = client.get(answer.url).content.decode()
    assert "Organization created: Init &amp; Sons. You are its owner." in page
    assert "Add a second owner" in page
    assert 'href="/o/init-sons/imports/new/directory/"' in page


def test_form_is_prefilled(somebody, client):
    User.objects.update(language="de")
    page = client.get(NEW).content.decode()
    assert '<option value="Asia/Tokyo" selected>' in page
    assert '<option value="de" selected>' in page


def test_taken_address_keeps_the_input_and_suggests_a_free_one(somebody, client, organization):
    answer = client.post(NEW, {**WORDS, "slug": "acme"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "“acme” is not available. “init-sons” is available." in page
    assert 'value="acme"' in page
    assert not Organization.objects.filter(name=WORDS["name"]).exists()


@pytest.mark.parametrize(
    "wrong", [{"name": ""}, {"slug": "A B"}, {"language": "xx"}, {"time_zone": "Mars/Base"}, {"name": "\x00"}]
)
def test_errors_are_shown_and_nothing_is_created(somebody, client, wrong):
    assert client.post(NEW, {**WORDS, **wrong}).status_code == 422
    assert not Organization.objects.filter(slug__startswith="init").exists()


def test_the_switcher_names_ones_active_organizations_only(administrator, outsider, client_of):
    with tenant_scope(outsider.organization_id):
        make_membership(user=administrator.user, role="participant")
    client = client_of(administrator)
    page = client.get("/o/acme/").content.decode()
    assert 'href="/o/globex/"' in page
    with tenant_scope(outsider.organization_id):
        Membership.objects.filter(user=administrator.user).update(state="ended", ended_at="2026-01-01T00:00Z")
    assert 'href="/o/globex/"' not in client.get("/o/acme/").content.decode()


def test_switching_changes_role_and_data(administrator, outsider, client_of):
    with tenant_scope(outsider.organization_id):
        make_membership(user=administrator.user, role="participant")
    client = client_of(administrator)
    assert client.get("/o/acme/members/").status_code == 200
    assert client.get("/o/globex/members/").status_code == 403


def test_the_list_of_ones_own_has_the_way_in_and_out(administrator, outsider, client_of):
    page = client_of(administrator).get("/organizations/").content.decode()
    assert 'href="/o/acme/"' in page
    assert 'href="/o/acme/leave/"' in page
    assert "globex" not in page


def test_home_costs_few_queries(administrator, client_of):
    client = client_of(administrator)
    client.get("/o/acme/")
    assert (
        queries_of(client, "/o/acme/") == 11
    )  # one of them looks for surveys that the member has not answered


def test_directory_step_disappears_when_somebody_is_there_however_they_came(administrator, client_of):
    client = client_of(administrator)
    assert "Import your directory" in client.get("/o/acme/").content.decode()
    with tenant_scope(administrator.organization_id):
        make_person()
    page = client.get("/o/acme/").content.decode()
    assert "Import your directory" not in page
    assert "Create the first program" in page


def test_home_of_each_role(administrator, coordinator, analyst, mentor, owner, client_of):
    words = {
        coordinator: "You are not assigned to a program yet",
        analyst: "No reports yet",
        mentor: "No mentoring yet",
        administrator: "Next steps",
    }
    for member, sentence in words.items():
        assert sentence in client_of(member).get("/o/acme/").content.decode()


def test_settings_are_saved_and_the_slug_is_unchanged(administrator, client_of):
    client = client_of(administrator)
    page = client.post(
        "/o/acme/settings/",
        {"name": "Acme Inc", "language": "de", "time_zone": "Asia/Tokyo", "slug": "other"},
        follow=True,
    ).content.decode()
    assert "Changes saved." in page
    organization = Organization.objects.get(pk=administrator.organization_id)
    assert (organization.name, organization.slug, organization.time_zone) == (
        "Acme Inc",
        "acme",
        "Asia/Tokyo",
    )


def test_an_old_spelling_of_a_time_zone_can_be_kept(administrator, client_of):
    Organization.objects.update(time_zone="US/Eastern")
    client = client_of(administrator)
    assert '<option value="US/Eastern" selected>' in client.get("/o/acme/settings/").content.decode()
    data = {"name": "Acme Inc", "language": "en", "time_zone": "US/Eastern"}
    assert client.post("/o/acme/settings/", data).status_code == 302

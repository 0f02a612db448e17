"""Members choose which emails they receive, without a link from an email."""

from mentoring.mail.addresses import unsubscribed_categories
from mentoring.tenancy.scope import tenant_scope

URL = "/o/acme/my/emails/"


def test_choice_is_stored_for_the_members_address(mentee, organization, client_of):
    client = client_of(mentee)
    assert client.get(URL).content.decode().count("checked") == 4
    assert client.post(URL, {"wanted": ["messages", "account"]}).status_code == 302
    with tenant_scope(organization.id):
        assert set(unsubscribed_categories(mentee.user.email)) == {"reminders", "surveys", "digests"}
    assert client.get(URL).content.decode().count("checked") == 1


def test_other_members_are_unaffected(mentee, mentor, organization, client_of):
    client_of(mentee).post(URL, {"wanted": []})
    with tenant_scope(organization.id):
        assert not unsubscribed_categories(mentor.user.email)

"""The text part of an email is plain text: names appear as they were written, without HTML escapes."""

import pytest
from django.utils import timezone

from mentoring.accounts.emails import send_account_notice
from mentoring.accounts.models import User
from mentoring.members.actions.invites import invite_people
from mentoring.members.emails import queue_invite
from mentoring.members.selectors import check_addresses
from mentoring.tenancy.actor import Actor
from mentoring.tenancy.scope import tenant_scope
from tests.factories.members import make_invite

NAME = "R&D <Büro> \"Süd\" & 'Nord'"


def plain_text(sink) -> str:
    [email] = sink.mails
    return email.get_body(("plain",)).get_content()


@pytest.mark.django_db
def test_names_in_an_invitation_are_not_escaped(organization, administrator, deliver, sink):
    organization.name = NAME
    organization.save()
    User.objects.filter(pk=administrator.user_id).update(name=NAME)
    with tenant_scope(organization.id):
        administrator.user.refresh_from_db()
        invite = make_invite(invited_by=administrator, message=NAME)
        queue_invite(invite, by=Actor.system("test"))
    assert deliver() == 1
    text = plain_text(sink)
    assert text.count(NAME) >= 3
    assert "&amp;" not in text and "&lt;" not in text and "&#" not in text
    html = sink.mails[0].get_body(("html",)).get_content()
    assert "<Büro>" not in html


@pytest.mark.django_db
def test_names_in_a_notice_about_an_account_are_not_escaped(mailoutbox):
    send_account_notice(to="mia@example.org", subject="Notice", sentence=f"Device: {NAME}", at=timezone.now())
    [email] = mailoutbox
    assert f"Device: {NAME}" in email.body
    assert "&amp;" not in email.body and "&#" not in email.body


@pytest.mark.django_db
def test_invitation_goes_to_the_domain_that_was_typed(organization, administrator, deliver, sink):
    with tenant_scope(organization.id):
        [invite] = invite_people(
            check_addresses("Grüße <Info@Groß-Bau.example>", at=timezone.now()).good,
            role="participant",
            message="",
            language="en",
            by=Actor.member(administrator),
            at=timezone.now(),
        )
        assert invite.email == "info@groß-bau.example"
    assert deliver() == 1
    assert sink.mails[0]["To"].addresses[0].domain == "xn--gro-bau-2va.example"

"""SIGN_UP=open|invited|closed, the first owner's code, and the limits that apply whatever the setting."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from mentoring.accounts.models import User
from mentoring.audit.models import AuditEvent
from mentoring.mail.extensions import MESSAGE_KINDS
from mentoring.mail.models import OutboxMessage
from mentoring.mail.rendering import TemplateCache, render_email
from mentoring.members.actions.invites import accept_invite, invite_people, resend_invite
from mentoring.members.actions.organizations import create_organization
from mentoring.members.emails import invite_context
from mentoring.members.models import MemberInvite
from mentoring.members.sign_up import first_run_code, log_first_run_code
from mentoring.tenancy.actor import Actor
from mentoring.tenancy.models import Membership, Organization
from mentoring.tenancy.scope import tenant_scope
from tests.accounts.conftest import ENTER_CODE, SIGN_IN, last_code, sign_in
from tests.factories.members import make_invite
from tests.factories.tenancy import make_membership, make_organization, make_user

pytestmark = pytest.mark.django_db
NEW = "/organizations/new/"
FIRST_RUN = "/first-run/"
DETAILS = {"name": "Acme", "slug": "acme-2", "language": "en", "time_zone": "Europe/Berlin"}


@pytest.fixture(autouse=True)
def _no_limits_left_over():
    cache.clear()


def signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


@pytest.mark.parametrize(("sign_up", "status"), [("open", 302), ("invited", 302), ("closed", 403)])
def test_creating_an_organization_depends_on_the_setting(sign_up, status, organization, client, settings):
    settings.SIGN_UP = sign_up
    client.force_login(make_user(name="Ada"))
    for page in ("/", "/organizations/"):
        assert (f'href="{NEW}"' in client.get(page).content.decode()) is (status == 302)
    assert client.post(NEW, DETAILS).status_code == status
    assert Organization.objects.filter(slug="acme-2").exists() is (status == 302)


@pytest.mark.parametrize(("sign_up", "admitted"), [("open", True), ("invited", False), ("closed", False)])
def test_unknown_address_gets_an_account_only_where_sign_up_is_open(sign_up, admitted, client, settings):
    settings.SIGN_UP = sign_up
    make_organization()
    answer = sign_in(client, "new@example.org")
    assert answer.url == ("/" if admitted else SIGN_IN)
    assert signed_in(client) is admitted
    assert User.objects.filter(email="new@example.org").exists() is admitted
    if not admitted:
        assert "There is no account for this address." in client.get(SIGN_IN).content.decode()
        assert client.post(ENTER_CODE, {"code": last_code()}).url == SIGN_IN


@pytest.mark.parametrize("sign_up", ["invited", "closed"])
def test_invited_address_and_known_account_can_sign_in_whatever_the_setting(
    sign_up, organization, client, settings
):
    settings.SIGN_UP = sign_up
    with tenant_scope(organization.id):
        make_invite(email="new@example.org")
        make_invite(email="late@example.org", expires_at="2026-01-01T00:00Z")
    make_user(email="known@example.org")
    sign_in(client, "new@example.org")
    assert signed_in(client)
    known, late = Client(), Client()
    sign_in(known, "known@example.org")
    assert signed_in(known)
    sign_in(late, "late@example.org")
    assert not signed_in(late)


def test_first_owner_uses_the_code_once(client, settings):
    settings.SIGN_UP = "closed"
    assert FIRST_RUN in client.get("/").content.decode()
    assert client.post(FIRST_RUN, {"code": "AAAA-BBBB"}).status_code == 422
    assert client.get(NEW).status_code == 302
    assert client.post(FIRST_RUN, {"code": first_run_code().lower()}).url == NEW
    sign_in(client, "first@example.org")
    assert client.get(NEW).status_code == 200
    assert client.post(NEW, DETAILS).status_code == 302
    made = Organization.objects.get()
    assert (made.created_by.email, made.is_confirmed) == ("first@example.org", True)
    assert client.post(NEW, {**DETAILS, "slug": "second"}).status_code == 403
    assert client.get(FIRST_RUN).status_code == 404
    assert FIRST_RUN not in Client().get("/").content.decode()


def test_guesses_of_the_first_code_are_limited(client, settings):
    settings.SIGN_UP = "closed"
    answers = [client.post(FIRST_RUN, {"code": "x"}).status_code for _ in range(11)]
    assert answers == [422] * 10 + [429]


def test_first_run_code_is_printed_and_logged_only_while_it_is_needed(settings, caplog):
    settings.SIGN_UP = "closed"
    out = StringIO()
    call_command("first_run_code", stdout=out)
    assert first_run_code() in out.getvalue()
    log_first_run_code()
    assert first_run_code() in caplog.text
    make_organization()
    caplog.clear()
    log_first_run_code()
    assert not caplog.text
    with pytest.raises(CommandError):
        call_command("first_run_code", stdout=out)


def test_number_of_organizations_per_account_is_limited(settings):
    settings.ORGANIZATIONS_PER_ACCOUNT = 2
    user = make_user()
    for number in range(2):
        create_organization(**{**DETAILS, "slug": f"o{number}"}, by=user)
    with pytest.raises(ValidationError, match="up to 2 organizations"):
        create_organization(**DETAILS, by=user)
    assert create_organization(**DETAILS, by=make_user())


def invite(organization: Organization, email: str) -> MemberInvite:
    with tenant_scope(organization.id):
        by = Membership.objects.filter(role="owner").first() or make_membership(role="owner")
        details = {"role": "participant", "message": "Buy now", "language": "en"}
        (sent,) = invite_people([email], **details, by=Actor.member(by), at=timezone.now())
        return sent


def test_invitations_to_one_address_are_limited_across_organizations(settings):
    settings.INVITATIONS_PER_ADDRESS = 3
    first = invite(make_organization(), "victim@example.org")
    with tenant_scope(first.organization_id):
        by = Actor.member(first.invited_by)
        resend_invite(first, by=by, at=first.sent_at + timedelta(hours=1))
    invite(make_organization(), "victim@example.org")
    with pytest.raises(ValidationError, match=r"victim@example\.org: This address has received too many"):
        invite(make_organization(), "victim@example.org")
    assert invite(make_organization(), "somebody@example.org")


def test_unconfirmed_organization_sends_few_invitations(settings):
    settings.INVITATIONS_BEFORE_CONFIRMATION = 1
    organization = make_organization(is_confirmed=False)
    invite(organization, "a@example.org")
    with pytest.raises(ValidationError, match="the limit is 1 in 24 hours"):
        invite(organization, "b@example.org")


@pytest.mark.parametrize(
    ("sign_up", "local", "is_confirmed"),
    [("open", False, False), ("open", True, True), ("invited", False, True)],
)
def test_organization_is_confirmed_unless_anyone_could_create_it(sign_up, local, is_confirmed, settings):
    settings.SIGN_UP, settings.LOCAL = sign_up, local
    assert create_organization(**DETAILS, by=make_user()).is_confirmed is is_confirmed


@pytest.mark.parametrize(("is_confirmed", "is_named"), [(False, False), (True, True)])
def test_names_chosen_by_strangers_are_in_no_sender_or_subject(is_confirmed, is_named):
    organization = make_organization(name="FREE-MONEY", is_confirmed=is_confirmed)
    with tenant_scope(organization.id):
        make_membership(role="owner", user=make_user(name="CLICK-HERE"))
    sent = invite(organization, "new@example.org")
    with tenant_scope(organization.id):
        message = OutboxMessage.objects.get(about_id=sent.pk)
        kind, context = MESSAGE_KINDS[message.kind], invite_context(message)
        email = render_email(message, kind, context, organization, at=sent.sent_at, cache=TemplateCache())
    head = f"{email.subject} {email.sender_name}"
    assert ("FREE-MONEY" in head, "CLICK-HERE" in head) == (is_named, is_named)


def test_organization_is_confirmed_when_an_invited_address_joins(settings):
    organization = make_organization(is_confirmed=False)
    first, second = invite(organization, "a@example.org"), invite(organization, "b@example.org")
    with tenant_scope(organization.id):
        accept_invite(
            first, user=make_user(email="other@example.org"), by=Actor.system("x"), at=first.sent_at
        )
        organization.refresh_from_db()
        assert not organization.is_confirmed
        accept_invite(second, user=make_user(email="b@example.org"), by=Actor.system("x"), at=first.sent_at)
        organization.refresh_from_db()
        assert organization.is_confirmed
        assert AuditEvent.objects.filter(action="members.confirm_organization").count() == 1


def test_operator_confirms_an_organization(organization):
    Organization.objects.update(is_confirmed=False)
    call_command("confirm_organization", "acme", stdout=StringIO())
    organization.refresh_from_db()
    assert organization.is_confirmed
    with pytest.raises(CommandError):
        call_command("confirm_organization", "nobody")

from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command

from mentoring.audit.models import AuditEvent
from mentoring.members.actions.tokens import create_api_token, revoke_api_token
from mentoring.tenancy.actor import Actor
from mentoring.tenancy.models import ApiToken
from mentoring.tenancy.scope import tenant_scope
from mentoring.tenancy.tokens import authenticate_token
from tests.factories.tenancy import make_api_token, make_membership

NOW = datetime(2026, 5, 4, 9, 30, tzinfo=UTC)


def make(membership, **words):
    given = {"name": "Payroll", "scopes": ["export", "read"], "days": 30, **words}
    return create_api_token(membership=membership, **given, by=Actor.member(membership), at=NOW)


def test_a_token_is_good_for_its_days_and_its_secret_is_not_stored(scope):
    token, secret = make(make_membership())
    token.refresh_from_db()
    assert (token.scopes, token.expires_at) == (["read", "export"], NOW + timedelta(days=30))
    stored = str(ApiToken.objects.values().get()) + str(AuditEvent.objects.values().get())
    assert secret not in stored
    assert secret.startswith(token.key_hint)
    assert authenticate_token(secret, at=NOW) == token
    assert authenticate_token(secret, at=NOW + timedelta(days=30)) is None


@pytest.mark.parametrize("words", [{"scopes": []}, {"scopes": ["rule"]}, {"days": 31}, {"name": ""}])
def test_a_token_without_use_or_end_is_refused(scope, words):
    with pytest.raises(ValidationError):
        make(make_membership(), **words)
    assert not ApiToken.objects.exists()
    assert not AuditEvent.objects.exists()


def test_a_former_member_gets_no_token(scope):
    with pytest.raises(ValidationError):
        make(make_membership(state="ended", ended_at=NOW))


def test_a_revoked_token_is_shut_out_and_revoking_twice_is_written_down_once(scope):
    token, secret = make(make_membership())
    for at in (NOW, NOW + timedelta(hours=1)):
        revoke_api_token(token, by=Actor.member(token.membership), at=at)
    token.refresh_from_db()
    assert token.revoked_at == NOW
    assert authenticate_token(secret, at=NOW) is None
    assert AuditEvent.objects.filter(action="members.revoke_api_token").count() == 1


def test_the_page_shows_the_secret_once(administrator, client_of):
    client = client_of(administrator)
    answer = client.post(
        "/o/acme/tokens/new/", {"name": "Payroll", "scopes": ["read", "write"], "days": "90"}
    )
    page = answer.content.decode()
    secret = page.split('id="secret" value="')[1].split('"')[0]
    assert answer["Cache-Control"] == "no-store"
    with tenant_scope(administrator.organization_id):
        assert authenticate_token(secret, at=datetime.now(UTC)).scopes == ["read", "write"]
    assert secret not in client.get("/o/acme/tokens/").content.decode()


def test_a_form_with_faults_makes_nothing(administrator, client_of):
    answer = client_of(administrator).post("/o/acme/tokens/new/", {"name": "", "days": "31"})
    assert answer.status_code == 422
    with tenant_scope(administrator.organization_id):
        assert not ApiToken.objects.exists()


def test_administrators_see_their_own_tokens_and_owners_all(owner, administrator, client_of):
    with tenant_scope(owner.organization_id):
        make_api_token(membership=owner, name="Of the owner")
        theirs = make_api_token(membership=administrator, name="Of the administrator")
    mine = client_of(administrator).get("/o/acme/tokens/?whose=all").content.decode()
    assert "Of the administrator" in mine
    assert "Of the owner" not in mine
    every = client_of(owner).get("/o/acme/tokens/?whose=all").content.decode()
    assert "Of the administrator" in every
    assert "Of the owner" in every
    assert "Of the administrator" not in client_of(owner).get("/o/acme/tokens/").content.decode()
    assert client_of(owner).post(f"/o/acme/tokens/{theirs.pk}/revoke/").status_code == 302


def test_an_administrator_cannot_revoke_an_owners_token(owner, administrator, client_of):
    with tenant_scope(owner.organization_id):
        token = make_api_token(membership=owner)
    assert client_of(administrator).post(f"/o/acme/tokens/{token.pk}/revoke/").status_code == 403
    with tenant_scope(owner.organization_id):
        assert ApiToken.objects.get().revoked_at is None


def test_the_command_prints_one(administrator, capsys):
    call_command(
        "create_api_token", organization="acme", email="Ada@Example.org ", scope="read,write", days=30
    )
    secret = capsys.readouterr().out.strip()
    with tenant_scope(administrator.organization_id):
        token = authenticate_token(secret, at=datetime.now(UTC))
        assert (token.membership, token.scopes) == (administrator, ["read", "write"])
        assert AuditEvent.objects.get().actor_label == "create_api_token"


@pytest.mark.parametrize(
    "wrong",
    [{"organization": "globex"}, {"email": "nobody@example.org"}, {"scope": "read,rule"}, {"scope": ","}],
)
def test_the_command_refuses_with_a_sentence(administrator, wrong):
    with pytest.raises(CommandError):
        call_command(
            "create_api_token",
            **{"organization": "acme", "email": "ada@example.org", "scope": "read", **wrong},
        )
    with tenant_scope(administrator.organization_id):
        assert not ApiToken.objects.exists()

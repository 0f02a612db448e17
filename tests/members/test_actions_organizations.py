import pytest
from django.core.exceptions import ValidationError

from mentoring.audit.models import AuditEvent
from mentoring.members.actions.organizations import create_organization, update_organization
from mentoring.members.selectors import suggest_slug
from mentoring.tenancy.actor import Actor
from mentoring.tenancy.models import Membership, Organization
from mentoring.tenancy.scope import tenant_scope
from tests.factories.tenancy import make_membership, make_organization, make_user

WORDS = {"name": "Acme Ltd", "slug": "acme", "language": "de", "time_zone": "Europe/Berlin"}


def test_the_creator_is_the_owner_and_it_is_written_down(db):
    user = make_user()
    organization = create_organization(**WORDS, by=user)
    assert (organization.name, organization.slug, organization.language, organization.time_zone) == tuple(
        WORDS.values()
    )
    with tenant_scope(organization.id):
        owner = Membership.objects.get()
        assert (owner.user_id, owner.role, owner.state) == (user.id, "owner", "active")
        event = AuditEvent.objects.get()
        assert (event.action, event.subject_label, event.actor_id) == (
            "members.create_organization",
            "Acme Ltd",
            owner.id,
        )


@pytest.mark.parametrize("slug", ["new", "api", "mail", "acme"])
def test_a_reserved_or_taken_address_is_refused_with_a_free_one(db, slug):
    make_organization(slug="acme")
    with pytest.raises(ValidationError) as refused:
        create_organization(**{**WORDS, "slug": slug}, by=make_user())
    assert refused.value.message_dict == {"slug": [f"“{slug}” is not available. “acme-ltd” is available."]}
    assert not Organization.objects.filter(name="Acme Ltd").exists()


@pytest.mark.parametrize("slug", ["Acme", "-acme", "acme-", "a b", "a/b", "x" * 51, "ä"])
def test_an_address_that_no_link_could_hold_is_refused(db, slug):
    with pytest.raises(ValidationError):
        create_organization(**{**WORDS, "slug": slug}, by=make_user())
    assert not Organization.objects.filter(name="Acme Ltd").exists()


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Acme Ltd", "acme-ltd"),
        ("Müller & Söhne", "muller-sohne"),
        ("new", "new-2"),
        ("日本", "organization"),
        ("Acme", "acme-3"),
        ("_", "organization"),
        ("x" * 80, "x" * 50),
        ("y" * 80, "y" * 45 + "-2"),
    ],
)
def test_a_suggested_address_is_free_and_valid(db, name, slug):
    for taken in ("acme", "acme-2", "y" * 50):
        make_organization(slug=taken)
    assert suggest_slug(name) == slug


def test_settings_are_changed_and_only_what_changed_is_written_down(scope):
    by = Actor.member(make_membership(role="administrator"))
    update_organization(scope, name="Acme Inc", language="en", time_zone="Europe/Berlin", by=by)
    scope.refresh_from_db()
    assert (scope.name, scope.time_zone) == ("Acme Inc", "Europe/Berlin")
    assert AuditEvent.objects.get().values == {"name": "Acme Inc", "time_zone": "Europe/Berlin"}
    update_organization(scope, name="Acme Inc", language="en", time_zone="Europe/Berlin", by=by)
    assert AuditEvent.objects.count() == 1

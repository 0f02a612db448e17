"""Create organizations and change their settings."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mentoring.accounts.actions import adopt_time_zone
from mentoring.accounts.models import User
from mentoring.audit.actions import record
from mentoring.members.selectors import is_slug_free, suggest_slug
from mentoring.members.signals import member_joined
from mentoring.tenancy.actor import Actor
from mentoring.tenancy.enums import Role
from mentoring.tenancy.models import Membership, Organization
from mentoring.tenancy.scope import tenant_scope


@transaction.atomic
def create_organization(*, name: str, slug: str, language: str, time_zone: str, by: User) -> Organization:
    """Create an organization with `by` as its owner.

    Called outside any scope. `by` is an account, because there are no memberships yet. The view has checked
    settings.SIGN_UP; the number of organizations per account is limited here.
    """
    _refuse_too_many(by)
    if not is_slug_free(slug):
        raise ValidationError({"slug": slug_taken(slug, name)})
    organization = Organization(
        name=name,
        slug=slug,
        language=language,
        time_zone=time_zone,
        created_by=by,
        is_confirmed=settings.LOCAL or settings.SIGN_UP != "open",
    )
    organization.full_clean()
    try:
        with transaction.atomic():
            organization.save(force_insert=True)
    except IntegrityError:  # race: the slug was taken after the check
        raise ValidationError({"slug": slug_taken(slug, name)}) from None
    adopt_time_zone(by, time_zone)
    with tenant_scope(organization.id):
        owner = Membership(user=by, role=Role.OWNER)
        owner.full_clean()
        owner.save(force_insert=True)
        member_joined.send(Membership, membership=owner)
        record(
            "members.create_organization",
            organization,
            by=Actor.member(owner),
            values={"slug": slug, "language": language, "time_zone": time_zone},
            label=name,
        )
    return organization


@transaction.atomic
def confirm_organization(organization: Organization, *, by: Actor) -> None:
    """Allow the organization's names in senders and subjects. Inside its scope."""
    if Organization.objects.filter(pk=organization.pk, is_confirmed=False).update(is_confirmed=True):
        record("members.confirm_organization", organization, by=by, label=organization.name)


def _refuse_too_many(user: User) -> None:
    # Locked. Race: parallel requests would each count the same organizations.
    User.objects.select_for_update().get(pk=user.pk)
    limit = settings.ORGANIZATIONS_PER_ACCOUNT
    if Organization.objects.filter(created_by=user).count() >= limit:
        raise ValidationError(
            ngettext(
                "You can create up to %(number)s organization.",
                "You can create up to %(number)s organizations.",
                limit,
            )
            % {"number": limit}
        )


def slug_taken(slug: str, name: str) -> str:
    return _("“%(slug)s” is not available. “%(free)s” is available.") % {
        "slug": slug,
        "free": suggest_slug(name or slug),
    }


@transaction.atomic
def update_organization(
    organization: Organization, *, name: str, language: str, time_zone: str, by: Actor
) -> Organization:
    """Change name, language or time zone. The slug cannot be changed: existing links would break."""
    new = {"name": name, "language": language, "time_zone": time_zone}
    changed = {field: value for field, value in new.items() if getattr(organization, field) != value}
    if not changed:
        return organization
    for field, value in changed.items():
        setattr(organization, field, value)
    organization.full_clean()
    organization.save(update_fields=list(changed))
    record("members.update_organization", organization, by=by, values=changed, label=organization.name)
    return organization

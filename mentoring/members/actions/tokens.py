"""Create and revoke API tokens."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from mentoring.audit.actions import record
from mentoring.members.enums import TokenLife
from mentoring.tenancy.actor import Actor
from mentoring.tenancy.enums import TokenScope
from mentoring.tenancy.models import ApiToken, Membership
from mentoring.tenancy.tokens import hash_secret, hint_of, new_secret


@transaction.atomic
def create_api_token(
    *, membership: Membership, name: str, scopes: Iterable[str], days: int, by: Actor, at: datetime
) -> tuple[ApiToken, str]:
    """Create a token that acts as the member; return it with its secret, which is not stored."""
    chosen = [scope for scope in TokenScope.values if scope in set(scopes)]
    if not chosen:
        raise ValidationError({"scopes": _("Choose at least one scope for the token.")})
    if days not in TokenLife.values:
        raise ValidationError({"days": _("Choose how long the token is valid.")})
    if not membership.is_active:
        raise ValidationError(_("This person is no longer a member."))
    secret = new_secret()
    token = ApiToken(
        membership=membership,
        name=name,
        scopes=chosen,
        key_hash=hash_secret(secret),
        key_hint=hint_of(secret),
        expires_at=at + timedelta(days=days),
    )
    token.full_clean()
    token.save(force_insert=True)
    record("members.create_api_token", token, by=by, values={"scopes": chosen, "days": days}, label=name)
    return token, secret


@transaction.atomic
def revoke_api_token(token: ApiToken, *, by: Actor, at: datetime) -> ApiToken:
    """Revoke a token permanently, effective from its next request."""
    token = ApiToken.objects.select_for_update().get(pk=token.pk)  # race: two people revoke it at once
    if token.revoked_at is None:
        token.revoked_at = at
        token.save(update_fields=["revoked_at"])
        record("members.revoke_api_token", token, by=by, label=token.name)
    return token

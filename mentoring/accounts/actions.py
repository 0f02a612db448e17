"""Writes to accounts. They take no Actor: an Actor belongs to an organization, an account does not."""

from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import transaction

from mentoring.accounts.models import User
from mentoring.email_address import normalize_email


@transaction.atomic
def get_or_create_account(*, email: str, language: str) -> tuple[User, bool]:
    """Return the account for a verified address, and whether it is new.

    This is the only place where accounts are created: requesting a code for an address stores nothing.
    """
    email = normalize_email(email)
    blank = User(email=email, language=language)
    blank.set_unusable_password()
    # Two requests may verify the same new address at once: the unique index decides, the second one reads.
    user, is_new = User.objects.get_or_create(
        email=email, defaults={"language": language, "password": blank.password}
    )
    # Whoever reads the address's email owns it, whatever was recorded before.
    EmailAddress.objects.filter(email=email).exclude(user=user).delete()
    EmailAddress.objects.filter(user=user).exclude(email=email).delete()
    EmailAddress.objects.update_or_create(
        user=user, email=email, defaults={"verified": True, "primary": True}
    )
    return user, is_new


@transaction.atomic
def update_profile(user: User, *, name: str, language: str, time_zone: str) -> None:
    user.name, user.language, user.time_zone = name, language, time_zone
    user.full_clean(exclude=["password", "email"])
    user.save(update_fields=["name", "language", "time_zone"])


def adopt_time_zone(user: User, time_zone: str) -> None:
    """Set the time zone unless the person has chosen one."""
    if User.objects.filter(pk=user.pk, time_zone="").update(time_zone=time_zone):
        user.time_zone = time_zone


def adopt_name(user: User, name: str) -> None:
    """Set the name that a directory knows unless the person has chosen one."""
    if User.objects.filter(pk=user.pk, name="").update(name=name):
        user.name = name


@transaction.atomic
def remove_password(user: User) -> None:
    user.set_unusable_password()
    user.save(update_fields=["password"])


@transaction.atomic
def end_session(user: User, *, session_id: int) -> str | None:
    """Sign one device out. Return the key of the ended session, or None if the person has no such session."""
    session = UserSession.objects.filter(user=user, pk=session_id).first()
    if session is None:
        return None
    _end(user, [session.session_key])
    return session.session_key


@transaction.atomic
def end_sessions(user: User, *, except_key: str | None = None) -> int:
    """Sign out every device except that of one session. Return the number of ended sessions."""
    keys = list(
        UserSession.objects.filter(user=user)
        .exclude(session_key=except_key or "")
        .values_list("session_key", flat=True)
    )
    _end(user, keys)
    return len(keys)


def _end(user: User, keys: list[str]) -> None:
    assert settings.SESSION_ENGINE == "mentoring.accounts.sessions"
    Session.objects.filter(session_key__in=keys).delete()
    UserSession.objects.filter(user=user, session_key__in=keys).delete()

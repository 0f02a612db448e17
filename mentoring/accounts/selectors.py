from dataclasses import dataclass
from datetime import datetime

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session

from mentoring.accounts.devices import device_of
from mentoring.accounts.models import User


@dataclass(frozen=True)
class SignedInDevice:
    id: int
    device: str
    ip: str
    signed_in_at: datetime
    last_seen_at: datetime
    is_current: bool


def signed_in_devices(user: User, *, current_key: str | None, at: datetime) -> list[SignedInDevice]:
    """Return the active sessions, the current one first, then the most recently used. Two queries."""
    sessions = list(UserSession.objects.filter(user=user))
    active = set(
        Session.objects.filter(
            session_key__in=[session.session_key for session in sessions], expire_date__gt=at
        ).values_list("session_key", flat=True)
    )
    found = [
        SignedInDevice(
            id=session.pk,
            device=device_of(session.user_agent),
            ip=session.ip,
            signed_in_at=session.created_at,
            last_seen_at=session.last_seen_at,
            is_current=session.session_key == current_key,
        )
        for session in sessions
        if session.session_key in active
    ]
    return sorted(found, key=lambda it: (not it.is_current, -it.last_seen_at.timestamp()))


def has_second_factor(user: User) -> bool:
    return Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists()

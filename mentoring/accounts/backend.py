"""Who the session belongs to; signing in itself is allauth's."""

from uuid import UUID

from allauth.account.auth_backends import AuthenticationBackend

from mentoring.accounts.models import User
from mentoring.one_row import OneRow

USER = OneRow(User, '"id" = %s')


class SignInBackend(AuthenticationBackend):
    """allauth's, but that the person is read by a statement put together once."""

    def get_user(self, user_id: UUID) -> User | None:
        user = USER.get(user_id)
        return user if user is not None and self.user_can_authenticate(user) else None

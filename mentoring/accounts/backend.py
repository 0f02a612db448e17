"""Authentication backend that loads the session's user."""

from uuid import UUID

from allauth.account.auth_backends import AuthenticationBackend

from mentoring.accounts.models import User
from mentoring.prepared_lookup import PreparedLookup

USER = PreparedLookup(User, '"id" = %s')


class SignInBackend(AuthenticationBackend):
    """allauth's backend, with a prepared lookup of the user."""

    def get_user(self, user_id: UUID) -> User | None:
        user = USER.get(user_id)
        return user if user is not None and self.user_can_authenticate(user) else None

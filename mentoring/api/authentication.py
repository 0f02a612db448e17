"""Authentication by token or session, inside the organization's scope."""

from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _
from rest_framework.authentication import BaseAuthentication, SessionAuthentication
from rest_framework.exceptions import AuthenticationFailed, NotFound
from rest_framework.request import Request

from mentoring.accounts.models import User
from mentoring.tenancy.middleware import membership_of
from mentoring.tenancy.models import ApiToken
from mentoring.tenancy.tokens import authenticate_token


class TokenAuthentication(BaseAuthentication):
    """Authenticate by `Authorization: Bearer …`. Tokens of other organizations are unknown here."""

    def authenticate(self, request: Request) -> tuple[User, ApiToken] | None:
        scheme, _space, secret = request.headers.get("Authorization", "").partition(" ")
        if scheme.lower() != "bearer":
            return None
        organization = request._request.organization
        token = authenticate_token(secret.strip(), at=timezone.now()) if organization else None
        if token is None:
            raise AuthenticationFailed(_("This token is unknown, expired or revoked."))
        token.membership.organization = organization
        request._request.membership = token.membership
        return token.membership.user, token

    def authenticate_header(self, request: Request) -> str:
        return "Bearer"


class MemberSessionAuthentication(SessionAuthentication):
    """Authenticate by the browser's session. Non-members get 404."""

    def authenticate(self, request: Request) -> tuple[User, None] | None:
        user = request._request.user
        if not user.is_authenticated or not user.is_active:
            return None
        organization = request._request.organization
        if organization is None:
            raise NotFound
        try:
            request._request.membership = membership_of(request._request, organization)
        except Http404:
            raise NotFound from None
        self.enforce_csrf(request)
        return user, None

"""Sign-in links for local use (LOCAL=1): loopback only, valid for a day. Not available in production."""

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import login
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views import View

from mentoring.accounts.models import User
from mentoring.ui.rendering import render

SALT = "mentoring.local-sign-in"
VALID_SECONDS = 24 * 3600
LOOPBACK = {"127.0.0.1", "::1"}


def local_sign_in_url(user: User) -> str:
    """Return a signed link that signs this person in. It is not stored."""
    path = reverse("accounts:local-sign-in", kwargs={"signed": signing.dumps(str(user.pk), salt=SALT)})
    return settings.BASE_URL + path


class LocalSignInView(View):
    """Show the account (GET) and sign in (POST); following a link must not change anything."""

    def dispatch(self, request: HttpRequest, signed: str) -> HttpResponse:
        if not settings.LOCAL or request.META.get("REMOTE_ADDR") not in LOOPBACK:
            raise Http404
        try:
            user_id = signing.loads(signed, salt=SALT, max_age=VALID_SECONDS)
        except signing.BadSignature as error:
            raise Http404 from error
        self.user = User.objects.filter(pk=user_id, is_active=True).first()
        if self.user is None:
            raise Http404
        return super().dispatch(request)

    def get(self, request: HttpRequest) -> HttpResponse:
        return render(request, "accounts/local_sign_in.html", {"user": self.user})

    def post(self, request: HttpRequest) -> HttpResponse:
        login(request, self.user, backend=settings.AUTHENTICATION_BACKENDS[0])
        # allauth only records devices that used its own sign-in.
        UserSession.objects.create_from_request(request)
        return redirect("/")

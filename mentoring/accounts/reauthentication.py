"""Require a recent sign-in for changes to credentials, to protect unattended devices."""

from collections.abc import Callable
from functools import wraps
from time import time
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse

FRESH_SECONDS = 30 * 60
SIGNED_IN_AT = "signed_in_at"

View = Callable[..., HttpResponseBase]


def record_sign_in(request: HttpRequest) -> None:
    request.session[SIGNED_IN_AT] = int(time())


def is_fresh(request: HttpRequest) -> bool:
    return time() - request.session.get(SIGNED_IN_AT, 0) < FRESH_SECONDS


def freshly_signed_in(view: View) -> View:
    """Redirect to the sign-in page unless the person has signed in within the last 30 minutes."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not is_fresh(request):
            # The posted data is dropped: passwords do not belong in a session.
            return HttpResponseRedirect(
                reverse("accounts:sign-in-again") + "?" + urlencode({"next": request.path})
            )
        return view(request, *args, **kwargs)

    return login_required(wrapped)

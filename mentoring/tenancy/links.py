"""Capability links: a signed URL authorizes one action. Links are derived when sent and never stored."""

import base64
from collections.abc import Callable, Iterator
from typing import Any, ClassVar
from uuid import UUID

from django.conf import settings
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.functional import Promise
from django.views import View
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from mentoring.registry import Registry
from mentoring.tenancy.actor import Actor
from mentoring.tenancy.models import Organization

LINK_VIEWS: Registry[type["LinkView"]] = Registry("link views")


class LinkView(View):
    """The page (GET) and action (POST) of one purpose of link.

    A subclass defines `purpose` and implements `find`, `get` and usually `post`. GET must not change anything: mail
    scanners follow links. Changing the value of `version_of` revokes all earlier links.
    """

    purpose: ClassVar[str]
    # True where the client is a program that has only the link (one-click unsubscribe, RFC 8058).
    is_csrf_exempt: ClassVar[bool] = False
    # True where the holder of an expired link may ask for a new one by email; then define find_expired and renew.
    is_renewable: ClassVar[bool] = False
    # What the page of an invalid link says, if not that there may be a newer one.
    gone_text: ClassVar[str | Promise] = ""
    request: HttpRequest
    organization: Organization
    target: Any

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        LINK_VIEWS.register(cls.purpose, cls)

    @classmethod
    def find(cls, target_id: UUID) -> Model | None:
        """Return the object that the link is for, or None if it is unknown, expired, used or revoked."""
        raise TypeError(f"{cls.__name__} must implement find()")

    @classmethod
    def find_expired(cls, target_id: UUID) -> Model | None:
        """Return the object of a link that has only expired: its holder is sent a new one."""
        return None

    @classmethod
    def renew(cls, target: Any) -> None:
        """Send a new link to the person whom the expired one was for."""
        raise TypeError(f"{cls.__name__} must implement renew()")

    @classmethod
    def version_of(cls, target: Any) -> str:
        """Return a value that changes when links to the target are revoked."""
        return str(getattr(target, "link_version", 0))

    @property
    def actor(self) -> Actor:
        return Actor.link(self.purpose, self.target.pk)

    @classmethod
    def path_to(cls, target: Any, organization: Organization) -> str:
        """Return the path of the link for the target, without a query."""
        signature = next(_signatures(cls.purpose, organization.id, target.pk, cls.version_of(target)))
        return f"/l/{cls.purpose}/{organization.slug}/{target.pk.hex}.{signature}/"

    @classmethod
    def url_to(cls, target: Any, organization: Organization) -> str:
        return settings.BASE_URL + cls.path_to(target, organization)


@csrf_exempt  # decided per purpose below
def open_link(request: HttpRequest, purpose: str, slug: str, link: str) -> HttpResponseBase:
    """Dispatch to the link's view; unknown, expired, used and revoked links get the same answer."""
    view_class = LINK_VIEWS.get(purpose)
    if view_class is None:
        return invalid_link(request)
    target = _verified_target(request, view_class, link, find=view_class.find)
    if target is None:
        return (
            _offer_new_link(request, view_class, link)
            if view_class.is_renewable
            else _gone(request, text=view_class.gone_text)
        )
    view = view_class(organization=request.organization, target=target, request=request)
    view.setup(request)
    dispatch = view.dispatch if view_class.is_csrf_exempt else csrf_protect(view.dispatch)
    response = dispatch(request)
    # The URL is a credential, so other sites must not receive it. Not "no-referrer": browsers would then send
    # "Origin: null" with forms, and the CSRF check would refuse every POST.
    response.headers["Referrer-Policy"] = "same-origin"
    response.headers["Cache-Control"] = "no-store"
    return response


def invalid_link(request: HttpRequest) -> HttpResponse:
    return _gone(request)


def _gone(
    request: HttpRequest,
    *,
    status: int = 404,
    is_renewable: bool = False,
    is_requested: bool = False,
    text: str | Promise = "",
) -> HttpResponse:
    context = {"is_renewable": is_renewable, "is_requested": is_requested, "text": text}
    return render(request, "tenancy/link_gone.html", context, status=status)


@csrf_protect
def _offer_new_link(request: HttpRequest, view_class: type[LinkView], link: str) -> HttpResponse:
    """Offer a new link by email, and answer the same whether there was one to renew: the address tells nothing."""
    is_requested = request.method == "POST" and "new-link" in request.POST
    if is_requested:
        expired = _verified_target(request, view_class, link, find=view_class.find_expired)
        if expired is not None:
            view_class.renew(expired)
    return _gone(request, status=200 if is_requested else 404, is_renewable=True, is_requested=is_requested)


def _verified_target(
    request: HttpRequest, view_class: type[LinkView], link: str, *, find: Callable[[UUID], Model | None]
) -> Any:
    if request.organization is None:
        return None
    name, _, signature = link.partition(".")
    try:
        target_id = UUID(hex=name)
    except ValueError:
        return None
    target = find(target_id)
    version = view_class.version_of(target) if target else ""
    # Compared for unknown targets too, so that timing reveals nothing.
    matches = [
        constant_time_compare(signature, expected)
        for expected in _signatures(view_class.purpose, request.organization.id, target_id, version)
    ]
    return target if any(matches) else None


def _signatures(purpose: str, organization_id: UUID, target_id: UUID, version: str) -> Iterator[str]:
    """Yield the signature with the current key, then with each fallback key."""
    value = f"{purpose}:{organization_id.hex}:{target_id.hex}:{version}"
    for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        digest = salted_hmac("mentoring.link", value, secret=key, algorithm="sha256").digest()
        yield base64.urlsafe_b64encode(digest[:18]).decode()

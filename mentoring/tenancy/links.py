"""Capability links: the address itself is the right to do one thing. Derived when sending, stored nowhere."""

import base64
from collections.abc import Iterator
from typing import Any, ClassVar
from uuid import UUID

from django.conf import settings
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.crypto import constant_time_compare, salted_hmac
from django.views import View
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from mentoring.registry import Registry
from mentoring.tenancy.actor import Actor
from mentoring.tenancy.models import Organization

LINK_VIEWS: Registry[type["LinkView"]] = Registry("link views")


class LinkView(View):
    """What one purpose of link shows (GET) and does (POST).

    A subclass names its `purpose` and implements `find`, `get` and usually `post`. Nothing may change on GET: mail
    scanners follow links. Raising the version that `version_of` returns revokes every link sent before.
    """

    purpose: ClassVar[str]
    # Set where the caller is a machine that has only the link (one-click unsubscribe of RFC 8058).
    is_csrf_exempt: ClassVar[bool] = False
    request: HttpRequest
    organization: Organization
    target: Any

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        LINK_VIEWS.register(cls.purpose, cls)

    @classmethod
    def find(cls, target_id: UUID) -> Model | None:
        """Return what the link is about, or None when it is unknown, expired, used or revoked."""
        raise TypeError(f"{cls.__name__} has to say how its target is found")

    @classmethod
    def version_of(cls, target: Any) -> str:
        """Return what changes when links to the target are revoked."""
        return str(getattr(target, "link_version", 0))

    @property
    def actor(self) -> Actor:
        return Actor.link(self.purpose, self.target.pk)

    @classmethod
    def path_to(cls, target: Any, organization: Organization) -> str:
        """Return the link's path for the target. Needs no query."""
        signature = next(_signatures(cls.purpose, organization.id, target.pk, cls.version_of(target)))
        return f"/l/{cls.purpose}/{organization.slug}/{target.pk.hex}.{signature}/"

    @classmethod
    def url_to(cls, target: Any, organization: Organization) -> str:
        return settings.BASE_URL + cls.path_to(target, organization)


@csrf_exempt  # each purpose decides below
def open_link(request: HttpRequest, purpose: str, slug: str, link: str) -> HttpResponseBase:
    """Show or do what the link is for; unknown, expired, used and revoked ones all look the same."""
    view_class = LINK_VIEWS.get(purpose)
    if view_class is None or request.organization is None:
        return gone(request)
    target = _verified_target(request, view_class, link)
    if target is None:
        return gone(request)
    view = view_class(organization=request.organization, target=target, request=request)
    view.setup(request)
    dispatch = view.dispatch if view_class.is_csrf_exempt else csrf_protect(view.dispatch)
    response = dispatch(request)
    # The address is the key: no other site gets it. Not "no-referrer", under which browsers send "Origin: null"
    # with a form, and the CSRF check refuses every POST.
    response.headers["Referrer-Policy"] = "same-origin"
    response.headers["Cache-Control"] = "no-store"
    return response


def gone(request: HttpRequest) -> HttpResponse:
    return render(request, "tenancy/link_gone.html", status=404)


def _verified_target(request: HttpRequest, view_class: type[LinkView], link: str) -> Any:
    name, _, signature = link.partition(".")
    try:
        target_id = UUID(hex=name)
    except ValueError:
        return None
    target = view_class.find(target_id)
    version = view_class.version_of(target) if target else ""
    # Compared for unknown targets too, so that the time taken tells nothing.
    matches = [
        constant_time_compare(signature, expected)
        for expected in _signatures(view_class.purpose, request.organization.id, target_id, version)
    ]
    return target if any(matches) else None


def _signatures(purpose: str, organization_id: UUID, target_id: UUID, version: str) -> Iterator[str]:
    """Yield the link's signature under the current key, then under each retired one."""
    value = f"{purpose}:{organization_id.hex}:{target_id.hex}:{version}"
    for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        digest = salted_hmac("mentoring.link", value, secret=key, algorithm="sha256").digest()
        yield base64.urlsafe_b64encode(digest[:18]).decode()

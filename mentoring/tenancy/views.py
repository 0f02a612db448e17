"""TenantView, the base class of pages and operations on the data of an organization."""

import re
from collections.abc import Callable
from typing import Any, ClassVar

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views import View

from mentoring.tenancy.actor import Actor
from mentoring.tenancy.enums import Role
from mentoring.tenancy.models import Membership, Organization

Rule = Callable[[Membership, Any], bool]
IN_ORGANIZATION = re.compile(r"/o/[a-z0-9-]+/[a-z0-9/-]*")


class TenantView(View):
    """Load the object, check the rule, then dispatch.

    A subclass must define `rule(membership, loaded) -> bool`. `load()` returns the object of the page, usually by
    get_object_or_404 on a scoped manager. Members without permission get 403; OrganizationMiddleware has already
    refused non-members.
    """

    rule: ClassVar[Rule]
    accepts_files: ClassVar[bool] = False  # of up to 21 MB; other requests may have 256 kB
    request: HttpRequest
    organization: Organization
    membership: Membership
    loaded: Any

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        require_rule(cls)

    def load(self) -> Any:
        return None

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.organization, self.membership = request.organization, request.membership
        self.loaded = self.load()
        if not self.rule(self.membership, self.loaded):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @property
    def actor(self) -> Actor:
        return Actor.member(self.membership)

    @property
    def next_page(self) -> str:
        """Return the path of `next` in the query string if it is one of this organization, or else an empty string."""
        path = self.request.GET.get("next", "")
        is_own = IN_ORGANIZATION.fullmatch(path) and path.split("/")[2] == self.organization.slug
        return path if is_own else ""

    @property
    def layout(self) -> str:
        """The template that a page extends which participants and other members open."""
        return (
            f"layouts/{'participant' if self.membership.role == Role.PARTICIPANT else 'administrator'}.html"
        )


def require_rule(cls: type) -> None:
    """Raise TypeError for a view class without a rule, and store the rule as a static method."""
    rule = getattr(cls, "rule", None)
    if not callable(rule):
        raise TypeError(
            f"{cls.__name__} needs a rule: a function (membership, loaded) -> bool from a rules module."
        )
    cls.rule = staticmethod(rule)

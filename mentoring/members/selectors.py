"""Reads for the pages of organizations, members, invitations and tokens."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.text import slugify
from django.utils.translation import gettext as _

from mentoring.email_address import normalize_email, validate_address
from mentoring.members.extensions import SEARCH_PROVIDERS, SearchResult
from mentoring.members.models import MemberInvite
from mentoring.tenancy.enums import MembershipState, Role
from mentoring.tenancy.models import RESERVED_SLUGS, ApiToken, Membership, Organization
from mentoring.tenancy.rules import is_owner

SLUG_LENGTH = 50
MAX_EMAIL = 254
SEARCH_LENGTH = 100
SEPARATORS = re.compile(r"[;,]")
IN_BRACKETS = re.compile(r"<([^<>]*)>\s*$")


def is_slug_free(slug: str) -> bool:
    return slug not in RESERVED_SLUGS and not Organization.objects.filter(slug=slug).exists()


def suggest_slug(name: str) -> str:
    """Return a free slug for the organization's name: "acme", or "acme-2" if it is taken."""
    base = slugify(name).replace("_", "-").strip("-")[:SLUG_LENGTH].strip("-") or "organization"
    stem = base[: SLUG_LENGTH - 5].strip("-")
    taken = set(Organization.objects.filter(slug__startswith=stem).values_list("slug", flat=True))
    taken |= RESERVED_SLUGS
    if base not in taken:
        return base
    numbers = range(2, len(taken) + 3)
    return next(slug for number in numbers if (slug := f"{stem}-{number}") not in taken)


@dataclass(frozen=True)
class OrganizationNumbers:
    members: int
    owners: int
    administrators: int


def organization_numbers() -> OrganizationNumbers:
    """Count the active members of the open scope's organization. One query."""
    counts = Membership.objects.active().aggregate(
        members=Count("id"),
        owners=Count("id", filter=Q(role=Role.OWNER)),
        administrators=Count("id", filter=Q(role=Role.ADMINISTRATOR)),
    )
    return OrganizationNumbers(**counts)


def administrators() -> list[Membership]:
    """Return at most three owners and administrators, the longest-standing first."""
    found = Membership.objects.active().filter(role__in=[Role.OWNER, Role.ADMINISTRATOR])
    return list(found.select_related("user").order_by("joined_at", "id")[:3])


@dataclass(frozen=True)
class LineFault:
    """The error of one pasted address."""

    line: int
    text: str
    sentence: str


@dataclass(frozen=True)
class AddressCheck:
    good: list[str]
    faults: list[LineFault]


def check_addresses(text: str, *, at: datetime) -> AddressCheck:
    """Split pasted addresses into those that can be invited and errors for the others.

    Separated by lines, commas or semicolons, optionally with names as in email headers: Ann Lee <ann@x.org>.
    Costs two queries, regardless of their number.
    """
    good: dict[str, tuple[int, str]] = {}
    faults = []
    for line, written in _pasted(text):
        email = normalize_email(_address_in(written))
        if not _is_email(email):
            faults.append(LineFault(line, written, _("This is not an email address.")))
        elif email in good:
            faults.append(LineFault(line, written, _("This address is listed twice.")))
        else:
            good[email] = (line, written)
    for email, sentence in refused_addresses(good, at=at).items():
        line, written = good.pop(email)
        faults.append(LineFault(line, written, sentence))
    return AddressCheck(list(good), sorted(faults, key=lambda fault: fault.line))


def refused_addresses(emails: Iterable[str], *, at: datetime) -> dict[str, str]:
    """Return the reason for each address that cannot be invited."""
    emails = list(emails)
    members = Membership.objects.active().filter(user__email__in=emails).values_list("user__email", flat=True)
    invited = MemberInvite.objects.pending(at).filter(email__in=emails).values_list("email", flat=True)
    return {
        **{
            email: _("This address has already been invited. You can resend the invitation.")
            for email in invited
        },
        **{email: _("This person is already a member.") for email in members},
    }


def api_tokens_for(membership: Membership, *, include_all: bool = False) -> QuerySet[ApiToken]:
    """Return the member's own tokens or, with `include_all` for owners, all tokens."""
    tokens = ApiToken.objects.select_related("membership__user")
    if include_all and is_owner(membership):
        return tokens
    return tokens.filter(membership=membership)


def active_membership_of(email: str) -> Membership | None:
    """Return the active membership of the account with this address in the open scope, or None."""
    return (
        Membership.objects.select_related("user")
        .filter(user__email=normalize_email(email), state=MembershipState.ACTIVE)
        .first()
    )


def _pasted(text: str) -> list[tuple[int, str]]:
    return [
        (number, part.strip())
        for number, line in enumerate(text.splitlines(), 1)
        for part in SEPARATORS.split(line)
        if part.strip()
    ]


def _address_in(written: str) -> str:
    bracketed = IN_BRACKETS.search(written)
    return bracketed[1] if bracketed else written


def _is_email(email: str) -> bool:
    try:
        validate_address(email)
    except ValidationError:
        return False
    return len(email) <= MAX_EMAIL


@dataclass(frozen=True)
class SearchGroup:
    """The results of one provider, such as people; never empty."""

    name: str
    label: str | Promise
    icon: str
    results: Sequence[SearchResult]


def search_groups(request: HttpRequest, text: str) -> list[SearchGroup]:
    """Return what the member of the request may see and finds by this text, by group."""
    text = " ".join(text.split())
    if not text:
        return []
    found = [
        SearchGroup(name, provider.label, provider.icon, provider.find(request, text))
        for name, provider in SEARCH_PROVIDERS.items()
    ]
    return [group for group in found if group.results]

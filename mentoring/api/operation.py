from dataclasses import dataclass

from django.utils.functional import Promise
from rest_framework.parsers import BaseParser
from rest_framework.serializers import BaseSerializer

from mentoring.api.parsers import JsonParser
from mentoring.tenancy.enums import TokenScope
from mentoring.tenancy.views import Rule


@dataclass(frozen=True, kw_only=True)
class Operation:
    """One method of one address: what it takes, what it answers, and what a token needs for it.

    `id` is part of the contract (generated clients name their functions after it), so it never changes.
    `rule` replaces the view's where one method of an address needs more than the others.
    """

    id: str
    summary: str | Promise
    description: str | Promise = ""
    body: type[BaseSerializer] | None = None
    answer: type[BaseSerializer] | None = None
    status: int = 200
    scope: TokenScope = TokenScope.READ
    rule: Rule | None = None
    parser: type[BaseParser] = JsonParser

from dataclasses import dataclass

from django.utils.functional import Promise
from rest_framework.parsers import BaseParser
from rest_framework.serializers import BaseSerializer

from mentoring.api.parsers import JsonParser
from mentoring.tenancy.enums import TokenScope
from mentoring.tenancy.views import Rule


@dataclass(frozen=True, kw_only=True)
class Operation:
    """One method of one URL: body, response, and required token scope.

    `id` is part of the contract, because generated clients name their functions after it. `rule` overrides the view's
    rule for this method.
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

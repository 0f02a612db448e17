"""Base classes of the API, as mentoring.tenancy.views is for pages. docs/api.md is for its users."""

from mentoring.api.operation import Operation
from mentoring.api.serializers import Answer, Body, ExportAnswer, ListQuery, Query
from mentoring.api.views import ListApiView, TenantApiView

__all__ = [
    "Answer",
    "Body",
    "ExportAnswer",
    "ListApiView",
    "ListQuery",
    "Operation",
    "Query",
    "TenantApiView",
]

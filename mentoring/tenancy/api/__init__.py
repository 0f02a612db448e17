"""The API's half of the kernel: what mentoring.tenancy.views is for pages. docs/api.md is for its callers."""

from mentoring.tenancy.api.operation import Operation
from mentoring.tenancy.api.serializers import Answer, Body, ListQuery, Query
from mentoring.tenancy.api.views import ListApiView, TenantApiView

__all__ = ["Answer", "Body", "ListApiView", "ListQuery", "Operation", "Query", "TenantApiView"]

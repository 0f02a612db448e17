"""TenantApiView, the API counterpart of TenantView: load, check the rule, validate, respond."""

from collections.abc import Mapping
from typing import Any, ClassVar
from urllib.parse import urlencode

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from rest_framework.exceptions import NotAuthenticated, ValidationError
from rest_framework.negotiation import DefaultContentNegotiation
from rest_framework.parsers import BaseParser
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from mentoring.api.authentication import MemberSessionAuthentication, TokenAuthentication
from mentoring.api.limits import CallLimit
from mentoring.api.operation import Operation
from mentoring.api.problems import ScopeMissing
from mentoring.api.schema import OperationSchema
from mentoring.api.serializers import ListQuery, Query
from mentoring.tenancy.actor import Actor
from mentoring.tenancy.models import ApiToken, Membership, Organization
from mentoring.tenancy.views import Rule, require_rule
from mentoring.ui.keyset import ForeignCursor, read_page

METHODS = ("get", "post", "put", "patch", "delete")


class TenantApiView(APIView):
    """One URL of an organization's API.

    A subclass must define `rule`, `tag` and an Operation for each of its methods. Checks are made in this order: 401
    unauthenticated, 404 non-member, 429, 405, 403 token scope, 404 load(), 403 rule, 400. A handler finds `loaded`,
    `query` and `body` validated, makes one call into actions or one read, and returns `answer(thing)`.
    `abstract=True` is for bases such as ListApiView.
    """

    rule: ClassVar[Rule]
    tag: ClassVar[str]
    operations: ClassVar[Mapping[str, Operation]]
    query_class: ClassVar[type[Query]] = Query
    accepts_files: ClassVar[bool] = False  # of up to 21 MB; other requests may have 256 kB

    authentication_classes = [TokenAuthentication, MemberSessionAuthentication]
    permission_classes = []  # the rule
    throttle_classes = [CallLimit]
    renderer_classes = [JSONRenderer]
    content_negotiation_class = DefaultContentNegotiation
    metadata_class = None
    http_method_names = [*METHODS, "head"]
    schema = OperationSchema()

    organization: Organization
    membership: Membership
    token: ApiToken | None
    operation: Operation
    loaded: Any
    query: dict[str, Any]
    body: dict[str, Any]

    def __init_subclass__(cls, *, abstract: bool = False, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if abstract:
            return
        require_rule(cls)
        operations = getattr(cls, "operations", {})
        methods = {method for method in METHODS if hasattr(cls, method)}
        if methods != set(operations) or not getattr(cls, "tag", ""):
            raise TypeError(
                f"{cls.__name__} needs a tag and an Operation for each of its methods: {methods}."
            )

    def load(self) -> Any:
        return None

    def initialize_request(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Request:
        request.encoding = "utf-8"  # ignore the request's charset; some codecs cannot decode text
        return super().initialize_request(request, *args, **kwargs)

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        operation = self._operation(request)
        if operation is None:
            return  # dispatch() answers 405
        self.operation = operation
        if self.token and operation.scope not in self.token.scopes:
            raise ScopeMissing(operation.scope)
        self.loaded = self.load()
        rule = operation.rule or type(self).rule
        if not rule(self.membership, self.loaded):
            self.permission_denied(request)
        # Methods that write have no query parameters.
        query_class = self.query_class if request.method in {"GET", "HEAD"} else Query
        self.query = _validated(query_class(data=request.query_params))
        if operation.body:
            is_partial = request.method == "PATCH"
            context = self.get_serializer_context()
            self.body = _validated(operation.body(data=request.data, partial=is_partial, context=context))

    def perform_authentication(self, request: Request) -> None:
        super().perform_authentication(request)
        if request._request.membership is None:
            raise NotAuthenticated
        self.organization, self.membership = request._request.organization, request._request.membership
        self.token = request.auth

    def get_parsers(self) -> list[BaseParser]:
        return list({operation.parser: operation.parser() for operation in self.operations.values()}.values())

    def get_serializer_context(self) -> dict[str, Any]:
        return {"organization": self.organization, "membership": self.membership}

    def answer(self, thing: Any = None) -> Response:
        """Return the object as serialized by the operation, or 204 if it has no response body."""
        if self.operation.answer is None:
            return Response(status=204)
        serializer = self.operation.answer(thing, context=self.get_serializer_context())
        return Response(serializer.data, status=self.operation.status)

    def finalize_response(self, request: Request, response: Response, *args: Any, **kwargs: Any) -> Response:
        response = super().finalize_response(request, response, *args, **kwargs)
        response.headers.setdefault("Cache-Control", "no-store")
        return response

    @property
    def actor(self) -> Actor:
        return Actor.token(self.token) if self.token else Actor.member(self.membership)

    def _operation(self, request: Request) -> Operation | None:
        method = request.method.lower()
        return self.operations.get("get" if method == "head" else method)


class ListApiView(TenantApiView, abstract=True):
    """A paginated list. A subclass defines `rows()` and `order`, whose last field must be unique.

    It may define other methods; their `answer()` uses their own operation.
    """

    order: ClassVar[tuple[str, ...]]
    query_class = ListQuery

    def rows(self) -> QuerySet:
        """Return the rows that the caller may see, filtered by `self.query`."""
        raise TypeError(f"{type(self).__name__} must implement rows()")

    def get(self, request: Request, **kwargs: Any) -> Response:
        size, cursor = self.query["page_size"], self.query.get("cursor") or ""
        try:
            page = read_page(self.rows(), by=self.order, cursor=cursor, size=size, is_strict=True)
        except ForeignCursor as error:
            raise ValidationError({"cursor": [_("This cursor does not belong to this list.")]}) from error
        results = self.operation.answer(page.rows, many=True, context=self.get_serializer_context())
        return Response(
            {
                "next": self._link(request, page.next),
                "previous": self._link(request, page.previous),
                "results": results.data,
            }
        )

    def _link(self, request: Request, cursor: str | None) -> str | None:
        # From the settings: a forged Host header could redirect the next call, with its token.
        if cursor is None:
            return None
        query = urlencode({**request.query_params.dict(), "cursor": cursor})
        return f"{settings.BASE_URL}{request.path}?{query}"


def _validated(serializer: Any) -> dict[str, Any]:
    serializer.is_valid(raise_exception=True)
    return serializer.validated_data

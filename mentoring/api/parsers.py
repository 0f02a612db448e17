import json
from collections.abc import Mapping
from typing import Any, NoReturn

from django.conf import settings
from django.utils.translation import gettext as _
from rest_framework.exceptions import APIException, ParseError
from rest_framework.parsers import BaseParser


class TooLarge(APIException):
    status_code = 413
    default_code = "too_large"


class JsonParser(BaseParser):
    """Parse JSON: UTF-8 only, limited in size, without NaN and Infinity."""

    media_type = "application/json"

    def parse(
        self, stream: Any, media_type: str | None = None, parser_context: Mapping[str, Any] | None = None
    ) -> Any:
        raw = stream.read(settings.API_BODY_BYTES + 1)
        if len(raw) > settings.API_BODY_BYTES:
            raise TooLarge(_("The body may be at most %(size)d bytes.") % {"size": settings.API_BODY_BYTES})
        try:
            return json.loads(raw.decode("utf-8"), parse_constant=_refuse_constant)
        # Deeply nested brackets raise RecursionError.
        except (ValueError, RecursionError) as error:
            raise ParseError(_("The body is not valid JSON.")) from error


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")

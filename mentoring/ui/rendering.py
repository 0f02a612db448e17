"""Render pages, or a block of the same template for htmx."""

from collections.abc import Mapping
from typing import Any

import jinja2_fragments
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.template.backends.utils import csrf_input_lazy, csrf_token_lazy
from django.utils.cache import patch_vary_headers
from jinja2 import Environment


def jinja_environment() -> Environment:
    return engines["jinja2"].env


def render(
    request: HttpRequest,
    template: str,
    context: Mapping[str, Any] | None = None,
    status: int = 200,
    *,
    block: str | None = None,
) -> HttpResponse:
    """Return the page; with `block`, an htmx request gets only that block.

    Boosted links and history restoration get the whole page, although htmx sends the request.
    """
    if block is not None and wants_block(request):
        response = render_block(request, template, block, context, status)
    else:
        page = jinja_environment().get_template(template).render(_context(request, context))
        response = HttpResponse(page, status=status)
    if block is not None:
        # The same URL has two responses; the browser's back button must not show the fragment.
        patch_vary_headers(response, ["HX-Request"])
    return response


def render_block(
    request: HttpRequest,
    template: str,
    block: str,
    context: Mapping[str, Any] | None = None,
    status: int = 200,
) -> HttpResponse:
    """Return one block and the pending notices, which htmx swaps into the layout."""
    environment = jinja_environment()
    values = _context(request, context)
    part = jinja2_fragments.render_block(environment, template, block, values)
    notices = environment.get_template("layouts/notices_swap.html").render(values)
    return HttpResponse(part + notices, status=status)


def wants_block(request: HttpRequest) -> bool:
    htmx = getattr(request, "htmx", None)
    return htmx is not None and bool(htmx) and not htmx.boosted and not htmx.history_restore_request


def _context(request: HttpRequest, context: Mapping[str, Any] | None) -> dict[str, Any]:
    return {
        **(context or {}),
        "request": request,
        "csrf_input": csrf_input_lazy(request),
        "csrf_token": csrf_token_lazy(request),
    }

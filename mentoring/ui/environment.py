"""The Jinja2 environment, with the globals and filters available to all templates."""

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.templatetags.static import static as address_of_file
from django.utils.text import slugify
from django.utils.translation import get_language, gettext, ngettext, npgettext, pgettext
from django_htmx.jinja import htmx_script
from jinja2 import Environment, StrictUndefined, pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from . import formats, notices
from .addresses import url
from .attributes import attributes, break_at_sign, field_attributes, initials
from .components import Components
from .icons import icon
from .navigation import bottom_bar, has_search, sidebar, switchers
from .pages import HTMX_CONFIG


# Cached: a page has three hundred messages, which depend only on the language.
@lru_cache(maxsize=8192)
def _translated(message: str, language: str | None) -> Markup:
    return Markup(gettext(message))  # noqa: S704 - catalogues and templates are ours


@lru_cache(maxsize=8192)
def _translated_without_values(message: str, language: str | None) -> Markup:
    return _translated(message, language) % {}


def translate(message: str, **values: Any) -> Markup:
    """Return the message in the current language, with escaped values."""
    language = get_language()
    return (
        _translated(message, language) % values if values else _translated_without_values(message, language)
    )


def translate_plain(message: str, **values: Any) -> str:
    """Return the message in the current language, without escaping: for text emails."""
    return gettext(message) % values


# Cached per storage: both read the manifest of static files.
@lru_cache(maxsize=1024)
def _static(name: str, storage: Any) -> str:
    return address_of_file(name)


@lru_cache(maxsize=8)
def _htmx_script(storage: Any) -> str:
    return htmx_script()


def _storage() -> Any:
    return staticfiles_storage._wrapped if not settings.DEBUG else object()


def static(name: str) -> str:
    return _static(name, _storage())


def in_language(function: Callable[..., str]) -> Callable[..., str]:
    """Keep Jinja2 from evaluating `{{ 90|minutes }}` at compile time, in the language of the first request."""

    @pass_context
    @wraps(function)
    def filter_with_context(_context: Context, *args: Any, **kwargs: Any) -> str:
        return function(*args, **kwargs)

    return filter_with_context


def plain_text_environment(env: Environment) -> Environment:
    """Return an overlay of the environment in which nothing is escaped, for text emails."""
    overlay = env.overlay(autoescape=False)
    overlay.globals = {**env.globals, "_": translate_plain, "gettext": translate_plain}
    return overlay


def environment(**options: Any) -> Environment:
    """Build the environment for Django's Jinja2 backend.

    Undefined names are errors in production too: a page that silently omits a figure is worse than one that
    fails. There is no `now`: views read the clock and pass dates.
    """
    options |= {"undefined": StrictUndefined}
    options.pop("autoescape", None)
    env = Environment(
        **options,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n", "jinja2.ext.do"],
    )
    env.policies["ext.i18n.trimmed"] = True
    env.install_gettext_callables(  # type: ignore[attr-defined]  # added by the i18n extension
        gettext, ngettext, newstyle=True, pgettext=pgettext, npgettext=npgettext
    )
    env.globals.update(
        _=translate,
        gettext=translate,
        static=static,
        url=url,
        icon=icon,
        htmx_script=lambda: _htmx_script(_storage()),
        htmx_config=HTMX_CONFIG,
        language=lambda: get_language() or "en",
        notices=notices.pending,
        sidebar=sidebar,
        bottom_bar=bottom_bar,
        has_search=has_search,
        switchers=switchers,
        field_attrs=field_attributes,
        ui=Components(env),
    )
    env.filters.update({name: in_language(function) for name, function in formats.FILTERS.items()})
    env.filters.update(attrs=attributes, break_at_sign=break_at_sign, initials=initials, slug=slugify)
    return env

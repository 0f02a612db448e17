"""The Jinja2 environment of every page. What a template can use without being handed it is listed here."""

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
from .attributes import attributes, field_attributes, initials
from .compiling import PageCodeGenerator, PageContext, written
from .components import Components
from .icons import icon
from .navigation import bottom_bar, sidebar, switchers
from .pages import HTMX_CONFIG


# A page says three hundred sentences, the same ones every time; a sentence depends on nothing but the language.
@lru_cache(maxsize=8192)
def _said(message: str, language: str | None) -> Markup:
    return Markup(gettext(message))  # noqa: S704 - catalogues and templates are ours


@lru_cache(maxsize=8192)
def _said_alone(message: str, language: str | None) -> Markup:
    return _said(message, language) % {}


def say(message: str, **values: Any) -> Markup:
    """Return the sentence in the current language, with the values escaped in it."""
    language = get_language()
    return _said(message, language) % values if values else _said_alone(message, language)


# Both ask the manifest of the static files, which is the same as long as the storage is.
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
    """Keep Jinja2 from working out `{{ 90|minutes }}` when it compiles, in the language of whoever came first."""

    @pass_context
    @wraps(function)
    def filter_with_context(_context: Context, *args: Any, **kwargs: Any) -> str:
        return function(*args, **kwargs)

    return filter_with_context


class PageEnvironment(Environment):
    code_generator_class = PageCodeGenerator
    context_class = PageContext
    written = staticmethod(written)


def environment(**options: Any) -> Environment:
    """Build the environment for Django's Jinja2 backend.

    An unknown name is an error, in production too: a page that silently leaves out a figure is worse than
    one that fails. There is no `now`: views read the clock and pass the date that changes what is shown.
    """
    options |= {"undefined": StrictUndefined, "autoescape": True}
    env = PageEnvironment(
        **options,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n", "jinja2.ext.do"],
    )
    env.policies["ext.i18n.trimmed"] = True
    env.install_gettext_callables(  # type: ignore[attr-defined]  # added by the i18n extension
        gettext, ngettext, newstyle=True, pgettext=pgettext, npgettext=npgettext
    )
    env.globals.update(
        _=say,
        gettext=say,
        static=static,
        url=url,
        icon=icon,
        htmx_script=lambda: _htmx_script(_storage()),
        htmx_config=HTMX_CONFIG,
        language=lambda: get_language() or "en",
        notices=notices.pending,
        sidebar=sidebar,
        bottom_bar=bottom_bar,
        switchers=switchers,
        field_attrs=field_attributes,
        ui=Components(env),
    )
    env.filters.update({name: in_language(function) for name, function in formats.FILTERS.items()})
    env.filters.update(attrs=attributes, initials=initials, slug=slugify)
    return env

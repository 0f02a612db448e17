"""The Jinja2 environment of every page. What a template can use without being handed it is listed here."""

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Any

from django.templatetags.static import static
from django.utils.text import slugify
from django.utils.translation import get_language, gettext, ngettext, npgettext, pgettext
from django_htmx.jinja import htmx_script
from jinja2 import Environment, StrictUndefined, pass_context
from jinja2.runtime import Context

from . import formats, notices
from .addresses import url
from .attributes import attributes, field_attributes, initials
from .components import Components
from .icons import icon
from .navigation import bottom_bar, sidebar, switchers
from .pages import HTMX_CONFIG


# A page says three hundred sentences, the same ones every time; a sentence depends on nothing but the language.
@lru_cache(maxsize=8192)
def _said(message: str, language: str | None) -> str:
    return gettext(message)


def say(message: str) -> str:
    """Return the sentence in the current language."""
    return _said(message, get_language())


def in_language(function: Callable[..., str]) -> Callable[..., str]:
    """Keep Jinja2 from working out `{{ 90|minutes }}` when it compiles, in the language of whoever came first."""

    @pass_context
    @wraps(function)
    def filter_with_context(_context: Context, *args: Any, **kwargs: Any) -> str:
        return function(*args, **kwargs)

    return filter_with_context


def environment(**options: Any) -> Environment:
    """Build the environment for Django's Jinja2 backend.

    An unknown name is an error, in production too: a page that silently leaves out a figure is worse than
    one that fails. There is no `now`: views read the clock and pass the date that changes what is shown.
    """
    options |= {"undefined": StrictUndefined, "autoescape": True}
    env = Environment(  # noqa: S701 - autoescape is among the options
        **options,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n", "jinja2.ext.do"],
    )
    env.policies["ext.i18n.trimmed"] = True
    env.install_gettext_callables(  # type: ignore[attr-defined]  # added by the i18n extension
        say, ngettext, newstyle=True, pgettext=pgettext, npgettext=npgettext
    )
    env.globals.update(
        static=static,
        url=url,
        icon=icon,
        htmx_script=htmx_script,
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

"""Icons as inline SVG, without additional requests or fonts."""

from functools import cache

from lucide.jinja import lucide
from markupsafe import Markup


@cache
def icon(name: str, *, size: int = 20) -> Markup:
    """Return a lucide icon, hidden from screen readers because it accompanies a label.

    An unknown name raises IconDoesNotExist.
    """
    return Markup(lucide(name, size=size, aria_hidden="true", **{"class": "icon"}))  # noqa: S704 - no user input

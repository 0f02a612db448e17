"""Icons, inlined as SVG so that a page needs no request and no font for them."""

from functools import cache

from lucide.jinja import lucide
from markupsafe import Markup


@cache
def icon(name: str, *, size: int = 20) -> Markup:
    """Return a lucide icon, hidden from screen readers: the word beside it says the same.

    An unknown name raises IconDoesNotExist.
    """
    return Markup(lucide(name, size=size, aria_hidden="true", **{"class": "icon"}))  # noqa: S704 - no user input

"""Legends, for charts whose marks cannot be labeled directly."""

from collections.abc import Sequence

from markupsafe import Markup

from .frame import WIDTH
from .labels import LINE, shorten, width_of
from .svg import group, rect, text

SWATCH = 11.0


def legend(names: Sequence[str], classes: Sequence[str]) -> tuple[Markup, float]:
    """Return swatches with names, wrapped to the width, and their height."""
    parts: list[Markup] = []
    x, y = 0.0, 0.0
    for name, class_ in zip(names, classes, strict=True):
        label = shorten(name, WIDTH - SWATCH - 8)
        needed = SWATCH + 6 + width_of(label)
        if x and x + needed > WIDTH:
            x, y = 0.0, y + LINE + 4
        parts.append(rect(x, y + 3, SWATCH, SWATCH, class_=class_, rx=2.0))
        parts.append(text(x + SWATCH + 6, y + 13.5, label))
        x += needed + 16
    return group(parts), (y + LINE + 8 if names else 0.0)

"""The horizontal value axis below the rows of a chart."""

from collections.abc import Sequence

from markupsafe import Markup

from .frame import WIDTH
from .labels import LINE, shorten, width_of
from .scale import Format, Scale
from .svg import group, line, text

AXIS = LINE + 6.0


def value_axis(scale: Scale, values: Sequence[float], top: float, bottom: float, show: Format) -> Markup:
    """Draw a line for each tick with its number below, omitting numbers that would overlap."""
    parts: list[Markup] = []
    free_from = -1.0
    for value in values:
        x = scale(value)
        parts.append(line(x, top, x, bottom, class_="grid-line"))
        label = shorten(show(value), 140)  # a number that is cut is another number
        half = width_of(label) / 2
        left = min(max(x - half, 0.0), WIDTH - 2 * half)
        if left >= free_from:
            parts.append(text(left + half, bottom + LINE, label, anchor="middle"))
            free_from = left + 2 * half + 8
    return group(parts)

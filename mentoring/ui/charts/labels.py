"""Fit text into charts. Text cannot be measured on the server, so widths are estimated conservatively."""

import unicodedata
from collections.abc import Sequence

SIZE = 14.0
LINE = 18.0


def width_of(text: str) -> float:
    """Return the maximum width of a text in pixels, in the widest common system font."""
    return SIZE * sum(_em(character) for character in text)


def _em(character: str) -> float:
    if character in "iljtfrI.,:;'|!()[]- \u00a0\u202f":
        return 0.4
    if character in "mwMW@%—…":
        return 0.98
    if unicodedata.east_asian_width(character) in "WF":
        return 1.05
    if character.isupper():
        return 0.74
    return 0.63


def shorten(text: str, width: float) -> str:
    """Truncate a text with an ellipsis to fit the width; empty if not even that fits."""
    if width_of(text) <= width:
        return text
    for end in range(len(text) - 1, 0, -1):
        candidate = text[:end].rstrip() + "…"
        if width_of(candidate) <= width:
            return candidate
    return "…" if width_of("…") <= width else ""


def spread(wanted: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """Move positions apart until neighbors are `gap` from each other, as little as that takes, inside [low, high].

    Where they cannot all fit they are spaced evenly.
    """
    if not wanted:
        return []
    if (len(wanted) - 1) * gap >= high - low:
        step = (high - low) / max(len(wanted) - 1, 1)
        order = sorted(range(len(wanted)), key=lambda i: wanted[i])
        return [low + step * order.index(i) for i in range(len(wanted))]
    order = sorted(range(len(wanted)), key=lambda i: wanted[i])
    placed = [0.0] * len(wanted)
    floor = low
    for i in order:
        placed[i] = max(wanted[i], floor)
        floor = placed[i] + gap
    ceiling = high
    for i in reversed(order):
        placed[i] = min(placed[i], ceiling)
        ceiling = placed[i] - gap
    return placed


def every_nth(labels: Sequence[str], room: float, gap: float = 10.0) -> int:
    """Return n so that every n-th label fits on an axis of that length."""
    if len(labels) < 2:
        return 1
    widest = max(width_of(label) for label in labels) + gap
    distance = room / (len(labels) - 1)
    return max(1, -(-int(widest) // max(int(distance), 1)))

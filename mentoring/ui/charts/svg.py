"""Escaped SVG elements with rounded coordinates."""

import re
from collections.abc import Iterable

from markupsafe import Markup, escape

# XML 1.0 cannot represent these characters.
NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def coordinate(value: float) -> str:
    """Return a coordinate with at most one decimal."""
    text = f"{value:.1f}"
    return text.removesuffix(".0").replace("-0", "0") if text in {"-0.0", "0.0"} else text.removesuffix(".0")


def clean(text: object) -> str:
    return NOT_IN_XML.sub("", str(text))


def element(tag: str, content: Markup | str = "", **attributes: object) -> Markup:
    """Return `<tag …>content</tag>`; plain text in content is escaped, `class_` is class, a float a coordinate."""
    written = Markup("").join(
        Markup(' {}="{}"').format(
            name.rstrip("_").replace("_", "-"),
            coordinate(value) if isinstance(value, float) else clean(value),
        )
        for name, value in attributes.items()
        if value is not None and value != ""
    )
    inside = content if isinstance(content, Markup) else escape(clean(content))
    name = Markup(tag)  # noqa: S704 - tags are written in this package
    return (
        Markup("<{0}{1}/>").format(name, written)
        if not inside
        else Markup("<{0}{1}>{2}</{0}>").format(name, written, inside)
    )


def group(parts: Iterable[Markup]) -> Markup:
    return Markup("").join(parts)


def text(x: float, y: float, label: str, *, anchor: str = "start", class_: str = "") -> Markup:
    return element(
        "text",
        label,
        x=float(x),
        y=float(y),
        text_anchor=None if anchor == "start" else anchor,
        class_=class_,
    )


def rect(x: float, y: float, width: float, height: float, *, class_: str, rx: float | None = None) -> Markup:
    return element(
        "rect",
        x=float(x),
        y=float(y),
        width=float(max(width, 0.0)),
        height=float(max(height, 0.0)),
        rx=rx,
        class_=class_,
    )


def line(x1: float, y1: float, x2: float, y2: float, *, class_: str) -> Markup:
    return element("path", d=polyline([(x1, y1), (x2, y2)]), class_=class_)


def dot(x: float, y: float, *, class_: str, radius: float = 4.0) -> Markup:
    return element("circle", cx=float(x), cy=float(y), r=radius, class_=class_)


def polyline(points: Iterable[tuple[float, float]], *, closed: bool = False) -> str:
    """Return the `d` of a path through the points."""
    joined = "L".join(f"{coordinate(x)} {coordinate(y)}" for x, y in points)
    return f"M{joined}{'Z' if closed else ''}" if joined else ""

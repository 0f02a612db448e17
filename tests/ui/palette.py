"""Colors as numbers: OKLCH to linear sRGB, contrast, and how far apart two colors look to different eyes.

OKLab after Björn Ottosson (2020); contrast after WCAG 2.2; color vision after Machado, Oliveira and Fernandes (2009),
severity 1.0, applied to linear RGB.
"""

import math
import re
from pathlib import Path

Rgb = tuple[float, float, float]
COLORS = Path(__file__).parents[2] / "static" / "css" / "tokens" / "color.css"
TOKEN = re.compile(
    r"--(?P<name>[a-z0-9-]+):\s*light-dark\(oklch\((?P<light>[^)]+)\),\s*oklch\((?P<dark>[^)]+)\)\);"
)
VISIONS: dict[str, tuple[Rgb, Rgb, Rgb] | None] = {
    "usual": None,
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}


def tokens() -> dict[str, dict[str, Rgb]]:
    """Return {"light": {token: color}, "dark": …} from the product's own style sheet."""
    found = TOKEN.findall(COLORS.read_text())
    return {
        "light": {name: _parse(light) for name, light, _dark in found},
        "dark": {name: _parse(dark) for name, _light, dark in found},
    }


def _parse(text: str) -> Rgb:
    lightness, chroma, hue = text.split("/")[0].split()
    return from_oklch(float(lightness.rstrip("%")) / 100, float(chroma), float(hue))


def from_oklch(lightness: float, chroma: float, hue: float) -> Rgb:
    a, b = chroma * math.cos(math.radians(hue)), chroma * math.sin(math.radians(hue))
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return clipped(
        (
            4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
            -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
            -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
        )
    )


def clipped(color: Rgb) -> Rgb:
    red, green, blue = (min(1.0, max(0.0, channel)) for channel in color)
    return red, green, blue


def contrast(one: Rgb, other: Rgb) -> float:
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(color: Rgb) -> float:
    return 0.2126 * color[0] + 0.7152 * color[1] + 0.0722 * color[2]


def difference(one: Rgb, other: Rgb, vision: str) -> float:
    """Return the distance in OKLab, times 100, as someone with that vision sees it."""
    return 100 * math.dist(_oklab(_seen(one, vision)), _oklab(_seen(other, vision)))


def _seen(color: Rgb, vision: str) -> Rgb:
    matrix = VISIONS[vision]
    if matrix is None:
        return color
    red, green, blue = (sum(m * c for m, c in zip(row, color, strict=True)) for row in matrix)
    return clipped((red, green, blue))


def _oklab(color: Rgb) -> Rgb:
    red, green, blue = color
    long = (0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue) ** (1 / 3)
    medium = (0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue) ** (1 / 3)
    short = (0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue) ** (1 / 3)
    return (
        0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short,
    )

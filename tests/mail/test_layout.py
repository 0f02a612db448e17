"""Mail looks like the product: its colors are the light ones of the tokens, written out, as mail programs need."""

import re
from pathlib import Path

import pytest

from tests.ui.palette import Rgb, contrast, tokens

LAYOUT = (Path(__file__).parents[2] / "templates" / "mail" / "layout.html").read_text()
USED = ["canvas", "surface", "line", "ink", "ink-3", "accent"]


def written_out(color: Rgb) -> str:
    """Return linear RGB as the #rrggbb of a style sheet."""
    channels = [c * 12.92 if c <= 0.0031308 else 1.055 * c ** (1 / 2.4) - 0.055 for c in color]
    return "#" + "".join(f"{round(channel * 255):02x}" for channel in channels)


def test_colors_are_those_of_the_product():
    light = tokens()["light"]
    assert set(re.findall(r"#[0-9a-f]{6}", LAYOUT)) == {written_out(light[name]) for name in USED}


@pytest.mark.parametrize(
    ("text", "ground"), [("ink", "surface"), ("ink-3", "canvas"), ("ink-3", "surface"), ("surface", "accent")]
)
def test_text_has_enough_contrast(text, ground):
    light = tokens()["light"]
    assert contrast(light[text], light[ground]) >= 4.5

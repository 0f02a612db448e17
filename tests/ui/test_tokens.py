import re
from itertools import combinations
from pathlib import Path

import pytest

from tests.ui.palette import VISIONS, contrast, difference, from_oklch, tokens

STATIC = Path(__file__).parents[2] / "static"
THEMES = ("light", "dark")
# WCAG 2.2: 4.5 for text, 3 for what is not text; 7 for the text people read most.
PAIRS = [
    ("ink", "surface", 7),
    ("ink", "canvas", 7),
    ("ink", "sunken", 7),
    *((text, ground, 4.5) for text in ("ink-2", "ink-3") for ground in ("surface", "canvas", "sunken")),
    ("on-accent", "accent", 4.5),
    ("on-accent", "accent-hover", 4.5),
    *(("accent", ground, 4.5) for ground in ("surface", "canvas", "accent-soft", "sunken")),
    ("ink", "accent-soft", 7),
    ("ink", "risk-soft", 7),
    ("ink-2", "none-soft", 4.5),
    ("line-strong", "surface", 3),
    ("line-strong", "canvas", 3),
    *((state, f"{state}-soft", 4.5) for state in ("ok", "warn", "risk", "done")),
    *((state, "surface", 4.5) for state in ("ok", "warn", "risk", "done")),
    *((f"{state}-solid", "surface", 3) for state in ("ok", "warn", "risk", "done")),
    *((f"series-{i}", "surface", 3) for i in range(1, 5)),
]


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("front", "ground", "least"), PAIRS)
def test_contrast_of_pair_is_enough(theme, front, ground, least):
    colors = tokens()[theme]
    assert contrast(colors[front], colors[ground]) >= least


@pytest.mark.parametrize("vision", VISIONS)
@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(
    ("group", "least"),
    [
        (("ok-solid", "warn-solid", "risk-solid", "done-solid"), 12),
        (("series-1", "series-2", "series-3", "series-4"), 14),
    ],
)
def test_adjacent_colors_are_distinguishable(theme, vision, group, least):
    colors = tokens()[theme]
    closest = min((difference(colors[a], colors[b], vision), a, b) for a, b in combinations(group, 2))
    assert closest[0] >= least, closest


def test_contrast_of_black_on_white_is_21():
    assert contrast(from_oklch(0, 0, 0), from_oklch(1, 0, 0)) == pytest.approx(21, abs=0.01)


def test_every_color_is_written_as_a_token():
    """Elsewhere a color would have one theme only, and no test would look at it."""
    literal = re.compile(r"#[0-9a-f]{3,8}\b|\b(?:rgba?|hsla?|oklch|oklab|hwb)\(", re.IGNORECASE)
    found = [
        f"{path.name}: {match}"
        for path in sorted((STATIC / "css").rglob("*.css"))
        if path.parent.name != "tokens"
        for match in literal.findall(re.sub(r"/\*.*?\*/", "", path.read_text(), flags=re.DOTALL))
    ]
    assert found == []


def test_every_used_token_is_defined():
    css = "".join(path.read_text() for path in (STATIC / "css").rglob("*.css"))
    assert set(re.findall(r"var\((--[a-z0-9-]+)", css)) - set(re.findall(r"(--[a-z0-9-]+):", css)) == set()

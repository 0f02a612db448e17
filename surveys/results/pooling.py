"""Comments of waves that fewer than ten people answered each, published together.

A wave belongs to one pool at most, and a pool never changes: two pools have no comment in common, so no difference
discloses what one wave's people wrote.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random

from surveys.results.comments import MINIMUM_RESPONSES, NameMask, mask


@dataclass(frozen=True)
class WaveTexts:
    """How many people answered a wave, and what they wrote, by question."""

    answered: int
    texts: Mapping[str, Sequence[str]]


def shown_texts(texts: Sequence[str], names: NameMask, *, random: Random) -> list[str]:
    """Return texts masked and in random order."""
    found = [mask(text, names) for text in texts if text.strip()]
    random.shuffle(found)
    return found


def pooled_comments(waves: Sequence[WaveTexts], names: NameMask, *, random: Random) -> dict[str, list[str]]:
    """Return the comments on each question that at least ten people were asked; none where there are fewer."""
    found = {}
    for key in dict.fromkeys(key for wave in waves for key in wave.texts):
        asked = [wave for wave in waves if key in wave.texts]
        if sum(wave.answered for wave in asked) >= MINIMUM_RESPONSES:
            texts = [text for wave in asked for text in wave.texts[key]]
            found[key] = shown_texts(texts, names, random=random)
    return found

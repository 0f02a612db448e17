"""Which questions form a scale, and which question asks for a recommendation: by their keys."""

from surveys.library.bank import BANK

SCALES: dict[str, tuple[str, ...]] = {}
for _question in BANK:
    if _question.scale:
        SCALES[_question.scale] = (*SCALES.get(_question.scale, ()), _question.key)


def is_recommendation(key: str) -> bool:
    """Return whether a question from 0 to 10 is evaluated as a recommend score."""
    return key == "recommend" or key.endswith("-recommend")

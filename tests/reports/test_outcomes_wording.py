"""Sentences of outcomes say what was calculated, and no more."""

import pytest

from mentoring.statistics import detectable_rate_difference
from reports.outcomes.wording.conclusion import conclusion


def unclear(participants: int, others: int, rate: float) -> dict:
    """Return a stored figure without a difference larger than chance. What can be detected is a higher rate."""
    size = detectable_rate_difference(rate, participants, others)
    numbers = {"participants": participants, "others": others, "others_rate": rate, "detectable": size}
    return {
        "state": "no_detectable_difference",
        "measure": "retention",
        "is_primary": True,
        "numbers": [{"name": name, "value": value} for name, value in numbers.items()],
    }


@pytest.mark.parametrize(
    ("rate", "said"),
    [(0.6, "could have been detected"), (0.96, "even 100% of participants would not have been a detectable")],
)
def test_what_could_have_been_detected_is_said_of_higher_rates_only(rate, said):
    """24 participants beside 96%: four points up cannot be told, but a loss of a third could."""
    assert detectable_rate_difference(0.96, 24, 300, direction="below") is not None
    text = conclusion(unclear(24, 300, rate))
    assert said in text
    assert "This is not evidence of no effect." in text

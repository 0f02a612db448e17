"""S-M-A-R-T checks on 60 goals written for the test, before the rules were tuned to them."""

import json
from collections import Counter
from datetime import date
from decimal import Decimal
from pathlib import Path

from goals.smart import GoalAnswers, missing_letters, smart_checks

CASES = json.loads(Path(__file__).with_name("smart_cases.json").read_text(encoding="utf-8"))
TODAY, LAST_DAY = date(2026, 1, 12), date(2026, 12, 18)


def letters(case):
    answers = {name: value for name, value in case.items() if name not in ("lang", "gap")}
    for name in ("baseline", "target"):
        answers[name] = None if case[name] is None else Decimal(str(case[name]))
    answers["due_on"] = date.fromisoformat(case["due_on"]) if case["due_on"] else None
    return missing_letters(smart_checks(GoalAnswers(**answers), today=TODAY, last_day=LAST_DAY))


def is_judged_correctly(case):
    """Good goals have no gap; the others have the named gap and no other."""
    return letters(case) == case["gap"]


def test_the_goals_are_half_good_and_half_in_german():
    assert len({case["title"] for case in CASES}) == 60
    assert Counter(case["gap"] for case in CASES) == {"": 30} | dict.fromkeys("SMART", 6)
    assert Counter((case["lang"], not case["gap"]) for case in CASES) == dict.fromkeys(
        [("en", True), ("en", False), ("de", True), ("de", False)], 15
    )


def test_at_least_54_of_60_goals_are_judged_correctly():
    wrong = [f"{case['title']}: {letters(case) or '-'}" for case in CASES if not is_judged_correctly(case)]
    assert len(wrong) <= 6, "\n".join(wrong)

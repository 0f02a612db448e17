"""“Today” is the organization's day: nothing in the product asks for the day of the server or of the reader."""

import re

import pytest

from tests.test_architecture import ROOT

# What shows a date as its reader writes it, and commands that people run.
ALLOWED = {"mentoring/ui/formats.py"}
PRODUCT = [
    path
    for folder in ("mentoring", "programs", "goals", "surveys", "reports")
    for path in sorted((ROOT / folder).rglob("*.py"))
    if "management" not in path.parts
]
OTHER_DAY = re.compile(r"\blocaldate\(\)|\bdate\.today\(\)|\bnow\(\)\.date\(\)")


@pytest.mark.parametrize("path", PRODUCT, ids=lambda path: str(path.relative_to(ROOT)))
def test_module_asks_for_the_organizations_day(path):
    if str(path.relative_to(ROOT)) in ALLOWED:
        return
    assert OTHER_DAY.findall(path.read_text()) == []

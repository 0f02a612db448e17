"""Every recorded action has a sentence, and the values that the sentence contains."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.utils.translation import override

from mentoring.audit.extensions import KINDS, NAMES, SENTENCES, sentence_of

ROOT = Path(__file__).resolve().parents[2]


def recorded() -> Iterator[tuple[str, frozenset[str] | None]]:
    """Yield each action of a record() in the code with the names of its values, where these stand there."""
    for app in ("mentoring", "programs", "goals", "surveys", "reports"):
        for source in (ROOT / app).rglob("*.py"):
            for node in ast.walk(ast.parse(source.read_text())):
                if (
                    isinstance(node, ast.Call)
                    and isinstance(node.func, ast.Name)
                    and node.func.id == "record"
                ) and isinstance(node.args[0], ast.Constant):
                    yield node.args[0].value, names_of_values(node)


def names_of_values(call: ast.Call) -> frozenset[str] | None:
    given = next((keyword.value for keyword in call.keywords if keyword.arg == "values"), None)
    if given is None:
        return frozenset()
    if not isinstance(given, ast.Dict) or not all(isinstance(key, ast.Constant) for key in given.keys):
        return None
    return frozenset(key.value for key in given.keys if isinstance(key, ast.Constant))


@pytest.mark.parametrize(
    ("action", "values"), sorted(set(recorded()), key=lambda it: (it[0], sorted(it[1] or ())))
)
def test_action_has_a_sentence_of_its_values(action, values):
    sentence = SENTENCES.get(action)
    assert sentence is not None, f"Register a sentence for {action}."
    if values is not None:
        assert set(re.findall(r"%\((\w+)\)s", str(sentence.text))) <= values | {"who", "thing"}


def test_every_kind_of_thing_has_its_name():
    """By the label of the event, where the name is not personal, or looked up."""
    labeled = {"tenancy.organization", "tenancy.apitoken"}
    assert {kind for kind, _label in KINDS.items()} - labeled - {"tenancy.membership"} <= {
        kind for kind, _read in NAMES.items()
    }


@pytest.mark.parametrize(
    ("language", "year", "expected"),
    [
        ("en", 2026, "Ada recorded a session of Rosa & Łukasz on Nov 20 (Held)."),
        ("en", 2027, "Ada recorded a session of Rosa & Łukasz on Nov 20, 2026 (Held)."),
        ("de", 2026, "20. Nov."),
    ],
)
def test_dates_are_in_the_format_of_the_reader(language, year, expected):
    with override(language):
        said = sentence_of(
            "programs.record_session",
            {"on": "2026-11-20", "state": "held"},
            who="Ada",
            thing="Rosa & Łukasz",
            year=year,
        )
    assert expected in said

"""Jinja2 with less work for each value and each call says what Jinja2 says."""

import pytest
from jinja2 import Environment, StrictUndefined
from jinja2.exceptions import UndefinedError
from markupsafe import Markup

from mentoring.ui.rendering import jinja_environment

MACROS = """
{%- macro plain(a, b="2", c=none) %}[{{ a }}|{{ b }}|{{ c }}]{% endmacro %}
{%- macro around(a) %}<{{ a }}>{{ caller(a) }}</>{% endmacro %}
{%- macro open(a) %}{{ a }}{{ varargs|length }}{{ kwargs|length }}{% endmacro -%}
"""
TEMPLATES = [
    "{{ plain(x) }}{{ plain(a=x, c=safe) }}{{ plain(1, 2, 3) }}{{ plain(x, c=none) }}",
    "{% call(it) around(x) %}{{ it }}{{ safe }}{% endcall %}",
    "{{ open(x, 1, 2, k=3) }}",
    "{% for n in [1, 2] %}{{ plain(loop.index, b=n) }}{% endfor %}",
    "{{ x }}{{ safe }}{{ 5 }}{{ none }}{{ x|safe }}{{ (x ~ safe) }}{{ [x] }}",
    "{% filter upper %}{{ plain(x) }}{% endfilter %}{% set y %}{{ x }}{% endset %}{{ y }}",
]
VALUES = {"x": "<a & 'b'>", "safe": Markup("<b>")}


@pytest.mark.parametrize("template", TEMPLATES)
def test_template_says_the_same(template):
    theirs = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    expected = theirs.from_string(MACROS + template).render(VALUES)
    assert jinja_environment().from_string(MACROS + template).render(VALUES) == expected


@pytest.mark.parametrize(
    ("template", "error"),
    [
        ("{{ plain(1, 2, 3, 4) }}", TypeError),
        ("{{ plain(1, d=4) }}", TypeError),
        ("{{ plain(1, a=4) }}", TypeError),
        ("{{ plain() }}", UndefinedError),
        ("{{ around(1) }}", UndefinedError),
        ("{% call plain(1) %}{% endcall %}", TypeError),
        ("{{ nothing }}", UndefinedError),
    ],
)
def test_wrong_call_is_an_error(template, error):
    with pytest.raises(error):
        jinja_environment().from_string(MACROS + template).render(VALUES)

from pathlib import Path

import pytest
from django import forms
from django.test import RequestFactory
from jinja2 import UndefinedError
from markupsafe import Markup

from mentoring.ui.rendering import jinja_environment
from mentoring.ui.tables import Column, Columns
from tests.ui.pages import Elements, rendered

TEMPLATES = Path(__file__).parents[2] / "templates"
HOSTILE = "<script>alert(1)</script>"
PAGES = ["", "administrator/", "participant/", "respondent/", "sign-in/", "error-404/", "error-429/"]


class Form(forms.Form):
    name = forms.CharField(label="Name", help_text="As on the badge.")
    note = forms.CharField(label="Note", required=False)
    pace = forms.ChoiceField(label="Pace", choices=[("2", "Two weeks")], widget=forms.RadioSelect)


def test_every_component_is_in_the_style_guide():
    """What is not shown there is looked at by nobody, neither by a person nor by axe."""
    shown = "".join(path.read_text() for path in TEMPLATES.rglob("*.html"))
    names = jinja_environment().globals["ui"].names()
    assert len(names) > 30
    assert [name for name in names if f"ui.{name}(" not in shown and f"{name}(" not in shown] == []


@pytest.mark.parametrize("path", PAGES)
def test_style_guide_is_well_formed_and_has_no_id_twice(client, path):
    elements = Elements(client.get(f"/styleguide/{path}").content.decode())
    assert elements.problems == []
    ids = [attrs["id"] for _tag, attrs in elements.found if "id" in attrs]
    assert len(ids) == len(set(ids)), sorted(i for i in ids if ids.count(i) > 1)


@pytest.mark.parametrize("path", PAGES)
def test_references_to_ids_lead_somewhere(client, path):
    elements = Elements(client.get(f"/styleguide/{path}").content.decode())
    ids = {attrs.get("id") for _tag, attrs in elements.found}
    names = ("aria-labelledby", "aria-describedby", "for", "popovertarget", "data-dialog")
    wanted = {
        one for _tag, attrs in elements.found for name in names for one in (attrs.get(name) or "").split()
    }
    assert wanted - ids == set()


@pytest.mark.parametrize(
    "source",
    [
        "{{ ui.button(x) }}",
        "{{ ui.button('a', href=x) }}",
        "{{ ui.button('a', data_copy=x) }}",
        "{{ ui.page_header(x, context=x, sentence=x) }}",
        "{{ ui.status_pill('at_risk', x) }}",
        "{{ ui.stat_tile(x, x, x, unit=x) }}",
        "{{ ui.person_chip(x, x, href=x) }}",
        "{{ ui.notice(x, 'ok', x, '') }}",
        "{{ ui.secret_box(x, x) }}",
        "{{ ui.definition_list([(x, x)]) }}",
        "{% call ui.card(x, sentence=x) %}{{ x }}{% endcall %}",
    ],
)
def test_component_escapes_what_people_wrote(source):
    html = rendered(source, x='"' + HOSTILE)
    assert "<script" not in html
    assert '""' not in html.replace('=""', "")
    assert "&lt;script&gt;" in html


def test_component_takes_markup_as_it_is():
    assert "<b>x</b>" in rendered("{% call ui.card('t') %}{{ x }}{% endcall %}", x=Markup("<b>x</b>"))


def test_unknown_name_in_a_template_is_an_error():
    with pytest.raises(UndefinedError):
        rendered("{{ no_such_thing }}")


def test_unknown_component_is_an_error():
    with pytest.raises(UndefinedError, match="no attribute 'crad'"):
        rendered("{{ ui.crad() }}")


def test_field_with_an_error_is_described_by_hint_and_error():
    form = Form({"name": "", "pace": "2"})
    elements = Elements(rendered("{{ ui.field(form['name']) }}", form=form))
    assert elements.all("label") == [{"for": "id_name"}]
    control = elements.all("input")[0]
    assert control["aria-describedby"] == "id_name-hint id_name-error"
    assert control["aria-invalid"] == "true"
    assert {attrs["id"] for attrs in elements.all("p")} == {"id_name-hint", "id_name-error"}


def test_only_optional_fields_say_so():
    html = {name: rendered("{{ ui.field(bound) }}", bound=Form()[name]) for name in ("name", "note")}
    assert "optional" not in html["name"]
    assert "optional" in html["note"]


def test_choice_by_radio_is_a_fieldset_with_a_legend():
    elements = Elements(rendered("{{ ui.field(bound) }}", bound=Form()["pace"]))
    assert len(elements.all("fieldset")) == len(elements.all("legend")) == 1
    assert elements.all("input")[0]["type"] == "radio"


def test_error_summary_takes_the_focus_and_links_to_each_field():
    elements = Elements(rendered("{{ ui.form(form, '', 'Save') }}", form=Form({})))
    summary = elements.all("section")[0]
    assert summary["tabindex"] == "-1"
    assert "autofocus" in summary
    ids = {attrs.get("id") for _tag, attrs in elements.found}
    links = [attrs["href"].removeprefix("#") for attrs in elements.all("a")]
    assert links == ["id_name", "id_pace_0"]
    assert set(links) <= ids


def test_form_without_errors_has_no_summary():
    assert "error-summary" not in rendered("{{ ui.form(form, '', 'Save') }}", form=Form())


def test_undo_is_a_post():
    elements = Elements(
        rendered("{{ ui.notice('Done', 'ok', '/undo/', csrf) }}", csrf=Markup("<i>token</i>"))
    )
    assert elements.all("form") == [{"method": "post", "action": "/undo/"}]
    assert elements.all("i") == [{}]


def columns(query: str = "") -> Columns:
    heads = [Column("name", "Name", sortable=True), Column("count", "Count", numeric=True, sortable=True)]
    return Columns(RequestFactory().get(f"/{query}"), heads, default="name")


def test_table_marks_its_sort_column_and_links_to_the_reverse():
    heads = columns("?sort=-count&q=a&cursor=5").heads
    assert [(head.direction, head.href) for head in heads] == [
        ("none", "?sort=name&q=a"),
        ("descending", "?sort=count&q=a"),
    ]


@pytest.mark.parametrize("asked", ["?sort=password", "?sort=--count", ""])
def test_unknown_order_is_the_default(asked):
    assert columns(asked).sort == "name"


def test_table_cells_carry_their_label_for_narrow_windows():
    found = columns()
    assert str(found.count) == 'data-label="Count" class="numeric"'
    html = rendered(
        "{% call(row) ui.data_table('People', c, [1]) %}<td {{ c.name }}>x</td>{% endcall %}", c=found
    )
    assert '<td data-label="Name">x</td>' in html
    assert 'aria-sort="ascending"' in html


def test_running_job_asks_again_and_a_finished_one_does_not():
    assert "hx-trigger" in rendered("{{ ui.job_progress('j', 'Import', 1, 2, poll_url='/j/') }}")
    assert "hx-" not in rendered("{{ ui.job_progress('j', 'Import', 2, 2) }}")


def test_column_with_a_name_of_the_table_is_refused():
    with pytest.raises(ValueError, match="'heads'"):
        Columns(RequestFactory().get("/"), [Column("heads", "Heads")])


def test_address_breaks_before_the_at_sign_and_stays_escaped():
    chip = rendered("{{ ui.person_chip('Ann', '<b>ann@example.org') }}")
    assert "<small>&lt;b&gt;ann<wbr>@example.org</small>" in chip

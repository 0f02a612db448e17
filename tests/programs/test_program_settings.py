"""The settings of a program that have a default: the page, the rules that use them, and what copies them."""

import json

import pytest
from django.core.exceptions import ValidationError

from goals.program_settings import GOAL_QUIET, PLAN_STALE, plan_limits
from mentoring.audit.models import AuditEvent
from mentoring.tenancy.scope import tenant_scope
from programs.actions import copy_program, create_program, update_program_settings
from programs.actions.programs import update_program_partly
from programs.health.rules import DEFAULT_LIMITS
from programs.models import Program
from programs.program_settings import FIRST_BOOKED, SILENCE_ASK, all_settings, health_limits
from programs.selectors.program_settings import setting_in_sql
from surveys.program_settings import open_days_in, reminder_days_in
from tests.factories.programs import make_program
from tests.programs.conftest import TODAY
from tests.programs.pages import text_of

JSON = {"content_type": "application/json"}


@pytest.fixture
def page(organization, program, it_is_today) -> str:
    return f"/o/acme/programs/{program.pk}/setup/rules/"


def fresh(program: Program) -> Program:
    with tenant_scope(program.organization_id):
        return Program.objects.get(pk=program.pk)


def filled(program: Program, **changes) -> dict[str, str]:
    """Return what the browser sends."""
    return {name: str(it.of(program)) for name, it in all_settings().items()} | changes


def test_a_new_program_has_the_defaults(scope):
    program = make_program()
    assert program.settings == {}
    assert health_limits(program) == DEFAULT_LIMITS
    assert {name: it.of(program) for name, it in all_settings().items()} == {
        name: it.default for name, it in all_settings().items()
    }


def test_every_default_is_within_its_bounds_and_in_its_sentence():
    for name, setting in all_settings().items():
        assert setting.least <= setting.default <= setting.most, name
        assert setting.above is None or setting.above.default < setting.default, name


def test_page_saves_numbers_and_shows_the_default_with_a_reset(client_of, administrator, program, page):
    client = client_of(administrator)
    answer = client.post(page, filled(program, first_booked_days="7", gap_attention="1.25", goal_days="30"))
    assert answer.status_code == 302
    assert fresh(program).settings == {"first_booked_days": 7, "gap_attention": 1.25, "goal_days": 30}
    shown = client.get(page).content.decode()
    assert shown.count('name="reset"') == 3
    assert 'value="first_booked_days"' in shown
    assert client.post(page, {"reset": "first_booked_days"}).status_code == 302
    assert fresh(program).settings == {"gap_attention": 1.25, "goal_days": 30}


def test_limits_that_protect_people_are_fixed_sentences(client_of, administrator, page):
    text = text_of(client_of(administrator).get(page))
    assert "with fewer, answers could be traced to people" in text
    assert "by changing the limit, somebody could find out a rating" in text
    assert "The contact budget limits how often one person is invited" in text
    assert not {"minimum_group", "minimum_responses", "rating"} & set(all_settings())


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"first_booked_days": "1"}, "greater than or equal to 2"),
        ({"gap_attention": "0.5"}, "greater than or equal to 1"),
        ({"silence_risk_days": "181"}, "less than or equal to 180"),
        ({"first_booked_days": "28"}, "must be more than"),
        ({"survey_first_reminder": "9"}, "must be more than"),
        ({"meeting_interval_days": "8"}, "not one of the available choices"),
        ({"goal_sessions": ""}, "This field is required"),
    ],
)
def test_page_refuses_what_is_out_of_bounds(client_of, administrator, program, page, changes, message):
    answer = client_of(administrator).post(page, filled(program, **changes))
    assert answer.status_code == 422
    assert message in text_of(answer)
    assert fresh(program).settings == {}


@pytest.mark.parametrize(
    "values", [{"color": 3}, {"goal_days": 14.5}, {"goal_days": 1000}, {"meeting_interval_days": 8}]
)
def test_action_refuses_what_no_form_has_checked(scope, by, values):
    program = make_program()
    with pytest.raises(ValidationError):
        update_program_settings(program, values=values, by=by, today=TODAY)
    assert Program.objects.get(pk=program.pk).settings == {}


def test_a_change_recalculates_health_and_is_audited(held, program, by):
    match = held(16, next_planned_on=None)
    assert match.health == "attention"
    with tenant_scope(program.organization_id):
        update_program_settings(program, values={"first_booked_days": 20}, by=by, today=TODAY)
        match.refresh_from_db()
        event = AuditEvent.objects.get(action="programs.update_program_settings")
        update_program_settings(program, values={"first_booked_days": 20}, by=by, today=TODAY)
        assert AuditEvent.objects.filter(action=event.action).count() == 1
    assert match.health == "unknown"
    assert event.values == {"first_booked_days": "20"}


def test_two_administrators_at_once_lose_nothing(scope, by):
    program = make_program(meeting_interval_days=14, purpose="Old")
    one, two, three = (Program.objects.get(pk=program.pk) for _ in range(3))

    update_program_settings(one, values={"meeting_interval_days": 7, "goal_days": 30}, by=by, today=TODAY)
    update_program_settings(two, values={"first_booked_days": 7}, by=by, today=TODAY)
    update_program_partly(three, values={"purpose": "New"}, by=by, today=TODAY)

    stored = Program.objects.get(pk=program.pk)
    assert (stored.meeting_interval_days, stored.purpose) == (7, "New")
    assert stored.settings == {"goal_days": 30, "first_booked_days": 7}
    assert two.meeting_interval_days == 7
    changes = AuditEvent.objects.filter(action="programs.update_program_settings")
    assert sorted(sorted(it.values) for it in changes) == [
        ["first_booked_days"],
        ["goal_days", "meeting_interval_days"],
    ]


def test_page_saves_only_what_was_changed_on_it(client_of, administrator, program, page):
    client = client_of(administrator)
    names = {f"initial-{name}": str(it.of(program)) for name, it in all_settings().items()}
    assert all(f'name="{name}"' in client.get(page).content.decode() for name in names)
    old = filled(program) | names

    assert client.post(page, old | {"goal_days": "30"}).status_code == 302
    assert (
        client.post(page, old | {"first_booked_days": "7", "meeting_interval_days": "7"}).status_code == 302
    )

    stored = fresh(program)
    assert stored.settings == {"goal_days": 30, "first_booked_days": 7}
    assert stored.meeting_interval_days == 7


def test_gap_and_plan_and_survey_follow_the_settings(scope, by):
    program = make_program(meeting_interval_days=14)
    values = {
        "plan_stale_days": 21,
        "plan_stale_intervals": 1,
        "survey_open_days": 8,
        "survey_first_reminder": 3,
    }
    update_program_settings(program, values=values, by=by, today=TODAY)
    assert plan_limits(program).stale_after(14) == 21
    assert (open_days_in(program), reminder_days_in(program, 8)) == (8, [3])
    assert (open_days_in(None), reminder_days_in(None, 14)) == (14, [4, 9])


@pytest.mark.parametrize(
    ("setting", "value"), [(FIRST_BOOKED, 5), (PLAN_STALE, 30), (GOAL_QUIET, 2.5), (SILENCE_ASK, 100)]
)
def test_queries_read_the_same_number(scope, setting, value):
    usual, changed = make_program(), make_program(settings={setting.name: value})
    found = Program.objects.annotate(it=setting_in_sql(setting, "")).values_list("pk", "it")
    assert dict(found) == {usual.pk: setting.default, changed.pk: value}


def test_copy_and_template_take_settings_over(scope, by):
    source = make_program(name="Board", settings={"goal_days": 30}, review_every=5)
    copy = copy_program(source, name="Board 2", starts_on=TODAY, by=by)
    assert (copy.settings, copy.review_every) == ({"goal_days": 30}, 5)
    buddies = create_program(
        name="Buddies",
        starts_on=TODAY,
        ends_on=None,
        meeting_interval_days=7,
        template="onboarding",
        settings={"goal_days": 20},
        by=by,
    )
    assert buddies.settings["first_booked_days"] == 7
    assert buddies.settings["goal_days"] == 20


def test_api_shows_changes_and_resets(client_of, administrator, program, it_is_today):
    client, one = client_of(administrator), f"/api/v1/o/acme/programs/{program.pk}/"
    found = client.get(one).json()["settings"]
    assert (found["first_held_days"], found["gap_attention"], found["survey_open_days"]) == (28, 1.5, 14)
    answer = client.patch(one, json.dumps({"settings": {"goal_days": 30, "review_every": 4}}), **JSON)
    assert (answer.status_code, answer.json()["settings"]["goal_days"]) == (200, 30)
    assert fresh(program).review_every == 4
    client.patch(one, json.dumps({"name": "Leaders"}), **JSON)
    assert fresh(program).settings == {"goal_days": 30}
    client.patch(one, json.dumps({"settings": {"goal_days": None}}), **JSON)
    assert fresh(program).settings == {}
    refused = client.patch(one, json.dumps({"settings": {"first_held_days": 10}}), **JSON)
    assert refused.status_code == 400
    assert fresh(program).settings == {}


def test_page_has_as_many_queries_with_changed_settings(
    client_of, administrator, program, page, django_assert_num_queries
):
    client = client_of(administrator)
    client.get(page)
    with django_assert_num_queries(QUERIES):
        client.get(page)
    with tenant_scope(program.organization_id):
        Program.objects.filter(pk=program.pk).update(settings={"goal_days": 30, "plan_due_days": 3})
    with django_assert_num_queries(QUERIES):
        client.get(page)


QUERIES = 10

"""The plans of a program for those who run it: in numbers, with nudges, and never a word of what they say."""

from datetime import timedelta

import pytest

from goals.actions import export_plans
from goals.models import ActionPlan
from goals.selectors.plans import matches_with_plan, plans_of_program
from mentoring.audit.models import AuditEvent
from mentoring.mail.models import OutboxMessage
from mentoring.tenancy.actor import Actor
from mentoring.tenancy.scope import tenant_scope
from programs.health.evaluate import evaluate_program
from programs.models import Match
from programs.today.todo import next_steps
from tests.factories.goals import make_action_plan, make_plan_action, make_plan_revision
from tests.factories.people import make_person
from tests.factories.programs import make_absence, make_match, make_participant, make_program
from tests.programs.queries import queries_of


@pytest.fixture
def today(organization):
    from django.utils import timezone  # the pages read the clock

    return organization.local_date(timezone.now())


@pytest.fixture
def program(organization, today):
    with tenant_scope(organization.id):
        made = make_program(name="Rising Leaders", starts_on=today - timedelta(days=200), ends_on=None)
        made.organization = organization
        return made


@pytest.fixture
def plan(organization, program, today):
    """Make a match whose plan was updated so many days ago, or without a plan for None."""

    def make(days, name="Jon", *, unchanged=0, state="active") -> Match:
        with tenant_scope(organization.id):
            mentor = make_participant(
                program=program,
                role="mentor",
                person=make_person(first_name=name, last_name="Mentor", email=f"{name.lower()}@example.org"),
            )
            match = make_match(
                program=program,
                mentor=mentor,
                state=state,
                started_on=today - timedelta(days=90),
                held_count=3,
                last_held_on=today,
                overridden_by=None,
            )
            if days is not None:
                on = today - timedelta(days=days)
                made = make_action_plan(match=match, revised_on=on, unchanged_in_a_row=unchanged)
                make_plan_action(plan=made, title="MARK-step", due_on=today - timedelta(days=1))
                make_plan_action(plan=made, title="MARK-done", done_on=today)
                make_plan_revision(plan=made, source="MARK-source")
            return match

    return make


def address(program):
    return f"/o/acme/programs/{program.pk}/plans/"


def test_list_shows_status_and_numbers_and_no_word(program, plan, administrator, client_of):
    match = plan(60)
    plan(42, "Lena"), plan(3, "Olu"), plan(None, "Ines")
    client = client_of(administrator)
    page = client.get(address(program)).content.decode()
    assert "1 of 4 action plans is up to date." in page or "1 of 4 action plans are up to date." in page
    for status in ("Stale (1)", "Due (1)", "Up to date (1)", "Not begun (1)", "Unchanged three times (0)"):
        assert status in page
    assert "1 open, 1 done, 1 overdue" in page
    assert (
        page.index("Jon Mentor")
        < page.index("Lena Mentor")
        < page.index("Ines Mentor")
        < page.index("Olu Mentor")
    )
    base = f"/o/acme/programs/{program.pk}/matches/{match.pk}/"
    for path in (address(program), base, f"{base}plan/", "/o/acme/audit/", f"/o/acme/programs/{program.pk}/"):
        assert "MARK" not in client.get(path).content.decode(), path


@pytest.mark.parametrize(
    ("status", "names"),
    [("stale", ["Jon"]), ("due", ["Lena"]), ("not_begun", ["Ines"]), ("unchanged", ["Olu"]), ("?", 4)],
)
def test_list_is_filtered_by_status(program, plan, administrator, client_of, status, names):
    plan(60), plan(42, "Lena"), plan(3, "Olu", unchanged=3), plan(None, "Ines")
    page = client_of(administrator).get(f"{address(program)}?status={status}").content.decode()
    shown = [name for name in ("Jon", "Lena", "Olu", "Ines") if f"{name} Mentor" in page]
    assert shown == names if isinstance(names, list) else len(shown) == names


def test_list_costs_the_same_for_one_and_many(program, plan, administrator, client_of):
    client = client_of(administrator)
    plan(60)
    client.get(address(program))
    one = queries_of(client, address(program))
    for n in range(4):
        plan(30 * n, f"Jon{n}")
    assert queries_of(client, address(program)) == one


def test_export_has_numbers_only_and_is_recorded(organization, program, plan, today):
    plan(60), plan(None, "Ines")
    with tenant_scope(organization.id):
        table = export_plans(program, status="", by=Actor.system("test"), today=today)
        assert AuditEvent.objects.filter(action="goals.export_plans").count() == 1
    assert "MARK" not in table.csv
    assert [row[6] for row in table.rows] == ["Stale", "Not begun"]
    assert [row[9:13] for row in table.rows] == [[1, 1, 1, 1], [None, None, None, 0]]


def test_nudge_goes_to_the_mentors_of_stale_plans_with_preview_and_undo(
    organization, program, plan, administrator, client_of
):
    plan(60), plan(3, "Lena"), plan(90, "Paul", state="paused")
    client = client_of(administrator)
    page = client.get(address(program)).content.decode()
    assert "Remind 1 mentor of a stale plan" in page
    query = "group=plans-stale&audience=mentors&start=plan-stale"
    assert query.replace("&", "&amp;") in page
    url = f"/o/acme/programs/{program.pk}/write/?{query}"
    form = client.get(url).content.decode()
    assert "Is your action plan with {partner_names} up to date?" in form
    given = {"audience": "mentors", "subject": "Your plan", "body": "Hello {first_name}"}
    preview = client.post(url, given).content.decode()
    assert "jon@example.org" in preview or "Jon Mentor" in preview
    assert "Lena" not in preview
    client.post(url, {**given, "send": "1"})
    with tenant_scope(organization.id):
        assert list(OutboxMessage.objects.values_list("recipient_email", flat=True)) == ["jon@example.org"]


def test_groups_leave_out_paused_matches_and_new_ones(organization, program, plan, today):
    stale, missing = plan(60), plan(None, "Ines")
    plan(60, "Paul", state="paused")
    new = plan(None, "New")
    with tenant_scope(organization.id):
        Match.objects.filter(pk=new.pk).update(started_on=today, held_count=0)
        assert matches_with_plan(program, today, status="stale") == [stale.pk]
        assert matches_with_plan(program, today, status="not_begun") == [missing.pk]


def test_absence_keeps_a_plan_from_going_stale(organization, program, plan, today):
    match = plan(50)
    with tenant_scope(organization.id):
        first = today - timedelta(days=20)
        make_absence(participant=match.mentee, starts_on=first, ends_on=first + timedelta(days=12))
        assert [it.facts.freshness.status for it in plans_of_program(program, today=today)] == ["up_to_date"]


def test_stale_and_unchanged_plans_need_attention_and_are_never_at_risk(organization, program, plan, today):
    stale, unchanged, fine = plan(60), plan(3, "Olu", unchanged=3), plan(3, "Lena")
    with tenant_scope(organization.id):
        evaluate_program(program, today=today)
        found = {it.pk: it for it in Match.objects.all()}
    plan_signals = {
        pk: [signal["code"] for signal in match.signals if signal["code"].startswith("plan")]
        for pk, match in found.items()
    }
    assert plan_signals == {stale.pk: ["plan-stale"], unchanged.pk: ["plan-unchanged"], fine.pk: []}
    assert "at_risk" not in {signal["level"] for match in found.values() for signal in match.signals}


def test_today_groups_stale_plans_and_mentors_without_a_plan(
    organization, program, plan, today, administrator, client_of
):
    for n in range(4):
        plan(60, f"Jon{n}")
        plan(None, f"Ines{n}")
    with tenant_scope(organization.id):
        Match.objects.update(goals_agreed=1)
        evaluate_program(program, today=today)
        steps = {item.fact: item for item in next_steps(program, today=today)}
        texts = " ".join(f"{item.who} {item.fact}" for item in steps.values())
    assert "4 action plans are stale" in texts
    assert "4 mentors have not begun an action plan" in texts
    urls = [item.step_url for item in steps.values()]
    assert any("only=plan-stale" in url and "start=plan-stale" in url for url in urls)
    assert any("group=plans-not-begun" in url for url in urls)


def test_nobody_is_asked_to_begin_where_plans_are_not_used(organization, program, plan, today):
    plan(None)
    with tenant_scope(organization.id):
        ActionPlan.objects.all().delete()
        texts = str(next_steps(program, today=today))
    assert "action plan" not in texts


def test_section_of_the_match_page_has_numbers(program, plan, administrator, client_of):
    match = plan(10)
    path = f"/o/acme/programs/{program.pk}/matches/{match.pk}/"
    client = client_of(administrator)
    assert f'hx-get="{path}plan/"' in client.get(path).content.decode()
    section = client.get(f"{path}plan/").content.decode()
    assert "1 open, 1 done, 1 overdue" in section
    assert "10 days ago" in section

"""An action plan from its starting point on: written by the mentor, read and ticked off by the mentee."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import close_old_connections, connection

from goals.actions import (
    PlanSavedMeanwhile,
    add_action,
    complete_action,
    confirm_action_plan,
    move_action,
    remove_action,
    restore_revision,
    save_action_plan,
    undo_confirmation,
)
from goals.models import ActionPlan, PlanAction, PlanRevision
from goals.plan_changes import Entry, merged
from goals.plan_starting_points import plan_starts
from goals.selectors.plans import entries_of, revisions_of
from goals.views.plan_wording import revision_label
from mentoring.audit.models import AuditEvent
from mentoring.tenancy.actor import Actor
from mentoring.tenancy.scope import tenant_scope
from programs.models import Match
from programs.selectors.parties import parties_in
from tests.factories.goals import make_goal
from tests.factories.programs import make_match, make_participant
from tests.factories.tenancy import make_organization
from tests.programs.queries import queries_of
from tests.programs.test_agreements import pair  # noqa: F401 - a fixture

TODAY = date(2026, 10, 1)
NOW = datetime(2026, 10, 1, 9, 0, tzinfo=UTC)
BY = Actor.system("test")


@pytest.fixture
def sides(pair, organization):  # noqa: F811
    with tenant_scope(organization.id):
        yield parties_in(pair)


def entry(title, *, who="mentee", due_on=None, goal=None):
    return Entry(uuid4(), title, who, due_on, goal)


def save(party, entries, *, base, on=TODAY, **more):
    return save_action_plan(party, entries=entries, base=base, by=BY, now=NOW, today=on, **more)


def confirm(party, on):
    return confirm_action_plan(party, by=BY, now=NOW, today=on)


@pytest.fixture
def plan(sides):
    """The first revision: MARK-one of the mentor, MARK-two of the mentee."""
    entries = [entry("MARK-one", who="mentor", due_on=TODAY + timedelta(days=3)), entry("MARK-two")]
    return save(sides[0], entries, base=0)


def test_each_save_is_a_revision_that_stays_readable(sides, plan):
    first, second = entries_of(plan)
    save(sides[0], [first, entry("MARK-three")], base=1, on=TODAY + timedelta(days=5))
    assert [it.title for it in entries_of(plan)] == ["MARK-one", "MARK-three"]
    then = PlanRevision.objects.get(number=1)
    assert [Entry.read(it) for it in then.actions] == [first, second]
    assert [revision_label(it) for it in revisions_of(plan)] == ["1 added, 1 removed", "2 added"]
    plan.refresh_from_db()
    assert (plan.revision, plan.revised_on) == (2, TODAY + timedelta(days=5))


def test_starting_point_names_the_first_revision(sides):
    start = plan_starts()["beginning"]
    plan = save(sides[0], start.entries(TODAY), base=0, source=start.label)
    assert [revision_label(it) for it in revisions_of(plan)] == ["From “The first 90 days”"]
    assert PlanAction.objects.order_by("position").first().due_on == TODAY + timedelta(days=7)


def test_nothing_changed_is_a_revision_and_the_third_in_a_row_is_counted(sides, plan):
    for n in (1, 2, 3):
        plan = confirm(sides[0], TODAY + timedelta(days=n))
        assert (plan.revision, plan.unchanged_in_a_row) == (n + 1, n)
    plan = save(sides[0], [*entries_of(plan), entry("MARK-three")], base=4)
    assert plan.unchanged_in_a_row == 0


def test_nothing_changed_twice_on_a_day_counts_once(sides, plan):
    confirm(sides[0], TODAY + timedelta(days=1))
    assert confirm(sides[0], TODAY + timedelta(days=1)).revision == 2


def test_confirmation_after_a_tick_is_a_change(sides, plan):
    complete_action(sides[1], action=PlanAction.objects.get(title="MARK-two"), by=BY, today=TODAY)
    plan = confirm(sides[0], TODAY + timedelta(days=1))
    assert plan.unchanged_in_a_row == 0
    assert revision_label(revisions_of(plan)[0]) == "1 done"


def test_undoing_a_confirmation_restores_the_day_and_the_count(sides, plan):
    confirm(sides[0], TODAY + timedelta(days=1))
    latest = confirm(sides[0], TODAY + timedelta(days=2))
    assert undo_confirmation(sides[0], number=latest.revision, by=BY, today=TODAY)
    plan.refresh_from_db()
    assert (plan.revision, plan.revised_on, plan.unchanged_in_a_row) == (2, TODAY + timedelta(days=1), 1)


def test_a_change_of_words_is_not_undone_as_a_confirmation(sides, plan):
    plan = save(sides[0], [*entries_of(plan), entry("MARK-three")], base=1)
    assert not undo_confirmation(sides[0], number=plan.revision, by=BY, today=TODAY)
    assert PlanRevision.objects.count() == 2


def test_whoever_saves_later_gets_both_versions_and_nothing_is_written(sides, plan):
    first, second = entries_of(plan)
    save(sides[0], [first, second, entry("MARK-theirs")], base=1)
    mine = [first, second, entry("MARK-mine")]
    with pytest.raises(PlanSavedMeanwhile) as caught:
        save(sides[0], mine, base=1)
    assert [it.title for it in caught.value.theirs] == ["MARK-one", "MARK-two", "MARK-theirs"]
    assert PlanRevision.objects.count() == 2
    both = merged(caught.value.base, caught.value.theirs, mine)
    save(sides[0], both, base=2)
    assert [it.title for it in entries_of(plan)] == ["MARK-one", "MARK-two", "MARK-theirs", "MARK-mine"]


def test_tick_in_another_window_survives_a_save(sides, plan):
    read = entries_of(plan)
    complete_action(sides[1], action=PlanAction.objects.get(title="MARK-two"), by=BY, today=TODAY)
    save(sides[0], [*read, entry("MARK-three")], base=1)
    assert PlanAction.objects.get(title="MARK-two").done_on == TODAY


def test_action_removed_meanwhile_comes_back_with_its_tick(sides, plan):
    read = entries_of(plan)
    complete_action(sides[0], action=PlanAction.objects.get(title="MARK-one"), by=BY, today=TODAY)
    confirm(sides[0], TODAY)
    remove_action(sides[0], action_id=read[0].id, by=BY, now=NOW, today=TODAY)
    restore_revision(sides[0], number=2, by=BY, now=NOW, today=TODAY)
    assert PlanAction.objects.get(title="MARK-one").done_on == TODAY


def test_mentee_ticks_own_actions_only_and_changes_nothing_else(sides, plan):
    mentor, mentee = sides
    mine, theirs = PlanAction.objects.get(title="MARK-two"), PlanAction.objects.get(title="MARK-one")
    assert complete_action(mentee, action=mine, by=BY, today=TODAY).done_on == TODAY
    assert complete_action(mentee, action=mine, by=BY, today=TODAY, is_done=False).done_on is None
    with pytest.raises(ValidationError, match="Only the mentor"):
        complete_action(mentee, action=theirs, by=BY, today=TODAY)
    with pytest.raises(ValidationError, match="Only the mentor"):
        save(mentee, entries_of(plan), base=1)
    with pytest.raises(ValidationError, match="Only the mentor"):
        confirm(mentee, TODAY)
    assert complete_action(mentor, action=mine, by=BY, today=TODAY).done_on == TODAY


def test_actions_are_moved_among_the_open_ones(sides, plan):
    plan = add_action(sides[0], entry=entry("MARK-three"), by=BY, now=NOW, today=TODAY)
    last = PlanAction.objects.get(title="MARK-three")
    move_action(sides[0], action=last, is_up=True, by=BY)
    move_action(sides[0], action=last, is_up=True, by=BY)
    move_action(sides[0], action=last, is_up=True, by=BY)
    assert [it.title for it in entries_of(plan)] == ["MARK-three", "MARK-one", "MARK-two"]
    assert plan.revision == 2


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ([], "at least one action"),
        ([entry("x" * 201)], "at most 200 characters"),
        ([entry("Yesterday", due_on=TODAY - timedelta(days=1))], "has passed"),
        ([entry("Whose", who="boss")], "Choose who does"),
        ([entry(f"Action {n}") for n in range(31)], "at most 30 actions"),
        ([entry(" ")], "what is to be done"),
    ],
)
def test_impossible_plans_are_refused_with_a_sentence(sides, given, sentence):
    with pytest.raises(ValidationError, match=sentence):
        save(sides[0], given, base=0)
    assert not PlanRevision.objects.exists()


def test_goal_of_another_match_and_action_of_another_plan_are_refused(sides, plan):
    with pytest.raises(ValidationError, match="not one of this match"):
        save(sides[0], [entry("Other goal", goal=make_goal().pk)], base=1)
    other = ActionPlan.objects.create(match=make_goal().match)
    taken = PlanAction.objects.create(plan=other, title="Theirs")
    with pytest.raises(ValidationError, match="another plan"):
        save(sides[0], [Entry(taken.pk, "Mine", "mentor")], base=1)
    assert PlanAction.objects.get(pk=taken.pk).title == "Theirs"


def test_ended_match_keeps_its_plan_as_it_is(sides, plan):
    sides[0].match.state = "ended"
    with pytest.raises(ValidationError, match="has ended"):
        confirm(sides[0], TODAY)


def test_audit_log_has_no_word_of_the_plan(sides, plan):
    add_action(sides[0], entry=entry("MARK-three"), by=BY, now=NOW, today=TODAY)
    remove_action(sides[0], action_id=entries_of(plan)[0].id, by=BY, now=NOW, today=TODAY)
    assert AuditEvent.objects.filter(action="goals.save_action_plan").count() == 3
    assert "MARK" not in str(list(AuditEvent.objects.values()))


def test_pages_from_home_to_a_saved_plan(pair, mentor, mentee, organization, client_of):  # noqa: F811
    client = client_of(mentor)
    base = f"/o/acme/my/matches/{pair.pk}/plan/"
    assert f'href="{base}"' in client.get("/o/acme/").content.decode()
    assert f'href="{base}edit/?start=beginning"' in client.get(base).content.decode()
    assert (
        "Write down what you want from this match"
        in client.get(f"{base}edit/?start=beginning").content.decode()
    )
    form = {
        "base": "0",
        "actions-TOTAL_FORMS": "2",
        "actions-INITIAL_FORMS": "1",
        "actions-0-title": "MARK-one",
        "actions-0-who": "mentor",
        "actions-0-due_on": "2099-01-31",
        "actions-1-title": "",
        "actions-1-who": "mentee",
    }
    assert client.post(f"{base}edit/?start=beginning", form).status_code == 302
    page = client.get(base).content.decode()
    assert "MARK-one" in page
    assert "Up to date" in page
    assert client.get(f"{base}print/").status_code == 200
    # A second window that was opened before: both versions, and the choice of both.
    answer = client.post(f"{base}edit/", {**form, "actions-0-title": "MARK-other"})
    assert answer.status_code == 409
    assert "MARK-one" in answer.content.decode()
    assert "MARK-other" in answer.content.decode()
    assert "MARK-one" in client_of(mentee).get(base).content.decode()
    assert client_of(mentee).get(f"{base}edit/").status_code == 403
    client.post(f"{base}actions/add/", {"title": "MARK-three", "who": "mentee"})
    with tenant_scope(organization.id):
        action = PlanAction.objects.get(title="MARK-three")
    client_of(mentee).post(f"{base}actions/{action.pk}/done/")
    client.post(f"{base}confirm/")
    page = client.get(f"{base}revisions/1/").content.decode()
    assert "1 added" in page
    assert "Restore revision 1" in page
    client.post(f"{base}revisions/1/restore/")
    with tenant_scope(organization.id):
        assert list(PlanAction.objects.values_list("title", flat=True)) == ["MARK-one"]
        assert ActionPlan.objects.get().revision == 4


def test_home_offers_nothing_changed_for_a_stale_plan(pair, mentor, organization, client_of):  # noqa: F811
    with tenant_scope(organization.id):
        match = Match.objects.get(pk=pair.pk)
        save(parties_in(match)[0], [entry("MARK-one")], base=0, on=date(2026, 8, 1))
    client = client_of(mentor)
    accepted = {"contact": "Chat", "reply_within_days": "2", "wishes": ""}
    client.post(f"/o/acme/my/matches/{pair.pk}/agreement/", accepted)
    client.post(f"/o/acme/my/participations/{pair.mentor_id}/briefing/read/")
    page = client.get("/o/acme/").content.decode()
    assert "Is the action plan up to date?" in page
    assert 'name="then" value="home"' in page
    answer = client.post(f"/o/acme/my/matches/{pair.pk}/plan/confirm/", {"then": "home"})
    assert answer.headers["Location"] == "/o/acme/"
    assert "Is the action plan up to date?" not in client.get("/o/acme/").content.decode()


def test_home_costs_the_same_for_one_and_many_plans(pair, mentor, organization, client_of):  # noqa: F811
    client = client_of(mentor)
    with tenant_scope(organization.id):
        save(parties_in(Match.objects.get(pk=pair.pk))[0], [entry("MARK-one")], base=0, on=date(2026, 8, 1))
    client.get("/o/acme/")
    one = queries_of(client, "/o/acme/")
    with tenant_scope(organization.id):
        for n in range(4):
            match = make_match(
                program=pair.program,
                mentor=pair.mentor,
                mentee=make_participant(program=pair.program, role="mentee"),
            )
            save(parties_in(match)[0], [entry(f"MARK-{n}")], base=0, on=date(2026, 8, 1))
    assert queries_of(client, "/o/acme/") == one


@pytest.mark.raw_sql
def test_of_several_first_saves_at_once_one_wins_and_the_others_are_told(committed_db):
    organization = make_organization()
    with tenant_scope(organization.id):
        match = make_match(overridden_by=None)

    def run(n: int) -> bool:
        try:
            with tenant_scope(organization.id):
                found = Match.objects.select_related("program", "mentor__person", "mentee__person")
                save(parties_in(found.get(pk=match.pk))[0], [entry(f"Action {n}")], base=0)
            return True
        except PlanSavedMeanwhile:
            return False
        finally:
            close_old_connections()
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(run, range(4))) == [False, False, False, True]
    with tenant_scope(organization.id):
        assert PlanRevision.objects.filter(plan__match=match).count() == 1

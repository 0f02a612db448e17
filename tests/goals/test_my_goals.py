"""A goal from the first question to its end, as the two of a match go through it."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from goals.actions import (
    add_milestone,
    agree_goal,
    close_goal,
    confirm_check_in,
    create_goal,
    extend_goal,
    propose_goal,
    record_check_in,
    undo_check_in,
    update_goal,
)
from goals.emails import agreement_context
from goals.forms import MeasureForm
from goals.models import CheckIn, Goal, GoalAgreement
from goals.summary import goal_summary
from goals.views.cards import GoalMoved
from mentoring.audit.models import AuditEvent
from mentoring.mail.models import OutboxMessage
from mentoring.tenancy.actor import Actor
from mentoring.tenancy.links import LINK_VIEWS
from mentoring.tenancy.scope import tenant_scope
from programs.selectors.parties import parties_in
from tests.programs.queries import queries_of
from tests.programs.test_agreements import pair  # noqa: F401 - a fixture

TODAY = date(2026, 10, 1)
NOW = datetime(2026, 10, 1, 9, 0, tzinfo=UTC)
BY = Actor.system("test")
ANSWERS = {
    "title": "MARK present our decisions to the sales team",
    "skill": "Presenting",
    "kind": "number",
    "direction": "raise",
    "measure": "rating on the feedback card",
    "baseline": Decimal("2.5"),
    "target": Decimal(4),
    "unit": "of 5",
    "support": "Karin listens to a dry run",
    "in_reach": "yes",
    "relevance": "The review in February decides on the platform",
    "due_on": date(2027, 1, 15),
}


@pytest.fixture
def sides(pair, organization):  # noqa: F811
    with tenant_scope(organization.id):
        yield parties_in(pair)


@pytest.fixture
def agreed(sides):
    mentor, mentee = sides
    goal = create_goal(mentee, values=ANSWERS, by=BY, today=TODAY)
    propose_goal(goal, party=mentee, by=BY, now=NOW, today=TODAY)
    agree_goal(goal, role=mentor.role, by=BY, now=NOW, today=TODAY)
    return Goal.objects.select_related("match__program").get()


def check_in(goal, value, *, pace="on_track", **given):
    values = {"note": "", "by": BY, "now": NOW, "today": TODAY + timedelta(days=10), **given}
    return record_check_in(goal, value=None if value is None else Decimal(value), pace=pace, **values)


def test_goal_starts_when_both_have_agreed_and_its_thresholds_are_fixed(agreed):
    assert (agreed.state, agreed.agreed_on, agreed.exceeded_from) == ("agreed", TODAY, Decimal("4.4"))
    assert agreed.match.goals_agreed == 0 or Goal.objects.get().match.goals_agreed == 1


def test_partner_is_asked_by_email_and_a_change_asks_again(sides):
    _mentor, mentee = sides
    goal = create_goal(mentee, values=ANSWERS, by=BY, today=TODAY)
    propose_goal(goal, party=mentee, by=BY, now=NOW, today=TODAY)
    message = OutboxMessage.objects.get()
    assert message.recipient_email == "ada@example.org"
    context = agreement_context(message)
    assert context is not None
    assert "rating on the feedback card, raised from 2.5 to 4 of 5." in context["sentence"]
    update_goal(goal, values={"target": Decimal("4.5")}, by=BY, today=TODAY)
    assert agreement_context(message) is None
    assert not GoalAgreement.objects.filter(agreed_at__isnull=False).exists()


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"target": Decimal("2.5")}, "same as today"),
        ({"target": Decimal(1)}, "other direction"),
        ({"direction": "lower"}, "other direction"),
        ({"due_on": TODAY}, "has passed"),
        ({"due_on": date(2030, 1, 1)}, "after the program ends"),
        ({"title": "x" * 5000}, "at most 300 characters"),
    ],
)
def test_impossible_answers_are_refused_with_a_sentence(sides, given, sentence):
    with pytest.raises(ValidationError, match=sentence):
        create_goal(sides[1], values={**ANSWERS, **given}, by=BY, today=TODAY)
    assert not Goal.objects.exists()


def test_goal_may_lower_something(sides):
    values = {**ANSWERS, "direction": "lower", "baseline": Decimal(9), "target": Decimal(3)}
    assert create_goal(sides[1], values=values, by=BY, today=TODAY).target == 3


def test_goal_without_measure_cannot_be_proposed(sides):
    goal = create_goal(sides[1], values={**ANSWERS, "target": None}, by=BY, today=TODAY)
    with pytest.raises(ValidationError, match="Say how you will tell"):
        propose_goal(goal, party=sides[1], by=BY, now=NOW, today=TODAY)


def test_several_check_ins_on_a_day_count_as_several(agreed):
    check_in(agreed, "3.0")
    check_in(agreed, "3.4", pace="stuck", now=NOW + timedelta(minutes=1))
    agreed.refresh_from_db()
    assert (agreed.current_value, agreed.progress_percent, agreed.is_stuck) == (Decimal("3.40"), 60, True)
    assert CheckIn.objects.count() == 2


def test_undo_restores_what_was_before(agreed):
    check_in(agreed, "3.0", now=NOW)
    second = check_in(agreed, "3.4", pace="stuck", now=NOW + timedelta(minutes=1))
    undo_check_in(second, by=BY, today=TODAY)
    agreed.refresh_from_db()
    assert (agreed.current_value, agreed.is_stuck) == (Decimal("3.00"), False)


@pytest.mark.parametrize(("value", "attainment"), [("4.0", "met"), ("4.39", "met"), ("4.4", "exceeded")])
def test_attainment_follows_from_the_thresholds(agreed, value, attainment):
    check_in(agreed, value)
    agreed.refresh_from_db()
    closed = close_goal(agreed, state="met", reason="", by=BY, now=NOW, today=TODAY + timedelta(days=20))
    assert (closed.state, closed.attainment) == ("met", attainment)


def test_goal_below_its_target_is_not_met(agreed):
    check_in(agreed, "3.9")
    agreed.refresh_from_db()
    with pytest.raises(ValidationError, match="not reached yet"):
        close_goal(agreed, state="met", reason="", by=BY, now=NOW, today=TODAY)


def test_goal_that_the_mentor_closes_as_met_is_confirmed_met(agreed):
    check_in(agreed, "4.2")
    assert goal_summary(agreed.match.program).met_confirmed == 0
    agreed.refresh_from_db()
    close_goal(agreed, state="met", reason="", by=BY, now=NOW, today=TODAY, by_mentor=True)
    assert CheckIn.objects.get().confirmed_at == NOW
    assert goal_summary(agreed.match.program).met_confirmed == 1


def test_closing_a_goal_that_is_done_or_not_is_its_last_check_in(sides):
    mentor, mentee = sides
    goal = create_goal(mentee, values={**ANSWERS, "kind": "done"}, by=BY, today=TODAY)
    propose_goal(goal, party=mentee, by=BY, now=NOW, today=TODAY)
    goal = agree_goal(goal, role=mentor.role, by=BY, now=NOW, today=TODAY)
    closed = close_goal(goal, state="met", reason="", by=BY, now=NOW, today=TODAY)
    assert (closed.progress_percent, closed.last_check_in_on) == (100, TODAY)
    assert goal_summary(goal.match.program).met_confirmed == 0
    confirm_check_in(CheckIn.objects.get(), by=BY, now=NOW)
    assert goal_summary(goal.match.program).met_confirmed == 1


def test_dropping_needs_a_reason(agreed):
    with pytest.raises(ValidationError, match="Say why"):
        close_goal(agreed, state="dropped", reason=" ", by=BY, now=NOW, today=TODAY)
    assert (
        close_goal(agreed, state="dropped", reason="New job", by=BY, now=NOW, today=TODAY).attainment
        == "not_met"
    )


def test_extending_moves_the_date_and_nothing_else(agreed):
    extended = extend_goal(agreed, due_on=date(2027, 1, 30), reason="", by=BY, today=TODAY)
    assert (extended.due_on, extended.exceeded_from) == (date(2027, 1, 30), Decimal("4.4"))
    with pytest.raises(ValidationError, match="after the current one"):
        extend_goal(agreed, due_on=date(2026, 12, 1), reason="", by=BY, today=TODAY)


def test_milestone_after_the_goal_is_refused(agreed):
    with pytest.raises(ValidationError, match="after the goal is due"):
        add_milestone(agreed, title="Too late", due_on=date(2027, 1, 16), by=BY, today=TODAY)


def test_pages_lead_from_the_first_question_to_agreement(pair, mentor, mentee, organization, client_of):  # noqa: F811
    client, base = client_of(mentee), f"/o/acme/my/matches/{pair.pk}/goals/"
    answer = client.post(f"{base}new/", {"title": ANSWERS["title"], "skill": "Presenting", "owner": "mentee"})
    assert answer.status_code == 302, answer.content.decode()[:2000]
    pages = [
        {
            "kind": "number",
            "measure": "rating on the card",
            "direction": "raise",
            "baseline": "2.5",
            "target": "4",
        },
        {"support": "Karin listens to a dry run", "obstacles": "", "in_reach": "yes"},
        {"relevance": "The review in February decides on it"},
        {"due_on": "2027-01-15"},
    ]
    for given in pages:
        address = answer.headers["Location"]
        assert client.get(address).status_code == 200
        answer = client.post(address, given)
        assert answer.status_code == 302, answer.content.decode()[:3000]
    goal_page = answer.headers["Location"]
    assert "MARK present our decisions" in client.get(goal_page).content.decode()
    client.post(f"{goal_page}propose/")
    other = client_of(mentor)
    accepted = {"contact": "Chat", "reply_within_days": "2", "wishes": ""}
    # The steps that come first.
    other.post(f"/o/acme/my/matches/{pair.pk}/agreement/", accepted)
    other.post(f"/o/acme/my/participations/{pair.mentor_id}/briefing/read/")
    assert "Read and agree" in other.get("/o/acme/").content.decode()
    other.post(f"{goal_page}agree/")
    with tenant_scope(organization.id):
        assert Goal.objects.get().state == "agreed"
    client.post(f"{goal_page}check-in/", {"value": "3.4", "pace": "on_track", "note": "MARK-note"})
    page = other.get(goal_page).content.decode()
    assert "MARK-note" in page
    assert "Confirm" in page


def test_hints_answer_while_typing_without_saving(pair, mentee, organization, client_of):  # noqa: F811
    client, base = client_of(mentee), f"/o/acme/my/matches/{pair.pk}/goals/"
    address = client.post(f"{base}new/", {"title": "Be better", "owner": "mentee"}).headers["Location"]
    page = client.post(
        address,
        {"kind": "number", "measure": "my feeling", "direction": "raise"},
        headers={"HX-Request": "true"},
    ).content.decode()
    assert "Something is missing" in page
    with tenant_scope(organization.id):
        assert Goal.objects.get().measure == ""


def test_link_from_the_email_agrees_without_signing_in(sides, organization, client):
    mentor, mentee = sides
    goal = create_goal(mentee, values=ANSWERS, by=BY, today=TODAY)
    propose_goal(goal, party=mentee, by=BY, now=NOW, today=TODAY)
    agreement = GoalAgreement.objects.get(role=mentor.role)
    path = LINK_VIEWS["goal"].path_to(agreement, organization)
    assert "Do you agree" in client.get(path).content.decode()
    assert Goal.objects.get().state == "proposed"
    for _n in range(2):
        assert client.post(path).status_code == 200
    assert Goal.objects.get().state == "agreed"
    update = GoalAgreement.objects.get(pk=agreement.pk)
    assert update.agreed_at is not None


def test_program_staff_see_the_growth_area_not_the_words(agreed, pair, administrator, client_of):  # noqa: F811
    check_in(agreed, "3.0", note="MARK-note")
    add_milestone(agreed, title="MARK-milestone", due_on=None, by=BY, today=TODAY)
    client = client_of(administrator)
    for path in (
        f"/o/acme/programs/{pair.program_id}/goals/",
        f"/o/acme/programs/{pair.program_id}/matches/{pair.pk}/goals/",
        f"/o/acme/programs/{pair.program_id}/matches/{pair.pk}/",
        "/api/v1/o/acme/goals/",
        "/api/v1/o/acme/check-ins/",
        "/o/acme/audit/",
    ):
        answer = client.get(path)
        assert answer.status_code == 200
        assert "MARK" not in answer.content.decode()
    assert "MARK" not in str(list(AuditEvent.objects.values()))
    assert "Presenting" in client.get(f"/o/acme/programs/{pair.program_id}/goals/").content.decode()


def test_home_costs_the_same_for_one_and_many_goals(agreed, pair, mentee, client_of):  # noqa: F811
    client = client_of(mentee)
    client.get("/o/acme/")
    before = queries_of(client, "/o/acme/")
    for number in range(5):
        Goal.objects.create(match=pair, title=f"Goal {number}", state="agreed", agreed_on=TODAY)
    assert queries_of(client, "/o/acme/") == before


def test_goal_without_numbers_is_asked_for_in_percent_after_a_session(agreed, pair):  # noqa: F811
    assert GoalMoved().load(parties_in(pair), now=NOW)[pair.pk] == [(agreed, "2.5 of 5")]
    Goal.objects.update(baseline=None, current_value=None)
    assert GoalMoved().load(parties_in(pair), now=NOW)[pair.pk] == [(agreed, "")]


def test_incomplete_action_of_a_plan_is_pointed_out(agreed, pair, mentor, client_of):  # noqa: F811
    page = f"/o/acme/my/matches/{pair.pk}/plan/edit/"
    values = {
        "base": "0",
        "actions-TOTAL_FORMS": "1",
        "actions-INITIAL_FORMS": "0",
        "actions-0-due_on": "2026-12-01",
    }
    assert "Correct the marked actions." in client_of(mentor).post(page, values).content.decode()


def test_goal_that_is_done_or_not_asks_for_no_numbers():
    form = MeasureForm({"kind": "done", "direction": "raise", "measure": "talk accepted", "target": "soon"})
    assert form.is_valid()
    assert form.cleaned_data["target"] is None

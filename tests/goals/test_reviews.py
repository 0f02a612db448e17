"""Reviews of objectives: what may be decided when, history, undo, reminder and Today."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from goals.actions.reviews import review_objective, undo_review
from goals.models import Objective, ObjectiveReview
from goals.periodic import run_reminders
from goals.views.objectives_today import ReviewsDue
from mentoring.mail.models import OutboxMessage
from mentoring.tenancy.actor import Actor
from mentoring.tenancy.scope import tenant_scope
from tests.factories.goals import make_objective
from tests.factories.programs import make_program
from tests.factories.reports import make_kpi_value, make_program_kpi

DUE = date(2027, 6, 30)


@pytest.fixture
def objective(organization):
    with tenant_scope(organization.id):
        program = make_program(
            name="Rising Leaders", starts_on=date(2026, 3, 2), ends_on=date(2026, 8, 31), state="running"
        )
        program.organization = organization
        return make_objective(program=program, next_review_on=date(2026, 11, 2), due_on=DUE)


def measured(objective, value):
    kpi = make_program_kpi(objective=objective, baseline=82)
    make_kpi_value(kpi=kpi, taken_on=date(2026, 10, 1), value=value, people=77)


def decide(objective, decision, *, today, **values):
    by = Actor.system("test")
    return review_objective(
        objective, values={"decision": decision, "reason": "As discussed", **values}, by=by, today=today
    )


@pytest.mark.parametrize("decision", ["replace", "drop"])
def test_objective_is_not_given_up_before_its_date(objective, organization, decision):
    with tenant_scope(organization.id):
        measured(objective, 84)
        with pytest.raises(ValidationError, match="This objective is due on June 30, 2027"):
            decide(objective, decision, today=date(2027, 6, 29))
        decide(objective, decision, today=DUE)
        objective.refresh_from_db()
        assert objective.state == {"replace": "replaced", "drop": "dropped"}[decision]
        assert objective.next_review_on is None


def test_target_is_raised_only_once_it_is_reached(objective, organization):
    with tenant_scope(organization.id):
        kpi = make_program_kpi(objective=objective, baseline=82)
        make_kpi_value(kpi=kpi, taken_on=date(2026, 10, 1), value=Decimal("89.5"))
        with pytest.raises(ValidationError, match="not reached, so it cannot be raised"):
            decide(objective, "raise", today=DUE, target=Decimal(95))
        make_kpi_value(kpi=kpi, taken_on=date(2026, 8, 31), value=Decimal("90.5"))
        with pytest.raises(ValidationError, match="goes beyond the present one"):
            decide(objective, "raise", today=date(2027, 1, 8), target=Decimal(89))
        review = decide(
            objective, "raise", today=date(2027, 1, 8), target=Decimal(95), due_on=date(2027, 12, 31)
        )
        objective.refresh_from_db()
        assert (objective.target, objective.due_on) == (95, date(2027, 12, 31))
        assert objective.next_review_on == date(2027, 4, 8)
        assert review.value == "90.5%"
        assert review.before["target"] == "90.00"
        undo_review(review, by=Actor.system("test"))
        objective.refresh_from_db()
        assert (objective.target, objective.due_on, objective.next_review_on) == (90, DUE, date(2026, 11, 2))
        assert not ObjectiveReview.objects.exists()


def test_review_needs_a_reason(objective, organization):
    with tenant_scope(organization.id), pytest.raises(ValidationError, match="Enter a reason"):
        review_objective(
            objective, values={"decision": "keep", "reason": " "}, by=Actor.system("test"), today=DUE
        )


def test_objective_is_kept_on_the_day_of_its_review(objective, organization):
    with tenant_scope(organization.id):
        Objective.objects.update(next_review_on=date(2027, 2, 2))
        review = decide(objective, "keep", today=date(2026, 11, 2))
        assert (review.before, review.after) == ({}, {})


def test_page_offers_only_to_keep_before_the_date(objective, organization, client_of, administrator):
    with tenant_scope(organization.id):
        measured(objective, 84)
    address = f"/o/acme/programs/{objective.program_id}/outcomes/objectives/"
    client = client_of(administrator)
    page = client.get(f"{address}{objective.pk}/review/").content.decode()
    assert 'value="keep"' in page
    assert 'value="drop"' not in page
    assert "Too early: due on Jun 30, 2027" in page
    assert "25% of the way from baseline to target." in page
    answer = client.post(f"{address}{objective.pk}/review/", {"decision": "drop", "reason": "No"})
    assert answer.status_code == 422
    assert "It is too early." in answer.content.decode()
    answer = client.post(
        f"{address}{objective.pk}/review/", {"decision": "keep", "reason": "Nine months"}, follow=True
    )
    text = answer.content.decode()
    assert "Review saved." in text
    assert "failed" not in text.lower()
    history = client.get(f"{address}{objective.pk}/review/").content.decode()
    assert "Kept, at 84%" in history
    with tenant_scope(organization.id):
        review = ObjectiveReview.objects.get()
        assert review.decided_by == administrator
    client.post(f"{address}{objective.pk}/reviews/{review.pk}/undo/")
    with tenant_scope(organization.id):
        assert not ObjectiveReview.objects.exists()


def test_answer_says_whether_the_program_achieves_its_goals(objective, organization, client_of, analyst):
    with tenant_scope(organization.id):
        measured(objective, 91)
        below = make_objective(
            program=objective.program, statement="Fill posts from within", due_on=date(2026, 6, 1)
        )
        kpi = make_program_kpi(objective=below, baseline=20, target=50, name="Posts")
        make_kpi_value(kpi=kpi, taken_on=date(2026, 5, 1), value=35)
        make_objective(program=objective.program, statement="Managers hand over more work")
    page = (
        client_of(analyst)
        .get(f"/o/acme/programs/{objective.program_id}/outcomes/objectives/")
        .content.decode()
    )
    assert "1 of 3 objectives have reached their targets" in page
    assert "More engineers of the first two years stay: 91%, target 90% (Target reached)." in page
    assert "Fill posts from within: 35%, target 50% (Below target)." in page
    assert "Managers hand over more work: Cannot be measured. It has no KPI." in page


def test_due_review_is_reminded_of_once_and_on_today(objective, organization, administrator):
    now = datetime(2026, 11, 2, 10, tzinfo=UTC)
    with tenant_scope(organization.id):
        assert ReviewsDue().items(objective.program, date(2026, 11, 1)) == []
        [item] = ReviewsDue().items(objective.program, date(2026, 11, 2))
        assert item.who == "1 objective is due for review"
    assert run_reminders(organization.id, now=now) == 1
    assert run_reminders(organization.id, now=now) == 0
    with tenant_scope(organization.id):
        [message] = OutboxMessage.objects.filter(kind="goals.objective_review")
        assert message.recipient_email_norm == administrator.user.email
        Objective.objects.update(next_review_on=date(2027, 2, 2))
    assert run_reminders(organization.id, now=now) == 0

"""Next steps on Today that come from goals: grouped, each with an email to preview, change and send."""

from datetime import timedelta

import pytest

from mentoring.mail.models import OutboxMessage
from mentoring.tenancy.scope import tenant_scope
from programs.announcement_text import starting_points
from programs.extensions import SIGNAL_WORDS
from programs.health.evaluate import evaluate_program
from programs.today.todo import next_steps
from tests.factories.goals import make_goal, make_milestone
from tests.programs.conftest import TODAY

CASES = [
    ("no-goal", "4 matches have no goal", "A goal for your mentoring in Rising Leaders", 8),
    ("milestone-overdue", "4 matches have an overdue milestone", "Is the date of your milestone still", 4),
    ("stuck", "4 mentees are stuck", "Please talk about the goal at your next session", 4),
]


def trouble(held, organization, code):
    match = held(70, 3, 17, goals_agreed=0 if code == "no-goal" else 1)
    with tenant_scope(organization.id):
        if code == "milestone-overdue":
            make_milestone(goal=make_goal(match=match), due_on=TODAY - timedelta(days=1))
        if code == "stuck":
            make_goal(match=match, is_stuck=True, last_check_in_on=TODAY - timedelta(days=9))
        match.mentor.person.email, match.mentee.person.email = f"{match.pk}@a.org", f"{match.pk}@b.org"
        for side in (match.mentor, match.mentee):
            side.person.save(update_fields=["email"])
    return match


def steps(organization, program):
    with tenant_scope(organization.id):
        return next_steps(program, today=TODAY)


def evaluate(match, organization):
    """Evaluate the program once more, now that the goals are there."""
    with tenant_scope(organization.id):
        evaluate_program(match.program, today=TODAY)


@pytest.mark.parametrize(("code", "fact", "subject", "people"), CASES)
def test_four_matches_are_one_step_whose_email_is_previewed_changed_and_sent(
    organization, program, held, administrator, client_of, code, fact, subject, people
):
    for _n in range(4):
        again = trouble(held, organization, code)
    evaluate(again, organization)
    found = steps(organization, program)
    assert [item.who for item in found] == [fact]
    client, address = client_of(administrator), found[0].step_url
    drafted = client.get(address).content.decode()
    start = starting_points()[code]
    assert start.subject in drafted
    text = {"audience": SIGNAL_WORDS[code].audience, "subject": start.subject, "body": start.body}
    page = client.post(address, {**text, "preview": "1"}).content.decode()
    assert subject in page
    with tenant_scope(organization.id):
        assert not OutboxMessage.objects.exists()
    client.post(address, {**text, "body": "Changed for {first_name}", "send": "1"})
    with tenant_scope(organization.id):
        assert OutboxMessage.objects.count() == people


@pytest.mark.parametrize("code", [case[0] for case in CASES])
def test_a_single_match_has_its_own_step_with_the_same_text(organization, program, held, code):
    match = trouble(held, organization, code)
    evaluate(match, organization)
    (item,) = steps(organization, program)
    assert f"match={match.pk}" in item.step_url
    assert f"start={SIGNAL_WORDS[code].start}" in item.step_url
    assert SIGNAL_WORDS[code].start in starting_points()

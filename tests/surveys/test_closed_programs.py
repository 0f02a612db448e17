"""Surveys at the end of matches, where the program is closed, reopened and closed again."""

from collections import Counter
from datetime import date, timedelta

import pytest

from mentoring.tenancy.scope import tenant_scope
from programs.actions import close_program, reopen_program
from programs.actions.match_states import end_match
from programs.extensions import PlannedSends
from surveys.forecast import SurveyForecast
from surveys.models import Invitation
from surveys.selectors.calendar import survey_calendar
from tests.factories.programs import make_participant
from tests.surveys.conftest import noon

pytestmark = pytest.mark.django_db


@pytest.fixture
def closed(organization, program, by):
    """Close the program on a day, or reopen it."""

    def change(day: date, *, again: bool = False) -> None:
        with tenant_scope(organization.id):
            if again:
                reopen_program(program, by=by, today=day)
            else:
                close_program(program, reason="as_planned", tells_people=False, by=by, today=day)

    return change


def test_matches_under_way_end_with_their_program(
    organization, mentees, match, scheduled, invited_on, closed
):
    """Ana's was to end before, Ben's is paused; Chi's ended long before and Dan's would have begun later."""
    match(started_on=date(2026, 8, 1), ended_on=date(2026, 9, 30))
    match(mentee=mentees[1], started_on=date(2026, 8, 1), state="paused", paused_until=date(2026, 12, 1))
    match(mentee=mentees[2], started_on=date(2026, 8, 1), state="ended", ended_on=date(2026, 9, 1))
    with tenant_scope(organization.id):
        dan = make_participant(program=mentees[0].program, role="mentee")
    match(mentee=dan, started_on=date(2026, 11, 20))
    scheduled("closing")
    scheduled("months_after", every=1)
    closed(date(2026, 11, 10))
    assert invited_on(date(2026, 11, 10), date(2026, 12, 31)) == {
        date(2026, 11, 10): 2,
        date(2026, 12, 10): 2,
    }
    with tenant_scope(organization.id):
        invited = Counter(Invitation.objects.values_list("participant", flat=True))
    assert invited == {mentees[0].pk: 2, mentees[1].pk: 2}


@pytest.mark.parametrize("gap", [0, 40])
def test_the_end_of_a_match_after_its_program_was_closed_invites_nobody_again(
    organization, match, scheduled, invited_on, closed, by, gap
):
    found = match(started_on=date(2026, 8, 1))
    scheduled("closing")
    scheduled("months_after", every=1)
    closed(date(2026, 11, 10))
    invited_on(date(2026, 11, 10), date(2026, 11, 10) + timedelta(days=gap))
    day = date(2026, 11, 11) + timedelta(days=gap)
    with tenant_scope(organization.id):
        end_match(found, reason="Tidied up", by=by, at=noon(day), today=day)
    assert invited_on(day, date(2027, 3, 1)) == {date(2026, 11, 10): 1, date(2026, 12, 10): 1}


def test_a_match_that_ended_before_its_program_keeps_its_day(match, scheduled, invited_on, closed):
    match(started_on=date(2026, 8, 1), state="ended", ended_on=date(2026, 11, 5))
    scheduled("closing")
    scheduled("months_after", every=2)
    closed(date(2026, 11, 10))
    assert invited_on(date(2026, 11, 12), date(2027, 1, 31)) == {date(2026, 11, 12): 1, date(2027, 1, 5): 1}


def test_a_program_that_is_reopened_and_closed_again_invites_once(match, scheduled, invited_on, closed):
    match(started_on=date(2026, 8, 1))
    scheduled("closing")
    scheduled("months_after", every=1)
    closed(date(2026, 11, 10))
    invited_on(date(2026, 11, 10), date(2026, 11, 12))
    closed(date(2026, 11, 13), again=True)
    # Nobody is asked a month after an end that was taken back.
    assert invited_on(date(2026, 11, 13), date(2027, 1, 10)) == {date(2026, 11, 10): 1}
    closed(date(2027, 1, 12))
    assert invited_on(date(2027, 1, 12), date(2027, 3, 31)) == {date(2026, 11, 10): 1, date(2027, 2, 12): 1}


def test_a_program_closed_and_reopened_before_a_run_invites_nobody(match, scheduled, invited_on, closed):
    match(started_on=date(2026, 8, 1))
    scheduled("closing")
    closed(date(2026, 11, 10))
    closed(date(2026, 11, 10), again=True)
    assert invited_on(date(2026, 11, 10), date(2026, 12, 31)) == {}


def test_calendar_and_forecast_know_what_a_closed_program_makes_due(
    organization, program, match, scheduled, closed
):
    match(started_on=date(2026, 8, 1))
    scheduled("months_after", every=1)
    closed(date(2026, 11, 14))
    today, day = date(2026, 11, 16), date(2026, 12, 14)
    with tenant_scope(organization.id):
        sends = SurveyForecast().planned(program, first=today, last=date(2026, 12, 31), today=today)
        calendar = survey_calendar([program], organization=organization, today=today)
    assert sends == [PlannedSends(day, "surveys.invitation", 1)]
    assert [(each.on, each.count) for each in calendar.emails if each.kind == "invitation"] == [(day, 1)]

"""Who does not respond to a match is reminded once, then the match is a next step of those who run the program."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from mentoring.mail.models import OutboxMessage
from mentoring.tenancy.scope import tenant_scope
from programs.actions.pauses import pause_participant
from programs.actions.program_settings import update_program_settings
from programs.actions.responses import remind_of_responses
from programs.models import Introduction, Match
from programs.response_email import response_contexts
from programs.selectors.responses import RESPONSE_REMINDER, ResponseForecast
from programs.today.responses import MatchesWithoutResponse
from tests.factories.people import make_person
from tests.factories.programs import make_absence, make_acceptance, make_match, make_participant

# A Monday. Five working days later it is Monday again, and reminders go out on Tuesday.
START = date(2026, 11, 2)
REMINDED, FOLLOWED_UP = date(2026, 11, 10), date(2026, 11, 17)


@pytest.fixture
def scope(organization):
    with tenant_scope(organization.id):
        yield


@pytest.fixture
def match(program, scope) -> Match:
    """Gil and Mia were introduced on Monday; Gil has accepted."""
    gil, mia = (
        make_participant(
            program=program, role=role, person=make_person(first_name=name, last_name="Roth", email=email)
        )
        for role, name, email in (("mentor", "Gil", "gil@example.org"), ("mentee", "Mia", "mia@example.org"))
    )
    introduction = Introduction.objects.create(program=program, sent_at=timezone.now(), recipients=2)
    match = make_match(
        program=program,
        mentor=gil,
        mentee=mia,
        started_on=START,
        introduction=introduction,
        overridden_by=None,
    )
    make_acceptance(match=match, role="mentor")
    return match


def remind(program, by, on: date) -> int:
    return remind_of_responses(program, by=by, today=on)


def test_who_has_not_accepted_is_reminded_once(program, match, by):
    assert remind(program, by, REMINDED - timedelta(days=1)) == 0
    assert remind(program, by, REMINDED) == 1
    assert remind(program, by, REMINDED) == 0
    assert remind(program, by, REMINDED + timedelta(days=1)) == 0
    message = OutboxMessage.objects.get(kind=RESPONSE_REMINDER)
    assert message.recipient_email == "mia@example.org"
    context = response_contexts([message])[message.pk]
    assert context["partner"] == "Gil Roth"
    assert context["action_url"].endswith(f"/my/matches/{match.pk}/agreement/")
    make_acceptance(match=match, role="mentee")
    assert response_contexts([message]) == {}


@pytest.mark.parametrize(
    "change",
    [{"held_count": 1}, {"introduction": None}, {"state": "paused", "paused_until": date(2026, 12, 1)}],
    ids=["met", "imported", "paused"],
)
def test_nobody_is_reminded_who_has_met_or_was_not_introduced(change, program, match, by):
    Match.objects.filter(pk=match.pk).update(**change)
    assert remind(program, by, REMINDED) == 0
    assert not MatchesWithoutResponse().items(program, FOLLOWED_UP)


def test_an_absence_is_no_silence(program, match, by):
    make_absence(participant=match.mentee, starts_on=START, ends_on=REMINDED)
    assert remind(program, by, REMINDED) == 0
    assert remind(program, by, REMINDED + timedelta(days=1)) == 1


def test_then_it_is_a_next_step(program, match, django_assert_num_queries):
    assert not MatchesWithoutResponse().items(program, FOLLOWED_UP - timedelta(days=1))
    with django_assert_num_queries(1):
        (item,) = MatchesWithoutResponse().items(program, FOLLOWED_UP)
    assert item.fact == "Mia Roth has not accepted the agreement since the introduction on Nov 2, 2026."


@pytest.mark.parametrize("role", ["mentor", "mentee"])
def test_it_is_no_next_step_while_one_of_them_pauses(role, program, match, by):
    pause_participant(getattr(match, role), reason="leave", by=by, today=REMINDED)
    assert not MatchesWithoutResponse().items(program, FOLLOWED_UP)
    assert remind(program, by, FOLLOWED_UP) == 0


def test_a_program_has_its_own_number_of_days(program, match, by, organization):
    update_program_settings(program, values={"respond_days": 2}, by=by, today=START)
    assert remind(program, by, date(2026, 11, 5)) == 1


def test_the_calendar_of_sends_knows_the_day(program, match):
    last = REMINDED + timedelta(days=30)
    (sends,) = ResponseForecast().planned(program, first=START, last=last, today=START)
    assert (sends.on, sends.count) == (REMINDED, 1)

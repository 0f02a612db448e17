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
from tests.factories.programs import (
    make_absence,
    make_acceptance,
    make_break,
    make_match,
    make_participant,
)

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


def whole_days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]


@pytest.mark.parametrize(
    ("pauses", "on"),
    [
        # The day of the reminder is in a break: it comes on the first day after that.
        ([("break", REMINDED, date(2026, 11, 20))], [date(2026, 11, 21)]),
        # The forecast is made in the break, long after that day.
        ([("break", date(2026, 11, 4), date(2026, 12, 18))], [date(2026, 12, 19)]),
        # An absence of one of the two follows the break.
        (
            [
                ("break", date(2026, 11, 4), date(2026, 11, 15)),
                ("absence", date(2026, 11, 14), date(2026, 11, 25)),
            ],
            [date(2026, 11, 26)],
        ),
        # After so long, nobody is reminded of how it began.
        ([("break", date(2026, 11, 4), date(2027, 1, 3))], []),
    ],
    ids=["begins that day", "began before", "absence after it", "longer than a reminder may wait"],
)
@pytest.mark.parametrize("days", [0, 9, 35])
def test_the_calendar_of_sends_knows_what_is_sent_after_a_break(pauses, on, days, program, match, by):
    """Each day of the forecast is simulated: it says on which days how many are reminded, whenever it is made."""
    for kind, starts_on, ends_on in pauses:
        if kind == "break":
            make_break(program=program, starts_on=starts_on, ends_on=ends_on)
        else:
            make_absence(participant=match.mentee, starts_on=starts_on, ends_on=ends_on)
    first, last = START + timedelta(days=days), date(2027, 1, 31)
    for day in whole_days(START, first - timedelta(days=1)):
        remind(program, by, day)
    found = ResponseForecast().planned(program, first=first, last=last, today=first)
    sent = [(day, count) for day in whole_days(first, last) if (count := remind(program, by, day))]
    assert [(each.on, each.count) for each in found] == sent == [(day, 1) for day in on if day >= first]


def test_the_calendar_of_sends_does_not_count_who_was_reminded_today(program, match, by):
    assert remind(program, by, REMINDED) == 1
    last = REMINDED + timedelta(days=30)
    assert not ResponseForecast().planned(program, first=REMINDED, last=last, today=REMINDED)

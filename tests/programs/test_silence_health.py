"""What silence and bounced email make of the health of a match."""

from datetime import UTC, date, datetime, timedelta

import pytest

from programs.enums import Health
from programs.extensions import EvaluatedMatch
from programs.health.evaluate import evaluate_program
from programs.health.pausable_calendar import PausableCalendar
from programs.health.rules import MatchFacts
from programs.health.wording import describe_signal, explain_rules
from programs.models import Match
from programs.rollups.match_counts import refresh_matches
from programs.selectors.silence_health import SilenceHealth, bounce_signal, silence_signal
from tests.factories.mail import make_preference, make_suppression
from tests.factories.programs import make_absence, make_match, make_match_message, make_program, make_session

TODAY = date(2026, 11, 26)
NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


@pytest.mark.parametrize(("days", "paused", "is_silent"), [(44, 0, 0), (45, 0, 1), (50, 6, 0), (50, 5, 1)])
def test_forty_five_counted_days(days, paused, is_silent):
    calendar = PausableCalendar([(ago(20), ago(21 - paused))] if paused else [])
    signal = silence_signal(ago(days), calendar, TODAY)
    assert (signal is not None) == bool(is_silent)
    if signal:
        assert (signal.level, signal.since, signal.values["elapsed"]) == (Health.AT_RISK, TODAY, days)


def test_a_bounce_counts_until_something_is_heard():
    assert bounce_signal([], ago(3)) is None
    assert bounce_signal([ago(4)], ago(3)) is None
    assert bounce_signal([ago(2), ago(1)], ago(3)).since == ago(2)


@pytest.fixture
def match(scope) -> Match:
    """A match of an agreed interval of 60 days that last met 50 days ago."""
    program = make_program(starts_on=date(2026, 6, 1), ends_on=None, meeting_interval_days=60)
    match = make_match(program=program, started_on=ago(100), goals_agreed=1, overridden_by=None)
    make_session(match=match, happens_on=ago(50))
    refresh_matches(program.pk, on=TODAY)
    return match


def evaluated(match: Match) -> tuple[str, list[str]]:
    evaluate_program(match.program, today=TODAY)
    match.refresh_from_db()
    codes = [signal["code"] for signal in match.signals]
    return match.health, [code for code in codes if code in {"silence", "bounced"}]


def test_silent_for_45_days(match):
    assert evaluated(match) == ("at_risk", ["silence"])
    assert describe_signal(match.signals[0]) == (
        "Nothing heard from either side in 50 days, since Oct 7",
        "Ask both whether they are still meeting",
    )
    assert "nothing was heard from either side for 45 days" in " ".join(explain_rules(match.program))


@pytest.mark.parametrize("reason", ["message", "planned", "absence", "paused", "file", "unsubscribed"])
def test_not_silent(match, reason):
    if reason == "message":
        make_match_message(match=match, sent_at=NOW - timedelta(days=10))
    elif reason == "planned":
        make_session(match=match, state="planned", happens_on=TODAY + timedelta(days=3))
        refresh_matches(match.program_id, on=TODAY)
    elif reason == "absence":
        make_absence(participant=match.mentee, starts_on=ago(30), ends_on=ago(20))
    elif reason == "unsubscribed":
        make_preference(email_norm=match.mentor.person.email_norm, is_wanted=False)
    else:
        fields = {"state": "paused"} if reason == "paused" else {"sessions_known_until": TODAY}
        Match.objects.update(**fields)
    assert evaluated(match)[1] == []


@pytest.mark.parametrize(("reason", "codes"), [("bounced", ["bounced"]), ("blocked", [])])
def test_bounced_email(match, reason, codes):
    make_session(match=match, happens_on=ago(5))
    refresh_matches(match.program_id, on=TODAY)
    email = match.mentor.person.email_norm
    suppression = make_suppression(email_norm=email, reason=reason, created_at=NOW - timedelta(days=2))
    assert evaluated(match)[1] == codes
    if codes:
        assert describe_signal(match.signals[0])[0] == "Email bounced on Nov 24, and nothing was heard since"
    suppression.created_at = NOW - timedelta(days=8)
    suppression.save()
    assert evaluated(match)[1] == []


@pytest.mark.parametrize("count", [1, 3])
def test_signals_cost_the_same_for_any_number(count, scope, django_assert_num_queries):
    program = make_program()
    matches = [make_match(program=program, started_on=ago(100)) for _n in range(count)]
    facts = MatchFacts(
        started_on=ago(100),
        day=TODAY,
        meeting_interval_days=14,
        held_count=1,
        last_held_on=ago(60),
        next_planned_on=None,
    )
    Match.objects.update(last_held_on=ago(60))
    with django_assert_num_queries(13):
        found = SilenceHealth().signals(program, [EvaluatedMatch(match.pk, facts) for match in matches])
    assert [[signal.code for signal in signals] for signals in found.values()] == [["silence"]] * count

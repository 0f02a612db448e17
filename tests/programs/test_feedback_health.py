"""What feedback, requests for help and unanswered questions make of the health of a match."""

from datetime import UTC, date, datetime, timedelta

import pytest

from mentoring.tenancy.actor import Actor
from mentoring.tenancy.scope import tenant_scope
from programs.actions import resolve_help_request
from programs.enums import Health
from programs.extensions import EvaluatedMatch
from programs.health.evaluate import evaluate_program
from programs.health.feedback import FeedbackHealth, Given, fit_signal, help_signal, rating_signal
from programs.health.rules import MatchFacts, assess
from programs.health.wording import describe_signal, explain_rules
from programs.models import Match
from programs.rollups.match_counts import refresh_matches
from tests.factories.meetings import make_feedback, make_help_request, make_inquiry, make_question
from tests.factories.programs import make_match, make_program, make_session

TODAY = date(2026, 11, 26)
NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)


def rated(*ratings: int | None) -> list[Given]:
    return [Given(date(2026, 9, n), rating) for n, rating in enumerate(ratings, 1)]


@pytest.mark.parametrize(
    ("ratings", "since"),
    [
        ((), None),
        ((None,), None),
        ((5,), None),
        ((3,), None),
        ((2,), 1),
        ((1,), 1),
        ((3, 3), 2),
        ((3, 4, 3), None),
        ((3, None, 3), 3),
        ((2, 3), 2),
        ((2, 4), None),
        ((5, 2), 2),
        ((3, 3, 5), None),
    ],
)
def test_ratings(ratings, since):
    signal = rating_signal(rated(*ratings))
    assert (signal and (signal.code, signal.level, signal.since, signal.values)) == (
        since and ("feedback", Health.ATTENTION, date(2026, 9, since), {})
    )


@pytest.mark.parametrize(
    ("fits", "is_flagged"),
    [
        (["good"], False),
        (["deciding"], False),
        (["not_good"], True),
        (["not_good", ""], True),
        (["not_good", "good"], False),
    ],
)
def test_fit(fits, is_flagged):
    signal = fit_signal([Given(date(2026, 9, n), fit=fit) for n, fit in enumerate(fits, 1)])
    assert (signal is not None and signal.level == Health.AT_RISK) == is_flagged


def test_help_since_the_first_open_request():
    assert help_signal([]) is None
    signal = help_signal([date(2026, 9, 2), date(2026, 9, 1)])
    assert (signal.code, signal.level, signal.since) == ("help", Health.AT_RISK, date(2026, 9, 1))


def facts(**fields) -> MatchFacts:
    return MatchFacts(
        **{
            "started_on": TODAY - timedelta(days=90),
            "day": TODAY,
            "meeting_interval_days": 14,
            "held_count": 3,
            "last_held_on": TODAY - timedelta(days=36),
            "next_planned_on": None,
            **fields,
        }
    )


def test_an_unconfirmed_gap_is_not_enough_data():
    assert assess(facts(is_gap_confirmed=False)) == (Health.UNKNOWN, [], None)
    assert assess(facts())[0] == Health.AT_RISK
    met_lately = facts(is_gap_confirmed=False, last_held_on=TODAY - timedelta(days=21))
    assert assess(met_lately)[0] == Health.ON_TRACK


@pytest.fixture
def match(scope) -> Match:
    """A match that last met 36 days ago in a program of two weeks, whose sessions are recorded here."""
    program = make_program(starts_on=date(2026, 8, 1), ends_on=None)
    match = make_match(
        program=program, started_on=TODAY - timedelta(days=90), goals_agreed=1, overridden_by=None
    )
    make_session(match=match, happens_on=TODAY - timedelta(days=36))
    refresh_matches(program.pk, on=TODAY)
    return match


def evaluated(match: Match) -> tuple[str, list[str]]:
    evaluate_program(match.program, today=TODAY)
    match.refresh_from_db()
    return match.health, [signal["code"] for signal in match.signals]


def ask(match: Match, role: str, days_ago: int, answer: str = "") -> None:
    inquiry = make_inquiry(
        person=getattr(match, role).person, asked_on=TODAY - timedelta(days=days_ago), asked_at=NOW
    )
    day = TODAY - timedelta(days=days_ago + (40 if role == "mentor" else 60))
    session = make_session(match=match, state="cancelled", happens_on=day)
    answered_at = NOW if answer else None
    make_question(session=session, role=role, inquiry=inquiry, answer=answer, answered_at=answered_at)


def test_no_flag_before_both_were_asked_and_one_answered(match):
    assert evaluated(match) == ("unknown", [])
    ask(match, "mentor", 5, "not_yet")
    assert evaluated(match) == ("unknown", [])
    ask(match, "mentee", 4)
    assert evaluated(match) == ("at_risk", ["gap"])


def test_unanswered_is_not_enough_data(match):
    ask(match, "mentor", 5)
    ask(match, "mentee", 5)
    assert evaluated(match) == ("unknown", [])


def test_what_was_asked_before_they_last_met_does_not_count(match):
    ask(match, "mentor", 37, "not_yet")
    ask(match, "mentee", 37, "not_yet")
    assert evaluated(match) == ("unknown", [])


def test_sessions_from_files_need_no_question(match):
    Match.objects.update(sessions_known_until=TODAY)
    assert evaluated(match) == ("at_risk", ["gap"])


@pytest.fixture
def meeting(match) -> Match:
    """The same, having met yesterday."""
    make_session(match=match, happens_on=TODAY - timedelta(days=1))
    refresh_matches(match.program_id, on=TODAY)
    return match


def low(match: Match, days_ago: int, **fields):
    session = make_session(match=match, happens_on=TODAY - timedelta(days=days_ago))
    return make_feedback(session=session, **fields)


def test_low_ratings_of_one_side_need_attention_and_say_neither_number_nor_side(meeting):
    low(meeting, 9, rating=2, role="mentor")
    assert evaluated(meeting) == ("attention", ["feedback"])
    stored = meeting.signals[0]
    assert stored["values"] == {}
    assert describe_signal(stored) == (
        "Feedback needs follow-up",
        "Ask both how it is going, and offer a re-match",
    )


def test_a_three_of_each_side_is_not_twice_in_a_row(meeting):
    low(meeting, 9, rating=3, role="mentor")
    low(meeting, 8, rating=3, role="mentee")
    assert evaluated(meeting) == ("on_track", [])


def test_not_a_good_fit_is_at_risk_in_the_same_words(meeting):
    low(meeting, 9, rating=5, fit="not_good")
    assert evaluated(meeting) == ("at_risk", ["feedback"])
    assert describe_signal(meeting.signals[0])[0] == "Feedback needs follow-up"


def test_low_ratings_and_fit_of_both_sides_are_one_signal(meeting):
    low(meeting, 9, rating=1, fit="not_good", role="mentor")
    low(meeting, 8, rating=1, fit="not_good", role="mentee")
    assert evaluated(meeting) == ("at_risk", ["feedback"])


def test_a_request_for_help_is_at_risk_until_it_is_resolved(meeting, administrator):
    request = make_help_request(match=meeting, requested_on=TODAY)
    assert evaluated(meeting) == ("at_risk", ["help"])
    assert describe_signal(meeting.signals[0]) == (
        "One side asked for help",
        "Read the request and get in touch",
    )
    by = Actor.member(administrator)
    for _n in range(2):
        resolve_help_request(request, by=by, now=NOW, today=TODAY)
    meeting.refresh_from_db()
    assert (meeting.health, meeting.signals) == ("on_track", [])
    request.refresh_from_db()
    assert request.resolved_by == administrator


def test_no_screen_claims_help_because_of_a_rating(meeting, organization, administrator, client_of):
    low(meeting, 9, rating=1)
    evaluated(meeting)
    assert not any("asked for help" in describe_signal(signal)[0] for signal in meeting.signals)


def test_paused_matches_have_no_such_signals(meeting):
    low(meeting, 9, rating=1)
    make_help_request(match=meeting)
    Match.objects.update(state="paused")
    assert evaluated(meeting) == ("unknown", [])


@pytest.mark.parametrize("count", [1, 3])
def test_signals_cost_the_same_for_any_number(count, scope, django_assert_num_queries):
    program = make_program()
    matches = [make_match(program=program) for _n in range(count)]
    for match in matches:
        make_feedback(session=make_session(match=match), rating=1)
        make_help_request(match=match)
    with django_assert_num_queries(2):
        found = FeedbackHealth().signals(program, [EvaluatedMatch(match.pk, facts()) for match in matches])
    assert [len(signals) for signals in found.values()] == [2] * count


def test_the_rules_are_explained(scope):
    text = " ".join(explain_rules(make_program()))
    assert "Nobody sees the number or who gave it." in text
    assert "Before both sides were asked whether they met" in text


def test_resolved_on_the_page(organization, administrator, client_of):
    with tenant_scope(organization.id):
        request = make_help_request(text="Please call me.")
    url = f"/o/acme/programs/{request.match.program_id}/matches/{request.match_id}/help/"
    client = client_of(administrator)
    page = client.get(url).content.decode()
    assert "Please call me." in page
    assert "Resolve request" in page
    assert client.post(f"{url}{request.pk}/resolve/").status_code == 302
    assert "Resolve request" not in client.get(url).content.decode()

"""The rules of health: each default's border, and random histories against facts counted again here."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from programs.enums import Health
from programs.health.pausable_calendar import PausableCalendar
from programs.health.rules import MatchFacts, Signal, assess
from tests.examples import examples

TODAY = date(2026, 11, 2)


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def facts(age=100, held=3, last=1, booked_in=None, interval=14, pauses=(), **given_fields) -> MatchFacts:
    return MatchFacts(
        started_on=ago(age),
        day=TODAY,
        meeting_interval_days=interval,
        held_count=held,
        last_held_on=ago(last) if held else None,
        next_planned_on=None if booked_in is None else TODAY + timedelta(days=booked_in),
        calendar=PausableCalendar(pauses),
        **given_fields,
    )


@pytest.mark.parametrize(
    ("match", "expected"),
    [
        # First session: booked within 14 days, held by day 28.
        (facts(age=14, held=0), (Health.UNKNOWN, [])),
        (facts(age=15, held=0), (Health.ATTENTION, ["first-not-booked"])),
        (facts(age=15, held=0, booked_in=3), (Health.UNKNOWN, [])),
        (facts(age=15, held=0, booked_in=0), (Health.UNKNOWN, [])),
        (facts(age=15, held=0, booked_in=-1), (Health.ATTENTION, ["first-not-booked"])),
        (facts(age=28, held=0, booked_in=3), (Health.UNKNOWN, [])),
        (facts(age=28, held=0), (Health.ATTENTION, ["first-not-booked"])),
        (facts(age=29, held=0), (Health.AT_RISK, ["first-not-held"])),
        (facts(age=29, held=0, booked_in=3), (Health.AT_RISK, ["first-not-held"])),
        # Rhythm: more than 1.5 and more than 2.5 times 14 days; 30 days are 45 and 75.
        (facts(last=21), (Health.ON_TRACK, [])),
        (facts(last=22), (Health.ATTENTION, ["gap"])),
        (facts(last=35), (Health.ATTENTION, ["gap"])),
        (facts(last=36), (Health.AT_RISK, ["gap"])),
        (facts(last=36, booked_in=5), (Health.ATTENTION, ["gap"])),
        (facts(last=22, booked_in=5), (Health.ATTENTION, ["gap"])),
        (facts(last=45, interval=30), (Health.ON_TRACK, [])),
        (facts(last=46, interval=30), (Health.ATTENTION, ["gap"])),
        (facts(last=75, interval=30), (Health.ATTENTION, ["gap"])),
        (facts(last=76, interval=30), (Health.AT_RISK, ["gap"])),
        # 1.5 times 7 and 21 days are not whole: 10.5 and 31.5.
        (facts(last=10, interval=7), (Health.ON_TRACK, [])),
        (facts(last=11, interval=7), (Health.ATTENTION, ["gap"])),
        (facts(last=31, interval=21), (Health.ON_TRACK, [])),
        (facts(last=32, interval=21), (Health.ATTENTION, ["gap"])),
        # Too young to be green.
        (facts(age=14, held=2), (Health.UNKNOWN, [])),
        (facts(age=15, held=2), (Health.ON_TRACK, [])),
        # Breaks and absences pause deadlines.
        (facts(age=29, held=0, pauses=[(ago(5), ago(1))]), (Health.ATTENTION, ["first-not-booked"])),
        (facts(last=36, pauses=[(ago(20), ago(6))]), (Health.ON_TRACK, [])),
        (facts(age=15, held=2, pauses=[(ago(0), ago(0))]), (Health.UNKNOWN, [])),
        # Finished and paused matches have no signals.
        (facts(age=60, held=0, is_over=True), (Health.FINISHED, [])),
        (facts(age=60, held=0, is_paused=True), (Health.UNKNOWN, [])),
    ],
)
def test_borders_of_the_defaults(match, expected):
    health, signals, _since = assess(match)
    assert (health, [signal.code for signal in signals]) == expected


@pytest.mark.parametrize(("last", "since"), [(22, 0), (30, 8), (36, 0), (50, 14)])
def test_a_gap_holds_since_the_day_on_which_it_passed_its_limit(last, since):
    _health, [signal], health_since = assess(facts(last=last))
    assert signal.since == health_since == ago(since)


histories = st.builds(
    dict,
    age=st.integers(0, 300),
    session_days=st.lists(st.integers(0, 300), max_size=12),
    booked_in=st.none() | st.integers(-5, 40),
    interval=st.sampled_from([7, 14, 21, 30, 42]),
    pauses=st.lists(
        st.tuples(st.integers(0, 300), st.integers(0, 40)).map(lambda p: (ago(p[0]), ago(p[0] - p[1]))),
        max_size=4,
    ),
    is_over=st.booleans(),
    is_paused=st.booleans(),
)
others = st.lists(
    st.builds(
        Signal,
        st.sampled_from(["no-goal", "stuck", "survey"]),
        st.sampled_from([Health.ATTENTION, Health.AT_RISK]),
        st.integers(0, 50).map(ago),
    ),
    max_size=3,
)


def working_days(since: date, pauses) -> int:
    every = [since + timedelta(days=n) for n in range(1, (TODAY - since).days + 1)]
    return sum(not any(first <= day <= last for first, last in pauses) for day in every)


@settings(max_examples=examples(400))
@given(history=histories, others=others)
def test_random_histories_get_their_worst_signal_with_true_reasons(history, others):
    days, pauses, interval = history["session_days"], history["pauses"], history["interval"]
    match = facts(
        age=history["age"],
        held=len(days),
        last=min(days, default=0),
        booked_in=history["booked_in"],
        interval=interval,
        pauses=pauses,
        is_over=history["is_over"],
        is_paused=history["is_paused"],
    )
    health, signals, _since = assess(match, others)
    assert (health, signals) == assess(match, others)[:2]
    if match.is_over:
        assert (health, signals) == (Health.FINISHED, [])
        return
    if match.is_paused:
        assert (health, signals) == (Health.UNKNOWN, [])
        return
    levels = {signal.level for signal in signals}
    if Health.AT_RISK in levels:
        assert health == Health.AT_RISK
    elif Health.ATTENTION in levels:
        assert health == Health.ATTENTION
    else:
        assert not signals
        assert health in (Health.ON_TRACK, Health.UNKNOWN)
    age = working_days(ago(history["age"]), pauses)
    if health == Health.ON_TRACK:
        assert age > 14
        assert days
    assert {s.code for s in others} <= {s.code for s in signals}
    for signal in signals:
        if signal.code in ("first-not-booked", "first-not-held"):
            assert not days
            assert signal.values == {
                "days": age,
                "elapsed": history["age"],
                "started_on": ago(history["age"]).isoformat(),
            }
            assert age > (28 if signal.code == "first-not-held" else 14)
        elif signal.code == "gap":
            gap = working_days(ago(min(days)), pauses)
            assert signal.values == {
                "days": gap,
                "elapsed": min(days),
                "last_held_on": ago(min(days)).isoformat(),
                "interval": interval,
            }
            assert gap > (2.5 if signal.level == Health.AT_RISK else 1.5) * interval
            assert signal.since <= TODAY

"""Random histories in any time zone, kept and evaluated: the worst signal wins, and each reason is a true sentence."""

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goals.actions import count_goals, refresh_goals
from mentoring.tenancy.models import Organization
from programs.enums import Health
from programs.health.evaluate import evaluate_program
from programs.health.wording import describe_signal
from programs.models import Absence, Break, Match
from programs.rollups.match_counts import refresh_matches
from tests.examples import examples
from tests.factories.goals import make_check_in, make_goal, make_milestone
from tests.factories.programs import make_match, make_program, make_session

WORLDS = settings(
    max_examples=examples(60),
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
RANK = [Health.AT_RISK, Health.ATTENTION, Health.ON_TRACK]

# Far ahead, far behind, half hours, and four ways to change the clocks: at midnight, by half an hour, in the south.
ZONES = (
    "UTC", "Europe/Berlin", "America/New_York", "America/St_Johns", "Australia/Lord_Howe", "America/Santiago",
    "Asia/Kathmandu", "Pacific/Kiritimati", "Pacific/Pago_Pago",
)  # fmt: skip
# Any moment of two years, and the hours around the nights in which clocks change in Europe and in America.
NIGHTS = [datetime(2026, 3, 8), datetime(2026, 3, 29), datetime(2026, 10, 25), datetime(2026, 11, 1)]
moments = st.one_of(
    st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31)),
    st.builds(
        lambda night, minutes: night + timedelta(minutes=minutes),
        st.sampled_from(NIGHTS),
        st.integers(-24 * 60, 36 * 60),
    ),
).map(lambda moment: moment.replace(tzinfo=UTC))
days_ago = st.integers(0, 150)
periods = st.lists(st.tuples(days_ago, st.integers(0, 30)), max_size=2)
histories = st.fixed_dictionaries(
    {
        "age": days_ago,
        "held": st.sets(days_ago, max_size=6),
        "missed": st.sets(days_ago, max_size=2),
        "planned_in": st.none() | st.integers(1, 40),
        "goal": st.sampled_from(["", "agreed", "stuck", "met", "proposed"]),
        "milestone_due": st.none() | st.integers(-20, 60),
        "absent": periods,
        "state": st.sampled_from(["active", "active", "active", "paused", "ended"]),
    }
)


@given(zone=st.sampled_from(ZONES), moment=moments, days=st.integers(0, 400))
@settings(max_examples=examples(300))
def test_days_between_two_moments_are_days_of_the_calendar(zone, moment, days):
    """An hour more or less in a night neither adds a day to a gap nor takes one away."""
    organization = Organization(time_zone=zone)
    here = moment.astimezone(ZoneInfo(zone))
    same_hour_later = (here.replace(tzinfo=None) + timedelta(days=days)).replace(tzinfo=ZoneInfo(zone))
    # An hour that was left out that night is an hour later on the calendar: around midnight, another day.
    exists = same_hour_later.astimezone(UTC).astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    if exists == same_hour_later.replace(tzinfo=None):
        assert (organization.local_date(same_hour_later) - organization.local_date(moment)).days == days


@pytest.mark.usefixtures("scope")
@WORLDS
@given(
    zone=st.sampled_from(ZONES),
    moment=moments,
    interval=st.sampled_from([7, 14, 21, 30, 42]),
    is_known=st.booleans(),
    quiet=periods,
    random_matches=st.lists(histories, min_size=1, max_size=3),
)
def test_kept_health_is_what_counting_day_by_day_says(
    zone, moment, interval, is_known, quiet, random_matches
):
    today = Organization(time_zone=zone).local_date(moment)

    def ago(days: int) -> date:
        return today - timedelta(days=days)

    with transaction.atomic():
        program = make_program(
            starts_on=ago(200),
            ends_on=None,
            meeting_interval_days=interval,
        )
        program_pauses = [(ago(n), ago(n - length)) for n, length in quiet]
        for first, last in program_pauses:
            Break.objects.create(program=program, starts_on=first, ends_on=last)
        made = []
        for history in random_matches:
            match = make_match(
                program=program,
                started_on=ago(history["age"]),
                # From files, or recorded here, where nobody was asked about a gap.
                sessions_known_until=today if is_known else None,
                state=history["state"],
                ended_on=today if history["state"] == "ended" else None,
                overridden_by=None,
            )
            _fill(match, history, today)
            pauses = [(ago(n), ago(n - length)) for n, length in history["absent"]]
            for first, last in pauses:
                Absence.objects.create(participant=match.mentee, starts_on=first, ends_on=last)
            made.append((match, history, [*program_pauses, *pauses]))
        refresh_matches(program.pk, on=today)
        refresh_goals(program.pk)
        count_goals(program.pk)
        evaluate_program(program, today=today)
        kept = list(Match.objects.order_by("pk").values())
        for match, history, pauses in made:
            match.refresh_from_db()
            expected = naively(history, today, interval, pauses, is_known=is_known)
            found = {(signal["code"], signal["level"]) for signal in match.signals}
            assert (match.health, found) == expected, (history, pauses)
            ranks = [RANK.index(signal["level"]) for signal in match.signals]
            assert ranks == sorted(ranks)
            assert not ranks or match.health == RANK[ranks[0]]
            for signal in match.signals:
                assert date.fromisoformat(signal["since"]) <= today
                if signal["code"] == "silence":  # its sentence has tests of its own
                    continue
                is_true(describe_signal(signal)[0], history, today, pauses)
        assert evaluate_program(program, today=today) == 0
        assert list(Match.objects.order_by("pk").values()) == kept
        transaction.set_rollback(True)


def _fill(match: Match, history: dict, today: date) -> None:
    def ago(days: int) -> date:
        return today - timedelta(days=days)

    for n in history["held"]:
        make_session(match=match, happens_on=ago(n))
    for n in history["missed"] - history["held"]:
        make_session(match=match, happens_on=ago(n), state="missed")
    if history["planned_in"] is not None:
        make_session(match=match, happens_on=ago(-history["planned_in"]), state="planned")
    if history["goal"]:
        state = "agreed" if history["goal"] == "stuck" else history["goal"]
        goal = make_goal(match=match, state=state)
        is_stuck = history["goal"] == "stuck"
        make_check_in(
            goal=goal,
            checked_on=ago(3),
            progress_percent=100 if state == "met" else 40,
            is_stuck=is_stuck,
        )
        if history["milestone_due"] is not None:
            make_milestone(goal=goal, due_on=ago(history["milestone_due"]))


def counted(since: date, until: date, pauses: Sequence[tuple[date, date]]) -> int:
    every = [since + timedelta(days=n) for n in range(1, (until - since).days + 1)]
    return sum(not any(first <= day <= last for first, last in pauses) for day in every)


def naively(
    history: dict, today: date, interval: int, pauses, *, is_known: bool = True
) -> tuple[str, set[tuple[str, str]]]:
    """Return health and signals by the product's table of defaults, each rule written down on its own."""
    if history["state"] == "ended":
        return Health.FINISHED, set()
    if history["state"] == "paused":
        return Health.UNKNOWN, set()
    found = set()
    age = counted(today - timedelta(days=history["age"]), today, pauses)
    held = len(history["held"])
    is_booked = history["planned_in"] is not None
    if not held and age > 28:
        found.add(("first-not-held", "at_risk"))
    elif not held and age > 14 and not is_booked:
        found.add(("first-not-booked", "attention"))
    is_gap_unconfirmed = False
    if held:
        gap = counted(today - timedelta(days=min(history["held"])), today, pauses)
        is_gap_unconfirmed = gap > 1.5 * interval and not is_known
        if is_gap_unconfirmed:
            pass
        elif gap > 2.5 * interval and not is_booked:
            found.add(("gap", "at_risk"))
        elif gap > 1.5 * interval:
            found.add(("gap", "attention"))
        # A goal has a check-in of three days ago, and a session that is planned is a sign of life, too.
        planned = history["planned_in"]
        last_sign = min(history["age"], *history["held"], *([] if planned is None else [-planned]))
        is_quiet_today = any(first <= today <= last for first, last in pauses)
        may_be_silent = not is_known and not history["goal"] and not is_quiet_today and last_sign > 0
        if may_be_silent and counted(today - timedelta(days=last_sign), today, pauses) >= 45:
            found.add(("silence", "at_risk"))
    if history["goal"] in ("", "proposed") and (held >= 3 or age > 60):
        found.add(("no-goal", "attention"))
    due = history["milestone_due"]
    if history["goal"] in ("agreed", "stuck") and due is not None and due > 0:
        found.add(("milestone-overdue", "attention"))
    elif history["goal"] == "stuck":
        found.add(("stuck", "attention"))
    for level in (Health.AT_RISK, Health.ATTENTION):
        if level in {of for _code, of in found}:
            return level, found
    is_on_track = held and age > 14 and not is_gap_unconfirmed
    return (Health.ON_TRACK if is_on_track else Health.UNKNOWN), found


DATE = r"(\w+ \d+(?:, \d{4})?)"
FACTS = {
    rf"(?:First session not scheduled|No session held) (\d+) days? after the introduction on {DATE}": "age",
    rf"No session in (\d+) days?; the last one was on {DATE}": "gap",
    rf"No goal agreed (\d+) days after the introduction on {DATE}": "age",
    rf"No goal agreed after (\d+) sessions? since the introduction on {DATE}": "held",
    rf"(\d+) milestone overdue since {DATE}": "milestone",
    rf"The mentee reported being stuck on()() {DATE}": "stuck",
}


def is_true(said: str, history: dict, today: date, pauses) -> None:
    """Read the sentence as a person with a calendar would, and fail when it is not so."""
    plain = said.replace("\N{NARROW NO-BREAK SPACE}", " ")
    fact, _, rest = plain.partition(" (")
    [(about, number, on)] = [
        (about, *hit.groups()[:1], hit.groups()[-1])
        for form, about in FACTS.items()
        if (hit := re.fullmatch(form, fact))
    ]
    days = {
        "age": history["age"],
        "held": history["age"],
        "gap": min(history["held"], default=0),
        "milestone": history["milestone_due"],
        "stuck": 3,
    }[about]
    since = today - timedelta(days=days)
    year = "" if since.year == timezone.localdate().year else f", {since.year}"
    assert on == f"{since:%b} {since.day}{year}"
    if about in ("age", "gap"):
        assert int(number) == days
    if about == "held":
        assert int(number) == len(history["held"])
    if about == "milestone":
        assert number == "1"
    working = counted(since, today, pauses)
    if about in ("age", "gap") and working != days:
        assert re.fullmatch(rf"{working} days? not counting breaks and absences\)", rest)
    else:
        assert rest == ""

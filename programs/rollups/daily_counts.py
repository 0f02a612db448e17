"""Counts by program and closed day, so that dashboards need not read the history."""

from collections import defaultdict
from datetime import date, timedelta
from uuid import UUID, uuid4

from django.db.models import Count, Q, Sum
from django.db.models.functions import Coalesce

from mentoring.tenancy.bulk import insert_rows
from programs.enums import SessionState
from programs.extensions import DAILY_COUNTERS
from programs.models import DailyCount, Program, Session

SESSIONS = ("held", "missed", "cancelled")
COUNTED = ("held", "missed", "cancelled", "minutes", "goals_met", "check_ins")


def count_days(program_id: UUID, first: date, last: date) -> dict[date, dict[str, int]]:
    """Count sessions, goals and check-ins by day from `first` to `last`. Reads the history."""
    counts: dict[date, dict[str, int]] = defaultdict(lambda: dict.fromkeys(COUNTED, 0))
    sessions = (
        Session.objects.filter(program=program_id)
        .between(first, last)
        .values("happens_on")
        .annotate(
            **{s.value: Count("id", filter=Q(state=s)) for s in SessionState if s != SessionState.PLANNED},
            minutes_held=Coalesce(Sum("minutes", filter=Q(state=SessionState.HELD, counts_minutes=True)), 0),
        )
    )
    for row in sessions:
        day = counts[row["happens_on"]]
        day.update({name: row[name] for name in ("held", "missed", "cancelled")}, minutes=row["minutes_held"])
    for counter in DAILY_COUNTERS:
        for happened_on, numbers in counter.count(program_id, first, last).items():
            counts[happened_on].update(numbers)
    return {day: numbers for day, numbers in counts.items() if any(numbers.values())}


def store_days(program_id: UUID, first: date, last: date) -> None:
    """Recount and store the days from `first` to `last`."""
    DailyCount.objects.filter(program=program_id, day__gte=first, day__lte=last).delete()
    rows = [
        (uuid4(), program_id, day, *(numbers[name] for name in COUNTED))
        for day, numbers in sorted(count_days(program_id, first, last).items())
    ]
    insert_rows(DailyCount, ("id", "program_id", "day", *COUNTED), rows)


def count_closed_days(program: Program, *, today: date, everything: bool = False) -> None:
    """Count the days that closed since the last count, and recount those marked dirty.

    `everything` recounts all days: an import can change any day.
    """
    yesterday = today - timedelta(days=1)
    since = (
        date.min if everything or program.counted_until is None else program.counted_until + timedelta(days=1)
    )
    dirty = DailyCount.objects.filter(program=program, is_dirty=True, day__lt=since)
    for day in list(dirty.values_list("day", flat=True)):
        store_days(program.pk, day, day)
    if since <= yesterday:
        store_days(program.pk, since, yesterday)
        program.counted_until = yesterday
        program.save(update_fields=["counted_until"])


def mark_dirty(program: Program, day: date) -> None:
    """Mark a closed day as edited: its sessions are read until the hourly job has recounted it."""
    if program.counted_until and day <= program.counted_until:
        DailyCount.objects.update_or_create(program=program, day=day, defaults={"is_dirty": True})


def sessions_by_day(program: Program, first: date, last: date) -> dict[date, dict[str, int]]:
    """Return the held, missed and cancelled sessions by day. Two queries.

    Closed days come from the roll-up; dirty and later days from the sessions.
    """
    rows = DailyCount.objects.filter(program=program, day__gte=first, day__lte=last)
    counts, dirty = {}, []
    for row in rows.values("day", "is_dirty", *SESSIONS):
        if row["is_dirty"]:
            dirty.append(row["day"])
        else:
            counts[row["day"]] = {name: row[name] for name in SESSIONS}
    opens = max(first, program.counted_until + timedelta(days=1)) if program.counted_until else first
    raw = Session.objects.filter(
        Q(happens_on__gte=opens, happens_on__lte=last) | Q(happens_on__in=dirty), program=program
    )
    for day, state, n in raw.values_list("happens_on", "state").annotate(n=Count("id")):
        if state in SESSIONS:
            counts.setdefault(day, dict.fromkeys(SESSIONS, 0))[state] = n
    return counts

"""Daily counts: what happened in a program on a closed day, so that years of history cost a dashboard nothing."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Protocol
from uuid import UUID, uuid4

from django.db.models import Count, Q, Sum
from django.db.models.functions import Coalesce

from mentoring.registry import Registry
from mentoring.tenancy.bulk import insert_rows
from programs.enums import SessionState
from programs.models import DailyCount, Program, Session

SESSIONS = ("held", "missed", "cancelled")
COUNTED = ("held", "missed", "cancelled", "minutes", "goals_met", "check_ins")


class DailyCounter(Protocol):
    """What an upper app counts by program and day: {day: {column: number}}."""

    def count(self, program_id: UUID, first: date, last: date) -> Mapping[date, Mapping[str, int]]: ...


DAILY_COUNTERS: Registry[DailyCounter] = Registry("daily counters")


def count_days(program_id: UUID, first: date, last: date) -> dict[date, dict[str, int]]:
    """Return the raw counts of each day from first to last on which something happened. Reads history."""
    counts: dict[date, dict[str, int]] = defaultdict(lambda: dict.fromkeys(COUNTED, 0))
    sessions = (
        Session.objects.filter(program=program_id)
        .between(first, last)
        .values("happens_on")
        .annotate(
            **{s.value: Count("id", filter=Q(state=s)) for s in SessionState if s != SessionState.PLANNED},
            minutes_held=Coalesce(Sum("minutes", filter=Q(state=SessionState.HELD)), 0),
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
    """Count the days from first to last again and keep them; clean ones come out as they were."""
    DailyCount.objects.filter(program=program_id, day__gte=first, day__lte=last).delete()
    rows = [
        (uuid4(), program_id, day, *(numbers[name] for name in COUNTED))
        for day, numbers in sorted(count_days(program_id, first, last).items())
    ]
    insert_rows(DailyCount, ("id", "program_id", "day", *COUNTED), rows)


def count_closed_days(program: Program, *, today: date, everything: bool = False) -> None:
    """Count the days that have closed since the last time, and those marked dirty; for the nightly job.

    `everything` counts all of them again: an import may touch any day.
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
    """Note that something on a closed day was edited: it is read raw until the nightly job counts it again."""
    if program.counted_until and day <= program.counted_until:
        DailyCount.objects.update_or_create(program=program, day=day, defaults={"is_dirty": True})


def sessions_by_day(program: Program, first: date, last: date) -> dict[date, dict[str, int]]:
    """Return held, missed and cancelled sessions of each day on which something happened. Two queries.

    Closed days come from the roll-up; edited and not yet counted ones are read raw.
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
